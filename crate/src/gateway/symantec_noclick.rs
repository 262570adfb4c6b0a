//! Symantec Messaging Gateway, "disable clickable URLs": the original address with `noclick_` in front of its host.
//!
//! Source: techdocs.broadcom.com, "Modifying URLs".

use super::Peel;
use crate::address::Link;

pub(super) fn decode(link: &Link) -> Peel {
    let scheme = if link.is_https() { "https" } else { "http" };
    let host = link.host().as_str().strip_prefix("noclick_");
    Peel::inner(host.map(|host| format!("{scheme}://{host}{}{}", link.port(), link.tail())))
}
