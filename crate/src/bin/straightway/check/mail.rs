//! The links of a mail, from the readable parts of it and of the mails attached to it.
//!
//! `mailparse` takes the mail apart: it bounds its own recursion, gives every charset and transfer encoding of the standards, and
//! leaves attached mails to the caller, who can bound those. It gives up on a few kinds of damage that mail programs shrug off; they
//! are mended here first.

use std::borrow::Cow;
use std::fmt;

use mailparse::body::Body;
use mailparse::{MailParseError, ParsedMail};
use memchr::memmem;
use straightway::codec;

use super::html;
use super::text::{self, Flow};

/// A link as it stands in the mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FoundLink {
    /// Its address, as it is written.
    pub(super) href: String,
    /// What is pressed, if it is anything but the address.
    pub(super) label: Option<String>,
    /// Outlook's note of the address from before Safe Links.
    pub(super) original: Option<String>,
    /// Where it stands.
    pub(super) place: Place,
}

/// Where in a mail a link stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Html,
    Text,
}

/// Why a file is no mail that can be read, as the rest of a sentence about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoMail {
    Empty,
    OutlookMsg,
    NoHeaders,
    TooDeep,
    Bomb,
    NothingReadable,
}

impl fmt::Display for NoMail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "is empty",
            Self::OutlookMsg => {
                "is in Outlook's own .msg format, which is not read: save the mail as .eml, or as text from \"View source\""
            }
            Self::NoHeaders => "is not a mail: it does not begin with a mail's header lines",
            Self::TooDeep => "has mails or parts inside each other deeper than any real mail",
            Self::Bomb => "has header lines made to keep programs busy",
            Self::NothingReadable => {
                "has no text to look at: it is encrypted, or holds nothing but attachments"
            }
        })
    }
}

/// How deep mails lie inside mails. People forward forwarded mails, but not this often.
const MAX_NESTED_MAILS: u8 = 16;

/// The most pieces of continued parameters in one mail: `mailparse` compares each of them with every other.
const MAX_PARAMETER_PIECES: usize = 2_000;

/// The first bytes of an OLE file, which a `.msg` is.
const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// The links of a mail, in the order in which they stand in it.
pub(super) fn links(bytes: Vec<u8>) -> Result<Vec<FoundLink>, NoMail> {
    if bytes.starts_with(OLE) {
        return Err(NoMail::OutlookMsg);
    }
    let mut found = Found::default();
    found.read(bytes, MAX_NESTED_MAILS)?;
    if found.parts == 0 {
        return Err(NoMail::NothingReadable);
    }
    Ok(found.links)
}

/// What has been read so far.
#[derive(Default)]
struct Found {
    links: Vec<FoundLink>,
    /// How many parts there were to look at.
    parts: usize,
}

impl Found {
    fn read(&mut self, bytes: Vec<u8>, levels: u8) -> Result<(), NoMail> {
        let bytes = with_line_feeds(in_bytes(bytes));
        let mail = without_wrapping(&bytes);
        if mail.is_empty() {
            return Err(NoMail::Empty);
        }
        // A page that shows a mail has its header lines, too, but not at its beginning.
        if mail.starts_with(b"<") {
            return Err(NoMail::NoHeaders);
        }
        if memmem::find_iter(mail, b"*0*").count() > MAX_PARAMETER_PIECES {
            return Err(NoMail::Bomb);
        }
        if let Ok(parsed) = mailparse::parse_mail(mail) {
            return self.read_parsed(&parsed, levels);
        }
        let mended = without_indented_headers(mail);
        let parsed = mailparse::parse_mail(&mended).map_err(|error| match error {
            MailParseError::Generic("Recursion limit reached") => NoMail::TooDeep,
            _ => NoMail::NoHeaders,
        })?;
        self.read_parsed(&parsed, levels)
    }

    fn read_parsed(&mut self, mail: &ParsedMail, levels: u8) -> Result<(), NoMail> {
        if !has_mail_headers(mail) {
            return Err(NoMail::NoHeaders);
        }
        for part in mail.parts() {
            self.read_part(part, levels)?;
        }
        Ok(())
    }

