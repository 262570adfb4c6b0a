//! Where in a text an address stands, and where it ends.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter, memchr2, memchr3};

use super::Found;
use crate::address::{is_half_encoded, split_fragment};
use crate::{atlassian, codec, needles, repair};

/// Where a listed host stands in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    /// Where the address starts: at its scheme, its `//` or its host.
    pub(super) start: usize,
    /// Where its host starts.
    host: usize,
    pub(super) has_scheme: bool,
}

impl Spot {
    /// The leftmost listed host of `text` with a boundary on either side. Whatever is to its right belongs to it.
    pub(super) fn first(text: &str) -> Option<Self> {
        memchr_iter(b'.', text.as_bytes()).find_map(|dot| {
            let (front, rest) = text.split_at_checked(dot + LAST_LABEL)?;
            if !ends_host(rest) {
                return None;
            }
            atlassian::DESTINATIONS
                .iter()
                .filter_map(|name| Self::at(without_end(front, name)?))
                .min_by_key(|spot| spot.start)
        })
    }

    /// The spot of a host that stands behind `before`, if that leaves it whole.
    fn at(before: &str) -> Option<Self> {
        let host = before.len();
        let bare = before.trim_end_matches('/');
        let slashes = before.len() - bare.len();
        for scheme in ["https:", "http:"] {
            if (1..=3).contains(&slashes) && without_end(bare, scheme).is_some() {
                return Some(Self {
                    start: bare.len() - scheme.len(),
                    host,
                    has_scheme: true,
                });
            }
        }
        let start = if slashes >= 2 { host - 2 } else { host };
        is_boundary(before.get(..start)?).then_some(Self {
            start,
            host,
            has_scheme: false,
        })
    }

    /// What `text` holds from this spot on; from a spot in quotes, up to their end.
    pub(super) fn rest(self, text: &str) -> &str {
        let (before, rest) = text.split_at_checked(self.start).unwrap_or_default();
        QUOTES
            .iter()
            .find(|quote| before.ends_with(**quote))
            .and_then(|quote| rest.get(..needles::find(rest, quote)?))
            .unwrap_or(rest)
    }

    /// The address that `rest`, the text from this spot on, makes.
    pub(super) fn found(self, rest: &str) -> Option<Found> {
        let from_host = rest.get(self.host - self.start..)?;
        let text = if self.has_scheme {
            let scheme = rest.split(':').next()?.to_ascii_lowercase();
            format!("{scheme}://{from_host}")
        } else {
            // Some trackers repeat the bare host in their path: without a scheme, a path is needed.
            from_host
                .split_once('/')
                .filter(|(_, path)| !path.is_empty())?;
            format!("https://{from_host}")
        };
        let text = decode_half_encoded(&text);
        let text = repair::mend(&text);
        Found::checked(
            repair::trim_glued(&text).to_owned(),
            Vec::new(),
            self.has_scheme,
            self.start == 0,
        )
    }
}

/// Where in `text` an address of a host that is not on the list starts, if that is in front of the listed one at `spot`.
pub(super) fn foreign_start(text: &str, spot: Option<Spot>) -> Option<usize> {
    let end = spot.map_or(text.len(), |spot| spot.start);
    memchr_iter(b':', text.get(..end)?.as_bytes())
        .filter(|colon| text.as_bytes().get(colon + 1) == Some(&b'/'))
        .find_map(|colon| {
            let front = text.get(..=colon)?;
            let before = without_end(front, "https:").or_else(|| without_end(front, "http:"))?;
            is_boundary(before).then_some(before.len())
        })
}

/// Whether an address may start behind `text`.
fn is_boundary(text: &str) -> bool {
    text.is_empty() || text.ends_with(['?', '=', '&', '#', ';', ',', '|', '"', '\'', '/'])
}

/// What an address may be enclosed in, as it stands there and as it is written in addresses: quotes, or the commas of a list.
const QUOTES: &[&str] = &["\"", "'", ",", "%22", "%27"];

/// The last label of each host on the list, with its dot: `.com` and `.org`.
const LAST_LABEL: usize = 4;

/// `text` without `end`, in any case, if it ends so.
fn without_end<'a>(text: &'a str, end: &str) -> Option<&'a str> {
    let (front, back) = text.split_at_checked(text.len().checked_sub(end.len())?)?;
    back.eq_ignore_ascii_case(end).then_some(front)
}

/// Whether a host that ends here ends for good: nothing that could make it part of another name or of user info.
fn ends_host(rest: &str) -> bool {
    let escaped = |code: &str| {
        rest.get(..3)
            .is_some_and(|front| front.eq_ignore_ascii_case(code))
    };
    rest.is_empty()
        || rest.starts_with(['/', '?', '#', '&', '"', '<', '\'', ' '])
        || rest
            .strip_prefix(":443")
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
        || escaped("%2f")
        || escaped("%3f")
        || escaped("%23")
}

/// Decodes an address once whose scheme is readable while its own delimiters are still escaped. The first that is not ends it.
fn decode_half_encoded(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    if memchr(b'%', bytes).is_none() {
        return Cow::Borrowed(text);
    }
    let up_to = |end: Option<usize>| end.and_then(|end| text.get(..end)).unwrap_or(text);
    let front = up_to(memchr3(b'?', b'&', b'#', bytes));
    let path = memchr_iter(b'/', front.as_bytes()).nth(2);
    let authority = up_to(path.or(Some(front.len())));
    if has_escape(authority, *b"2F") {
        return codec::percent_once(authority);
    }
    if has_escape(front, *b"3F") {
        return codec::percent_once(front);
    }
    let address = up_to(memchr2(b'&', b'#', bytes));
    if is_half_encoded(address) {
        return codec::percent_once(address);
    }
    Cow::Borrowed(text)
}

/// Whether `text` has a character escaped whose code is `digits`.
fn has_escape(text: &str, digits: [u8; 2]) -> bool {
    let text = text.as_bytes();
    memchr_iter(b'%', text)
        .filter_map(|at| text.get(at + 1..at + 3))
        .any(|code| code.eq_ignore_ascii_case(&digits))
}

/// The raw address at the front of `rest`, which runs on with parameters of the outer link.
pub(in crate::gateway) fn end_of_raw(rest: &str) -> &str {
    let (before_fragment, _) = split_fragment(rest);
    let query = before_fragment.find('?').unwrap_or(before_fragment.len());
    let end = before_fragment.match_indices('&').find(|(at, _)| {
        let name = before_fragment.get(at + 1..).unwrap_or_default();
        let name = name.split(['=', '&']).next().unwrap_or_default();
        *at < query || !atlassian::is_known_parameter(name)
    });
    end.map_or(rest, |(at, _)| rest.get(..at).unwrap_or(rest))
}
