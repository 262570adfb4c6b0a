//! The links of a plain text part, put together again where a mail program broke them over lines.
//!
//! A link finder made for prose will not do: it refuses hosts with an underscore, which a gateway makes, and stops short of the
//! backslashes and escapes that disguise a host, which are what is looked for here.

use std::borrow::Cow;

use straightway::address::MAX_LENGTH;

/// How the lines of a text are broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    /// Where the writer broke them, or the mail program.
    Fixed,
    /// As RFC 3676 says: a space at the end of a line joins it to the next.
    Flowed,
    /// The same with `DelSp=yes`: that space is not part of the text, so that words can be broken.
    FlowedThroughWords,
}

/// From this length on, a line may be one that a mail program broke because it was full.
const FULL_LINE: usize = 60;

/// The links of `text`, in order.
pub(super) fn links(text: &str, flow: Flow) -> Vec<String> {
    let text = match flow {
        Flow::Fixed => Cow::Borrowed(text),
        Flow::Flowed => Cow::Owned(unflowed(text, "")),
        Flow::FlowedThroughWords => Cow::Owned(unflowed(text, " ")),
    };
    let mut links = Vec::new();
    let mut rest = 0;
    while let Some(start) = next_scheme(&text, rest) {
        let (link, end) = bracketed(&text, start).unwrap_or_else(|| bare(&text, start));
        rest = end;
        links.push(link);
    }
    links
}

/// Where the next `http://` or `https://` begins that is no part of a word.
fn next_scheme(text: &str, from: usize) -> Option<usize> {
    let mut from = from;
    loop {
        let colon = from + text.get(from..)?.find("://")?;
        from = colon + 3;
        let start = ["https", "http"].into_iter().find_map(|scheme| {
            let start = colon.checked_sub(scheme.len())?;
            let is_it = text.get(start..colon)?.eq_ignore_ascii_case(scheme);
            is_it.then_some(start)
        });
        if let Some(start) = start
            && !text
                .get(..start)?
                .ends_with(|c: char| c.is_ascii_alphanumeric())
        {
            return Some(start);
        }
    }
}

/// A link in `<…>`, which may run over lines (RFC 3986, appendix C).
fn bracketed(text: &str, start: usize) -> Option<(String, usize)> {
    let before = line_before(text, start);
    let is_bracketed = before.ends_with('<')
        || before
            .get(before.len().checked_sub(5)?..)
            .is_some_and(|end| end.eq_ignore_ascii_case("<url:"));
    if !is_bracketed {
        return None;
    }
    let is_quotation = before.starts_with('>');
    let mut link = String::new();
    let mut is_line_empty = false;
    let mut is_in_quote_marks = false;
    for (at, c) in text.get(start..)?.char_indices() {
        is_in_quote_marks &= matches!(c, '>' | ' ');
        match c {
            '\n' if is_line_empty => return None,
            '\n' => {
                is_line_empty = true;
                is_in_quote_marks = is_quotation;
            }
            _ if c.is_whitespace() || is_in_quote_marks => {}
            '>' => return Some((link, start + at + 1)),
            '<' => return None,
            _ if link.len() > MAX_LENGTH => return None,
            _ => {
                is_line_empty = false;
                link.push(c);
            }
        }
    }
    None
}

/// A link that stands in the text as a word.
fn bare(text: &str, start: usize) -> (String, usize) {
    let word = word_of(text.get(start..).unwrap_or_default());
    let before = line_before(text, start);
    let is_quotation = before.starts_with('>');
    let mut link = word.to_owned();
    let mut end = start + word.len();
    let mut width = before.chars().count() + word.chars().count();
    while width >= FULL_LINE && link.len() <= MAX_LENGTH {
        let Some((next, begins)) = next_line(text, end) else {
            break;
        };
        let marks = if is_quotation {
            ['>', ' '].as_slice()
        } else {
            &[]
        };
        let part = next.trim_start_matches(marks).trim_end();
        if part.is_empty() || word_of(part) != part || part.contains("://") {
            break;
        }
        link.push_str(part);
        end = begins + next.trim_end().len();
        width = part.chars().count();
    }
    let whole = link.len();
    link.truncate(without_punctuation(&link).len());
    // What was taken off is looked at again: it may be `](https://…`.
    (link.clone(), end - (whole - link.len()))
}

