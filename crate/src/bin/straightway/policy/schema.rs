//! The settings as JSON schemas: the browser's, and one for editors.

use serde_json::{Map, Value, json};
use straightway::policy::{CustomCoding, CustomGateway, Key, Kind, MAX_ENTRIES, Policy};

use super::words::settings;

/// What Chromium needs to hand the settings on: types and nothing else, since it drops a whole list for one bad entry. What is
/// wrong inside, the core says.
pub(crate) fn managed() -> Value {
    let text = || json!({ "type": "string" });
    schema(|kind| match kind {
        Kind::Word(..) | Kind::Text(_) | Kind::Email(_) | Kind::Url(_) => text(),
        Kind::Flag(_) => json!({ "type": "boolean" }),
        Kind::Webmails(_) | Kind::GatewayIds(_) => json!({ "type": "array", "items": text() }),
        Kind::Gateways(_) => json!({ "type": "array", "items": gateway(|_| text()) }),
    })
}

/// What an editor needs to help while a policy is written, and to mark what the core would not take.
pub(crate) fn for_editors() -> Value {
    let list = |items: Value| json!({ "type": "array", "maxItems": MAX_ENTRIES, "items": items });
    let mut whole = schema(|kind| match kind {
        Kind::Word(words, _) => json!({ "enum": words }),
        Kind::Flag(_) => json!({ "type": "boolean" }),
        Kind::Text(_) => json!({ "type": "string", "maxLength": 500 }),
        Kind::Email(_) => {
            json!({ "type": "string", "maxLength": 500, "pattern": "^([^@\\s]+@[^@\\s]+)?$" })
        }
        Kind::Url(_) => {
            json!({ "type": "string", "maxLength": 500, "pattern": "^(https://\\S+)?$" })
        }
        Kind::Webmails(_) => list(json!({
            "type": "string",
            "pattern": "^https://(\\*\\.)?[a-z0-9_-]+(\\.[a-z0-9_-]+)+/\\*$",
        })),
        Kind::GatewayIds(_) => list(json!({ "enum": gateway_ids() })),
        Kind::Gateways(_) => {
            let mut entry = gateway(|field| match field {
                "coding" => json!({ "enum": CustomCoding::WORDS }),
                _ => json!({ "type": "string", "minLength": 1, "maxLength": 100 }),
            });
            put(&mut entry, "required", json!(CustomGateway::FIELDS));
            put(&mut entry, "additionalProperties", json!(false));
            list(entry)
        }
    });
    for (key, words) in settings() {
        if let Some(setting) = whole.pointer_mut(&format!("/properties/{}", key.name)) {
            put(setting, "default", default_of(key));
            put(setting, "examples", json!([example(words.example)]));
        }
    }
    // So that a policy may name its schema, as editors like it.
    if let Some(Value::Object(properties)) = whole.get_mut("properties") {
        properties.insert("$schema".into(), json!({ "type": "string" }));
    }
    put(&mut whole, "additionalProperties", json!(false));
    put(
        &mut whole,
        "$schema",
        json!("https://json-schema.org/draft/2020-12/schema"),
    );
    put(&mut whole, "title", json!("The settings of Straightway"));
    whole
}

/// What holds where a setting is not laid down.
pub(crate) fn default_of(key: &Key) -> Value {
    serde_json::to_value(Policy::default())
        .ok()
        .and_then(|mut defaults| Some(defaults.get_mut(key.name)?.take()))
        .unwrap_or_default()
}

/// A setting's example, which is JSON.
pub(crate) fn example(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// The ids that `disabledGateways` takes.
fn gateway_ids() -> Vec<&'static str> {
    let rows = straightway::gateway::GATEWAYS.iter().map(|row| row.id);
    let mut ids: Vec<_> = rows.chain([straightway::gateway::embedded::ID]).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn schema(of: impl Fn(&Kind) -> Value) -> Value {
    let mut properties = Map::new();
    for (key, words) in settings() {
        let mut setting = of(&key.kind);
        put(&mut setting, "title", json!(words.title.en));
        put(&mut setting, "description", json!(words.description.en));
        properties.insert(key.name.into(), setting);
    }
    json!({ "type": "object", "properties": properties })
}

fn gateway(field: impl Fn(&str) -> Value) -> Value {
    let properties: Map<_, _> = CustomGateway::FIELDS
        .iter()
        .map(|name| ((*name).to_owned(), field(name)))
        .collect();
    json!({ "type": "object", "properties": properties })
}

fn put(object: &mut Value, name: &str, value: Value) {
    if let Value::Object(members) = object {
        members.insert(name.to_owned(), value);
    }
}
