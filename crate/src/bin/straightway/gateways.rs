//! `straightway gateways`: the catalogue, for people. With `--markdown` it writes `docs/gateways.md`.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use lexopt::Arg::{Long, Short};
use lexopt::Parser;
use straightway::gateway::{Carrier, GATEWAYS, Gateway};

use crate::Asked;

const HELP: &str = "\
Lists the mail gateways and other wrappers that are known: id, what of a link can be read, name.

Usage: straightway gateways [--markdown]

  --markdown   as docs/gateways.md, with hosts, sources and how administrators exempt Atlassian
";

/// How the catalogue is written.
#[derive(Clone, Copy)]
pub(super) enum Form {
    List,
    Markdown,
}

/// Reads the options.
pub(super) fn parse(parser: &mut Parser) -> Result<Asked<Form>, lexopt::Error> {
    let mut form = Form::List;
    while let Some(argument) = parser.next()? {
        match argument {
            Long("markdown") => form = Form::Markdown,
            Short('h') | Long("help") => return Ok(Asked::Help(HELP)),
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(Asked::For(form))
}

/// Writes the catalogue.
pub(super) fn run(form: Form) -> io::Result<()> {
    let text = match form {
        Form::List => list(),
        Form::Markdown => markdown(),
    };
    io::stdout().write_all(text.as_bytes())
}

fn list() -> String {
    let width = GATEWAYS.iter().map(|row| row.id.len()).max().unwrap_or(0);
    let mut text = String::new();
    for row in GATEWAYS {
        let (id, state, name) = (row.id, readable(row), row.name);
        // Writing to a String cannot fail, here and below.
        let _ = writeln!(text, "{id:width$}  {state:9}  {name}");
    }
    text
}

/// What of a gateway's links can be read offline.
fn readable(row: &Gateway) -> &'static str {
    match row.carrier {
        Carrier::Opaque(None) => "opaque",
        Carrier::Opaque(Some(_)) => "host only",
        Carrier::Parameter(..) | Carrier::ParameterOrOpaque(..) | Carrier::Code(_) => "decodable",
    }
}

const INTRODUCTION: &str = "\
<!-- Made from crate/src/gateway/table.rs by `cargo run -p straightway --features cli -- gateways --markdown`. -->

# The wrappers Straightway knows

Mail gateways, webmails’ dereferrers, and trackers that hide their target. What can be read of a link, offline:

- **decodable**: the whole address is in the link;
- **host only**: the address is a key to the vendor’s server, but the link names the target’s host;
- **opaque**: nothing about the target is in the link.

Whatever wraps a link without being listed here is still undone by the generic rule, `embedded`, when an Atlassian address
stands in the link: raw, percent-encoded up to three times, or in base64.

“Exempting Atlassian” says where the administrator of the gateway lists hosts that it must not rewrite, as far as the vendor
documents it. The hosts to list are `id.atlassian.com`, `track.atlassian.com` and `*.ss-inf.net`.

How to add one: [adding-a-gateway.md](adding-a-gateway.md).
";

fn markdown() -> String {
    let count = |state| GATEWAYS.iter().filter(|row| readable(row) == state).count();
    let mut text = String::from(INTRODUCTION);
    let _ = writeln!(
        text,
        "\n{} wrappers: {} decodable, {} host only, {} opaque.",
        GATEWAYS.len(),
        count("decodable"),
        count("host only"),
        count("opaque"),
    );
    for row in GATEWAYS {
        let hosts: Vec<_> = row.hosts.iter().map(|host| format!("`{host}`")).collect();
        let _ = writeln!(text, "\n## {}\n", escaped(row.name));
        let _ = writeln!(text, "- Id: `{}`", row.id);
        let _ = writeln!(text, "- Vendor: {}", escaped(row.vendor));
        let _ = writeln!(text, "- Hosts: {}", hosts.join(", "));
        let _ = writeln!(text, "- Can be read: {}", readable(row));
        if let Some(exemption) = row.exemption {
            let _ = writeln!(text, "- Exempting Atlassian: {}", escaped(exemption));
        }
        let _ = writeln!(text, "- Sources: {}", row.sources.join("; "));
    }
    text
}

/// Text of the table that is not Markdown, made so.
fn escaped(text: &str) -> String {
    text.replace('*', "\\*")
}
