//! OPSWAT `MetaDefender` Email Gateway Security: `https://<any host>/safe-redirect/<address>`
//!
//! OPSWAT documents that the address must be percent-encoded. Glued on raw, the address's query becomes the outer link's own, and
//! a server that forwards only its path drops it: that is how an invitation ends on Atlassian's start page. In the mail nothing
//! is lost yet, since the text still runs to the end of the link. A bare domain is allowed and means https.
//!
//! Atlassian's article "User cannot accept invitation to Bitbucket Cloud" shows such a link and names no vendor; that it is this
//! product's is read from its shape.
//!
//! Source: OPSWAT online help, "Safe URL redirect"; OPSWAT/metadefender-browser-extension, `safe-url.js`.

use super::{Peel, behind, percent, rest_of_path};
use crate::address::{Host, Link, has_encoded_scheme, has_scheme};

pub(super) fn decode(link: &Link) -> Peel {
    let Some(rest) = behind(link, "/safe-redirect/").filter(|rest| !rest.is_empty()) else {
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
    Peel::inner(is_domain.then(|| format!("https://{bare}")))
}
