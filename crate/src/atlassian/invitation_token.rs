//! The tokens in invitation links: JWTs, whose claims can be read without being able to check their signature.
//!
//! Read for two things only: when an invitation ends, and what kind of mail a tracker link comes from. A forged claim can make
//! a good link look expired, never a bad one good.
//!
//! Source: RFC 7519; tokens in public repositories (`exp` is seven days after `iat` in e-mail invitations).

use crate::codec;
use crate::json::{self, Member};

/// The last second that a date in a browser can be. A mail may name a later one, and no number of JavaScript's holds them all.
const LAST_SECOND: u64 = 8_640_000_000_000;

/// The end of the token's life in seconds since 1970, from its claim `exp`.
pub(super) fn expiry(token: &str) -> Option<u64> {
    match json::member(&claims(token)?, "exp")? {
        Member::Number(seconds) if seconds <= LAST_SECOND => Some(seconds),
        _ => None,
    }
}

/// A claim that is text.
pub(super) fn text_claim(token: &str, name: &str) -> Option<String> {
    json::text(&claims(token)?, name)
}

/// Whether all three parts are there and the first two are JSON objects.
pub(super) fn is_whole(token: &str) -> bool {
    let mut parts = token.split('.');
    let mut is_object = || {
        parts
            .next()
            .and_then(codec::base64_text)
            .is_some_and(|json| json::is_object(&json))
    };
    is_object() && is_object() && parts.next().is_some_and(|part| !part.is_empty())
}

fn claims(token: &str) -> Option<String> {
    codec::base64_text(token.split('.').nth(1)?)
}
