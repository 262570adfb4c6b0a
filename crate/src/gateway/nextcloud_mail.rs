//! Nextcloud Mail until August 2021: `https://<any host>/apps/mail/redirect?src=<target>`
//!
//! The target is written unencoded, so it runs to the end of the link. The server itself reads only up to the first inner `&`.
//!
//! Source: nextcloud/mail, commit 4dfe5b14e.

use super::{Peel, onward, rest_of_path};
use crate::address::Link;

pub(super) fn decode(link: &Link) -> Peel {
    let target = onward(link, "src").and_then(|rest| {
        if rest.contains("://") {
            Some(rest.to_owned())
        } else {
            rest_of_path(rest)
        }
    });
    Peel::inner(target)
}
