//! What `check` says of a mail: the answers for each link, and the advice. As JSON it is the shape that `docs/check.md` documents.

mod plain;

use std::collections::HashMap;

use serde::Serialize;
use straightway::engine::Decoded;
use straightway::gateway::{GATEWAYS, Gateway, embedded};
use straightway::{Engine, Judgement, MessageLink, Reason, Verdict};

use super::advice::{self, Sender};
use super::explanation;
use super::mail::{FoundLink, Place};
use super::shown::{Detail, Shown};

/// The version of the JSON shape: raised when a key changes its meaning or goes.
const FORMAT: u32 = 1;

/// What is said of a mail.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    format: u32,
    /// Whether nothing is lost or suspicious.
    well: bool,
    links: Vec<LinkReport>,
    /// How many links have nothing to do with Atlassian or a known wrapper.
    others: usize,
    /// The gateways that rewrote an invitation, or may have.
    gateways: Vec<GatewayReport>,
    /// What to let through.
    allow: Allow,
}

/// What is said of a link.
#[derive(Debug, Serialize)]
struct LinkReport {
    verdict: Verdict,
    reason: Reason,
    explanation: &'static str,
    label: Option<Shown>,
    parts: Vec<&'static str>,
    address: Shown,
    wrappers: Vec<Wrapper>,
    target: Option<Shown>,
    hint: Option<Shown>,
    site: Option<Shown>,
    product: Option<Shown>,
    expires: Option<u64>,
}

/// A wrapper around a link.
#[derive(Debug, Serialize)]
struct Wrapper {
    id: &'static str,
    name: &'static str,
}

/// How a gateway is kept from rewriting Atlassian's links.
#[derive(Debug, Serialize)]
struct GatewayReport {
    id: &'static str,
    name: &'static str,
    vendor: Option<&'static str>,
    host: Option<Shown>,
    exemption: Option<&'static str>,
}

/// Hosts and senders for the administrator's lists.
#[derive(Debug, Serialize)]
struct Allow {
    hosts: &'static [&'static str],
    senders: &'static [Sender],
}

/// A link with everything that is known of it.
struct Finding {
    link: FoundLink,
    parts: Vec<&'static str>,
    judgement: Judgement,
    decoded: Decoded,
}

impl Report {
    /// Judges the links of a mail, each address once.
    pub(super) fn new(
        engine: &Engine,
        links: &[FoundLink],
        now: Option<u64>,
        detail: Detail,
    ) -> Self {
        let links = distinct(links);
        let all = links.len();
        let findings: Vec<_> = links
            .into_iter()
            .map(|(link, parts)| Finding::new(engine, link, parts, now))
            .filter(Finding::is_relevant)
            .collect();
        let mut gateways: Vec<GatewayReport> = Vec::new();
        for gateway in findings.iter().flat_map(|finding| finding.gateways(detail)) {
            if !gateways
                .iter()
                .any(|known| known.id == gateway.id && known.host == gateway.host)
            {
                gateways.push(gateway);
            }
        }
        Self {
            format: FORMAT,
            well: !findings.iter().any(Finding::is_trouble),
            others: all - findings.len(),
            links: findings
                .iter()
                .map(|finding| finding.report(detail))
                .collect(),
            gateways,
            allow: Allow {
                hosts: advice::HOSTS,
                senders: advice::SENDERS,
            },
        }
    }

    /// Whether nothing is lost or suspicious.
    pub(super) fn is_well(&self) -> bool {
        self.well
    }
}

/// The links with different addresses, each with the kinds of parts it stands in. One that stands there several times has the label
/// that is most like an invitation's.
fn distinct(links: &[FoundLink]) -> Vec<(FoundLink, Vec<&'static str>)> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut distinct: Vec<(FoundLink, Vec<&'static str>)> = Vec::new();
    for link in links {
        let part = match link.place {
            Place::Html => "html",
            Place::Text => "text",
        };
        let at = *places.entry(link.href.trim()).or_insert_with(|| {
            distinct.push((link.clone(), Vec::new()));
            distinct.len() - 1
        });
        let Some((known, parts)) = distinct.get_mut(at) else {
            continue;
        };
        if !parts.contains(&part) {
            parts.push(part);
        }
        if known.label.is_none() || !message_link(known).may_be_invitation() && link.label.is_some()
        {
            known.label.clone_from(&link.label);
        }
        known.original = known.original.take().or_else(|| link.original.clone());
    }
    distinct
}

