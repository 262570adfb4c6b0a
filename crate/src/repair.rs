//! Undoes what mail does to links on their way, where there is no doubt about what stood there.
//!
//! All of it touches only what is behind the host: a host that needs mending is a host in disguise.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter, memchr3};

use crate::needles;

/// Whether a character has no width or is dropped by parsers; mails sprinkle such into long links.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\t' | '\n' | '\r' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}

/// What follows an ampersand that HTML source writes as an entity.
const ENTITIES: &[&str] = &["amp;", "AMP;", "#38;", "#038;", "#x26;", "#X26;"];

/// Undoes all that mail does to a link, whether it stood in the mail or inside another link.
pub fn mend(text: &str) -> Cow<'_, str> {
    let text = undo_markup(trim(text));
    match undo_quoted_printable(&text) {
        Cow::Owned(mended) => Cow::Owned(mended),
        Cow::Borrowed(_) => text,
    }
}

/// Takes off what surrounds a link: what cannot be seen, and one pair of `<…>`, also half of one or as HTML source writes it.
pub fn trim(text: &str) -> &str {
    // Nearly every link has nothing of it.
    if let [first, .., last] = text.as_bytes()
        && first.is_ascii_alphanumeric()
        && last.is_ascii_graphic()
        && !matches!(last, b'>' | b';')
    {
        text
    } else {
        trim_all(text)
    }
}

#[cold]
fn trim_all(text: &str) -> &str {
    let text = trim_unseen(text);
    let text = text
        .strip_prefix('<')
        .or_else(|| text.strip_prefix("&lt;"))
        .unwrap_or(text);
    let text = text
        .strip_suffix('>')
        .or_else(|| text.strip_suffix("&gt;"))
        .unwrap_or(text);
    trim_unseen(text)
}

fn trim_unseen(text: &str) -> &str {
    text.trim_matches(|c: char| c <= ' ' || c.is_whitespace() || is_invisible(c))
}

/// Undoes entities, soft line breaks and invisible characters behind the host.
///
/// ```
/// # use straightway::repair::undo_markup;
/// assert_eq!(undo_markup("https://a.example/?x=1&amp;amp;y=\u{200b}2"), "https://a.example/?x=1&y=2");
/// assert_eq!(undo_markup("https://a\u{200b}.example/"), "https://a\u{200b}.example/");
/// ```
pub fn undo_markup(text: &str) -> Cow<'_, str> {
    match signs_of_markup(text.as_bytes()) {
        0 => Cow::Borrowed(text),
        signs => undo_signed_markup(text, signs),
    }
}

#[cold]
fn undo_signed_markup(text: &str, signs: u8) -> Cow<'_, str> {
    let (front, tail) = text.split_at_checked(host_end(text)).unwrap_or((text, ""));
    let unbroken = if signs == SEMICOLON {
        Cow::Borrowed(tail)
    } else {
        undo_breaks(tail)
    };
    match undo_entities(front, &unbroken) {
        Some(mended) => Cow::Owned(mended),
        None if unbroken.len() < tail.len() => Cow::Owned([front, &unbroken].concat()),
        None => Cow::Borrowed(text),
    }
}

const SEMICOLON: u8 = 1;
const ANGLE_BRACKET: u8 = 2;
const CONTROL: u8 = 4;
const BEYOND_ASCII: u8 = 0x80;

/// Which kinds of characters that belong to markup are in there. Without branches, so that it is done many bytes at a time; the
/// last bytes together with some of those in front of them once more.
fn signs_of_markup(text: &[u8]) -> u8 {
    const AT_A_TIME: usize = 32;
    let (chunks, rest) = text.as_chunks::<AT_A_TIME>();
    let Some(last) = text.last_chunk() else {
        return rest.iter().fold(0, |signs, byte| signs | signs_in(*byte));
    };
    let mut signs = [0; AT_A_TIME];
    for chunk in chunks.iter().chain([last]) {
        for (signs, byte) in signs.iter_mut().zip(chunk) {
            *signs |= signs_in(*byte);
        }
    }
    signs.into_iter().fold(0, |all, signs| all | signs)
}

