//! The tokens in invitation links: JWTs, whose claims can be read without being able to check their signature.
//!
//! Read for two things only: when an invitation ends, and what kind of mail a tracker link comes from. A forged claim can make
//! a good link look expired, never a bad one good.
//!
//! Source: RFC 7519; tokens in public repositories (`exp` is seven days after `iat` in e-mail invitations).

use serde_json::Value;

use crate::codec;

/// The end of the token's life in seconds since 1970, from its claim `exp`.
pub(super) fn expiry(token: &str) -> Option<u64> {
    claims(token)?.get("exp")?.as_u64()
}

/// A claim that is text.
pub(super) fn text_claim(token: &str, name: &str) -> Option<String> {
    Some(claims(token)?.get(name)?.as_str()?.to_owned())
}

/// Whether all three parts are there and the first two read as JSON.
pub(super) fn is_whole(token: &str) -> bool {
    let mut parts = token.split('.');
    let json = |part: Option<&str>| part.and_then(object).is_some();
    json(parts.next()) && json(parts.next()) && parts.next().is_some_and(|part| !part.is_empty())
}

fn claims(token: &str) -> Option<Value> {
    object(token.split('.').nth(1)?)
}

fn object(part: &str) -> Option<Value> {
    let value: Value = serde_json::from_slice(&codec::base64(part)?).ok()?;
    value.is_object().then_some(value)
}
