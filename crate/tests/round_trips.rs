//! What a gateway wraps, comes out again: random addresses through every encoder that is known. And what is wrapped to do harm,
//! does none.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail, and has no public items"
)]

mod encode;

use std::collections::BTreeSet;

use encode::coding::{base64url, zlib};
use proptest::prelude::*;
use straightway::address::HttpUrl;
use straightway::gateway::GATEWAYS;
use straightway::{Engine, MessageLink, Reason};

/// Addresses of all shapes on hosts that are nobody's. No mark of a gateway's own can come about.
fn address() -> impl Strategy<Value = String> {
    let scheme = prop_oneof![4 => Just("https"), 1 => Just("http")];
    let host = "[a-z](-?[a-z0-9]){0,8}\\.example\\.(com|org|net)(:8443)?";
    let path = "(/([A-Za-z0-9._~!$'()*+,;:@é-]|%2F|%20|%C3%A9){0,8}){0,4}";
    let parameter = "[a-z]{2,6}=([A-Za-z]([A-Za-z0-9._~!$()*+,;:@/?ü-]|%26|%3D|%25|%2F){0,10})?";
    let query = proptest::collection::vec(parameter, 0..4);
    let fragment = proptest::option::of("[A-Za-z0-9.~/?-]{1,12}");
    (scheme, host, path, query, fragment).prop_map(|(scheme, host, path, query, fragment)| {
        let mut address = format!("{scheme}://{host}{path}");
        if !query.is_empty() {
            // The standard puts the slash in; gateways wrap what stands in the mail, which nearly always has it.
            address += if path.is_empty() { "/?" } else { "?" };
            address += &query.join("&");
        }
        if let Some(fragment) = fragment {
            address = address + "#" + &fragment;
        }
        address
    })
}

fn serialised(text: &str) -> String {
    HttpUrl::parse(text).unwrap().as_str().to_owned()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_wrapped_comes_out(address in address()) {
        let engine = Engine::default();
        for encoder in encode::encoders() {
            let target = (encoder.carries)(&address);
            let link = (encoder.wrap)(&target);
            let decoded = engine.decode(&link);
            prop_assert_eq!(decoded.target, Some(serialised(&target)), "{} in {}", encoder.id, link);
            prop_assert_eq!(decoded.trail, [encoder.id], "{}", link);
        }
    }
}

/// Packed text may hold packed texts, each of them many, and so on: 8 KB of that would keep a machine busy for minutes.
#[test]
fn links_folded_into_one_another_are_given_up() {
    let mut link = "https://gw.example.net/".to_owned();
    for _ in 0..7 {
        let packed = base64url(zlib(&link));
        let parameters = vec![format!("a={packed}"); 12];
        link = format!("https://gw.example.net/?{}", parameters.join("&"));
    }
    let judgement = Engine::default().judge_link(&MessageLink::bare(&link), None);
    assert_eq!(judgement.reason, Reason::TooDeep);
}

#[test]
fn what_comes_out_is_no_more_than_64_times_what_went_in() {
    let engine = Engine::default();
    let mut link = format!("https://example.com/{}", "a".repeat(15_000));
    for _ in 0..4 {
        let packed = base64url(zlib(&link));
        link = format!("https://links.eu1.defend.egress.com/Warning?Base64Url={packed}");
        if let Some(target) = engine.decode(&link).target {
            assert!(
                target.len() <= 64 * link.len(),
                "{} from {link}",
                target.len()
            );
        }
    }
}

#[test]
fn every_gateway_that_can_be_read_has_an_encoder() {
    let written: BTreeSet<_> = encode::encoders()
        .iter()
        .map(|encoder| encoder.id)
        .collect();
    let readable: BTreeSet<_> = GATEWAYS
        .iter()
        .filter(|row| row.is_decodable())
        .map(|row| row.id)
        .collect();
    assert_eq!(
        written, readable,
        "encoders (left) and readable rows (right) differ"
    );
}
