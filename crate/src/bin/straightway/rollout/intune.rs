//! The steps in Intune, with every OMA-URI and value of this kit.

use std::fmt::Write as _;

use quick_xml::escape::escape;
use serde_json::Value;

use super::admx::{GATEWAYS, INSTALL, category, file_name, gateway_field, gateway_policy};
use super::browser::Browser;
use super::target::Target;
use crate::policy::file::PolicyFile;

/// What separates the numbers and the values of a list.
const SEPARATOR: &str = "&#xF000;";

/// The steps as Markdown.
pub(super) fn steps(target: &Target, policy: &PolicyFile) -> String {
    let browser = target.browser;
    let (app, file) = (app(browser), file_name(browser));
    let mut text = format!("# Straightway for {browser} by Intune\n\n{}", way(browser));
    let _ = write!(
        text,
        "\n## The template\n\n\
         Devices > Manage devices > Configuration > Import ADMX: `{file}.admx` and `en-US/{file}.adml` (or that of `de-DE`). Then a \
         profile of the type Templates > Imported administrative templates has the settings under \"Straightway ({browser})\".\n\n\
         Every policy is for devices and for users. Assign a profile that uses the device's half to a group of devices, and one that \
         uses the user's half to a group of users; a mix half-applies.\n\n\
         ## The same by OMA-URI\n\n\
         A custom profile for Windows, each row of the type String. The first takes the template in; its value is the whole text of \
         `{file}.admx`.\n\n```text\n\
         ./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/{app}/Policy/straightway\n```\n\n\
         The others, with their values:\n\n```text\n",
    );
    for (name, value) in rows(target, policy) {
        let _ = writeln!(
            text,
            "./Device/Vendor/MSFT/Policy/Config/{app}~Policy~{}/{name}\n{value}\n",
            category(browser)
        );
    }
    text.truncate(text.trim_end().len());
    text.push_str("\n```\n");
    if gateways(policy).len() > GATEWAYS {
        let _ = write!(
            text,
            "\nThe template has room for {GATEWAYS} gateways of your own, and this policy has more: use the scripts in `windows/` for them.\n"
        );
    }
    text.push_str(
        "\n## Verify\n\n\
         On a machine: Settings > Accounts > Access work or school > Info > Sync, then ",
    );
    let _ = writeln!(
        text,
        "{}. `windows/Test-Straightway.ps1` is good as a detection script where the scripts were used.",
        browser.policy_page()
    );
    text
}

/// What to prefer for a browser.
fn way(browser: Browser) -> &'static str {
    match browser {
        Browser::Edge => {
            "Windows lets an imported template write below `Software\\Policies\\Microsoft` only where Microsoft has listed the product. \
             If Intune refuses the template, use `windows/Install-Straightway.ps1` as a platform script in its place: run as the \
             system.\n\n\
             The extension itself is best installed by the settings catalog: Microsoft Edge > Extensions > Control which extensions are \
             installed silently. Its entry is in `linux.json`, under `ExtensionInstallForcelist`.\n"
        }
        Browser::Firefox => {
            "Mozilla's own template installs the extension: import `firefox.admx`, and set Extensions > Extension Management \
             (`ExtensionSettings`) to the text of `extension-settings.json`, or merge it with what is there. The template of this kit has \
             the settings.\n"
        }
        _ => {
            "The settings catalog has the browser's own list of extensions to install (Google Chrome > Extensions > Configure the list of \
             force-installed apps and extensions). Where you use it, add the entry there and leave `install` out here: it is in \
             `linux.json`, under `ExtensionInstallForcelist`.\n"
        }
    }
}

/// The name under which a template is taken in.
fn app(browser: Browser) -> String {
    format!(
        "Straightway{}",
        browser
            .to_string()
            .split(' ')
            .next_back()
            .unwrap_or_default()
    )
}

/// Each policy of the template that this kit sets, with its value.
fn rows(target: &Target, policy: &PolicyFile) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    if target.browser.is_chromium() {
        rows.push((INSTALL.to_owned(), "<enabled/>".to_owned()));
    }
    for (key, value) in policy.settings() {
        let value = match value {
            Value::Bool(true) => "<enabled/>".to_owned(),
            Value::Bool(false) => "<disabled/>".to_owned(),
            Value::String(text) => format!("<enabled/>{}", data(key.name, &escape(text.as_str()))),
            Value::Array(list) if list.iter().all(Value::is_string) => {
                let entries = (1..).zip(list.iter().filter_map(Value::as_str));
                let entries: Vec<_> = entries
                    .map(|(number, text)| format!("{number}{SEPARATOR}{}", escape(text)))
                    .collect();
                format!("<enabled/>{}", data(key.name, &entries.join(SEPARATOR)))
            }
            // The gateways, each a policy of its own.
            _ => continue,
        };
        rows.push((key.name.to_owned(), value));
    }
    for (number, gateway) in (1..=GATEWAYS).zip(gateways(policy)) {
        let fields = gateway.as_object().into_iter().flatten();
        let fields: String = fields
            .filter_map(|(field, value)| {
                let id = gateway_field(number, field);
                Some(data(&id, &escape(value.as_str()?)))
            })
            .collect();
        rows.push((gateway_policy(number), format!("<enabled/>{fields}")));
    }
    rows
}

fn gateways(policy: &PolicyFile) -> Vec<&Value> {
    policy
        .settings()
        .filter(|(key, _)| key.name == "extraGateways")
        .filter_map(|(_, value)| value.as_array())
        .flatten()
        .collect()
}

/// An element's value, which is XML already.
fn data(id: &str, value: &str) -> String {
    format!("<data id=\"{id}\" value=\"{value}\"/>")
}
