//! What the quick look at a link says no to, has nothing in it: tried on every vector, cut and changed at every place, and inside
//! links of a gateway that nobody knows.

use std::fs;
use std::path::Path;

use super::{MAX_LAYERS, readable, search};
use crate::address::Link;
use crate::allowance::Allowance;
use crate::atlassian;
use crate::catalogue::Catalogue;
use crate::gateway::{GATEWAYS, Peel};

#[test]
fn the_quick_look_drops_nothing() {
    let catalogue = Catalogue::default();
    for input in inputs() {
        check(&input, &catalogue);
        if let Ok(link) = Link::split(&input) {
            let moved = format!("https://gw.example.net{}", link.tail());
            check(&moved, &catalogue);
        }
        for (at, _) in input.char_indices() {
            let (front, rest) = input.split_at(at);
            check(front, &catalogue);
            let rest: String = rest.chars().skip(1).collect();
            for changed in ["%", "/", "x"] {
                check(&format!("{front}{changed}{rest}"), &catalogue);
            }
        }
        for inside in encoded(&input) {
            check(&format!("https://gw.example.net/r?u={inside}"), &catalogue);
            check(&format!("https://gw.example.net/{inside}/1"), &catalogue);
        }
    }
}

/// That the thorough way finds no more in `text` than the quick look did, if that found nothing.
fn check(text: &str, catalogue: &Catalogue) {
    let Ok(link) = Link::split(text) else {
        return;
    };
    if catalogue.is_of_interest(&link) || atlassian::reads_like_atlassian(link.host()) {
        return;
    }
    for row in GATEWAYS.iter().filter(|row| row.runs_anywhere()) {
        let is_damaged = match row.matches(&link).then(|| row.peel(&link)) {
            None | Some(Peel::NotMine) => true,
            Some(Peel::Inner(inner)) => readable(inner).is_none(),
            Some(Peel::Opaque(_)) => false,
        };
        assert!(is_damaged, "{} in {text}", row.id);
    }
    let found = search(&link, catalogue, MAX_LAYERS, &Allowance::of(text));
    assert_eq!(found, None, "{text}");
    let reason = atlassian::judge(text, None).reason;
    assert_eq!(reason.code(), "unrelated", "{text}");
}

/// `text` as it is, and as gateways write it: with more or fewer of its characters escaped, once or twice.
fn encoded(text: &str) -> Vec<String> {
    let mut all = vec![text.to_owned()];
    for plain in ["-._~", "-_~"] {
        let once = escape(text, plain);
        all.push(escape(&once, plain));
        all.push(once);
    }
    let letters_too = text.bytes().map(|byte| format!("%{byte:02x}"));
    all.push(letters_too.collect());
    all
}

fn escape(text: &str, plain: &str) -> String {
    let pieces = text.bytes().map(|byte| match char::from(byte) {
        letter if letter.is_ascii_alphanumeric() || plain.contains(letter) => letter.to_string(),
        _ => format!("%{byte:02x}"),
    });
    pieces.collect()
}

/// Every input of every vector file.
fn inputs() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors");
    let files = fs::read_dir(folder).unwrap();
    let texts = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    let lines = texts.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>());
    let cases = lines.map(|line| serde_json::from_str::<serde_json::Value>(&line).unwrap());
    cases
        .map(|case| case["input"].as_str().unwrap().to_owned())
        .collect()
}
