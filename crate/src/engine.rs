//! The one question the outside asks: what are these links?

use std::borrow::Cow;

use serde::Serialize;

use crate::address::{Host, MAX_LENGTH};
use crate::atlassian::{self, is_family};
use crate::catalogue::Catalogue;
use crate::gateway::embedded;
use crate::message::{Message, MessageLink};
use crate::policy::{Mode, Policy};
use crate::unwrap::{End, Unwrapped, insides, unwrap};
use crate::verdict::{Judgement, Reason, Trail, Verdict};

/// Answers for one policy. Immutable: a new policy makes a new engine.
///
/// ```
/// use straightway::{Engine, MessageLink, Reason};
///
/// let engine = Engine::default();
/// let wrapped = MessageLink::bare(
///     "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fid.atlassian.com%2Finvite%2Fp%2Fconfluence%3Fid%3DAbC&data=05",
/// );
/// let judgement = engine.judge_link(&wrapped, None);
/// assert_eq!(judgement.reason, Reason::SharedInvitation);
/// assert_eq!(judgement.target.as_deref(), Some("https://id.atlassian.com/invite/p/confluence?id=AbC"));
/// assert_eq!(judgement.trail, ["microsoft-safelinks"]);
/// ```
#[derive(Debug, Default)]
pub struct Engine {
    policy: Policy,
    catalogue: Catalogue,
}

/// What `decode` finds: the innermost address, whether or not it may be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decoded {
    /// The innermost address behind the wrappers; none when there is no wrapper that can be opened.
    pub target: Option<String>,
    /// The wrappers taken off.
    pub trail: Trail,
    /// The wrapper that could not be opened.
    pub opaque: Option<OpaqueWrapper>,
}

/// A wrapper that does not hold its target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpaqueWrapper {
    /// Its id.
    pub gateway: Cow<'static, str>,
    /// The host it gives away.
    pub hint: Option<String>,
}

impl Engine {
    /// An engine that follows `policy`.
    pub fn new(policy: Policy) -> Self {
        let catalogue = Catalogue::new(&policy);
        Self { policy, catalogue }
    }

    /// The policy it follows.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Judges every link of a message, in order.
    pub fn judge(&self, message: &Message) -> Vec<Judgement> {
        let sender = message.sender.as_deref();
        let is_unlisted = sender.is_some_and(atlassian::is_unlisted_sender);
        message
            .links
            .iter()
            .map(|link| self.judge_link(link, message.now))
            .map(|judgement| Judgement {
                unlisted_sender: is_unlisted && judgement.verdict != Verdict::Other,
                ..judgement
            })
            .collect()
    }

    /// Judges one link; `now` in seconds since 1970, if expiry is to be judged.
    pub fn judge_link(&self, link: &MessageLink, now: Option<u64>) -> Judgement {
        if self.policy.mode == Mode::Off {
            return Judgement::new(Reason::PolicyOff);
        }
        if link.href.len() > MAX_LENGTH {
            return Judgement::new(Reason::TooLong);
        }
        let unwrapped = unwrap(&link.href, &self.catalogue);
        if unwrapped.end == End::Unrelated && unwrapped.trail.is_empty() {
            return Judgement::new(Reason::Unrelated);
        }
        // The generic rule finds what it finds in gateways that nobody has a name for.
        let gateway = unwrapped
            .trail
            .iter()
            .find(|id| *id != embedded::ID)
            .cloned();
        let judgement = judge_unwrapped(&unwrapped, link, now);
        let judgement = Judgement {
            gateway: judgement.gateway.or(gateway),
            trail: unwrapped.trail,
            ..judgement
        };
        if judgement.verdict == Verdict::Accept && !self.hints_agree(&judgement, link) {
            return judgement.because(Reason::HintDisagrees);
        }
        judgement
    }

    /// Whether [`judge_link`](Self::judge_link) may have anything to say of a link to `href`, whatever else is known of it.
    ///
    /// ```
    /// let engine = straightway::Engine::default();
    /// assert!(engine.is_worth_judging("https://id.atlassian.com"));
    /// assert!(!engine.is_worth_judging("https://news.example.com/2024/05/title"));
    /// ```
    pub fn is_worth_judging(&self, href: &str) -> bool {
        // Without a label, the benefit of every doubt is given.
        let judgement = self.judge_link(&MessageLink::bare(href), None);
        !matches!(
            judgement.reason,
            Reason::Unrelated | Reason::NotAWebLink | Reason::TooLong | Reason::PolicyOff
        )
    }

    /// What is behind the wrappers of `href`.
    pub fn decode(&self, href: &str) -> Decoded {
        if href.len() > MAX_LENGTH {
            return Decoded {
                target: None,
                trail: Trail::new(),
                opaque: None,
            };
        }
        let unwrapped = unwrap(href, &self.catalogue);
        let target = unwrapped.target().map(String::from);
        let opaque = match unwrapped.end {
            End::Opaque { gateway, hint } => Some(OpaqueWrapper { gateway, hint }),
            _ => None,
        };
        let trail = if target.is_some() || opaque.is_some() {
            unwrapped.trail
        } else {
            Trail::new()
        };
        Decoded {
            target,
            trail,
            opaque,
        }
    }