    fn read_part(&mut self, part: &ParsedMail, levels: u8) -> Result<(), NoMail> {
        match part.ctype.mimetype.as_str() {
            _ if is_mail(part) => {
                let inner = content(part).into_owned();
                let levels = levels.checked_sub(1).ok_or(NoMail::TooDeep)?;
                match self.read(inner, levels) {
                    // An attachment that only says that it is a mail.
                    Err(NoMail::NoHeaders | NoMail::Empty) => Ok(()),
                    read => read,
                }
            }
            "text/html" | "application/xhtml+xml" => {
                self.add_html(&unquoted(decoded(part)));
                Ok(())
            }
            "text/plain" | "text/enriched" | "text/markdown" => {
                self.add_text(&unquoted(decoded(part)), flow(part));
                Ok(())
            }
            // Its boundary is nowhere to be found, or its kind is none.
            kind if kind.starts_with("multipart/") && part.subparts.is_empty()
                || !kind.contains('/') =>
            {
                let whole = behind_headers(part.raw_bytes);
                if let Some(mended) = with_found_boundary(whole)
                    && let Ok(parsed) = mailparse::parse_mail(&mended)
                    && !parsed.subparts.is_empty()
                {
                    let levels = levels.checked_sub(1).ok_or(NoMail::TooDeep)?;
                    return self.read_parsed(&parsed, levels);
                }
                // All of it is one text in two forms, or none.
                let mut text = decoded(part);
                if text.is_empty() {
                    text = String::from_utf8_lossy(whole).into_owned();
                }
                let text = unquoted(text);
                self.add_html(&text);
                self.add_text(&text, Flow::Fixed);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn add_html(&mut self, text: &str) {
        self.parts += 1;
        self.links.extend(html::links(text));
    }

    fn add_text(&mut self, text: &str, flow: Flow) {
        self.parts += 1;
        let links = text::links(text, flow).into_iter();
        self.links.extend(links.map(|href| FoundLink {
            href,
            label: None,
            original: None,
            place: Place::Text,
        }));
    }
}

/// A mail that an editor or a shell of Windows wrote in UTF-16, as the bytes it is made of.
fn in_bytes(bytes: Vec<u8>) -> Vec<u8> {
    let unit = match bytes {
        ref bytes if bytes.starts_with(b"\xff\xfe") => u16::from_le_bytes,
        ref bytes if bytes.starts_with(b"\xfe\xff") => u16::from_be_bytes,
        bytes => return bytes,
    };
    let (pairs, _) = bytes.as_chunks();
    let units: Vec<_> = pairs.iter().map(|pair| unit(*pair)).collect();
    String::from_utf16_lossy(&units).into_bytes()
}

/// Writes carriage returns that stand alone as the line feeds they are meant for. Where a line has two in front of its own line
/// feed, a program wrote a mail as if it were text of its own, and one is too many.
fn with_line_feeds(mut bytes: Vec<u8>) -> Vec<u8> {
    if memmem::find(&bytes, b"\r\r\n").is_some() {
        bytes.dedup_by(|next, before| (*before, *next) == (b'\r', b'\r'));
    }
    let mut rest = bytes.as_mut_slice();
    while let Some(at) = memchr::memchr(b'\r', rest) {
        let Some((end, behind)) = rest.split_at_mut(at).1.split_first_mut() else {
            break;
        };
        if behind.first() != Some(&b'\n') {
            *end = b'\n';
        }
        rest = behind;
    }
    bytes
}

/// Takes off what programs put in front of a saved mail: a byte order mark, empty lines, an mbox's `From ` line.
fn without_wrapping(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let bytes = bytes.trim_ascii_start();
    if !bytes.starts_with(b"From ") && !bytes.starts_with(b">From ") {
        return bytes;
    }
    let line = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
    bytes.get(line..).unwrap_or_default().trim_ascii_start()
}

/// Takes the white space off the line behind each boundary, where a header line must not begin with it.
fn without_indented_headers(bytes: &[u8]) -> Vec<u8> {
    let mut mended = Vec::with_capacity(bytes.len());
    let mut is_first_line = false;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let indented = line.len() - line.trim_ascii_start().len();
        // The line's own end stays.
        let indented = indented.min(line.trim_ascii_end().len());
        let blank = line.trim_ascii().is_empty();
        mended.extend_from_slice(match (is_first_line, blank) {
            (true, true) => b"\n",
            (true, false) => line.get(indented..).unwrap_or(line),
            (false, _) => line,
        });
        is_first_line = line.starts_with(b"--");
    }
    mended
}

/// Whether a part is a mail, by its kind or as a file that somebody saved and attached.
fn is_mail(part: &ParsedMail) -> bool {
    match part.ctype.mimetype.as_str() {
        "message/rfc822" | "message/global" => true,
        "application/octet-stream" => {
            let disposition = part.get_content_disposition();
            let name = disposition.params.get("filename");
            let name = name.or_else(|| part.ctype.params.get("name"));
            name.is_some_and(|name| name.to_ascii_lowercase().ends_with(".eml"))
        }
        _ => false,
    }
}

/// What stands behind a part's header lines.
fn behind_headers(part: &[u8]) -> &[u8] {
    let blanks = [&b"\n\n"[..], b"\n\r\n"];
    let starts = blanks.iter().filter_map(|blank| memmem::find(part, blank));
    let start = starts.min().unwrap_or(part.len());
    part.get(start..).unwrap_or_default()
}

/// The body of a multipart mail under a header that names the boundary which is in it, whatever the mail's own header says.
fn with_found_boundary(body: &[u8]) -> Option<Vec<u8>> {
    let lines: Vec<_> = body
        .split(|byte| *byte == b'\n')
        .map(<[u8]>::trim_ascii_end)
        .collect();
    let boundary = lines.windows(2).find_map(|pair| match *pair {
        [line, header] if header.to_ascii_lowercase().starts_with(b"content-") => {
            line.strip_prefix(b"--")
        }
        _ => None,
    })?;
    let header = b"Content-Type: multipart/mixed; boundary=\"";
    let is_plain =
        !boundary.is_empty() && !boundary.iter().any(|byte| matches!(byte, b'"' | b'\\'));
    is_plain.then(|| [header, boundary, b"\"\n\n", body].concat())
}

/// Whether a text begins with lines that only mails begin with.
fn has_mail_headers(mail: &ParsedMail) -> bool {
    const NAMES: &[&str] = &[
        "content-type",
        "date",
        "delivered-to",
        "from",
        "message-id",
        "mime-version",
        "received",
        "return-path",
        "subject",
        "to",
    ];
    mail.headers.iter().any(|header| {
        let name = header.get_key_ref();
        NAMES.iter().any(|known| name.eq_ignore_ascii_case(known))
            && !header.get_value_raw().trim_ascii().is_empty()
    })
}

/// How the lines of a plain text part are broken.
fn flow(part: &ParsedMail) -> Flow {
    let is = |name: &str, wanted: &str| {
        let value = part.ctype.params.get(name);
        value.is_some_and(|value| value.trim().eq_ignore_ascii_case(wanted))
    };
    match (is("format", "flowed"), is("delsp", "yes")) {
        (false, _) => Flow::Fixed,
        (true, false) => Flow::Flowed,
        (true, true) => Flow::FlowedThroughWords,
    }
}

/// A part's text. A charset that is missing, unknown or wrong costs letters that no address has.
fn decoded(part: &ParsedMail) -> String {
    let is_declared = part.ctype.params.contains_key("charset")
        && !part.ctype.charset.eq_ignore_ascii_case("us-ascii");
    if is_declared && let Ok(text) = part.get_body() {
        return text;
    }
    match String::from_utf8(content(part).into_owned()) {
        Ok(text) => text,
        // It may say by its first bytes what it is.
        Err(error) => part.get_body().unwrap_or_else(|_| {
            let bytes = error.as_bytes().iter();
            bytes.map(|byte| char::from(*byte)).collect()
        }),
    }
}

/// Undoes quoted-printable text of which no header says that it is: where every `=` is one of its escapes or breaks a line, and at
/// least one is what nobody else writes.
fn unquoted(text: String) -> String {
    let mut behind_signs = text.split('=').skip(1).map(str::as_bytes);
    let is_quoted = ["=3D", "=\n", "=\r\n"]
        .iter()
        .any(|sign| text.contains(sign))
        && behind_signs.all(|behind| match behind {
            [b'\n', ..] | [b'\r', b'\n', ..] => true,
            [high, low, ..] => codec::hex(*high).is_some() && codec::hex(*low).is_some(),
            _ => false,
        });
    if !is_quoted {
        return text;
    }
    let unbroken = text.replace("=\r\n", "").replace("=\n", "");
    codec::escapes_once(&unbroken, b'=').into_owned()
}

/// A part's bytes, or as much of them as its damage leaves.
fn content<'a>(part: &'a ParsedMail) -> Cow<'a, [u8]> {
    match part.get_body_encoded() {
        Body::SevenBit(body) | Body::EightBit(body) => Cow::Borrowed(body.get_raw()),
        Body::Binary(body) => Cow::Borrowed(body.get_raw()),
        Body::QuotedPrintable(body) => body
            .get_decoded()
            .map_or(Cow::Borrowed(body.get_raw()), Cow::Owned),
        Body::Base64(body) => Cow::Owned(
            body.get_decoded()
                .unwrap_or_else(|_| salvaged_base64(body.get_raw())),
        ),
    }
}

/// Decodes base64 whose end is cut off, or which has lines of another kind in it, such as a gateway's notice.
fn salvaged_base64(bytes: &[u8]) -> Vec<u8> {
    let lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let lines = lines.map(|line| line.strip_suffix(b"=").unwrap_or(line));
    let lines = lines.map(|line| line.strip_suffix(b"=").unwrap_or(line));
    let lines = lines.filter(|line| line.iter().all(|byte| codec::sextet(*byte).is_some()));
    let mut digits: String = lines.flatten().map(|byte| char::from(*byte)).collect();
    if digits.len() % 4 == 1 {
        digits.pop();
    }
    codec::base64(&digits).unwrap_or_default()
}
