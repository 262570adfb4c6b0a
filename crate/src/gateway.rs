//! The catalogue of link wrappers: mail gateways, webmails' dereferrers, trackers that hide their target.
//!
//! A [`Gateway`] is a row of facts. Most need no code: a host, a path and the parameter that carries the target.
//! Those with an algorithm of their own have a file below `gateway/`, named after their id, with the format, its
//! sources and the decoder. To add one, add its row to [`GATEWAYS`] (and the file, if it needs code) and its cases to
//! `tests/vectors/<id>.jsonl`; a test keeps the three in step.

pub mod embedded;

mod aws_ses;
mod buttondown;
mod checkpoint_avanan_v2;
mod cisco_secure_email;
mod customer_io;
mod defender_cloud_apps_mcas;
mod egress_defend;
mod exchange_owa_redir;
mod facebook_redirect;
mod fireeye_etp;
mod forcepoint_urlwrap;
mod google_redirect;
mod inky;
mod mailgun;
mod mailinblack;
mod mailjet;
mod mandrill;
mod menlo_isolation;
mod microsoft_mcas;
mod microsoft_safelinks;
mod mozilla_outgoing;
mod nextcloud_mail;
mod opswat_metadefender;
mod postmark;
mod proofpoint_v1;
mod proofpoint_v2;
mod proofpoint_v3;
mod referrer_hiders;
mod sailthru;
mod sophos_email;
mod sophos_email_appliance;
mod sparkpost_atlassian;
mod substack;
mod symantec_noclick;
mod table;
mod unisender;
mod vade_secure_v2;
mod vipre_mailanyone;
mod yahoo_search;

use std::borrow::Cow;
use std::fmt;

use crate::address::{Host, Link, has_encoded_scheme, has_scheme, is_half_encoded, split_fragment};
use crate::{atlassian, codec, json, needles, repair};

pub use table::GATEWAYS;

/// What is known of one kind of wrapped link.
#[derive(Debug)]
pub struct Gateway {
    /// Stable name, in kebab case: stands in trails, policies and file names.
    pub id: &'static str,
    /// The name people know it by.
    pub name: &'static str,
    /// Who makes it.
    pub vendor: &'static str,
    /// Where it is found.
    pub hosts: &'static [HostPattern],
    /// Which paths on those hosts are wrapped links; any of them.
    pub paths: &'static [PathPattern],
    /// Words of which one stands in each of its links, if the host alone does not lead here or the link can be inside another with
    /// nothing readable in it. Quick to look for, so they are eight characters long at least; rows whose links can be told by less
    /// say so in [`crate::catalogue`].
    pub words: &'static [&'static str],
    /// Where the target is.
    pub carrier: Carrier,
    /// Where its format is documented or was seen.
    pub sources: &'static [&'static str],
    /// How its administrator keeps it from rewriting Atlassian's links, where that is documented.
    pub exemption: Option<&'static str>,
}

