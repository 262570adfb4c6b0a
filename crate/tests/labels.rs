//! What a label changes: never what is inside a link, only whether an address that cannot tell is worth a word.

#![allow(missing_docs, reason = "a test has no public items")]

use straightway::{Engine, MessageLink, Reason};

fn reason(href: &str, label: Option<&str>) -> Reason {
    let link = MessageLink {
        label: label.map(str::to_owned),
        ..MessageLink::bare(href)
    };
    Engine::default().judge_link(&link, None).reason
}

#[test]
fn opaque_wrappers() {
    let mimecast = |hint: &str| format!("https://protect-eu.mimecast.com/s/AbCdEfGhIjKl{hint}");
    let cases = [
        ("", Some("Accept invitation"), Reason::TargetNotInLink),
        (
            "",
            Some("Accept\u{a0}Invi\u{200b}tation"),
            Reason::TargetNotInLink,
        ),
        ("", Some("Read more"), Reason::UnrelatedOpaque),
        ("", None, Reason::TargetNotInLink),
        (
            "?domain=id.atlassian.com",
            Some("Öffnen"),
            Reason::TargetNotInLink,
        ),
        (
            "?domain=www.atlassian.com",
            Some("Learn more"),
            Reason::UnrelatedOpaque,
        ),
        (
            "?domain=atlassian.com",
            Some("Join the team"),
            Reason::TargetNotInLink,
        ),
        (
            "?domain=example.com",
            Some("Accept invitation"),
            Reason::UnrelatedOpaque,
        ),
        ("?domain=example.com", None, Reason::TargetNotInLink),
    ];
    for (hint, label, wanted) in cases {
        assert_eq!(reason(&mimecast(hint), label), wanted, "{hint} {label:?}");
    }
}

#[test]
fn trackers_and_other_peoples_pages() {
    let tracker = "https://track.atlassian.com/tracking/cc3171c0-11e3-448f-9203-ec2efb514ae9";
    let wrapped = format!(
        "https://secure-web.cisco.com/1abc/{}",
        tracker.replace("://", "%3A%2F%2F").replace('/', "%2F")
    );
    let login =
        "https://id.atlassian.com/login?continue=https%3A%2F%2Fquiet-otter.atlassian.net%2F";
    let page = "https://somebody.bitbucket.io/";
    let cases = [
        (tracker, Some("Accept invite"), Reason::Tracked),
        (tracker, Some("View issue"), Reason::OtherAtlassian),
        (wrapped.as_str(), Some("View issue"), Reason::Tracked),
        (login, Some("Log in"), Reason::OtherAtlassian),
        (login, Some("Accept invitation"), Reason::SignIn),
        (page, Some("Accept invite"), Reason::UserContent),
        (page, Some("my page"), Reason::OtherAtlassian),
    ];
    for (href, label, wanted) in cases {
        assert_eq!(reason(href, label), wanted, "{href} {label:?}");
    }
}

#[test]
fn links_that_end_mails() {
    let tracker = "https://track.atlassian.com/tracking/cc3171c0-11e3-448f-9203-ec2efb514ae9";
    let wrapped = |address: &str| {
        format!(
            "https://secure-web.cisco.com/1abc/{}",
            address.replace("://", "%3A%2F%2F").replace('/', "%2F")
        )
    };
    let mimecast = |hint: &str| format!("https://protect-eu.mimecast.com/s/AbCdEfGhIjKl{hint}");
    let center = "https://click.e.atlassian.com/subscription_center.aspx?jwt=eyJ0";
    let invitation = "https://id.atlassian.com/invite/p/confluence?id=AbC";
    let cases: &[(String, Option<&str>, Reason)] = &[
        (tracker.into(), Some("Unsubscribe"), Reason::Unsubscribe),
        (
            wrapped(tracker),
            Some("Un\u{ad}subscribe"),
            Reason::Unsubscribe,
        ),
        (
            tracker.into(),
            Some("Unsubscribe from invitations"),
            Reason::Unsubscribe,
        ),
        (
            "https://id.atlassian.com/manage-profile/email".into(),
            Some("Abmelden"),
            Reason::Unsubscribe,
        ),
        (
            "https://id.atlassian.com/manage-profile/email".into(),
            Some("Manage your settings"),
            Reason::OtherAtlassian,
        ),
        (center.into(), None, Reason::Unsubscribe),
        (wrapped(center), Some("here"), Reason::Unsubscribe),
        (mimecast(""), Some("Unsubscribe"), Reason::Unsubscribe),
        (
            mimecast("?domain=track.atlassian.com"),
            Some("退订"),
            Reason::Unsubscribe,
        ),
        (
            mimecast("?domain=news.example"),
            Some("Unsubscribe"),
            Reason::UnrelatedOpaque,
        ),
        (
            "https://news.example/unsubscribe".into(),
            Some("Unsubscribe"),
            Reason::Unrelated,
        ),
        // What a link is called makes nothing false of it harmless, and takes nobody's invitation away.
        (
            invitation.into(),
            Some("Unsubscribe"),
            Reason::SharedInvitation,
        ),
        (
            "https://id.atlassian.com/".into(),
            Some("Unsubscribe"),
            Reason::BareHost,
        ),
        (
            "https://id.atlassian.com.evil.example/unsubscribe".into(),
            Some("Unsubscribe"),
            Reason::LookalikeHost,
        ),
    ];
    for (href, label, wanted) in cases {
        assert_eq!(reason(href, *label), *wanted, "{href} {label:?}");
    }
}

#[test]
fn hints_must_agree() {
    let inner = "https://id.atlassian.com/invite/p/confluence?id=AbC";
    let wrapped = "https://secure-web.cisco.com/1abc/https%3A%2F%2Fid.atlassian.com%2Finvite%2Fp%2Fconfluence%3Fid%3DAbC";
    let judge = |safe_redirect: Option<&str>, original_src: Option<&str>| {
        let link = MessageLink {
            safe_redirect: safe_redirect.map(str::to_owned),
            original_src: original_src.map(str::to_owned),
            ..MessageLink::bare(wrapped)
        };
        Engine::default().judge_link(&link, None).reason
    };
    let google = format!(
        "https://www.google.com/url?q={}&source=gmail",
        wrapped.replace('%', "%25")
    );
    assert_eq!(judge(Some(&google), None), Reason::SharedInvitation);
    assert_eq!(judge(None, Some(inner)), Reason::SharedInvitation);
    assert_eq!(
        judge(Some("https://evil.example/"), None),
        Reason::HintDisagrees
    );
    assert_eq!(
        judge(
            None,
            Some("https://id.atlassian.com/invite/p/confluence?id=Other")
        ),
        Reason::HintDisagrees
    );
    assert_eq!(judge(Some(""), Some("")), Reason::SharedInvitation);
}
