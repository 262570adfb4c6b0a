//! Mailgun, older click links: `https://email.<domain>/c/<base64url of zlib>`
//!
//! Inflated it is a query string whose `l` is the target; `r` is the recipient and is not read. Newer links are ciphertext.
//!
//! Source: links in public mail archives.

use super::{Peel, percent};
use crate::address::{Link, parameters};
use crate::codec;

pub(super) fn decode(link: &Link) -> Peel {
    let target = super::behind(link, "/c/")
        .and_then(|rest| rest.split(['/', '?', '#']).next())
        .and_then(codec::base64)
        .and_then(|packed| codec::inflate(&packed))
        .and_then(|bytes| {
            let query = String::from_utf8(bytes).ok()?;
            parameters(&query)
                .find(|parameter| parameter.name == "l")
                .map(|parameter| percent(parameter.value))
        });
    Peel::inner(target)
}
