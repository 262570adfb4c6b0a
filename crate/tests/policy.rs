//! Managed settings: what they change, and what is said of those that cannot be used.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test may fail, and has no public items"
)]

use serde_json::json;
use straightway::policy::{KEYS, MAX_ENTRIES, Mode, Policy, PolicyProblem, ProblemReason};
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

/// The paths of the problems, each with its reason's code.
fn problems(managed: &serde_json::Value) -> Vec<String> {
    let (_, problems) = read(managed);
    problems
        .iter()
        .map(|problem| {
            let reason = serde_json::to_value(problem.reason).unwrap();
            format!("{} {}", problem.path, reason.as_str().unwrap())
        })
        .collect()
}

#[test]
fn what_cannot_be_used_is_named_and_the_rest_kept() {
    let managed = json!({
        "mode": "sometimes",
        "lockSettings": "yes",
        "organizationName": "Meadow Lark",
        "webmailHosts": ["https://mail.example.org/*", "mail.example.net", 7],
        "extraGateways": [{ "name": "x" }, { "name": "Ours", "host": "atlassian.com", "parameter": "u", "coding": "percent" }],
        "disabledGateways": ["mimecast", "no-such-gateway"],
        "colour": "blue",
    });
    let (policy, _) = read(&managed);
    assert_eq!(policy.organization_name, "Meadow Lark");
    assert_eq!(policy.webmail_hosts, ["https://mail.example.org/*"]);
    assert_eq!(policy.disabled_gateways, ["mimecast"]);
    assert!(policy.extra_gateways.is_empty());
    assert_eq!(policy.mode, Mode::Fix);
    let mut found = problems(&managed);
    found.sort_unstable();
    let wanted = [
        "colour unknown-key",
        "disabledGateways[1] bad-entry",
        "extraGateways[0] bad-entry",
        "extraGateways[1].host bad-entry",
        "lockSettings wrong-type",
        "mode not-allowed",
        "webmailHosts[1] bad-entry",
        "webmailHosts[2] bad-entry",
    ];
    assert_eq!(found, wanted);
}

#[test]
fn every_setting_is_read_to_where_it_belongs() {
    let managed = json!({
        "mode": "warn",
        "landingGuard": "always",
        "webmailHosts": ["https://*.example.org/*"],
        "extraGateways": [{ "name": "Ours", "host": "gw.example.org", "parameter": "u", "coding": "plain" }],
        "disabledGateways": ["embedded"],
        "organizationName": "Meadow Lark",
        "supportEmail": "help@example.org",
        "supportUrl": "https://help.example.org/",
        "lockSettings": true,
        "showOnboarding": false,
        "logLevel": "verbose",
        "policyVersion": "7",
    });
    let (policy, problems) = read(&managed);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(serde_json::to_value(&policy).unwrap(), managed);
    let names: Vec<_> = KEYS.iter().map(|key| key.name).collect();
    let mut written: Vec<_> = managed.as_object().unwrap().keys().collect();
    written.sort_by_key(|name| names.iter().position(|known| known == name));
    assert_eq!(written, names, "the table has every setting of the policy");
}

/// One gateway of the organisation's own.
fn gateway(host: &str, parameter: &str) -> serde_json::Value {
    json!([{ "name": "Ours", "host": host, "parameter": parameter, "coding": "plain" }])
}

#[test]
fn forms_that_are_good() {
    let good = [
        ("organizationName", json!("")),
        ("organizationName", json!("x".repeat(500))),
        ("organizationName", json!("Müller & Söhne \"<GmbH>\"")),
        ("organizationName", json!("شركة")),
        ("supportEmail", json!("")),
        ("supportEmail", json!("it+help@intranet")),
        ("supportUrl", json!("")),
        ("supportUrl", json!("https://help.example.org/a?b=%20#c")),
        (
            "webmailHosts",
            json!(["https://192.0.2.7/*", "https://example.org/*"]),
        ),
        ("webmailHosts", json!(["https://*.mail.example.co.uk/*"])),
        ("extraGateways", gateway("Gateway.Example.ORG", "u")),
        ("extraGateways", gateway("sap.de", "u")),
        ("extraGateways", gateway("gw.example.org", "a%5B0%5D")),
        // As group policy hands flags to Firefox.
        ("lockSettings", json!(0)),
        ("showOnboarding", json!(1)),
    ];
    for (key, value) in good {
        assert_eq!(problems(&json!({ key: value })), [""; 0], "{key}: {value}");
    }
}

