//! What an organisation sets by browser policy.
//!
//! Settings arrive as whatever an administrator wrote, through whatever tool, so reading them never fails: a value that is not as
//! it should be falls back to the default, an entry that is not is left out, and either is named in the list of problems.

use serde::Serialize;

use crate::address::{Host, Link};
use crate::gateway::{Coding, GATEWAYS};
use crate::setting::Setting;

/// What to do with links.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Mend them and warn.
    #[default]
    Fix,
    /// Change nothing, but say what was found.
    Warn,
    /// Do nothing at all.
    Off,
}

/// When to catch a visit to Atlassian's start page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LandingGuard {
    /// After an invitation was pressed.
    #[default]
    AfterInvitation,
    /// Every time.
    Always,
    /// Never.
    Off,
}

/// How much the local event log keeps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LogLevel {
    /// Nothing.
    Off,
    /// What was done.
    #[default]
    Basic,
    /// Also what was left alone, and why.
    Verbose,
}

/// How a gateway of the organisation's own writes its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CustomCoding {
    /// Percent-encoded.
    Percent,
    /// Base64, in either alphabet.
    Base64,
    /// As it is.
    Plain,
}

impl From<CustomCoding> for Coding {
    fn from(coding: CustomCoding) -> Self {
        match coding {
            CustomCoding::Percent => Self::Percent,
            CustomCoding::Base64 => Self::Base64,
            CustomCoding::Plain => Self::PercentOrRaw(&[]),
        }
    }
}

/// A gateway of the organisation's own: data, no expressions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CustomGateway {
    /// The name to show.
    pub name: String,
    /// Its host; names below it count too.
    pub host: String,
    /// The parameter with the target.
    pub parameter: String,
    /// How the target is written.
    pub coding: CustomCoding,
}

impl CustomGateway {
    /// Whether `link` is one of its links.
    pub fn matches(&self, link: &Link) -> bool {
        link.host().is_under(&self.host)
    }
}

/// The settings in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Policy {
    /// What to do with links.
    pub mode: Mode,
    /// When to catch a visit to the start page.
    pub landing_guard: LandingGuard,
    /// Further webmails, as match patterns such as `https://mail.example.org/*`.
    pub webmail_hosts: Vec<String>,
    /// Further gateways.
    pub extra_gateways: Vec<CustomGateway>,
    /// Ids of gateways that are not to be undone.
    pub disabled_gateways: Vec<String>,
    /// The organisation's name, for "Set by …".
    pub organization_name: String,
    /// Where people ask for help.
    pub support_email: String,
    /// A page where people find help.
    pub support_url: String,
    /// Whether people may change settings themselves.
    pub lock_settings: bool,
    /// Whether the welcome page is shown.
    pub show_onboarding: bool,
    /// How much the local event log keeps.
    pub log_level: LogLevel,
    /// A name for this version of the policy, for finding out what a machine has.
    pub policy_version: String,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            mode: Mode::default(),
            landing_guard: LandingGuard::default(),
            webmail_hosts: Vec::new(),
            extra_gateways: Vec::new(),
            disabled_gateways: Vec::new(),
            organization_name: String::new(),
            support_email: String::new(),
            support_url: String::new(),
            lock_settings: false,
            show_onboarding: true,
            log_level: LogLevel::default(),
            policy_version: String::new(),
        }
    }
}

/// Something in the settings that was not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PolicyProblem {
    /// Where: a key, or an entry such as `webmailHosts[2]`.
    pub path: String,
    /// What is wrong.
    pub reason: ProblemReason,
    /// What should stand there.
    pub expected: &'static str,
    /// What stands there instead.
    pub found: &'static str,
}

/// Kinds of problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemReason {
    /// No setting has this name.
    UnknownKey,
    /// A value of another type.
    WrongType,
    /// None of the words that may stand there.
    NotAllowed,
    /// An entry of a list that is not of its form.
    BadEntry,
    /// A list longer than is read.
    TooMany,
}

