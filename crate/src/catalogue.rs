//! The gateways in force: the table's, less those the policy switched off, plus those it added, indexed by host.
//!
//! Nearly every link in a mailbox has nothing to do with any of them, so saying no has to be quick: one look into a hash table
//! for each suffix of the host, and one pass over the link for the few words that could make it interesting.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::address::{Host, Link};
use crate::atlassian;
use crate::gateway::{GATEWAYS, Gateway, HostPattern, Peel, value_of};
use crate::needles::Needles;
use crate::policy::{CustomGateway, Policy};

/// The gateways in force.
#[derive(Debug)]
pub struct Catalogue {
    /// Rows by the host name, or the end of one, that they are anchored to.
    anchored: FxHashMap<&'static str, Vec<&'static Gateway>>,
    /// Rows that are known by the path or the front of the host alone.
    unanchored: Vec<&'static Gateway>,
    /// Gateways of the organisation's own.
    custom: Vec<CustomGateway>,
    needles: Needles,
}

impl Default for Catalogue {
    fn default() -> Self {
        Self::new(&Policy::default())
    }
}

impl Catalogue {
    /// Builds the index.
    pub fn new(policy: &Policy) -> Self {
        let mut anchored: FxHashMap<&'static str, Vec<&'static Gateway>> = FxHashMap::default();
        let mut unanchored = Vec::new();
        let enabled = GATEWAYS
            .iter()
            .filter(|gateway| !policy.disabled_gateways.iter().any(|id| id == gateway.id));
        for gateway in enabled {
            for pattern in gateway.hosts {
                match *pattern {
                    HostPattern::Exact(name)
                    | HostPattern::Under(name)
                    | HostPattern::Below(name)
                    | HostPattern::LabelBelow(_, name)
                    | HostPattern::Countries(name) => {
                        let rows = anchored.entry(name).or_default();
                        if !rows.iter().any(|row| std::ptr::eq(*row, gateway)) {
                            rows.push(gateway);
                        }
                    }
                    HostPattern::LabelPrefix(_) | HostPattern::Any => unanchored.push(gateway),
                }
            }
        }
        Self {
            anchored,
            unanchored,
            custom: policy.extra_gateways.clone(),
            needles: Needles::new(),
        }
    }

    /// Takes the outermost wrapper off `link`; `None` when it has none that is known.
    ///
    /// [`Peel::NotMine`] comes back only from a wrapper that is known by its host, and so cannot be anything else.
    pub fn peel(&self, link: &Link) -> Option<(Cow<'static, str>, Peel)> {
        let mut damaged = None;
        for gateway in self.candidates(link.host()) {
            if !gateway.matches(link) {
                continue;
            }
            match gateway.peel(link) {
                Peel::NotMine => damaged = damaged.or(Some(gateway.id)),
                peel => return Some((Cow::Borrowed(gateway.id), peel)),
            }
        }
        for custom in self.custom.iter().filter(|custom| custom.matches(link)) {
            if let Some(inner) = value_of(link, &custom.parameter, custom.coding.into()) {
                return Some((Cow::Owned(custom.name.clone()), Peel::Inner(inner)));
            }
        }
        let is_family = atlassian::is_family(link.host());
        for gateway in &self.unanchored {
            if gateway.matches(link)
                && !(is_family && gateway.runs_anywhere())
                && let peel @ (Peel::Inner(_) | Peel::Opaque(_)) = gateway.peel(link)
                && !self.is_imitated_by(link)
                && !atlassian::imitates_atlassian(link.host())
            {
                return Some((Cow::Borrowed(gateway.id), peel));
            }
        }
        damaged.map(|id| (Cow::Borrowed(id), Peel::NotMine))
    }

    /// Rows anchored to `host` or to a name above it.
    fn candidates(&self, host: &Host) -> impl Iterator<Item = &'static Gateway> {
        suffixes(host.as_str())
            .filter_map(|suffix| self.anchored.get(suffix))
            .flatten()
            .copied()
    }

    /// Whether the generic rule could find anything in `link`: none of its words means no.
    pub fn may_embed(&self, link: &Link) -> bool {
        self.needles.occur_in(link.tail())
    }

    /// Whether `link` is on a host that spells a gateway's name in front of another: `….outlook.com.evil.example`.
    pub fn is_imitated_by(&self, link: &Link) -> bool {
        let host = link.host().as_str();
        // A gateway's name has two labels at least, and so has the registered name behind it.
        if host.bytes().filter(|byte| *byte == b'.').count() < 3 {
            return false;
        }
        self.anchored.keys().any(|name| {
            host.find(name)
                .and_then(|at| host.get(at + name.len()..))
                .is_some_and(|behind| behind.starts_with(['.', '-']) && name.contains('.'))
        })
    }
}

/// `a.b.c`, `b.c`, and, for redirectors under many countries' names, the fronts `a.b` and `a`.
fn suffixes(host: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(host);
    let suffixes = std::iter::from_fn(move || {
        let current = rest?;
        rest = current.split_once('.').map(|(_, behind)| behind);
        Some(current)
    });
    let fronts = host.match_indices('.').filter_map(|(at, _)| host.get(..at));
    suffixes.chain(fronts)
}
