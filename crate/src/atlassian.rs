//! What is known of Atlassian's addresses: which accept an invitation, which lose it, which only look like one.
//!
//! Everything here is about one address with no wrapper left. The list of accept targets is exact and short, and `continue=`
//! is followed all the way down, since the invitation's signature does not cover it.
//!
//! Sources: support.atlassian.com, "User cannot accept invitation to Bitbucket Cloud" (2026-02-20); invitation mails and
//! links in public repositories; where a rule is inferred from those, it says so.

mod continuation;
mod invitation_token;
mod lookalike;
mod senders;

use std::borrow::Cow;

use crate::address::{Host, HttpUrl, Link, NotPlain, Parameter, parameters};
use crate::verdict::{Judgement, Reason, Verdict};
use crate::{codec, repair};

use continuation::Continue;
pub(crate) use lookalike::{imitates_atlassian, is_proxied, reads_like_atlassian};
pub(crate) use senders::is_unlisted as is_unlisted_sender;

/// Hosts that the generic rule looks for inside other addresses: those where a click may end or be lost.
pub const DESTINATIONS: &[&str] = &[
    "id.atlassian.com",
    "track.atlassian.com",
    "start.atlassian.com",
    "home.atlassian.com",
    "bitbucket.org",
    "trello.com",
    "www.loom.com",
    "loom.com",
];

/// Whether `host` is one of [`DESTINATIONS`].
pub fn is_destination(host: &Host) -> bool {
    DESTINATIONS.iter().any(|name| host.is(name))
}

/// Words of which one stands in every address that has to do with Atlassian, or pretends to by spelling its name.
pub const NAMES: &[&str] = &[
    "atlassian",
    "atl-paas.net",
    "bitbucket.",
    "jira.com",
    "trello.com",
    "loom.com",
    "statuspage.io",
    "opsgenie.com",
    "ss-inf.net",
];

/// Names under which everything is Atlassian's, or a customer's page on Atlassian's servers.
const FAMILY: &[&str] = &[
    "atlassian.com",
    "atlassian.net",
    "atlassian-us-gov-mod.com",
    "atlassian-us-gov-mod.net",
    "atlassian-dev.net",
    "atl-paas.net",
    "bitbucket.org",
    "bitbucket.io",
    "jira.com",
    "trello.com",
    "loom.com",
    "statuspage.io",
    "opsgenie.com",
    "ss-inf.net",
];

/// Whether `host` belongs to Atlassian: nothing of it is ever a wrapper, whatever its address holds.
pub fn is_family(host: &Host) -> bool {
    FAMILY.iter().any(|name| host.is_under(name))
}

/// Whether an invitation page knows a parameter of this name. A raw address inside another ends at the first it does not.
pub fn is_known_parameter(name: &str) -> bool {
    const NAMES: &str = "signature infoCode atlOrigin continue application flowTraceId id cloudId resource token orgId source m j \
        login_hint display email prompt redirectCount next";
    NAMES.split(' ').any(|known| known == name)
}

/// Whether `text` is an address that a click may be sent to, with an invitation token, if it has one, that is whole.
///
/// Stricter than [`judge`]: for decoders that have to tell a right guess from a wrong one.
pub fn is_whole_invitation(text: &str) -> bool {
    let Some(url) = HttpUrl::parse(text) else {
        return false;
    };
    let token_is_whole =
        query_value(&url, "signature").is_none_or(|token| invitation_token::is_whole(&token));
    token_is_whole && judge(text, None).verdict == Verdict::Accept
}

