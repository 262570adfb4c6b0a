//! The script for Linux, run below a folder of the test's own.

use std::process::Command;

use serde_json::json;

use super::{ALL, Folder, rollout};

/// Runs the script; its exit status and all it says.
fn script(folder: &Folder, task: &str) -> (i32, String) {
    let run = Command::new("sh")
        .args([&folder.path("kit/linux/straightway.sh"), task])
        .env("ROOT", folder.path("root"))
        .output()
        .unwrap();
    let said = [run.stdout, run.stderr].concat();
    (run.status.code().unwrap(), String::from_utf8(said).unwrap())
}

/// A kit, and a machine to bring it to, on which Chromium was put in a place of its own.
fn machine() -> Folder {
    let folder = Folder::new();
    assert_eq!(rollout(&folder, ALL).status, 0);
    std::fs::create_dir_all(folder.path("root/etc/chromium-browser")).unwrap();
    folder
}

#[test]
fn it_installs_verifies_and_removes() {
    let folder = machine();
    assert_eq!(script(&folder, "verify").0, 1);
    for _ in 0..2 {
        let (status, said) = script(&folder, "install");
        assert_eq!(status, 0, "{said}");
        assert_eq!(script(&folder, "verify").0, 0);
    }
    let (files, kit) = (folder.files("root"), folder.files("kit"));
    for (place, source) in [
        (
            "etc/opt/chrome/policies/managed/straightway.json",
            "chrome/linux.json",
        ),
        (
            "etc/chromium-browser/policies/managed/straightway.json",
            "chromium/linux.json",
        ),
        (
            "etc/opt/edge/policies/managed/straightway.json",
            "edge/linux.json",
        ),
        (
            "etc/firefox/policies/policies.json",
            "firefox/policies.json",
        ),
    ] {
        assert_eq!(files[place], kit[source], "{place}");
    }
    // And by what Firefox's file is known again.
    assert_eq!(files.len(), 5);
    assert_eq!(script(&folder, "remove").0, 0);
    assert!(folder.files("root").is_empty());
    assert_eq!(script(&folder, "mend").0, 2);
}

#[test]
fn it_leaves_what_others_have_put_there() {
    let folder = machine();
    let others = [
        (
            "etc/opt/chrome/policies/managed",
            "it.json",
            json!({ "ExtensionInstallForcelist": ["other"] }),
        ),
        (
            "etc/firefox/policies",
            "policies.json",
            json!({ "policies": {} }),
        ),
    ];
    for (place, name, policy) in &others {
        std::fs::create_dir_all(folder.path(&format!("root/{place}"))).unwrap();
        folder.write(&format!("root/{place}/{name}"), policy.to_string());
    }
    let before = folder.files("root");
    let (status, said) = script(&folder, "install");
    assert_eq!(status, 1);
    for (_, name, _) in &others {
        assert!(said.contains(name), "{said}");
    }
    let during = folder.files("root");
    assert_eq!(during.len(), 4, "Chromium and Edge have theirs: {during:?}");
    assert_eq!(
        script(&folder, "remove").0,
        1,
        "Firefox's file is not the kit's"
    );
    assert_eq!(folder.files("root"), before);
}

#[test]
fn a_newer_kit_takes_the_place_of_an_older_one() {
    let folder = machine();
    assert_eq!(script(&folder, "install").0, 0);
    folder.write("policy.json", r#"{ "mode": "off" }"#);
    let policy = format!("--policy={}", folder.path("policy.json"));
    let newer: Vec<_> = ALL.iter().copied().chain([policy.as_str()]).collect();
    assert_eq!(rollout(&folder, &newer).status, 0);
    assert_eq!(script(&folder, "verify").0, 1);
    let (status, said) = script(&folder, "install");
    assert_eq!(status, 0, "{said}");
    assert_eq!(script(&folder, "verify").0, 0);

    let file = "root/etc/firefox/policies/policies.json";
    folder.write(file, r#"{ "policies": {} }"#);
    assert_eq!(script(&folder, "install").0, 1, "somebody has changed it");
    assert_eq!(script(&folder, "remove").0, 1);
    assert!(
        folder
            .files("root")
            .contains_key("etc/firefox/policies/policies.json")
    );
}
