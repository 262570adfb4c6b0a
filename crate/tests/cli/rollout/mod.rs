//! `rollout`: each file of a kit is read back as the system it is for would read it, and has to say what went in.

mod command;
mod documents;
mod forms;
#[cfg(unix)]
mod linux;
mod packages;
mod powershell;
mod registry;
mod sample;
mod templates;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::Value;

use super::{Run, straightway};

/// An id as the Chrome Web Store gives them.
const CHROME_ID: &str = "abcdefghijklmnopabcdefghijklmnop";

/// One as Edge's store gives them.
const EDGE_ID: &str = "ponmlkjihgfedcbaponmlkjihgfedcba";

/// The one of the extension's manifest.
const GECKO_ID: &str = "straightway@straightway";

/// All browsers, each from its store.
const ALL: &[&str] = &[
    "--browser",
    "all",
    "--id",
    CHROME_ID,
    "--id",
    "edge=ponmlkjihgfedcbaponmlkjihgfedcba",
];

/// A kit's files by their paths.
type Files = BTreeMap<String, Vec<u8>>;

/// A folder of the test's own, gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "{}-{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    /// The path of something in it.
    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    /// All files below a folder in it.
    fn files(&self, name: &str) -> Files {
        let start = self.0.join(name);
        let mut files = Files::new();
        let mut left = vec![start.clone()];
        while let Some(folder) = left.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    left.push(path);
                    continue;
                }
                let name = path.strip_prefix(&start).unwrap().to_str().unwrap();
                files.insert(name.replace('\\', "/"), fs::read(&path).unwrap());
            }
        }
        files
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Runs the task in a folder, writing to `kit` there.
fn rollout(folder: &Folder, options: &[&str]) -> Run {
    straightway(
        &[&["rollout", "--out", &folder.path("kit")], options].concat(),
        b"",
    )
}

/// The kit for a policy.
fn kit(options: &[&str], policy: &Value) -> Files {
    let folder = Folder::new();
    let policy = folder.write("policy.json", policy.to_string());
    let run = rollout(&folder, &[options, &["--policy", &policy]].concat());
    assert_eq!((run.status, run.errors.as_str()), (0, ""));
    folder.files("kit")
}

/// A JSON file of a kit.
fn json_file(files: &Files, path: &str) -> Value {
    serde_json::from_slice(&files[path]).unwrap()
}
