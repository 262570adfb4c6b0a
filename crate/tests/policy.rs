//! Managed settings: what they change, and what is said of those that cannot be used.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test may fail, and has no public items"
)]

use serde_json::json;
use straightway::policy::{Policy, PolicyProblem};
use straightway::{Engine, MessageLink, Reason};

const TARGET: &str = "https://id.atlassian.com/invite/p/confluence?id=AbC";

fn read(managed: &serde_json::Value) -> (Policy, Vec<PolicyProblem>) {
    Policy::from_managed(&serde_json::from_value(managed.clone()).unwrap())
}

fn reason(managed: &serde_json::Value, href: &str) -> Reason {
    let (policy, problems) = read(managed);
    assert!(problems.is_empty(), "{problems:?}");
    Engine::new(policy)
        .judge_link(&MessageLink::bare(href), None)
        .reason
}

#[test]
fn a_gateway_that_is_switched_off_is_left_alone() {
    let proofpoint = format!("https://urldefense.com/v3/__{TARGET}__;!!org!token$");
    let unknown = format!("https://gw.example.net/?u={TARGET}");
    let cases = [
        (json!({}), &proofpoint, Reason::SharedInvitation),
        // Not even the generic rule may open it: its address runs on into the gateway's own tail.
        (
            json!({ "disabledGateways": ["proofpoint-v3"] }),
            &proofpoint,
            Reason::PolicyOff,
        ),
        (
            json!({ "disabledGateways": ["mimecast"] }),
            &proofpoint,
            Reason::SharedInvitation,
        ),
        (json!({}), &unknown, Reason::SharedInvitation),
        (
            json!({ "disabledGateways": ["embedded"] }),
            &unknown,
            Reason::Unrelated,
        ),
        (json!({ "mode": "off" }), &proofpoint, Reason::PolicyOff),
    ];
    for (managed, href, wanted) in cases {
        assert_eq!(reason(&managed, href), wanted, "{managed}");
    }
}

#[test]
fn an_organisations_own_gateway() {
    let gateway = |coding: &str| json!({ "extraGateways": [{ "name": "Ours", "host": "gw.corp.example", "parameter": "to", "coding": coding }] });
    let cases = [
        (
            "percent",
            "https://gw.corp.example/x?to=https%3A%2F%2Fid.atlassian.com%2Finvite%2Fp%2Fconfluence%3Fid%3DAbC&s=1",
        ),
        (
            "base64",
            "https://gw.corp.example/x?to=aHR0cHM6Ly9pZC5hdGxhc3NpYW4uY29tL2ludml0ZS9wL2NvbmZsdWVuY2U_aWQ9QWJD",
        ),
        (
            "plain",
            "https://a.gw.corp.example/x?to=https://id.atlassian.com/invite/p/confluence?id=AbC",
        ),
    ];
    for (coding, href) in cases {
        let (policy, _) = read(&gateway(coding));
        let judgement = Engine::new(policy).judge_link(&MessageLink::bare(href), None);
        assert_eq!(judgement.target.as_deref(), Some(TARGET), "{coding}");
        assert_eq!(judgement.trail, ["Ours"]);
    }
    // It widens what is opened, never where a click may go.
    let evil = "https://gw.corp.example/x?to=https%3A%2F%2Fevil.example%2F";
    assert_eq!(reason(&gateway("percent"), evil), Reason::Unrelated);
}

#[test]
fn what_cannot_be_used_is_named_and_the_rest_kept() {
    let (policy, problems) = read(&json!({
        "mode": "sometimes",
        "lockSettings": "yes",
        "organizationName": "Meadow Lark",
        "webmailHosts": ["https://mail.example.org/*", "mail.example.net", 7],
        "extraGateways": [{ "name": "x" }, { "name": "Ours", "host": "atlassian.com", "parameter": "u", "coding": "percent" }],
        "disabledGateways": ["mimecast", "no-such-gateway"],
        "colour": "blue",
    }));
    assert_eq!(policy.organization_name, "Meadow Lark");
    assert_eq!(policy.webmail_hosts, ["https://mail.example.org/*"]);
    assert_eq!(policy.disabled_gateways, ["mimecast"]);
    assert!(policy.extra_gateways.is_empty());
    assert_eq!(policy.mode, straightway::policy::Mode::Fix);
    let mut paths: Vec<_> = problems
        .iter()
        .map(|problem| problem.path.as_str())
        .collect();
    paths.sort_unstable();
    let wanted = [
        "colour",
        "disabledGateways[1]",
        "extraGateways[0]",
        "extraGateways[1]",
        "lockSettings",
        "mode",
        "webmailHosts[1]",
        "webmailHosts[2]",
    ];
    assert_eq!(paths, wanted);
}
