//! INKY: `https://shared.outlook.inky.com/link?domain=<host>&t=h.<base64url of zlib of JSON>.<signature>`
//!
//! The JSON's `url` is the target. It also holds the recipient's address, so nothing else of it is read.
//!
//! Source: links in public mail archives, re-encoded with the recipient replaced.

use super::{Peel, host_hint};
use crate::address::Link;
use crate::{codec, json};

pub(super) fn decode(link: &Link) -> Peel {
    let token = link.parameter("t").map(codec::percent_once);
    let target = token
        .as_deref()
        .and_then(|token| token.split('.').nth(1))
        .and_then(codec::base64)
        .and_then(|packed| codec::inflate(&packed))
        .and_then(|json| json::text(std::str::from_utf8(&json).ok()?, "url"));
    target.map_or_else(|| Peel::Opaque(host_hint(link, "domain")), Peel::Inner)
}
