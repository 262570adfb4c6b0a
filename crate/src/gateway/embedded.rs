//! The generic rule: a listed Atlassian address inside the address of a gateway nobody has catalogued.
//!
//! The search is aggressive, what it may find is not: only https addresses on a short list of Atlassian's own hosts, spelled
//! plainly. The worst it can do is to send a click to another page of Atlassian, so a link made by an attacker only becomes
//! safer by it.
//!
//! Each field of the outer link (path segment, whole path, parameter, fragment) is read raw and in up to three percent layers,
//! and base64 tokens are unpacked, with zlib and JSON inside. The first layer at which an address becomes readable is the only
//! one used, since decoding on would break the address's own `continue=`.
//!
//! Where a raw address ends: in a path it runs to the end of the link; as a parameter it keeps the parameters that Atlassian's
//! pages know and ends at the first they do not.

mod refused;
mod spot;

use std::borrow::Cow;

use crate::address::{HttpUrl, Link, MAX_LENGTH, has_scheme, parameters};
use crate::allowance::Allowance;
use crate::{atlassian, codec, json, needles, repair};

use refused::{is_refused, is_refused_parameter};
pub(super) use spot::end_of_raw;
use spot::{Spot, foreign_start};

/// The id under which the rule stands in a trail.
pub const ID: &str = "embedded";

/// The shortest base64 token that can hold a listed host.
const MIN_TOKEN: usize = 16;

/// "atlassian", "trello.com", "loom.com" and "bitbucket.org" in base64 at its three alignments, as far as those digits are
/// the word's alone; then "https://" and "http://" at the front of a token, where addresses of other gateways are packed.
pub const PACKED_NAMES: &[&str] = &[
    "YXRsYXNzaWFu",
    "F0bGFzc2lhb",
    "hdGxhc3NpYW",
    "dHJlbGxvLmNvb",
    "RyZWxsby5jb2",
    "0cmVsbG8uY29t",
    "bG9vbS5jb2",
    "xvb20uY29t",
    "sb29tLmNvb",
    "Yml0YnVja2V0Lm9yZ",
    "JpdGJ1Y2tldC5vcm",
    "iaXRidWNrZXQub3Jn",
    "aHR0cHM6Ly",
    "aHR0cDovL",
    "aHR0cHMlM",
    "aHR0cCUzQ",
];

/// "http" with each letter escaped, once or twice, and the names whose dot tells them from others, with it escaped.
pub const ESCAPED_NAMES: &[&str] = &[
    "%68%74%74%70",
    "%2568%2574%2574%2570",
    "bitbucket%2",
    "trello%2",
    "loom%2ecom",
    "loom%252ecom",
];

/// Words of which one stands in every address that the rule can find in unpacked text.
const ADDRESS_WORDS: &[&str] = &[
    "http",
    "atlassian",
    "trello.com",
    "loom.com",
    "bitbucket.org",
];

/// Opens an address on a foreign host that was found inside; gives what is behind it and the wrappers on the way.
pub(crate) type Open<'o> = dyn FnMut(&str) -> Option<Found> + 'o;

/// An address that the rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The address as it is written inside.
    pub text: String,
    /// Ids of the wrappers between the outer link and the address, if the address was inside further ones.
    pub trail: Vec<Cow<'static, str>>,
    rank: Rank,
}

/// How good a find is, greater is better: with a path and a query rather than a bare origin, with a scheme of its own, at the
/// start of its field, and the longest of those.
type Rank = (bool, bool, bool, bool, usize);

impl Found {
    /// An address that was reached through `trail`.
    pub(crate) fn behind(text: String, trail: Vec<Cow<'static, str>>) -> Option<Self> {
        Self::checked(text, trail, true, true)
    }

    fn checked(
        text: String,
        trail: Vec<Cow<'static, str>>,
        has_scheme: bool,
        at_start: bool,
    ) -> Option<Self> {
        let link = Link::split(&text).ok()?;
        if !link.is_https() || !link.is_bare_authority() || !is_wanted(&link) {
            return None;
        }
        // On a host on the list, only its length can make an address unfit; written out, it is three times as long at most.
        if text.len() > MAX_LENGTH / 3 {
            HttpUrl::parse(&text)?;
        }
        let rank = (
            link.path().len() > 1,
            link.query().is_some(),
            has_scheme,
            at_start,
            text.len(),
        );
        Some(Self { text, trail, rank })
    }

