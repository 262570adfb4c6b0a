//! Sophos Email, time-of-click protection: `https://<region>.protection.sophos.com/?d=<domain>&u=<base64>&i=…&t=…&h=…&s=…`
//!
//! `u` is base64 of the whole address, in either alphabet, itself percent-encoded; `+` is one of its digits. A newer form has
//! `b`, `x`, `q` and no `u`: then only the domain is known.
//!
//! Source: docs.sophos.com, Sophos Central Email; links in public mail archives.

use super::{Coding, Peel, host_hint, value_of};
use crate::address::Link;

pub(super) fn decode(link: &Link) -> Peel {
    value_of(link, "u", Coding::Base64)
        .map_or_else(|| Peel::Opaque(host_hint(link, "d")), Peel::Inner)
}
