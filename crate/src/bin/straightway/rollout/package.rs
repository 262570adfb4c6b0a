//! A package of the extension that an organisation serves itself: a `.crx` or an `.xpi`, and what it says of itself.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use rawzip::{CompressionMethod, ZipArchive};
use serde_json::Value;

use super::checksum::sha256;
use crate::Failure;
use crate::manifest::hosts_in;

/// The longest manifest that is read, in bytes.
const MAX_MANIFEST: usize = 1024 * 1024;

/// A package, whole.
#[derive(Clone)]
pub(super) struct Package {
    /// Its file's name.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    pub(super) is_chromium: bool,
    pub(super) id: String,
    pub(super) version: String,
    /// The hosts that it works on, as match patterns: a build may have webmails of its own.
    pub(super) hosts: Vec<String>,
    /// Where it looks for newer versions of itself, if it says so.
    pub(super) update_url: Option<String>,
    /// In hexadecimal digits.
    pub(super) sha256: String,
}

impl Package {
    /// Reads a package's file.
    pub(super) fn read(file: &OsStr) -> Result<Self, Failure> {
        let shown = file.to_string_lossy();
        let fail = |why: &str| Failure::Unreadable(format!("{} {why}", shown.escape_debug()));
        let bytes = fs::read(file).map_err(|error| fail(&format!("cannot be read: {error}")))?;
        let name = Path::new(file).file_name().and_then(OsStr::to_str);
        // It becomes part of an address.
        let name = name.filter(|name| {
            let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
            name.bytes().all(is_plain) && matches!(name.rsplit_once('.'), Some((_, "crx" | "xpi")))
        });
        let name = name.ok_or_else(|| {
            fail("is not named like a package: letters, digits, dots, _ and -, with .crx or .xpi behind")
        })?;
        let parts = Parts::of(&bytes).ok_or_else(|| fail("is neither a .crx nor an .xpi"))?;
        let manifest =
            manifest(parts.archive).ok_or_else(|| fail("holds no manifest of an extension"))?;
        let text = |pointer| manifest.pointer(pointer).and_then(Value::as_str);
        let (id, update_url) = match parts.crx_id {
            Some(id) => (Some(letters(id)), text("/update_url")),
            None => (
                text("/browser_specific_settings/gecko/id").map(str::to_owned),
                text("/browser_specific_settings/gecko/update_url"),
            ),
        };
        Ok(Self {
            id: id.ok_or_else(|| fail("does not name its id"))?,
            version: text("/version")
                .filter(|version| is_version(version))
                .ok_or_else(|| fail("does not name its version"))?
                .to_owned(),
            hosts: hosts_in(&manifest),
            update_url: update_url.map(str::to_owned),
            name: name.to_owned(),
            is_chromium: parts.crx_id.is_some(),
            sha256: sha256(&bytes),
            bytes,
        })
    }
}

/// The parts of a package: a zip file, with a signed header in front of it in Chromium's form.
struct Parts<'a> {
    crx_id: Option<&'a [u8]>,
    archive: &'a [u8],
}

impl<'a> Parts<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let Some(crx) = bytes.strip_prefix(b"Cr24\x03\0\0\0") else {
            let is_zip = bytes.starts_with(b"PK");
            return is_zip.then_some(Self {
                crx_id: None,
                archive: bytes,
            });
        };
        let (length, rest) = crx.split_first_chunk()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let (header, archive) = rest.split_at_checked(length)?;
        // `CrxFileHeader.signed_header_data` and therein `SignedData.crx_id`.
        let crx_id = field(field(header, 10_000)?, 1)?;
        Some(Self {
            crx_id: Some(crx_id),
            archive,
        })
    }
}

/// The bytes of a field of a protobuf message that has none but such.
fn field(mut message: &[u8], wanted: u64) -> Option<&[u8]> {
    const LENGTH_DELIMITED: u64 = 2;
    loop {
        let tag = varint(&mut message)?;
        let length = usize::try_from(varint(&mut message)?).ok()?;
        let (value, rest) = message.split_at_checked(length)?;
        message = rest;
        if tag == wanted << 3 | LENGTH_DELIMITED {
            return Some(value);
        }
    }
}

/// Takes a number off the front.
fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for place in 0..9 {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

fn manifest(archive: &[u8]) -> Option<Value> {
    let archive = ZipArchive::from_slice(archive).ok()?;
    let mut entries = archive.entries();
    while let Some(entry) = entries.next_entry().ok()? {
        if entry.file_path().as_ref() != b"manifest.json" {
            continue;
        }
        let method = entry.compression_method();
        let data = archive.get_entry(entry.wayfinder()).ok()?.data();
        let inflated;
        let text = if method == CompressionMethod::DEFLATE {
            inflated =
                miniz_oxide::inflate::decompress_to_vec_with_limit(data, MAX_MANIFEST).ok()?;
            &inflated
        } else {
            data
        };
        return serde_json::from_slice(text).ok();
    }
    None
}

fn is_version(text: &str) -> bool {
    text.len() <= 40
        && text
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Chromium's way of writing an id: hexadecimal, with letters from a on.
fn letters(id: &[u8]) -> String {
    let digits = id.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(b'a' + digit)).collect()
}
