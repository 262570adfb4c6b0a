//! The border to the browser: conversions and the browser's second opinion, no logic.

use js_sys::Array;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

use straightway::address::HttpUrl;
use straightway::gateway::{Carrier, GATEWAYS, HostPattern};
use straightway::message::{MAX_LINKS, Message};
use straightway::policy::{Policy, PolicyProblem};
use straightway::setting::Setting;
use straightway::verdict::{Judgement, Reason, Verdict};

/// The engine, as the extension's background holds it. Every method takes `&self`: a panic inside `&mut self` would lock it.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Engine {
    engine: straightway::Engine,
    problems: Vec<PolicyProblem>,
}

#[wasm_bindgen]
impl Engine {
    /// An engine that follows the managed settings, in whatever state they are.
    #[wasm_bindgen(constructor)]
    pub fn new(managed: JsValue) -> Self {
        let managed = serde_wasm_bindgen::from_value(managed).unwrap_or(Setting::Nothing);
        let (policy, problems) = Policy::from_managed(&managed);
        Self {
            engine: straightway::Engine::new(policy),
            problems,
        }
    }

    /// What was wrong in the settings.
    ///
    /// # Errors
    /// When the browser cannot make an object.
    pub fn problems(&self) -> Result<JsValue, JsError> {
        to_js(&self.problems)
    }

    /// The settings in force, every key present.
    ///
    /// # Errors
    /// When the browser cannot make an object.
    pub fn policy(&self) -> Result<JsValue, JsError> {
        to_js(self.engine.policy())
    }

    /// Judges a message's links, in order.
    ///
    /// # Errors
    /// When `message` has not the shape of a message, or too many links.
    pub fn judge(&self, message: JsValue) -> Result<JsValue, JsError> {
        let message: Message = from_js(message)?;
        if message.links.len() > MAX_LINKS {
            return Err(JsError::new("too many links"));
        }
        let answers: Vec<_> = self
            .engine
            .judge(&message)
            .into_iter()
            .map(second_opinion)
            .collect();
        to_js(&answers)
    }

    /// Which of these addresses are worth judging, by their places in the list.
    ///
    /// # Errors
    /// When `addresses` is no list of texts, or too long.
    pub fn sift(&self, addresses: JsValue) -> Result<Vec<usize>, JsError> {
        let addresses: Vec<String> = from_js(addresses)?;
        if addresses.len() > MAX_LINKS {
            return Err(JsError::new("too many links"));
        }
        let worth =
            |(at, address): (usize, &String)| self.engine.is_worth_judging(address).then_some(at);
        Ok(addresses.iter().enumerate().filter_map(worth).collect())
    }

    /// What is behind the wrappers of one link, whether or not it may be used.
    ///
    /// # Errors
    /// When the browser cannot make an object.
    pub fn decode(&self, href: &str) -> Result<JsValue, JsError> {
        to_js(&self.engine.decode(href))
    }

    /// The addresses on the way of one link: what was in each of its wrappers, `null` where that is not known.
    ///
    /// # Errors
    /// When the browser cannot make an object.
    pub fn way(&self, href: &str) -> Result<JsValue, JsError> {
        to_js(&self.engine.way(href))
    }
}

/// The catalogue, for showing it.
///
/// # Errors
/// When the browser cannot make an object.
#[wasm_bindgen]
pub fn gateways() -> Result<JsValue, JsError> {
    #[derive(Serialize)]
    struct Row {
        id: &'static str,
        name: &'static str,
        vendor: &'static str,
        hosts: Vec<String>,
        state: &'static str,
        exemption: Option<&'static str>,
    }
    let rows: Vec<_> = GATEWAYS
        .iter()
        .map(|gateway| Row {
            id: gateway.id,
            name: gateway.name,
            vendor: gateway.vendor,
            hosts: gateway.hosts.iter().map(HostPattern::to_string).collect(),
            state: match gateway.carrier {
                Carrier::Opaque(None) => "opaque",
                Carrier::Opaque(Some(_)) => "host-hint",
                _ => "decodable",
            },
            exemption: gateway.exemption,
        })
        .collect();
    to_js(&rows)
}

/// Every reason's code with its verdict's, as pairs: for checking that each has its text.
#[wasm_bindgen]
pub fn reasons() -> Array {
    Reason::ALL
        .iter()
        .map(|reason| {
            [reason.code(), reason.verdict().code()]
                .iter()
                .map(|code| JsValue::from_str(code))
                .collect::<Array>()
        })
        .collect()
}

/// Lets the browser's own parser read the target of an `accept`: if it names another place, the link is left alone.
fn second_opinion(judgement: Judgement) -> Judgement {
    if judgement.verdict != Verdict::Accept || agrees(&judgement) {
        return judgement;
    }
    Judgement::new(Reason::BrowserDisagrees)
}

fn agrees(judgement: &Judgement) -> bool {
    let (Some(target), Some(host)) = (&judgement.target, &judgement.host) else {
        return false;
    };
    let ours = HttpUrl::parse(target);
    web_sys::Url::new(target).is_ok_and(|theirs| {
        theirs.protocol() == "https:"
            && theirs.host() == *host
            && ours.is_some_and(|ours| theirs.pathname() == ours.path())
            && theirs.username().is_empty()
            && theirs.password().is_empty()
    })
}

fn from_js<T: DeserializeOwned>(value: JsValue) -> Result<T, JsError> {
    serde_wasm_bindgen::from_value(value).map_err(|error| JsError::new(&error.to_string()))
}

fn to_js<T: Serialize + ?Sized>(value: &T) -> Result<JsValue, JsError> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value
        .serialize(&serializer)
        .map_err(|error| JsError::new(&error.to_string()))
}
