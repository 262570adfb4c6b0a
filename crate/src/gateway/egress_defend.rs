//! Egress / KnowBe4 Defend: `https://links.<region>.defend.egress.com/Warning?…&Base64Url=<base64url of zlib>&@OriginalLink=<host>`
//!
//! An older form has `Data=` and plain base64url instead; public samples of it are cut, so it must name a whole host.
//!
//! Source: KnowBe4 support article 35666043130515; authone/knowb4-decode-py.

use super::{Peel, host_hint};
use crate::address::{HttpUrl, Link};
use crate::codec;

pub(super) fn decode(link: &Link) -> Peel {
    let hint = host_hint(link, "@OriginalLink").or_else(|| host_hint(link, "OriginalLink"));
    let token = ["Base64Url", "Data"]
        .iter()
        .find_map(|name| link.parameter(name))
        .and_then(codec::base64);
    let target = token.and_then(|bytes| {
        let text = String::from_utf8(codec::inflate(&bytes).unwrap_or(bytes)).ok()?;
        // A host in another script has still to be written as it travels.
        let names_host = match Link::split(&text) {
            Ok(link) => link.host().as_str().contains('.'),
            Err(_) => HttpUrl::parse(&text).is_some_and(|url| url.host().as_str().contains('.')),
        };
        names_host.then_some(text)
    });
    target.map_or(Peel::Opaque(hint), Peel::Inner)
}
