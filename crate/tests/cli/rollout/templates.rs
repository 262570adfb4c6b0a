//! The administrative templates hang together: every reference has what it refers to, in every language.
//!
//! Microsoft's grammar (MS-GPREG, `PolicyDefinitionFiles.xsd`) is not ours to ship; the rules of it that matter are told here.

use std::collections::BTreeSet;

use roxmltree::{Document, Node};
use serde_json::{Value, json};

use super::registry::{Data, Key};
use super::{ALL, CHROME_ID, EDGE_ID, GECKO_ID, kit};

const NAMESPACE: &str = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions";

/// Folder, registry key of the settings.
const TEMPLATES: [(&str, &str, &str); 3] = [
    (
        "chrome",
        r"SOFTWARE\Policies\Google\Chrome\3rdparty\extensions",
        CHROME_ID,
    ),
    (
        "edge",
        r"SOFTWARE\Policies\Microsoft\Edge\3rdparty\extensions",
        EDGE_ID,
    ),
    (
        "firefox",
        r"SOFTWARE\Policies\Mozilla\Firefox\3rdparty\Extensions",
        GECKO_ID,
    ),
];

fn named<'a>(document: &'a Document, name: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    document
        .descendants()
        .filter(move |node| node.tag_name().name() == name)
}

fn ids<'a>(document: &'a Document, name: &'a str, attribute: &'a str) -> BTreeSet<&'a str> {
    let all: Vec<_> = named(document, name)
        .map(|node| node.attribute(attribute).unwrap())
        .collect();
    let set: BTreeSet<_> = all.iter().copied().collect();
    assert_eq!(set.len(), all.len(), "each {name} has an id of its own");
    let is_id = |id: &&str| !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || c == '_');
    assert!(set.iter().all(is_id), "{set:?}");
    set
}

#[test]
fn every_reference_is_met_in_every_language() {
    let files = kit(ALL, &json!({}));
    let text = |path: &str| std::str::from_utf8(&files[path]).unwrap();
    for (folder, ..) in TEMPLATES {
        let admx = Document::parse(text(&format!("{folder}/straightway-{folder}.admx"))).unwrap();
        let categories = ids(&admx, "category", "name");
        let supported = ids(&admx, "definition", "name");
        let policies = ids(&admx, "policy", "name");
        let target = named(&admx, "target").next().unwrap();
        assert!(target.attribute("namespace").unwrap().contains(folder));
        for policy in named(&admx, "policy") {
            assert_eq!(policy.attribute("class"), Some("Both"));
            let reference = |name| {
                let mut parts = policy.children();
                let part = parts.find(|part| part.tag_name().name() == name).unwrap();
                part.attribute("ref").unwrap()
            };
            assert!(categories.contains(reference("parentCategory")));
            assert!(supported.contains(reference("supportedOn")));
            for part in policy
                .descendants()
                .filter(|part| part.has_tag_name((NAMESPACE, "string")))
            {
                assert!(part.text().unwrap().chars().count() <= 255);
            }
        }
        for language in ["en-US", "de-DE"] {
            let words = Document::parse(text(&format!(
                "{folder}/{language}/straightway-{folder}.adml"
            )))
            .unwrap();
            let mut strings = BTreeSet::new();
            let mut presentations = BTreeSet::new();
            for attribute in admx.descendants().flat_map(|node| node.attributes()) {
                let reference = attribute.value().strip_suffix(')');
                let of = |kind| reference.and_then(|reference| reference.strip_prefix(kind));
                strings.extend(of("$(string."));
                presentations.extend(of("$(presentation."));
            }
            assert_eq!(ids(&words, "string", "id"), strings, "{folder}, {language}");
            assert_eq!(ids(&words, "presentation", "id"), presentations);
            for string in named(&words, "string") {
                let length = string.text().unwrap_or_default().chars().count();
                assert!((1..1023).contains(&length), "{:?}", string.attribute("id"));
            }
            for presentation in named(&words, "presentation") {
                let policy = presentation.attribute("id").unwrap();
                assert!(policies.contains(policy));
                let policy =
                    named(&admx, "policy").find(|node| node.attribute("name") == Some(policy));
                let elements = policy
                    .unwrap()
                    .descendants()
                    .filter_map(|node| node.attribute("id"));
                let shown = presentation
                    .descendants()
                    .filter_map(|node| node.attribute("refId"));
                assert_eq!(shown.collect::<Vec<_>>(), elements.collect::<Vec<_>>());
            }
        }
    }
}

