//! `straightway policy`: the settings that an organisation can lay down, and whether a file of them is as it should be.

pub(crate) mod file;
mod markdown;
pub(crate) mod schema;
mod shared;
pub(crate) mod words;

use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::process::ExitCode;

use lexopt::Arg::{Long, Short, Value};
use lexopt::Parser;
use serde_json::Value as Json;

use crate::{Asked, Failure};
use file::PolicyFile;

const HELP: &str = "\
Lists the settings that an organisation can lay down by browser policy, or checks a file of them.

Usage: straightway policy [FILE.json | --markdown | --managed-schema | --json-schema]

  FILE.json          settings as an object; - for standard input. Every problem is listed, with its place
  --markdown         the settings as docs/admin/policies.md
  --managed-schema   the schema that the extension hands to the browser
  --json-schema      a JSON Schema for editors

Exit status: 0 the settings are good, 2 they are not, or cannot be read.
";

/// What is asked for.
pub(crate) enum Task {
    List,
    Markdown,
    ManagedSchema,
    JsonSchema,
    Check(OsString),
}

/// Reads the options.
pub(crate) fn parse(parser: &mut Parser) -> Result<Asked<Task>, lexopt::Error> {
    let mut task = Task::List;
    while let Some(argument) = parser.next()? {
        task = match (argument, task) {
            (Short('h') | Long("help"), _) => return Ok(Asked::Help(HELP)),
            (Long("markdown"), Task::List) => Task::Markdown,
            (Long("managed-schema"), Task::List) => Task::ManagedSchema,
            (Long("json-schema"), Task::List) => Task::JsonSchema,
            (Value(file), Task::List) => Task::Check(file),
            (argument, _) => return Err(argument.unexpected()),
        };
    }
    Ok(Asked::For(task))
}

/// Does what is asked.
pub(crate) fn run(task: &Task) -> Result<ExitCode, Failure> {
    let text = match task {
        Task::List => list(),
        Task::Markdown => markdown::document(),
        Task::ManagedSchema => pretty(&schema::managed()),
        Task::JsonSchema => pretty(&schema::for_editors()),
        Task::Check(name) => {
            let file = PolicyFile::read(name)?;
            let count = file.settings().count();
            format!("Good. Settings laid down: {count}.\n")
        }
    };
    io::stdout().write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// JSON as files have it.
pub(crate) fn pretty(value: &Json) -> String {
    format!("{value:#}\n")
}

fn list() -> String {
    let width = words::settings().map(|(key, _)| key.name.len()).max();
    let width = width.unwrap_or(0);
    let mut text = String::new();
    for (key, words) in words::settings() {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{:width$}  {}", key.name, words.title.en);
    }
    text
}
