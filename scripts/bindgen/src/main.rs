//! Writes the JavaScript side of the core's border: `straightway-bindgen CORE.wasm FOLDER`.
//!
//! A program of ours and not `wasm-bindgen-cli`, so that `Cargo.lock` pins it with the rest.

use std::{env, error::Error};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(core), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("usage: straightway-bindgen CORE.wasm FOLDER".into());
    };
    Bindgen::new()
        .input_path(core)
        .out_name("core")
        .web(true)?
        .typescript(true)
        // What the loader makes a new instance with, after a trap.
        .reset_state_function(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(folder)?;
    Ok(())
}