/// A link as the core is asked about it.
fn message_link(link: &FoundLink) -> MessageLink {
    MessageLink {
        href: link.href.clone(),
        label: link.label.clone(),
        original_src: link.original.clone(),
        // Gmail's copy stands in its own page only; in a mail it is the sender's.
        safe_redirect: None,
    }
}

impl Finding {
    fn new(engine: &Engine, link: FoundLink, parts: Vec<&'static str>, now: Option<u64>) -> Self {
        Self {
            judgement: engine.judge_link(&message_link(&link), now),
            decoded: engine.decode(&link.href),
            link,
            parts,
        }
    }

    /// Whether it has anything to do with Atlassian or a known wrapper.
    fn is_relevant(&self) -> bool {
        let is_nothing = matches!(
            self.judgement.reason,
            Reason::Unrelated | Reason::NotAWebLink
        );
        !is_nothing || self.wrappers().next().is_some()
    }

    fn is_trouble(&self) -> bool {
        matches!(self.judgement.verdict, Verdict::Lost | Verdict::Suspicious)
    }

    /// The wrappers around it, outermost first, the one that could not be opened with them.
    fn wrappers(&self) -> impl Iterator<Item = Wrapper> {
        let ids = self.judgement.trail.iter().chain(
            self.judgement
                .gateway
                .iter()
                .filter(|id| !self.judgement.trail.contains(id)),
        );
        ids.filter_map(|id| Wrapper::of(id))
    }

    /// The gateways whose administrators can do something for it.
    fn gateways(&self, detail: Detail) -> impl Iterator<Item = GatewayReport> {
        let is_concerned = self.judgement.verdict != Verdict::Other;
        let rows = self.wrappers().filter(move |_| is_concerned);
        rows.filter_map(move |wrapper| match row(wrapper.id) {
            // Atlassian's own link tracker rewrites nobody's links but Atlassian's.
            Some(row) if row.vendor == "Atlassian" => None,
            Some(row) => Some(GatewayReport {
                id: row.id,
                name: row.name,
                vendor: Some(row.vendor),
                host: None,
                exemption: row.exemption,
            }),
            None => Some(GatewayReport {
                id: wrapper.id,
                name: wrapper.name,
                vendor: None,
                host: detail.host_of(&self.link.href),
                exemption: None,
            }),
        })
    }

    fn report(&self, detail: Detail) -> LinkReport {
        let judgement = &self.judgement;
        let target = judgement.target.as_ref().or(self.decoded.target.as_ref());
        LinkReport {
            verdict: judgement.verdict,
            reason: judgement.reason,
            explanation: explanation::of(judgement.reason),
            label: self.link.label.as_ref().map(|label| detail.label(label)),
            parts: self.parts.clone(),
            address: detail.address(&self.link.href),
            wrappers: self.wrappers().collect(),
            target: target.map(|target| detail.address(target)),
            hint: judgement
                .hint
                .as_ref()
                .and_then(|hint| detail.named_host(hint)),
            site: judgement
                .site
                .as_ref()
                .and_then(|site| detail.named_host(site)),
            product: judgement.product.as_ref().map(|name| detail.product(name)),
            expires: judgement.expires,
        }
    }
}

impl Wrapper {
    fn of(id: &str) -> Option<Self> {
        if id == embedded::ID {
            return Some(Self {
                id: embedded::ID,
                name: "a gateway that is not in the catalogue",
            });
        }
        row(id).map(|row| Self {
            id: row.id,
            name: row.name,
        })
    }
}

fn row(id: &str) -> Option<&'static Gateway> {
    GATEWAYS.iter().find(|row| row.id == id)
}