    /// Whether the address is one of a page that sends its readers on. Where it does is its own, and never taken out.
    fn continues(&self) -> bool {
        let link = Link::split(&self.text).ok();
        self.rank.0 && link.is_some_and(|link| link.parameter("continue").is_some())
    }

    /// Whether `longer` is this address run on, with no more parts than it has.
    fn is_front_of(&self, longer: &Self) -> bool {
        let parts = |found: &Self| (found.rank.0, found.rank.1);
        parts(self) == parts(longer) && longer.text.starts_with(&self.text)
    }
}

/// Searches `link` for a listed address, asking `open` about addresses of other gateways inside.
pub(crate) fn find(link: &Link, allowance: &Allowance, open: &mut Open) -> Option<Found> {
    if is_refused(link) {
        return None;
    }
    let mut search = Search {
        best: None,
        is_contested: false,
        allowance,
        open,
    };
    if !search.raw(link) {
        search.fields(link);
    }
    search.best.filter(|_| !search.is_contested)
}

struct Search<'s, 'o> {
    best: Option<Found>,
    /// Whether another address is as good as the best: nobody can say which of them is meant.
    is_contested: bool,
    allowance: &'s Allowance,
    open: &'s mut Open<'o>,
}

impl Search<'_, '_> {
    /// Takes the address at the front of `rest`, if it is better than what was found before.
    fn take(&mut self, spot: Spot, rest: &str) {
        if self.allowance.step() {
            self.offer(spot.found(rest));
        }
    }

    /// Takes what is behind an address of another gateway; whether there is anything.
    fn take_behind(&mut self, address: &str) -> bool {
        let found = if self.allowance.step() {
            (self.open)(&repair::restore_slashes(address))
        } else {
            None
        };
        let is_found = found.is_some();
        self.offer(found);
        is_found
    }

    fn offer(&mut self, found: Option<Found>) {
        let Some(found) = found.filter(|found| self.allowance.allows(&found.text)) else {
            return;
        };
        match &self.best {
            Some(best) if found.rank < best.rank => {}
            Some(best) if found.rank == best.rank => self.is_contested |= found.text != best.text,
            _ => {
                self.is_contested = false;
                self.best = Some(found);
            }
        }
    }

    /// Takes the address that `text` holds, if it holds any. One of another gateway is opened by that gateway's own rules,
    /// whatever stands in it.
    fn address(&mut self, text: &str) -> bool {
        let spot = Spot::first(text);
        if let Some(at) = foreign_start(text, spot) {
            self.take_behind(text.get(at..).unwrap_or_default());
            return true;
        }
        if let Some(spot) = spot {
            self.take(spot, spot.rest(text));
        }
        spot.is_some()
    }

    /// Addresses that stand in the link unencoded; whether one of them takes up all the rest of it.
    fn raw(&mut self, link: &Link) -> bool {
        let spot = Spot::first(link.path());
        if let Some(at) = foreign_start(link.path(), spot) {
            return self.take_behind(link.tail().get(at..).unwrap_or_default());
        }
        if let Some(spot) = spot {
            self.take(spot, spot.rest(link.tail()));
            return spot.has_scheme || self.best.as_ref().is_some_and(Found::continues);
        }
        if let Some(rest) = link.query_and_fragment() {
            if let Some(spot) = Spot::first(rest).filter(|spot| spot.start == 0) {
                self.take(spot, rest);
                return true;
            }
            if has_scheme(rest) && self.take_behind(rest) {
                return true;
            }
            let mut at = 0;
            for part in rest.split('&') {
                let (name, value) = part.split_once('=').unwrap_or(("", part));
                let from = at + part.len() - value.len();
                at += part.len() + 1;
                if is_refused_parameter(name) {
                    continue;
                }
                let spot = Spot::first(value);
                if let Some(at) = foreign_start(value, spot) {
                    if self.take_behind(rest.get(from + at..).unwrap_or_default()) {
                        return true;
                    }
                } else if let Some(spot) = spot
                    && self.allowance.step()
                {
                    let onward = spot.rest(rest.get(from..).unwrap_or_default());
                    self.offer(spot.found(end_of_raw(onward)));
                }
            }
        }
        link.fragment()
            .is_some_and(|fragment| self.address(fragment))
    }

