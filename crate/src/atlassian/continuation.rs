//! Where an address on `id.atlassian.com` goes on to: its `continue=`, and every address inside that.
//!
//! The list of hosts that Atlassian's server accepts is not public; this one holds those seen in use and no more. A customer's
//! site may be named here (and is told to the reader), since that is where invitations lead.

use std::borrow::Cow;

use crate::address::{
    Host, HttpUrl, Link, Parameter, has_encoded_scheme, parameters, split_fragment,
};
use crate::codec;

/// How deep addresses are followed into one another. Genuine links nest three.
const MAX_DEPTH: usize = 6;

/// What `continue=` holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Continue {
    /// Nothing, or there is none.
    Missing,
    /// The start page or home.
    Start,
    /// A place of Atlassian's or a customer's site.
    Known,
    /// The front part of such a place: the link was cut there.
    Cut,
    /// Anything else, anywhere inside.
    Foreign,
}

/// What `url` goes on to, and the customer's site named on the way.
pub(super) fn of(url: &HttpUrl) -> (Continue, Option<String>) {
    let mut site = None;
    let continues = follow(url, MAX_DEPTH, &mut site);
    (continues, site)
}

fn follow(url: &HttpUrl, depth: usize, site: &mut Option<String>) -> Continue {
    if fragment_leads_away(url, depth) {
        return Continue::Foreign;
    }
    let query = url.query().unwrap_or_default();
    let mut seen: Option<Parameter> = None;
    for parameter in parameters(query) {
        let name = codec::percent_once(parameter.name);
        if parameter.name == "continue" && seen.is_none() {
            seen = Some(parameter);
        } else if is_like_continue(&name) {
            // A second one, or one in another spelling: two readers may follow different ones.
            return Continue::Foreign;
        }
    }
    let Some(Parameter { value, .. }) = seen else {
        return Continue::Missing;
    };
    let is_last = query.ends_with(value);
    let text = codec::percent_once(value);
    match place(&text, depth, site) {
        Continue::Foreign if is_last && is_cut(&text) => Continue::Cut,
        Continue::Foreign if has_encoded_scheme(&text) => {
            // Encoded once too often: where it leads can be told, whether the server still understands it cannot.
            match place(&codec::percent_once(&text), depth, site) {
                Continue::Foreign => Continue::Foreign,
                _ => Continue::Cut,
            }
        }
        other => other,
    }
}

fn is_like_continue(name: &str) -> bool {
    let name = name.trim().to_ascii_lowercase();
    name == "continue" || name.starts_with("continue[") || name.starts_with("continue.")
}

/// What the address `text` is, as a place to go on to.
fn place(text: &str, depth: usize, site: &mut Option<String>) -> Continue {
    if text.is_empty() {
        return Continue::Missing;
    }
    if depth == 0 {
        return Continue::Foreign;
    }
    let (Ok(link), Some(url)) = (Link::split(text), HttpUrl::parse(text)) else {
        return Continue::Foreign;
    };
    let odd = text.contains(['\\', '\t', '\n', '\r']) || url.path().starts_with("//");
    if !link.is_https() || !link.is_bare_authority() || odd {
        return Continue::Foreign;
    }
    let host = url.host();
    let path = url.path();
    let known = match host.as_str() {
        "start.atlassian.com" => return inner(&url, Continue::Start, depth),
        "home.atlassian.com" if path == "/" => return inner(&url, Continue::Start, depth),
        "www.atlassian.com" if path == "/gateway/api/start/authredirect" => {
            return inner(&url, Continue::Start, depth);
        }
        "id.atlassian.com" => {
            // What the inner address lacks is its own affair; where it leads is ours.
            return match follow(&url, depth - 1, site) {
                Continue::Missing if path == "/" || path == "/login" || path == "/signup" => {
                    Continue::Start
                }
                Continue::Missing => Continue::Known,
                other => other,
            };
        }
        "developer.atlassian.com" => !path.starts_with("/console/install"),
        "home.atlassian.com"
        | "my.atlassian.com"
        | "admin.atlassian.com"
        | "support.atlassian.com"
        | "community.atlassian.com"
        | "team.atlassian.com"
        | "api.atlassian.com"
        | "www.atlassian.com"
        | "trello.com"
        | "loom.com"
        | "www.loom.com" => true,
        "bitbucket.org" => !is_repository_content(path),
        _ => match customer_site(&host) {
            Some(name) => {
                site.get_or_insert(name);
                true
            }
            None => false,
        },
    };
    if known {
        inner(&url, Continue::Known, depth)
    } else {
        Continue::Foreign
    }
}

