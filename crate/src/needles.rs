//! A quick look at a link that says of most that nothing in them is of interest.
//!
//! All words looked for are eight letters long at least, so of any four letters read at every fifth place some lie wholly inside
//! a word that stands there. One small table knows all such fours, and only where it knows one are words compared at all.
//!
//! Source: the idea of sampling from G. Navarro, M. Raffinot, "Flexible Pattern Matching in Strings", Cambridge, 2002.

use std::iter;

use memchr::{memchr_iter, memchr3, memrchr3};
use rustc_hash::FxHashMap;

/// The length of the shortest word.
pub const SHORTEST: usize = 8;

/// Letters read at a time.
const GRAM: usize = 4;

/// The distance between the places where they are read: the most that misses no word.
const STRIDE: usize = SHORTEST - GRAM + 1;

/// Slots of the table, one for each value of 16 bits: many more than there are grams, so that few links share one with a word by
/// chance.
const SLOTS: usize = 1 << 16;

/// Four letters, whatever their case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Gram(u32);

impl Gram {
    fn new(letters: [u8; GRAM]) -> Self {
        Self(u32::from_le_bytes(letters) | 0x2020_2020)
    }

    /// Its slot: the place of a word in the table, and a bit of that word.
    fn slot(self) -> (usize, u64) {
        // The upper half of a product depends on every letter.
        let [_, _, low, high] = self.0.wrapping_mul(0x9e37_79b1).to_le_bytes();
        let slot = usize::from(u16::from_le_bytes([low, high]));
        (slot / 64, 1 << (slot % 64))
    }
}

/// A set of words, prepared for searching. Case does not count.
#[derive(Debug)]
pub struct Needles {
    /// Whether a gram of some word falls into this slot.
    slots: Box<[u64; SLOTS / 64]>,
    /// The words that a gram is part of, with its place in them.
    words: FxHashMap<Gram, Vec<(usize, &'static str)>>,
}

impl Needles {
    /// Prepares the table. Words shorter than [`SHORTEST`] are not searched for.
    pub fn new(words: impl IntoIterator<Item = &'static str>) -> Self {
        let mut needles = Self {
            slots: Box::new([0; SLOTS / 64]),
            words: FxHashMap::default(),
        };
        for word in words.into_iter().filter(|word| word.len() >= SHORTEST) {
            let grams = word.as_bytes().windows(GRAM).take(STRIDE);
            for (place, gram) in grams.filter_map(|gram| gram.first_chunk()).enumerate() {
                let gram = Gram::new(*gram);
                needles.words.entry(gram).or_default().push((place, word));
                let (at, slot) = gram.slot();
                if let Some(slots) = needles.slots.get_mut(at) {
                    *slots |= slot;
                }
            }
        }
        needles
    }

    /// Whether one of the words stands in `text`.
    pub fn occur_in(&self, text: &str) -> bool {
        self.known_places(text.as_bytes())
            .any(|at| self.stand_at(text.as_bytes(), at).next().is_some())
    }

    /// The words that stand in `text`, each as often as it does.
    pub fn found_in(&self, text: &str) -> Vec<&'static str> {
        self.known_places(text.as_bytes())
            .flat_map(|at| self.stand_at(text.as_bytes(), at))
            .collect()
    }

    /// The places of the sampled grams of `text` that fall into the slots of known ones.
    fn known_places(&self, text: &[u8]) -> impl Iterator<Item = usize> {
        let next = |from| Some(from + STRIDE * self.samples_unknown(text.get(from..)?)?);
        iter::successors(next(0), move |at| next(at + STRIDE))
    }

    /// How many grams are sampled in `text` before the first that falls into the slot of a known one, if there is one.
    fn samples_unknown(&self, text: &[u8]) -> Option<usize> {
        let is_known = |gram| {
            let (at, slot) = Gram::new(gram).slot();
            self.slots.get(at).is_some_and(|slots| slots & slot != 0)
        };
        let (chunks, rest) = text.as_chunks::<STRIDE>();
        let mut grams = chunks.iter().map(|[a, b, c, d, _]| [*a, *b, *c, *d]);
        let last = || is_known(*rest.first_chunk()?).then_some(chunks.len());
        grams.position(is_known).or_else(last)
    }

    /// The words that the gram at `at` is part of and that stand in `text` around it.
    fn stand_at(&self, text: &[u8], at: usize) -> impl Iterator<Item = &'static str> {
        let gram = text.get(at..).and_then(|rest| rest.first_chunk());
        let words = gram.and_then(|gram| self.words.get(&Gram::new(*gram)));
        let words = words.map_or(&[][..], Vec::as_slice);
        words.iter().filter_map(move |(place, word)| {
            let found = text.get(at.checked_sub(*place)?..)?.get(..word.len())?;
            found.eq_ignore_ascii_case(word.as_bytes()).then_some(*word)
        })
    }
}

/// Where `word` stands first in `text`, if either is short or the word starts with a rare character. Other searches prepare
/// tables before they look, which takes longer than looking through a link.
pub fn find(text: impl AsRef<[u8]>, word: &str) -> Option<usize> {
    let (text, word) = (text.as_ref(), word.as_bytes());
    memchr_iter(*word.first()?, text)
        .find(|at| text.get(*at..).is_some_and(|rest| rest.starts_with(word)))
}

/// The shortest token that an address packed with zlib makes: its host alone needs as much.
const SHORTEST_PACKED: usize = 40;

/// The most characters in front of it: `h.`, or what is left of an escaped slash, `2F` or `252F`.
const MAX_IN_FRONT: usize = 4;

/// Whether a field of `text` is long enough and starts, nearly, like base64 of a zlib or gzip stream.
pub fn has_packed_field(text: &str) -> bool {
    let text = text.as_bytes();
    let mut start = 0;
    while let Some(window) = text.get(start..start + SHORTEST_PACKED) {
        if let Some(at) = memrchr3(b'=', b'/', b'%', window) {
            start += at + 1;
            continue;
        }
        let is_packed = (0..=MAX_IN_FRONT).any(|skip| {
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
            .and_then(|rest| memchr3(b'=', b'/', b'%', rest));
        start += end.map_or(text.len(), |at| at + 1);
    }
    false
}
