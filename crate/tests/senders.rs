//! A sender can make an answer more careful, never less.

#![allow(missing_docs, reason = "a test has no public items")]

use straightway::{Engine, Judgement, Message, MessageLink};

const INVITATION: &str = "https://id.atlassian.com/invite/p/confluence?id=AbC";
const LOST: &str = "https://id.atlassian.com/";
const FALSE: &str = "https://id.atlassian.com.invitations.example/signup/invite?signature=abc";
const ELSEWHERE: &str = "https://www.example.com/";

fn judge(sender: Option<&str>) -> Vec<Judgement> {
    let links = [INVITATION, LOST, FALSE, ELSEWHERE].map(MessageLink::bare);
    Engine::default().judge(&Message {
        sender: sender.map(str::to_owned),
        links: links.to_vec(),
        ..Message::default()
    })
}

#[test]
fn listed_and_unlisted() {
    let cases = [
        // Seen in invitations and the mails around them.
        ("noreply+377c008@id.atlassian.net", false),
        ("noreply+8bede68@id.atlassian.net", false),
        ("NoReply+377C008@ID.Atlassian.Net", false),
        (" noreply@am.atlassian.com ", false),
        ("no_reply@am.atlassian.com", false),
        ("noreply@po.atlassian.net", false),
        ("noreply+1a2b3c@id.atlassian.com", false),
        ("noreply@mailer.atlassian.com", false),
        ("noreply@mail.notifications.atlassian.com", false),
        ("no-reply@atlassian.com", false),
        ("jira@meadow-lark.atlassian.net", false),
        ("notifications-noreply@bitbucket.org", false),
        ("do-not-reply@trello.com", false),
        ("noreply@statuspage.io", false),
        // Marketing never invites.
        ("info@e.atlassian.com", true),
        // Whoever forwards one, and whoever pretends.
        ("robin.mora@example.com", true),
        ("noreply@id.atlassian.net.example.com", true),
        ("noreply@id-atlassian.net", true),
        ("noreply@xid.atlassian.com", true),
        ("noreply@a.b.atlassian.net", true),
        ("noreply@id.аtlassian.net", true),
        ("noreply@id.atlassian.net@example.com", true),
        ("id.atlassian.net@example.com", true),
        ("noreply@[127.0.0.1]", true),
        // No mail address, so nobody's.
        ("", false),
        ("Atlassian", false),
        ("@id.example.com", false),
        ("noreply@", false),
    ];
    for (sender, unlisted) in cases {
        let said: Vec<_> = judge(Some(sender))
            .iter()
            .map(|judgement| judgement.unlisted_sender)
            .collect();
        assert_eq!(said, [unlisted, unlisted, unlisted, false], "{sender}");
    }
}

#[test]
fn nothing_else_changes() {
    let unsaid = judge(None);
    for sender in ["noreply@id.atlassian.net", "robin.mora@example.com"] {
        let judgements: Vec<_> = judge(Some(sender))
            .into_iter()
            .map(|judgement| Judgement {
                unlisted_sender: false,
                ..judgement
            })
            .collect();
        assert_eq!(judgements, unsaid, "{sender}");
    }
}
