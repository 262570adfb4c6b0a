//! One quick pass over a link for the words without which the generic rule cannot find anything.
//!
//! Wu and Manber's search for several words at once: a table tells for each pair of letters how far the window may jump, so most
//! of an unrelated link is never looked at.
//!
//! Source: S. Wu, U. Manber, "A fast algorithm for multi-pattern searching", TR-94-17, University of Arizona, 1994.

use memchr::memchr3_iter;

/// The names of the listed hosts, and the same in base64 at its three alignments to whole digits; each cut to what they share
/// in length at least. Base64 is compared without regard to case, which only makes a match a little less sure.
const WORDS: &[&str] = &[
    "atlassian",
    "trello.com",
    "loom.com",
    "bitbucket.org",
    "YXRsYXNzaWFu",
    "F0bGFzc2lhb",
    "hdGxhc3NpYW",
    "dHJlbGxvLmNvb",
    "RyZWxsby5jb2",
    "0cmVsbG8uY29t",
    "bG9vbS5jb2",
    "xvb20uY29t",
    "sb29tLmNvb",
    "Yml0YnVja2V0Lm9yZ",
    "JpdGJ1Y2tldC5vcm",
    "iaXRidWNrZXQub3Jn",
];

/// The length of the window: that of the shortest word.
const WINDOW: usize = 8;
const TABLE: usize = 1024;

/// The search, prepared.
#[derive(Debug)]
pub struct Needles {
    /// How far the window may jump when it ends in this pair of letters.
    jumps: Box<[u8; TABLE]>,
}

impl Default for Needles {
    fn default() -> Self {
        Self::new()
    }
}

impl Needles {
    /// Prepares the table.
    pub fn new() -> Self {
        let longest = u8::try_from(WINDOW - 1).unwrap_or(u8::MAX);
        let mut jumps = Box::new([longest; TABLE]);
        for word in WORDS {
            for (at, pair) in word.as_bytes().windows(2).take(WINDOW - 1).enumerate() {
                let jump = u8::try_from(WINDOW - 2 - at).unwrap_or(u8::MAX);
                if let [first, second] = *pair
                    && let Some(slot) = jumps.get_mut(slot(first, second))
                {
                    *slot = jump.min(*slot);
                }
            }
        }
        Self { jumps }
    }

    /// Whether `text` may hold a listed host, spelled out, in base64, or packed with zlib or gzip under base64.
    pub fn occur_in(&self, text: &str) -> bool {
        self.spelled(text.as_bytes()) || packed(text.as_bytes())
    }

    fn spelled(&self, text: &[u8]) -> bool {
        let mut end = WINDOW;
        while let Some(window) = text.get(end.saturating_sub(WINDOW)..end) {
            let [.., first, second] = *window else {
                return false;
            };
            match self.jumps.get(slot(first, second)) {
                Some(0) => {
                    let from = text.get(end - WINDOW..).unwrap_or_default();
                    if WORDS.iter().any(|word| starts_with(from, word)) {
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
fn slot(first: u8, second: u8) -> usize {
    (usize::from(first | 0x20) << 4 ^ usize::from(second | 0x20)) & (TABLE - 1)
}

/// Whether a field starts like base64 of a zlib or gzip stream.
fn packed(text: &[u8]) -> bool {
    memchr3_iter(b'=', b'/', b'.', text).any(|at| {
        (1..4).any(|from| {
            matches!(
                text.get(at + from..at + from + 2),
                Some(b"eJ" | b"eN" | b"eA" | b"eF" | b"H4")
            )
        })
    })
}
