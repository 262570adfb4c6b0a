//! Services that hide where a click comes from: `https://href.li/?<target, raw>`, `http://anonym.to/?<target>`
//!
//! The whole query is the target.
//!
//! Source: Cimbali/CleanLinks, `cleanlink.test.js`.

use super::{Peel, rest_of_path};
use crate::address::Link;

pub(super) fn decode(link: &Link) -> Peel {
    Peel::inner(link.query_and_fragment().and_then(rest_of_path))
}
