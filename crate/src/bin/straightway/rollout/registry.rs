//! Settings as keys and values of the Windows registry, in the way that the browsers read them back.

use serde_json::Value;

use super::target::Target;
use crate::policy::file::PolicyFile;

/// A key with its values.
pub(super) struct Key {
    /// Below the key of the settings; empty for that one itself.
    pub(super) path: String,
    pub(super) values: Vec<(String, Data)>,
}

/// What a value holds.
pub(super) enum Data {
    /// `REG_SZ`.
    Text(String),
    /// `REG_DWORD`; also for flags, since the text `true` is not read.
    Number(u32),
}

/// The first number looked at for an entry of a list that others write to as well; group policy counts from 1.
pub(super) const OWN_NUMBER: u32 = 7301;

/// The key of Chromium's list of extensions to install, below a hive.
pub(super) fn forcelist_key(target: &Target) -> String {
    format!(r"{}\ExtensionInstallForcelist", target.browser.policy_key())
}

/// The key of a target's settings, below a hive.
pub(super) fn settings_key(target: &Target) -> String {
    let extension = extension_key(target);
    if target.browser.is_chromium() {
        format!(r"{extension}\policy")
    } else {
        extension
    }
}

/// The key that holds all that is for the extension alone.
pub(super) fn extension_key(target: &Target) -> String {
    let policies = target.browser.policy_key();
    let extensions = if target.browser.is_chromium() {
        "extensions"
    } else {
        "Extensions"
    };
    format!(r"{policies}\3rdparty\{extensions}\{}", target.id)
}

/// The keys that a policy is written as, that of the settings first.
pub(super) fn keys(policy: &PolicyFile, target: &Target) -> Vec<Key> {
    let mut keys = Vec::new();
    let settings = policy
        .settings()
        .map(|(key, value)| (key.name.to_owned(), value));
    add_key(&mut keys, "", settings, target);
    keys
}

fn add_key<'a>(
    keys: &mut Vec<Key>,
    path: &str,
    members: impl Iterator<Item = (String, &'a Value)>,
    target: &Target,
) {
    let at = keys.len();
    keys.push(Key {
        path: path.to_owned(),
        values: Vec::new(),
    });
    let mut values = Vec::new();
    for (name, value) in members {
        let below = match path {
            "" => name.clone(),
            _ => format!(r"{path}\{name}"),
        };
        match value {
            Value::String(text) => values.push((name, Data::Text(text.clone()))),
            Value::Bool(flag) => values.push((name, Data::Number((*flag).into()))),
            // To Firefox an empty key is no list.
            Value::Array(list) if list.is_empty() && !target.browser.is_chromium() => {}
            Value::Array(list) => {
                let entries = numbers(list.len()).map(|number| number.to_string());
                let entries = entries.zip(list);
                add_key(keys, &below, Box::new(entries) as Members, target);
            }
            Value::Object(fields) => {
                let fields = fields.iter().map(|(name, value)| (name.clone(), value));
                add_key(keys, &below, Box::new(fields) as Members, target);
            }
            // No setting is either.
            Value::Number(_) | Value::Null => {}
        }
    }
    if let Some(key) = keys.get_mut(at) {
        key.values = values;
    }
}

/// What is in a list or an object, each with the name that it has in the registry.
type Members<'a> = Box<dyn Iterator<Item = (String, &'a Value)> + 'a>;

/// The names of a list's entries: they begin at 1, by which Firefox knows a list, and sort as text, as Chromium sorts them.
fn numbers(length: usize) -> impl Iterator<Item = usize> {
    let second = match length {
        ..=9 => 2,
        10..=91 => 10,
        _ => 100,
    };
    std::iter::once(1).chain(second..)
}
