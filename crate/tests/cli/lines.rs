//! `decode` and `judge`: a line for a line, whatever comes.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::thread;

use super::straightway;

const WRAPPED: &str = "https://l.facebook.com/l.php?u=https%3A%2F%2Fid.atlassian.com%2Finvite%2Fp%2Fjira%3Fid%3DAbC&h=x";

#[test]
fn decode_answers_every_line() {
    let input = format!("{WRAPPED}\nhttps://a.example/\r\n\nnot a link\n{WRAPPED}");
    let target = "https://id.atlassian.com/invite/p/jira?id=AbC";
    let run = straightway(&["decode"], input.as_bytes());
    assert_eq!((run.status, run.errors.as_str()), (0, ""));
    let wanted = format!("{target}\nhttps://a.example/\n\nnot a link\n{target}\n");
    assert_eq!(run.output, wanted);
}

#[test]
fn bytes_that_are_no_text_come_back_as_they_are() {
    let input = b"\xff\xfe https://a.example/\x00\n\x80\n";
    let output = Command::new(env!("CARGO_BIN_EXE_straightway"))
        .arg("decode")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .and_then(|mut program| {
            program.stdin.take().unwrap().write_all(input)?;
            program.wait_with_output()
        });
    assert_eq!(output.unwrap().stdout, input);
}

#[test]
fn json_has_the_documented_keys() {
    let line = |arguments: &[&str]| -> serde_json::Value {
        let run = straightway(arguments, WRAPPED.as_bytes());
        serde_json::from_str(&run.output).unwrap()
    };
    let keys = |value: &serde_json::Value| {
        let keys = value.as_object().unwrap().keys();
        keys.cloned().collect::<Vec<_>>().join(" ")
    };
    let decoded = line(&["decode", "--json"]);
    assert_eq!(keys(&decoded), "input target trail opaque");
    assert_eq!(
        decoded.get("trail"),
        Some(&serde_json::json!(["facebook-redirect"]))
    );
    let judged = line(&["judge", "--now", "1772355600"]);
    assert_eq!(
        keys(&judged),
        "input verdict reason target trail gateway hint"
    );
    assert_eq!(judged.get("verdict"), Some(&serde_json::json!("accept")));
}

#[test]
fn an_invitation_expires_only_by_the_time_that_is_given() {
    // {"exp":1700000000}
    let input = concat!(
        "https://id.atlassian.com/signup/invite?signature=eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjE3MDAwMDAwMDB9.c2ln",
        "&continue=https%3A%2F%2Fbitbucket.org%2Fmeadow-lark%2F&application=bitbucket"
    );
    let reason = |arguments: &[&str]| {
        let run = straightway(arguments, input.as_bytes());
        let judged: serde_json::Value = serde_json::from_str(&run.output).unwrap();
        judged
            .get("reason")
            .and_then(|reason| reason.as_str())
            .unwrap()
            .to_owned()
    };
    assert_eq!(reason(&["judge"]), "invitation");
    assert_eq!(reason(&["judge", "--now", "1699999999"]), "invitation");
    assert_eq!(reason(&["judge", "--now=1700000001"]), "expired");
}

#[test]
fn a_reader_that_has_enough_is_no_error() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_straightway"))
        .arg("decode")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = program.stdin.take().unwrap();
    // Until the program notices that nobody reads on, and goes.
    let writer = thread::spawn(move || while writeln!(input, "{WRAPPED}").is_ok() {});
    let mut output = BufReader::new(program.stdout.take().unwrap());
    output.read_line(&mut String::new()).unwrap();
    drop(output);
    writer.join().unwrap();
    let end = program.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&end.stderr), "");
    assert_eq!(end.status.code(), Some(0));
}
