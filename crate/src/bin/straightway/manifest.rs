//! The extension's own manifest: what is written down there is written nowhere else.

use serde_json::Value;

const TEXT: &str = include_str!("../../../../manifest.json");

/// The extension's version, which is the command's too.
pub(crate) fn version() -> String {
    text("/version")
}

/// The id under which Firefox knows the extension.
pub(crate) fn gecko_id() -> String {
    text("/browser_specific_settings/gecko/id")
}

/// The least version of Firefox.
pub(crate) fn firefox_version() -> String {
    text("/browser_specific_settings/gecko/strict_min_version")
}

/// The least version of Chrome, Chromium and Edge.
pub(crate) fn chrome_version() -> String {
    text("/minimum_chrome_version")
}

/// The hosts that the extension works on, as match patterns.
pub(crate) fn hosts() -> Vec<String> {
    hosts_in(&manifest())
}

/// The hosts that a build with this manifest works on, as match patterns.
pub(crate) fn hosts_in(manifest: &Value) -> Vec<String> {
    let patterns = manifest.pointer("/host_permissions");
    let patterns = patterns.and_then(Value::as_array).into_iter().flatten();
    patterns
        .filter_map(|pattern| pattern.as_str().map(str::to_owned))
        .collect()
}

fn text(pointer: &str) -> String {
    let manifest = manifest();
    let text = manifest.pointer(pointer).and_then(Value::as_str);
    text.unwrap_or_default().to_owned()
}

fn manifest() -> Value {
    // The manifest is part of the program; a test reads it.
    serde_json::from_str(TEXT).unwrap_or_default()
}
