//! Which browsers a kit is for: under which id, and from where, each gets the extension.

use super::browser::{Browser, CHROME_WEB_STORE, EDGE_ADD_ONS};
use super::package::Package;
use crate::manifest;
use straightway::address::HttpUrl;

/// One browser of a kit.
pub(super) struct Target {
    pub(super) browser: Browser,
    pub(super) id: String,
    /// Chromium's update manifest, or what Firefox installs.
    pub(super) install_url: String,
    /// Where own copies are updated from, and the copy; without it, a store does it.
    pub(super) hosted: Option<Hosted>,
}

impl Target {
    /// The entry of `ExtensionInstallForcelist` by which Chromium's browsers install the extension.
    pub(super) fn forcelist_entry(&self) -> String {
        format!("{};{}", self.id, self.install_url)
    }
}

/// A package of the organisation's own server.
#[derive(Clone)]
pub(super) struct Hosted {
    pub(super) update_url: String,
    pub(super) package: Package,
    /// Where the package lies: beside the update manifest.
    pub(super) package_url: String,
}

impl Hosted {
    /// Whether the package itself says where newer versions are. Chromium asks nowhere else for one that a list of extensions
    /// to install has brought; to Firefox the policy says it, from version 151 on.
    pub(super) fn updates_itself(&self) -> bool {
        self.package.update_url.as_ref() == Some(&self.update_url)
    }
}

/// What the command line says of browsers, ids and servers.
#[derive(Default)]
pub(super) struct Wanted {
    /// Those asked for; all that have an id if none is.
    pub(super) browsers: Vec<Browser>,
    /// Ids for one browser, or for every browser that knows such.
    pub(super) ids: Vec<(Option<Browser>, String)>,
    pub(super) update_urls: Vec<String>,
    pub(super) packages: Vec<Package>,
}

impl Wanted {
    /// The browsers with all that a kit has to know of them, or why that cannot be.
    pub(super) fn targets(&self) -> Result<Vec<Target>, String> {
        for (browser, id) in &self.ids {
            check_id(*browser, id)?;
        }
        for url in &self.update_urls {
            check_url(url)?;
        }
        let mut targets = Vec::new();
        for browser in Browser::ALL {
            let is_named = self.browsers.contains(&browser);
            if !is_named && !self.browsers.is_empty() {
                continue;
            }
            match self.target(browser)? {
                Some(target) => targets.push(target),
                None if is_named => {
                    return Err(format!("{browser} needs its id: --id {}=…", browser.word()));
                }
                None => {}
            }
        }
        if targets.is_empty() {
            return Err("no browser is given; name an --id, a --package or a --browser".to_owned());
        }
        Ok(targets)
    }

    fn target(&self, browser: Browser) -> Result<Option<Target>, String> {
        let hosted = self.hosted(browser)?;
        let own_id = self.ids.iter().find(|(of, _)| *of == Some(browser));
        let shared_id = || {
            self.ids
                .iter()
                .find(|(of, id)| of.is_none() && is_chromium_id(id) == browser.is_chromium())
        };
        let is_firefox_named = browser == Browser::Firefox && self.browsers.contains(&browser);
        let id = own_id
            .or_else(shared_id)
            .map(|(_, id)| id.clone())
            .or_else(|| hosted.as_ref().map(|hosted| hosted.package.id.clone()))
            .or_else(|| is_firefox_named.then(manifest::gecko_id));
        let Some(id) = id else { return Ok(None) };
        if let Some(Hosted { package, .. }) = &hosted
            && package.id != id
        {
            return Err(format!(
                "{} has the id {}, and {browser} is told to look for {id}",
                package.name, package.id
            ));
        }
        if let Some(hosted) = &hosted
            && browser.is_chromium()
            && !hosted.updates_itself()
        {
            return Err(format!(
                "{} does not look for newer versions at {}, and would stay as old as it is: build it with \
                 npm run package -- --update-url",
                hosted.package.name, hosted.update_url
            ));
        }
        let install_url = match (&hosted, browser) {
            (Some(hosted), Browser::Firefox) => hosted.package_url.clone(),
            (Some(hosted), _) => hosted.update_url.clone(),
            (None, Browser::Firefox) => {
                let id = id.replace('{', "%7B").replace('}', "%7D");
                format!("https://addons.mozilla.org/firefox/downloads/latest/{id}/latest.xpi")
            }
            // An id that is not said to be Edge's is the Chrome Web Store's, from which Edge installs too.
            (None, Browser::Edge) if own_id.is_some() => EDGE_ADD_ONS.to_owned(),
            (None, _) => CHROME_WEB_STORE.to_owned(),
        };
        Ok(Some(Target {
            browser,
            id,
            install_url,
            hosted,
        }))
    }

