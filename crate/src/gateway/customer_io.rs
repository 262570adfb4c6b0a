//! Customer.io: `https://e.customeriomail.com/e/c/<base64url of JSON>/<signature>`, also on customers' names
//!
//! The JSON's field `href` is the target.
//!
//! Source: macieklamberski/urlpurify, `customerIo.test.ts`; lyubomyr-shaydariv/uu-webext, `customerio.js`.

use super::{Peel, packed_json};
use crate::address::Link;

pub(super) fn decode(link: &Link) -> Peel {
    Peel::inner(packed_json(link, "/e/c/", "href"))
}
