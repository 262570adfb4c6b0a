//! Forcepoint / BlackSpider: `http://hybrid-web.global.blackspider.com/urlwrap/?q=<base64url>&Z`
//!
//! Byte 01, then a zlib stream; inflated, an 11-byte header and NUL-separated fields: policy host, message id, recipient, address.
//! Established on the one public sample, security.stackexchange.com question 232848.

use super::Peel;
use crate::address::{Link, has_scheme};
use crate::codec;

pub(super) fn decode(link: &Link) -> Peel {
    let packed = link
        .parameters()
        .find_map(|parameter| codec::base64(parameter.value));
    let Some(packed) = packed else {
        return Peel::NotMine;
    };
    let stream = packed.strip_prefix(&[1]).unwrap_or(&packed);
    let target = codec::inflate(stream).and_then(|fields| {
        fields
            .split(|byte| *byte == 0)
            .filter_map(|field| std::str::from_utf8(field).ok())
            .rfind(|field| has_scheme(field))
            .map(str::to_owned)
    });
    target.map_or(Peel::Opaque(None), Peel::Inner)
}
