//! Addresses, parsed once and compared correctly.
//!
//! Two views of the same text. [`Link`] is a cheap, borrowed split of a plainly written web address: it is what
//! wrappers are recognised and opened with, and it keeps every byte behind the host as it was written. [`HttpUrl`]
//! is what the URL standard makes of the text (crate `url`, with its full Unicode tables): nothing leaves the core
//! as a target that is not one.
//!
//! No other module compares host names as strings: [`Host`] is lower-case, without a final dot and without a port.
//!
//! Source: <https://url.spec.whatwg.org/>

use std::borrow::Cow;
use std::fmt;

use memchr::{memchr, memchr2, memchr3};
use url::Url;

/// The longest address that is looked at, in bytes. Longer ones are left as they are.
pub const MAX_LENGTH: usize = 16 * 1024;

/// A host name in its one spelling: ASCII lower case, no final dot, no port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host<'a>(Cow<'a, str>);

impl<'a> Host<'a> {
    /// Reads a plainly written host name: letters, digits, `-`, `_` and dots, with at most one final dot.
    ///
    /// `None` for anything else, such as percent escapes or letters that only become a host name by mapping.
    pub fn plain(text: &'a str) -> Option<Self> {
        Self::at_front(text).and_then(|(host, rest)| rest.is_empty().then_some(host))
    }

    /// The host name that `text` starts with, up to the first character that is in none, and the text from there.
    #[allow(clippy::inline_always, reason = "see `Link::split`")]
    #[inline(always)]
    fn at_front(text: &'a str) -> Option<(Self, &'a str)> {
        let mut length = 0;
        let mut seen = PLAIN;
        let mut doubled = PLAIN;
        let mut previous = DOT;
        for byte in text.bytes() {
            let kind = kind(byte);
            if kind == FOREIGN {
                break;
            }
            length += 1;
            seen |= kind;
            doubled |= kind & previous;
            previous = kind;
        }
        let (name, rest) = text.split_at_checked(length)?;
        let name = name.strip_suffix('.').unwrap_or(name);
        let has_empty_label = name.is_empty() || doubled & DOT != 0;
        if has_empty_label || name.len() > 253 {
            return None;
        }
        let host = Self(if seen & UPPER != 0 {
            Cow::Owned(name.to_ascii_lowercase())
        } else {
            Cow::Borrowed(name)
        });
        Some((host, rest))
    }

    /// Whether this is exactly `name`.
    ///
    /// ```
    /// # use straightway::address::Host;
    /// assert!(Host::plain("ID.Atlassian.com.").unwrap().is("id.atlassian.com"));
    /// assert!(!Host::plain("xid.atlassian.com").unwrap().is("id.atlassian.com"));
    /// ```
    pub fn is(&self, name: &str) -> bool {
        self.0 == name
    }

    /// Whether this is `name` or a name below it, by whole labels.
    pub fn is_under(&self, name: &str) -> bool {
        let front = self.0.strip_suffix(name);
        front.is_some_and(|front| front.is_empty() || front.ends_with('.'))
    }

    /// The labels in front of `name`, if this is a name below it.
    ///
    /// ```
    /// # use straightway::address::Host;
    /// assert_eq!(Host::plain("eur01.example.org").unwrap().below("example.org"), Some("eur01"));
    /// assert_eq!(Host::plain("badexample.org").unwrap().below("example.org"), None);
    /// ```
    pub fn below(&self, name: &str) -> Option<&str> {
        self.0.strip_suffix(name)?.strip_suffix('.')
    }

    /// The name's labels, from the left.
    pub fn labels(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('.')
    }

    /// The label that tells whose name this is; see [`owner`].
    pub fn owner(&self) -> &str {
        owner(&self.0)
    }

    /// The name as text, for showing it and for looking it up in a table.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Kinds of bytes in a host name, as bits, so that a name is checked without a branch for each byte.
const PLAIN: u8 = 0;
const UPPER: u8 = 1;
const DOT: u8 = 2;
const FOREIGN: u8 = 4;

static KINDS: [u8; 256] = {
    let mut kinds = [FOREIGN; 256];
    let mut rest: &mut [u8] = &mut kinds;
    let mut byte = 0_u8;
    while let [kind, behind @ ..] = rest {
        *kind = match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' => PLAIN,
            b'A'..=b'Z' => UPPER,
            b'.' => DOT,
            _ => FOREIGN,
        };
        byte = byte.wrapping_add(1);
        rest = behind;
    }
    kinds
};

