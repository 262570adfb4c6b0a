//! A managed setting before anybody has looked at it: whatever an administrator's tool made of it.

use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

/// How deep lists and objects are read into one another: settings, a list of gateways, a gateway, its fields.
const MAX_DEPTH: usize = 4;

/// A value of any type, as far as settings use them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// True or false.
    Flag(bool),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Setting>),
    /// Named values, in the order they came in.
    Object(Vec<(String, Setting)>),
    /// A number; which one is known of whole ones only. No setting is one, but some tools write flags as 0 and 1.
    Number(Option<i64>),
    /// No value.
    Nothing,
    /// Something too deep to be a setting.
    Deep,
}

impl Setting {
    /// The text, if this is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What this is, for telling an administrator.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Flag(_) => "true or false",
            Self::Text(_) => "text",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
            Self::Number(_) => "a number",
            Self::Nothing => "nothing",
            Self::Deep => "a value that is nested too deep",
        }
    }
}

impl<'de> Deserialize<'de> for Setting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Depth(MAX_DEPTH).deserialize(deserializer)
    }
}

/// Reads a value that may hold as many levels.
#[derive(Clone, Copy)]
struct Depth(usize);

impl<'de> DeserializeSeed<'de> for Depth {
    type Value = Setting;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Setting, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Depth {
    type Value = Setting;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a setting")
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Setting, E> {
        Ok(Setting::Flag(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Setting, E> {
        Ok(Setting::Number(Some(number)))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Setting, E> {
        Ok(Setting::Number(number.try_into().ok()))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Setting, E> {
        Ok(Setting::Number(None))
    }

    fn visit_str<E>(self, text: &str) -> Result<Setting, E> {
        Ok(Setting::Text(text.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Setting, E> {
        Ok(Setting::Nothing)
    }

    fn visit_none<E>(self) -> Result<Setting, E> {
        Ok(Setting::Nothing)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Setting, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Setting, A::Error> {
        let Some(depth) = self.0.checked_sub(1) else {
            while entries.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(Setting::Deep);
        };
        let mut list = Vec::new();
        while let Some(entry) = entries.next_element_seed(Depth(depth))? {
            list.push(entry);
        }
        Ok(Setting::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Setting, A::Error> {
        let Some(depth) = self.0.checked_sub(1) else {
            while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(Setting::Deep);
        };
        let mut object = Vec::new();
        while let Some(key) = entries.next_key()? {
            object.push((key, entries.next_value_seed(Depth(depth))?));
        }
        Ok(Setting::Object(object))
    }
}
