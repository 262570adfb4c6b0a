//! What is never a wrapper, though it holds addresses: identity providers, archives, translators, pages to share on, search engines.

use super::spot::Spot;
use crate::address::Link;
use crate::atlassian;

/// Hosts, with all below them, whose links lead nowhere but to themselves.
const HOSTS: &[&str] = &[
    // Identity providers.
    "login.microsoftonline.com",
    "login.microsoftonline.us",
    "b2clogin.com",
    "ciamlogin.com",
    "login.live.com",
    "login.yahoo.com",
    "okta.com",
    "oktapreview.com",
    "okta-emea.com",
    "auth0.com",
    "appleid.apple.com",
    "onelogin.com",
    "pingidentity.com",
    "pingone.com",
    "duosecurity.com",
    "amazoncognito.com",
    "signin.aws.amazon.com",
    "login.salesforce.com",
    "jumpcloud.com",
    "github.com",
    "gitlab.com",
    // Archives.
    "archive-it.org",
    "nationalarchives.gov.uk",
    "webarchive.loc.gov",
    "perma.cc",
    "ghostarchive.org",
    "arquivo.pt",
    "webcitation.org",
    "mementoweb.org",
    "webcache.googleusercontent.com",
    "cdn.ampproject.org",
    "cc.bingj.com",
    // Translators.
    "translate.goog",
    "microsofttranslator.com",
    "translatetheweb.com",
    "papago.naver.net",
    "deepl.com",
    // To share, to write to somebody, to note down.
    "twitter.com",
    "x.com",
    "bsky.app",
    "t.me",
    "telegram.me",
    "wa.me",
    "api.whatsapp.com",
    "web.whatsapp.com",
    "facebook.com",
    "linkedin.com",
    "reddit.com",
    "pinterest.com",
    "news.ycombinator.com",
    "getpocket.com",
    "instapaper.com",
    "hatena.ne.jp",
    "line.me",
    "teams.microsoft.com",
    "outlook.live.com",
    "outlook.office.com",
    "outlook.office365.com",
    // To look up, to look into.
    "chart.googleapis.com",
    "api.qrserver.com",
    "quickchart.io",
    "image-charts.com",
    "view.officeapps.live.com",
    "virustotal.com",
    "urlscan.io",
    "urlvoid.com",
    "sitecheck.sucuri.net",
    "safeweb.norton.com",
    "ssllabs.com",
    "downforeveryoneorjustme.com",
    "web.dev",
    "w3.org",
    "webpagetest.org",
    "phishtank.org",
    "hypothes.is",
    // Search engines.
    "bing.com",
    "duckduckgo.com",
    "search.yahoo.com",
    "search.brave.com",
    "ecosia.org",
    "startpage.com",
    "qwant.com",
    "kagi.com",
    "search.aol.com",
    "search.naver.com",
    "search.seznam.cz",
    "baidu.com",
    "sogou.com",
];

/// Those of whom this is true under every country's domain.
const OWNERS: &[&str] = &["google", "yandex", "archive"];

/// What is in the paths of identity providers, search engines and pages to share on, on whatever host.
const PATHS: &[&str] = &[
    "/oauth",
    "/saml",
    "/auth",
    "/login",
    "/signin",
    "/account",
    "/verification",
    "/openid",
    "/sso",
    "/idp/",
    "/cas/",
    "/adfs/",
    "/shibboleth.sso/",
    "/search",
    "/share",
    "/intent/",
    "/compose",
    "/translat",
    // Nextcloud's, for pictures in mails.
    "/apps/mail/proxy",
];

/// Whether nothing inside this link is ever its target: identity providers, archives, translators, share and look-up tools,
/// search engines, and Atlassian's own addresses.
pub(super) fn is_refused(link: &Link) -> bool {
    let host = link.host();
    // An invitation's own path has such words in it, and may stand in this one, with its scheme or without.
    let path = link.path().to_ascii_lowercase();
    let front = path.split("http").next().unwrap_or_default();
    let end = Spot::first(front).map_or(front.len(), |spot| spot.start);
    let front = front.get(..end).unwrap_or_default();
    atlassian::is_family(host)
        || HOSTS.iter().any(|name| host.is_under(name))
        || OWNERS.contains(&host.owner())
        || PATHS.iter().any(|part| front.contains(part))
}

/// Whether a parameter of this name tells a service where to go on, rather than a reader, or holds what a reader writes.
pub(super) fn is_refused_parameter(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "redirect_uri",
        "redirecturi",
        "relaystate",
        "return_to",
        "openid.return_to",
        "post_logout_redirect_uri",
        "wreply",
        "wctx",
        "fromuri",
        "service",
        "samlrequest",
        "wopisrc",
        "from",
        "ref",
        "referer",
        "referrer",
        "source",
        "text",
        "body",
    ];
    NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
}
