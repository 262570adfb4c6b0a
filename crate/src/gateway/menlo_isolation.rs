//! Menlo Security's isolation: `https://safe.menlosecurity.com/https://host/path?query#fragment`
//!
//! Everything behind the first slash is the target, verbatim.
//!
//! Source: links in public repositories.

use super::{Peel, rest_of_path};
use crate::address::{Link, has_encoded_scheme, has_scheme};

pub(super) fn decode(link: &Link) -> Peel {
    let rest = link
        .tail()
        .strip_prefix('/')
        .filter(|rest| has_scheme(rest) || has_encoded_scheme(rest));
    Peel::inner(rest.and_then(rest_of_path))
}
