//! `straightway check`: what became of the invitation in a mail.
//!
//! The mail is read ([`mail`]), its links are judged by the core, and the [`report`] is made of nothing but what [`shown`] lets
//! through. Format and exit status are documented in `docs/check.md`.

mod advice;
mod explanation;
mod html;
mod mail;
mod report;
mod shown;
mod text;

use std::ffi::OsString;
use std::fmt;
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::process::ExitCode;

use lexopt::Arg::{Long, Short, Value};
use lexopt::{Parser, ValueExt};
use straightway::Engine;

use crate::{Asked, Failure};
use report::Report;
use shown::Detail;

const HELP: &str = "\
Tells what became of the Atlassian invitation in a mail, and what to change at the gateway that rewrote it.

Usage: straightway check FILE.eml [--json] [--full] [--now UNIX_SECONDS]

  FILE.eml   a mail, saved as it came: \"Show original\", \"Save as .eml\"; - for standard input
  --json     the same for machines; docs/check.md documents it
  --full     whole addresses and labels; without it nothing of the mail is shown but hosts and words that are no secret
  --now      the time by which invitations expire; without it, expiry is not judged

Exit status: 0 nothing is lost or suspicious, 1 something is, 2 the mail cannot be read.
";

/// The longest mail that is read, in bytes: more than mail servers let through.
const MAX_MAIL: u64 = 64 * 1024 * 1024;

/// What is asked for.
pub(super) struct Options {
    input: OsString,
    json: bool,
    detail: Detail,
    now: Option<u64>,
}

/// Reads the options.
pub(super) fn parse(parser: &mut Parser) -> Result<Asked<Options>, lexopt::Error> {
    let (mut input, mut json, mut detail, mut now) = (None, false, Detail::Redacted, None);
    while let Some(argument) = parser.next()? {
        match argument {
            Value(file) if input.is_none() => input = Some(file),
            Long("json") => json = true,
            Long("full") => detail = Detail::Full,
            Long("now") => now = Some(parser.value()?.parse()?),
            Short('h') | Long("help") => return Ok(Asked::Help(HELP)),
            _ => return Err(argument.unexpected()),
        }
    }
    let input = input.ok_or("no mail is given")?;
    Ok(Asked::For(Options {
        input,
        json,
        detail,
        now,
    }))
}

/// Reads the mail, writes the report, and answers with the exit status.
pub(super) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let name = match options.input.to_str() {
        Some("-") => "standard input".into(),
        _ => options.input.to_string_lossy(),
    };
    let unreadable =
        |why: &dyn fmt::Display| Failure::Unreadable(format!("{} {why}.", name.escape_debug()));
    let bytes = read(options).map_err(|error| unreadable(&CannotRead(error)))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MAX_MAIL {
        return Err(unreadable(&"is larger than 64 MiB, which no mail is"));
    }
    let links = mail::links(bytes).map_err(|why| unreadable(&why))?;
    let report = Report::new(&Engine::default(), &links, options.now, options.detail);

    match write(&report, options.json) {
        // What the report says holds, read to its end or not.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(ExitCode::from(u8::from(!report.is_well()))),
    }
}

fn write(report: &Report, json: bool) -> io::Result<()> {
    let mut output = BufWriter::new(io::stdout().lock());
    if json {
        serde_json::to_writer_pretty(&mut output, report).map_err(io::Error::from)?;
        output.write_all(b"\n")?;
    } else {
        write!(output, "{report}")?;
    }
    output.flush()
}

/// The input, up to one byte more than is accepted.
fn read(options: &Options) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if options.input == "-" {
        io::stdin()
            .lock()
            .take(MAX_MAIL + 1)
            .read_to_end(&mut bytes)?;
    } else {
        File::open(&options.input)?
            .take(MAX_MAIL + 1)
            .read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// Why a file cannot be read, as the rest of a sentence about it.
struct CannotRead(io::Error);

impl fmt::Display for CannotRead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.kind() {
            io::ErrorKind::NotFound => f.write_str("does not exist"),
            io::ErrorKind::IsADirectory => f.write_str("is a directory, not a mail"),
            io::ErrorKind::PermissionDenied => f.write_str("may not be read by you"),
            _ => write!(f, "cannot be read: {}", self.0),
        }
    }
}
