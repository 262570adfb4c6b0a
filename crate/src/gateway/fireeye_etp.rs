//! FireEye / Trellix Email Security: `https://protect2.fireeye.com/v1/url?k=…&q=1&e=<uuid>&u=<target>`
//!
//! Two modes, set by the product's `rewrite-escape` switch. Either `u` is percent-encoded, or it starts with a readable
//! scheme and nothing in it is encoded at all: then the target runs to the very end of the link, with its own `&` and `#`,
//! and its escapes are its own. `u` stands last, which makes that safe; where somebody reordered the query, `&k=` ends it.
//!
//! Source: Trellix's documentation of `email-analysis policy rewrite-escape`; links in public mail archives.

use super::{Peel, onward, percent};
use crate::address::{Link, has_scheme};

pub(super) fn decode(link: &Link) -> Peel {
    let Some(rest) = onward(link, "u") else {
        return Peel::NotMine;
    };
    if rest.contains("://") && has_scheme(rest) {
        let end = rest.find("&k=").filter(|at| is_own_key(rest, *at));
        return Peel::inner(rest.get(..end.unwrap_or(rest.len())));
    }
    Peel::inner(
        link.parameter("u")
            .filter(|value| !value.is_empty())
            .map(percent),
    )
}

/// Whether the `&k=` at `at` is FireEye's own: a value of hex groups. The target may have a `k` of its own, and another
/// wrapped link inside has one of the same shape, but in front of an `u` of its own.
fn is_own_key(rest: &str, at: usize) -> bool {
    let value = rest.get(at + 3..).unwrap_or_default();
    let value = value.split(['&', '#']).next().unwrap_or_default();
    let hex_groups = !value.is_empty()
        && value.contains('-')
        && value
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b'-' | b'.'));
    hex_groups && !rest.get(at..).unwrap_or_default().contains("&u=")
}