/// A set of hosts, by whole labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HostPattern {
    /// This name.
    Exact(&'static str),
    /// This name and names below it.
    Under(&'static str),
    /// Names below this name.
    Below(&'static str),
    /// Names below the second name whose first label starts with the first text.
    LabelBelow(&'static str, &'static str),
    /// This name with any top-level or country domain behind it: `.com`, `.de`, `.co.uk`, `.com.tr`.
    Countries(&'static str),
    /// Names whose first label starts with this text, anywhere: the prefix that a gateway puts before a host.
    LabelPrefix(&'static str),
    /// Any host: the product runs under its customers' names and is known by the path.
    Any,
}

impl HostPattern {
    /// Whether `host` is one of the set.
    pub fn matches(self, host: &Host) -> bool {
        match self {
            Self::Exact(name) => host.is(name),
            Self::Under(name) => host.is_under(name),
            Self::Below(name) => host.below(name).is_some(),
            Self::LabelBelow(start, name) => host
                .below(name)
                .is_some_and(|front| front.starts_with(start) && !front.contains('.')),
            Self::Countries(name) => host
                .as_str()
                .strip_prefix(name)
                .and_then(|rest| rest.strip_prefix('.'))
                .is_some_and(is_country),
            Self::LabelPrefix(start) => host.as_str().starts_with(start),
            Self::Any => true,
        }
    }
}

impl fmt::Display for HostPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(name) => write!(f, "{name}"),
            Self::Under(name) => write!(f, "{name}, *.{name}"),
            Self::Below(name) => write!(f, "*.{name}"),
            Self::LabelBelow(start, name) => write!(f, "{start}*.{name}"),
            Self::Countries(name) => write!(f, "{name}.*"),
            Self::LabelPrefix(start) => write!(f, "{start}*"),
            Self::Any => write!(f, "any host"),
        }
    }
}

/// Whether `suffix` is a top-level domain or a country's second-level one, as far as redirectors use them.
fn is_country(suffix: &str) -> bool {
    let two_letters =
        |label: &str| label.len() == 2 && label.bytes().all(|b| b.is_ascii_lowercase());
    match suffix.split_once('.') {
        None => suffix == "com" || two_letters(suffix),
        Some((second, country)) => matches!(second, "co" | "com") && two_letters(country),
    }
}

/// A set of paths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathPattern {
    /// Every path.
    Any,
    /// This path, in any case.
    Exact(&'static str),
    /// Paths that start with this text, in any case.
    Start(&'static str),
    /// Paths that end with this text, in any case.
    End(&'static str),
    /// Paths that hold this text.
    Contains(&'static str),
}

impl PathPattern {
    /// Whether `path` is one of the set.
    pub fn matches(self, path: &str) -> bool {
        let same =
            |part: Option<&str>, text: &str| part.is_some_and(|p| p.eq_ignore_ascii_case(text));
        match self {
            Self::Any => true,
            Self::Exact(text) => path.eq_ignore_ascii_case(text),
            Self::Start(text) => same(path.get(..text.len()), text),
            Self::End(text) => same(
                path.len()
                    .checked_sub(text.len())
                    .and_then(|at| path.get(at..)),
                text,
            ),
            Self::Contains(text) => needles::find(path, text).is_some(),
        }
    }
}

/// Where a wrapped link carries its target.
#[derive(Debug)]
pub enum Carrier {
    /// In the first of these parameters that is present, in this coding.
    Parameter(&'static [&'static str], Coding),
    /// The same; a link that has none of them is a key to a server's table.
    ParameterOrOpaque(&'static [&'static str], Coding),
    /// Where this function finds it.
    Code(fn(&Link) -> Peel),
    /// Nowhere: the link is a key to a server's table. The parameter, if any, names the target's host.
    Opaque(Option<&'static str>),
}

/// How a parameter's value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// Percent-encoded once (and once more when the result still starts with an encoded scheme).
    Percent,
    /// As [`Coding::Percent`], but some links carry the target unencoded, with its own `&`. It then ends at the first of
    /// these parameters, which are the gateway's own.
    PercentOrRaw(&'static [&'static str]),
    /// Only these characters are escaped, which would break the outer link; see [`sparing`].
    Sparing(&'static str),
    /// Base64 of the address, in either alphabet.
    Base64,
    /// Base64 or percent-encoded.
    Base64OrPercent,
}

/// What taking one wrapper off gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Peel {
    /// The text that was wrapped: it has still to prove that it is an address.
    Inner(String),
    /// A wrapper of this kind whose target is not in the link; with the host it names, if it does.
    Opaque(Option<String>),
    /// Not a link of this kind after all.
    NotMine,
}

impl Peel {
    /// [`Peel::Inner`] when there is something, else not mine.
    fn inner(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::NotMine, |text| Self::Inner(text.into()))
    }
}

impl Gateway {
    /// Whether `link` has this wrapper's host and path.
    pub fn matches(&self, link: &Link) -> bool {
        self.hosts
            .iter()
            .any(|pattern| pattern.matches(link.host()))
            && self.has_path_of(link)
    }

