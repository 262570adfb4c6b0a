//! Mailjet: `https://<id>.mjt.lu/lnk/<token>/<n>/<hash>/<base64url>`
//!
//! Source: links in public mail archives.

use super::Peel;
use crate::address::Link;
use crate::codec;

pub(super) fn decode(link: &Link) -> Peel {
    Peel::inner(link.path().rsplit('/').next().and_then(codec::base64_text))
}
