//! Undoes what mail does to links on their way, where there is no doubt about what stood there.
//!
//! All of it touches only what is behind the host: a host that needs mending is a host in disguise.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter};

/// Characters that have no width or are dropped by parsers; mails sprinkle them into long links.
const INVISIBLE: &[char] = &[
    '\t', '\n', '\r', '\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}',
];

/// The ways in which HTML source writes an ampersand.
const ENTITIES: &[&str] = &["&amp;", "&#38;", "&#038;", "&#x26;"];

/// Takes off what surrounds a link: white space and one pair of `<…>`, also half of one.
pub fn trim(text: &str) -> &str {
    let text = text.trim();
    let text = text.strip_prefix('<').unwrap_or(text);
    let text = text.strip_suffix('>').unwrap_or(text);
    text.trim()
}

/// Undoes entities, soft line breaks and invisible characters behind the host.
///
/// ```
/// # use straightway::repair::undo_markup;
/// assert_eq!(undo_markup("https://a.example/?x=1&amp;amp;y=\u{200b}2"), "https://a.example/?x=1&y=2");
/// assert_eq!(undo_markup("https://a\u{200b}.example/"), "https://a\u{200b}.example/");
/// ```
pub fn undo_markup(text: &str) -> Cow<'_, str> {
    if is_plain(text.as_bytes()) || !has_markup(text) {
        return Cow::Borrowed(text);
    }
    let host_end = host_end(text);
    let (front, tail) = text.split_at_checked(host_end).unwrap_or((text, ""));
    let mut tail = tail.to_owned();
    for dropped in ["=\r\n", "=\n", "<wbr>", "<wbr/>"] {
        replace(&mut tail, dropped, "");
    }
    tail.retain(|character| !INVISIBLE.contains(&character));
    // A gateway that wraps text out of HTML source escapes it anew; three layers have been seen.
    for _ in 0..3 {
        for entity in ENTITIES {
            replace(&mut tail, entity, "&");
        }
    }
    Cow::Owned(format!("{front}{tail}"))
}

fn has_markup(text: &str) -> bool {
    text.contains("&amp;")
        || text.contains("&#")
        || text.contains("<wbr")
        || text.contains(INVISIBLE)
}

/// Whether nothing of what markup leaves can be in there. Without branches, so that it is done many bytes at a time.
fn is_plain(text: &[u8]) -> bool {
    let odd = text.iter().fold(0, |odd, byte| {
        odd | u8::from(*byte < b' ')
            | u8::from(*byte == b'<')
            | u8::from(*byte == b';')
            | byte & 0x80
    });
    odd == 0
}

fn replace(text: &mut String, old: &str, new: &str) {
    if text.contains(old) {
        *text = text.replace(old, new);
    }
}

/// Undoes quoted-printable text left in a query, if every `=` of it stands as `=3D`.
///
/// A query that has some `=` escaped and others not was damaged in a way nobody can be sure of, and stays.
///
/// ```
/// # use straightway::repair::undo_quoted_printable;
/// assert_eq!(undo_quoted_printable("https://a.example/?x=3D1&y=3D2"), "https://a.example/?x=1&y=2");
/// assert_eq!(undo_quoted_printable("https://a.example/?x=3D1&y=2"), "https://a.example/?x=3D1&y=2");
/// ```
pub fn undo_quoted_printable(text: &str) -> Cow<'_, str> {
    let query = memchr(b'?', text.as_bytes()).and_then(|at| text.split_at_checked(at));
    let Some((front, query)) = query else {
        return Cow::Borrowed(text);
    };
    let mut equals = memchr_iter(b'=', query.as_bytes()).peekable();
    let is_damaged = equals.peek().is_some()
        && equals.all(|at| matches!(query.as_bytes().get(at + 1..at + 3), Some(b"3D" | b"3d")));
    if !is_damaged {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!(
        "{front}{}",
        query.replace("=3D", "=").replace("=3d", "=")
    ))
}

/// Puts back the second slash of `https:/host`, which proxies and path normalisers merge away.
pub fn restore_slashes(text: &str) -> Cow<'_, str> {
    match crate::address::split_scheme(text) {
        Some((https, rest)) if rest.starts_with('/') && !rest.starts_with("//") => {
            let scheme = if https { "https:/" } else { "http:/" };
            Cow::Owned(format!("{scheme}{rest}"))
        }
        _ => Cow::Borrowed(text),
    }
}

fn host_end(text: &str) -> usize {
    let start = text.find("://").map_or(0, |at| at + 3);
    text.get(start..)
        .and_then(|rest| rest.find(['/', '?', '#']))
        .map_or(text.len(), |at| start + at)
}
