//! Whatever the settings: they are read, problems are named, and no gateway of the organisation's own widens the list.
#![no_main]

use libfuzzer_sys::fuzz_target;
use straightway::policy::{MAX_ENTRIES, Policy};
use straightway::setting::Setting;
use straightway::{Engine, MessageLink, Verdict};

fuzz_target!(|input: (&str, &str)| {
    let (json, link) = input;
    let managed = serde_json::from_str::<Setting>(json).unwrap_or(Setting::Nothing);
    let (policy, problems) = Policy::from_managed(&managed);
    assert!(problems.len() <= json.len() + 1);
    assert!(policy.webmail_hosts.len() <= MAX_ENTRIES);
    assert!(policy.extra_gateways.len() <= MAX_ENTRIES);
    let judgement = Engine::new(policy).judge_link(&MessageLink::bare(link), None);
    if judgement.verdict == Verdict::Accept {
        let host = judgement.host.expect("an accepted link has a host");
        assert!(
            host.ends_with("atlassian.com")
                || matches!(
                    host.as_str(),
                    "bitbucket.org" | "trello.com" | "loom.com" | "www.loom.com"
                )
        );
    }
});
