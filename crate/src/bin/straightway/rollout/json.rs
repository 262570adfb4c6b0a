//! The forms that are JSON: policy files, what the Admin console takes, and what a browser's own policy about extensions says.

use serde_json::{Map, Value, json};

use super::browser::Browser;
use super::target::Target;
use crate::manifest;
use crate::policy::file::PolicyFile;

/// The most hosts that Edge reads of a list.
const MAX_HOSTS: usize = 100;

/// The entry of `ExtensionSettings` that installs the extension, shows it, and lets it work where others may not.
pub(super) fn extension_settings(target: &Target, policy: &PolicyFile) -> Value {
    let mut entry = Map::new();
    let mut put = |name: &str, value: Value| entry.insert(name.to_owned(), value);
    put("installation_mode", json!("force_installed"));
    if target.browser == Browser::Firefox {
        put("install_url", json!(target.install_url));
        if let Some(hosted) = &target.hosted {
            put("update_url", json!(hosted.update_url));
        }
        put("default_area", json!("navbar"));
    } else {
        put("update_url", json!(target.install_url));
        if target.hosted.is_some() {
            put("override_update_url", json!(true));
        }
        // One wrong word here and the browser drops the whole policy: each has its own.
        match target.browser {
            Browser::Edge => put("toolbar_state", json!("force_shown")),
            _ => put("toolbar_pin", json!("force_pinned")),
        };
        put(
            "runtime_allowed_hosts",
            json!(allowed_hosts(target, policy)),
        );
    }
    json!({ target.id.as_str(): entry })
}

/// The hosts to work on, as patterns without a path: Atlassian's, the organisation's by its policy and by its own build, and
/// the webmails.
fn allowed_hosts(target: &Target, policy: &PolicyFile) -> Vec<String> {
    let (atlassian, webmails): (Vec<_>, Vec<_>) = manifest::hosts()
        .into_iter()
        .partition(|pattern| pattern.contains(".atlassian.com/"));
    let own = policy
        .settings()
        .filter(|(key, _)| key.name == "webmailHosts")
        .filter_map(|(_, value)| value.as_array())
        .flatten()
        .filter_map(|pattern| pattern.as_str().map(str::to_owned));
    let packaged = target.hosted.iter();
    let packaged = packaged.flat_map(|hosted| hosted.package.hosts.iter().cloned());
    let mut hosts: Vec<String> = Vec::new();
    for pattern in atlassian
        .into_iter()
        .chain(own)
        .chain(packaged)
        .chain(webmails)
    {
        // One wrong word here and the browser drops the whole policy.
        let Some(host) = pattern
            .strip_prefix("https://")
            .and_then(|rest| rest.strip_suffix("/*"))
        else {
            continue;
        };
        let host = format!("*://{host}");
        if hosts.len() < MAX_HOSTS && !hosts.contains(&host) {
            hosts.push(host);
        }
    }
    hosts
}

/// The file that Chromium reads on Linux.
pub(super) fn linux(target: &Target, policy: &PolicyFile) -> Value {
    json!({
        "ExtensionInstallForcelist": [target.forcelist_entry()],
        "3rdparty": { "extensions": { target.id.as_str(): policy.to_json() } },
    })
}

/// Firefox's `policies.json`.
pub(super) fn firefox(target: &Target, policy: &PolicyFile) -> Value {
    json!({ "policies": firefox_policies(target, policy) })
}

/// The policies in it.
pub(super) fn firefox_policies(target: &Target, policy: &PolicyFile) -> Value {
    json!({
        "ExtensionSettings": extension_settings(target, policy),
        "3rdparty": { "Extensions": { target.id.as_str(): policy.to_json() } },
    })
}

/// What Google's Admin console takes as an extension's policy.
pub(super) fn admin_console(policy: &PolicyFile) -> Value {
    let settings = policy
        .settings()
        .map(|(key, value)| (key.name.to_owned(), json!({ "Value": value })));
    Value::Object(settings.collect())
}
