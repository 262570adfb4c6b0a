//! Packages that an organisation serves itself: what is read from them, and what browsers are told.

use std::io::Write;

use roxmltree::Document;
use serde_json::json;

use super::{CHROME_ID, EDGE_ID, Folder, json_file, rollout};

/// A package's content: a zip file with this manifest.
fn archive(manifest: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = rawzip::ZipArchiveWriter::new(&mut bytes);
    for (name, text) in [("background.js", ""), ("manifest.json", manifest)] {
        let (mut entry, config) = archive.new_file(name).start().unwrap();
        let mut writer = config.wrap(&mut entry);
        writer.write_all(text.as_bytes()).unwrap();
        let (_, descriptor) = writer.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap();
    bytes
}

/// A `.crx` of the id `abcd…`: the header with nothing but the id in it, and the archive.
fn crx(manifest: &str) -> Vec<u8> {
    let id: Vec<u8> = [0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef].repeat(2);
    let signed = [&[0x0a, 16][..], &id].concat();
    // A proof of a signature before it, as real ones have.
    let proof = [0x12, 3, 0x0a, 1, 0];
    let header = [&proof[..], &[0x82, 0xf1, 0x04, 18], &signed].concat();
    let length = u32::try_from(header.len()).unwrap().to_le_bytes();
    [&b"Cr24\x03\0\0\0"[..], &length, &header, &archive(manifest)].concat()
}

/// A manifest as an organisation's own build has it.
const MANIFEST: &str = r#"{
    "version": "1.2.3",
    "host_permissions": ["https://mail.google.com/*", "https://mail.example.org/*", "<all_urls>"],
    "update_url": "https://ext.example.org/a/updates.xml",
    "browser_specific_settings": {
        "gecko": { "id": "own@example.org", "update_url": "https://ext.example.org/a/updates.json" }
    }
}"#;

/// The SHA-256 of a file by another way than the command's own code.
fn listed_checksum(sums: &[u8], path: &str) -> String {
    let sums = std::str::from_utf8(sums).unwrap();
    let line = sums.lines().find(|line| line.ends_with(path)).unwrap();
    line.split(' ').next().unwrap().to_owned()
}

#[test]
fn packages_name_id_version_and_checksum_themselves() {
    let folder = Folder::new();
    let crx = folder.write("own-1.2.3.crx", crx(MANIFEST));
    let xpi = folder.write("own-1.2.3.xpi", archive(MANIFEST));
    let run = rollout(
        &folder,
        &[
            "--package",
            &crx,
            "--package",
            &xpi,
            "--update-url",
            "https://ext.example.org/a/",
        ],
    );
    assert_eq!((run.status, run.errors.as_str()), (0, ""));
    let files = folder.files("kit");
    assert_eq!(files["updates/own-1.2.3.crx"], std::fs::read(&crx).unwrap());
    assert_eq!(files["updates/own-1.2.3.xpi"], std::fs::read(&xpi).unwrap());

    let updates =
        Document::parse(std::str::from_utf8(&files["updates/updates.xml"]).unwrap()).unwrap();
    let root = updates.root_element();
    assert!(root.has_tag_name(("http://www.google.com/update2/response", "gupdate")));
    assert_eq!(root.attribute("protocol"), Some("2.0"));
    let app = root.first_element_child().unwrap();
    assert_eq!(app.attribute("appid"), Some(CHROME_ID));
    let check = app.first_element_child().unwrap();
    let sum = listed_checksum(&files["SHA256SUMS"], "updates/own-1.2.3.crx");
    for (name, value) in [
        ("codebase", "https://ext.example.org/a/own-1.2.3.crx"),
        ("version", "1.2.3"),
        ("hash_sha256", &sum),
        ("prodversionmin", "121"),
    ] {
        assert_eq!(check.attribute(name), Some(value));
    }
    let sum = listed_checksum(&files["SHA256SUMS"], "updates/own-1.2.3.xpi");
    let wanted = json!({ "addons": { "own@example.org": { "updates": [{
        "version": "1.2.3",
        "update_link": "https://ext.example.org/a/own-1.2.3.xpi",
        "update_hash": format!("sha256:{sum}"),
        "applications": { "gecko": { "strict_min_version": "140.0" } },
    }] } } });
    assert_eq!(json_file(&files, "updates/updates.json"), wanted);

    for browser in ["chrome", "chromium", "edge"] {
        let forced =
            &json_file(&files, &format!("{browser}/linux.json"))["ExtensionInstallForcelist"][0];
        assert_eq!(
            *forced,
            format!("{CHROME_ID};https://ext.example.org/a/updates.xml")
        );
        let settings = &json_file(&files, &format!("{browser}/extension-settings.json"))[CHROME_ID];
        assert_eq!(settings["override_update_url"], true);
        let allowed = settings["runtime_allowed_hosts"].as_array().unwrap();
        for (host, times) in [
            ("mail.google.com", 1),
            ("mail.example.org", 1),
            ("<all_urls>", 0),
        ] {
            let is_it = |allowed: &&serde_json::Value| **allowed == format!("*://{host}");
            assert_eq!(allowed.iter().filter(is_it).count(), times, "{host}");
        }
    }
    let firefox = &json_file(&files, "firefox/policies.json")["policies"]["ExtensionSettings"]["own@example.org"];
    assert_eq!(
        firefox["install_url"],
        "https://ext.example.org/a/own-1.2.3.xpi"
    );
    assert_eq!(
        firefox["update_url"],
        "https://ext.example.org/a/updates.json"
    );
}

