//! `straightway rollout`: everything that an IT department needs to bring the extension to its browsers, in one folder.
//!
//! A [`target`] is one browser with the extension's id and where it comes from; a [`kit`] is the files for all of them. Each form
//! has its file. Nothing here looks at a clock or draws a number by chance: the same command line gives the same bytes.

mod admx;
mod browser;
mod checksum;
mod folder;
mod intune;
mod json;
mod kit;
mod linux;
mod mac;
mod package;
mod powershell;
mod readme;
mod reg;
mod registry;
mod target;
mod updates;
mod xml;

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use lexopt::Arg::{Long, Short};
use lexopt::{Parser, ValueExt};

use crate::policy::file::PolicyFile;
use crate::{Asked, Failure};
use browser::Browser;
use folder::Refusal;
use kit::Kit;
use package::Package;
use target::Wanted;

const HELP: &str = "\
Writes all that it takes to roll the extension out by policy: for Windows, macOS, Linux, Google's console and Intune.

Usage: straightway rollout --out DIR [options]

  --out DIR             a new or empty folder, or one with a kit that nobody has changed since
  --browser NAME,…      chrome, chromium, edge, firefox or all; without it, those that an id or a package is for
  --id [BROWSER=]ID     the extension's id, 32 letters from a to p, or Firefox's; again for another browser
  --policy FILE.json    the settings; straightway policy lists them
  --package FILE        a .crx or .xpi that you serve yourselves, which names its id and version; again for the other
  --update-url URL      where packages will be served: a folder that ends in /, or an update manifest
  --force               write into a folder that holds other files, too

An id without BROWSER= is from the Chrome Web Store. Without a package, browsers install from their stores.
Exit status: 0 written, 2 nothing is written, and why.
";

/// What is asked for.
pub(super) struct Options {
    out: PathBuf,
    browsers: Vec<Browser>,
    ids: Vec<(Option<Browser>, String)>,
    policy: Option<OsString>,
    packages: Vec<OsString>,
    update_urls: Vec<String>,
    force: bool,
}

/// Reads the options.
pub(super) fn parse(parser: &mut Parser) -> Result<Asked<Options>, lexopt::Error> {
    let mut out: Option<PathBuf> = None;
    let mut policy = None;
    let (mut browsers, mut ids, mut packages, mut update_urls) = (vec![], vec![], vec![], vec![]);
    let mut force = false;
    while let Some(argument) = parser.next()? {
        match argument {
            Long("out") if out.is_none() => out = Some(parser.value()?.into()),
            Long("browser") => browsers.extend(parse_browsers(&parser.value()?.string()?)?),
            Long("id") => ids.push(parse_id(&parser.value()?.string()?)?),
            Long("policy") if policy.is_none() => policy = Some(parser.value()?),
            Long("package") => packages.push(parser.value()?),
            Long("update-url") => update_urls.push(parser.value()?.string()?),
            Long("force") => force = true,
            Short('h') | Long("help") => return Ok(Asked::Help(HELP)),
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(Asked::For(Options {
        out: out.ok_or("no folder is given; --out names it")?,
        browsers,
        ids,
        policy,
        packages,
        update_urls,
        force,
    }))
}

fn parse_browsers(names: &str) -> Result<Vec<Browser>, String> {
    if names == "all" {
        return Ok(Browser::ALL.to_vec());
    }
    names.split(',').map(named_browser).collect()
}

fn parse_id(text: &str) -> Result<(Option<Browser>, String), String> {
    match text.split_once('=') {
        Some((name, id)) => Ok((Some(named_browser(name)?), id.to_owned())),
        None => Ok((None, text.to_owned())),
    }
}

fn named_browser(name: &str) -> Result<Browser, String> {
    Browser::named(name).ok_or_else(|| format!("there is no browser {}", name.escape_debug()))
}

/// Writes the kit, if all that was asked for is good.
pub(super) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let policy = match &options.policy {
        Some(file) => PolicyFile::read(file)?,
        None => PolicyFile::default(),
    };
    let packages = options.packages.iter().map(|file| Package::read(file));
    let wanted = Wanted {
        browsers: options.browsers.clone(),
        ids: options.ids.clone(),
        update_urls: options.update_urls.clone(),
        packages: packages.collect::<Result<_, _>>()?,
    };
    let targets = wanted.targets().map_err(Failure::Unreadable)?;
    let kit = Kit::new(&targets, &policy);
    let out = options.out.display();
    folder::write(&options.out, &kit, options.force).map_err(|refusal| {
        Failure::Unreadable(match refusal {
            Refusal::Foreign(path) => format!(
                "{out} holds {}, which is no kit's, or was changed since; take another folder, or --force",
                path.escape_debug()
            ),
            Refusal::Failed(error) => format!("{out} cannot be written: {error}"),
        })
    })?;
    writeln!(
        io::stdout(),
        "{} files in {out}; README.md tells what to do with them.",
        kit.files.len()
    )?;
    Ok(ExitCode::SUCCESS)
}
