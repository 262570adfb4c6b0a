//! The command line, and the folder that is written to.

use std::fs;

use serde_json::json;

use super::{ALL, CHROME_ID, EDGE_ID, Folder, json_file, kit, rollout};

#[test]
fn what_cannot_be_is_refused_and_nothing_written() {
    let bad_id = format!("chrome={}", &CHROME_ID[1..]);
    for (options, what) in [
        (&[][..], "no browser is given"),
        (&["--browser", "chrome"], "--id chrome="),
        (&["--browser", "safari", "--id", CHROME_ID], "safari"),
        (
            &["--browser", "chrome,", "--id", CHROME_ID],
            "there is no browser",
        ),
        (&["--id", "opera=x"], "opera"),
        (&["--id", "ABC"], "the id ABC"),
        (&["--id", &bad_id], "32 letters"),
        (&["--id", "firefox=no id"], "no id"),
        (&["--id", "{0}"], "{0}"),
        (
            &["--id", CHROME_ID, "--update-url", "http://example.org/"],
            "update address",
        ),
        (
            &["--id", CHROME_ID, "--update-url", "https://example.org/a;b"],
            "update address",
        ),
        (
            &[
                "--id",
                CHROME_ID,
                "--update-url",
                "https://example.org/'\u{1b}",
            ],
            r"\u{1b}",
        ),
        (
            &["--id", CHROME_ID, "--update-url", "https://example.org/"],
            "--package",
        ),
        (
            &["--id", CHROME_ID, "--policy", "no-such-file"],
            "no-such-file",
        ),
        (
            &["--id", CHROME_ID, "--package", "no-such-file"],
            "no-such-file",
        ),
        (&["--id", CHROME_ID, "more"], "more"),
    ] {
        let folder = Folder::new();
        let run = rollout(&folder, options);
        assert_eq!((run.status, run.output.as_str()), (2, ""), "{options:?}");
        assert_eq!(run.errors.lines().count(), 1, "{}", run.errors);
        assert!(run.errors.contains(what), "{options:?}: {}", run.errors);
        assert!(folder.files("").is_empty(), "{options:?}");
    }
}

#[test]
fn every_problem_of_a_policy_is_named_and_nothing_written() {
    let folder = Folder::new();
    let policy = json!({
        "mode": "sometimes",
        "webmailHosts": ["https://mail.example.org/*", "https://*.com/*"],
        "extraGateways": [{ "name": "Ours", "host": "id.atlassian.com", "parameter": "u", "coding": "plain" }],
        "colour": 7,
    });
    let policy = folder.write("policy.json", policy.to_string());
    let run = rollout(&folder, &["--id", CHROME_ID, "--policy", &policy]);
    assert_eq!((run.status, run.output.as_str()), (2, ""));
    for path in [
        "mode: ",
        "webmailHosts[1]: ",
        "extraGateways[0].host: ",
        "colour: ",
    ] {
        assert!(
            run.errors.contains(&format!("\n  {path}")),
            "{}",
            run.errors
        );
    }
    assert!(run.errors.contains("has 4 problems"), "{}", run.errors);
    assert_eq!(folder.files("").len(), 1, "only the policy is there");
}

#[test]
fn browsers_are_those_asked_for_or_those_with_an_id() {
    let edge = format!("edge={EDGE_ID}");
    for (options, wanted) in [
        (&["--id", CHROME_ID][..], "chrome chromium edge"),
        (&["--id", &edge], "edge"),
        (&["--id", "straightway@straightway"], "firefox"),
        (
            &["--id", "{01234567-89ab-cdef-0123-456789abcdef}"],
            "firefox",
        ),
        (&["--browser", "firefox"], "firefox"),
        (
            &["--browser", "chrome,firefox", "--id", CHROME_ID],
            "chrome firefox",
        ),
        (ALL, "chrome chromium edge firefox"),
    ] {
        let files = kit(options, &json!({}));
        let browsers = ["chrome", "chromium", "edge", "firefox"].into_iter();
        let found =
            browsers.filter(|browser| files.contains_key(&format!("{browser}/windows.reg")));
        assert_eq!(found.collect::<Vec<_>>().join(" "), wanted, "{options:?}");
    }
    // An id that is not said to be Edge's is the Chrome Web Store's, for Edge too.
    let shared = kit(&["--id", CHROME_ID], &json!({}));
    let forced = &json_file(&shared, "edge/linux.json")["ExtensionInstallForcelist"][0];
    assert!(
        forced
            .as_str()
            .unwrap()
            .ends_with(";https://clients2.google.com/service/update2/crx")
    );
}

#[test]
fn the_same_command_line_makes_the_same_files() {
    let policy = json!({ "mode": "warn", "organizationName": "Meadow Lark" });
    assert_eq!(kit(ALL, &policy), kit(ALL, &policy));
}

#[test]
fn a_folder_is_only_written_to_where_nothing_is_lost() {
    let folder = Folder::new();
    let write = |options: &[&str]| rollout(&folder, &[ALL, options].concat()).status;
    assert_eq!(write(&[]), 0);
    let first = folder.files("kit");
    // Its own files, untouched, are replaced; what the new kit has not, goes.
    let chrome = rollout(&folder, &["--browser", "chrome", "--id", CHROME_ID]);
    assert_eq!(chrome.status, 0, "{}", chrome.errors);
    assert!(!folder.files("kit").contains_key("firefox/policies.json"));
    assert_eq!(write(&[]), 0);
    assert_eq!(folder.files("kit"), first);

    folder.write("kit/chrome/linux.json", "{}");
    let run = rollout(&folder, ALL);
    assert_eq!(run.status, 2);
    assert!(run.errors.contains("chrome/linux.json"), "{}", run.errors);
    assert_eq!(folder.files("kit")["chrome/linux.json"], b"{}");
    assert_eq!(write(&["--force"]), 0);
    assert_eq!(folder.files("kit"), first);

    // A list of checksums cannot talk it into taking anything away that is outside of the folder.
    let outside = folder.write("outside", "x");
    let list = String::from_utf8(folder.files("kit")["SHA256SUMS"].clone()).unwrap();
    let sum = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";
    folder.write("kit/SHA256SUMS", format!("{list}{sum}  ../outside\n"));
    assert_eq!(write(&[]), 0);
    assert_eq!(fs::read(outside).unwrap(), b"x");

    folder.write("kit/notes.txt", "ours");
    assert_eq!(write(&[]), 2);
    assert_eq!(write(&["--force"]), 0);
    assert_eq!(folder.files("kit")["notes.txt"], b"ours");

    fs::write(folder.path("file"), "x").unwrap();
    let run = super::straightway(
        &["rollout", "--out", &folder.path("file"), "--id", CHROME_ID],
        b"",
    );
    assert_eq!(run.status, 2, "a file is no folder");
}
