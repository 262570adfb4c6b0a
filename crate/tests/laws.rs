//! What must hold for every input, tried on random ones and on every vector cut and changed at every place.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail, and has no public items"
)]

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use straightway::address::{HttpUrl, Link, MAX_LENGTH};
use straightway::catalogue::Catalogue;
use straightway::policy::Policy;
use straightway::repair::mend;
use straightway::unwrap::unwrap;
use straightway::{Engine, Judgement, MessageLink, Reason, Verdict};

const NOW: Option<u64> = Some(1_700_000_000);

/// Hosts that an accepted link may have: the list, written down a second time on purpose.
const ACCEPTED: &[&str] = &[
    "id.atlassian.com",
    "track.atlassian.com",
    "bitbucket.org",
    "trello.com",
    "loom.com",
    "www.loom.com",
];

/// Every input of every vector file.
fn inputs() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors");
    let mut inputs = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == "jsonl")
        {
            for line in fs::read_to_string(path).unwrap().lines() {
                let case: serde_json::Value = serde_json::from_str(line).unwrap();
                inputs.push(case["input"].as_str().unwrap().to_owned());
            }
        }
    }
    assert!(inputs.len() > 400, "the vectors were not found");
    inputs
}

fn judge(engine: &Engine, text: &str) -> Judgement {
    engine.judge_link(&MessageLink::bare(text), NOW)
}

/// What holds for the answer to any text.
fn check(engine: &Engine, text: &str) {
    let judgement = judge(engine, text);
    if !engine.is_worth_judging(text) {
        for label in [None, Some("Accept invitation"), Some("Unsubscribe")] {
            let link = MessageLink {
                label: label.map(str::to_owned),
                ..MessageLink::bare(text)
            };
            let reason = engine.judge_link(&link, NOW).reason;
            assert!(
                matches!(
                    reason,
                    Reason::Unrelated | Reason::NotAWebLink | Reason::TooLong
                ),
                "{text}: passed over, and yet {reason:?} as {label:?}"
            );
        }
    }
    assert_eq!(judgement.verdict, judgement.reason.verdict(), "{text}");
    if let Some(target) = &judgement.target {
        assert!(target.len() <= MAX_LENGTH, "{text}");
    }
    if judgement.verdict == Verdict::Accept {
        let target = judgement
            .target
            .as_deref()
            .expect("an accepted link has a target");
        let url = HttpUrl::parse(target).expect("a target is an address");
        assert_eq!(url.as_str(), target, "a target is serialised: {text}");
        assert!(url.is_https(), "{text}");
        assert!(
            ACCEPTED.contains(&url.host().as_str()),
            "{text} went to {target}"
        );
        let again = judge(engine, target);
        assert_eq!(
            again.verdict,
            Verdict::Accept,
            "judging twice is judging once: {text}"
        );
        assert_eq!(again.target.as_deref(), Some(target), "{text}");
        assert!(again.trail.is_empty(), "a target is never wrapped: {text}");
    }
    let decoded = engine.decode(text);
    if let Some(target) = &decoded.target {
        assert!(HttpUrl::parse(target).is_some(), "{text}");
        let way = engine.way(text);
        assert_eq!(way.len(), decoded.trail.len(), "{text}");
        assert!(way.last().is_some_and(Option::is_some), "{text}");
        let again = engine.decode(target);
        // A link with more layers than are taken off is left alone, so nothing is left to take off twice.
        assert_eq!(
            again.target, None,
            "decoding twice is decoding once: {text}"
        );
    }
}

