//! Who sends Atlassian's invitations, and the mails that go with them.
//!
//! Good for one thing only: to say of an invitation that it comes from none of these. It is never used the other way round. A
//! sender can be forged, and anybody can have a free site send mail from Atlassian's own servers.
//!
//! Sources: support.atlassian.com, "User cannot accept invitation to Bitbucket Cloud" (2026-02-20), "Create an Atlassian
//! account", "Invite notification types in Jira Service Management Cloud"; Atlassian's announcements of new senders in its
//! community (2024); invitation mails in public repositories.

use crate::address::Host;

/// Mail domains of Atlassian's that send on its own behalf.
const DOMAINS: &[&str] = &[
    "id.atlassian.net",
    "id.atlassian.com",
    "am.atlassian.com",
    "po.atlassian.net",
    "mailer.atlassian.com",
    "mail.notifications.atlassian.com",
    "mail-us.atlassian.net",
    "atlassian.com",
    "bitbucket.org",
    "trello.com",
    "statuspage.io",
    "eu.opsgenie.net",
];

/// Customers' sites, each with a name of its own, send invitations to themselves.
const SITES: &str = "atlassian.net";

/// Whether this is somebody's mail address, and none that Atlassian is known to send invitations from.
///
/// What is no mail address at all says nothing about anybody.
pub(crate) fn is_unlisted(address: &str) -> bool {
    let Some((local, domain)) = address.trim().rsplit_once('@') else {
        return false;
    };
    if local.is_empty() || domain.is_empty() {
        return false;
    }
    // A domain in letters from elsewhere is none of these, however it looks.
    !Host::plain(domain).is_some_and(|host| {
        DOMAINS.iter().any(|name| host.is(name))
            || host.below(SITES).is_some_and(|site| !site.contains('.'))
    })
}
