//! OpenText Zix: `https://link.zixcentral.com/u/<8 hex>/<id>?u=<target>`
//!
//! Without `u` the id is a key to a server's table.
//!
//! Source: links in public mail archives.

use super::{Coding, Peel, value_of};
use crate::address::Link;

pub(super) fn decode(link: &Link) -> Peel {
    value_of(link, "u", Coding::Percent).map_or(Peel::Opaque(None), Peel::Inner)
}