/// The most entries of a list that are read.
pub const MAX_ENTRIES: usize = 200;

impl Policy {
    /// Reads settings as the browser gives them. Never fails; what it could not use is in the list.
    ///
    /// ```
    /// use straightway::policy::{Mode, Policy};
    ///
    /// let managed = serde_json::from_str(r#"{ "mode": "warn", "lockSettings": "yes" }"#).unwrap();
    /// let (policy, problems) = Policy::from_managed(&managed);
    /// assert_eq!(policy.mode, Mode::Warn);
    /// assert_eq!(problems[0].path, "lockSettings");
    /// ```
    pub fn from_managed(managed: &Setting) -> (Self, Vec<PolicyProblem>) {
        let mut policy = Self::default();
        let mut reader = Reader::default();
        let Setting::Object(settings) = managed else {
            if *managed != Setting::Nothing {
                reader.problem(
                    "",
                    ProblemReason::WrongType,
                    "an object of settings",
                    managed,
                );
            }
            return (policy, reader.problems);
        };
        for (key, value) in settings {
            policy.set(key, value, &mut reader);
        }
        (policy, reader.problems)
    }

    fn set(&mut self, key: &str, value: &Setting, reader: &mut Reader) {
        match key {
            "mode" => reader.word(
                key,
                value,
                "fix, warn or off",
                &mut self.mode,
                &[("fix", Mode::Fix), ("warn", Mode::Warn), ("off", Mode::Off)],
            ),
            "landingGuard" => reader.word(
                key,
                value,
                "after-invitation, always or off",
                &mut self.landing_guard,
                &[
                    ("after-invitation", LandingGuard::AfterInvitation),
                    ("always", LandingGuard::Always),
                    ("off", LandingGuard::Off),
                ],
            ),
            "logLevel" => reader.word(
                key,
                value,
                "off, basic or verbose",
                &mut self.log_level,
                &[
                    ("off", LogLevel::Off),
                    ("basic", LogLevel::Basic),
                    ("verbose", LogLevel::Verbose),
                ],
            ),
            "webmailHosts" => {
                self.webmail_hosts = reader.list(
                    key,
                    value,
                    "a pattern such as https://mail.example.org/*",
                    webmail_pattern,
                );
            }
            "extraGateways" => {
                self.extra_gateways = reader.list(
                    key,
                    value,
                    "an object with name, host, parameter and coding (percent, base64 or plain)",
                    custom_gateway,
                );
            }
            "disabledGateways" => {
                self.disabled_gateways = reader.list(key, value, "the id of a gateway", gateway_id);
            }
            "organizationName" => reader.text(key, value, &mut self.organization_name),
            "supportEmail" => reader.text(key, value, &mut self.support_email),
            "supportUrl" => reader.checked_text(
                key,
                value,
                &mut self.support_url,
                "an https address",
                |text| {
                    text.is_empty()
                        || crate::address::HttpUrl::parse(text).is_some_and(|url| url.is_https())
                },
            ),
            "policyVersion" => reader.text(key, value, &mut self.policy_version),
            "lockSettings" => reader.flag(key, value, &mut self.lock_settings),
            "showOnboarding" => reader.flag(key, value, &mut self.show_onboarding),
            _ => reader.problem(
                key,
                ProblemReason::UnknownKey,
                "one of the documented settings",
                value,
            ),
        }
    }
}

#[derive(Default)]
struct Reader {
    problems: Vec<PolicyProblem>,
}

impl Reader {
    fn problem(
        &mut self,
        path: &str,
        reason: ProblemReason,
        expected: &'static str,
        value: &Setting,
    ) {
        self.problems.push(PolicyProblem {
            path: path.chars().take(200).collect(),
            reason,
            expected,
            found: value.kind(),
        });
    }