    /// Whether `link` has one of this wrapper's paths, on whatever host.
    pub fn has_path_of(&self, link: &Link) -> bool {
        let path = link.path();
        self.paths.iter().any(|pattern| pattern.matches(path))
    }

    /// Takes this wrapper off `link`, which [matches](Self::matches).
    pub fn peel(&self, link: &Link) -> Peel {
        let first_of = |names: &[&str], coding| {
            let mut values = names.iter();
            values.find_map(|name| value_of(link, name, coding))
        };
        match self.carrier {
            Carrier::Parameter(names, coding) => {
                first_of(names, coding).map_or(Peel::NotMine, Peel::Inner)
            }
            Carrier::ParameterOrOpaque(names, coding) => {
                first_of(names, coding).map_or(Peel::Opaque(None), Peel::Inner)
            }
            Carrier::Code(decode) => decode(link),
            Carrier::Opaque(hint) => Peel::Opaque(hint.and_then(|name| host_hint(link, name))),
        }
    }

    /// Whether it runs under its customers' names, so that the host says nothing.
    pub fn runs_anywhere(&self) -> bool {
        self.hosts.contains(&HostPattern::Any)
    }

    /// Whether its links can be opened offline.
    pub fn is_decodable(&self) -> bool {
        !matches!(self.carrier, Carrier::Opaque(_))
    }
}

/// The host that the parameter `name` gives away, if it looks like one.
pub fn host_hint(link: &Link, name: &str) -> Option<String> {
    let value = codec::percent_once(link.parameter(name)?);
    let name = value.trim_end_matches('/');
    Some(Host::plain(name)?.as_str().to_owned())
}

/// The decoded value of the parameter `name`.
pub fn value_of(link: &Link, name: &str, coding: Coding) -> Option<String> {
    let value = without_residue(link.parameter(name)?);
    if value.is_empty() {
        return None;
    }
    match coding {
        Coding::Percent => {
            Some(raw_invitation(link, name, value).map_or_else(|| percent(value), str::to_owned))
        }
        Coding::PercentOrRaw(own) => Some(percent_or_raw(link, name, own)?.into_owned()),
        Coding::Sparing(own) => Some(sparing(value, own)),
        Coding::Base64 => codec::base64_text(value).map(again),
        Coding::Base64OrPercent => codec::base64_text(value)
            .map(again)
            .filter(|text| has_scheme(text))
            .or_else(|| Some(percent(value))),
    }
}

/// Drops the `3D` that quoted-printable text leaves in front of a value.
fn without_residue(value: &str) -> &str {
    value
        .strip_prefix("3D")
        .filter(|rest| has_scheme(&codec::percent_once(rest)))
        .unwrap_or(value)
}

/// Percent-decodes once, and once more only if an encoded scheme is still in front: a gateway that wraps another's output
/// encodes twice, while the escapes inside a readable address are its own.
pub fn percent(value: &str) -> String {
    again(codec::percent_once(value).into_owned())
}

fn again(mut decoded: String) -> String {
    for _ in 0..2 {
        if !has_encoded_scheme(&decoded) {
            break;
        }
        decoded = codec::percent_once(&decoded).into_owned();
    }
    decoded
}

/// A value that may be percent-encoded or stand there raw, with the target's own `&` and `#` in the outer address.
fn percent_or_raw<'a>(link: &Link<'a>, name: &str, own: &[&str]) -> Option<Cow<'a, str>> {
    let value = without_residue(link.parameter(name)?);
    let raw_delimiters = value
        .split_once('?')
        .is_some_and(|(_, query)| query.contains('='));
    if !has_scheme(value) || !value.contains("://") || !raw_delimiters {
        return Some(Cow::Owned(percent(value)));
    }
    let raw = onward(link, name)?;
    let end = own_parameter(raw, own).unwrap_or(raw.len());
    let raw = raw.get(..end)?;
    Some(if is_half_encoded(raw) {
        Cow::Owned(percent(raw))
    } else {
        Cow::Borrowed(raw)
    })
}

