//! Proofpoint URL Defense v3: `https://urldefense.com/v3/__<mangled>__;<pool>!<cluster>!<organisation>!<token>$`
//!
//! Characters that might suffer in transit are replaced by `*`, a run of them by `**X`, and their UTF-8 bytes stand in the
//! pool, base64url-coded. `X` tells the length of the run in bytes: the index of `X` in `A–Z a–z 0–9 - _`, plus 2. The pool
//! must come out used up exactly; a link that was cut, or written in lower case, fails that and is refused.
//!
//! The mangled text may itself hold `__;` when one such link sits inside another, so the last marker that is followed by a
//! pool and a `!` ends it. What comes out is not percent-decoded: an escape there is the target's own.
//!
//! Source: Proofpoint's published `URLDefenseDecode` script; cardi/proofpoint-url-decoder issue 7 shows that runs count
//! bytes and not, as the script has it, characters.

use super::{Peel, percent};
use crate::address::{Link, has_encoded_scheme};
use crate::{codec, repair};

pub(super) fn decode(link: &Link) -> Peel {
    let Some(rest) = super::behind(link, "/v3/__") else {
        return Peel::NotMine;
    };
    // Without its tail the link was cut, and nobody can tell where the target ended.
    let target = split(rest).and_then(|(mangled, pool)| restore(mangled, pool));
    Peel::inner(target.map(|text| {
        if has_encoded_scheme(&text) {
            percent(&text)
        } else {
            repair::restore_slashes(&text).into_owned()
        }
    }))
}

/// The mangled target and its pool, split at the last `__;` that is followed by a pool and `!`.
fn split(rest: &str) -> Option<(&str, &str)> {
    rest.rmatch_indices("__;").find_map(|(at, marker)| {
        let (pool, _) = rest.get(at + marker.len()..)?.split_once('!')?;
        let pool = pool.trim_end_matches('=');
        let is_pool = pool.bytes().all(|byte| codec::sextet(byte).is_some());
        Some((rest.get(..at)?, pool)).filter(|_| is_pool)
    })
}

/// Puts the pool's bytes back in place of the asterisks.
fn restore(mangled: &str, pool: &str) -> Option<String> {
    let pool = codec::base64(pool)?;
    let mut pool = pool.as_slice();
    let mut out = Vec::with_capacity(mangled.len() + pool.len());
    let mut rest = mangled.as_bytes();
    while let Some(at) = memchr::memchr(b'*', rest) {
        let (before, from) = rest.split_at_checked(at)?;
        out.extend_from_slice(before);
        let (length, token) = match *from {
            [b'*', b'*', digit, ..] if run_length(digit).is_some() => (run_length(digit)?, 3),
            _ => (1, 1),
        };
        let (bytes, left) = pool.split_at_checked(length)?;
        out.extend_from_slice(bytes);
        pool = left;
        rest = from.get(token..)?;
    }
    out.extend_from_slice(rest);
    if !pool.is_empty() {
        return None;
    }
    String::from_utf8(out).ok()
}

/// How many bytes the run `**digit` stands for.
fn run_length(digit: u8) -> Option<usize> {
    if matches!(digit, b'+' | b'/') {
        return None;
    }
    codec::sextet(digit).map(|index| usize::from(index) + 2)
}
