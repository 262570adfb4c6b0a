//! Sailthru: `https://<any host>/click/<id>/<base64url>/<hash>`
//!
//! Source: links in public mail archives.

use super::Peel;
use crate::address::{Link, has_scheme};
use crate::codec;

pub(super) fn decode(link: &Link) -> Peel {
    let target = link.path().split('/').nth(3).and_then(codec::base64_text);
    Peel::inner(target.filter(|text| has_scheme(text)))
}
