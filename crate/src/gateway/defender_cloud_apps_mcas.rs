//! Microsoft Defender for Cloud Apps, checker page: `https://mcas-proxyweb.mcas.ms/certificate-checker?originalUrl=<target>&McasCSRF=…`
//!
//! The target's host carries the proxy's suffix, see [`super::microsoft_mcas`].
//!
//! Source: macieklamberski/urlpurify, `mcas.test.ts`.

use super::{Coding, Peel, value_of};
use crate::address::Link;

pub(super) fn decode(link: &Link) -> Peel {
    Peel::inner(value_of(
        link,
        "originalUrl",
        Coding::PercentOrRaw(&["McasCSRF", "login"]),
    ))
}
