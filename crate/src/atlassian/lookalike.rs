//! Hosts that look like Atlassian's and are not.

use std::borrow::Cow;
use std::iter;

use crate::address::{Host, HttpUrl, Link};
use crate::needles;
use crate::verdict::Reason;

/// Names that only a host of Atlassian's has a reason to spell out.
const NAMES: &[&str] = &[
    "id.atlassian",
    "start.atlassian",
    "track.atlassian",
    "home.atlassian",
    "atlassian.com",
    "atlassian.net",
    "id-atlassian",
    "bitbucket.org",
    "bitbucket.com",
];

/// Reverse proxies that put their own suffix behind the host of what they protect.
const PROXY_SUFFIXES: &[&str] = &["mcas.ms", "goskope.com"];

/// What a host outside Atlassian's own names is: unrelated, an imitation, or a company's proxy.
pub(super) fn judge(link: &Link) -> Reason {
    let host = link.host();
    if let Some(front) = proxied(host) {
        let mut names = iter::successors(Some(front), |name| Some(name.rsplit_once('.')?.0));
        let is_ours =
            names.any(|name| Host::plain(name).is_some_and(|host| super::is_family(&host)));
        // A wrapper on a host behind the proxy is not opened: the address inside would go around the proxy.
        return if is_ours || mentions_atlassian(link.tail()) {
            Reason::ProxySuffix
        } else {
            Reason::Unrelated
        };
    }
    if imitates_atlassian(host) {
        Reason::LookalikeHost
    } else {
        Reason::Unrelated
    }
}

/// Whether `host` carries the suffix of a company's proxy.
pub(crate) fn is_proxied(host: &Host) -> bool {
    proxied(host).is_some()
}

/// The labels in front of a proxy's suffix.
fn proxied<'a>(host: &'a Host) -> Option<&'a str> {
    PROXY_SUFFIXES.iter().find_map(|suffix| host.below(suffix))
}

/// Whether `host`, which is none of Atlassian's and behind no proxy, spells one of its names or one that reads the same.
pub(crate) fn imitates_atlassian(host: &Host) -> bool {
    let foreign = !super::is_family(host) && !is_disarmed(host);
    foreign && (mentions_atlassian(host.as_str()) || reads_like_atlassian(host))
}

/// Whether `host` is one of Atlassian's with what Symantec's gateway puts in front of it. Nobody can register such a name.
fn is_disarmed(host: &Host) -> bool {
    let name = host.as_str().strip_prefix("noclick_");
    name.and_then(Host::plain)
        .is_some_and(|host| super::is_family(&host))
}

/// Whether a label of `host` is not `atlassian` and reads the same.
pub(crate) fn reads_like_atlassian(host: &Host) -> bool {
    may_look_like_atlassian(host.as_str())
        && host.labels().any(|label| {
            (8..40).contains(&label.len()) && label != "atlassian" && looks_like_atlassian(label)
        })
}

/// Whether `name` has what may be read as a double s, which every imitation has. Hardly another name does.
fn may_look_like_atlassian(name: &str) -> bool {
    let mut pairs = name.as_bytes().windows(2);
    pairs.any(|pair| matches!(pair, [b's' | b'5', b's' | b'5']))
}

/// Whether `text` spells one of Atlassian's host names anywhere.
pub(super) fn mentions_atlassian(text: &str) -> bool {
    let spells = |word: &str| needles::find(text, word).is_some();
    (spells("atlassian") || spells("bitbucket.")) && NAMES.iter().any(|name| spells(name))
}

/// Whether a label reads as `atlassian` once letters that are mistaken for each other are made the same, or carries that word
/// at a hyphen.
fn looks_like_atlassian(label: &str) -> bool {
    may_look_like_atlassian(label)
        && skeleton(label)
            .split('-')
            .any(|word| word == skeleton("atlassian"))
}

/// The text with letters that look alike made the same.
fn skeleton(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            'l' | '1' | '|' | 'ı' | 'і' | 'I' => 'i',
            '0' | 'о' | 'ο' => 'o',
            'а' | 'α' | 'ạ' | 'ą' | 'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | '4' | '@' => 'a',
            'ѕ' | '5' | '$' | 'ş' | 'ś' | 'š' => 's',
            'т' | 'ţ' | 'ť' | '7' => 't',
            'п' | 'ո' | 'ń' | 'ñ' | 'ņ' => 'n',
            other => other,
        })
        .collect()
}

/// Whether a host written in letters from elsewhere reads as `atlassian`.
pub(super) fn has_skeleton(url: &HttpUrl, authority: &str) -> bool {
    url.host().as_str().contains("xn--")
        && authority
            .split('.')
            .any(|label| skeleton(label) == skeleton("atlassian"))
}

/// What stands between the scheme and the path, however oddly it is written; in lower case
/// as far as it is ASCII.
pub(super) fn authority(text: &str) -> Cow<'_, str> {
    let rest = text.split_once(':').map_or(text, |(_, rest)| rest);
    let rest = rest.trim_start_matches(['/', '\\', '\t', '\n', '\r']);
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let authority = rest.get(..end).unwrap_or_default();
    Cow::Owned(authority.to_ascii_lowercase())
}
