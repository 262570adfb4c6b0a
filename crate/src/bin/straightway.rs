//! The native command: one line in, one line out.

fn main() {}
