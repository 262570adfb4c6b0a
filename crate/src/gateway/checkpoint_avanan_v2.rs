//! Check Point Harmony Email / Avanan v2: `https://protect.checkpoint.com/v2/[rNN/]___<target>___.<blob>[#fragment]`
//!
//! The target stands there literally, with its own `?` and `&`; a fragment of the original stays behind the blob. Mail
//! clients merge the slashes of `https://`, re-quote the whole target, or write `%` as `*`.
//!
//! A variant whose letters are shifted along the alphabet is reported by administrators, but no sample of it is public.
//! It is read only as far as it proves itself: the scheme must come out as `http`, and the result is used only if it is one of
//! Atlassian's invitation addresses.
//!
//! Source: macieklamberski/urlpurify, `checkPointHarmony.test.ts`; links in public repositories.

use std::borrow::Cow;

use super::{Peel, percent};
use crate::address::{Link, has_encoded_scheme, has_scheme, split_fragment};
use crate::{atlassian, codec, repair};

pub(super) fn decode(link: &Link) -> Peel {
    let Some(rest) = super::behind(link, "/___") else {
        return Peel::NotMine;
    };
    let (target, fragment) = match rest.rfind("___.") {
        Some(at) => {
            let blob = rest.get(at..).unwrap_or_default();
            (rest.get(..at), split_fragment(blob).1)
        }
        None => (Some(rest.trim_end_matches('_')), None),
    };
    let Some(target) = target.filter(|text| !text.is_empty()) else {
        return Peel::NotMine;
    };
    let target = if has_encoded_scheme(target) {
        Cow::Owned(percent(target))
    } else {
        undo_asterisks(target)
    };
    let target = if has_scheme(&target) {
        target
    } else {
        match unshift(&target) {
            Some(text) => Cow::Owned(text),
            None => return Peel::NotMine,
        }
    };
    let target = repair::restore_slashes(&target);
    match fragment {
        Some(fragment) => Peel::Inner(format!("{target}#{fragment}")),
        None => Peel::Inner(target.into_owned()),
    }
}

/// Writes `*2F` as `%2F`: only where every asterisk is followed by two hex digits, else they are the target's own, as they
/// are in Proofpoint's links.
fn undo_asterisks(target: &str) -> Cow<'_, str> {
    let all_escapes = target.split('*').skip(1).all(|after| {
        matches!(after.as_bytes(), [a, b, ..] if codec::hex(*a).is_some() && codec::hex(*b).is_some())
    });
    if target.contains('*') && all_escapes && !target.contains("/v3/__") {
        Cow::Owned(target.replace('*', "%"))
    } else {
        Cow::Borrowed(target)
    }
}

/// Undoes a shift along the alphabet, if that gives an address that may be used.
fn unshift(target: &str) -> Option<String> {
    let first = *target.as_bytes().first()?;
    let shift = first.to_ascii_lowercase().checked_sub(b'h')?;
    // Digits may or may not have been shifted with the letters.
    [0, shift]
        .into_iter()
        .map(|digits| {
            target
                .bytes()
                .map(|byte| match byte {
                    b'a'..=b'z' => back(byte, b'a', 26, shift),
                    b'A'..=b'Z' => back(byte, b'A', 26, shift),
                    b'0'..=b'9' => back(byte, b'0', 10, digits),
                    other => other,
                } as char)
                .collect::<String>()
        })
        .map(|text| repair::restore_slashes(&text).into_owned())
        .find(|text| atlassian::is_whole_invitation(text))
}

fn back(byte: u8, first: u8, length: u8, shift: u8) -> u8 {
    first + (byte - first + length - shift % length) % length
}
