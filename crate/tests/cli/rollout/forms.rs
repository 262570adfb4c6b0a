//! Every form of the settings says the same.

use proptest::prelude::*;
use roxmltree::Document;
use serde_json::{Map, Value, json};
use straightway::Policy;
use straightway::policy::MAX_ENTRIES;

use super::registry::{Data, Key, import};
use super::{ALL, CHROME_ID, EDGE_ID, Files, GECKO_ID, json_file, kit, powershell};

/// Chromium's browsers of a kit: folder, id, registry key of its policies, preference domain.
const CHROMIUM: [(&str, &str, &str, &str); 3] = [
    (
        "chrome",
        CHROME_ID,
        r"SOFTWARE\Policies\Google\Chrome",
        "com.google.Chrome",
    ),
    (
        "chromium",
        CHROME_ID,
        r"SOFTWARE\Policies\Chromium",
        "org.chromium.Chromium",
    ),
    (
        "edge",
        EDGE_ID,
        r"SOFTWARE\Policies\Microsoft\Edge",
        "com.microsoft.Edge",
    ),
];

const FIREFOX: &str = r"SOFTWARE\Policies\Mozilla\Firefox";

/// What the extension hands Chromium, as committed.
fn schema() -> Value {
    let text = include_str!("../../../../extension/managed_schema.json");
    serde_json::from_str(text).unwrap()
}

/// What the core understands, nothing of it wrong.
fn understood(settings: &Value) -> Policy {
    let (policy, problems) =
        Policy::from_managed(&serde_json::from_value(settings.clone()).unwrap());
    assert!(problems.is_empty(), "{problems:?} in {settings}");
    policy
}

/// A property list as JSON.
fn plain(value: &plist::Value) -> Value {
    match value {
        plist::Value::String(text) => json!(text),
        plist::Value::Boolean(flag) => json!(flag),
        plist::Value::Integer(number) => json!(number.as_signed()),
        plist::Value::Array(entries) => entries.iter().map(plain).collect(),
        plist::Value::Dictionary(members) => Value::Object(
            members
                .iter()
                .map(|(name, value)| (name.clone(), plain(value)))
                .collect(),
        ),
        other => panic!("{other:?} is no part of a policy"),
    }
}

fn plist_file(files: &Files, path: &str) -> Value {
    plain(&plist::Value::from_reader_xml(files[path].as_slice()).unwrap())
}

/// The registry after a kit's file was read by the registry editor.
fn imported(files: &Files, path: &str) -> Key {
    let mut registry = Key::default();
    import(&files[path], &mut registry);
    registry
}

