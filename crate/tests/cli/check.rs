//! `check`: every mail of `tests/mails` against what was said of it when somebody last looked, and files that are no mail.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{Run, straightway};

/// The time of the reports in `tests/mails`.
const NOW: &str = "1772442000";

/// Every mail with its name, in order.
pub(super) fn mails() -> Vec<(String, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/mails");
    let mut mails: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "eml"))
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), path))
        .collect();
    mails.sort();
    assert!(mails.len() > 10, "the mails were not found");
    mails
}

/// Checks a mail given as text.
pub(super) fn check(options: &[&str], mail: &[u8]) -> Run {
    straightway(&[&["check", "-"], options].concat(), mail)
}

#[test]
fn every_mail_has_its_report() {
    let is_update = std::env::var_os("UPDATE_MAILS").is_some();
    let mut different = Vec::new();
    for (name, path) in mails() {
        for (form, options) in [
            ("txt", &["--now", NOW][..]),
            ("json", &["--now", NOW, "--json"]),
        ] {
            let run = straightway(&[&["check", path.to_str().unwrap()], options].concat(), b"");
            assert_eq!(run.errors, "", "{name}");
            let report = path.with_extension(form);
            if is_update {
                fs::write(&report, &run.output).unwrap();
            }
            // A Windows checkout may have other line ends.
            let wanted = fs::read_to_string(&report)
                .unwrap_or_default()
                .replace('\r', "");
            if run.output != wanted {
                different.push(format!("{name}.{form} is now:\n{}", run.output));
            }
        }
    }
    assert!(
        different.is_empty(),
        "{}\nIf that is right: UPDATE_MAILS=1 cargo test -p straightway --features cli --test cli",
        different.join("\n")
    );
}

#[test]
fn the_exit_status_tells_whether_something_is_wrong() {
    let wrong = [
        "expired",
        "forwarded",
        "lookalike",
        "safe-redirect-query-gone",
    ];
    for (name, path) in mails() {
        let run = straightway(&["check", path.to_str().unwrap(), "--now", NOW], b"");
        assert_eq!(
            run.status,
            i32::from(wrong.contains(&name.as_str())),
            "{name}"
        );
    }
}

#[test]
fn line_ends_and_wrappings_make_no_difference() {
    for (name, path) in mails() {
        let mail = fs::read(path).unwrap();
        let wanted = check(&["--full"], &mail).output;
        let with_ends = |end: &[u8]| -> Vec<u8> {
            let lines: Vec<_> = mail.split(|byte| *byte == b'\n').collect();
            lines.join(end)
        };
        let from_mbox = [b"From mara Sun Mar  1 09:00:07 2026\n", mail.as_slice()].concat();
        let with_mark = [b"\xef\xbb\xbf\n\n", mail.as_slice()].concat();
        for (what, changed) in [
            ("CRLF", with_ends(b"\r\n")),
            ("CR", with_ends(b"\r")),
            ("CRLF written as text", with_ends(b"\r\r\n")),
            ("mbox", from_mbox),
            ("byte order mark", with_mark),
        ] {
            assert_eq!(
                check(&["--full"], &changed).output,
                wanted,
                "{name}, {what}"
            );
        }
    }
}

#[test]
fn a_mail_written_in_utf16_is_read() {
    let mail = "Subject: x\n\nhttps://id.atlassian.com/invite/p/jira?id=AbC\n";
    for (mark, bytes_of) in [
        (b"\xff\xfe", u16::to_le_bytes as fn(u16) -> [u8; 2]),
        (b"\xfe\xff", u16::to_be_bytes),
    ] {
        let bytes = mail.encode_utf16().flat_map(bytes_of);
        let bytes: Vec<_> = mark.iter().copied().chain(bytes).collect();
        let run = check(&[], &bytes);
        assert_eq!(run.status, 0, "{}", run.errors);
        assert!(run.output.contains("1 whole"), "{}", run.output);
    }
}

#[test]
fn every_cut_of_a_mail_is_survived() {
    for (name, path) in mails() {
        let mail = fs::read(path).unwrap();
        for part in 1..20 {
            let cut = mail.get(..mail.len() * part / 20).unwrap();
            let run = check(&[], cut);
            assert!(
                (0..=2).contains(&run.status),
                "{name}, {part}/20: {}",
                run.errors
            );
        }
    }
}

#[test]
fn the_exit_status_holds_when_nobody_reads_the_report() {
    let (_, mail) = mails()
        .into_iter()
        .find(|(name, _)| name == "lookalike")
        .unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_straightway"))
        .arg("check")
        .arg(mail)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(program.stdout.take());
    let end = program.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&end.stderr), "");
    assert_eq!(end.status.code(), Some(1));
}

