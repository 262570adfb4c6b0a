//! The files that tell browsers of the version on an organisation's own server.

use serde_json::{Value, json};

use super::target::{Hosted, Target};
use super::xml::Element;
use crate::manifest;

/// Chromium's, `updates.xml`.
pub(super) fn chromium(target: &Target, hosted: &Hosted) -> String {
    Element::new("gupdate")
        .with("xmlns", "http://www.google.com/update2/response")
        .with("protocol", "2.0")
        .holding([Element::new("app")
            .with("appid", target.id.as_str())
            .holding([Element::new("updatecheck")
                .with("codebase", hosted.package_url.as_str())
                .with("version", hosted.package.version.as_str())
                .with("hash_sha256", hosted.package.sha256.as_str())
                .with("prodversionmin", manifest::chrome_version())])])
        .into_file()
}

/// Firefox's, `updates.json`.
pub(super) fn firefox(target: &Target, hosted: &Hosted) -> Value {
    json!({ "addons": { target.id.as_str(): { "updates": [{
        "version": hosted.package.version,
        "update_link": hosted.package_url,
        "update_hash": format!("sha256:{}", hosted.package.sha256),
        "applications": { "gecko": { "strict_min_version": manifest::firefox_version() } },
    }] } } })
}
