//! Microsoft Defender for Cloud Apps: a reverse proxy that appends `.mcas.ms` to the host of what it protects.
//!
//! `https://id.atlassian.com.mcas.ms/…` looks exactly like a phishing host and is legitimate only inside its company: the chain is
//! shown, and such a link never becomes a button that opens.
//!
//! Source: macieklamberski/urlpurify, `mcas.test.ts`; hosts in public repositories.

use super::Peel;
use crate::address::Link;

pub(super) fn decode(link: &Link) -> Peel {
    let scheme = if link.is_https() { "https" } else { "http" };
    let host = link
        .host()
        .below("mcas.ms")
        .filter(|host| host.contains('.'));
    Peel::inner(host.map(|host| format!("{scheme}://{host}{}{}", link.port(), link.tail())))
}
