//! Mandrill: `https://mandrillapp.com/track/click/<account>/<host>?p=<base64url of JSON>`; older `/track/click.php?url=`
//!
//! The JSON's field `p` is JSON text again, with the target in `url`. The path repeats the bare host.
//!
//! Source: lyubomyr-shaydariv/uu-webext, `mandrill.js`.

use super::{Coding, Peel, value_of};
use crate::address::{Host, Link};
use crate::{codec, json};

pub(super) fn decode(link: &Link) -> Peel {
    if let Some(target) = value_of(link, "url", Coding::Percent) {
        return Peel::Inner(target);
    }
    let target = link
        .parameter("p")
        .and_then(codec::base64_text)
        .and_then(|json| json::text(&json, "p"))
        .and_then(|json| json::text(&json, "url"));
    let hint = || {
        let name = link.path().rsplit('/').next()?;
        let host = Host::plain(name)?;
        host.as_str()
            .contains('.')
            .then(|| host.as_str().to_owned())
    };
    target.map_or_else(|| Peel::Opaque(hint()), Peel::Inner)
}
