//! Administrative templates for group policy and Intune: the policies (ADMX), and their words in each language (ADML).
//!
//! Every text fits into one value of 1,023 characters, since Intune takes no more.

use serde_json::Value;
use straightway::policy::{CustomCoding, CustomGateway, Kind};

use super::browser::Browser;
use super::registry::{OWN_NUMBER, forcelist_key, settings_key};
use super::target::Target;
use super::xml::Element;
use crate::manifest;
use crate::policy::schema::{default_of, example};
use crate::policy::words::{Language, Text, settings};

const NAMESPACE: &str = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions";

/// How many gateways of the organisation's own the template has room for: each is a policy of its own, so that its fields stay
/// separate values. More can be laid down by any other way.
pub(super) const GATEWAYS: usize = 5;

/// The name of the policy that installs the extension.
pub(super) const INSTALL: &str = "install";

/// The name of the template's files, without what stands behind the dot: in Windows' folder of templates all are side by side.
pub(super) fn file_name(browser: Browser) -> String {
    format!("straightway-{}", browser.word())
}

/// The name of the template's only category.
pub(super) fn category(browser: Browser) -> String {
    format!("straightway_{}", browser.word())
}

/// The name of the policy for the gateway of this number.
pub(super) fn gateway_policy(number: usize) -> String {
    format!("extraGateways_{number}")
}

/// The id of a gateway's field in its policy.
pub(super) fn gateway_field(number: usize, field: &str) -> String {
    format!("extraGateways_{number}_{field}")
}

/// What stands in a policy of the template.
enum Entry {
    /// It is on or off, and writes one of two values.
    Switch([Element; 2]),
    /// It has fields to be filled in.
    Fields(Vec<Field>),
}

/// A field of a policy.
struct Field {
    id: String,
    /// The value's name; a list has a key instead.
    value_name: &'static str,
    form: Form,
    label: Text,
}