#[test]
fn the_languages_differ() {
    let files = kit(ALL, &json!({}));
    let [english, german] = ["en-US", "de-DE"].map(|language| {
        let file =
            std::str::from_utf8(&files[&format!("chrome/{language}/straightway-chrome.adml")])
                .unwrap();
        let document = Document::parse(file).unwrap();
        let explanations = named(&document, "string")
            .filter(|string| string.attribute("id").unwrap().ends_with("_explain"))
            .map(|string| string.text().unwrap().to_owned());
        explanations.collect::<Vec<_>>()
    });
    assert_eq!(english.len(), german.len());
    assert!(
        english
            .iter()
            .zip(&german)
            .all(|(english, german)| english != german)
    );
}

/// What group policy writes for a template's policy, its fields filled in by what `value` answers for their names.
fn apply(policy: Node, value: &impl Fn(&str) -> Value, registry: &mut Key) {
    let key = policy.attribute("key").unwrap();
    if let Some(name) = policy.attribute("valueName") {
        let part = if value(policy.attribute("name").unwrap()) == json!(false) {
            "disabledValue"
        } else {
            "enabledValue"
        };
        let part = policy
            .children()
            .find(|child| child.tag_name().name() == part)
            .unwrap();
        let part = part.first_element_child().unwrap();
        let data = match part.tag_name().name() {
            "decimal" => Data::Number(part.attribute("value").unwrap().parse().unwrap()),
            _ => Data::Text(part.text().unwrap().to_owned()),
        };
        registry.at(key).values.insert(name.to_owned(), data);
    }
    for field in policy.descendants().filter(|node| node.has_attribute("id")) {
        let answer = value(field.attribute("id").unwrap());
        if field.tag_name().name() == "list" {
            let list = registry.at(field.attribute("key").unwrap());
            for (number, text) in (1..).zip(answer.as_array().unwrap()) {
                let data = Data::Text(text.as_str().unwrap().to_owned());
                list.values.insert(number.to_string(), data);
            }
            continue;
        }
        let text = answer.as_str().unwrap().to_owned();
        if field.tag_name().name() == "enum" {
            let words = field
                .descendants()
                .filter(|node| node.has_tag_name((NAMESPACE, "string")));
            assert!(
                words
                    .filter_map(|word| word.text())
                    .any(|word| word == text),
                "{text}"
            );
        }
        let name = field.attribute("valueName").unwrap().to_owned();
        registry.at(key).values.insert(name, Data::Text(text));
    }
}

#[test]
fn what_the_template_writes_is_what_the_browser_reads() {
    let policy = json!({
        "mode": "warn",
        "landingGuard": "always",
        "webmailHosts": ["https://mail.example.org/*"],
        "extraGateways": [
            { "name": "One", "host": "one.example.org", "parameter": "u", "coding": "plain" },
            { "name": "Two", "host": "two.example.org", "parameter": "v", "coding": "base64" },
        ],
        "disabledGateways": ["mimecast", "embedded"],
        "organizationName": "Meadow Lark",
        "supportEmail": "help@example.org",
        "supportUrl": "https://help.example.org/",
        "lockSettings": true,
        "showOnboarding": false,
        "logLevel": "verbose",
        "policyVersion": "7",
    });
    let value = |field: &str| match field
        .strip_prefix("extraGateways_")
        .and_then(|rest| rest.split_once('_'))
    {
        Some((number, field)) => {
            policy["extraGateways"][number.parse::<usize>().unwrap() - 1][field].clone()
        }
        None => policy[field].clone(),
    };
    let schema: Value =
        serde_json::from_str(include_str!("../../../../extension/managed_schema.json")).unwrap();
    let files = kit(ALL, &json!({}));
    for (folder, place, id) in TEMPLATES {
        let admx =
            std::str::from_utf8(&files[&format!("{folder}/straightway-{folder}.admx")]).unwrap();
        let admx = Document::parse(admx).unwrap();
        let mut registry = Key::default();
        for template in named(&admx, "policy") {
            let name = template.attribute("name").unwrap();
            if !["extraGateways_3", "extraGateways_4", "extraGateways_5"].contains(&name) {
                apply(template, &value, &mut registry);
            }
        }
        let settings = registry.find(&format!(r"{place}\{id}")).unwrap();
        if folder == "firefox" {
            let mut wanted = policy.clone();
            wanted["lockSettings"] = json!(1);
            wanted["showOnboarding"] = json!(0);
            assert_eq!(settings.for_firefox(), wanted);
        } else {
            let settings = settings.find("policy").unwrap();
            assert_eq!(settings.for_chromium(&schema), policy, "{folder}");
        }
    }
}