    /// The addresses on the way of `href`: what was in each wrapper that was taken off, outermost first, where it is known.
    ///
    /// ```
    /// let twice = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%253A%252F%252Fid.atlassian.com%252Finvite%252Fp%252Fjira%253Fid%253DAbC&data=05";
    /// let way = straightway::Engine::default().way(twice);
    /// assert_eq!(way.len(), 2);
    /// assert!(way[0].as_deref().is_some_and(|held| held.starts_with("https://www.google.com/url?q=")));
    /// assert_eq!(way[1].as_deref(), Some("https://id.atlassian.com/invite/p/jira?id=AbC"));
    /// ```
    pub fn way(&self, href: &str) -> Vec<Option<String>> {
        if href.len() > MAX_LENGTH {
            return Vec::new();
        }
        insides(href, &self.catalogue)
    }

    /// Whether what the webmail notes beside the link, if anything, leads to the same target.
    fn hints_agree(&self, judgement: &Judgement, link: &MessageLink) -> bool {
        [&link.safe_redirect, &link.original_src]
            .into_iter()
            .flatten()
            .filter(|hint| !hint.is_empty() && hint.len() <= MAX_LENGTH)
            .all(|hint| {
                let inner = unwrap(hint, &self.catalogue);
                let target = atlassian::judge(&inner.text, None).target;
                target.is_some() && target == judgement.target
            })
    }
}

fn judge_unwrapped(unwrapped: &Unwrapped, link: &MessageLink, now: Option<u64>) -> Judgement {
    match &unwrapped.end {
        End::Unrelated => Judgement::new(Reason::Unrelated),
        End::SwitchedOff => Judgement::new(Reason::PolicyOff),
        End::TooDeep => Judgement::new(Reason::TooDeep),
        End::FakeGateway => Judgement::new(Reason::FakeGateway),
        End::Damaged { gateway } => Judgement {
            gateway: Some(gateway.clone()),
            ..Judgement::new(damage(unwrapped, link))
        },
        End::Opaque { gateway, hint } => {
            let hint_host = hint.as_deref().and_then(Host::plain);
            let reason = if link.says_unsubscribe() && hint_host.is_none_or(|host| is_family(&host))
            {
                Reason::Unsubscribe
            } else if may_hide_invitation(hint.as_deref(), link) {
                Reason::TargetNotInLink
            } else {
                Reason::UnrelatedOpaque
            };
            Judgement {
                gateway: Some(gateway.clone()),
                hint: hint.clone(),
                ..Judgement::new(reason)
            }
        }
        End::Bare => judge_bare(unwrapped, link, now),
    }
}

fn judge_bare(unwrapped: &Unwrapped, link: &MessageLink, now: Option<u64>) -> Judgement {
    let judgement = atlassian::judge(&unwrapped.text, now);
    let has_proxy_suffix = unwrapped
        .trail
        .iter()
        .any(|id| id == "microsoft-mcas" || id == "defender-cloud-apps-mcas");
    // Behind a gateway that is behind the proxy, a page of Atlassian's is an everyday thing.
    let is_site_behind_proxy = judgement.reason == Reason::OtherAtlassian
        && unwrapped
            .trail
            .last()
            .is_some_and(|id| id == "microsoft-mcas");
    match judgement.reason {
        reason
            if has_proxy_suffix && reason.verdict() != Verdict::Other || is_site_behind_proxy =>
        {
            judgement.because(Reason::ProxySuffix)
        }
        Reason::Tracked | Reason::OtherAtlassian if link.says_unsubscribe() => {
            judgement.because(Reason::Unsubscribe)
        }
        // Other people's pages, trackers and logins are everyday things unless they are dressed as an invitation.
        Reason::UserContent if !link.may_be_invitation() => {
            judgement.because(Reason::OtherAtlassian)
        }
        Reason::Tracked | Reason::SignIn
            if unwrapped.trail.is_empty() && !link.may_be_invitation() =>
        {
            judgement.because(Reason::OtherAtlassian)
        }
        _ => judgement,
    }
}

/// What a wrapper is that holds nothing readable: a damaged invitation when Atlassian's name is in it.
fn damage(unwrapped: &Unwrapped, link: &MessageLink) -> Reason {
    let names_atlassian = ["atlassian", "YXRsYXNzaWFu", "F0bGFzc2lhb", "hdGxhc3NpYW"]
        .iter()
        .any(|word| unwrapped.text.contains(word));
    if names_atlassian && link.may_be_invitation() {
        Reason::Truncated
    } else {
        Reason::Unrelated
    }
}

/// Whether there may be an invitation in a wrapper that cannot be opened: by the host it gives away, else by the label.
fn may_hide_invitation(hint: Option<&str>, link: &MessageLink) -> bool {
    match hint.and_then(Host::plain) {
        None => link.may_be_invitation(),
        Some(host) if host.is("id.atlassian.com") || host.is("track.atlassian.com") => true,
        Some(host) => link.label.is_none() || is_family(&host) && link.may_be_invitation(),
    }
}