/// An address of Atlassian's that somebody put unencoded where it should be encoded. Its parameters have become the outer link's;
/// they are told from those by their names.
fn raw_invitation<'a>(link: &Link<'a>, name: &str, value: &'a str) -> Option<&'a str> {
    let target = Link::split(value).ok()?;
    let has_parameters = target.query()?.contains('=');
    (has_parameters && atlassian::is_family(target.host()))
        .then(|| embedded::end_of_raw(onward(link, name).unwrap_or(value)))
        .filter(|raw| !is_half_encoded(raw))
}

/// The text of `link` from the value of the parameter `name` to its very end.
pub fn onward<'a>(link: &Link<'a>, name: &str) -> Option<&'a str> {
    let rest = link.query_and_fragment()?;
    let mut at = 0;
    for part in rest.split('&') {
        if let Some((written, _)) = part.split_once('=')
            && written.eq_ignore_ascii_case(name)
        {
            return rest.get(at + written.len() + 1..);
        }
        at += part.len() + 1;
    }
    None
}

/// Where in `raw` the first parameter starts that belongs to the gateway: at any `&` when it has no list of its own.
fn own_parameter(raw: &str, own: &[&str]) -> Option<usize> {
    raw.match_indices('&').map(|(at, _)| at).find(|at| {
        let name = raw.get(at + 1..).unwrap_or_default();
        let name = name.split(['=', '&', '#']).next().unwrap_or_default();
        own.is_empty() || own.iter().any(|known| known.eq_ignore_ascii_case(name))
    })
}

/// Undoes an encoder that escapes only the characters `own`, which would break the outer link.
///
/// Whether it also escapes the target's own `%` is not documented, so the escapes that are there decide: if any of them is
/// one that such an encoder never makes, the target's escapes were left alone and only the gateway's are undone.
fn sparing(value: &str, own: &str) -> String {
    if !has_scheme(value) || !value.contains("://") {
        return percent(value);
    }
    let own_at_front = |part: &str| {
        let [high, low, ..] = *part.as_bytes() else {
            return None;
        };
        let character = char::from(codec::hex(high)? << 4 | codec::hex(low)?);
        own.contains(character).then_some(character)
    };
    let mut parts = value.split('%');
    let front = parts.next().unwrap_or_default();
    if parts
        .clone()
        .all(|part| part.starts_with("25") || own_at_front(part).is_some())
    {
        return codec::percent_once(value).into_owned();
    }
    let mut text = front.to_owned();
    for part in parts {
        if let Some(character) = own_at_front(part) {
            text.push(character);
            text.push_str(part.get(2..).unwrap_or_default());
        } else {
            text.push('%');
            text.push_str(part);
        }
    }
    text
}

/// The text of `link` behind `marker`, query and fragment included, as it is written.
pub fn behind<'a>(link: &Link<'a>, marker: &str) -> Option<&'a str> {
    let tail = link.tail();
    tail.get(needles::find(tail, marker)? + marker.len()..)
}

/// An address that makes up the rest of a link's path: encoded, it ends at the outer `?` or `#`; raw, it runs to the end.
pub fn rest_of_path(rest: &str) -> Option<String> {
    if rest.is_empty() {
        return None;
    }
    if has_scheme(rest) {
        // `https:%2F%2Fhost` has its colon raw and is encoded all the same.
        let half = rest.split_once(':').is_some_and(|(_, after)| {
            after
                .get(..3)
                .is_some_and(|c| c.eq_ignore_ascii_case("%2f"))
        });
        if !half {
            return Some(repair::restore_slashes(rest).into_owned());
        }
    }
    let (rest, _) = split_fragment(rest);
    let rest = rest.split('?').next().unwrap_or_default();
    Some(percent(rest))
}

/// The text that `key` holds in the JSON that stands, in base64url, behind `marker` in the path.
fn packed_json(link: &Link, marker: &str, key: &str) -> Option<String> {
    let token = behind(link, marker)?.split(['/', '.', '?', '#']).next()?;
    json::text(&codec::base64_text(token)?, key)
}
