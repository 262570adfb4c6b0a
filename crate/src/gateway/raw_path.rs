//! Products that put the target behind a fixed part of the path: OPSWAT MetaDefender's `/safe-redirect/`, Menlo's isolation,
//! Amazon SES's `/L0/` and its relatives.
//!
//! OPSWAT documents that the address must be percent-encoded; glued on raw, the target's query becomes the outer link's own, and a
//! server that forwards only its path drops it. That is how an invitation ends on Atlassian's start page. In the mail nothing is
//! lost yet: the text still runs to the end of the link.
//!
//! Sources: OPSWAT online help, "Safe URL redirect"; OPSWAT/metadefender-browser-extension, `safe-url.js`; links in public
//! repositories for Menlo; FairEmail, `UriHelper.java`, for SES.

use super::{
    Coding, Peel, has_encoded_scheme, has_scheme, onward, percent, rest_of_path, value_of,
};
use crate::address::{Host, Link};
use crate::codec;

/// `https://<any host>/safe-redirect/<address>`; a bare domain is allowed and means https.
pub(super) fn opswat(link: &Link) -> Peel {
    let Some(rest) = super::behind(link, "/safe-redirect/").filter(|rest| !rest.is_empty()) else {
        return Peel::NotMine;
    };
    if has_scheme(rest) || has_encoded_scheme(rest) {
        return Peel::inner(rest_of_path(rest));
    }
    let bare = if rest.contains(['/', '?']) {
        rest.to_owned()
    } else {
        percent(rest)
    };
    let name = bare.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let is_domain = Host::plain(name).is_some_and(|host| host.as_str().contains('.'));
    if is_domain {
        Peel::Inner(format!("https://{bare}"))
    } else {
        Peel::NotMine
    }
}

/// `https://safe.menlosecurity.com/https://host/path?query#fragment`: everything behind the first slash, verbatim.
pub(super) fn menlo(link: &Link) -> Peel {
    let rest = link
        .tail()
        .strip_prefix('/')
        .filter(|rest| has_scheme(rest) || has_encoded_scheme(rest));
    Peel::inner(rest.and_then(rest_of_path))
}

/// `https://<id>.r.<region>.awstrack.me/L0/<target>/<n>/<message>/<signature>`, and `/CL0/` on the customers' names it was seen on.
pub(super) fn amazon_ses(link: &Link) -> Peel {
    let path = link.path();
    let segment = path
        .get(1..)
        .and_then(|path| path.split_once('/'))
        .filter(|(front, _)| front.eq_ignore_ascii_case("L0") || front.eq_ignore_ascii_case("CL0"))
        .and_then(|(_, rest)| rest.split('/').next());
    Peel::inner(segment.map(percent))
}

/// `https://<id>.mjt.lu/lnk/<token>/<n>/<hash>/<base64url>`.
pub(super) fn last_segment_base64(link: &Link) -> Peel {
    Peel::inner(link.path().rsplit('/').next().and_then(codec::base64_text))
}

/// `https://<host>/v1/<64 hex>/<target, encoded>`.
pub(super) fn third_segment(link: &Link) -> Peel {
    Peel::inner(link.path().split('/').nth(3).map(percent))
}

/// `https://<any host>/click/<id>/<base64url>/<hash>`.
pub(super) fn sailthru(link: &Link) -> Peel {
    let target = link.path().split('/').nth(3).and_then(codec::base64_text);
    Peel::inner(target.filter(|text| has_scheme(text)))
}

/// `https://buttondown-NNNN.com/c/<base64url of "id|id|address|recipient">`.
pub(super) fn buttondown(link: &Link) -> Peel {
    let fields = link.path().split('/').nth(2).and_then(codec::base64_text);
    Peel::inner(fields.and_then(|fields| fields.split('|').nth(2).map(str::to_owned)))
}

/// `https://<any host>/apps/mail/redirect?src=<target>`: written unencoded, so it runs to the end of the link. The server itself
/// reads only up to the first inner `&`.
pub(super) fn nextcloud_mail(link: &Link) -> Peel {
    Peel::inner(onward(link, "src").and_then(|rest| {
        if rest.contains("://") {
            Some(rest.to_owned())
        } else {
            rest_of_path(rest)
        }
    }))
}

/// `https://link.zixcentral.com/u/<8 hex>/<id>?u=<target>`; without `u` the id is a key to a server's table.
pub(super) fn zix(link: &Link) -> Peel {
    value_of(link, "u", Coding::Percent).map_or(Peel::Opaque(None), Peel::Inner)
}

/// `https://href.li/?<target, raw>`: the whole query is the address.
pub(super) fn whole_query(link: &Link) -> Peel {
    Peel::inner(link.query_and_fragment().and_then(rest_of_path))
}