#[test]
fn what_does_not_fit_together_is_refused() {
    let folder = Folder::new();
    let good = folder.write("own.crx", crx(MANIFEST));
    let server = ["--update-url", "https://ext.example.org/a/"];
    let edge = format!("edge={EDGE_ID}");
    let with_server = |options: &[&str]| rollout(&folder, &[options, &server].concat());
    let cases = [
        (rollout(&folder, &["--package", &good]), "--update-url"),
        (
            with_server(&["--package", &good, "--id", &edge]),
            "is told to look for",
        ),
        (
            with_server(&[
                "--package",
                &good,
                "--browser",
                "firefox",
                "--update-url",
                "https://ext.example.org/u.json",
            ]),
            "--package",
        ),
        (
            with_server(&["--package", &folder.write("a b.crx", "")]),
            "named like a package",
        ),
        (
            with_server(&["--package", &folder.write("own.zip", "")]),
            "named like a package",
        ),
        (
            with_server(&["--package", &folder.write("empty.crx", "")]),
            "neither",
        ),
        (
            with_server(&["--package", &folder.write("cut.crx", &crx(MANIFEST)[..30])]),
            "neither",
        ),
        (
            with_server(&["--package", &folder.write("no.crx", crx("["))]),
            "no manifest",
        ),
        (
            with_server(&[
                "--package",
                &folder.write("no.xpi", archive(r#"{ "version": "1" }"#)),
            ]),
            "its id",
        ),
        (
            with_server(&[
                "--package",
                &folder.write("v.crx", crx(r#"{ "version": "one" }"#)),
            ]),
            "its version",
        ),
    ];
    for (run, what) in cases {
        assert_eq!((run.status, run.output.as_str()), (2, ""), "{what}");
        assert!(run.errors.contains(what), "{what}: {}", run.errors);
    }
    // An update manifest's own address; Firefox stays with its store.
    let address = "http://127.0.0.1:8000/any/name.xml";
    let own = folder.write(
        "own.crx",
        crx(&format!(
            r#"{{ "version": "1", "update_url": "{address}" }}"#
        )),
    );
    let options = [
        "--package",
        &own,
        "--update-url",
        address,
        "--browser",
        "chrome,firefox",
    ];
    assert_eq!(rollout(&folder, &options).status, 0);
    let files = folder.files("kit");
    let forced = &json_file(&files, "chrome/linux.json")["ExtensionInstallForcelist"][0];
    assert_eq!(*forced, format!("{CHROME_ID};{address}"));
    assert!(!files.contains_key("updates/updates.json"));
}

#[test]
fn a_package_that_would_never_be_updated_is_refused_or_told_of() {
    let folder = Folder::new();
    let silent = r#"{ "version": "1.2.3", "browser_specific_settings": { "gecko": { "id": "own@example.org" } } }"#;
    let server = ["--update-url", "https://ext.example.org/a/"];
    for manifest in [
        silent.to_owned(),
        MANIFEST.replace("/a/updates.xml", "/b/updates.xml"),
    ] {
        let package = folder.write("own.crx", crx(&manifest));
        let run = rollout(&folder, &[&["--package", &package], &server[..]].concat());
        assert_eq!((run.status, run.output.as_str()), (2, ""));
        assert!(run.errors.contains(
            "own.crx does not look for newer versions at https://ext.example.org/a/updates.xml"
        ));
    }
    for (manifest, is_told) in [(MANIFEST, false), (silent, true)] {
        let package = folder.write("own.xpi", archive(manifest));
        assert_eq!(
            rollout(&folder, &[&["--package", &package], &server[..]].concat()).status,
            0
        );
        let readme = String::from_utf8(folder.files("kit")["README.md"].clone()).unwrap();
        assert_eq!(readme.contains("Firefox before 151"), is_told);
    }
}

#[test]
fn cut_and_changed_packages_never_make_it_panic() {
    let folder = Folder::new();
    let whole = crx(MANIFEST);
    for at in (0..whole.len()).step_by(7) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xff;
        for bytes in [&whole[..at], &bytes] {
            let package = folder.write("own.crx", bytes);
            let run = rollout(
                &folder,
                &[
                    "--package",
                    &package,
                    "--update-url",
                    "https://ext.example.org/a/",
                    "--force",
                ],
            );
            assert!([0, 2].contains(&run.status), "{at}: {}", run.errors);
        }
    }
}
