//! `policy`: files made from the table of settings, and the check of a file of settings.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use straightway::policy::{KEYS, Policy};

use super::{Run, straightway};

/// A file of the project.
fn project_file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)
}

fn check(policy: &str) -> Run {
    straightway(&["policy", "-"], policy.as_bytes())
}

#[test]
fn generated_files_are_what_the_table_says() {
    let is_update = std::env::var_os("UPDATE_POLICY").is_some();
    for (option, name) in [
        ("--managed-schema", "extension/managed_schema.json"),
        ("--markdown", "docs/admin/policies.md"),
    ] {
        let run = straightway(&["policy", option], b"");
        assert_eq!((run.status, run.errors.as_str()), (0, ""));
        let file = project_file(name);
        if is_update {
            fs::write(&file, &run.output).unwrap();
        }
        // A Windows checkout may have other line ends.
        let committed = fs::read_to_string(&file).unwrap().replace('\r', "");
        assert!(
            committed == run.output,
            "{name} is not what the settings' table says. To mend it:\n  \
             UPDATE_POLICY=1 cargo test -p straightway --features cli --test cli"
        );
    }
}

#[test]
fn the_browsers_schema_has_types_and_nothing_that_chromium_would_judge_by() {
    let run = straightway(&["policy", "--managed-schema"], b"");
    let schema: Value = serde_json::from_str(&run.output).unwrap();
    let mut left = vec![&schema];
    while let Some(part) = left.pop() {
        let members = part.as_object().unwrap();
        let kind = members["type"].as_str().unwrap();
        for (name, member) in members {
            match (name.as_str(), kind) {
                ("type" | "title" | "description", _) => assert!(member.is_string()),
                ("properties", "object") => left.extend(member.as_object().unwrap().values()),
                ("items", "array") => left.push(member),
                _ => panic!("{name} in a schema of type {kind}"),
            }
        }
    }
    let names: Vec<_> = schema["properties"].as_object().unwrap().keys().collect();
    let known: Vec<_> = KEYS.iter().map(|key| key.name).collect();
    assert_eq!(names, known);
}

#[test]
fn the_editors_schema_has_defaults_and_examples_that_are_good() {
    let run = straightway(&["policy", "--json-schema"], b"");
    let schema: Value = serde_json::from_str(&run.output).unwrap();
    let defaults = serde_json::to_value(Policy::default()).unwrap();
    let mut all = json!({ "$schema": "policy.schema.json" });
    for key in KEYS {
        let setting = &schema["properties"][key.name];
        assert_eq!(setting["default"], defaults[key.name], "{}", key.name);
        all[key.name] = setting["examples"][0].clone();
        assert!(!all[key.name].is_null(), "{}", key.name);
    }
    let run = check(&all.to_string());
    assert_eq!((run.status, run.errors.as_str()), (0, ""));
    assert_eq!(run.output, "Good. Settings laid down: 12.\n");
}

#[test]
fn every_problem_of_a_file_is_named() {
    let run = check(
        r#"{ "mode": "Warn", "lockSettings": "yes", "webmailHosts": ["https://*.com/*", "https://mail.example.org/*"],
             "extraGateways": [{ "name": "", "host": "atlassian.com", "parameter": "u", "coding": "rot13" }],
             "supportEmail": 7, "supportEmail": "", "col\u001b[31mour": [[[[[]]]]] }"#,
    );
    assert_eq!((run.status, run.output.as_str()), (2, ""));
    let paths: Vec<_> = run
        .errors
        .lines()
        .skip(1)
        .filter_map(|line| line.trim().split_once(": "))
        .map(|(path, _)| path)
        .collect();
    let wanted = [
        "mode",
        "lockSettings",
        "webmailHosts[0]",
        "extraGateways[0].name",
        "extraGateways[0].host",
        "extraGateways[0].coding",
        "supportEmail",
        "supportEmail",
        r"col\u{1b}[31mour",
    ];
    assert_eq!(paths, wanted, "{}", run.errors);
    assert!(
        run.errors
            .starts_with("straightway: standard input has 9 problems:\n"),
        "{}",
        run.errors
    );
}

#[test]
fn a_host_is_the_organisations_own() {
    for (host, is_own) in [
        ("mail.example.org", true),
        ("example.co.uk", true),
        ("meadow-lark.github.io", true),
        ("mail.corp.internal", true),
        ("co.uk", false),
        ("github.io", false),
        ("blogspot.com", false),
        ("azurewebsites.net", false),
    ] {
        let run = check(
            &json!({
                "webmailHosts": [format!("https://*.{host}/*"), format!("https://{host}/*")],
                "extraGateways": [{ "name": "Ours", "host": host, "parameter": "u", "coding": "percent" }],
            })
            .to_string(),
        );
        let problems = [
            "webmailHosts[0]",
            "webmailHosts[1]",
            "extraGateways[0].host",
        ];
        let named = problems.map(|path| run.errors.matches(path).count());
        assert_eq!(named, [usize::from(!is_own); 3], "{host}: {}", run.errors);
    }
}

#[test]
fn what_is_no_policy_is_told_in_one_line() {
    for (policy, what) in [
        ("", "no JSON"),
        ("{", "no JSON"),
        ("mode: warn", "no JSON"),
        ("null", "has a problem"),
        ("[]", "has a problem"),
    ] {
        let run = check(policy);
        assert_eq!((run.status, run.output.as_str()), (2, ""), "{policy}");
        assert!(run.errors.contains(what), "{policy}: {}", run.errors);
    }
    assert_eq!(
        check("\u{feff}{}").status,
        0,
        "a byte order mark is no problem"
    );
}
