//! A sample kit for people to look at: what of it is made for this policy is in `tests/policy/`, and changes only on purpose.

use std::fs;
use std::path::Path;

use super::{CHROME_ID, Folder, rollout};

/// The files worth looking at. Templates and scripts are too long, and their rules tested.
const SHOWN: &[&str] = &[
    "README.md",
    "chrome/admin-console.json",
    "chrome/extension-settings.json",
    "chrome/intune.md",
    "chrome/linux.json",
    "chrome/straightway.mobileconfig",
    "chrome/windows.reg",
    "firefox/policies.json",
    "firefox/straightway.mobileconfig",
    "firefox/windows.reg",
];

#[test]
fn the_sample_is_as_it_was_when_somebody_last_looked() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/policy");
    let policy = sample.join("policy.json");
    let folder = Folder::new();
    let options = [
        "--browser",
        "chrome,firefox",
        "--id",
        CHROME_ID,
        "--policy",
        policy.to_str().unwrap(),
    ];
    let run = rollout(&folder, &options);
    assert_eq!((run.status, run.errors.as_str()), (0, ""));
    let files = folder.files("kit");
    let is_update = std::env::var_os("UPDATE_POLICY").is_some();
    for name in SHOWN {
        let bytes = &files[*name];
        let text = match bytes.strip_prefix(&[0xff, 0xfe]) {
            Some(units) => {
                let units: Vec<_> = units
                    .chunks(2)
                    .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
                    .collect();
                String::from_utf16(&units).unwrap().replace('\r', "")
            }
            None => String::from_utf8(bytes.clone()).unwrap(),
        };
        let file = sample.join("kit").join(name);
        if is_update {
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, &text).unwrap();
        }
        // A Windows checkout may have other line ends.
        let wanted = fs::read_to_string(&file)
            .unwrap_or_default()
            .replace('\r', "");
        assert!(
            text == wanted,
            "{name} is now:\n{text}\nIf that is right: UPDATE_POLICY=1 cargo test -p straightway --features cli --test cli"
        );
    }
}