/// `place`, unless a parameter of `url` holds the address of a place that is not known.
fn inner(url: &HttpUrl, place_of_url: Continue, depth: usize) -> Continue {
    if any_leads_away(url.query().unwrap_or_default(), depth) || fragment_leads_away(url, depth) {
        Continue::Foreign
    } else {
        place_of_url
    }
}

/// Whether what stands behind the `#`, which pages read by script, is an address of a place that is not known or holds one.
fn fragment_leads_away(url: &HttpUrl, depth: usize) -> bool {
    split_fragment(url.as_str())
        .1
        .is_some_and(|fragment| leads_away(fragment, depth) || any_leads_away(fragment, depth))
}

fn any_leads_away(query: &str, depth: usize) -> bool {
    parameters(query).any(|parameter| leads_away(parameter.value, depth))
}

/// Whether a parameter's value, in up to four percent layers, is an address of a place that is not known, or one on the same
/// host with such a value in its own parameters.
fn leads_away(value: &str, depth: usize) -> bool {
    if depth == 0 {
        return true;
    }
    let mut layer = Cow::Borrowed(value);
    let mut has_parameters = false;
    for _ in 0..4 {
        let front = as_browsers_read(&layer);
        let starts = |prefixes: &[&str]| prefixes.iter().any(|prefix| front.starts_with(prefix));
        if starts(&["//", "/\\", "\\", "javascript:", "data:", "vbscript:"]) {
            return true;
        }
        if starts(&["http:", "https:"]) {
            return place(&layer, depth - 1, &mut None) == Continue::Foreign;
        }
        if has_other_scheme(&front) {
            return true;
        }
        if let Some((_, query)) = layer.split_once('?').filter(|_| !has_parameters) {
            has_parameters = true;
            if any_leads_away(query, depth - 1) {
                return true;
            }
        }
        let decoded = codec::percent_once(&layer).into_owned();
        if decoded == *layer {
            return false;
        }
        layer = Cow::Owned(decoded);
    }
    // Still encoded after four layers: nobody means well by that.
    true
}

/// `text` in lower case, without what browsers drop from an address: blanks in front, and tabs and line breaks anywhere.
fn as_browsers_read(text: &str) -> String {
    let front = text.trim_start_matches(|letter: char| letter <= ' ' || letter.is_whitespace());
    let kept = front
        .chars()
        .filter(|letter| !matches!(letter, '\t' | '\n' | '\r'));
    kept.map(|letter| letter.to_ascii_lowercase()).collect()
}

/// Whether `text` starts like `ftp://` or `blob:https://`.
fn has_other_scheme(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, _)| {
        scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.' | b':'))
    })
}

/// Whether a path on bitbucket.org shows what somebody put into a repository.
fn is_repository_content(path: &str) -> bool {
    path.split('/')
        .nth(3)
        .is_some_and(|view| matches!(view, "raw" | "src" | "downloads"))
}

/// The name of a customer's site: one label below `atlassian.net` or `jira.com` that is none of Atlassian's mail hosts.
fn customer_site(host: &Host) -> Option<String> {
    const NOT_SITES: &[&str] = &["id", "po", "am", "mail-us", "mailer", "www"];
    let label = host
        .below("atlassian.net")
        .or_else(|| host.below("jira.com"))?;
    let is_site = !label.contains('.') && !NOT_SITES.contains(&label);
    is_site.then(|| host.as_str().to_owned())
}

/// `text` without the one or two characters that are left of an escape at its end.
fn without_cut_escape(text: &str) -> &str {
    let cut = text.rfind('%').filter(|at| text.len() - at < 3);
    cut.and_then(|at| text.get(..at)).unwrap_or(text)
}

/// Whether `text` is the front part of an address on a known host, as a cut link leaves it.
fn is_cut(text: &str) -> bool {
    const HOSTS: &[&str] = &[
        "id.atlassian.com",
        "bitbucket.org",
        "trello.com",
        "www.loom.com",
        "loom.com",
        "home.atlassian.com",
        "my.atlassian.com",
        "admin.atlassian.com",
        "www.atlassian.com",
        "start.atlassian.com",
    ];
    let text = without_cut_escape(text);
    let Some(rest) = text.strip_prefix("https://") else {
        return "https://".starts_with(text) || "https%3A%2F%2F".starts_with(text);
    };
    // A cut escape is left as it is by decoding.
    let rest = rest.split('%').next().unwrap_or_default();
    if rest.contains(['/', '?', '#', '@', '\\', ':']) {
        return false;
    }
    let front_of_site = rest
        .split_once('.')
        .is_none_or(|(label, suffix)| !label.is_empty() && "atlassian.net".starts_with(suffix));
    front_of_site || HOSTS.iter().any(|host| host.starts_with(rest))
}
