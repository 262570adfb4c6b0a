//! Sophos Email Appliance (on premises): `https://<any host>/?<base64url>`
//!
//! The text reads `ver=…&&url=<target, encoded>&&…`, and always starts with `ver=`, which is `dmVyP` in base64.
//!
//! Source: M66B/FairEmail, `UriHelper.java`; docs.sophos.com, Sophos Email Appliance.

use super::{Peel, percent};
use crate::address::Link;
use crate::codec;

pub(super) fn decode(link: &Link) -> Peel {
    let text = link
        .query()
        .and_then(|query| query.split('&').next())
        .filter(|token| token.starts_with("dmVyP"))
        .and_then(codec::base64_text);
    let target = text.and_then(|text| {
        let (_, value) = text.split_once("url=")?;
        value.split("&&").next().map(percent)
    });
    Peel::inner(target)
}
