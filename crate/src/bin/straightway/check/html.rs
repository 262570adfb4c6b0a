//! The links of an HTML part.
//!
//! `html5gum` splits the text as browsers do, entities, quirks and all, into a flat run of tags. A tree is not needed to know which
//! text lies between `<a>` and `</a>`, and nothing that is nested ten thousand deep can hurt a run.

use html5gum::{DefaultEmitter, StartTag, State, Token, Tokenizer};
use url::Url;

use super::mail::{FoundLink, Place};

/// As much of a link's text as tells a button from another, in characters: as much as the extension takes.
const LABEL_LENGTH: usize = 200;

/// The links of `html`, in order, their addresses made whole by its `<base>`.
pub(super) fn links(html: &str) -> Vec<FoundLink> {
    let mut reader = LinkReader::default();
    let mut tokens = Tokenizer::new_with_emitter(html, DefaultEmitter::<()>::default());
    while let Some(Ok(token)) = tokens.next() {
        match token {
            Token::StartTag(tag) => {
                if let Some(state) = content_of(&tag.name) {
                    tokens.set_state(state);
                    reader.is_in_raw_text = true;
                }
                reader.open(&tag);
            }
            Token::EndTag(tag) => {
                reader.is_in_raw_text = false;
                if *tag.name == b"a"[..] {
                    reader.close();
                }
            }
            Token::String(text) => reader.add_text(&text),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    reader.close();
    reader.into_links()
}

/// How the tokens behind a start tag are read, where not as HTML: the part of a browser's tree construction that changes what is a tag.
/// `<noscript>` is not among them, since no mail program runs scripts.
fn content_of(tag: &[u8]) -> Option<State> {
    match tag {
        b"title" | b"textarea" => Some(State::RcData),
        b"style" | b"xmp" | b"iframe" | b"noembed" | b"noframes" => Some(State::RawText),
        b"script" => Some(State::ScriptData),
        b"plaintext" => Some(State::PlainText),
        _ => None,
    }
}

/// Collects links while the tags go by.
#[derive(Default)]
struct LinkReader {
    links: Vec<FoundLink>,
    base: Option<Url>,
    /// The `<a>` that is open. There is only ever one: the next ends it.
    open: Option<FoundLink>,
    is_in_raw_text: bool,
}

impl LinkReader {
    fn open(&mut self, tag: &StartTag<()>) {
        match &tag.name[..] {
            b"a" => {
                self.close();
                self.open = link(tag);
            }
            b"area" => self.links.extend(link(tag)),
            b"base" if self.base.is_none() => {
                self.base = attribute(tag, b"href").and_then(|href| Url::parse(&href).ok());
            }
            _ => {}
        }
    }

    fn close(&mut self) {
        if let Some(mut link) = self.open.take() {
            link.label = link.label.and_then(|label| {
                let label = label.trim();
                (!label.is_empty()).then(|| label.to_owned())
            });
            self.links.push(link);
        }
    }

    fn add_text(&mut self, text: &[u8]) {
        if let Some(link) = &mut self.open
            && !self.is_in_raw_text
        {
            let label = link.label.get_or_insert_default();
            let room = LABEL_LENGTH.saturating_sub(label.chars().count());
            label.extend(String::from_utf8_lossy(text).chars().take(room));
        }
    }

    fn into_links(self) -> Vec<FoundLink> {
        let Self {
            mut links, base, ..
        } = self;
        if let Some(base) = base {
            for link in &mut links {
                // An address that is whole stays as it is written: its spelling may be the point.
                if Url::parse(&link.href) == Err(url::ParseError::RelativeUrlWithoutBase)
                    && let Ok(whole) = base.join(&link.href)
                {
                    link.href = whole.into();
                }
            }
        }
        links
    }
}

fn link(tag: &StartTag<()>) -> Option<FoundLink> {
    Some(FoundLink {
        href: attribute(tag, b"href")?,
        label: None,
        original: attribute(tag, b"originalsrc"),
        place: Place::Html,
    })
}

fn attribute(tag: &StartTag<()>, name: &[u8]) -> Option<String> {
    let value = tag.attributes.get(name)?;
    Some(String::from_utf8_lossy(value).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(html: &str) -> Vec<(String, Option<String>)> {
        let links = links(html).into_iter();
        links.map(|link| (link.href, link.label)).collect()
    }

    fn one(href: &str, label: Option<&str>) -> Vec<(String, Option<String>)> {
        vec![(href.to_owned(), label.map(str::to_owned))]
    }

    #[test]
    fn attributes_in_every_spelling() {
        let wanted = one("https://a.example/?b=1&c=2", Some("Accept"));
        for html in [
            "<a href='https://a.example/?b=1&amp;c=2'>Accept</a>",
            "<A class=x HREF=https://a.example/?b=1&c=2 href=https://b.example/>Accept",
            "<a\nhref = \"https://a.example/?b=1&#38;c=2\" /><b> Acc<wbr>ept </b></a>",
        ] {
            assert_eq!(found(html), wanted, "{html}");
        }
    }

    #[test]
    fn what_is_no_link() {
        for html in [
            "<!-- <a href=https://a.example/>x</a> -->",
            "<style><a href=https://a.example/></style>",
            "<textarea><a href=https://a.example/></textarea>",
            "<script>'<a href=https://a.example/>'</script>",
            "<a name=top>x</a>",
            "<p title='<a href=https://a.example/>'>",
        ] {
            assert_eq!(found(html), [], "{html}");
        }
    }

    #[test]
    fn a_link_ends_where_the_next_begins() {
        let html = "<a href=https://a.example/>One<a href=https://b.example/>Two</a> three";
        let hrefs_and_labels = [
            one("https://a.example/", Some("One")),
            one("https://b.example/", Some("Two")),
        ];
        assert_eq!(found(html), hrefs_and_labels.concat());
    }

    #[test]
    fn the_text_of_styles_is_no_label() {
        let html = "<a href=https://a.example/><style>.x{}</style>Accept<img alt=no></a>";
        assert_eq!(found(html), one("https://a.example/", Some("Accept")));
    }

    #[test]
    fn the_first_base_counts_and_only_for_what_is_not_whole() {
        let base = "<base href=https://a.example/x/><base href=https://b.example/>";
        let wanted = one("https://a.example/y", None);
        assert_eq!(found(&format!("<area href=/y>{base}")), wanted);
        let odd = "https://id.atlassian.com\\@c.example/";
        assert_eq!(found(&format!("{base}<area href='{odd}'>")), one(odd, None));
    }

    #[test]
    fn nothing_is_too_deep() {
        let html = "<div><a href=https://a.example/>".repeat(100_000);
        assert_eq!(links(&html).len(), 100_000);
    }
}
