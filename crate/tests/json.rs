//! The core's own JSON reader beside the one everybody uses.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test may fail, and has no public items"
)]

use proptest::prelude::*;
use serde_json::{Map, Value};
use straightway::json::{Member, is_object, member, text};

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<u64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e9..1e9).prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::String),
        "[\\x00-\\x1f\"\\\\/]{0,6}".prop_map(Value::String),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            proptest::collection::btree_map("[a-c]{0,2}", inner, 0..4)
                .prop_map(|map| Value::Object(Map::from_iter(map))),
        ]
    })
}

fn seen(value: &Value) -> Member {
    match value {
        Value::String(text) => Member::Text(text.clone()),
        Value::Number(number) => number.as_u64().map_or(Member::Other, Member::Number),
        _ => Member::Other,
    }
}

proptest! {
    #[test]
    fn members_are_the_same(map in proptest::collection::btree_map("[a-d]{0,2}", value(), 0..5), pretty: bool) {
        let object = Value::Object(Map::from_iter(map.clone()));
        let json = if pretty { serde_json::to_string_pretty(&object) } else { serde_json::to_string(&object) }.unwrap();
        prop_assert!(is_object(&json));
        for (key, value) in &map {
            prop_assert_eq!(member(&json, key), Some(seen(value)));
        }
        prop_assert_eq!(member(&json, "missing"), None);
    }

    #[test]
    fn damage_is_no_panic(json in "[{}\\[\\]\":,a0-9\\\\utrue ]{0,40}") {
        let _ = (member(&json, "a"), text(&json, "a"));
        if let Ok(value) = serde_json::from_str::<Value>(&json) {
            prop_assert_eq!(is_object(&json), value.is_object());
        }
    }
}

#[test]
fn surrogates_and_depth() {
    assert_eq!(text(r#"{"a":"\ud83d\ude00"}"#, "a").as_deref(), Some("😀"));
    assert_eq!(text(r#"{"a":"\ud83d"}"#, "a"), None);
    let deep = format!(
        "{{\"x\":{}{},\"a\":\"b\"}}",
        "[".repeat(10_000),
        "]".repeat(10_000)
    );
    assert_eq!(text(&deep, "a").as_deref(), Some("b"));
}