fn signs_in(byte: u8) -> u8 {
    (u8::from(byte == b';') * SEMICOLON)
        | (u8::from(byte == b'<') * ANGLE_BRACKET)
        | (u8::from(byte < b' ') * CONTROL)
        | (byte & BEYOND_ASCII)
}

/// Drops soft line breaks and what mails put into long links so that they may be broken.
fn undo_breaks(text: &str) -> Cow<'_, str> {
    if !text.contains('<') && !text.contains(is_invisible) {
        return Cow::Borrowed(text);
    }
    let mut unbroken = String::with_capacity(text.len());
    let mut parts = text.split('<');
    unbroken.push_str(parts.next().unwrap_or_default());
    for part in parts {
        if let Some(rest) = behind_break_tag(part) {
            unbroken.push_str(rest);
        } else {
            unbroken.push('<');
            unbroken.push_str(part);
        }
    }
    let mut is_indentation = false;
    let mut joined = String::with_capacity(unbroken.len());
    for (at, character) in unbroken.char_indices() {
        is_indentation =
            matches!(character, '\n' | '\r') || is_indentation && matches!(character, ' ' | '\t');
        let is_dropped = is_indentation
            || is_invisible(character)
            || character == '=' && is_soft_break(unbroken.as_bytes(), at);
        if !is_dropped {
            joined.push(character);
        }
    }
    Cow::Owned(joined)
}

/// Whether the `=` at `at` is one that quoted-printable text breaks a line with, and not a parameter's own at the end of a line:
/// a name is in front of that, and not the rest of one behind it.
fn is_soft_break(text: &[u8], at: usize) -> bool {
    let (before, behind) = text.split_at_checked(at).unwrap_or_default();
    let ([b'=', b'\n', line @ ..] | [b'=', b'\r', b'\n', line @ ..]) = behind else {
        return false;
    };
    let is_of_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let name = before.iter().rev().take_while(is_of_name).count();
    let mut rest = before.iter().rev().skip(name);
    let is_name = (1..LONGEST_NAME).contains(&name) && matches!(rest.next(), Some(b'?' | b'&'));
    let next = line.iter().take_while(is_of_name).count();
    let goes_on = next < LONGEST_NAME
        && matches!(line.get(next..), Some([b'=', ..] | [b'%', b'3', b'D', ..]));
    goes_on || !is_name
}

/// Longer than any parameter's name: tokens look like names.
const LONGEST_NAME: usize = 24;

/// What follows the tag `<wbr>`, in any of its spellings, that `text` starts with when its `<` is gone.
fn behind_break_tag(text: &str) -> Option<&str> {
    let (tag, rest) = text.split_once('>')?;
    let name = tag.trim_end_matches(['/', ' ']);
    name.eq_ignore_ascii_case("wbr").then_some(rest)
}

/// `front` and `tail`, with the tail's ampersands written as themselves, if any is not. A gateway that wraps text out of HTML
/// source escapes it anew, so what follows an ampersand may stand there several times.
fn undo_entities(front: &str, tail: &str) -> Option<String> {
    let is_entity = |at: &usize| {
        let rest = tail.get(at + 1..).unwrap_or_default();
        without_entity(rest).len() < rest.len()
    };
    memchr_iter(b'&', tail.as_bytes()).find(is_entity)?;
    let mut mended = String::with_capacity(front.len() + tail.len());
    mended.push_str(front);
    let mut rest = tail;
    while let Some((before, behind)) = rest.split_once('&') {
        mended.push_str(before);
        mended.push('&');
        rest = without_entity(behind);
    }
    mended.push_str(rest);
    Some(mended)
}

