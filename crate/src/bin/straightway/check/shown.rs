//! What of a mail may be printed.
//!
//! A [`Report`](super::report::Report) holds no other text than [`Shown`] and the program's own, and this is the only file that can make
//! a `Shown`. What it is made of, unless everything was asked for, is host names and words that stand in a list here or in the
//! catalogue: not what looks harmless is let through, but what is known.

use std::collections::HashSet;
use std::fmt;
use std::sync::LazyLock;

use serde::Serialize;
use straightway::address::{Host, HttpUrl, parameters};
use straightway::atlassian;
use straightway::gateway::{Carrier, GATEWAYS, PathPattern};
use url::Url;

/// Stands for what is left out.
const LEFT_OUT: &str = "…";

/// Text that may be printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(super) struct Shown(String);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How much of a mail is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// Hosts and known words.
    Redacted,
    /// Everything.
    Full,
}

impl Detail {
    /// An address.
    pub(super) fn address(self, text: &str) -> Shown {
        match self {
            Self::Full => verbatim(text),
            Self::Redacted => Shown(outline(text).unwrap_or_else(|| LEFT_OUT.to_owned())),
        }
    }

    /// The host of an address, if it has one.
    pub(super) fn host_of(self, address: &str) -> Option<Shown> {
        let host = HttpUrl::parse(&without_user(Url::parse(address).ok()?)?)?;
        Some(match self {
            Self::Full => verbatim(host.host().as_str()),
            Self::Redacted => Shown(host_outline(host.host().as_str())),
        })
    }

    /// A host that a link names without leading there. Anything can stand in its place, so only Atlassian's are shown.
    pub(super) fn named_host(self, name: &str) -> Option<Shown> {
        match self {
            Self::Full => Some(verbatim(name)),
            Self::Redacted => Host::plain(name)
                .filter(atlassian::is_family)
                .map(|host| Shown(host_outline(host.as_str()))),
        }
    }

    /// What is pressed.
    pub(super) fn label(self, text: &str) -> Shown {
        match self {
            Self::Full => verbatim(&text.split_whitespace().collect::<Vec<_>>().join(" ")),
            Self::Redacted => {
                let words = text
                    .split_whitespace()
                    .map(|word| known(&LABEL_WORDS, word));
                Shown(joined(words, " "))
            }
        }
    }

    /// The name of a product.
    pub(super) fn product(self, name: &str) -> Shown {
        match self {
            Self::Full => verbatim(name),
            Self::Redacted => Shown(known(&PATH_WORDS, name).to_owned()),
        }
    }
}

/// The whole text, but for what could act on a terminal or turn the reading direction.
fn verbatim(text: &str) -> Shown {
    let is_harmless = |c: char| {
        !c.is_control()
            && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    Shown(
        text.chars()
            .map(|c| {
                if is_harmless(c) {
                    c
                } else {
                    char::REPLACEMENT_CHARACTER
                }
            })
            .collect(),
    )
}

/// An address without anything that only its reader should know.
fn outline(text: &str) -> Option<String> {
    let url = Url::parse(text.trim()).ok()?;
    let user = if url.username().is_empty() && url.password().is_none() {
        ""
    } else {
        "…@"
    };
    let port = url
        .port()
        .map_or_else(String::new, |port| format!(":{port}"));
    let url = HttpUrl::parse(&without_user(url)?)?;
    let scheme = if url.is_https() { "https" } else { "http" };
    let host = host_outline(url.host().as_str());
    let words = url.path().split('/').filter(|word| !word.is_empty());
    let path = joined(words.map(|word| known(&PATH_WORDS, word)), "/");
    let query = url.query().map_or_else(String::new, |query| {
        let names = parameters(query).map(|parameter| known_parameter(parameter.name));
        format!("?{}", joined(names, "&"))
    });
    Some(format!("{scheme}://{user}{host}{port}/{path}{query}"))
}

/// An address without a user's name, which none of our types accepts.
fn without_user(mut url: Url) -> Option<String> {
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    Some(url.into())
}

/// A host, but for labels that can only be an id: long, with digits, and no name in another script.
fn host_outline(host: &str) -> String {
    let is_id = |label: &str| {
        label.len() >= 16
            && label.bytes().any(|byte| byte.is_ascii_digit())
            && !label.starts_with("xn--")
    };
    let labels = host
        .split('.')
        .map(|label| if is_id(label) { LEFT_OUT } else { label });
    labels.collect::<Vec<_>>().join(".")
}

/// The word if it is one of these, in whatever case, else the mark for what is left out.
fn known<'a>(words: &HashSet<&'static str>, word: &'a str) -> &'a str {
    let plain = word.trim_matches(|c: char| c.is_ascii_punctuation());
    if words.contains(plain.to_lowercase().as_str()) {
        word
    } else {
        LEFT_OUT
    }
}

/// A parameter whose name is known, without its value.
fn known_parameter(name: &str) -> String {
    if atlassian::is_known_parameter(name) || PARAMETERS.contains(name) {
        format!("{name}={LEFT_OUT}")
    } else {
        LEFT_OUT.to_owned()
    }
}

/// Joins words, neighbours that are left out into one.
fn joined<S: AsRef<str>>(words: impl Iterator<Item = S>, between: &str) -> String {
    let mut text = String::new();
    let mut previous: Option<S> = None;
    for word in words {
        let is_repeated =
            word.as_ref() == LEFT_OUT && previous.is_some_and(|word| word.as_ref() == LEFT_OUT);
        if !is_repeated {
            if !text.is_empty() {
                text.push_str(between);
            }
            text.push_str(word.as_ref());
        }
        previous = Some(word);
    }
    text
}

/// Words that stand in Atlassian's addresses, beside those of the catalogue's paths.
const ATLASSIAN_WORDS: &[&str] = &[
    "account",
    "admin",
    "authredirect",
    "authorize",
    "bitbucket",
    "confluence",
    "console",
    "gateway",
    "install",
    "invitation",
    "invitations",
    "invite",
    "invites",
    "jira",
    "jira-core",
    "jira-product-discovery",
    "jira-servicedesk",
    "jira-software",
    "join",
    "login",
    "logout",
    "loom",
    "manage-profile",
    "opsgenie",
    "p",
    "project",
    "resetpassword",
    "servicedesk",
    "signin",
    "signup",
    "start",
    "statuspage",
    "tracking",
    "trello",
    "user-access",
    "wiki",
];

static PATH_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let paths = GATEWAYS.iter().flat_map(|row| row.paths);
    let texts = paths.filter_map(|path| match path {
        PathPattern::Any => None,
        PathPattern::Exact(text)
        | PathPattern::Start(text)
        | PathPattern::End(text)
        | PathPattern::Contains(text) => Some(*text),
    });
    let words = texts.flat_map(|text| text.split('/'));
    let words = words.filter(|word| !word.is_empty());
    words.chain(ATLASSIAN_WORDS.iter().copied()).collect()
});

