//! Whatever the link: what comes out is an address, not larger than it may be, and has no wrapper left.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use straightway::Engine;
use straightway::address::{HttpUrl, MAX_LENGTH};

static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::default);

fuzz_target!(|link: &str| {
    let decoded = ENGINE.decode(link);
    if let Some(target) = decoded.target {
        assert!(target.len() <= MAX_LENGTH);
        assert!(target.len() <= 64 * link.len().max(1));
        assert!(HttpUrl::parse(&target).is_some_and(|url| url.as_str() == target));
        assert_eq!(
            ENGINE.decode(&target).target,
            None,
            "decoding twice is decoding once"
        );
    }
});
