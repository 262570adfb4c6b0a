//! Whatever the link, its label and the webmail's hints: an accepted address is https, on the list, and judged the same again.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use straightway::address::HttpUrl;
use straightway::{Engine, MessageLink, Verdict};

static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::default);

const ACCEPTED: &[&str] = &[
    "id.atlassian.com",
    "track.atlassian.com",
    "bitbucket.org",
    "trello.com",
    "loom.com",
    "www.loom.com",
];

fuzz_target!(|input: (&str, Option<&str>, Option<&str>, Option<u64>)| {
    let (href, label, hint, now) = input;
    let link = MessageLink {
        href: href.to_owned(),
        label: label.map(str::to_owned),
        safe_redirect: hint.map(str::to_owned),
        original_src: None,
    };
    let judgement = ENGINE.judge_link(&link, now);
    assert_eq!(judgement.verdict, judgement.reason.verdict());
    if judgement.verdict == Verdict::Accept {
        let target = judgement.target.expect("an accepted link has a target");
        let url = HttpUrl::parse(&target).expect("a target is an address");
        assert!(url.is_https());
        assert!(ACCEPTED.contains(&url.host().as_str()), "{target}");
        let again = ENGINE.judge_link(&MessageLink::bare(&target), now);
        assert_eq!(again.verdict, Verdict::Accept);
        assert_eq!(again.target.as_deref(), Some(target.as_str()));
        assert!(again.trail.is_empty());
    }
});
