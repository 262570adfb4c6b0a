//! `docs/admin/policies.md`: every setting, for administrators.

use std::fmt::Write as _;

use serde_json::Value;
use straightway::policy::Kind;

use super::schema::{default_of, example};
use super::words::settings;

const INTRODUCTION: &str = "\
<!-- Made from crate/src/policy/key.rs and crate/src/bin/straightway/policy/words.rs by `cargo run -p straightway --features cli -- policy --markdown`. -->

# The settings

An organisation lays these down by browser policy, in Chrome, Edge, Chromium and Firefox alike. Every one may be left out. `straightway rollout`
([rollout.md](rollout.md)) writes them in the form that each browser and operating system wants; `straightway policy FILE.json`
checks a file of them.
";

const RULES: &str = "
## How they are read

- A setting that is laid down cannot be changed by the person, by a page or by a message; with `lockSettings`, none can.
- A value of the wrong type or form falls back to the default. A bad entry of a list is left out and the good ones are kept. The
  options page names each with its path, the reason and what is expected.
- A setting that is not known is named there too, and does no harm.
- A list holds up to 200 entries, a text up to 500 characters.
- Chrome, Edge and Chromium hand changes on within seconds. Firefox reads its policies when it starts.
- In the Windows registry a text is a `REG_SZ`, true or false a `REG_DWORD` of 1 or 0 (Chrome does not take the text `true`), a list a
  subkey with values named 1, 2, 3 and so on, and each of `extraGateways` a subkey with its four fields.
";

/// The document.
pub(super) fn document() -> String {
    let rows: Vec<[String; 4]> = settings()
        .map(|(key, words)| {
            [
                format!("[`{0}`](#{1})", key.name, key.name.to_lowercase()),
                type_of(&key.kind).to_owned(),
                format!("`{}`", default_of(key)),
                words.title.en.to_owned(),
            ]
        })
        .collect();
    let head = ["Setting", "Type", "Default", "What it is"].map(str::to_owned);
    let mut text = format!("{INTRODUCTION}\n{}{RULES}", table(&head, &rows));
    for (key, words) in settings() {
        // Writing to a String cannot fail, here and below.
        let _ = write!(
            text,
            "\n## {}\n\n{}. {}\n\n- Type: {}\n",
            key.name,
            words.title.en,
            words.description.en,
            type_of(&key.kind),
        );
        if let Kind::Word(choices, _) = key.kind {
            for (choice, meaning) in choices.iter().zip(words.meanings) {
                let _ = writeln!(text, "  - `{choice}`: {}", uncapitalised(meaning.en));
            }
        } else {
            let _ = writeln!(text, "- Form: {}", key.kind.expected().replace('*', "\\*"));
        }
        let _ = writeln!(text, "- Default: `{}`", default_of(key));
        let _ = writeln!(text, "- Example: `{}`", spaced(&example(words.example)));
    }
    text
}

fn type_of(kind: &Kind) -> &'static str {
    match kind {
        Kind::Word(..) => "one of a few words",
        Kind::Flag(_) => "true or false",
        Kind::Text(_) | Kind::Email(_) | Kind::Url(_) => "text",
        Kind::Webmails(_) | Kind::GatewayIds(_) => "list of texts",
        Kind::Gateways(_) => "list of objects",
    }
}

/// A table with columns as wide as their longest cell, as the project's formatter writes them.
fn table<const N: usize>(head: &[String; N], rows: &[[String; N]]) -> String {
    let widths: Vec<_> = (0..N)
        .map(|at| {
            let cells = rows.iter().chain([head]).filter_map(|row| row.get(at));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        })
        .collect();
    let line = |cells: &[String]| {
        let padded = cells.iter().zip(&widths);
        let padded: Vec<_> = padded
            .map(|(cell, width)| format!("{cell:width$}"))
            .collect();
        format!("| {} |\n", padded.join(" | "))
    };
    let rule: Vec<_> = widths.iter().map(|width| "-".repeat(*width)).collect();
    let body: String = rows.iter().map(|row| line(row)).collect();
    format!("{}{}{body}", line(head), line(&rule))
}

/// JSON on one line, with air.
fn spaced(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members: Vec<_> = members
                .iter()
                .map(|(name, value)| format!("\"{name}\": {}", spaced(value)))
                .collect();
            format!("{{ {} }}", members.join(", "))
        }
        Value::Array(entries) => {
            let entries: Vec<_> = entries.iter().map(spaced).collect();
            format!("[{}]", entries.join(", "))
        }
        plain => plain.to_string(),
    }
}

fn uncapitalised(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|c| c.to_ascii_lowercase());
    first.into_iter().chain(characters).collect()
}
