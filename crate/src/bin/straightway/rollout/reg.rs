//! Files for the Windows registry editor: one that puts the policies in, one that takes them out.
//!
//! Such a file cannot look before it writes. So it touches only what is the extension's alone, and one entry of the list of
//! extensions to install, under a number that nobody else is likely to have.

use std::fmt::Write as _;

use super::registry::{Data, Key, OWN_NUMBER, extension_key, forcelist_key, keys, settings_key};
use super::target::Target;
use crate::policy::file::PolicyFile;

const HEAD: &str = "Windows Registry Editor Version 5.00\n";
const HIVE: &str = "HKEY_LOCAL_MACHINE";

/// The file that puts the policies in.
pub(super) fn install(target: &Target, policy: &PolicyFile) -> Vec<u8> {
    let mut text = HEAD.to_owned();
    let settings = settings_key(target);
    if target.browser.is_chromium() {
        write_key(&mut text, &forcelist_key(target));
        write_text(
            &mut text,
            &OWN_NUMBER.to_string(),
            &target.forcelist_entry(),
        );
    }
    // What an earlier kit left there must not stay beside the new.
    let _ = writeln!(text, "\n[-{HIVE}\\{settings}]");
    for Key { path, values } in keys(policy, target) {
        match path.as_str() {
            "" => write_key(&mut text, &settings),
            _ => write_key(&mut text, &format!(r"{settings}\{path}")),
        }
        for (name, data) in values {
            match data {
                Data::Text(value) => write_text(&mut text, &name, &value),
                Data::Number(number) => {
                    let _ = writeln!(text, "{}=dword:{number:08x}", quoted(&name));
                }
            }
        }
    }
    encoded(&text)
}

/// The file that takes them out again.
pub(super) fn remove(target: &Target) -> Vec<u8> {
    let mut text = HEAD.to_owned();
    if target.browser.is_chromium() {
        write_key(&mut text, &forcelist_key(target));
        let _ = writeln!(text, "\"{OWN_NUMBER}\"=-");
    }
    let _ = writeln!(text, "\n[-{HIVE}\\{}]", extension_key(target));
    encoded(&text)
}

// Writing to a String cannot fail, here and above.

fn write_key(text: &mut String, key: &str) {
    let _ = writeln!(text, "\n[{HIVE}\\{key}]");
}

fn write_text(text: &mut String, name: &str, value: &str) {
    let _ = writeln!(text, "{}={}", quoted(name), quoted(value));
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', r"\\").replace('"', "\\\""))
}

/// As the registry editor itself writes: UTF-16 with a byte order mark, and lines as Windows ends them.
fn encoded(text: &str) -> Vec<u8> {
    let text = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
