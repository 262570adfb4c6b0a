//! What an organisation sets by browser policy.
//!
//! Settings arrive as whatever an administrator wrote, through whatever tool, so reading them never fails: a value that is not as
//! it should be falls back to the default, an entry that is not is left out, and either is named in the list of problems.
//!
//! Which settings there are stands in one table, [`KEYS`]: the reader goes by it, and so does everything that is made for
//! administrators.

mod entry;
mod key;
mod reader;

use serde::{Serialize, Serializer};

use crate::address::Link;
use crate::gateway::Coding;
use crate::setting::Setting;

pub use key::{KEYS, Key, Kind};
use reader::Reader;

/// An enum whose values are the words that stand for them, each spelled once.
macro_rules! choice {
    ($(#[$about:meta])* $name:ident { $($(#[$what:meta])* $value:ident = $word:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $($(#[$what])* $value),+ }

        impl $name {
            /// The words, in order.
            pub const WORDS: &[&str] = &[$($word),+];

            /// The value that `word` stands for.
            pub fn from_word(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$value),)+
                    _ => None,
                }
            }

            /// The word for this value.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$value => $word),+ }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }
    };
}

choice! {
    /// What to do with links.
    #[derive(Default)]
    Mode {
        /// Mend them and warn.
        #[default]
        Fix = "fix",
        /// Change nothing, but say what was found.
        Warn = "warn",
        /// Do nothing at all.
        Off = "off",
    }
}

choice! {
    /// When to catch a visit to Atlassian's start page.
    #[derive(Default)]
    LandingGuard {
        /// After an invitation was pressed.
        #[default]
        AfterInvitation = "after-invitation",
        /// Every time.
        Always = "always",
        /// Never.
        Off = "off",
    }
}

choice! {
    /// How much the local event log keeps.
    #[derive(Default)]
    LogLevel {
        /// Nothing.
        Off = "off",
        /// What was done.
        #[default]
        Basic = "basic",
        /// Also what was left alone, and why.
        Verbose = "verbose",
    }
}

choice! {
    /// How a gateway of the organisation's own writes its target.
    CustomCoding {
        /// Percent-encoded.
        Percent = "percent",
        /// Base64, in either alphabet.
        Base64 = "base64",
        /// As it is.
        Plain = "plain",
    }
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
    /// The names of its fields, all of them needed.
    pub const FIELDS: [&str; 4] = ["name", "host", "parameter", "coding"];

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
    /// Whether people are kept from changing settings themselves.
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
    /// Where: a key, or an entry such as `webmailHosts[2]` or `extraGateways[0].host`.
    pub path: String,
    /// What is wrong.
    pub reason: ProblemReason,
    /// What should stand there.
    pub expected: String,
    /// What stands there instead.
    pub found: &'static str,
}

/// Kinds of problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemReason {
    /// No setting has this name.
    UnknownKey,
    /// The same name a second time.
    Repeated,
    /// A value of another type.
    WrongType,
    /// None of the words that may stand there, or text of another form.
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
        let mut reader = Reader::default();
        match managed {
            Setting::Object(settings) => reader.read_all(settings),
            Setting::Nothing => {}
            _ => reader.reject(
                "",
                ProblemReason::WrongType,
                "an object of settings",
                managed,
            ),
        }
        reader.finish()
    }
}
