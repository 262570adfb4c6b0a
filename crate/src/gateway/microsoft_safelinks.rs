//! Microsoft Defender Safe Links: `https://<region>.safelinks.protection.outlook.com/?url=<target>&data=…&sdata=…&reserved=0`
//!
//! `url` is percent-encoded once. The same query stands behind `/ap/<letter>-<8 hex>/` for links in Office documents and
//! Teams. `/GetUrlReputation` is what "copy link" gives in some native clients and holds no target.
//!
//! `data` names the recipient; nothing of it is ever used.
//!
//! Sources: atc0005/safelinks, `internal/safelinks/testdata`; demisto/content, `FormatURLApiModule_test.py`; aloneguid/bt
//! issue 36 for the over-encoded separators.

use super::{Coding, Peel, value_of};
use crate::address::Link;

pub(super) fn decode(link: &Link) -> Peel {
    if link.path().eq_ignore_ascii_case("/GetUrlReputation") {
        return Peel::Opaque(None);
    }
    Peel::inner(value_of(link, "url", Coding::Percent).map(|target| {
        // Whoever copied the link may have escaped its separators too, which glues `data=05|01|…` to the target.
        let end = ["&data=", "&amp;data="].iter().find_map(|name| {
            let mut places = target.match_indices(name).map(|(at, _)| at);
            places.find(|at| is_data(target.get(at + name.len()..).unwrap_or_default()))
        });
        target
            .get(..end.unwrap_or(target.len()))
            .unwrap_or_default()
            .to_owned()
    }))
}

/// Whether `value` starts like Safe Links' own record: two digits and a bar.
fn is_data(value: &str) -> bool {
    matches!(value.as_bytes(), [b'0'..=b'9', b'0'..=b'9', b'|', ..])
        || value
            .get(2..5)
            .is_some_and(|bar| bar.eq_ignore_ascii_case("%7C"))
}