/// Text that is likely to reach deep into the decoders.
fn linkish() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("https://".to_owned()),
        Just("https%3A%2F%2F".to_owned()),
        Just("https%253A%252F%252F".to_owned()),
        Just("id.atlassian.com".to_owned()),
        Just("/signup/invite?signature=eyJ.eyJ.x&continue=".to_owned()),
        Just("start.atlassian.com".to_owned()),
        Just("/v3/__".to_owned()),
        Just("__;".to_owned()),
        Just("!!a!b$".to_owned()),
        Just("**A*".to_owned()),
        Just("/safe-redirect/".to_owned()),
        Just("?url=".to_owned()),
        Just("&u=".to_owned()),
        Just("___".to_owned()),
        Just("&amp;".to_owned()),
        Just("=3D".to_owned()),
        Just("eJx".to_owned()),
        Just("aHR0cHM6Ly9pZC5hdGxhc3NpYW4uY29t".to_owned()),
        Just("eur01.safelinks.protection.outlook.com".to_owned()),
        Just("urldefense.com".to_owned()),
        Just("protect2.fireeye.com/v1/url".to_owned()),
        Just("secure-web.cisco.com/1/".to_owned()),
        Just("link.edgepilot.com/s/1/2".to_owned()),
        Just("url.avanan.click/v2/".to_owned()),
        Just("@".to_owned()),
        Just("\\".to_owned()),
        Just(":443".to_owned()),
        Just("\u{200b}".to_owned()),
        "[ -~]{0,12}",
        "\\PC{0,4}",
    ];
    proptest::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn anything_has_a_verdict(text in "\\PC{0,300}") {
        check(&Engine::default(), &text);
    }

    #[test]
    fn anything_like_a_link_has_a_verdict(text in linkish()) {
        check(&Engine::default(), &text);
    }

    #[test]
    fn percent_encoding_is_undone(path in "[a-z0-9/?=&%+;:@!*'()._~#-]{0,80}") {
        let target = format!("https://example.com/{path}");
        let encoded = target.bytes().fold(String::new(), |text, byte| text + &format!("%{byte:02x}"));
        let link = format!("https://secure-web.cisco.com/1abc/{encoded}");
        // What looks as if a mail had damaged it is mended on the way.
        let wanted = HttpUrl::parse(&mend(&target)).map(|url| url.as_str().to_owned());
        let catalogue = Catalogue::new(&Policy::default());
        // The target may itself look like a wrapper; what is taken off first is what was put on last.
        let once = unwrap(&link, &catalogue);
        prop_assert_eq!(once.trail.first().map(AsRef::as_ref), Some("cisco-secure-email"));
        if once.trail.len() == 1 {
            prop_assert_eq!(once.target().map(|url| url.as_str().to_owned()), wanted);
        }
    }
}

#[test]
fn every_vector_cut_and_changed() {
    let engine = Engine::default();
    for input in inputs() {
        check(&engine, &input);
        let accepted = judge(&engine, &input);
        for (at, _) in input.char_indices() {
            check(&engine, &input[..at]);
        }
        // Every byte changed, a few ways; the host that a click goes to must stay on the list, which `check` sees to.
        for (at, original) in input.char_indices().filter(|(_, c)| c.is_ascii()) {
            for replacement in ['%', '/', 'x'] {
                if replacement == original {
                    continue;
                }
                let mut changed = input.clone();
                changed.replace_range(at..=at, &replacement.to_string());
                check(&engine, &changed);
            }
        }
        check(&engine, &input);
        assert_eq!(accepted, judge(&engine, &input), "an engine keeps nothing");
    }
}

#[test]
fn too_long_is_left_alone() {
    let engine = Engine::default();
    let long = format!(
        "https://id.atlassian.com/invite/p/jira?id={}",
        "a".repeat(MAX_LENGTH)
    );
    assert_eq!(judge(&engine, &long).reason.code(), "too-long");
    assert_eq!(engine.decode(&long).target, None);
}

#[test]
fn split_and_parse_name_one_host() {
    for input in inputs() {
        if let (Ok(link), Some(url)) = (Link::split(&input), HttpUrl::parse(&input)) {
            assert_eq!(link.host().as_str(), url.host().as_str(), "{input}");
        }
    }
}

/// `link` as a component of another link.
fn component(link: &str) -> String {
    let signs = "%&?=:/#";
    let pieces = link.chars().map(|sign| {
        let code = u32::from(sign);
        if signs.contains(sign) {
            format!("%{code:02X}")
        } else {
            sign.to_string()
        }
    });
    pieces.collect()
}

#[test]
fn as_many_layers_as_promised() {
    let engine = Engine::default();
    let target = "https://id.atlassian.com/invite/p/confluence?id=AbC";
    let mut link = target.to_owned();
    for layers in 1..=9 {
        link = format!("https://secure-web.cisco.com/1abc/{}", component(&link));
        let judgement = judge(&engine, &link);
        if layers <= 8 {
            assert_eq!(judgement.target.as_deref(), Some(target), "{layers} layers");
            assert_eq!(judgement.trail.len(), layers);
        } else {
            assert_eq!(judgement.reason.code(), "too-deep");
            assert_eq!(engine.decode(&link).target, None);
        }
    }
}

/// Inside gateways that nobody knows, too: what is deeper than is looked at was once told to be the end.
#[test]
fn nothing_is_the_end_that_hides_more() {
    let engine = Engine::default();
    let known = "https://metadefender.example.com/safe-redirect/";
    let mut link = "https://id.atlassian.com/invite/p/confluence?id=AbC".to_owned();
    for _ in 1..=12 {
        link = format!("https://gateway.example.net/?u={}", component(&link));
        check(&engine, &link);
        check(&engine, &format!("{known}{link}"));
        check(&engine, &format!("{known}{known}{link}"));
    }
}
