//! PowerShell scripts that lay the policies down, verify them and take them away: what is in `windows/`, with the kit's own data.

use std::fmt::Write as _;

use super::json::extension_settings;
use super::registry::{Data, OWN_NUMBER, extension_key, forcelist_key, keys, settings_key};
use super::target::Target;
use crate::policy::file::PolicyFile;

const COMMON: &str = include_str!("windows/common.ps1");

/// The scripts with their names.
const SCRIPTS: [(&str, &str); 3] = [
    (
        "Install-Straightway.ps1",
        include_str!("windows/install.ps1"),
    ),
    ("Test-Straightway.ps1", include_str!("windows/verify.ps1")),
    ("Remove-Straightway.ps1", include_str!("windows/remove.ps1")),
];

/// The kit's scripts.
pub(super) fn scripts(targets: &[Target], policy: &PolicyFile) -> Vec<(&'static str, Vec<u8>)> {
    let kit = kit(targets, policy);
    SCRIPTS
        .iter()
        .map(|(name, script)| {
            let (head, rest) = script.split_once("#COMMON#\n").unwrap_or((script, ""));
            let (_, body) = rest.split_once("#KIT#\n").unwrap_or_default();
            let script = format!("{head}{COMMON}\n{kit}{body}");
            (*name, encoded(&script))
        })
        .collect()
}

/// The data that the scripts go by.
fn kit(targets: &[Target], policy: &PolicyFile) -> String {
    let mut text = "$Kit = @(\n".to_owned();
    for target in targets {
        let is_chromium = target.browser.is_chromium();
        let forcelist = if is_chromium {
            forcelist_key(target)
        } else {
            String::new()
        };
        let entry = if is_chromium {
            target.forcelist_entry()
        } else {
            String::new()
        };
        let settings = extension_settings(target, policy);
        text.push_str("    @{\n");
        let mut line = |name: &str, value: &str| {
            // Writing to a String cannot fail, here and below.
            let _ = writeln!(text, "        {name} = {value}");
        };
        line("Name", &quoted(&target.browser.to_string()));
        line("PolicyPage", &quoted(target.browser.policy_page()));
        line("Id", &quoted(&target.id));
        line("Policies", &quoted(target.browser.policy_key()));
        line("Forcelist", &quoted(&forcelist));
        line("Entry", &quoted(&entry));
        line("FirstNumber", &OWN_NUMBER.to_string());
        line("ExtensionSettings", &quoted(&settings.to_string()));
        line("ExtensionKey", &quoted(&extension_key(target)));
        line("SettingsKey", &quoted(&settings_key(target)));
        text.push_str("        Install = @(\n");
        if !is_chromium
            && let Some(entry) = settings.get(&target.id).and_then(|entry| entry.as_object())
        {
            for (name, value) in entry {
                let value = value.as_str().unwrap_or_default();
                let _ = writeln!(text, "            {}", value_line(name, &quoted(value)));
            }
        }
        text.push_str("        )\n        Settings = @(\n");
        for key in keys(policy, target) {
            let path = match key.path.as_str() {
                "" => settings_key(target),
                below => format!(r"{}\{below}", settings_key(target)),
            };
            let _ = writeln!(text, "            @{{ Key = {}; Values = @(", quoted(&path));
            for (name, data) in key.values {
                let data = match data {
                    Data::Text(value) => quoted(&value),
                    Data::Number(number) => number.to_string(),
                };
                let _ = writeln!(text, "                {}", value_line(&name, &data));
            }
            text.push_str("            ) }\n");
        }
        text.push_str("        )\n    }\n");
    }
    text.push_str(")\n");
    text
}

fn value_line(name: &str, data: &str) -> String {
    format!("@{{ Name = {}; Data = {data} }}", quoted(name))
}

/// Text that stands for itself. To PowerShell the printers' single quotes are quotes as well.
fn quoted(text: &str) -> String {
    let mut quoted = "'".to_owned();
    for character in text.chars() {
        if matches!(character, '\'' | '\u{2018}'..='\u{201b}') {
            quoted.push(character);
        }
        quoted.push(character);
    }
    quoted.push('\'');
    quoted
}

/// With a byte order mark, without which Windows' own PowerShell reads another coding than UTF-8.
fn encoded(script: &str) -> Vec<u8> {
    format!("\u{feff}{}", script.replace('\n', "\r\n")).into_bytes()
}
