//! The gateways in force: the table's, less those the policy switched off, plus those it added, indexed by host.
//!
//! Nearly every link in a mailbox has nothing to do with any of them, so saying no has to be quick: one look into a hash table
//! for each suffix of the host, and one pass over the link for the words without which nothing else can apply.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::address::{Host, Link, has_scheme, owner};
use crate::atlassian;
use crate::gateway::{GATEWAYS, Gateway, HostPattern, Peel, embedded, value_of};
use crate::needles::{self, Needles};
use crate::policy::{CustomGateway, Policy};

/// The gateways in force.
#[derive(Debug)]
pub struct Catalogue {
    /// Rows that are known by their host, by the label that tells whose it is.
    anchored: FxHashMap<&'static str, Vec<&'static Gateway>>,
    /// Rows that are known by the path or the front of the host alone, by the words of which one stands in each of their links;
    /// those that have none are under the empty word.
    unanchored: FxHashMap<&'static str, Vec<&'static Gateway>>,
    /// Gateways of the organisation's own.
    custom: Vec<CustomGateway>,
    /// Ids of gateways that the policy leaves alone. They stay in the index: their links are theirs, and nobody else's to open.
    switched_off: Vec<String>,
    /// Without one of these words, a link is nobody's but an anchored row's.
    words: Needles,
    /// Host names that imitators of gateways spell.
    spelled_names: Needles,
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
        let mut unanchored = anchored.clone();
        let mut names = Vec::new();
        for gateway in GATEWAYS {
            for pattern in gateway.hosts {
                match pattern.owner() {
                    Some(owner) => anchored.entry(owner).or_default().push(gateway),
                    None if gateway.words.is_empty() => {
                        unanchored.entry("").or_default().push(gateway);
                    }
                    None => {
                        for word in gateway.words {
                            unanchored.entry(word).or_default().push(gateway);
                        }
                    }
                }
                names.extend(pattern.name().filter(|name| name.contains('.')));
            }
        }
        let words = atlassian::NAMES
            .iter()
            .chain(embedded::PACKED_NAMES)
            .chain(embedded::ESCAPED_NAMES)
            .chain(GATEWAYS.iter().flat_map(|gateway| gateway.words))
            .copied();
        let words = Needles::new(words);
        let spelled_names = Needles::new(names);
        for rows in anchored.values_mut().chain(unanchored.values_mut()) {
            rows.dedup_by_key(|row| row.id);
        }
        Self {
            anchored,
            unanchored,
            custom: policy.extra_gateways.clone(),
            switched_off: policy.disabled_gateways.clone(),
            words,
            spelled_names,
        }
    }

    /// Takes the outermost wrapper off `link`, if it is one of those known by their host.
    ///
    /// [`Peel::NotMine`] comes back from a wrapper that cannot be anything else and yet cannot be read.
    pub fn peel_anchored(&self, link: &Link) -> Option<(Cow<'static, str>, Peel)> {
        let mut unreadable = None;
        let rows = self.anchored.get(link.host().owner());
        for gateway in rows.into_iter().flatten() {
            if !gateway.matches(link) {
                continue;
            }
            match gateway.peel(link) {
                Peel::NotMine => {
                    unreadable = unreadable.or(Some((Cow::Borrowed(gateway.id), Peel::NotMine)));
                }
                peel => return Some((Cow::Borrowed(gateway.id), peel)),
            }
        }
        for custom in self.custom.iter().filter(|custom| custom.matches(link)) {
            if let Some(inner) = value_of(link, &custom.parameter, custom.coding.into()) {
                return Some((Cow::Owned(custom.name.clone()), Peel::Inner(inner)));
            }
        }
        unreadable
    }

    /// Takes the outermost wrapper off `link`, if it is one of those known by their path.
    pub fn peel_unanchored(&self, link: &Link) -> Option<(Cow<'static, str>, Peel)> {
        let is_family = atlassian::is_family(link.host());
        let mut words = self.words.found_in(link.text());
        words.push("");
        words
            .into_iter()
            .filter_map(|word| self.unanchored.get(word))
            .flatten()
            .filter(|gateway| !(is_family && gateway.runs_anywhere()) && gateway.matches(link))
            .find_map(|gateway| match gateway.peel(link) {
                Peel::NotMine => None,
                peel => Some((Cow::Borrowed(gateway.id), peel)),
            })
    }

    /// Whether anything but an anchored row could apply to `link`. Nearly always not.
    pub fn is_of_interest(&self, link: &Link) -> bool {
        self.words.occur_in(link.text())
            || needles::has_packed_field(link.tail())
            || link.tail().starts_with("/?dmVyP")
    }

    /// Whether the gateway with this id, or the generic rule, is to be left alone.
    pub fn is_switched_off(&self, id: &str) -> bool {
        self.switched_off.iter().any(|off| off == id)
    }

    /// Whether `link` is on a host that spells a gateway's name in front of another: `….outlook.com.evil.example`.
    pub fn is_imitated_by(&self, link: &Link) -> bool {
        let host = link.host().as_str();
        // A gateway's name has two labels at least, and so has the registered name behind it.
        let dots = host.bytes().filter(|byte| *byte == b'.').count();
        if dots < 3 || !self.spelled_names.occur_in(host) {
            return false;
        }
        if atlassian::is_proxied(link.host()) {
            return false;
        }
        // A name in front of another may be a library's proxy; with the gateway's own path it is a forgery.
        let imitates = |name: &str| {
            host.find(name)
                .and_then(|at| host.get(at + name.len()..))
                .is_some_and(|behind| behind.starts_with(['.', '-']))
        };
        GATEWAYS
            .iter()
            .filter(|gateway| {
                gateway
                    .hosts
                    .iter()
                    .filter_map(|pattern| pattern.name())
                    .any(imitates)
            })
            .any(|gateway| gateway.has_path_of(link))
    }

    /// Whether `link`, which is none of theirs, is on a host that a gateway's name has grown into, and is one that the gateway
    /// would open: `examplecudasvc.com/url?a=…`. Many an honest name ends like a gateway's, hence the second condition.
    pub fn is_outgrown_by(&self, link: &Link) -> bool {
        let owner = link.host().owner();
        (0..owner.len())
            .filter_map(|at| self.anchored.get(owner.get(at..)?))
            .flatten()
            .filter(|gateway| {
                let mut patterns = gateway.hosts.iter();
                patterns.any(|pattern| pattern.is_outgrown_by(link.host()))
            })
            .filter(|gateway| gateway.has_path_of(link))
            .any(|gateway| matches!(gateway.peel(link), Peel::Inner(inner) if has_scheme(&inner)))
    }
}