/// What mail programs and gateways make of the structure of mails.
#[test]
fn a_link_is_found_however_the_mail_is_put_together() {
    let html = "Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n\
                <a href=3D\"https://id.atlassian.com/invite/p/jira?id=3DAb=\nC\">Accept</a>\n";
    let in_parts =
        |boundary: &str| format!("Content-Type: multipart/mixed{boundary}\n\n--b\n{html}--b--\n");
    let attached = |header: &str| {
        format!(
            "Content-Type: multipart/mixed; boundary=o\n\n--o\n{header}\n\nSubject: y\n{html}--o--\n"
        )
    };
    for body in [
        in_parts("; boundary=b"),
        in_parts("; boundary=other"),
        in_parts(""),
        in_parts("; boundary=b").replace("--b--\n", ""),
        html.replace("Content-Transfer-Encoding: quoted-printable\n", ""),
        html.replace("quoted-printable", "7bit")
            .replace('\n', "\r\n"),
        "Content-Type: text/plain\n\nAccept: https://id.atlassian.com/invite/p/jira?id=3DA=\nbC\n"
            .to_owned(),
        attached("Content-Type: message/rfc822"),
        attached("Content-Type: application/octet-stream; name=Invitation.EML"),
        attached(
            "Content-Type: application/octet-stream\nContent-Disposition: attachment; filename=\"a b.eml\"",
        ),
        "Content-Type: text/enriched\n\n<bold>https://id.atlassian.com/invite/p/jira?id=AbC</bold>\n"
            .to_owned(),
        // The first bytes say that it is UTF-16; the header says nothing.
        "Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n\
         //48AGEAIABoAHIAZQBmAD0AaAB0AHQAcABzADoALwAvAGkAZAAuAGEAdABsAGEAcwBzAGkAYQBuAC4AYwBvAG0ALwBpAG4AdgBpAHQAZQAvAHAALwBqAGkAcgBh\n\
         AD8AaQBkAD0AQQBiAEMAPgBBADwALwBhAD4A\n"
            .to_owned(),
        "Content-Type:\n\nhttps://id.atlassian.com/invite/p/jira?id=AbC\n".to_owned(),
        "Content-Type: text\n\n<a href=https://id.atlassian.com/invite/p/jira?id=AbC>Accept</a>\n"
            .to_owned(),
    ] {
        let run = check(&["--full"], format!("Subject: x\n{body}").as_bytes());
        let link = "https://id.atlassian.com/invite/p/jira?id=AbC";
        assert_eq!(run.status, 0, "{body}\n{}", run.errors);
        assert!(run.output.contains(link), "{body}\n{}", run.output);
    }
}

#[test]
fn what_is_no_mail_is_told_in_one_sentence() {
    let bomb = numbered(5_000, "p#*0*=''a;");
    let bomb = format!("Subject: x\nContent-Type: text/plain; {bomb}\n\nx");
    let deep = "Content-Type: message/rfc822\n\n".repeat(1_000);
    let parts = numbered(
        200,
        "Content-Type: multipart/mixed; boundary=b#x\n\n--b#x\n",
    );
    for (input, what) in [
        (&b""[..], "is empty"),
        (b" \r\n\n", "is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0", ".msg"),
        (b"just a text\nof two lines\n", "not a mail"),
        (b"<pre>Received: x\nSubject: x\n\nx</pre>", "not a mail"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "not a mail"),
        (b"{\"from\": \"x\"}", "not a mail"),
        (
            b"Subject: x\nContent-Type: application/pkcs7-mime\n\nMIIB",
            "no text",
        ),
        (bomb.as_bytes(), "busy"),
        (deep.as_bytes(), "deeper"),
        (parts.as_bytes(), "deeper"),
    ] {
        let run = check(&[], input);
        assert_eq!((run.status, run.output.as_str()), (2, ""), "{what}");
        assert_eq!(run.errors.lines().count(), 1, "{what}: {}", run.errors);
        assert!(
            run.errors.starts_with("straightway: standard input "),
            "{}",
            run.errors
        );
        assert!(
            run.errors.contains(what) && run.errors.ends_with(".\n"),
            "{}",
            run.errors
        );
    }
}

#[test]
fn files_that_cannot_be_read_are_told_in_one_sentence() {
    let folder = env!("CARGO_MANIFEST_DIR");
    for (file, what) in [
        ("no-such-file.eml", "does not exist"),
        (folder, "is a directory"),
    ] {
        let run = straightway(&["check", file], b"");
        assert_eq!((run.status, run.output.as_str()), (2, ""), "{file}");
        assert_eq!(run.errors.lines().count(), 1, "{}", run.errors);
        assert!(run.errors.contains(what), "{}", run.errors);
    }
}

#[test]
fn a_mail_that_is_too_large_is_refused() {
    let mut mail = b"Subject: x\n\n".to_vec();
    mail.resize(64 * 1024 * 1024 + 1, b'x');
    let run = check(&[], &mail);
    assert_eq!(run.status, 2);
    assert!(run.errors.contains("larger than 64 MiB"), "{}", run.errors);
}

/// Texts that would take a careless program minutes.
#[test]
fn hostile_mails_take_no_time() {
    let megabytes = |text: &str| text.repeat(4 * 1024 * 1024 / text.len());
    for (kind, body) in [
        ("plain", megabytes("<http://a")),
        ("plain", megabytes("https://a.example/ ")),
        ("plain", megabytes("https://a.example/(")),
        (
            "plain",
            megabytes(&format!("https://a.example/{}\n", "x".repeat(60))),
        ),
        ("plain; format=flowed", megabytes("> \n")),
        ("html", megabytes("<a href=https://a.example/>")),
        ("html", megabytes("<a href=x")),
        ("html", megabytes("<!--<")),
        ("html", megabytes("&amp")),
    ] {
        let mail = format!("Subject: x\nContent-Type: text/{kind}\n\n{body}");
        let start = std::time::Instant::now();
        let run = check(&[], mail.as_bytes());
        assert!(run.status < 2, "{}", run.errors);
        let front: String = body.chars().take(30).collect();
        assert!(
            start.elapsed().as_secs() < 20,
            "{kind}, {front}: {:?}",
            start.elapsed()
        );
    }
}

/// The text so many times, with its number for each `#`.
fn numbered(count: u32, text: &str) -> String {
    (0..count).fold(String::new(), |all, number| {
        all + &text.replace('#', &number.to_string())
    })
}
