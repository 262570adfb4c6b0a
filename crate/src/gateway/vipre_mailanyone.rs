//! VIPRE / FuseMail: `https://url6.mailanyone.net/scanner?m=…&d=…&o=<scrambled target>&s=…`
//!
//! `o` is the target with its characters permuted in blocks of ten: character `k` of a block goes to position `PLACES[k]`. A
//! last, shorter block is reversed. Solved from known plain texts; no public decoder was found, so a result counts only if it reads
//! as a web address.
//!
//! An older form, `/v1/?…&c=`, is ciphertext.

use super::Peel;
use crate::address::{Link, has_scheme};
use crate::codec;

const PLACES: [usize; 10] = [7, 3, 0, 1, 9, 5, 6, 8, 2, 4];

pub(super) fn decode(link: &Link) -> Peel {
    let Some(scrambled) = link.parameter("o") else {
        return Peel::Opaque(None);
    };
    let scrambled: Vec<char> = codec::percent_once(scrambled).chars().collect();
    let mut plain = String::with_capacity(scrambled.len());
    for block in scrambled.chunks(PLACES.len()) {
        if block.len() < PLACES.len() {
            // The signature stands behind it; without that, the block is what is left of a whole one.
            if link.parameter("s").is_none() {
                return Peel::Opaque(None);
            }
            plain.extend(block.iter().rev());
            continue;
        }
        let mut ordered = ['\0'; PLACES.len()];
        for (&character, &place) in block.iter().zip(&PLACES) {
            if let Some(slot) = ordered.get_mut(place) {
                *slot = character;
            }
        }
        plain.extend(ordered);
    }
    if has_scheme(&plain) {
        Peel::Inner(plain)
    } else {
        Peel::Opaque(None)
    }
}
