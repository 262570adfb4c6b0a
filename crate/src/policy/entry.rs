//! The forms of texts and entries.

use super::key::one_of;
use super::reader::Reader;
use super::{CustomCoding, CustomGateway, ProblemReason};
use crate::address::{Host, HttpUrl};
use crate::atlassian;
use crate::gateway::{GATEWAYS, embedded};
use crate::setting::Setting;

/// The most characters of a text. Group policy and Intune cut at 1023 units, of which a character takes up to two.
const MAX_TEXT: usize = 500;

/// The most characters of a field of a gateway.
const MAX_FIELD: usize = 100;

/// Labels under which countries' registries let strangers have names, as far as companies are found there.
const REGISTRY_LABELS: &[&str] = &[
    "ac", "co", "com", "edu", "go", "gob", "gouv", "gov", "gv", "ltd", "mil", "ne", "net", "nom",
    "or", "org", "plc", "sch",
];

/// A line of text, possibly empty, that looks like what it is.
pub(super) fn is_line(text: &str) -> bool {
    text.chars().count() <= MAX_TEXT && !text.contains(is_unprintable)
}

/// Control characters, other breaks of a line, what turns the direction of the text around it, and what no XML file may hold.
fn is_unprintable(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}'
        )
}

/// A mail address of the usual kind, or nothing.
pub(super) fn is_email(text: &str) -> bool {
    let is_address = |(local, domain): (&str, &str)| {
        !local.is_empty()
            && local
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte))
            && Host::plain(domain).is_some()
    };
    text.is_empty() || is_line(text) && text.split_once('@').is_some_and(is_address)
}

/// An https address, or nothing.
pub(super) fn is_https(text: &str) -> bool {
    let is_address = || HttpUrl::parse(text).is_some_and(|url| url.is_https());
    text.is_empty() || is_line(text) && !text.contains(char::is_whitespace) && is_address()
}

/// A match pattern of one https host, with or without a leading `*.`, and any path.
pub(super) fn is_webmail(text: &str) -> bool {
    let pattern = || text.strip_prefix("https://")?.strip_suffix("/*");
    let Some(host) = pattern() else { return false };
    // Nothing is below a number.
    let name = host
        .strip_prefix("*.")
        .filter(|name| name.contains(|c: char| c.is_ascii_alphabetic()))
        .unwrap_or(host);
    own_host(name).is_some_and(|host| host.is(name))
}

/// The id of a gateway that can be switched off.
pub(super) fn is_gateway_id(text: &str) -> bool {
    text == embedded::ID || GATEWAYS.iter().any(|gateway| gateway.id == text)
}

/// Reads an entry of `extraGateways`; each field that is wrong is named.
pub(super) fn custom_gateway(
    reader: &mut Reader,
    path: &str,
    value: &Setting,
) -> Option<CustomGateway> {
    let Some(fields) = all_fields(value) else {
        let expected = "an object with name, host, parameter and coding, and nothing else";
        reader.reject(path, ProblemReason::BadEntry, expected, value);
        return None;
    };
    let mut field = |name: &str, expected: &str, is_good: fn(&str) -> bool| {
        let (_, value) = fields.iter().find(|(field, _)| field == name)?;
        let text = value
            .as_text()
            .filter(|text| text.chars().count() <= MAX_FIELD && is_good(text));
        if text.is_none() {
            let path = format!("{path}.{name}");
            reader.reject(&path, ProblemReason::BadEntry, expected, value);
        }
        text
    };
    let name = field("name", "a line of 1 to 100 characters", |text| {
        !text.is_empty() && is_line(text)
    });
    let host = field(
        "host",
        "a host such as gateway.example.org, no public suffix, and not Atlassian's",
        |text| own_host(text).is_some(),
    );
    let parameter = field(
        "parameter",
        "the name of a parameter as links have it, of 1 to 100 characters",
        is_parameter,
    );
    let coding = field("coding", &one_of(CustomCoding::WORDS), |text| {
        CustomCoding::from_word(text).is_some()
    });
    Some(CustomGateway {
        name: name?.to_owned(),
        host: host.and_then(own_host)?.as_str().to_owned(),
        parameter: parameter?.to_owned(),
        coding: coding.and_then(CustomCoding::from_word)?,
    })
}

/// The fields of a gateway, if there is one of each and no other.
fn all_fields(value: &Setting) -> Option<&[(String, Setting)]> {
    let Setting::Object(fields) = value else {
        return None;
    };
    let has = |name: &&str| fields.iter().any(|(field, _)| field == name);
    let is_whole =
        fields.len() == CustomGateway::FIELDS.len() && CustomGateway::FIELDS.iter().all(has);
    is_whole.then_some(fields)
}

/// The host of this name, if it can be an organisation's own.
fn own_host(name: &str) -> Option<Host<'_>> {
    let host = Host::plain(name)?;
    let browser_agrees =
        HttpUrl::parse(&format!("https://{host}/")).is_some_and(|url| url.host().is(host.as_str()));
    let is_own = browser_agrees && !is_public_suffix(&host) && !atlassian::is_family(&host);
    is_own.then_some(host)
}

/// Whether strangers have names below this one, as far as its form tells.
fn is_public_suffix(host: &Host) -> bool {
    match host.as_str().split_once('.') {
        None => true,
        Some((label, top)) => top.len() == 2 && REGISTRY_LABELS.contains(&label),
    }
}

/// A parameter's name as it stands in a query.
fn is_parameter(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_graphic() && !b"&=#?".contains(&byte);
    !text.is_empty() && text.bytes().all(is_part)
}