/// The class of one address that is not wrapped; `now` in seconds since 1970, if expiry is to be judged.
///
/// ```
/// # use straightway::atlassian::judge;
/// # use straightway::verdict::Reason;
/// let reason = |text| judge(text, None).reason;
/// assert_eq!(reason("https://id.atlassian.com/invite/p/jira-software?id=IBTfmhFV2LTcN2iN8d2Q-w"), Reason::SharedInvitation);
/// assert_eq!(reason("https://id.atlassian.com/"), Reason::BareHost);
/// assert_eq!(reason("https://id.atlassian.com/login?continue=https%3A%2F%2Fevil.example"), Reason::ForeignContinue);
/// ```
pub fn judge(text: &str, now: Option<u64>) -> Judgement {
    let link = match Link::split(text) {
        Err(NotPlain::OtherScheme) => return Judgement::new(Reason::NotAWebLink),
        Err(NotPlain::Odd) => return judge_odd(text),
        Ok(link) => link,
    };
    if !is_family(link.host()) {
        return with_target(Judgement::new(lookalike::judge(&link)), text);
    }
    let text = match link.path() {
        "/signup/invite" => repair::free_token(repair::trim_glued(text)),
        _ => Cow::Borrowed(repair::trim_glued(text)),
    };
    let text = &*text;
    let Some(url) = HttpUrl::parse(text) else {
        return Judgement::new(Reason::DisguisedHost);
    };
    let judgement = judge_family(&url, now);
    let judgement = match judgement.verdict {
        Verdict::Other if names_unsubscribing(&url) => judgement.because(Reason::Unsubscribe),
        Verdict::Accept if !link.is_bare_authority() => judgement.because(Reason::DisguisedHost),
        Verdict::Accept if !url.is_https() => judgement.because(Reason::NotHttps),
        _ => judgement,
    };
    with_target(judgement, text)
}

/// Adds where the link leads, if that has to do with the verdict.
fn with_target(judgement: Judgement, text: &str) -> Judgement {
    if judgement.reason == Reason::Unrelated {
        return judgement;
    }
    let url = HttpUrl::parse(text);
    Judgement {
        host: url.as_ref().map(|url| url.host().as_str().to_owned()),
        target: url.map(|url| url.as_str().to_owned()),
        ..judgement
    }
}

/// An address in an odd spelling is never used; it is told to the reader when Atlassian's name is in it.
fn judge_odd(text: &str) -> Judgement {
    let authority = lookalike::authority(text);
    let names_family = HttpUrl::parse(text).is_some_and(|url| is_family(&url.host()));
    if names_family || lookalike::mentions_atlassian(&authority) {
        return with_target(Judgement::new(Reason::DisguisedHost), text);
    }
    // Letters from elsewhere make another host, which may look the same.
    match HttpUrl::parse(text) {
        Some(url) if lookalike::has_skeleton(&url, &authority) => {
            Judgement::new(Reason::LookalikeHost)
        }
        _ => Judgement::new(Reason::Unrelated),
    }
}

fn judge_family(url: &HttpUrl, now: Option<u64>) -> Judgement {
    let host = url.host();
    let path = url.path();
    if path.starts_with("//") {
        return Judgement::new(Reason::DisguisedHost);
    }
    let simple = |reason, product: &str| Judgement {
        product: Some(product.to_owned()),
        ..Judgement::new(reason)
    };
    match host.as_str() {
        "id.atlassian.com" => judge_id(url, now),
        "track.atlassian.com" => judge_tracker(url),
        "start.atlassian.com" => Judgement::new(Reason::IsStart),
        "home.atlassian.com" if path == "/" => Judgement::new(Reason::IsStart),
        "www.atlassian.com" if path == "/gateway/api/start/authredirect" => {
            Judgement::new(Reason::IsStart)
        }
        "developer.atlassian.com" if path.starts_with("/console/install") => {
            Judgement::new(Reason::UserContent)
        }
        // Bitbucket's own form was not found in public; these first segments are reserved, so no workspace can imitate them.
        "bitbucket.org"
            if has_more_than(path, "/invitations/") || is_bitbucket_account_invitation(path) =>
        {
            simple(Reason::BitbucketInvitation, "bitbucket")
        }
        "trello.com" if has_more_than(path, "/invite/") => {
            simple(Reason::TrelloInvitation, "trello")
        }
        "loom.com" | "www.loom.com" if has_more_than(path, "/invite/") => {
            simple(Reason::LoomInvitation, "loom")
        }
        _ if host.is_under("bitbucket.io") || host.is_under("atlassian-dev.net") => {
            Judgement::new(Reason::UserContent)
        }
        _ => Judgement::new(Reason::OtherAtlassian),
    }
}

/// Whether an address says of itself that it ends mails. How the one in an invitation is written is not known; these are
/// Atlassian's other mails'.
fn names_unsubscribing(url: &HttpUrl) -> bool {
    let path = url.path().to_ascii_lowercase();
    path.contains("unsubscribe") || path.contains("subscription_center")
}

