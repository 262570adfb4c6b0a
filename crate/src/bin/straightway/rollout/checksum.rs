//! SHA-256, as lists of checksums and update manifests write it.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// A file's checksum in hexadecimal digits.
pub(super) fn sha256(bytes: &[u8]) -> String {
    let mut digits = String::new();
    for byte in Sha256::digest(bytes) {
        // Writing to a String cannot fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}