enum Form {
    Line,
    List,
    /// Words, and what each means.
    Choice(Vec<(&'static str, Text)>),
}

/// One policy of the template.
struct Policy {
    name: String,
    key: String,
    /// The value that a switch writes.
    value_name: Option<String>,
    title: String,
    explanation: String,
    entry: Entry,
}

/// The template itself.
pub(super) fn admx(target: &Target) -> String {
    let category = category(target.browser);
    let supported = format!("{category}_supported");
    let policies = policies(target, Language::English);
    Element::new("policyDefinitions")
        .with("xmlns", NAMESPACE)
        .with("revision", "1.0")
        .with("schemaVersion", "1.0")
        .holding([
            Element::new("policyNamespaces").holding([Element::new("target")
                .with("prefix", category.as_str())
                .with(
                    "namespace",
                    format!("Straightway.{}.Policies", target.browser.word()),
                )]),
            Element::new("resources").with("minRequiredRevision", "1.0"),
            Element::new("supportedOn").holding([Element::new("definitions").holding([
                Element::new("definition")
                    .with("name", supported.as_str())
                    .with("displayName", string("supported")),
            ])]),
            Element::new("categories").holding([Element::new("category")
                .with("name", category.as_str())
                .with("displayName", string("category"))]),
            Element::new("policies").holding(
                policies
                    .into_iter()
                    .map(|policy| policy.defined(&category, &supported)),
            ),
        ])
        .into_file()
}

/// The template's words.
pub(super) fn adml(target: &Target, language: Language) -> String {
    let policies = policies(target, language);
    let browser = target.browser;
    let version = if browser.is_chromium() {
        manifest::chrome_version()
    } else {
        manifest::firefox_version()
    };
    let fixed = [
        ("category".to_owned(), format!("Straightway ({browser})")),
        ("supported".to_owned(), format!("{browser} {version}+")),
    ];
    let strings = fixed
        .into_iter()
        .chain(policies.iter().flat_map(|policy| policy.strings(language)))
        .map(|(id, text)| Element::new("string").with("id", id).saying(text));
    let presentations = policies
        .iter()
        .filter_map(|policy| policy.presentation(language));
    Element::new("policyDefinitionResources")
        .with("xmlns", NAMESPACE)
        .with("revision", "1.0")
        .with("schemaVersion", "1.0")
        .holding([
            Element::new("displayName").saying(format!("Straightway ({browser})")),
            Element::new("description").saying(format!("Straightway ({browser})")),
            Element::new("resources").holding([
                Element::new("stringTable").holding(strings),
                Element::new("presentationTable").holding(presentations),
            ]),
        ])
        .into_file()
}

fn policies(target: &Target, language: Language) -> Vec<Policy> {
    let mut policies = Vec::new();
    if target.browser.is_chromium() {
        policies.push(install(target, language));
    }
    let settings_key = settings_key(target);
    for (key, words) in settings() {
        let said = |text: Text| text.in_language(language);
        let title = said(words.title).to_owned();
        let explanation = format!(
            "{}\n\n{} {}\n{} {}",
            said(words.description),
            said(DEFAULT),
            plain(&default_of(key)),
            said(EXAMPLE),
            plain(&example(words.example)),
        );
        let field = |form| {
            vec![Field {
                id: key.name.to_owned(),
                value_name: key.name,
                form,
                label: words.title,
            }]
        };
        let (value_name, entry) = match &key.kind {
            Kind::Flag(_) => (
                Some(key.name.to_owned()),
                Entry::Switch([1, 0].map(decimal)),
            ),
            Kind::Word(choices, _) => {
                let choices = choices.iter().copied();
                let choices = choices.zip(words.meanings.iter().copied()).collect();
                (None, Entry::Fields(field(Form::Choice(choices))))
            }
            Kind::Text(_) | Kind::Email(_) | Kind::Url(_) => {
                (None, Entry::Fields(field(Form::Line)))
            }
            Kind::Webmails(_) | Kind::GatewayIds(_) => (None, Entry::Fields(field(Form::List))),
            Kind::Gateways(_) => {
                policies.extend((1..=GATEWAYS).map(|number| Policy {
                    name: gateway_policy(number),
                    key: format!(r"{settings_key}\{}\{number}", key.name),
                    value_name: None,
                    title: format!("{title} ({number})"),
                    explanation: explanation.clone(),
                    entry: Entry::Fields(gateway_fields(number)),
                }));
                continue;
            }
        };
        policies.push(Policy {
            name: key.name.to_owned(),
            key: settings_key.clone(),
            value_name,
            title,
            explanation,
            entry,
        });
    }
    policies
}

fn install(target: &Target, language: Language) -> Policy {
    let title = Text {
        en: "Install the extension",
        de: "Die Erweiterung installieren",
    };
    let explanation = Text {
        en: "Adds one entry to the browser's list of extensions to install. Where another policy of yours writes that list whole, \
             leave this one alone and put the entry there:",
        de: "Fügt der Liste zu installierender Erweiterungen des Browsers einen Eintrag hinzu. Wo eine andere Richtlinie diese Liste \
             als Ganzes schreibt, lassen Sie diese hier und tragen Sie dort ein:",
    };
    let entry = target.forcelist_entry();
    Policy {
        name: INSTALL.to_owned(),
        key: forcelist_key(target),
        value_name: Some(OWN_NUMBER.to_string()),
        title: title.in_language(language).to_owned(),
        explanation: format!("{}\n\n{entry}", explanation.in_language(language)),
        entry: Entry::Switch([Element::new("string").saying(entry), Element::new("delete")]),
    }
}

fn gateway_fields(number: usize) -> Vec<Field> {
    let label = |field| match field {
        "name" => Text {
            en: "Name to show",
            de: "Name zum Anzeigen",
        },
        "host" => Text {
            en: "Host",
            de: "Host",
        },
        "parameter" => Text {
            en: "Parameter with the address",
            de: "Parameter mit der Adresse",
        },
        _ => Text {
            en: "How the address is written",
            de: "Wie die Adresse geschrieben ist",
        },
    };
    let coding = |word| match word {
        "percent" => Text {
            en: "Percent-encoded",
            de: "Prozent-kodiert",
        },
        "base64" => Text {
            en: "Base64",
            de: "Base64",
        },
        _ => Text {
            en: "As it is",
            de: "So, wie sie ist",
        },
    };
    CustomGateway::FIELDS
        .into_iter()
        .map(|field| Field {
            id: gateway_field(number, field),
            value_name: field,
            form: match field {
                "coding" => Form::Choice(
                    CustomCoding::WORDS
                        .iter()
                        .map(|word| (*word, coding(*word)))
                        .collect(),
                ),
                _ => Form::Line,
            },
            label: label(field),
        })
        .collect()
}

const DEFAULT: Text = Text {
    en: "Default:",
    de: "Vorgabe:",
};
const EXAMPLE: Text = Text {
    en: "Example:",
    de: "Beispiel:",
};

/// A value as one types it: text without quotes.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) if !text.is_empty() => text.clone(),
        other => other.to_string(),
    }
}