    /// The own server that a browser is to be led to.
    fn hosted(&self, browser: Browser) -> Result<Option<Hosted>, String> {
        let package = self
            .packages
            .iter()
            .find(|package| package.is_chromium == browser.is_chromium());
        let update_url =
            self.update_urls
                .iter()
                .find_map(|url| match (url, browser.is_chromium()) {
                    (folder, true) if folder.ends_with('/') => Some(format!("{folder}updates.xml")),
                    (folder, false) if folder.ends_with('/') => {
                        Some(format!("{folder}updates.json"))
                    }
                    (file, is_chromium) => (is_json(file) != is_chromium).then(|| file.clone()),
                });
        match (package, update_url) {
            (Some(package), Some(update_url)) => {
                let folder = update_url.rsplit_once('/').map_or("", |(folder, _)| folder);
                let package_url = format!("{folder}/{}", package.name);
                Ok(Some(Hosted {
                    update_url,
                    package: package.clone(),
                    package_url,
                }))
            }
            (Some(package), None) => Err(format!(
                "{} needs an --update-url, the place that it will be served from",
                package.name
            )),
            // The address of a folder may be meant for the other family alone.
            (None, Some(url)) if self.packages.is_empty() || self.update_urls.contains(&url) => {
                Err(
                    "an --update-url needs a --package, of which its update manifest tells"
                        .to_owned(),
                )
            }
            (None, _) => Ok(None),
        }
    }
}

/// Whether an address is that of Firefox's kind of update manifest.
fn is_json(url: &str) -> bool {
    matches!(url.rsplit_once('.'), Some((_, "json")))
}

/// Whether this can be an id of Chromium's: 32 letters from a to p.
fn is_chromium_id(id: &str) -> bool {
    id.len() == 32 && id.bytes().all(|byte| (b'a'..=b'p').contains(&byte))
}

/// Whether this can be an id of Firefox's: like a mail address, or a GUID in braces.
fn is_gecko_id(id: &str) -> bool {
    let is_word = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
    };
    let guid = id.strip_prefix('{').and_then(|id| id.strip_suffix('}'));
    let is_like_mail =
        |(local, domain): (&str, &str)| is_word(local) && is_word(domain) && !domain.is_empty();
    id.len() <= 80
        && match guid {
            Some(guid) => {
                guid.len() == 36
                    && guid
                        .bytes()
                        .all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
            }
            None => id.split_once('@').is_some_and(is_like_mail),
        }
}

fn check_id(browser: Option<Browser>, id: &str) -> Result<(), String> {
    let (is_good, wanted) = match browser {
        Some(Browser::Firefox) => (
            is_gecko_id(id),
            "an id of Firefox's, such as straightway@straightway",
        ),
        Some(_) => (is_chromium_id(id), "32 letters from a to p"),
        None => (
            is_chromium_id(id) || is_gecko_id(id),
            "32 letters from a to p, nor an id of Firefox's",
        ),
    };
    if is_good {
        return Ok(());
    }
    Err(format!("the id {} is not {wanted}", id.escape_debug()))
}

/// The longest address of an update manifest: what group policy writes as one value ends at 255 characters.
const MAX_UPDATE_URL: usize = 200;

/// An https address; http is good for trying a kit out on one's own machine.
fn check_url(url: &str) -> Result<(), String> {
    let is_plain = url.len() <= MAX_UPDATE_URL && url.bytes().all(|byte| byte.is_ascii_graphic());
    let parsed = HttpUrl::parse(url);
    let is_good = parsed.is_some_and(|parsed| {
        let host = parsed.host();
        // Spelled as browsers spell it, so that nothing in it means anything else to some tool.
        parsed.as_str() == url
            && (parsed.is_https() || host.is("127.0.0.1") || host.is("localhost"))
    });
    if is_plain && is_good && !url.contains(['?', '#', ';']) {
        return Ok(());
    }
    Err(format!(
        "the update address {} is not an https address of at most {MAX_UPDATE_URL} characters without ?, # and ;",
        url.escape_debug()
    ))
}
