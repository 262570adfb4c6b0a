//! Facebook and Messenger: `https://l.facebook.com/l.php?u=<target>&h=…`, and the older `/l/<token>/<target without scheme>`
//!
//! Source: macieklamberski/urlpurify, README.

use super::{Coding, Peel, behind, value_of};
use crate::address::{Link, has_encoded_scheme, has_scheme};

pub(super) fn decode(link: &Link) -> Peel {
    if let Some(target) = value_of(link, "u", Coding::Percent) {
        return Peel::Inner(target);
    }
    let target = behind(link, "/l/")
        .and_then(|rest| rest.split_once('/'))
        .map(|(_, target)| target)
        .filter(|target| target.contains('.'));
    Peel::inner(target.map(|target| {
        if has_scheme(target) || has_encoded_scheme(target) {
            super::rest_of_path(target).unwrap_or_default()
        } else {
            format!("http://{target}")
        }
    }))
}
