//! The native command: one line in, one line out.
//!
//! `straightway decode` and `straightway judge` read links from standard input, any bytes accepted, and write one line for each,
//! in order, flushed when the input ends.

use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{self, BufRead, BufWriter, Write};
use std::process::ExitCode;

use serde::Serialize;
use straightway::engine::Decoded;
use straightway::{Engine, Judgement, MessageLink};

const USAGE: &str = "\
usage: straightway decode [--json]   innermost address of each line of standard input, or the line unchanged
       straightway judge [--now UNIX_SECONDS]
                                     what each line is, as JSON; without --now, expiry is not judged
";

/// What is asked for.
enum Task {
    Decode { json: bool },
    Judge { now: Option<u64> },
}

fn main() -> ExitCode {
    let result = match parse(std::env::args_os().skip(1)) {
        Ok(task) => run(&task),
        Err(usage) => {
            // There is nowhere to report that standard error is closed.
            let _ = io::stderr().write_all(usage.as_bytes());
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads has enough; `head` is not an error.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "straightway: {error}");
            ExitCode::from(2)
        }
    }
}

fn parse(mut arguments: impl Iterator<Item = OsString>) -> Result<Task, &'static str> {
    let task = arguments.next().ok_or(USAGE)?;
    let mut task = match task.to_str() {
        Some("decode") => Task::Decode { json: false },
        Some("judge") => Task::Judge { now: None },
        _ => return Err(USAGE),
    };
    while let Some(argument) = arguments.next() {
        match (&mut task, argument.to_str()) {
            (Task::Decode { json }, Some("--json")) => *json = true,
            (Task::Judge { now }, Some("--now")) => {
                let value = arguments.next().ok_or(USAGE)?;
                let seconds = value.to_str().and_then(|text| text.parse().ok());
                *now = Some(seconds.ok_or(USAGE)?);
            }
            _ => return Err(USAGE),
        }
    }
    Ok(task)
}

fn run(task: &Task) -> io::Result<()> {
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
