//! The Windows registry, as far as the kit writes to it, and how the browsers make a policy of it.
//!
//! Both sets of rules are told by the browsers' sources: Chromium's `components/policy/core/common/registry_dict.cc`, Firefox's
//! `browser/components/enterprisepolicies/WindowsGPOParser.sys.mjs`.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// A key with what is in it. Names sort as text, as in Chromium.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) values: BTreeMap<String, Data>,
    pub(super) keys: BTreeMap<String, Key>,
}

/// What a value holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Data {
    Text(String),
    Number(u32),
}

impl Key {
    /// The key of this path, made if need be.
    pub(super) fn at(&mut self, path: &str) -> &mut Self {
        path.split('\\').fold(self, |key, name| {
            key.keys.entry(name.to_owned()).or_default()
        })
    }

    /// The key of this path, if it is there.
    pub(super) fn find(&self, path: &str) -> Option<&Self> {
        path.split('\\')
            .try_fold(self, |key, name| key.keys.get(name))
    }

    /// What Chromium makes of it by a schema.
    pub(super) fn for_chromium(&self, schema: &Value) -> Value {
        if schema["type"] == "array" {
            let is_number = |name: &String| name.parse::<i32>().is_ok();
            let keys = self.keys.iter().filter(|(name, _)| is_number(name));
            let values = self.values.iter().filter(|(name, _)| is_number(name));
            let items = &schema["items"];
            return keys
                .map(|(_, key)| Some(key.for_chromium(items)))
                .chain(values.map(|(_, data)| data.for_chromium(items)))
                .flatten()
                .collect();
        }
        let of = |name: &str| &schema["properties"][name];
        let values = self.values.iter();
        let mut object: Map<_, _> = values
            .filter_map(|(name, data)| Some((name.clone(), data.for_chromium(of(name))?)))
            .collect();
        for (name, key) in &self.keys {
            object.insert(name.clone(), key.for_chromium(of(name)));
        }
        Value::Object(object)
    }

    /// What Firefox makes of it.
    pub(super) fn for_firefox(&self) -> Value {
        let values = || self.values.values().map(Data::for_firefox);
        if self
            .values
            .first_key_value()
            .is_some_and(|(name, _)| name == "1")
        {
            return values().collect();
        }
        let keys = || self.keys.values().map(Self::for_firefox);
        if self
            .keys
            .first_key_value()
            .is_some_and(|(name, _)| name == "1")
        {
            return keys().collect();
        }
        let values = self.values.keys().cloned().zip(values());
        Value::Object(
            values
                .chain(self.keys.keys().cloned().zip(keys()))
                .collect(),
        )
    }
}

impl Data {
    fn for_chromium(&self, schema: &Value) -> Option<Value> {
        match (self, schema["type"].as_str()?) {
            (Self::Text(text), "string") => Some(json!(text)),
            (Self::Number(number), "boolean") => Some(json!(*number != 0)),
            (Self::Text(text), "boolean") => Some(json!(text.parse::<i32>().ok()? != 0)),
            (Self::Text(text), "array" | "object") => serde_json::from_str(text).ok(),
            _ => None,
        }
    }

    fn for_firefox(&self) -> Value {
        match self {
            Self::Text(text) => json!(text),
            Self::Number(number) => json!(number),
        }
    }
}

/// What the registry holds after the registry editor has read a file, on top of what it held.
pub(super) fn import(file: &[u8], registry: &mut Key) {
    let units: Vec<_> = file
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    let text = String::from_utf16(&units).unwrap();
    let mut lines = text.strip_prefix('\u{feff}').unwrap().split("\r\n");
    assert_eq!(lines.next(), Some("Windows Registry Editor Version 5.00"));
    let mut key = String::new();
    for line in lines.filter(|line| !line.is_empty()) {
        if let Some(path) = line.strip_prefix('[') {
            let path = path.strip_suffix(']').unwrap();
            let removed = path.strip_prefix('-');
            path.trim_start_matches('-')
                .strip_prefix("HKEY_LOCAL_MACHINE\\")
                .unwrap()
                .clone_into(&mut key);
            if removed.is_some() {
                let (parent, name) = key.rsplit_once('\\').unwrap();
                registry.at(parent).keys.remove(name);
            } else {
                registry.at(&key);
            }
            continue;
        }
        let (name, rest) = quoted(line);
        let data = rest.strip_prefix('=').unwrap();
        let values = &mut registry.at(&key).values;
        if data == "-" {
            values.remove(&name);
        } else if let Some(number) = data.strip_prefix("dword:") {
            let number = u32::from_str_radix(number, 16).unwrap();
            values.insert(name, Data::Number(number));
        } else {
            let (text, rest) = quoted(data);
            assert_eq!(rest, "", "{line}");
            values.insert(name, Data::Text(text));
        }
    }
}

/// Takes a quoted text off the front of a line.
fn quoted(line: &str) -> (String, &str) {
    let mut text = String::new();
    let mut characters = line.strip_prefix('"').unwrap().char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return (text, &line[at + 2..]),
            '\\' => text.push(characters.next().unwrap().1),
            _ => text.push(character),
        }
    }
    panic!("a text without end: {line}");
}
