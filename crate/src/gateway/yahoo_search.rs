//! Yahoo's redirector: `https://r.search.yahoo.com/…/RU=<target, encoded>/RK=…/RS=…`
//!
//! Source: macieklamberski/urlpurify, `yahooSearch.test.ts`.

use super::{Peel, percent, without_residue};
use crate::address::Link;

pub(super) fn decode(link: &Link) -> Peel {
    Peel::inner(
        link.path()
            .split('/')
            .find_map(|segment| segment.strip_prefix("RU="))
            .map(|target| percent(without_residue(target))),
    )
}
