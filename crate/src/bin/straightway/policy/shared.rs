//! Hosts below which strangers have hosts of their own, such as `github.io`, by Mozilla's list of public suffixes. Natively
//! only: the core tells such a host by its form alone, since the list is larger than the core itself.

use straightway::policy::{PolicyProblem, ProblemReason};
use straightway::setting::Setting;

/// Names each such host in these settings.
pub(super) fn problems(managed: &Setting) -> Vec<PolicyProblem> {
    let lists = fields(managed)
        .iter()
        .filter_map(|(key, value)| match value {
            Setting::List(entries) => Some((key, entries)),
            _ => None,
        });
    let entries = lists.flat_map(|(key, entries)| {
        let numbered = entries.iter().enumerate();
        numbered.map(move |(at, entry)| (key.as_str(), at, entry))
    });
    entries
        .filter_map(|(key, at, entry)| {
            let (path, host) = match key {
                "webmailHosts" => (format!("{key}[{at}]"), host_of(entry.as_text()?)?),
                "extraGateways" => (format!("{key}[{at}].host"), gateway_host(entry)?),
                _ => return None,
            };
            (psl::suffix_str(host) == Some(host)).then(|| PolicyProblem {
                path,
                reason: ProblemReason::BadEntry,
                expected: "a host below which nobody else has one".to_owned(),
                found: "a public suffix",
            })
        })
        .collect()
}

fn fields(value: &Setting) -> &[(String, Setting)] {
    match value {
        Setting::Object(fields) => fields,
        _ => &[],
    }
}

/// The host that a webmail's pattern names.
fn host_of(pattern: &str) -> Option<&str> {
    let host = pattern.strip_prefix("https://")?.strip_suffix("/*")?;
    Some(host.strip_prefix("*.").unwrap_or(host))
}

fn gateway_host(gateway: &Setting) -> Option<&str> {
    let (_, host) = fields(gateway).iter().find(|(name, _)| name == "host")?;
    host.as_text()
}
