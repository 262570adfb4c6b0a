//! What the core says about a link. The codes are stable: messages, policies, logs and translations are keyed by them.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

/// What a reader is to be told about a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// A genuine invitation: the click may be sent to the target.
    Accept,
    /// The click would end on Atlassian's start page, and the invitation with it.
    Lost,
    /// A known wrapper that does not hold its target.
    Opaque,
    /// Looks like Atlassian and is not, or would lead on to a foreign place.
    Suspicious,
    /// Nothing of ours: left exactly as it is.
    Other,
}

impl Verdict {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Lost => "lost",
            Self::Opaque => "opaque",
            Self::Suspicious => "suspicious",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $code:literal => $verdict:ident,)*) => {
        /// Why a verdict was given. Each belongs to one verdict.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Reason {
            $($(#[$doc])* $name,)*
        }

        impl Reason {
            /// Every reason, in the order of the verdicts.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The stable code, in kebab case.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }

            /// The verdict that it explains.
            pub fn verdict(self) -> Verdict {
                match self {
                    $(Self::$name => Verdict::$verdict,)*
                }
            }
        }
    };
}

reasons! {
    /// An e-mail invitation, with its signature.
    Invitation = "invitation" => Accept,
    /// An invitation link made to be shared.
    SharedInvitation = "shared-invitation" => Accept,
    /// Joins a site, or asks for access to it.
    JoinSite = "join-site" => Accept,
    /// Signs in or up and goes on to an invitation or a product.
    SignIn = "sign-in" => Accept,
    /// Atlassian's own link tracker: only Atlassian knows where it leads.
    Tracked = "tracked" => Accept,
    /// An invitation of Bitbucket's own.
    BitbucketInvitation = "bitbucket-invitation" => Accept,
    /// A Trello invitation.
    TrelloInvitation = "trello-invitation" => Accept,
    /// A Loom invitation.
    LoomInvitation = "loom-invitation" => Accept,
    /// The address is Atlassian's start page or home.
    IsStart = "is-start" => Lost,
    /// The address goes on to the start page or home.
    ContinueIsStart = "continue-is-start" => Lost,
    /// `continue` is missing, so there is nowhere to go on to but the start page.
    NoContinue = "no-continue" => Lost,
    /// The invitation's signature is missing: nothing names the invitation any more.
    NoSignature = "no-signature" => Lost,
    /// Nothing but the host is left.
    BareHost = "bare-host" => Lost,
    /// The address was cut or damaged on its way.
    Truncated = "truncated" => Lost,
    /// The invitation's time is over.
    Expired = "expired" => Lost,
    /// The wrapper is a key to a server's table; the target is not in it.
    TargetNotInLink = "target-not-in-link" => Opaque,
    /// The host imitates Atlassian's.
    LookalikeHost = "lookalike-host" => Suspicious,
    /// A genuine host in a spelling that hides something.
    DisguisedHost = "disguised-host" => Suspicious,
    /// `continue` leads to a place that is not Atlassian's.
    ForeignContinue = "foreign-continue" => Suspicious,
    /// A company's reverse proxy has put its suffix behind Atlassian's host.
    ProxySuffix = "proxy-suffix" => Suspicious,
    /// The host imitates a mail gateway's.
    FakeGateway = "fake-gateway" => Suspicious,
    /// A page or app that anybody may have made, on a host of Atlassian's.
    UserContent = "user-content" => Suspicious,
    /// An invitation that would travel unencrypted.
    NotHttps = "not-https" => Suspicious,
    /// What the webmail says about the link is not what is in it.
    HintDisagrees = "hint-disagrees" => Suspicious,
    /// Has nothing to do with Atlassian.
    Unrelated = "unrelated" => Other,
    /// Genuine and Atlassian's, but no invitation.
    OtherAtlassian = "other-atlassian" => Other,
    /// Ends Atlassian's mails to the reader, or, in a wrapper that cannot be opened, says so. Left as it is; beside an
    /// invitation, a press on it is asked about first.
    Unsubscribe = "unsubscribe" => Other,
    /// No `http` or `https` address.
    NotAWebLink = "not-a-web-link" => Other,
    /// Longer than the core looks at.
    TooLong = "too-long" => Other,
    /// More wrappers than the core takes off.
    TooDeep = "too-deep" => Other,
    /// An opaque wrapper around a link that does not look like an invitation.
    UnrelatedOpaque = "unrelated-opaque" => Other,
    /// The browser reads the target differently from the core.
    BrowserDisagrees = "browser-disagrees" => Other,
    /// The organisation's policy has switched this off.
    PolicyOff = "policy-off" => Other,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The ids of the wrappers that were taken off, outermost first.
pub type Trail = Vec<Cow<'static, str>>;

/// The answer to one link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Judgement {
    /// What to tell.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// For `accept`: where the click must go. Else where it would end, when that is known, for showing only.
    pub target: Option<String>,
    /// The target's host.
    pub host: Option<String>,
    /// The customer's site that `continue` names, such as `example.atlassian.net`.
    pub site: Option<String>,
    /// The product that the address names, such as `bitbucket`.
    pub product: Option<String>,
    /// When the invitation ends, in seconds since 1970, if it says so.
    pub expires: Option<u64>,
    /// The wrappers that were taken off.
    pub trail: Trail,
    /// The wrapper to name to the reader: the outermost one.
    pub gateway: Option<Cow<'static, str>>,
    /// The host that an opaque wrapper gives away.
    pub hint: Option<String>,
    /// Whether the message's sender is known, and is nobody that Atlassian sends invitations as. Never said of `other`. The
    /// opposite means nothing: senders are forged.
    pub unlisted_sender: bool,
}

impl Judgement {
    /// An answer that says no more than its reason.
    pub fn new(reason: Reason) -> Self {
        Self {
            verdict: reason.verdict(),
            reason,
            target: None,
            host: None,
            site: None,
            product: None,
            expires: None,
            trail: Trail::new(),
            gateway: None,
            hint: None,
            unlisted_sender: false,
        }
    }

    /// Changes the reason, and the verdict with it.
    #[must_use]
    pub fn because(mut self, reason: Reason) -> Self {
        self.verdict = reason.verdict();
        self.reason = reason;
        self
    }
}