fn has_more_than(path: &str, front: &str) -> bool {
    path.strip_prefix(front)
        .is_some_and(|rest| !rest.is_empty())
}

fn is_bitbucket_account_invitation(path: &str) -> bool {
    path.starts_with("/account/")
        && path
            .split('/')
            .any(|segment| matches!(segment, "invite" | "invites" | "invitation" | "invitations"))
}

/// `track.atlassian.com/tracking/<uuid>`: opaque, but Atlassian's own. The JWT in `m` names the mail's template.
fn judge_tracker(url: &HttpUrl) -> Judgement {
    let is_uuid = url.path().strip_prefix("/tracking/").is_some_and(|id| {
        id.len() == 36
            && id
                .bytes()
                .all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
    });
    let template = query_value(url, "m")
        .and_then(|token| invitation_token::text_claim(&token, "messageTemplateId"));
    match template {
        Some(template) if !template.starts_with("invitations-") => {
            Judgement::new(Reason::OtherAtlassian)
        }
        _ if is_uuid => Judgement::new(Reason::Tracked),
        _ => Judgement::new(Reason::OtherAtlassian),
    }
}

fn judge_id(url: &HttpUrl, now: Option<u64>) -> Judgement {
    let path = url.path();
    let (continues, site) = continuation::of(url);
    let product = query_value(url, "application")
        .map(Cow::into_owned)
        .or_else(|| path.strip_prefix("/invite/p/").map(str::to_owned))
        .or_else(|| resource_product(url))
        .filter(|name| {
            name.len() <= 40 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        });
    let mut judgement = Judgement {
        site,
        product,
        ..Judgement::new(reason_of_id(url, continues))
    };
    if path == "/signup/invite" {
        judgement.expires =
            query_value(url, "signature").and_then(|token| invitation_token::expiry(&token));
    }
    let over = judgement
        .expires
        .zip(now)
        .is_some_and(|(end, now)| end < now);
    if over && judgement.reason == Reason::Invitation {
        judgement = judgement.because(Reason::Expired);
    }
    judgement
}

fn reason_of_id(url: &HttpUrl, continues: Continue) -> Reason {
    let path = url.path();
    let missing = |name| query_value(url, name).is_none_or(|value| value.is_empty());
    let has_residue = |name| query_value(url, name).is_some_and(|value| value.starts_with("3D"));
    if continues == Continue::Foreign {
        return Reason::ForeignContinue;
    }
    let onward = |reason| match continues {
        Continue::Missing => Reason::NoContinue,
        Continue::Start => Reason::ContinueIsStart,
        Continue::Cut => Reason::Truncated,
        _ => reason,
    };
    match path {
        "/" => Reason::BareHost,
        "/signup/invite" if missing("signature") => Reason::NoSignature,
        // Every token starts with `eyJ`; this is what quoted-printable text leaves of an `=`, and who knows what it left of the rest.
        "/signup/invite" if has_residue("signature") => Reason::Truncated,
        "/signup/invite" => onward(Reason::Invitation),
        "/join/user-access" if missing("resource") => Reason::Truncated,
        "/join/user-access" if continues == Continue::Missing => Reason::JoinSite,
        "/join/user-access" => onward(Reason::JoinSite),
        "/login" | "/signup" => onward(Reason::SignIn),
        "/logout" if continues == Continue::Missing => Reason::OtherAtlassian,
        "/login/resetpassword" | "/logout" => onward(Reason::OtherAtlassian),
        _ if has_more_than(path, "/invite/p/") => match continues {
            _ if missing("id") => Reason::Truncated,
            Continue::Missing => Reason::SharedInvitation,
            _ => onward(Reason::SharedInvitation),
        },
        _ => Reason::OtherAtlassian,
    }
}

/// The product in `resource=ari:cloud:<product>::site/<uuid>`.
fn resource_product(url: &HttpUrl) -> Option<String> {
    let resource = query_value(url, "resource")?;
    Some(
        resource
            .strip_prefix("ari:cloud:")?
            .split(':')
            .next()?
            .to_owned(),
    )
}

/// The decoded value of a parameter written exactly so.
fn query_value<'a>(url: &'a HttpUrl, name: &str) -> Option<Cow<'a, str>> {
    parameters(url.query()?)
        .find(|parameter| parameter.name == name)
        .map(|Parameter { value, .. }| codec::percent_once(value))
}