static PARAMETERS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let names = GATEWAYS.iter().flat_map(|row| match row.carrier {
        Carrier::Parameter(names, _) | Carrier::ParameterOrOpaque(names, _) => names,
        Carrier::Opaque(Some(ref name)) => std::slice::from_ref(name),
        Carrier::Opaque(None) | Carrier::Code(_) => &[],
    });
    names.copied().collect()
});

/// Words that stand on buttons and links of such mails. A name or a project is not among them.
static LABEL_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    "a accept access account all an and annehmen app atlassian beitreten bitbucket board button cloud confirm confluence einladung \
     email for get go help here home in information invitation invite jira join learn link log login loom mail manage me more my \
     notifications now of on open or page policy preferences privacy project request review service set settings sign site start \
     started support team terms the them this to trello unsubscribe up us user verify view visit with workspace you your"
        .split(' ')
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    fn redacted(address: &str) -> String {
        Detail::Redacted.address(address).to_string()
    }

    #[test]
    fn addresses_keep_hosts_and_known_words() {
        for (address, wanted) in [
            (
                "https://id.atlassian.com/signup/invite?signature=eyJ.eyJ.x&continue=https%3A%2F%2Fbitbucket.org&x=mara%40example.org",
                "https://id.atlassian.com/signup/invite?signature=…&continue=…&…",
            ),
            (
                "https://track.atlassian.com/tracking/0f0e0d0c-1111-2222-3333-444455556666?m=eyJ&j=1",
                "https://track.atlassian.com/tracking/…?m=…&j=…",
            ),
            (
                "https://testdefender.example.com/safe-redirect/https://id.atlassian.com/signup",
                "https://testdefender.example.com/safe-redirect/…/signup",
            ),
            (
                "https://trello.com/invite/b/Ab12Cd34/ATTIabcdef/launch-plan",
                "https://trello.com/invite/…",
            ),
            (
                "https://mara:secret@evil.example:8443/",
                "https://…@evil.example:8443/",
            ),
            (
                "https://0123456789abcdef0.r.example.net/q1#y",
                "https://….r.example.net/…",
            ),
            ("mailto:mara@example.org", "…"),
            ("no address", "…"),
        ] {
            assert_eq!(redacted(address), wanted);
        }
    }

    #[test]
    fn labels_keep_known_words() {
        let label = |text| Detail::Redacted.label(text).to_string();
        assert_eq!(label("Accept\u{a0}invitation"), "Accept invitation");
        assert_eq!(label("Join Mara Lindqvist now!"), "Join … now!");
        assert_eq!(label("https://id.atlassian.com/?signature=x"), "…");
    }

    #[test]
    fn hosts_named_in_a_link_are_shown_when_they_are_atlassians() {
        let named = |name| {
            let shown = Detail::Redacted.named_host(name);
            shown.map(|shown| shown.to_string())
        };
        assert_eq!(
            named("ID.atlassian.com").as_deref(),
            Some("id.atlassian.com")
        );
        assert_eq!(named("eyJhbGciOi.eyJzY29wZSI.c2ln"), None);
    }

    #[test]
    fn nothing_acts_on_a_terminal() {
        let shown = Detail::Full.label("a\u{1b}[2Jb\u{202e}c").to_string();
        assert_eq!(shown, "a\u{fffd}[2Jb\u{fffd}c");
    }
}
