//! `straightway decode` and `straightway judge`: one line in, one line out.
//!
//! They read links from standard input, any bytes accepted, and write one line for each, in order, flushed when the input ends.

use std::borrow::Cow;
use std::io::{self, BufRead, BufWriter, Write};

use lexopt::Arg::{Long, Short};
use lexopt::{Parser, ValueExt};
use serde::Serialize;
use straightway::engine::Decoded;
use straightway::{Engine, Judgement, MessageLink};

use crate::Asked;

const DECODE_HELP: &str = "\
Writes the innermost address of each line of standard input, or the line unchanged when it is no wrapped link.

Usage: straightway decode [--json]

  --json   input, target, trail of wrappers and the wrapper that cannot be opened, as a JSON object for each line
";

const JUDGE_HELP: &str = "\
Writes what each line of standard input is, as a JSON object: input, verdict, reason, target, trail, gateway, hint.

Usage: straightway judge [--now UNIX_SECONDS]

  --now    the time by which invitations expire; without it, expiry is not judged
";

/// What is asked of every line.
pub(super) enum Task {
    Decode { json: bool },
    Judge { now: Option<u64> },
}

/// Reads the options of `decode`.
pub(super) fn parse_decode(parser: &mut Parser) -> Result<Asked<Task>, lexopt::Error> {
    let mut json = false;
    while let Some(argument) = parser.next()? {
        match argument {
            Long("json") => json = true,
            Short('h') | Long("help") => return Ok(Asked::Help(DECODE_HELP)),
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(Asked::For(Task::Decode { json }))
}

/// Reads the options of `judge`.
pub(super) fn parse_judge(parser: &mut Parser) -> Result<Asked<Task>, lexopt::Error> {
    let mut now = None;
    while let Some(argument) = parser.next()? {
        match argument {
            Long("now") => now = Some(parser.value()?.parse()?),
            Short('h') | Long("help") => return Ok(Asked::Help(JUDGE_HELP)),
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(Asked::For(Task::Judge { now }))
}

/// Answers every line of standard input.
pub(super) fn run(task: &Task) -> io::Result<()> {
    let engine = Engine::default();
    let mut input = io::stdin().lock();
    let mut output = BufWriter::with_capacity(64 * 1024, io::stdout().lock());
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        answer(task, &engine, without_line_end(&line), &mut output)?;
        output.write_all(b"\n")?;
        line.clear();
    }
    output.flush()
}

fn answer(task: &Task, engine: &Engine, line: &[u8], output: &mut impl Write) -> io::Result<()> {
    // Nearly every line is UTF-8, which is told faster than it is mended.
    let text =
        std::str::from_utf8(line).map_or_else(|_| String::from_utf8_lossy(line), Cow::Borrowed);
    match *task {
        Task::Decode { json: false } => match engine.decode(&text).target {
            Some(target) => output.write_all(target.as_bytes()),
            None => output.write_all(line),
        },
        Task::Decode { json: true } => {
            let decoded = engine.decode(&text);
            serde_json::to_writer(
                output,
                &DecodedLine {
                    input: &text,
                    decoded: &decoded,
                },
            )
            .map_err(io::Error::from)
        }
        Task::Judge { now } => {
            let judgement = engine.judge_link(&MessageLink::bare(text.as_ref()), now);
            serde_json::to_writer(output, &JudgedLine::new(&text, &judgement))
                .map_err(io::Error::from)
        }
    }
}

fn without_line_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

#[derive(Serialize)]
struct DecodedLine<'a> {
    input: &'a str,
    #[serde(flatten)]
    decoded: &'a Decoded,
}

#[derive(Serialize)]
struct JudgedLine<'a> {
    input: &'a str,
    verdict: &'static str,
    reason: &'static str,
    target: Option<&'a str>,
    trail: &'a [Cow<'static, str>],
    gateway: Option<&'a str>,
    hint: Option<&'a str>,
}

impl<'a> JudgedLine<'a> {
    fn new(input: &'a str, judgement: &'a Judgement) -> Self {
        Self {
            input,
            verdict: judgement.verdict.code(),
            reason: judgement.reason.code(),
            target: judgement.target.as_deref(),
            trail: &judgement.trail,
            gateway: judgement.gateway.as_deref(),
            hint: judgement.hint.as_deref(),
        }
    }
}