    /// Addresses that are encoded or packed in one field of the link.
    fn fields(&mut self, link: &Link) {
        for segment in link.path().split('/') {
            self.field(segment);
        }
        let in_segment = self.best.take();
        // A target with its slashes left alone is spread over several segments.
        self.layers(link.path());
        if let Some(found) = in_segment {
            // What follows a target that one segment holds is the gateway's own.
            self.best.take_if(|spread| found.is_front_of(spread));
            self.offer(Some(found));
        }
        if let Some(query) = link.query() {
            for parameter in parameters(query) {
                if is_refused_parameter(parameter.name) {
                    continue;
                }
                self.field(if parameter.value.is_empty() {
                    parameter.name
                } else {
                    parameter.value
                });
            }
        }
        for part in link.fragment().unwrap_or_default().split('&') {
            self.field(part);
        }
    }

    fn field(&mut self, text: &str) {
        if text.len() < MIN_TOKEN {
            return;
        }
        if !self.layers(text) {
            self.tokens(text);
        }
    }

    /// Percent layers one to three of a field; whether one of them held an address of any kind.
    fn layers(&mut self, text: &str) -> bool {
        let mut layer = Cow::Borrowed(text);
        for _ in 0..3 {
            let next = codec::percent_once(&layer);
            if matches!(next, Cow::Borrowed(_)) {
                return false;
            }
            let next = repair::undo_markup(&next).into_owned();
            let is_found = if next.contains('"') {
                let pieces = unescape(&next);
                pieces_of(&pieces).fold(false, |found, piece| self.address(piece) | found)
            } else {
                self.address(&next)
            };
            if is_found {
                return true;
            }
            layer = Cow::Owned(next);
        }
        false
    }

    /// Base64 tokens of a field, each unpacked as far as it goes.
    fn tokens(&mut self, text: &str) {
        let text = codec::percent_once(text);
        let tokens = text.as_bytes().split(|byte| codec::sextet(*byte).is_none());
        for token in tokens.filter_map(|token| str::from_utf8(token).ok()) {
            // A version mark of one or two characters may stand in front of the packed text.
            for skip in 0..3 {
                if token.len() < MIN_TOKEN + skip {
                    break;
                }
                let digits = whole_digits(token.get(skip..).unwrap_or_default());
                let Some(bytes) = codec::base64(digits).filter(|bytes| may_hold_address(bytes))
                else {
                    continue;
                };
                if !self.allowance.step() {
                    return;
                }
                let bytes = codec::inflate(&bytes).unwrap_or(bytes);
                if let Ok(unpacked) = String::from_utf8(bytes) {
                    self.unpacked(&unpacked);
                    break;
                }
            }
        }
    }

    /// Text that came out of a token: an address, JSON, or a query string.
    fn unpacked(&mut self, text: &str) {
        let text = unescape(text);
        let is_query = text
            .find(['=', ':', '/', '<'])
            .is_some_and(|at| text.as_bytes().get(at) == Some(&b'='));
        if is_query {
            for parameter in parameters(&text) {
                if !self.layers(parameter.value) {
                    self.address(parameter.value);
                }
            }
            return;
        }
        for piece in pieces_of(&text) {
            if !self.address(piece) {
                self.layers(piece);
            }
        }
    }
}

/// What quotes, tags, white space and the separators of lists leave of JSON, markup or a list.
fn pieces_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter| matches!(letter, '"' | '\\' | '<' | '>' | '|') || letter <= ' ')
}

/// Undoes what JSON text does to addresses, in one layer or two.
fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(json::unescape(&json::unescape(text)))
}

/// Whether an address on a listed host is one the rule may give back: on hosts with pages of other people, only invitations.
fn is_wanted(link: &Link) -> bool {
    let host = link.host();
    if !atlassian::is_destination(host) {
        return false;
    }
    if host.is_under("atlassian.com") {
        return true;
    }
    let path = link.path();
    path.starts_with("/invite/")
        || path.starts_with("/invitations/")
        || path.starts_with("/account/user/")
}

/// Whether an address may stand in what came out of a token, or under zlib or gzip in it.
fn may_hold_address(bytes: &[u8]) -> bool {
    let fronts: [&[u8]; 2] = [&[0x78], &[0x1f, 0x8b]];
    fronts.iter().any(|front| bytes.starts_with(front))
        || ADDRESS_WORDS
            .iter()
            .any(|word| needles::find(bytes, word).is_some())
}

/// A token without a last digit that cannot be part of a whole byte.
fn whole_digits(token: &str) -> &str {
    let surplus = usize::from(token.len() % 4 == 1);
    token.get(..token.len() - surplus).unwrap_or(token)
}