/// The front of `text` up to where no link goes on.
fn word_of(text: &str) -> &str {
    let end = text.find(|c: char| c.is_whitespace() || c.is_control() || "<>\"`".contains(c));
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

/// The text between the last line break before `at` and `at`, as far as it matters.
fn line_before(text: &str, at: usize) -> &str {
    let start = text.floor_char_boundary(at.saturating_sub(10 * FULL_LINE));
    let before = text.get(start..at).unwrap_or_default();
    before.rsplit('\n').next().unwrap_or_default()
}

/// The line behind `at`, and where it begins, if nothing else stands behind `at` in its own.
fn next_line(text: &str, at: usize) -> Option<(&str, usize)> {
    let behind = text.get(at..)?.trim_start_matches([' ', '\t', '\r']);
    let next = behind.strip_prefix('\n')?;
    let line = next.split('\n').next()?;
    Some((line, text.len() - next.len()))
}

/// Takes off what belongs to the sentence around a link: punctuation, and all behind a bracket that was opened before it.
fn without_punctuation(link: &str) -> &str {
    let mut open = Vec::new();
    let end = link.find(|c| match c {
        '(' | '[' | '{' => {
            open.push(c);
            false
        }
        ')' => open.pop() != Some('('),
        ']' => open.pop() != Some('['),
        '}' => open.pop() != Some('{'),
        _ => false,
    });
    let link = link.get(..end.unwrap_or(link.len())).unwrap_or(link);
    link.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '(', '[', '{'])
}

/// Joins the lines of a flowed text; `soft` is what of a joint's space does not belong to the text.
fn unflowed(text: &str, soft: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let depth = line.len() - line.trim_start_matches('>').len();
        let content = line.get(depth..).unwrap_or_default();
        let content = content.strip_prefix(' ').unwrap_or(content);
        if open != Some(depth) && !whole.is_empty() {
            whole.push('\n');
        }
        let is_soft = content.ends_with(' ') && content != "-- ";
        whole.push_str(match content.strip_suffix(soft) {
            Some(joined) if is_soft => joined,
            _ => content,
        });
        open = is_soft.then_some(depth);
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        links(text, Flow::Fixed)
    }

    #[test]
    fn a_link_in_a_sentence() {
        for text in [
            "Go to https://a.example/x?y=(1), please.",
            "(https://a.example/x?y=(1))",
            "Accept: <https://a.example/x?y=(1)>.",
            "[https://a.example/x?y=(1)]",
            "\"https://a.example/x?y=(1)\"!",
            "*https://a.example/x?y=(1)*",
        ] {
            assert_eq!(found(text), ["https://a.example/x?y=(1)"], "{text}");
        }
        assert_eq!(
            found("[https://a.example](HTTP://b.example) xhttps://c.example"),
            ["https://a.example", "HTTP://b.example"]
        );
    }

    #[test]
    fn odd_hosts_are_kept_whole() {
        for link in [
            "https://id.atlassian.com\\@evil.example/x",
            "https://%69d.atlassian.com/x",
            "https://noclick_a.example/x",
            "https://urldefense.com/v3/__https://a.example/__;!!b!c-D$",
        ] {
            assert_eq!(found(&format!("x {link} y")), [link]);
        }
    }

    #[test]
    fn brackets_hold_a_link_together() {
        let link = "https://id.atlassian.com/signup/invite?signature=eyJ";
        for text in [
            "<https://id.atlassian.com/signup/\ninvite?signature=eyJ>",
            "<https://id.atlassian.com/signup/\r\n  invite?signature=\r\neyJ\r\n> x",
            "> Accept<https://id.atlassian.com/signup/\n> invite?signature=eyJ>",
            "<URL:https://id.atlassian.com/signup/invite?signature=eyJ>",
        ] {
            assert_eq!(found(text), [link], "{text}");
        }
        assert_eq!(
            found("a <https://a.example/ b\n\nc> d"),
            ["https://a.example/"]
        );
    }

    #[test]
    fn a_full_line_goes_on_in_the_next() {
        let start = "https://id.atlassian.com/signup/invite?signature=eyJhbGciOiJSUzI1";
        assert_eq!(
            found(&format!("{start}\nNiJ9.e30\nThanks")),
            [format!("{start}NiJ9.e30")]
        );
        assert_eq!(
            found(&format!("> {start}\n> NiJ9\n> x y")),
            [format!("{start}NiJ9")]
        );
        assert_eq!(found(&format!("{start}\n\nThanks")), [start]);
        assert_eq!(found(&format!("{start}\nMany thanks")), [start]);
        assert_eq!(found("https://a.example/\nThanks"), ["https://a.example/"]);
    }

    #[test]
    fn flowed_text() {
        let text = "Accept: \nhttps://a.example/?b= \n c&d \n> https://b.example/ \nx";
        assert_eq!(
            links(text, Flow::FlowedThroughWords),
            ["https://a.example/?b=c&d", "https://b.example/"]
        );
        assert_eq!(
            links(text, Flow::Flowed),
            ["https://a.example/?b=", "https://b.example/"]
        );
    }

    #[test]
    fn every_text_ends() {
        for text in [
            "<https://",
            "://",
            "http://\n<",
            "<https://a\n".repeat(1000).as_str(),
        ] {
            let _ = found(text);
        }
    }
}
