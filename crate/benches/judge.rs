//! What judging costs, each beside `Url::parse` of the same addresses in the same run.
//!
//! Goals: an unrelated link in 100 ns; one layer in 1.5 times one parse of the outer and one of the inner address; 16 KiB in 4.5
//! times the cost of 4 KiB; the linear bound is what matters there.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a benchmark of ours may fail on files of ours"
)]

use std::fs;
use std::hint::black_box;
use std::path::Path;

use divan::Bencher;
use straightway::{Engine, MessageLink};
use url::Url;

fn main() {
    divan::main();
}

const TARGET: &str = "https://id.atlassian.com/signup/invite?signature=eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjE3OTAxMTcxNDV9.AAAA-BBBB_CCCC&infoCode=invitedUser&continue=https%3A%2F%2Fbitbucket.org%2Fexample-workspace%2F&application=bitbucket";

const UNRELATED: &[(&str, &str)] = &[
    (
        "news",
        "https://www.example.com/news/2024/05/some-article-title?utm_source=mail&utm_medium=email&id=1234",
    ),
    ("short", "https://github.com/torvalds/linux"),
    (
        "long path",
        "https://docs.example.org/en/latest/reference/configuration/advanced/settings.html#section-three",
    ),
];

/// The first case of each family, with its true target, from the vectors.
const FAMILIES: &[&str] = &[
    "barracuda-linkprotect",
    "checkpoint-avanan-v2",
    "cisco-secure-email",
    "egress-defend",
    "embedded",
    "fireeye-etp",
    "forcepoint-urlwrap",
    "fortimail-fmlurlsvc",
    "google-redirect",
    "inky",
    "mailinblack",
    "microsoft-safelinks",
    "opswat-metadefender",
    "proofpoint-v1",
    "proofpoint-v2",
    "proofpoint-v3",
    "sophos-email",
    "symantec-clicktime",
    "trendmicro-clicktime",
    "vade-secure",
    "vipre-mailanyone",
];

/// Inputs and what is behind them.
fn cases(file: &str) -> Vec<(String, Option<String>)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../tests/vectors/{file}.jsonl"));
    fs::read_to_string(path)
        .unwrap()
        .lines()
        .map(|line| {
            let case: serde_json::Value = serde_json::from_str(line).unwrap();
            let text = |key: &str| case[key].as_str().map(str::to_owned);
            (text("input").unwrap(), text("decode"))
        })
        .collect()
}

/// A case of `file` with one layer and a target.
fn one_layer(file: &str) -> (String, String) {
    let engine = Engine::default();
    cases(file)
        .into_iter()
        .find_map(|(input, target)| {
            (engine.decode(&input).trail.len() == 1).then_some(())?;
            Some((input, target?))
        })
        .unwrap()
}

#[divan::bench(args = UNRELATED.iter().map(|case| case.0))]
fn unrelated(bencher: Bencher, name: &str) {
    let link = UNRELATED.iter().find(|case| case.0 == name).unwrap().1;
    let engine = Engine::default();
    let link = MessageLink::bare(link);
    bencher.bench(|| engine.judge_link(black_box(&link), None));
}

#[divan::bench(args = UNRELATED.iter().map(|case| case.0))]
fn unrelated_parse(bencher: Bencher, name: &str) {
    let link = UNRELATED.iter().find(|case| case.0 == name).unwrap().1;
    bencher.bench(|| Url::parse(black_box(link)));
}

#[divan::bench(args = FAMILIES)]
fn layer(bencher: Bencher, family: &str) {
    let (input, _) = one_layer(family);
    let engine = Engine::default();
    bencher.bench(|| engine.decode(black_box(&input)));
}

#[divan::bench(args = FAMILIES)]
fn layer_parse(bencher: Bencher, family: &str) {
    let (input, target) = one_layer(family);
    bencher.bench(|| {
        (
            Url::parse(black_box(&input)),
            Url::parse(black_box(&target)),
        )
    });
}

fn three_layers() -> String {
    let mut link = TARGET.to_owned();
    for front in [
        "https://secure-web.cisco.com/1abc/",
        "https://linkprotect.cudasvc.com/url?a=",
        "https://eur01.safelinks.protection.outlook.com/?url=",
    ] {
        let encoded: String = link
            .bytes()
            .map(|byte| {
                if byte.is_ascii_alphanumeric() || byte == b'.' {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            })
            .collect();
        link = format!("{front}{encoded}");
    }
    link
}

#[divan::bench]
fn three(bencher: Bencher) {
    let link = MessageLink::bare(three_layers());
    let engine = Engine::default();
    bencher.bench(|| engine.judge_link(black_box(&link), None));
}

#[divan::bench]
fn three_parse(bencher: Bencher) {
    let link = three_layers();
    bencher.bench(|| (Url::parse(black_box(&link)), Url::parse(black_box(TARGET))));
}

#[divan::bench(args = [4, 16])]
fn kibibytes(bencher: Bencher, size: usize) {
    let front = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.com%2F";
    let link = MessageLink::bare(format!(
        "{front}{}",
        "a%2Fb".repeat((size * 1024 - front.len()) / 5)
    ));
    let engine = Engine::default();
    bencher.bench(|| engine.judge_link(black_box(&link), None));
}

#[divan::bench(args = [4, 16])]
fn kibibytes_parse(bencher: Bencher, size: usize) {
    let front = "https://example.com/?url=";
    let link = format!("{front}{}", "a%2Fb".repeat((size * 1024 - front.len()) / 5));
    bencher.bench(|| Url::parse(black_box(&link)));
}

fn all_vectors() -> Vec<String> {
    FAMILIES
        .iter()
        .flat_map(|family| cases(family))
        .map(|(input, _)| input)
        .collect()
}

#[divan::bench]
fn vectors(bencher: Bencher) {
    let links: Vec<_> = all_vectors().into_iter().map(MessageLink::bare).collect();
    let engine = Engine::default();
    bencher.bench(|| {
        for link in &links {
            black_box(engine.judge_link(black_box(link), None));
        }
    });
}

#[divan::bench]
fn vectors_parse(bencher: Bencher) {
    let links = all_vectors();
    bencher.bench(|| {
        for link in &links {
            let _ = black_box(Url::parse(black_box(link)));
        }
    });
}
