//! The cases of `tests/vectors`, run natively. The same files run through the built WASM in Node and in both browsers.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail, and has no public items"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use straightway::address::HttpUrl;
use straightway::gateway::{Carrier, GATEWAYS, embedded};
use straightway::{Engine, MessageLink};

/// One line of a vector file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// The link.
    input: String,
    /// What `decode` gives; null where the link stays as it is.
    decode: Option<String>,
    /// What else is known.
    #[serde(default)]
    hint: Option<String>,
    #[serde(default)]
    trail: Option<Vec<String>>,
    #[serde(default)]
    verdict: Option<String>,
    #[serde(default)]
    reason: Option<String>,
    #[serde(default)]
    now: Option<u64>,
    #[serde(default, rename = "note")]
    _note: Option<String>,
    #[serde(default, rename = "disputed")]
    _disputed: bool,
    #[serde(default, rename = "kind")]
    _kind: Option<String>,
    #[serde(default, rename = "source")]
    _source: Option<String>,
}

/// Files of cases that belong to no row of the table.
const OF_NO_ROW: [&str; 3] = [embedded::ID, "atlassian", "not-a-wrapper"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors")
}

/// Every file's stem with its cases.
fn files() -> Vec<(String, Vec<Case>)> {
    let mut files: Vec<_> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "jsonl")
        })
        .map(|path| {
            let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let text = fs::read_to_string(&path).unwrap();
            let cases = text
                .lines()
                .enumerate()
                .map(|(at, line)| {
                    serde_json::from_str(line)
                        .unwrap_or_else(|error| panic!("{stem}.jsonl:{}: {error}", at + 1))
                })
                .collect();
            (stem, cases)
        })
        .collect();
    files.sort_by(|a, b| a.0.cmp(&b.0));
    files
}

/// An address as the standard writes it, so that two spellings of one compare equal.
fn serialised(text: &str) -> String {
    HttpUrl::parse(text).map_or_else(|| text.to_owned(), |url| url.as_str().to_owned())
}

#[test]
fn every_case() {
    let engine = Engine::default();
    let mut wrong = Vec::new();
    for (stem, cases) in files() {
        for (at, case) in cases.iter().enumerate() {
            let decoded = engine.decode(&case.input);
            let judgement = engine.judge_link(&MessageLink::bare(&case.input), case.now);
            let mut check = |what: &str, wanted: Option<String>, got: Option<String>| {
                if wanted != got {
                    wrong.push(format!(
                        "{stem}.jsonl:{}: {what}\n  input  {}\n  wanted {wanted:?}\n  got    {got:?}",
                        at + 1,
                        case.input
                    ));
                }
            };
            // Some wrapped texts are no valid address: those links are left alone.
            let wanted = case
                .decode
                .as_deref()
                .filter(|text| HttpUrl::parse(text).is_some())
                .map(serialised);
            check("decode", wanted, decoded.target.clone());
            if let Some(hint) = &case.hint {
                let hinted = decoded.opaque.and_then(|opaque| opaque.hint);
                check("hint", Some(hint.clone()), hinted);
            }
            if let Some(trail) = &case.trail {
                check(
                    "trail",
                    Some(trail.join(" > ")),
                    Some(decoded.trail.join(" > ")),
                );
            }
            if let Some(verdict) = &case.verdict {
                check(
                    "verdict",
                    Some(verdict.clone()),
                    Some(judgement.verdict.code().to_owned()),
                );
            }
            if let Some(reason) = &case.reason {
                check(
                    "reason",
                    Some(reason.clone()),
                    Some(judgement.reason.code().to_owned()),
                );
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn table_and_files_agree() {
    let files: BTreeSet<String> = files().into_iter().map(|(stem, _)| stem).collect();
    let mut known: BTreeSet<String> = GATEWAYS
        .iter()
        .map(|gateway| gateway.id.to_owned())
        .collect();
    assert_eq!(known.len(), GATEWAYS.len(), "two gateways have one id");
    assert!(
        GATEWAYS.is_sorted_by_key(|gateway| gateway.id),
        "the table is in the order of ids"
    );
    known.extend(OF_NO_ROW.map(str::to_owned));
    let missing: Vec<_> = known.difference(&files).collect();
    let unknown: Vec<_> = files.difference(&known).collect();
    assert!(missing.is_empty(), "gateways without cases: {missing:?}");
    assert!(unknown.is_empty(), "cases of no gateway: {unknown:?}");
}

#[test]
fn table_and_code_agree() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/gateway");
    let table = fs::read_to_string(folder.join("table.rs")).unwrap();
    let mut with_code = BTreeSet::new();
    let mut id = "";
    for line in table.lines().map(str::trim) {
        if let Some(text) = line.strip_prefix("id: \"") {
            id = text.trim_end_matches("\",");
        }
        if let Some(code) = line.strip_prefix("carrier: Code(") {
            let module = id.replace('-', "_");
            assert_eq!(
                code,
                format!("{module}::decode),"),
                "the code of {id} belongs into {module}.rs, as decode"
            );
            with_code.insert(module);
        }
    }
    let rows = GATEWAYS
        .iter()
        .filter(|row| matches!(row.carrier, Carrier::Code(_)));
    assert_eq!(
        with_code.len(),
        rows.count(),
        "a row with code was not found in table.rs"
    );
    let files: BTreeSet<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| {
            entry
                .unwrap()
                .path()
                .file_stem()
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        })
        .filter(|stem| stem != "table" && stem != "embedded")
        .collect();
    assert_eq!(
        files, with_code,
        "files (left) and rows with code (right) differ"
    );
    for module in files {
        let code = fs::read_to_string(folder.join(format!("{module}.rs"))).unwrap();
        assert!(
            code.starts_with("//! "),
            "{module}.rs does not begin with its links' format"
        );
    }
    for row in GATEWAYS {
        assert!(!row.sources.is_empty(), "{} has no source", row.id);
    }
}

/// A wrapper that opens everything, or nothing, was described too loosely or not at all.
#[test]
fn every_wrapper_has_links_of_its_own_and_links_that_are_not() {
    let engine = Engine::default();
    for (id, cases) in files() {
        if OF_NO_ROW.contains(&id.as_str()) {
            continue;
        }
        let is_own = |case: &Case| {
            let decoded = engine.decode(&case.input);
            decoded.trail.iter().any(|wrapper| *wrapper == id)
                || decoded.opaque.is_some_and(|opaque| opaque.gateway == id)
        };
        assert!(cases.iter().any(is_own), "{id}.jsonl has no link of {id}");
        assert!(
            !cases.iter().all(is_own),
            "{id}.jsonl has nothing that is damaged or not of {id}"
        );
    }
}
