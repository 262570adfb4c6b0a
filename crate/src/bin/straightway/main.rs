//! The native command: what the core knows, for terminals, scripts and people who look after mail.
//!
//! Each task has its file. They share the exit status: 2 when the command line or the input cannot be read.

mod check;
mod gateways;
mod lines;
mod manifest;
mod policy;
mod rollout;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use lexopt::Arg::{Long, Short, Value};
use lexopt::Parser;

const HELP: &str = "\
Tells what is behind the links of a mail: which gateway rewrote them, and whether an Atlassian invitation survived.
Works offline: it opens no connection and follows no link.

Usage: straightway <task> [options]

Tasks:
  check FILE.eml   what became of the invitation in a mail, and what to change at the gateway
  decode           the innermost address of each line of standard input
  judge            what each line of standard input is, as JSON
  gateways         the mail gateways and other wrappers it knows
  policy           the settings an organisation can lay down; checks a file of them
  rollout          a kit that brings the extension to an organisation's browsers

straightway <task> --help tells more. --version prints the version.
";

/// What a command line asks for.
enum Task {
    Print(&'static str),
    Version,
    Check(check::Options),
    Lines(lines::Task),
    Gateways(gateways::Form),
    Policy(policy::Task),
    Rollout(rollout::Options),
}

/// Why a task could not be done.
enum Failure {
    /// The command line makes no sense.
    Usage(lexopt::Error),
    /// The input cannot be read, for the reason in this sentence.
    Unreadable(String),
    /// The output cannot be written.
    Output(io::Error),
}

impl From<lexopt::Error> for Failure {
    fn from(error: lexopt::Error) -> Self {
        Self::Usage(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

fn main() -> ExitCode {
    let arguments = std::env::args_os().skip(1);
    let why = match parse(arguments).and_then(|task| run(&task)) {
        Ok(status) => return status,
        // Whoever reads has enough; `head` is not an error.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            return ExitCode::SUCCESS;
        }
        Err(Failure::Output(error)) => error.to_string(),
        Err(Failure::Unreadable(sentence)) => sentence,
        Err(Failure::Usage(error)) => format!("{error}; straightway --help tells what there is"),
    };
    // There is nowhere to report that standard error is closed.
    let _ = writeln!(io::stderr(), "straightway: {why}");
    ExitCode::from(2)
}

fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Task, Failure> {
    let mut parser = Parser::from_args(arguments);
    let task = match parser.next()? {
        None => return Err(Failure::Usage("no task is given".into())),
        Some(Value(name)) => match name.to_str() {
            Some("check") => check::parse(&mut parser)?.map(Task::Check),
            Some("decode") => lines::parse_decode(&mut parser)?.map(Task::Lines),
            Some("judge") => lines::parse_judge(&mut parser)?.map(Task::Lines),
            Some("gateways") => gateways::parse(&mut parser)?.map(Task::Gateways),
            Some("policy") => policy::parse(&mut parser)?.map(Task::Policy),
            Some("rollout") => rollout::parse(&mut parser)?.map(Task::Rollout),
            _ => {
                return Err(Failure::Usage(
                    format!("there is no task {}", name.display()).into(),
                ));
            }
        },
        Some(Short('h') | Long("help")) => Asked::Help(HELP),
        Some(Short('V') | Long("version")) => Asked::For(Task::Version),
        Some(other) => return Err(other.unexpected().into()),
    };
    Ok(match task {
        Asked::For(task) => task,
        Asked::Help(text) => Task::Print(text),
    })
}

fn run(task: &Task) -> Result<ExitCode, Failure> {
    match task {
        Task::Print(text) => io::stdout().write_all(text.as_bytes())?,
        Task::Version => writeln!(io::stdout(), "straightway {}", manifest::version())?,
        Task::Check(options) => return check::run(options),
        Task::Lines(task) => lines::run(task)?,
        Task::Gateways(form) => gateways::run(*form)?,
        Task::Policy(task) => return policy::run(task),
        Task::Rollout(options) => return rollout::run(options),
    }
    Ok(ExitCode::SUCCESS)
}

/// What a task's part of the command line asks for: the task, or its help.
enum Asked<T> {
    For(T),
    Help(&'static str),
}

impl<T> Asked<T> {
    fn map<U>(self, wrap: impl FnOnce(T) -> U) -> Asked<U> {
        match self {
            Self::For(task) => Asked::For(wrap(task)),
            Self::Help(text) => Asked::Help(text),
        }
    }
}