fn kind(byte: u8) -> u8 {
    KINDS.get(usize::from(byte)).copied().unwrap_or(FOREIGN)
}

/// The label of a host name in front of its top-level domain, or in front of a country's `co` or `com`.
///
/// ```
/// # use straightway::address::owner;
/// assert_eq!(owner("eur01.safelinks.protection.outlook.com"), "outlook");
/// assert_eq!(owner("www.google.co.uk"), "google");
/// ```
pub fn owner(name: &str) -> &str {
    let Some((front, _)) = split_last_label(name) else {
        return name;
    };
    match split_last_label(front) {
        Some((front, "co" | "com")) => split_last_label(front).map_or(front, |(_, label)| label),
        Some((_, label)) => label,
        None => front,
    }
}

/// Splits at the last dot. For names as short as hosts, this is quicker than a search that is made for long texts.
fn split_last_label(name: &str) -> Option<(&str, &str)> {
    let dot = name.as_bytes().iter().rposition(|byte| *byte == b'.')?;
    Some((name.get(..dot)?, name.get(dot + 1..)?))
}

impl fmt::Display for Host<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a text is not a plainly written web address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotPlain {
    /// No `http:` or `https:` in front.
    OtherScheme,
    /// A web address in a spelling that readers and parsers may take differently: user info, backslashes, missing
    /// or surplus slashes, a host in anything but plain letters.
    Odd,
}

/// A plainly written `http` or `https` address, split but not changed.
#[derive(Debug, Clone)]
pub struct Link<'a> {
    text: &'a str,
    https: bool,
    authority: &'a str,
    host: Host<'a>,
    tail: &'a str,
    path: &'a str,
}

impl<'a> Link<'a> {
    /// Splits `text` where a browser would, or says why that is not beyond doubt.
    ///
    /// # Errors
    /// [`NotPlain`] when the text is no web address, or one in an odd spelling.
    ///
    /// ```
    /// # use straightway::address::Link;
    /// let link = Link::split("https://gw.example.net/go/https://id.atlassian.com/?a=1#x").unwrap();
    /// assert_eq!(link.host().as_str(), "gw.example.net");
    /// assert_eq!(link.tail(), "/go/https://id.atlassian.com/?a=1#x");
    /// assert_eq!(link.query(), Some("a=1"));
    /// ```
    #[allow(
        clippy::inline_always,
        reason = "handing the parts over is a tenth of the time that an unrelated link takes"
    )]
    #[inline(always)]
    pub fn split(text: &'a str) -> Result<Self, NotPlain> {
        let (https, rest) = split_scheme(text).ok_or(NotPlain::OtherScheme)?;
        let rest = rest.strip_prefix("//").ok_or(NotPlain::Odd)?;
        let (host, behind) = Host::at_front(rest).ok_or(NotPlain::Odd)?;
        let tail = match behind.bytes().next() {
            Some(b':') => behind_port(behind).ok_or(NotPlain::Odd)?,
            Some(b'/' | b'?' | b'#') | None => behind,
            Some(_) => return Err(NotPlain::Odd),
        };
        let authority = rest.get(..rest.len() - tail.len()).unwrap_or(rest);
        Ok(Self {
            text,
            https,
            authority,
            host,
            tail,
            path: tail
                .get(..memchr2(b'?', b'#', tail.as_bytes()).unwrap_or(tail.len()))
                .ok_or(NotPlain::Odd)?,
        })
    }

    /// The whole text.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Whether the scheme is `https`.
    pub fn is_https(&self) -> bool {
        self.https
    }

    /// The host.
    pub fn host(&self) -> &Host<'a> {
        &self.host
    }

    /// The port with its colon, as it is written; empty when there is none.
    pub fn port(&self) -> &'a str {
        let colon = memchr(b':', self.authority.as_bytes());
        colon
            .and_then(|at| self.authority.get(at..))
            .unwrap_or_default()
    }

    /// Whether the authority is nothing but the host, in whatever case, with at most the scheme's own port.
    pub fn is_bare_authority(&self) -> bool {
        let port = if self.https { ":443" } else { ":80" };
        let name = self.authority.strip_suffix(port).unwrap_or(self.authority);
        name.eq_ignore_ascii_case(self.host.as_str())
    }

    /// Whether the URL standard would write path, query and fragment just as they stand.
    pub fn is_serialised(&self) -> bool {
        // Without branches, so that it is done many bytes at a time.
        let rewritten = self.tail.bytes().fold(0, |rewritten, byte| {
            let outside = u8::from(!(b'!'..=b'~').contains(&byte));
            let inside = b"\"'<>\\^`{|}".iter().map(|other| u8::from(byte == *other));
            inside.fold(rewritten | outside, |seen, is_same| seen | is_same)
        });
        self.path.starts_with('/')
            && rewritten == 0
            && !self.path.contains("/.")
            && !self.path.contains("/%2")
    }

    /// Everything behind the authority: path, query and fragment.
    pub fn tail(&self) -> &'a str {
        self.tail
    }

    /// The path: the tail up to the first `?` or `#`.
    pub fn path(&self) -> &'a str {
        self.path
    }

    /// The query without its `?` and without the fragment.
    pub fn query(&self) -> Option<&'a str> {
        let (query, _) = split_fragment(self.query_and_fragment()?);
        Some(query)
    }

    /// The text behind the first `?`, fragment included: what a gateway that does not encode its target leaves there.
    pub fn query_and_fragment(&self) -> Option<&'a str> {
        self.tail.get(self.path.len()..)?.strip_prefix('?')
    }

    /// The text behind the first `#`.
    pub fn fragment(&self) -> Option<&'a str> {
        split_fragment(self.tail).1
    }

    /// The query's parameters in order, as they are written.
    pub fn parameters(&self) -> impl Iterator<Item = Parameter<'a>> {
        parameters(self.query().unwrap_or_default())
    }

    /// The value of the first parameter called `name`, in any case, as it is written.
    pub fn parameter(&self, name: &str) -> Option<&'a str> {
        self.parameters()
            .find(|parameter| parameter.name.eq_ignore_ascii_case(name))
            .map(|parameter| parameter.value)
    }
}

