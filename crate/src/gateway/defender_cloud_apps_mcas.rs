//! Microsoft Defender for Cloud Apps: a reverse proxy that appends `.mcas.ms` to the host of what it protects.
//!
//! Two shapes: the checker page `https://mcas-proxyweb.mcas.ms/certificate-checker?originalUrl=<target>&McasCSRF=…`, and the
//! proxied host itself, `https://id.atlassian.com.mcas.ms/…`. The suffix looks exactly like a phishing host and is legitimate only
//! inside its company: the chain is shown, and such a link is never made into a button that opens.
//!
//! Source: macieklamberski/urlpurify, `mcas.test.ts`; hosts in public repositories.

use super::{Coding, Peel, value_of};
use crate::address::Link;

pub(super) fn checker(link: &Link) -> Peel {
    Peel::inner(value_of(
        link,
        "originalUrl",
        Coding::PercentOrRaw(&["McasCSRF", "login"]),
    ))
}

pub(super) fn suffix(link: &Link) -> Peel {
    let scheme = if link.is_https() { "https" } else { "http" };
    let host = link
        .host()
        .below("mcas.ms")
        .filter(|host| host.contains('.'));
    Peel::inner(host.map(|host| format!("{scheme}://{host}{}", link.tail())))
}
