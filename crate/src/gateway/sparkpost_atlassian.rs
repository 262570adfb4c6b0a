//! Atlassian's own mail link wrapper, run by SparkPost: `https://atlas-trk.prd.msg.ss-inf.net/f/a/<22>~~/AAAAAQA~/<payload>`
//!
//! The payload is base64url, with `~` for padding, of tagged fields: one tag byte (its two top bits tell how many length bytes
//! follow, its low six bits the field's number), the length (little-endian), the value. The field `D` holds the target. Nothing
//! signs it, so it is as untrusted as any other. The field `R` is the recipient's address and is never read.
//!
//! Source: links in public repositories; jira.atlassian.com JRACLOUD-94618 confirms the host.

use super::Peel;
use crate::address::Link;
use crate::codec;

/// The field with the target: the low six bits of the letter `D`.
const TARGET: u8 = b'D' & 0x3f;

pub(super) fn decode(link: &Link) -> Peel {
    let payload = link.path().rsplit('/').next().and_then(codec::base64);
    let target = payload
        .as_deref()
        .and_then(|fields| field(fields, TARGET))
        .and_then(|value| String::from_utf8(value.to_vec()).ok());
    target.map_or(Peel::Opaque(None), Peel::Inner)
}

fn field(mut bytes: &[u8], wanted: u8) -> Option<&[u8]> {
    while let [tag, rest @ ..] = bytes {
        let (length, rest) = match (tag >> 6, rest) {
            (1, [length, rest @ ..]) => (usize::from(*length), rest),
            (2, [low, high, rest @ ..]) => (usize::from(u16::from_le_bytes([*low, *high])), rest),
            _ => return None,
        };
        let (value, rest) = rest.split_at_checked(length)?;
        if tag & 0x3f == wanted {
            return Some(value);
        }
        bytes = rest;
    }
    None
}