#[test]
fn forms_that_are_bad() {
    let bad = [
        ("mode", json!("Fix"), "mode not-allowed"),
        ("mode", json!(null), "mode wrong-type"),
        ("lockSettings", json!(2), "lockSettings wrong-type"),
        ("lockSettings", json!(1.0), "lockSettings wrong-type"),
        (
            "organizationName",
            json!("x".repeat(501)),
            "organizationName not-allowed",
        ),
        (
            "organizationName",
            json!("a\nb"),
            "organizationName not-allowed",
        ),
        (
            "organizationName",
            json!("a\u{2028}b"),
            "organizationName not-allowed",
        ),
        (
            "organizationName",
            json!("a\u{202e}b"),
            "organizationName not-allowed",
        ),
        ("policyVersion", json!(7), "policyVersion wrong-type"),
        ("supportEmail", json!("help"), "supportEmail not-allowed"),
        (
            "supportEmail",
            json!("a@b@example.org"),
            "supportEmail not-allowed",
        ),
        (
            "supportEmail",
            json!("a b@example.org"),
            "supportEmail not-allowed",
        ),
        (
            "supportEmail",
            json!("a@example.org?cc=b"),
            "supportEmail not-allowed",
        ),
        (
            "supportUrl",
            json!("http://help.example.org/"),
            "supportUrl not-allowed",
        ),
        (
            "supportUrl",
            json!("javascript:alert(1)"),
            "supportUrl not-allowed",
        ),
        (
            "supportUrl",
            json!("https://help.example.org/a b"),
            "supportUrl not-allowed",
        ),
        (
            "webmailHosts",
            json!("https://mail.example.org/*"),
            "webmailHosts wrong-type",
        ),
        ("extraGateways", json!([7]), "extraGateways[0] bad-entry"),
        (
            "extraGateways",
            gateway("gw.example.org", ""),
            "extraGateways[0].parameter bad-entry",
        ),
        (
            "extraGateways",
            gateway("gw.example.org", "a=b"),
            "extraGateways[0].parameter bad-entry",
        ),
    ];
    for (key, value, problem) in bad {
        assert_eq!(
            problems(&json!({ key: value })),
            [problem],
            "{key}: {value}"
        );
    }
}

#[test]
fn patterns_and_hosts_that_are_bad() {
    for pattern in [
        "*",
        "<all_urls>",
        "http://mail.example.org/*",
        "https://mail.example.org/",
        "https://mail.example.org/mail/*",
        "https://mail.example.org:8443/*",
        "https://user@mail.example.org/*",
        "https://Mail.example.org/*",
        "https://mail.example.org./*",
        "https://mail/*",
        "https://*/*",
        "https://*.com/*",
        "https://*.co.uk/*",
        "https://*.*.example.org/*",
        "https://mail.*.org/*",
        "https://*.192.0.2.7/*",
        "https://1.2/*",
        "https://id.atlassian.com/*",
        "https://*.atlassian.net/*",
        "https://mäil.example.org/*",
    ] {
        let found = problems(&json!({ "webmailHosts": [pattern] }));
        assert_eq!(found, ["webmailHosts[0] bad-entry"], "{pattern}");
    }
    for name in [
        "com",
        "com.au",
        "start.atlassian.com",
        "loom.com",
        "*.example.org",
        "gw.example.org:443",
        "gw",
        "",
    ] {
        let found = problems(&json!({ "extraGateways": gateway(name, "u") }));
        assert_eq!(found, ["extraGateways[0].host bad-entry"], "{name}");
    }
}

#[test]
fn a_list_that_is_too_long_is_read_to_its_limit() {
    let managed = json!({ "disabledGateways": vec!["mimecast"; MAX_ENTRIES + 1] });
    assert_eq!(read(&managed).0.disabled_gateways.len(), MAX_ENTRIES);
    assert_eq!(problems(&managed), ["disabledGateways too-many"]);
}

#[test]
fn what_is_no_policy_is_one_problem_or_none() {
    for (managed, wanted) in [
        (json!(null), &[][..]),
        (json!({}), &[]),
        (json!([]), &[" wrong-type"]),
        (json!("warn"), &[" wrong-type"]),
    ] {
        assert_eq!(problems(&managed), wanted, "{managed}");
    }
    // Not to be had from a browser, but from a file.
    let twice = serde_json::from_str(r#"{ "mode": "warn", "mode": "off" }"#).unwrap();
    let (policy, problems) = Policy::from_managed(&twice);
    assert_eq!(policy.mode, Mode::Warn);
    assert_eq!(problems.len(), 1);
    assert_eq!(problems.first().unwrap().reason, ProblemReason::Repeated);
}