/// Everything a kit for all browsers says of a policy, held against the policy.
fn every_form_says(files: &Files, policy: &Value) {
    let schema = schema();
    let wanted = understood(policy);
    let script = powershell::registry(&files["windows/Install-Straightway.ps1"]);
    for (folder, id, policies, domain) in CHROMIUM {
        let linux = json_file(files, &format!("{folder}/linux.json"));
        assert_eq!(linux["3rdparty"]["extensions"][id], *policy, "{folder}");
        let settings = format!(r"{policies}\3rdparty\extensions\{id}\policy");
        let registry = imported(files, &format!("{folder}/windows.reg"));
        let registry = registry.find(&settings).unwrap();
        assert_eq!(registry.for_chromium(&schema), *policy, "{folder}");
        assert_eq!(script.find(&settings), Some(registry), "{folder}");
        let domain = format!("{domain}.extensions.{id}");
        let plist = plist_file(files, &format!("{folder}/{domain}.plist"));
        assert_eq!(plist, *policy, "{folder}");
        for (profile, at) in [("straightway", 1), ("straightway-settings", 0)] {
            let profile = plist_file(files, &format!("{folder}/{profile}.mobileconfig"));
            let payload = &profile["PayloadContent"][at];
            assert_eq!(payload["PayloadType"], domain);
            let settings = payload.as_object().unwrap().clone().into_iter();
            let settings: Map<_, _> = settings
                .filter(|(name, _)| !name.starts_with("Payload"))
                .collect();
            assert_eq!(Value::Object(settings), *policy, "{folder}");
        }
    }

    let settings = format!(r"{FIREFOX}\3rdparty\Extensions\{GECKO_ID}");
    let registry = imported(files, "firefox/windows.reg");
    let registry = registry.find(&settings).unwrap();
    assert_eq!(understood(&registry.for_firefox()), wanted);
    assert_eq!(script.find(&settings), Some(registry));
    let policies = &json_file(files, "firefox/policies.json")["policies"];
    assert_eq!(policies["3rdparty"]["Extensions"][GECKO_ID], *policy);
    let plist = plist_file(files, "firefox/org.mozilla.firefox.plist");
    assert_eq!(plist["3rdparty"]["Extensions"][GECKO_ID], *policy);
    let profile = plist_file(files, "firefox/straightway.mobileconfig");
    let nested =
        &profile["PayloadContent"][0]["PayloadContent"]["org.mozilla.firefox"]["Forced"][0];
    assert_eq!(nested["mcx_preference_settings"], plist);

    let console = json_file(files, "chrome/admin-console.json");
    let console = console.as_object().unwrap().clone().into_iter();
    let console = console.map(|(name, mut value)| (name, value["Value"].take()));
    assert_eq!(console.collect::<Value>(), *policy);
    assert_eq!(json_file(files, "policy.json"), *policy);
    for folder in ["chrome", "edge", "firefox"] {
        let steps = std::str::from_utf8(&files[&format!("{folder}/intune.md")]).unwrap();
        assert_eq!(understood(&intune(steps)), wanted, "{folder}");
    }
}

/// The settings in Intune's values, as the template's fields name them.
fn intune(steps: &str) -> Value {
    let mut settings = Map::new();
    let mut gateways = Vec::new();
    let lines: Vec<_> = steps.lines().collect();
    for pair in lines.windows(2) {
        let Some((_, name)) = pair[0]
            .split_once("/Policy/Config/")
            .and_then(|(_, uri)| uri.split_once('/'))
        else {
            continue;
        };
        let xml = format!("<value>{}</value>", pair[1]);
        let document = Document::parse(&xml).unwrap();
        let elements = document.root_element().children();
        let data: Vec<_> = elements
            .filter(|element| element.has_tag_name("data"))
            .map(|data| {
                (
                    data.attribute("id").unwrap(),
                    data.attribute("value").unwrap(),
                )
            })
            .collect();
        let is_enabled = xml.contains("<enabled/>");
        match (name, data.as_slice()) {
            ("install", _) => assert!(is_enabled),
            (_, []) => drop(settings.insert(name.to_owned(), json!(is_enabled))),
            (_, [(id, value)]) => {
                assert_eq!(*id, name);
                let is_list = schema()["properties"][name]["type"] == "array";
                let entries = value.split('\u{f000}').skip(1).step_by(2);
                let value = if is_list {
                    entries.collect()
                } else {
                    json!(value)
                };
                settings.insert(name.to_owned(), value);
            }
            (_, fields) => {
                let fields = fields.iter().map(|(id, value)| {
                    let field = id.strip_prefix(name).unwrap().trim_start_matches('_');
                    (field.to_owned(), json!(value))
                });
                gateways.push(fields.collect::<Value>());
            }
        }
    }
    if !gateways.is_empty() {
        settings.insert("extraGateways".to_owned(), json!(gateways));
    }
    Value::Object(settings)
}

#[test]
fn no_settings_at_all() {
    every_form_says(&kit(ALL, &json!({})), &json!({}));
}

#[test]
fn empty_and_long_lists() {
    let empty = json!({ "webmailHosts": [], "extraGateways": [], "disabledGateways": [], "policyVersion": "" });
    every_form_says(&kit(ALL, &empty), &empty);
    for length in [9, 10, 90, 91, MAX_ENTRIES] {
        let hosts: Vec<_> = (0..length)
            .map(|at| format!("https://mail{at}.example.org/*"))
            .collect();
        let policy = json!({ "webmailHosts": hosts });
        every_form_says(&kit(ALL, &policy), &policy);
    }
}

