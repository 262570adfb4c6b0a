//! Google's redirector: `https://www.google.<tld>/url?q=<target>&source=gmail&…`, search's `url=`, and AMP's `/amp/s/<target>`.
//!
//! Gmail leaves `: / ? ,` raw in `q` and escapes `= & # + %`. A search page has words in `q`, so the value must start with a
//! scheme. In the AMP form the outer query belongs to the target.
//!
//! Source: links in public mail archives; FairEmail, `UriHelper.java`.

use super::{Coding, Peel, value_of};
use crate::address::{Link, has_scheme};

pub(super) fn decode(link: &Link) -> Peel {
    let path = link.path();
    if path == "/url" {
        let target = ["q", "url"]
            .iter()
            .filter_map(|name| value_of(link, name, Coding::Percent))
            .find(|value| has_scheme(value));
        return Peel::inner(target);
    }
    let amp = super::behind(link, "/amp/").filter(|rest| !rest.is_empty());
    Peel::inner(amp.map(|rest| match rest.strip_prefix("s/") {
        Some(rest) => format!("https://{rest}"),
        None => format!("http://{rest}"),
    }))
}