/// What follows the port at the front of `text`.
fn behind_port(text: &str) -> Option<&str> {
    let text = text.strip_prefix(':')?;
    let end = memchr3(b'/', b'?', b'#', text.as_bytes()).unwrap_or(text.len());
    let (port, rest) = text.split_at_checked(end)?;
    let is_port = port.parse::<u16>().is_ok() && !port.starts_with('+');
    is_port.then_some(rest)
}

/// One `name=value` of a query, as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter<'a> {
    /// The text before the first `=`.
    pub name: &'a str,
    /// The text behind it; empty when there is no `=`.
    pub value: &'a str,
}

/// Splits a query at `&`, and only there: `;` stands inside values.
pub fn parameters(query: &str) -> impl Iterator<Item = Parameter<'_>> {
    let mut rest = Some(query);
    std::iter::from_fn(move || {
        loop {
            let (part, behind) = split_at_byte(rest?, b'&');
            rest = behind;
            if !part.is_empty() {
                let (name, value) = split_at_byte(part, b'=');
                let value = value.unwrap_or_default();
                return Some(Parameter { name, value });
            }
        }
    })
}

/// Splits at the first `#`.
pub fn split_fragment(text: &str) -> (&str, Option<&str>) {
    split_at_byte(text, b'#')
}

/// Splits at the first `byte`, an ASCII character, which goes to neither part.
fn split_at_byte(text: &str, byte: u8) -> (&str, Option<&str>) {
    let parts =
        memchr(byte, text.as_bytes()).and_then(|at| Some((text.get(..at)?, text.get(at + 1..))));
    parts.unwrap_or((text, None))
}

/// Takes `http:` or `https:` off the front; the flag says whether it was `https`.
pub fn split_scheme(text: &str) -> Option<(bool, &str)> {
    // Nearly every address is written so.
    if let Some(rest) = text.strip_prefix("https:") {
        return Some((true, rest));
    }
    let after = |scheme: &str| {
        let (front, rest) = text.split_at_checked(scheme.len())?;
        front.eq_ignore_ascii_case(scheme).then_some(rest)
    };
    after("https:")
        .map(|rest| (true, rest))
        .or_else(|| after("http:").map(|rest| (false, rest)))
}

