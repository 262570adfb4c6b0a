//! UniSender: `https://geteml.com/<ru|ua>/mail_link_tracker?hash=…&url=<target>`, also on senders' names
//!
//! `url` is percent-encoded once or twice, or base64url padded with `~`. One such link may stand raw inside another; it then runs
//! to the end.
//!
//! Source: macieklamberski/urlpurify, README.

use super::{Coding, Peel, onward, value_of};
use crate::address::{Link, has_scheme};

pub(super) fn decode(link: &Link) -> Peel {
    match onward(link, "url") {
        Some(rest) if has_scheme(rest) && rest.contains("_link_tracker?") => {
            Peel::Inner(rest.to_owned())
        }
        _ => Peel::inner(value_of(link, "url", Coding::Base64OrPercent)),
    }
}
