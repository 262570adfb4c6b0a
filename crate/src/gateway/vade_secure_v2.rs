//! Vade Secure v2: `https://antiphishing.vadesecure.com/2/<base64 of recipient|code>/<target without scheme>`
//!
//! The scheme is not in the link; https is assumed. Later versions carry the target in `u` and are rows of the table.
//!
//! Source: macieklamberski/urlpurify, `vadeSecure.test.ts`.

use super::Peel;
use crate::address::{Link, has_encoded_scheme, has_scheme};

pub(super) fn decode(link: &Link) -> Peel {
    let target = super::behind(link, "/2/")
        .and_then(|rest| rest.split_once('/'))
        .map(|(_, target)| target)
        .filter(|target| !target.is_empty());
    Peel::inner(target.map(|target| {
        if has_scheme(target) || has_encoded_scheme(target) {
            super::rest_of_path(target).unwrap_or_default()
        } else {
            format!("https://{target}")
        }
    }))
}
