//! Proofpoint URL Defense v1 (until about 2016): `https://urldefense.proofpoint.com/v1/url?u=<target>&k=…&r=…&m=…&s=…`
//!
//! `u` is percent-encoded, often with `:` and `/` raw, and HTML-escaped inside; it ends at `&k=`, since an `&` may stand in
//! it unencoded. There is no substitution of `-` and `_`: that came with v2.
//!
//! Source: Proofpoint's published `URLDefenseDecode` script; demisto/content, `FormatURL_test.py`.

use super::{Peel, onward, percent};
use crate::address::Link;

pub(super) fn decode(link: &Link) -> Peel {
    let Some(rest) = onward(link, "u") else {
        return Peel::NotMine;
    };
    let end = rest
        .find("&k=")
        .or_else(|| rest.find('&'))
        .unwrap_or(rest.len());
    Peel::inner(rest.get(..end).map(percent))
}