/// `text` without what makes the ampersand in front of it an entity.
fn without_entity(mut text: &str) -> &str {
    while let Some(rest) = ENTITIES.iter().find_map(|entity| text.strip_prefix(entity)) {
        text = rest;
    }
    text
}

/// Undoes quoted-printable text left in a query, if every `=` of it stands as `=3D`; as often as it was written so.
///
/// A query that has some `=` escaped and others not was damaged in a way nobody can be sure of, and stays.
///
/// ```
/// # use straightway::repair::undo_quoted_printable;
/// assert_eq!(undo_quoted_printable("https://a.example/?x=3D1&y=3D2"), "https://a.example/?x=1&y=2");
/// assert_eq!(undo_quoted_printable("https://a.example/?x=3D3D1"), "https://a.example/?x=1");
/// assert_eq!(undo_quoted_printable("https://a.example/?x=3D1&y=2"), "https://a.example/?x=3D1&y=2");
/// ```
pub fn undo_quoted_printable(text: &str) -> Cow<'_, str> {
    let query = memchr(b'?', text.as_bytes()).and_then(|at| text.split_at_checked(at));
    let Some((front, query)) = query else {
        return Cow::Borrowed(text);
    };
    let times = |at: usize| {
        let behind = query.as_bytes().get(at + 1..).unwrap_or_default();
        let (pairs, _) = behind.as_chunks::<2>();
        let escapes = pairs
            .iter()
            .take_while(|pair| matches!(*pair, b"3D" | b"3d"));
        Some(escapes.count()).filter(|times| *times > 0)
    };
    let mut equals = memchr_iter(b'=', query.as_bytes());
    let least = equals
        .next()
        .and_then(times)
        .and_then(|first| equals.try_fold(first, |least, at| Some(least.min(times(at)?))));
    let Some(times) = least else {
        return Cow::Borrowed(text);
    };
    let mut parts = query.split('=');
    let mut mended = [front, parts.next().unwrap_or_default()].concat();
    for part in parts {
        mended.push('=');
        mended.push_str(part.get(2 * times..).unwrap_or_default());
    }
    Cow::Owned(mended)
}

/// Undoes quoted-printable text in front of an invitation's token, wherever else it is left: a token starts with `eyJ`, always.
pub fn free_token(text: &str) -> Cow<'_, str> {
    const ESCAPED: &str = "signature=3DeyJ";
    if needles::find(text, ESCAPED).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace(ESCAPED, "signature=eyJ"))
}

/// What a program that made links of plain text took for their end, as it stands there and as it is written in addresses and HTML.
const GLUED: &[&str] = &[
    "&gt;", "&lt;", "&quot;", "&nbsp;", "\"", "'", "<", ">", ")", "]", "}", "*", ",", ";", ".",
    "%22", "%27", "%3E", "%3e", "%3C", "%3c", "%20", "%0A", "%0a", "%0D", "%0d",
];

/// Takes off what was glued to the end of an address, for addresses that are known not to end so: Atlassian's.
///
/// ```
/// # use straightway::repair::trim_glued;
/// assert_eq!(trim_glued("https://id.atlassian.com/invite/p/jira?id=AbC&gt;."), "https://id.atlassian.com/invite/p/jira?id=AbC");
/// ```
pub fn trim_glued(mut text: &str) -> &str {
    // Whoever reads an address drops these from its end by themselves, and what is glued in front of them would stay.
    let is_blank = |character| character <= ' ';
    loop {
        let bare = text.trim_end_matches(is_blank);
        match GLUED.iter().find_map(|glued| bare.strip_suffix(glued)) {
            Some(rest) => text = rest,
            None => return bare,
        }
    }
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
    let start = needles::find(text, "://").map_or(0, |at| at + 3);
    text.get(start..)
        .and_then(|rest| memchr3(b'/', b'?', b'#', rest.as_bytes()))
        .map_or(text.len(), |at| start + at)
}
