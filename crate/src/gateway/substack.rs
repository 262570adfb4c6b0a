//! Substack: `https://substack.com/redirect/2/<base64url of JSON>.<signature>`
//!
//! The JSON's field `e` is the target. `/redirect/<uuid>` is another form and holds none.
//!
//! Source: macieklamberski/urlpurify, `substack.test.ts`.

use super::{Peel, packed_json};
use crate::address::Link;

pub(super) fn decode(link: &Link) -> Peel {
    Peel::inner(packed_json(link, "/redirect/2/", "e"))
}