impl Policy {
    /// The policy's part of the template.
    fn defined(self, category: &str, supported: &str) -> Element {
        let mut element = Element::new("policy")
            .with("name", self.name.as_str())
            .with("class", "Both")
            .with("displayName", string(&self.name))
            .with("explainText", string(&format!("{}_explain", self.name)))
            .with("key", self.key.as_str());
        if let Some(value_name) = self.value_name {
            element = element.with("valueName", value_name);
        }
        let mut parts = vec![
            Element::new("parentCategory").with("ref", category),
            Element::new("supportedOn").with("ref", supported),
        ];
        match self.entry {
            Entry::Switch([on, off]) => {
                parts.push(Element::new("enabledValue").holding([on]));
                parts.push(Element::new("disabledValue").holding([off]));
            }
            Entry::Fields(fields) => {
                let reference = format!("$(presentation.{})", self.name);
                element = element.with("presentation", reference);
                let fields = fields.into_iter().map(|field| field.defined(&self.key));
                parts.push(Element::new("elements").holding(fields));
            }
        }
        element.holding(parts)
    }

    /// The strings that it refers to.
    fn strings(&self, language: Language) -> Vec<(String, String)> {
        let mut strings = vec![
            (self.name.clone(), self.title.clone()),
            (format!("{}_explain", self.name), self.explanation.clone()),
        ];
        if let Entry::Fields(fields) = &self.entry {
            for field in fields {
                if let Form::Choice(choices) = &field.form {
                    strings.extend(choices.iter().map(|(word, meaning)| {
                        let meaning = meaning.in_language(language);
                        (field.choice_id(word), meaning.to_owned())
                    }));
                }
            }
        }
        strings
    }

    /// How its fields are shown.
    fn presentation(&self, language: Language) -> Option<Element> {
        let Entry::Fields(fields) = &self.entry else {
            return None;
        };
        let fields = fields.iter().map(|field| field.shown(language));
        Some(
            Element::new("presentation")
                .with("id", self.name.as_str())
                .holding(fields),
        )
    }
}

impl Field {
    fn defined(self, key: &str) -> Element {
        match self.form {
            Form::Line => Element::new("text")
                .with("id", self.id)
                .with("valueName", self.value_name)
                .with("maxLength", "500")
                .with("required", "true"),
            Form::List => Element::new("list")
                .with("id", self.id)
                .with("key", format!(r"{key}\{}", self.value_name))
                .with("valuePrefix", ""),
            Form::Choice(ref choices) => {
                let items = choices.iter().map(|(word, _)| {
                    let value = Element::new("string").saying(*word);
                    Element::new("item")
                        .with("displayName", string(&self.choice_id(word)))
                        .holding([Element::new("value").holding([value])])
                });
                let items: Vec<_> = items.collect();
                Element::new("enum")
                    .with("id", self.id)
                    .with("valueName", self.value_name)
                    .with("required", "true")
                    .holding(items)
            }
        }
    }

    fn shown(&self, language: Language) -> Element {
        let label = self.label.in_language(language);
        match self.form {
            Form::Line => Element::new("textBox")
                .with("refId", self.id.as_str())
                .holding([Element::new("label").saying(label)]),
            Form::List => Element::new("listBox")
                .with("refId", self.id.as_str())
                .saying(label),
            Form::Choice(_) => Element::new("dropdownList")
                .with("refId", self.id.as_str())
                .with("noSort", "true")
                .with("defaultItem", "0")
                .saying(label),
        }
    }

    /// The id of a choice's string. Ids take letters, digits and underscores.
    fn choice_id(&self, word: &str) -> String {
        format!("{}_{}", self.id, word.replace('-', "_"))
    }
}

fn string(id: &str) -> String {
    format!("$(string.{id})")
}

fn decimal(value: u32) -> Element {
    Element::new("decimal").with("value", value.to_string())
}
