//! What a gateway wraps, comes out again: random addresses through every encoder that is known.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail, and has no public items"
)]

mod encode;

use std::collections::BTreeSet;

use proptest::prelude::*;
use straightway::Engine;
use straightway::address::HttpUrl;
use straightway::gateway::GATEWAYS;

/// Addresses of all shapes on hosts that are nobody's. No mark of a gateway's own can come about.
fn address() -> impl Strategy<Value = String> {
    let scheme = prop_oneof![4 => Just("https"), 1 => Just("http")];
    let host = "[a-z](-?[a-z0-9]){0,8}\\.example\\.(com|org|net)(:8443)?";
    let path = "(/([A-Za-z0-9._~!$'()*+,;:@é-]|%2F|%20|%C3%A9){0,8}){0,4}";
    let parameter = "[a-z]{2,6}=([A-Za-z]([A-Za-z0-9._~!$()*+,;:@/?ü-]|%26|%3D|%25|%2F){0,10})?";
    let query = proptest::collection::vec(parameter, 0..4);
    let fragment = proptest::option::of("[A-Za-z0-9.~/?-]{1,12}");
    (scheme, host, path, query, fragment).prop_map(|(scheme, host, path, query, fragment)| {
        let mut address = format!("{scheme}://{host}{path}");
        if !query.is_empty() {
            // The standard puts the slash in; gateways wrap what stands in the mail, which nearly always has it.
            address += if path.is_empty() { "/?" } else { "?" };
            address += &query.join("&");
        }
        if let Some(fragment) = fragment {
            address = address + "#" + &fragment;
        }
        address
    })
}

fn serialised(text: &str) -> String {
    HttpUrl::parse(text).unwrap().as_str().to_owned()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_wrapped_comes_out(address in address()) {
        let engine = Engine::default();
        for encoder in encode::encoders() {
            let target = (encoder.carries)(&address);
            let link = (encoder.wrap)(&target);
            let decoded = engine.decode(&link);
            prop_assert_eq!(decoded.target, Some(serialised(&target)), "{} in {}", encoder.id, link);
            prop_assert_eq!(decoded.trail, [encoder.id], "{}", link);
        }
    }
}

#[test]
fn every_gateway_that_can_be_read_has_an_encoder() {
    let written: BTreeSet<_> = encode::encoders()
        .iter()
        .map(|encoder| encoder.id)
        .collect();
    let readable: BTreeSet<_> = GATEWAYS
        .iter()
        .filter(|row| row.is_decodable())
        .map(|row| row.id)
        .collect();
    assert_eq!(
        written, readable,
        "encoders (left) and readable rows (right) differ"
    );
}
