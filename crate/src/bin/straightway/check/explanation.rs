//! The reasons for a verdict, in words for the person who looks after the mail.

use straightway::Reason;

/// What a reason means, in one sentence.
pub(super) fn of(reason: Reason) -> &'static str {
    match reason {
        Reason::Invitation => "This is an Atlassian invitation, whole, with its signature.",
        Reason::SharedInvitation => {
            "This is an Atlassian invitation link made to be shared, whole."
        }
        Reason::JoinSite => {
            "This link joins an Atlassian site or asks for access to it, and is whole."
        }
        Reason::SignIn => {
            "This link signs in at Atlassian and goes on to where the reader is invited."
        }
        Reason::Tracked => {
            "This is the address Atlassian put there, on its own link tracker; only Atlassian knows where it leads."
        }
        Reason::BitbucketInvitation => "This is an invitation of Bitbucket's own, whole.",
        Reason::TrelloInvitation => "This is a Trello invitation, whole.",
        Reason::LoomInvitation => "This is a Loom invitation, whole.",
        Reason::IsStart => {
            "This is Atlassian's start page; nothing in the address names an invitation any more."
        }
        Reason::ContinueIsStart => {
            "After signing in, this goes to Atlassian's start page and not to the invitation."
        }
        Reason::NoContinue => {
            "The parameter continue is missing, so that signing in ends on Atlassian's start page."
        }
        Reason::NoSignature => {
            "The parameter signature is missing: nothing names the invitation any more, and it ends on Atlassian's start page."
        }
        Reason::BareHost => {
            "Only Atlassian's host is left of the address; everything that named the invitation is gone."
        }
        Reason::Truncated => {
            "The address was cut or damaged on its way, and the invitation with it."
        }
        Reason::Expired => {
            "This invitation is whole, but it has expired; a new one has to be sent."
        }
        Reason::TargetNotInLink => {
            "The gateway keeps the address on its server, so nobody can tell from the link whether it is whole."
        }
        Reason::LookalikeHost => "The host imitates Atlassian's and belongs to somebody else.",
        Reason::DisguisedHost => {
            "The address is written in a way that hides its host; Atlassian's mails have no such links."
        }
        Reason::ForeignContinue => {
            "This begins at Atlassian and then leads on to a site that is not Atlassian's."
        }
        Reason::ProxySuffix => {
            "A company's web proxy has put its own name behind Atlassian's host; from outside that cannot be told from a fake."
        }
        Reason::FakeGateway => "The host imitates a mail gateway's and does not belong to it.",
        Reason::UserContent => {
            "This is a page or an app that anybody may have put on Atlassian's servers."
        }
        Reason::NotHttps => {
            "This is an invitation over unencrypted http, which Atlassian does not send."
        }
        Reason::HintDisagrees => {
            "The mail notes two addresses for this one link, and they lead to different places."
        }
        Reason::Unrelated => {
            "What can be read of this has nothing to do with an Atlassian invitation."
        }
        Reason::OtherAtlassian => "This is an address of Atlassian's, but no invitation.",
        Reason::Unsubscribe => "It ends Atlassian's mails to the reader.",
        Reason::NotAWebLink => "This is no web address.",
        Reason::TooLong => "The address is longer than any invitation's and was not looked at.",
        Reason::TooDeep => {
            "The address is wrapped more often than is undone and was not looked at."
        }
        Reason::UnrelatedOpaque => {
            "The gateway keeps the address on its server, and nothing speaks for an invitation."
        }
        Reason::BrowserDisagrees => "Browsers read this address in another way.",
        Reason::PolicyOff => "Links are not judged.",
    }
}