/// What tools for XML, the registry, PowerShell, property lists, JSON and shells take for more than text.
const HOSTILE: &[&str] = &[
    "\\",
    "\"",
    "'",
    "`",
    "$",
    "$(calc)",
    "${x}",
    "\u{2018}",
    "\u{2019}",
    "\u{201a}",
    "\u{201b}",
    "\u{201c}",
    "&",
    "<",
    ">",
    "&amp;",
    "]]>",
    "<!--",
    "%PATH%",
    "#KIT#",
    "#COMMON#",
    "\u{feff}",
    "\u{f000}1",
    ";",
    "=",
    "[-HKEY_LOCAL_MACHINE]",
    "dword:",
    "@{",
    ")",
    "//",
    "```",
    "\u{1f600}",
    "ä",
    "ش",
    "true",
    "1",
    " ",
    "-->",
];

/// A line that the core takes, as hostile as such can be.
fn line() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        3 => prop::sample::select(HOSTILE).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(part, 1..24).prop_map(|parts| {
        let is_taken = |part: &&String| {
            let settings = json!({ "policyVersion": part });
            Policy::from_managed(&serde_json::from_value(settings).unwrap())
                .1
                .is_empty()
        };
        parts.iter().filter(is_taken).map(String::as_str).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn hostile_texts_come_back_as_they_were(
        organization in line(),
        version in line(),
        name in line(),
        parameter in "[!-~&&[^&=#?]]{1,30}",
        email in "[a-z.!$%&'*+/=?^_`{|}~-]{1,20}@[a-z]{1,9}",
        path in "[!-~&&[^\\\\]]{0,40}",
        (locked, welcomed) in any::<(bool, bool)>(),
    ) {
        // The most that a gateway's name may have.
        let name: String = "x".chars().chain(name.chars()).take(100).collect();
        let policy = json!({
            "mode": "warn",
            "webmailHosts": ["https://mail.example.org/*", "https://*.example.net/*"],
            "extraGateways": [
                { "name": name, "host": "gw.example.org", "parameter": parameter, "coding": "plain" },
                { "name": "Other", "host": "gw.example.net", "parameter": "u", "coding": "base64" },
            ],
            "organizationName": organization,
            "supportEmail": email,
            "supportUrl": format!("https://help.example.org/{path}"),
            "lockSettings": locked,
            "showOnboarding": welcomed,
            "policyVersion": version,
        });
        every_form_says(&kit(ALL, &policy), &policy);
    }
}

#[test]
fn installing_names_the_extension_and_its_source() {
    let files = kit(ALL, &json!({}));
    let store = |folder| match folder {
        "edge" => "https://edge.microsoft.com/extensionwebstorebase/v1/crx",
        _ => "https://clients2.google.com/service/update2/crx",
    };
    let mut entries = Vec::new();
    for (folder, id, policies, domain) in CHROMIUM {
        let entry = format!("{id};{}", store(folder));
        let forced = json!([entry]);
        let linux = json_file(&files, &format!("{folder}/linux.json"));
        assert_eq!(linux["ExtensionInstallForcelist"], forced);
        let plist = plist_file(&files, &format!("{folder}/{domain}.plist"));
        assert_eq!(plist, json!({ "ExtensionInstallForcelist": forced }));
        let profile = plist_file(&files, &format!("{folder}/straightway.mobileconfig"));
        assert_eq!(
            profile["PayloadContent"][0]["ExtensionInstallForcelist"],
            forced
        );
        let registry = imported(&files, &format!("{folder}/windows.reg"));
        let list = registry
            .find(&format!(r"{policies}\ExtensionInstallForcelist"))
            .unwrap();
        assert_eq!(list.values["7301"], Data::Text(entry.clone()));
        let settings = json_file(&files, &format!("{folder}/extension-settings.json"));
        assert_eq!(settings[id]["installation_mode"], "force_installed");
        assert_eq!(settings[id]["update_url"], store(folder));
        // Each browser has its own word for it, and drops the whole policy for the other's.
        let (own, other) = match folder {
            "edge" => ("toolbar_state", "toolbar_pin"),
            _ => ("toolbar_pin", "toolbar_state"),
        };
        assert!(settings[id].get(own).is_some() && settings[id].get(other).is_none());
        for host in settings[id]["runtime_allowed_hosts"].as_array().unwrap() {
            let host = host.as_str().unwrap().strip_prefix("*://").unwrap();
            assert!(!host.contains(['/', '*']), "{host}");
        }
        entries.push(entry);
    }
    entries.push(String::new());
    assert_eq!(
        powershell::members(&files["windows/Install-Straightway.ps1"], "Entry"),
        entries
    );
    let firefox = json!({ GECKO_ID: {
        "installation_mode": "force_installed",
        "install_url": format!("https://addons.mozilla.org/firefox/downloads/latest/{GECKO_ID}/latest.xpi"),
        "default_area": "navbar",
    } });
    assert_eq!(
        json_file(&files, "firefox/policies.json")["policies"]["ExtensionSettings"],
        firefox
    );
    assert_eq!(
        json_file(&files, "firefox/extension-settings.json"),
        firefox
    );
}

#[test]
fn the_registry_keeps_what_others_have_put_there() {
    let policy = json!({ "mode": "warn", "webmailHosts": ["https://mail.example.org/*"] });
    let files = kit(ALL, &policy);
    for folder in ["chrome", "chromium", "edge", "firefox"] {
        let mut others = Key::default();
        for (.., policies, _) in CHROMIUM {
            let key = others.at(policies);
            key.values
                .insert("ExtensionSettings".to_owned(), Data::Text("{}".to_owned()));
            let list = others.at(&format!(r"{policies}\ExtensionInstallForcelist"));
            list.values.insert(
                "1".to_owned(),
                Data::Text("other;https://example.org/".to_owned()),
            );
            others.at(&format!(r"{policies}\3rdparty\extensions\other\policy"));
        }
        let key = others.at(FIREFOX);
        key.values
            .insert("ExtensionSettings".to_owned(), Data::Text("{}".to_owned()));
        others.at(&format!(r"{FIREFOX}\3rdparty\Extensions\other"));

        let mut registry = Key::default();
        std::mem::swap(&mut registry, &mut others);
        let before = format!("{registry:?}");
        import(&files[&format!("{folder}/windows.reg")], &mut registry);
        assert_ne!(format!("{registry:?}"), before, "{folder}");
        // An earlier kit's list was longer.
        import(&files[&format!("{folder}/windows.reg")], &mut registry);
        import(
            &files[&format!("{folder}/windows-remove.reg")],
            &mut registry,
        );
        assert_eq!(format!("{registry:?}"), before, "{folder}");
        let text = String::from_utf16_lossy(
            &files[&format!("{folder}/windows.reg")]
                .chunks(2)
                .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
                .collect::<Vec<_>>(),
        );
        assert!(!text.contains("ExtensionSettings"), "{folder}");
    }
}

#[test]
fn a_shorter_policy_leaves_nothing_of_a_longer_one() {
    let long = json!({ "mode": "warn", "webmailHosts": ["https://a.example.org/*", "https://b.example.org/*"] });
    let short = json!({ "webmailHosts": ["https://c.example.org/*"] });
    let mut registry = Key::default();
    import(&kit(ALL, &long)["chrome/windows.reg"], &mut registry);
    import(&kit(ALL, &short)["chrome/windows.reg"], &mut registry);
    let settings = registry.find(&format!(
        r"{}\3rdparty\extensions\{CHROME_ID}\policy",
        CHROMIUM[0].2
    ));
    assert_eq!(settings.unwrap().for_chromium(&schema()), short);
}
