//! Nothing of a mail is printed that only its reader should know, unless it was asked for.

use std::fs;

use super::check::{check, mails};

/// What stands in the mails of `tests/mails` and must not be told: people, addresses, tokens, ids, workspaces.
const SECRETS: &[&str] = &[
    "Lindqvist",
    "lindqvist",
    "Mara",
    "Tomasz",
    "Okafor",
    "Jürgen",
    "Größmann",
    "helpdesk@",
    "noreply+",
    "eyJ",
    "a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d",
    "3c2b1a09",
    "bWFyYS5",
    "bitbucket.org/meadow-lark",
    "0123456789abcdef",
    "72f988bf86f1",
    "Q2xpY2t",
    "GhIjKlMnOp",
    "Xk3pCqVw",
    "kD3xQv7Z",
];

#[test]
fn no_report_tells_a_secret() {
    let mut told_in_full = 0;
    for (name, path) in mails() {
        let mail = fs::read(path).unwrap();
        for options in [&[][..], &["--json"]] {
            let report = check(options, &mail).output;
            for secret in SECRETS {
                assert!(!report.contains(secret), "{name} tells {secret}:\n{report}");
            }
            let full = check(&[options, &["--full"]].concat(), &mail).output;
            told_in_full += SECRETS
                .iter()
                .filter(|secret| full.contains(*secret))
                .count();
        }
    }
    assert!(
        told_in_full > 50,
        "the secrets are in the mails, and --full tells them"
    );
}

/// A mail with a secret in every place that could be printed: words as harmless as any, so that none is told for its looks.
const EVERYWHERE: &str = r#"From: marigold1 marigold2 <marigold3@marigold4.example>
To: marigold5 <marigold6@marigold7.example>
Subject: marigold8
X-Marigold: marigold9
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="marigold10"

--marigold10
Content-Type: text/html; charset="marigold11"; name="marigold12"
Content-Disposition: inline; filename="marigold13.html"

<a title="marigold14" href="https://id.atlassian.com/signup/invite?signature=marigold15&continue=https%3A%2F%2Fbitbucket.org%2Fmarigold16%2F&application=marigold17&marigold18=marigold19&marigold20#marigold21">Accept marigold22's marigold23@marigold24.example invitation https://id.atlassian.com/marigold25</a>
<a href="https://marigold26:marigold27@id.atlassian.com/marigold28?continue=marigold29">join</a>
<a href="https://protect-eu.mimecast.com/s/marigold30?domain=marigold31.marigold32">marigold33</a>
<a href="https://trello.com/invite/b/marigold34/marigold35/marigold36">join</a>
<a href="https://id.atlassian.com/invite/p/marigold37?id=marigold38">join</a>
<a href="https://id.atlassian.com/join/user-access?resource=ari%3Acloud%3Amarigold39%3A%3Asite%2Fmarigold40">join</a>
<a href="https://link.edgepilot.com/s/marigold41/marigold42?u=https://track.atlassian.com/tracking/marigold43">join</a>
<a href="https://gw.example.com/marigold44/https%3A%2F%2Fid.atlassian.com%2Flogin%3Fcontinue%3Dmarigold45?marigold46">join</a>
<a href="mailto:marigold47@marigold48.example?subject=marigold49">marigold50</a>
<a href="https://id.atlassian.com:8443/marigold51;marigold52">join</a>
<a originalsrc="https://id.atlassian.com/marigold53" href="https://id.atlassian.com/invite/p/jira?id=marigold54">join</a>
marigold55

--marigold10
Content-Type: text/plain; name="marigold56"

marigold57 <https://id.atlassian.com/
marigold58/invite?signature=marigold59> marigold60@marigold61.example
https://start.atlassian.com/marigold62?marigold63=marigold64

--marigold10
Content-Type: message/rfc822; name="marigold65"

From: marigold66 <marigold67@marigold68.example>
Subject: marigold69

https://id.atlassian.com/marigold70
--marigold10--
"#;

#[test]
fn no_place_in_a_mail_is_told() {
    for options in [&[][..], &["--json"]] {
        let run = check(options, EVERYWHERE.as_bytes());
        assert_eq!((run.status, run.errors.as_str()), (1, ""));
        assert!(
            run.output
                .contains("https://id.atlassian.com/signup/invite?signature=…")
        );
        assert!(!run.output.contains("marigold"), "{}", run.output);
    }
}

#[test]
fn the_sentences_about_unreadable_mails_tell_nothing_either() {
    for secret in [
        "marigold1 is no mail",
        "From: marigold2\nContent-Type: image/png; name=marigold3\n\nmarigold4",
    ] {
        let run = check(&[], secret.as_bytes());
        assert_eq!(run.status, 2);
        assert!(!run.errors.contains("marigold"), "{}", run.errors);
    }
}