impl HostPattern {
    /// Whether the name it is about, or the registered name in that, ends `host` and is no whole label of it. Among its owner's own
    /// names, only those count that it could have matched: `exmail.qq.com` is as genuine as `mail.qq.com`.
    fn is_outgrown_by(self, host: &Host) -> bool {
        let Some(name) = self.name() else {
            return false;
        };
        let outgrows = |name: &str| {
            let front = host.as_str().strip_suffix(name);
            front.is_some_and(|front| !front.is_empty() && !front.ends_with('.'))
        };
        let registered = name.rfind(owner(name)).and_then(|at| name.get(at..));
        registered.is_some_and(outgrows) || !matches!(self, Self::Exact(_)) && outgrows(name)
    }

    /// The host name that it is about, if it is about one.
    fn name(self) -> Option<&'static str> {
        match self {
            Self::Exact(name)
            | Self::Under(name)
            | Self::Below(name)
            | Self::LabelBelow(_, name)
            | Self::Countries(name) => Some(name),
            Self::LabelPrefix(_) | Self::Any => None,
        }
    }

    /// The [owner](owner) of each host that matches, if that is always the same.
    fn owner(self) -> Option<&'static str> {
        match self {
            Self::Countries(name) => name.rsplit('.').next(),
            _ => self.name().map(owner),
        }
    }
}
