//! Buttondown: `https://buttondown-NNNN.com/c/<base64url of "id|id|address|recipient">`
//!
//! Source: macieklamberski/urlpurify, README.

use super::Peel;
use crate::address::Link;
use crate::codec;

pub(super) fn decode(link: &Link) -> Peel {
    let fields = link.path().split('/').nth(2).and_then(codec::base64_text);
    Peel::inner(fields.and_then(|fields| fields.split('|').nth(2).map(str::to_owned)))
}
