//! Reads settings into a policy, and keeps what was wrong with them.

use super::entry;
use super::key::{Key, Kind};
use super::{MAX_ENTRIES, Policy, PolicyProblem, ProblemReason};
use crate::setting::Setting;

#[derive(Default)]
pub(super) struct Reader {
    policy: Policy,
    problems: Vec<PolicyProblem>,
}

impl Reader {
    /// What has been read, and what was wrong with it.
    pub(super) fn finish(self) -> (Policy, Vec<PolicyProblem>) {
        (self.policy, self.problems)
    }

    /// Notes that a value cannot be used.
    pub(super) fn reject(
        &mut self,
        path: &str,
        reason: ProblemReason,
        expected: &str,
        value: &Setting,
    ) {
        self.problems.push(PolicyProblem {
            path: path.chars().take(200).collect(),
            reason,
            expected: expected.to_owned(),
            found: value.kind(),
        });
    }

    /// Reads all settings. Of two with the same name, the first holds.
    pub(super) fn read_all(&mut self, settings: &[(String, Setting)]) {
        let mut seen = Vec::new();
        for (name, value) in settings {
            match Key::named(name) {
                None => self.reject(
                    name,
                    ProblemReason::UnknownKey,
                    "one of the documented settings",
                    value,
                ),
                Some(key) if seen.contains(&key.name) => {
                    self.reject(name, ProblemReason::Repeated, "each setting once", value);
                }
                Some(key) => {
                    seen.push(key.name);
                    self.read(key, value);
                }
            }
        }
    }

    fn read(&mut self, key: &Key, value: &Setting) {
        match key.kind {
            Kind::Flag(field) => match as_flag(value) {
                Some(flag) => *field(&mut self.policy) = flag,
                None => self.reject_as(key, ProblemReason::WrongType, value),
            },
            Kind::Word(_, fill) => self.text(key, value, fill),
            Kind::Text(field) => self.checked_text(key, value, field, entry::is_line),
            Kind::Email(field) => self.checked_text(key, value, field, entry::is_email),
            Kind::Url(field) => self.checked_text(key, value, field, entry::is_https),
            Kind::Webmails(field) => {
                *field(&mut self.policy) = self.texts(key, value, entry::is_webmail);
            }
            Kind::GatewayIds(field) => {
                *field(&mut self.policy) = self.texts(key, value, entry::is_gateway_id);
            }
            Kind::Gateways(field) => {
                *field(&mut self.policy) = self.list(key, value, entry::custom_gateway);
            }
        }
    }

    fn reject_as(&mut self, key: &Key, reason: ProblemReason, value: &Setting) {
        self.reject(key.name, reason, &key.kind.expected(), value);
    }

    fn text(&mut self, key: &Key, value: &Setting, fill: impl Fn(&mut Policy, &str) -> bool) {
        match value.as_text() {
            Some(text) if fill(&mut self.policy, text) => {}
            Some(_) => self.reject_as(key, ProblemReason::NotAllowed, value),
            None => self.reject_as(key, ProblemReason::WrongType, value),
        }
    }

    fn checked_text(
        &mut self,
        key: &Key,
        value: &Setting,
        field: fn(&mut Policy) -> &mut String,
        is_good: fn(&str) -> bool,
    ) {
        self.text(key, value, |policy, text| {
            let is_good = is_good(text);
            if is_good {
                text.clone_into(field(policy));
            }
            is_good
        });
    }

    fn texts(&mut self, key: &Key, value: &Setting, is_good: fn(&str) -> bool) -> Vec<String> {
        self.list(key, value, |reader, path, value| {
            let text = value.as_text().filter(|text| is_good(text));
            if text.is_none() {
                reader.reject(path, ProblemReason::BadEntry, &key.kind.expected(), value);
            }
            text.map(str::to_owned)
        })
    }

    fn list<T>(
        &mut self,
        key: &Key,
        value: &Setting,
        entry: impl Fn(&mut Self, &str, &Setting) -> Option<T>,
    ) -> Vec<T> {
        let Setting::List(entries) = value else {
            self.reject(key.name, ProblemReason::WrongType, "a list", value);
            return Vec::new();
        };
        if entries.len() > MAX_ENTRIES {
            self.reject(
                key.name,
                ProblemReason::TooMany,
                "at most 200 entries",
                value,
            );
        }
        entries
            .iter()
            .take(MAX_ENTRIES)
            .enumerate()
            .filter_map(|(at, value)| entry(self, &format!("{}[{at}]", key.name), value))
            .collect()
    }
}

/// A flag. Group policy has none for Firefox, which hands 0 and 1 on as they are.
fn as_flag(value: &Setting) -> Option<bool> {
    match value {
        Setting::Flag(flag) => Some(*flag),
        Setting::Number(Some(0)) => Some(false),
        Setting::Number(Some(1)) => Some(true),
        _ => None,
    }
}
