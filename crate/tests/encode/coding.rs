//! The codings that gateways hide addresses in, written from their definitions and not from the decoders.

use miniz_oxide::deflate::compress_to_vec_zlib;

/// Percent-encodes everything but the characters that an address never needs to have encoded.
pub(crate) fn percent(text: &str) -> String {
    escape(text, '%', "-._~")
}

/// Writes everything but letters, digits and `plain` as two hex digits behind `mark`.
pub(crate) fn escape(text: &str, mark: char, plain: &str) -> String {
    let pieces = text.bytes().map(|byte| match char::from(byte) {
        letter if letter.is_ascii_alphanumeric() || plain.contains(letter) => letter.to_string(),
        _ => format!("{mark}{byte:02X}"),
    });
    pieces.collect()
}

const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const FOR_ADDRESSES: &[u8; 64] =
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Base64 with `+`, `/` and padding.
pub(crate) fn base64(bytes: impl AsRef<[u8]>) -> String {
    let mut text = digits(bytes.as_ref(), STANDARD);
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

/// Base64 with `-`, `_` and no padding.
pub(crate) fn base64url(bytes: impl AsRef<[u8]>) -> String {
    digits(bytes.as_ref(), FOR_ADDRESSES)
}

fn digits(bytes: &[u8], alphabet: &[u8; 64]) -> String {
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let mut word = [0; 4];
        word[1..=chunk.len()].copy_from_slice(chunk);
        let word = u32::from_be_bytes(word);
        for place in 0..=chunk.len() {
            text.push(char::from(
                alphabet[(word >> (18 - 6 * place)) as usize & 63],
            ));
        }
    }
    text
}

/// A zlib stream.
pub(crate) fn zlib(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    compress_to_vec_zlib(bytes.as_ref(), 9)
}