    fn word<T: Copy>(
        &mut self,
        key: &str,
        value: &Setting,
        expected: &'static str,
        setting: &mut T,
        words: &[(&str, T)],
    ) {
        match value.as_text() {
            Some(text) => match words.iter().find(|(word, _)| *word == text) {
                Some((_, meaning)) => *setting = *meaning,
                None => self.problem(key, ProblemReason::NotAllowed, expected, value),
            },
            None => self.problem(key, ProblemReason::WrongType, expected, value),
        }
    }

    fn text(&mut self, key: &str, value: &Setting, setting: &mut String) {
        self.checked_text(
            key,
            value,
            setting,
            "text of at most 500 characters",
            |text| text.len() <= 500,
        );
    }

    fn checked_text(
        &mut self,
        key: &str,
        value: &Setting,
        setting: &mut String,
        expected: &'static str,
        is_good: impl Fn(&str) -> bool,
    ) {
        match value.as_text() {
            Some(text) if is_good(text) => text.clone_into(setting),
            Some(_) => self.problem(key, ProblemReason::NotAllowed, expected, value),
            None => self.problem(key, ProblemReason::WrongType, expected, value),
        }
    }

    fn flag(&mut self, key: &str, value: &Setting, setting: &mut bool) {
        match value {
            Setting::Flag(flag) => *setting = *flag,
            _ => self.problem(key, ProblemReason::WrongType, "true or false", value),
        }
    }

    fn list<T>(
        &mut self,
        key: &str,
        value: &Setting,
        expected: &'static str,
        entry: impl Fn(&Setting) -> Option<T>,
    ) -> Vec<T> {
        let Setting::List(entries) = value else {
            self.problem(key, ProblemReason::WrongType, "a list", value);
            return Vec::new();
        };
        if entries.len() > MAX_ENTRIES {
            self.problem(key, ProblemReason::TooMany, "at most 200 entries", value);
        }
        let mut good = Vec::new();
        for (at, value) in entries.iter().take(MAX_ENTRIES).enumerate() {
            match entry(value) {
                Some(entry) => good.push(entry),
                None => self.problem(
                    &format!("{key}[{at}]"),
                    ProblemReason::BadEntry,
                    expected,
                    value,
                ),
            }
        }
        good
    }
}

/// A match pattern of one https host, with or without a leading `*.`, and any path.
fn webmail_pattern(value: &Setting) -> Option<String> {
    let text = value.as_text()?;
    let host = text.strip_prefix("https://")?.strip_suffix("/*")?;
    let name = host.strip_prefix("*.").unwrap_or(host);
    let host = Host::plain(name)?;
    (host.as_str() == name && name.contains('.')).then(|| text.to_owned())
}

fn gateway_id(value: &Setting) -> Option<String> {
    let id = value.as_text()?;
    let is_known =
        id == crate::gateway::embedded::ID || GATEWAYS.iter().any(|gateway| gateway.id == id);
    is_known.then(|| id.to_owned())
}

fn custom_gateway(value: &Setting) -> Option<CustomGateway> {
    let Setting::Object(fields) = value else {
        return None;
    };
    let text = |key| {
        let (_, value) = fields.iter().find(|(name, _)| name == key)?;
        value
            .as_text()
            .filter(|text| (1..=100).contains(&text.len()))
    };
    let known = ["name", "host", "parameter", "coding"];
    if fields.iter().any(|(key, _)| !known.contains(&key.as_str())) {
        return None;
    }
    let host = Host::plain(text("host")?)?;
    if !host.as_str().contains('.') || crate::atlassian::is_family(&host) {
        return None;
    }
    let coding = match text("coding")? {
        "percent" => CustomCoding::Percent,
        "base64" => CustomCoding::Base64,
        "plain" => CustomCoding::Plain,
        _ => return None,
    };
    Some(CustomGateway {
        name: text("name")?.to_owned(),
        host: host.as_str().to_owned(),
        parameter: text("parameter")?.to_owned(),
        coding,
    })
}
