//! The table of settings: what each is called, what may stand there, and which part of the policy it fills.

use std::borrow::Cow;
use std::fmt;

use super::{CustomGateway, LandingGuard, LogLevel, Mode, Policy};

/// One setting.
#[derive(Debug)]
pub struct Key {
    /// What it is called, in every browser's policies.
    pub name: &'static str,
    /// What may stand there.
    pub kind: Kind,
}

/// What may stand in a setting, with the way to the field that it fills.
pub enum Kind {
    /// One of these words. The function says whether it was one.
    Word(&'static [&'static str], fn(&mut Policy, &str) -> bool),
    /// True or false.
    Flag(fn(&mut Policy) -> &mut bool),
    /// A line of text.
    Text(fn(&mut Policy) -> &mut String),
    /// A mail address, or nothing.
    Email(fn(&mut Policy) -> &mut String),
    /// An https address, or nothing.
    Url(fn(&mut Policy) -> &mut String),
    /// A list of match patterns, each of one https host.
    Webmails(fn(&mut Policy) -> &mut Vec<String>),
    /// A list of gateways' ids.
    GatewayIds(fn(&mut Policy) -> &mut Vec<String>),
    /// A list of gateways of the organisation's own.
    Gateways(fn(&mut Policy) -> &mut Vec<CustomGateway>),
}

/// Every setting, in the order in which they are shown.
pub static KEYS: &[Key] = &[
    Key {
        name: "mode",
        kind: Kind::Word(Mode::WORDS, |policy, word| {
            fill(&mut policy.mode, Mode::from_word(word))
        }),
    },
    Key {
        name: "landingGuard",
        kind: Kind::Word(LandingGuard::WORDS, |policy, word| {
            fill(&mut policy.landing_guard, LandingGuard::from_word(word))
        }),
    },
    Key {
        name: "webmailHosts",
        kind: Kind::Webmails(|policy| &mut policy.webmail_hosts),
    },
    Key {
        name: "extraGateways",
        kind: Kind::Gateways(|policy| &mut policy.extra_gateways),
    },
    Key {
        name: "disabledGateways",
        kind: Kind::GatewayIds(|policy| &mut policy.disabled_gateways),
    },
    Key {
        name: "organizationName",
        kind: Kind::Text(|policy| &mut policy.organization_name),
    },
    Key {
        name: "supportEmail",
        kind: Kind::Email(|policy| &mut policy.support_email),
    },
    Key {
        name: "supportUrl",
        kind: Kind::Url(|policy| &mut policy.support_url),
    },
    Key {
        name: "lockSettings",
        kind: Kind::Flag(|policy| &mut policy.lock_settings),
    },
    Key {
        name: "showOnboarding",
        kind: Kind::Flag(|policy| &mut policy.show_onboarding),
    },
    Key {
        name: "logLevel",
        kind: Kind::Word(LogLevel::WORDS, |policy, word| {
            fill(&mut policy.log_level, LogLevel::from_word(word))
        }),
    },
    Key {
        name: "policyVersion",
        kind: Kind::Text(|policy| &mut policy.policy_version),
    },
];

/// Puts a value in its place, and says whether there was one.
fn fill<T>(field: &mut T, value: Option<T>) -> bool {
    value.map(|value| *field = value).is_some()
}

impl Key {
    /// The setting of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        KEYS.iter().find(|key| key.name == name)
    }
}

impl Kind {
    /// What should stand there, or in each entry of a list: for telling an administrator.
    pub fn expected(&self) -> Cow<'static, str> {
        match self {
            Self::Word(words, _) => one_of(words).into(),
            Self::Flag(_) => "true or false".into(),
            Self::Text(_) => {
                "a line of at most 500 characters, none of them a control character".into()
            }
            Self::Email(_) => "a mail address such as help@example.org".into(),
            Self::Url(_) => "an https address of at most 500 characters".into(),
            Self::Webmails(_) => {
                "a pattern such as https://mail.example.org/* or https://*.example.org/*, of no public suffix, nor of Atlassian"
                    .into()
            }
            Self::GatewayIds(_) => "the id of a gateway, such as microsoft-safelinks".into(),
            Self::Gateways(_) => "an object with name, host, parameter and coding".into(),
        }
    }
}

/// Names words for a sentence: `fix, warn or off`.
pub(super) fn one_of(words: &[&str]) -> String {
    match words {
        [front @ .., before_last, last] => {
            let mut text: String = front.iter().flat_map(|word| [*word, ", "]).collect();
            text.extend([*before_last, " or ", *last]);
            text
        }
        _ => words.concat(),
    }
}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.expected())
    }
}
