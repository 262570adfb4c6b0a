//! Proofpoint URL Defense v2: `https://urldefense.proofpoint.com/v2/url?u=<mangled>&d=…&c=…&r=…&m=…&s=…&e=`
//!
//! Mangling: percent-encode, then write `%` as `-` and `/` as `_`. So a real dash is `-2D`, a real underscore `-5F`.
//! Decoding is the reverse in that order; turning `_` into `/` after decoding would hit real underscores.
//!
//! Source: Proofpoint's published `URLDefenseDecode` script; cardi/proofpoint-url-decoder, `decode_test.py`.

use super::{Peel, percent};
use crate::address::Link;

pub(super) fn decode(link: &Link) -> Peel {
    let unmangled = link
        .parameter("u")
        .filter(|mangled| !mangled.is_empty())
        .map(|mangled| percent(&mangled.replace('-', "%").replace('_', "/")));
    Peel::inner(unmangled)
}
