//! Takes wrappers off a link, one after the other, until none is left or nothing more can be read.

use std::borrow::Cow;

use crate::address::{HttpUrl, Link, NotPlain};
use crate::allowance::Allowance;
use crate::atlassian;
use crate::catalogue::Catalogue;
use crate::gateway::Peel;
use crate::gateway::embedded::{self, Found};
use crate::repair;
use crate::verdict::{Trail, Verdict};

/// The most wrappers that are taken off one link. The deepest seen in real mail is four.
pub const MAX_LAYERS: usize = 8;

/// How unwrapping ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// The text that is left has no wrapper the core knows.
    Bare,
    /// The same, and it has nothing to do with Atlassian either.
    Unrelated,
    /// The text that is left is a known wrapper that does not hold its target.
    Opaque {
        /// Its id.
        gateway: Cow<'static, str>,
        /// The host it gives away.
        hint: Option<String>,
    },
    /// The text that is left has the host and path of a known wrapper, but no address can be read in it.
    Damaged {
        /// Its id.
        gateway: Cow<'static, str>,
    },
    /// The text that is left is a wrapper that the policy leaves alone.
    SwitchedOff,
    /// The text that is left is on a host that imitates a gateway's.
    FakeGateway,
    /// There are more wrappers than [`MAX_LAYERS`], or more to look at than is looked at.
    TooDeep,
}

/// What is left of a link without its wrappers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unwrapped<'a> {
    /// The innermost text that could be read.
    pub text: Cow<'a, str>,
    /// The wrappers taken off.
    pub trail: Trail,
    /// Why it ends here.
    pub end: End,
}

impl Unwrapped<'_> {
    /// The innermost address, if anything was taken off and what is left is a plainly written address.
    pub fn target(&self) -> Option<HttpUrl> {
        if self.trail.is_empty() || self.end == End::TooDeep {
            return None;
        }
        Link::split(&self.text).ok()?;
        HttpUrl::parse(&self.text)
    }
}

/// Takes all wrappers off `text`, which is no longer than [`MAX_LENGTH`].
pub fn unwrap<'a>(text: &'a str, catalogue: &Catalogue) -> Unwrapped<'a> {
    let text = repair::mend(text);
    let allowance = Allowance::of(&text);
    peel(text, catalogue, MAX_LAYERS, &allowance)
}

/// What was in each wrapper of `text`, outermost first, as many as there are; unknown where the generic rule took off
/// several at once.
pub(crate) fn insides(text: &str, catalogue: &Catalogue) -> Vec<Option<String>> {
    let text = repair::mend(text);
    let opened = |layers| {
        let part = peel(text.clone(), catalogue, layers, &Allowance::of(&text));
        (part.trail.len() == layers).then(|| part.text.into_owned())
    };
    let whole = peel(text.clone(), catalogue, MAX_LAYERS, &Allowance::of(&text));
    let Some(innermost) = whole.trail.len().checked_sub(1) else {
        return Vec::new();
    };
    let between = (1..=innermost).map(opened);
    between.chain([Some(whole.text.into_owned())]).collect()
}

fn peel<'a>(
    text: Cow<'a, str>,
    catalogue: &Catalogue,
    layers: usize,
    allowance: &Allowance,
) -> Unwrapped<'a> {
    let mut text = text;
    let mut trail = Trail::new();
    let end = loop {
        let Ok(link) = Link::split(&text) else {
            break End::Bare;
        };
        let wrapper = match catalogue.peel_anchored(&link) {
            None if atlassian::is_destination(link.host()) => break End::Bare,
            None if catalogue.is_imitated_by(&link) => break End::FakeGateway,
            None if atlassian::reads_like_atlassian(link.host()) => break End::Bare,
            None if !catalogue.is_of_interest(&link) => break End::Unrelated,
            None if atlassian::is_proxied(link.host()) => break End::Bare,
            None if atlassian::imitates_atlassian(link.host()) => break End::Bare,
            None => catalogue.peel_unanchored(&link),
            wrapper => wrapper,
        };
        let Some((gateway, peel)) = wrapper else {
            // Nothing of Atlassian's is a wrapper, whatever its address holds.
            if atlassian::is_family(link.host()) {
                break End::Bare;
            }
            if catalogue.is_outgrown_by(&link) {
                break End::FakeGateway;
            }
            let found = match layers - trail.len() {
                // Nothing was looked for, so nobody can say that nothing is there.
                0 => break End::TooDeep,
                left => search(&link, catalogue, left, allowance),
            };
            if let Some(found) = found {
                trail.push(Cow::Borrowed(embedded::ID));
                trail.extend(found.trail);
                text = Cow::Owned(found.text);
            } else if allowance.is_used_up() {
                break End::TooDeep;
            }
            break End::Bare;
        };
        if catalogue.is_switched_off(&gateway) {
            break End::SwitchedOff;
        }
        match peel {
            Peel::Inner(inner) => match readable(inner).filter(|inner| allowance.allows(inner)) {
                _ if trail.len() == layers => break End::TooDeep,
                Some(inner) => {
                    trail.push(gateway);
                    text = Cow::Owned(inner);
                }
                None => break End::Damaged { gateway },
            },
            Peel::Opaque(hint) => break End::Opaque { gateway, hint },
            Peel::NotMine => break End::Damaged { gateway },
        }
    };
    Unwrapped { text, trail, end }
}

/// The generic rule, following wrappers inside as far as layers are left.
fn search(
    link: &Link,
    catalogue: &Catalogue,
    layers: usize,
    allowance: &Allowance,
) -> Option<Found> {
    if catalogue.is_switched_off(embedded::ID) {
        return None;
    }
    embedded::find(link, allowance, &mut |inner| {
        let inner = peel(Cow::Borrowed(inner), catalogue, layers - 1, allowance);
        if inner.end == End::TooDeep {
            allowance.use_up();
        }
        if inner.trail.is_empty() || inner.end != End::Bare {
            return None;
        }
        Found::behind(inner.text.into_owned(), inner.trail)
    })
}

/// The text that a wrapper held, mended and in a form that can be read on, if it is an address at all.
fn readable(inner: String) -> Option<String> {
    let mended = repair::mend(&inner);
    let inner = match repair::restore_slashes(&mended) {
        Cow::Owned(mended) => mended,
        Cow::Borrowed(same) if same.len() == inner.len() => inner,
        Cow::Borrowed(shorter) => shorter.to_owned(),
    };
    match Link::split(&inner) {
        Ok(link) if link.is_serialised() => Some(inner),
        // The browser reads what it would write itself, and so must whoever looks for the next wrapper.
        Ok(_) => HttpUrl::parse(&inner).map(|url| url.as_str().to_owned()),
        Err(NotPlain::OtherScheme) => None,
        // A spelling that hides something is kept as it is, to be told to the reader.
        Err(NotPlain::Odd) if atlassian::judge(&inner, None).verdict == Verdict::Suspicious => {
            Some(inner)
        }
        // A host in another script is as good as any, once it is written as it travels.
        Err(NotPlain::Odd) => HttpUrl::parse(&inner)
            .filter(|url| {
                inner.contains("://") && url.host().labels().any(|label| label.starts_with("xn--"))
            })
            .map(|url| url.as_str().to_owned()),
    }
}

#[cfg(test)]
mod tests;
