//! Which files a kit has, and what is in them.

use std::collections::BTreeMap;

use serde_json::Value;

use super::browser::Browser;
use super::checksum::sha256;
use super::target::Target;
use super::{admx, intune, json, linux, mac, powershell, readme, reg, updates};
use crate::policy::file::PolicyFile;
use crate::policy::words::Language;
use crate::policy::{pretty, schema};

/// The name of the file that lists the others with their checksums.
pub(super) const CHECKSUMS: &str = "SHA256SUMS";

/// A kit's files by their paths in it, in order.
#[derive(Default)]
pub(super) struct Kit {
    pub(super) files: BTreeMap<String, Vec<u8>>,
}

impl Kit {
    /// The kit for these browsers, with these settings.
    pub(super) fn new(targets: &[Target], policy: &PolicyFile) -> Self {
        let mut kit = Self::default();
        for target in targets {
            kit.add_browser(target, policy);
        }
        for (name, script) in powershell::scripts(targets, policy) {
            kit.add(format!("windows/{name}"), script);
        }
        kit.add("linux/straightway.sh", linux::script(targets));
        kit.add_json("policy.json", &policy.to_json());
        kit.add_json("policy.schema.json", &schema::for_editors());
        kit.add("README.md", readme::text(targets, policy));
        kit.add_checksums();
        kit
    }

    fn add(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), bytes.into());
    }

    fn add_json(&mut self, path: impl Into<String>, value: &Value) {
        self.add(path, pretty(value));
    }

    fn add_browser(&mut self, target: &Target, policy: &PolicyFile) {
        let folder = target.browser.word();
        self.add(
            format!("{folder}/windows.reg"),
            reg::install(target, policy),
        );
        self.add(format!("{folder}/windows-remove.reg"), reg::remove(target));
        for (name, file) in mac::files(target, policy) {
            self.add(format!("{folder}/{name}"), file);
        }
        self.add_json(
            format!("{folder}/extension-settings.json"),
            &json::extension_settings(target, policy),
        );
        match target.browser {
            Browser::Firefox => self.add_json(
                format!("{folder}/policies.json"),
                &json::firefox(target, policy),
            ),
            _ => self.add_json(format!("{folder}/linux.json"), &json::linux(target, policy)),
        }
        if target.browser == Browser::Chrome {
            self.add_json(
                format!("{folder}/admin-console.json"),
                &json::admin_console(policy),
            );
        }
        // Chromium itself is not what Windows' administrators manage.
        if target.browser != Browser::Chromium {
            let name = admx::file_name(target.browser);
            self.add(format!("{folder}/{name}.admx"), admx::admx(target));
            for language in Language::ALL {
                self.add(
                    format!("{folder}/{}/{name}.adml", language.tag()),
                    admx::adml(target, language),
                );
            }
            self.add(format!("{folder}/intune.md"), intune::steps(target, policy));
        }
        if let Some(hosted) = &target.hosted {
            match target.browser {
                Browser::Firefox => {
                    self.add_json("updates/updates.json", &updates::firefox(target, hosted));
                }
                _ => self.add("updates/updates.xml", updates::chromium(target, hosted)),
            }
            let package = &hosted.package;
            self.add(format!("updates/{}", package.name), package.bytes.clone());
        }
    }

    /// Adds the list of the files, as `sha256sum --check` reads it.
    fn add_checksums(&mut self) {
        let list: String = self
            .files
            .iter()
            .flat_map(|(path, bytes)| {
                [
                    sha256(bytes),
                    "  ".to_owned(),
                    path.clone(),
                    "\n".to_owned(),
                ]
            })
            .collect();
        self.add(CHECKSUMS, list);
    }
}
