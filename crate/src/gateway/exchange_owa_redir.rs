//! Exchange's Outlook Web Access, 2003 to 2010: `https://<any host>/owa/redir.aspx?C=<integrity>&URL=<target>`
//!
//! `SURL` alone holds a digest and the target in UTF-16; the only public sample is cut behind `http://`, so such a link counts
//! as one that cannot be read.
//!
//! Source: macieklamberski/urlpurify, `outlookWebAccess.test.ts`.

use super::{Coding, Peel, value_of};
use crate::address::Link;

pub(super) fn decode(link: &Link) -> Peel {
    match value_of(link, "URL", Coding::PercentOrRaw(&["C", "SURL"])) {
        Some(target) => Peel::Inner(target),
        None if link.parameter("SURL").is_some() => Peel::Opaque(None),
        None => Peel::NotMine,
    }
}
