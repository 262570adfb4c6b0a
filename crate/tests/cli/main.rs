//! The native command as people and scripts meet it: the built program, its output, its exit status.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail, and has no public items"
)]

mod check;
mod gateways;
mod lines;
mod policy;
mod redaction;
mod rollout;

use std::io::Write;
use std::process::{Command, Stdio};
use std::thread;

/// What a run of the program left behind.
struct Run {
    status: i32,
    output: String,
    errors: String,
}

/// Runs the program with these arguments and this standard input.
fn straightway(arguments: &[&str], input: &[u8]) -> Run {
    let mut program = Command::new(env!("CARGO_BIN_EXE_straightway"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = program.stdin.take().unwrap();
    let input = input.to_vec();
    // A program that reads nothing closes its end, which is its right.
    let writer = thread::spawn(move || drop(stdin.write_all(&input)));
    let output = program.wait_with_output().unwrap();
    writer.join().unwrap();
    Run {
        status: output.status.code().unwrap(),
        output: String::from_utf8_lossy(&output.stdout).into_owned(),
        errors: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

#[test]
fn help_and_version() {
    for arguments in [
        &["--help"][..],
        &["-h"],
        &["check", "--help"],
        &["decode", "--help"],
        &["judge", "-h"],
        &["gateways", "--help"],
        &["policy", "--help"],
        &["rollout", "--help"],
    ] {
        let run = straightway(arguments, b"");
        assert_eq!((run.status, run.errors.as_str()), (0, ""), "{arguments:?}");
        assert!(run.output.contains("Usage: straightway"), "{arguments:?}");
        assert!(run.output.lines().count() <= 20, "{arguments:?} is short");
        assert!(
            run.output.lines().all(|line| line.len() <= 120),
            "{arguments:?} is narrow"
        );
    }
    let manifest: serde_json::Value =
        serde_json::from_str(include_str!("../../../manifest.json")).unwrap();
    assert_eq!(
        straightway(&["--version"], b"").output,
        format!("straightway {}\n", manifest["version"].as_str().unwrap())
    );
}

#[test]
fn a_command_line_without_sense_is_told_in_one_line() {
    for (arguments, what) in [
        (&[][..], "no task"),
        (&["mend"], "no task mend"),
        (&["--quick"], "--quick"),
        (&["decode", "--now", "1"], "--now"),
        (&["decode", "file"], "file"),
        (&["judge", "--now"], "--now"),
        (&["judge", "--now", "soon"], "soon"),
        (&["check"], "no mail"),
        (&["check", "a.eml", "b.eml"], "b.eml"),
        (&["gateways", "--xml"], "--xml"),
        (&["policy", "--markdown", "--json-schema"], "--json-schema"),
        (&["policy", "no-such-file"], "no-such-file"),
        (&["rollout"], "--out"),
        (&["rollout", "--out", "kit", "--out", "kit"], "--out"),
    ] {
        let run = straightway(arguments, b"");
        assert_eq!((run.status, run.output.as_str()), (2, ""), "{arguments:?}");
        assert_eq!(
            run.errors.lines().count(),
            1,
            "{arguments:?}: {}",
            run.errors
        );
        assert!(run.errors.contains(what), "{arguments:?}: {}", run.errors);
    }
}
