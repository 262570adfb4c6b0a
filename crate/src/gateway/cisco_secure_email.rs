//! Cisco Secure Email: `https://secure-web.cisco.com/<token>/<target, fully encoded>`
//!
//! The second segment of the path is the target with everything encoded. What follows a raw `?` or `#` was added by a
//! portal on the way and does not belong to it.
//!
//! Source: cardi/proofpoint-url-decoder issue 9; links in public mail archives.

use super::{Peel, percent, rest_of_path};
use crate::address::{Link, has_scheme};

pub(super) fn decode(link: &Link) -> Peel {
    let target = link.path().get(1..).and_then(|path| path.split_once('/'));
    Peel::inner(target.and_then(|(_, encoded)| {
        if has_scheme(encoded) {
            // A client that decoded the link left a raw address behind; it runs to the end.
            rest_of_path(super::behind(link, "/")?.split_once('/')?.1)
        } else {
            Some(percent(encoded)).filter(|text| !text.is_empty())
        }
    }))
}
