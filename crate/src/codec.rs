//! The codings that gateways hide addresses in. Every function is total, linear in its input and bounded in its output.

use std::borrow::Cow;

use memchr::memchr;

/// Percent-decodes once.
///
/// `%` not followed by two hex digits stays, `+` stays `+`, and bytes that are not UTF-8 stay escaped.
///
/// ```
/// # use straightway::codec::percent_once;
/// assert_eq!(percent_once("https%3A%2f%2Fa.b%2Fc%2520d+e%"), "https://a.b/c%20d+e%");
/// ```
pub fn percent_once(text: &str) -> Cow<'_, str> {
    escapes_once(text, b'%')
}

/// Decodes two hex digits behind each `mark` once; see [`percent_once`].
pub fn escapes_once(text: &str, mark: u8) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let Some(first) = memchr(mark, bytes) else {
        return Cow::Borrowed(text);
    };
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    let mut next = Some(first);
    while let Some(at) = next {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, &[]));
        out.extend_from_slice(before);
        if let [_, high, low, ..] = *from
            && let (Some(high), Some(low)) = (hex(high), hex(low))
        {
            out.push(high << 4 | low);
            rest = from.get(3..).unwrap_or_default();
        } else {
            out.push(mark);
            rest = from.get(1..).unwrap_or_default();
        }
        next = memchr(mark, rest);
    }
    out.extend_from_slice(rest);
    Cow::Owned(String::from_utf8(out).unwrap_or_else(|error| keep_escaped(error.as_bytes())))
}

/// Writes bytes that are no UTF-8 as percent escapes.
fn keep_escaped(bytes: &[u8]) -> String {
    use std::fmt::Write;
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // Writing to a String cannot fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

/// The value of a hex digit.
pub fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

/// Decodes base64 in the standard or the URL alphabet, also mixed, percent-encoded or not, padded by `=` or `~` or not at all.
///
/// `None` when another character occurs or the length cannot be right. Other characters and bits left over at the end are
/// ignored: links are cut and re-padded on their way, and take the punctuation behind them along.
///
/// ```
/// # use straightway::codec::base64;
/// assert_eq!(base64("aHR0cHM6Ly9hLmI_Yw").as_deref(), Some(&b"https://a.b?c"[..]));
/// assert_eq!(base64("aHR0cHM6Ly9hLmI%2FYw%3D%3D).").as_deref(), Some(&b"https://a.b?c"[..]));
/// assert_eq!(base64("no spaces"), None);
/// ```
pub fn base64(text: &str) -> Option<Vec<u8>> {
    let text = percent_once(text);
    let last = text.bytes().rposition(|byte| sextet(byte).is_some());
    let text = text.get(..last.map_or(0, |at| at + 1))?;
    if text.len() % 4 == 1 {
        return None;
    }
    let mut out = Vec::with_capacity(text.len() / 4 * 3 + 2);
    let mut seen = 0;
    let mut word = |digits: &[u8]| {
        digits.iter().fold(0, |word, digit| {
            let value = value_of_digit(*digit);
            seen |= value;
            word << 6 | u32::from(value)
        })
    };
    let (whole, rest) = text.as_bytes().as_chunks::<4>();
    for digits in whole {
        let [_, a, b, c] = word(digits).to_be_bytes();
        out.extend_from_slice(&[a, b, c]);
    }
    // Two or three digits carry one or two bytes.
    let [_, a, b, _] = (word(rest) << (6 * (4 - rest.len()))).to_be_bytes();
    out.extend([a, b].iter().take(rest.len().saturating_sub(1)));
    (seen & NO_DIGIT == 0).then_some(out)
}

/// Like [`base64`], for bytes that are text.
pub fn base64_text(text: &str) -> Option<String> {
    String::from_utf8(base64(text)?).ok()
}

/// The value of a digit of either base64 alphabet.
pub fn sextet(digit: u8) -> Option<u8> {
    let value = value_of_digit(digit);
    (value != NO_DIGIT).then_some(value)
}

/// Stands for what is no base64 digit: a bit that no value has.
const NO_DIGIT: u8 = 0x80;

fn value_of_digit(digit: u8) -> u8 {
    static VALUES: [u8; 256] = {
        let mut values = [NO_DIGIT; 256];
        let mut rest: &mut [u8] = &mut values;
        let mut digit = 0_u8;
        while let [value, behind @ ..] = rest {
            *value = match digit {
                b'A'..=b'Z' => digit - b'A',
                b'a'..=b'z' => digit - b'a' + 26,
                b'0'..=b'9' => digit - b'0' + 52,
                b'+' | b'-' => 62,
                b'/' | b'_' => 63,
                _ => NO_DIGIT,
            };
            digit = digit.wrapping_add(1);
            rest = behind;
        }
        values
    };
    VALUES.get(usize::from(digit)).copied().unwrap_or(NO_DIGIT)
}

/// The most that [`inflate`] gives back, in bytes.
pub const MAX_INFLATED: usize = 32 * 1024;

/// Inflates a zlib or gzip stream, told apart by their first bytes.
///
/// `None` when it is neither, is damaged, or would come out larger than [`MAX_INFLATED`] or 32 times its size.
pub fn inflate(packed: &[u8]) -> Option<Vec<u8>> {
    let limit = MAX_INFLATED.min(packed.len().saturating_mul(32));
    match packed {
        [0x78, 0x01 | 0x5e | 0x9c | 0xda, ..] => {
            miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(packed, limit).ok()
        }
        // A gzip header without optional fields is ten bytes long, and no link carries another.
        [0x1f, 0x8b, 8, 0, _, _, _, _, _, _, deflated @ ..] => {
            miniz_oxide::inflate::decompress_to_vec_with_limit(deflated, limit).ok()
        }
        _ => None,
    }
}
