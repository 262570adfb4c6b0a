//! macOS: configuration profiles, and the bare property lists for tools that make profiles of their own.

use plist::{Dictionary, Value, XmlWriteOptions};
use serde_json::Value as Json;
use uuid::Uuid;

use super::browser::Browser;
use super::json::firefox_policies;
use super::target::Target;
use crate::policy::file::PolicyFile;

/// The namespace of the profiles' ids, which stay the same from kit to kit, so that a new profile takes an old one's place.
const NAMESPACE: Uuid = Uuid::from_u128(0x7d0f_52c4_96b1_4a5e_8c3f_1b6e_2a90_d847);

/// A preference domain with what is to stand in it.
struct Domain {
    name: String,
    values: Dictionary,
}

/// The files for macOS with their names.
pub(super) fn files(target: &Target, policy: &PolicyFile) -> Vec<(String, Vec<u8>)> {
    let domains = domains(target, policy);
    let mut files = vec![(
        "straightway.mobileconfig".to_owned(),
        written(profile(target, &domains, "")),
    )];
    if let [_, settings] = domains.as_slice() {
        files.push((
            "straightway-settings.mobileconfig".to_owned(),
            written(profile(target, std::slice::from_ref(settings), "settings")),
        ));
    }
    for Domain { name, values } in domains {
        files.push((format!("{name}.plist"), written(values)));
    }
    files
}

fn domains(target: &Target, policy: &PolicyFile) -> Vec<Domain> {
    let name = target.browser.domain();
    if target.browser == Browser::Firefox {
        let mut values = dictionary(&firefox_policies(target, policy));
        values.insert("EnterprisePoliciesEnabled".to_owned(), true.into());
        return vec![Domain {
            name: name.to_owned(),
            values,
        }];
    }
    let forced = Value::Array(vec![target.forcelist_entry().into()]);
    let install = Dictionary::from_iter([("ExtensionInstallForcelist", forced)]);
    vec![
        Domain {
            name: name.to_owned(),
            values: install,
        },
        Domain {
            name: format!("{name}.extensions.{}", target.id),
            values: dictionary(&policy.to_json()),
        },
    ]
}

fn profile(target: &Target, domains: &[Domain], part: &str) -> Dictionary {
    let browser = target.browser;
    let identifier = ["straightway", browser.word(), part].join(".");
    let identifier = identifier.trim_end_matches('.');
    let payloads = domains.iter().map(|domain| {
        let identifier = format!("{identifier}.{}", domain.name);
        let mut payload = if browser == Browser::Firefox {
            nested(domain)
        } else {
            let mut payload = domain.values.clone();
            payload.insert("PayloadType".to_owned(), domain.name.clone().into());
            payload
        };
        describe(&mut payload, &identifier, browser);
        Value::Dictionary(payload)
    });
    let mut profile = Dictionary::new();
    profile.insert(
        "PayloadContent".to_owned(),
        Value::Array(payloads.collect()),
    );
    profile.insert("PayloadType".to_owned(), "Configuration".into());
    profile.insert("PayloadScope".to_owned(), "System".into());
    describe(&mut profile, identifier, browser);
    profile
}

fn describe(payload: &mut Dictionary, identifier: &str, browser: Browser) {
    let uuid = Uuid::new_v5(&NAMESPACE, identifier.as_bytes());
    let uuid = uuid.hyphenated().to_string().to_uppercase();
    payload.insert(
        "PayloadDisplayName".to_owned(),
        format!("Straightway for {browser}").into(),
    );
    payload.insert("PayloadIdentifier".to_owned(), identifier.into());
    payload.insert("PayloadUUID".to_owned(), uuid.into());
    payload.insert("PayloadVersion".to_owned(), 1.into());
}

/// A domain's values as Mozilla wants them in a profile.
fn nested(domain: &Domain) -> Dictionary {
    let values = Value::Dictionary(domain.values.clone());
    let forced = Dictionary::from_iter([("mcx_preference_settings", values)]);
    let forced = Value::Array(vec![Value::Dictionary(forced)]);
    let preferences = Value::Dictionary(Dictionary::from_iter([("Forced", forced)]));
    let content = Dictionary::from_iter([(domain.name.as_str(), preferences)]);
    Dictionary::from_iter([
        (
            "PayloadType",
            Value::from("com.apple.ManagedClient.preferences"),
        ),
        ("PayloadContent", Value::Dictionary(content)),
    ])
}

fn dictionary(json: &Json) -> Dictionary {
    let members = json.as_object().into_iter().flatten();
    members
        .filter_map(|(name, value)| Some((name.clone(), plist_of(value)?)))
        .collect()
}

fn plist_of(json: &Json) -> Option<Value> {
    Some(match json {
        Json::String(text) => text.as_str().into(),
        Json::Bool(flag) => (*flag).into(),
        Json::Array(entries) => Value::Array(entries.iter().filter_map(plist_of).collect()),
        Json::Object(_) => Value::Dictionary(dictionary(json)),
        // No setting is either.
        Json::Number(_) | Json::Null => return None,
    })
}

fn written(values: Dictionary) -> Vec<u8> {
    let mut file = Vec::new();
    let options = XmlWriteOptions::default().indent(b' ', 2);
    // Writing to memory cannot fail.
    let _ = Value::Dictionary(values).to_writer_xml_with_options(&mut file, &options);
    file.push(b'\n');
    file
}
