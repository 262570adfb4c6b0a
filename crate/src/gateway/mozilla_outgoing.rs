//! Mozilla's outgoing links: `https://outgoing.prod.mozaws.net/v1/<64 hex>/<target, encoded>`
//!
//! Source: macieklamberski/urlpurify, README.

use super::{Peel, percent};
use crate::address::Link;

pub(super) fn decode(link: &Link) -> Peel {
    Peel::inner(link.path().split('/').nth(3).map(percent))
}
