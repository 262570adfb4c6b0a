//! Postmark: `https://click.pstmrk.it/<2|3><flags>/<target, encoded, without scheme>/…`
//!
//! A flag `s` says that the scheme is https.
//!
//! Source: lyubomyr-shaydariv/uu-webext, `postmark.js`.

use super::{Peel, percent};
use crate::address::Link;

pub(super) fn decode(link: &Link) -> Peel {
    let mut segments = link.path().split('/').skip(1);
    let (Some(flags), Some(target)) = (segments.next(), segments.next()) else {
        return Peel::NotMine;
    };
    if !flags.starts_with(['2', '3']) || flags.len() > 6 || !target.contains('.') {
        return Peel::NotMine;
    }
    let scheme = if flags.contains('s') { "https" } else { "http" };
    Peel::Inner(format!("{scheme}://{}", percent(target)))
}
