//! What an administrator changes so that the next invitation arrives whole.
//!
//! Hosts: inferred from links in public mails; Atlassian itself lists senders only. Senders: support.atlassian.com, "User cannot accept
//! invitation to Bitbucket Cloud" (2026-02-20), except where a use says otherwise.

use serde::Serialize;

/// The hosts in invitation links, to be listed as not to be rewritten.
pub(super) const HOSTS: &[&str] = &["id.atlassian.com", "track.atlassian.com", "*.ss-inf.net"];

/// A sender to let through.
#[derive(Debug, Serialize)]
pub(super) struct Sender {
    pub(super) address: &'static str,
    #[serde(rename = "for")]
    pub(super) use_: &'static str,
}

const fn sender(address: &'static str, use_: &'static str) -> Sender {
    Sender { address, use_ }
}

/// The senders of Atlassian's invitations and account mails.
pub(super) const SENDERS: &[Sender] = &[
    sender("*@id.atlassian.net", "invitations"),
    sender("*@am.atlassian.com", "invitations until 2024, notices"),
    sender("notifications-noreply@bitbucket.org", "Bitbucket"),
    sender("noreply@mailer.atlassian.com", "notices"),
    sender("noreply@mail.notifications.atlassian.com", "notices"),
    sender("no-reply@atlassian.com", "notices"),
    sender(
        "*@id.atlassian.com",
        "account mails (seen, not on Atlassian's list)",
    ),
    sender(
        "noreply@po.atlassian.net",
        "notices (seen, not on Atlassian's list)",
    ),
    sender(
        "*@*.atlassian.net",
        "a site's own mails (seen, not on Atlassian's list)",
    ),
    sender(
        "do-not-reply@trello.com",
        "Trello (seen, not on Atlassian's list)",
    ),
];
