//! Trackers whose links carry a JSON object in base64url in the path: Customer.io (`/e/c/<json>/<signature>`, field `href`)
//! and Substack (`/redirect/2/<json>.<signature>`, field `e`).
//!
//! Source: macieklamberski/urlpurify, `customerIo.test.ts`, `substack.test.ts`; lyubomyr-shaydariv/uu-webext, `customerio.js`.

use super::Peel;
use crate::address::Link;
use crate::codec;

pub(super) fn customer_io(link: &Link) -> Peel {
    field(super::behind(link, "/e/c/"), "href")
}

pub(super) fn substack(link: &Link) -> Peel {
    field(super::behind(link, "/redirect/2/"), "e")
}

fn field(rest: Option<&str>, key: &str) -> Peel {
    let target = rest
        .and_then(|rest| rest.split(['/', '.', '?', '#']).next())
        .and_then(codec::base64_text)
        .and_then(|json| codec::json_text(&json, key));
    Peel::inner(target)
}
