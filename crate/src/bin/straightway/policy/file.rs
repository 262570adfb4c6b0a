//! A file of settings, taken only when every one of them is good.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read};

use serde_json::{Map, Value};
use straightway::policy::{KEYS, Key, Policy, PolicyProblem, ProblemReason};
use straightway::setting::Setting;

use super::shared;
use crate::Failure;

/// The longest file that is read, in bytes.
const MAX_LENGTH: u64 = 1024 * 1024;

/// Settings without a problem among them.
#[derive(Default)]
pub(crate) struct PolicyFile {
    settings: Map<String, Value>,
}

impl PolicyFile {
    /// Reads a file, or standard input when its name is `-`.
    pub(crate) fn read(name: &OsStr) -> Result<Self, Failure> {
        let shown = name.to_string_lossy();
        let shown = if shown == "-" {
            "standard input".into()
        } else {
            shown
        };
        let fail = |why: String| Failure::Unreadable(format!("{} {why}", shown.escape_debug()));
        let text = text_of(name).map_err(|error| fail(format!("cannot be read: {error}")))?;
        if u64::try_from(text.len()).unwrap_or(u64::MAX) > MAX_LENGTH {
            return Err(fail("is larger than 1 MiB, which no policy is".to_owned()));
        }
        // Some editors put a byte order mark in front.
        Self::parse(text.trim_start_matches('\u{feff}')).map_err(fail)
    }

    /// The settings that are laid down, in the table's order.
    pub(crate) fn settings(&self) -> impl Iterator<Item = (&'static Key, &Value)> {
        KEYS.iter()
            .filter_map(|key| Some((key, self.settings.get(key.name)?)))
    }

    /// The same as JSON.
    pub(crate) fn to_json(&self) -> Value {
        let settings = self.settings();
        let settings = settings.map(|(key, value)| (key.name.to_owned(), value.clone()));
        Value::Object(settings.collect())
    }

    fn parse(text: &str) -> Result<Self, String> {
        let no_json = |error: serde_json::Error| format!("is no JSON: {error}");
        let mut managed: Setting = serde_json::from_str(text).map_err(no_json)?;
        if let Setting::Object(settings) = &mut managed {
            settings.retain(|(name, _)| name != SCHEMA);
        }
        let (_, mut problems) = Policy::from_managed(&managed);
        for problem in shared::problems(&managed) {
            if problems.iter().all(|known| known.path != problem.path) {
                problems.push(problem);
            }
        }
        if managed == Setting::Nothing {
            problems.push(PolicyProblem {
                path: String::new(),
                reason: ProblemReason::WrongType,
                expected: "an object of settings".to_owned(),
                found: managed.kind(),
            });
        }
        if !problems.is_empty() {
            return Err(described(&problems));
        }
        let settings: Map<String, Value> = serde_json::from_str(text).map_err(no_json)?;
        Ok(Self { settings })
    }
}

/// Where a file may name its schema, for editors. No setting, and not handed on.
const SCHEMA: &str = "$schema";

fn text_of(name: &OsStr) -> io::Result<String> {
    let mut text = String::new();
    let most = MAX_LENGTH + 1;
    if name == "-" {
        io::stdin().lock().take(most).read_to_string(&mut text)?;
    } else {
        File::open(name)?.take(most).read_to_string(&mut text)?;
    }
    Ok(text)
}

/// The problems, a line for each.
fn described(problems: &[PolicyProblem]) -> String {
    let mut text = match problems.len() {
        1 => "has a problem:".to_owned(),
        count => format!("has {count} problems:"),
    };
    for problem in problems {
        let path = match problem.path.as_str() {
            "" => "the whole".into(),
            path => path.escape_debug().to_string(),
        };
        let why = match problem.reason {
            ProblemReason::UnknownKey => "no setting has this name",
            ProblemReason::Repeated => "stands there a second time",
            ProblemReason::WrongType => "of another type",
            ProblemReason::NotAllowed | ProblemReason::BadEntry => "not of its form",
            ProblemReason::TooMany => "too long",
        };
        let (expected, found) = (&problem.expected, problem.found);
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "\n  {path}: {why}; expected {expected}, found {found}"
        );
    }
    text
}
