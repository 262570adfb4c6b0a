//! Mailinblack Secure Link: `https://mibc-fr-11.mailinblack.com/securelink/?url=<origin only>&key=<base64url of JSON>`
//!
//! `url=` is a decoy that holds only the origin; the whole target is the field `url` of the JSON in `key`.
//!
//! Source: macieklamberski/urlpurify, `mailinblack.test.ts`.

use super::Peel;
use crate::address::{HttpUrl, Link};
use crate::{codec, json};

pub(super) fn decode(link: &Link) -> Peel {
    let target = link
        .parameter("key")
        .and_then(codec::base64_text)
        .and_then(|json| json::text(&json, "url"));
    let hint = || {
        let origin = codec::percent_once(link.parameter("url")?);
        Some(HttpUrl::parse(&origin)?.host().as_str().to_owned())
    };
    target.map_or_else(|| Peel::Opaque(hint()), Peel::Inner)
}
