//! One quick pass over a link that says of most that nothing in them is of interest.
//!
//! Wu and Manber's search for several words at once: a table tells for each pair of letters how far the window may jump, so most
//! of an unrelated link is never looked at.
//!
//! Source: S. Wu, U. Manber, "A fast algorithm for multi-pattern searching", TR-94-17, University of Arizona, 1994.

use memchr::{memchr3, memrchr3};
use rustc_hash::FxHashMap;

/// The length of the window: no word is shorter.
pub const SHORTEST: usize = 8;

const TABLE: usize = 8192;

/// A set of words, prepared for searching. Case does not count.
#[derive(Debug)]
pub struct Needles {
    /// The words by the pair of letters that the window ends in when it is at their start.
    words: FxHashMap<usize, Vec<&'static str>>,
    /// How far the window may jump when it ends in this pair of letters.
    jumps: Box<[u8]>,
}

impl Needles {
    /// Prepares the table. Words shorter than [`SHORTEST`] are not searched for.
    pub fn new(words: impl IntoIterator<Item = &'static str>) -> Self {
        let mut by_entry: FxHashMap<usize, Vec<&'static str>> = FxHashMap::default();
        let mut jumps = vec![(SHORTEST - 1).to_le_bytes()[0]; TABLE].into_boxed_slice();
        for word in words.into_iter().filter(|word| word.len() >= SHORTEST) {
            if let Some(&[first, second]) = word.as_bytes().get(SHORTEST - 2..SHORTEST) {
                by_entry.entry(entry(first, second)).or_default().push(word);
            }
            for (pair, jump) in word.as_bytes().windows(2).zip((0..SHORTEST - 1).rev()) {
                if let [first, second] = *pair
                    && let Some(known) = jumps.get_mut(entry(first, second))
                {
                    *known = jump.to_le_bytes()[0].min(*known);
                }
            }
        }
        Self {
            words: by_entry,
            jumps,
        }
    }

    /// Whether one of the words stands in `text`.
    pub fn occur_in(&self, text: &str) -> bool {
        let text = text.as_bytes();
        let mut end = SHORTEST;
        while let (Some(&first), Some(&second)) = (text.get(end - 2), text.get(end - 1)) {
            let entry = entry(first, second);
            match self.jumps.get(entry) {
                Some(0) => {
                    let from = text.get(end - SHORTEST..).unwrap_or_default();
                    let words = self
                        .words
                        .get(&entry)
                        .map(Vec::as_slice)
                        .unwrap_or_default();
                    if words.iter().any(|word| starts_with(from, word)) {
                        return true;
                    }
                    end += 1;
                }
                Some(jump) => end += usize::from(*jump),
                None => return false,
            }
        }
        false
    }
}

fn starts_with(text: &[u8], word: &str) -> bool {
    text.get(..word.len())
        .is_some_and(|front| front.eq_ignore_ascii_case(word.as_bytes()))
}

/// The table's place for a pair of letters, whatever their case.
fn entry(first: u8, second: u8) -> usize {
    (usize::from(first | 0x20) << 5 ^ usize::from(second | 0x20)) % TABLE
}

/// The shortest token that an address packed with zlib makes: its host alone needs as much.
const SHORTEST_PACKED: usize = 40;

/// Whether a field of `text` is long enough and starts like base64 of a zlib or gzip stream, with up to two characters in front.
pub fn has_packed_field(text: &str) -> bool {
    let text = text.as_bytes();
    let mut start = 0;
    while let Some(window) = text.get(start..start + SHORTEST_PACKED) {
        if let Some(at) = memrchr3(b'=', b'/', b'.', window) {
            start += at + 1;
            continue;
        }
        let is_packed = (0..3).any(|skip| {
            matches!(
                window.get(skip..skip + 2),
                Some(b"eJ" | b"eN" | b"eA" | b"eF" | b"H4")
            )
        });
        if is_packed {
            return true;
        }
        let end = text
            .get(start..)
            .and_then(|rest| memchr3(b'=', b'/', b'.', rest));
        start += end.map_or(text.len(), |at| at + 1);
    }
    false
}