/// Whether `text` starts with a readable web scheme.
pub fn has_scheme(text: &str) -> bool {
    split_scheme(text).is_some()
}

/// Whether `text` starts with a web scheme whose colon is still escaped, in one layer or two.
pub fn has_encoded_scheme(text: &str) -> bool {
    ["https%3a", "http%3a", "https%253a", "http%253a"]
        .into_iter()
        .any(|scheme| {
            text.get(..scheme.len())
                .is_some_and(|front| front.eq_ignore_ascii_case(scheme))
        })
}

/// Whether `address`, though its scheme can be read, has the separators of its query escaped: whoever put it into another link
/// escaped those that would break that link, and perhaps its `=`.
///
/// An address inside this one, such as its `continue=`, does not look so: there, the `=` behind the `%26` is escaped, too.
///
/// ```
/// # use straightway::address::is_half_encoded;
/// assert!(is_half_encoded("https://a.example/?x=1%26y=2"));
/// assert!(is_half_encoded("https://a.example/?x%3D1%26y%3D2"));
/// assert!(!is_half_encoded("https://a.example/?x=1&y=2%26z=3"));
/// assert!(!is_half_encoded("https://a.example/?x=https%3A%2F%2Fb.example%2F%3Fy%3D1%26z%3D2"));
/// ```
pub fn is_half_encoded(address: &str) -> bool {
    let (front, _) = split_fragment(address);
    let query = front.split_once('?').map_or("", |(_, query)| query);
    let begins_parameter = |part: &str| {
        let (name, _) = part.split_once('=').unwrap_or_default();
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
        !name.is_empty() && name.bytes().all(is_plain)
    };
    if query.contains('&') {
        false
    } else if query.contains('=') {
        query.split("%26").skip(1).any(begins_parameter)
    } else {
        query.contains("%3D") || query.contains("%3d")
    }
}

/// An `http` or `https` address as the URL standard reads it, without user info, no longer than [`MAX_LENGTH`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpUrl(Url);

impl HttpUrl {
    /// Parses `text`.
    ///
    /// `None` when it is no valid web address, carries user info or is too long.
    ///
    /// ```
    /// # use straightway::address::HttpUrl;
    /// let url = HttpUrl::parse("HTTPS://ID.atlassian.com:443").unwrap();
    /// assert_eq!(url.as_str(), "https://id.atlassian.com/");
    /// assert!(HttpUrl::parse("javascript:alert(1)").is_none());
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > MAX_LENGTH {
            return None;
        }
        let url = parse(text)?;
        let web = matches!(url.scheme(), "http" | "https");
        let bare = url.username().is_empty() && url.password().is_none();
        (web && bare && url.host().is_some() && url.as_str().len() <= MAX_LENGTH)
            .then_some(Self(url))
    }

    /// The host.
    #[allow(
        clippy::disallowed_methods,
        reason = "this is where the crate's host becomes ours"
    )]
    pub fn host(&self) -> Host<'_> {
        let name = self.0.host_str().unwrap_or_default();
        Host(Cow::Borrowed(name.strip_suffix('.').unwrap_or(name)))
    }

    /// Whether the scheme is `https`.
    pub fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// The path, as the standard serialises it.
    pub fn path(&self) -> &str {
        self.0.path()
    }

    /// The query, as the standard serialises it.
    pub fn query(&self) -> Option<&str> {
        self.0.query()
    }

    /// The whole address, as the standard serialises it.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl From<HttpUrl> for String {
    /// The whole address, as the standard serialises it.
    fn from(url: HttpUrl) -> Self {
        url.0.into()
    }
}

/// What the URL standard makes of `text`.
#[cfg(not(target_arch = "wasm32"))]
fn parse(text: &str) -> Option<Url> {
    Url::parse(text).ok()
}

/// What the URL standard makes of `text`. In the browser the crate has no Unicode tables and refuses hosts in other scripts; the
/// browser's own parser then writes the host in ASCII.
#[cfg(target_arch = "wasm32")]
fn parse(text: &str) -> Option<Url> {
    Url::parse(text)
        .or_else(|refused| match web_sys::Url::new(text) {
            Ok(url) => Url::parse(&url.href()),
            Err(_) => Err(refused),
        })
        .ok()
}
