//! Amazon SES: `https://<id>.r.<region>.awstrack.me/L0/<target>/<n>/<message>/<signature>`, and `/CL0/` on the customers' names it
//! was seen on.
//!
//! The target is one segment of the path, encoded; the service's own segments follow.
//!
//! Source: macieklamberski/urlpurify, `amazonSes.test.ts`; M66B/FairEmail, `UriHelper.java`.

use super::{Peel, percent};
use crate::address::Link;

pub(super) fn decode(link: &Link) -> Peel {
    Peel::inner(link.path().split('/').nth(2).map(percent))
}
