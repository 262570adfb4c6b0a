//! `gateways`: the catalogue in print.

use std::fs;
use std::path::Path;

use straightway::gateway::GATEWAYS;

use super::straightway;

#[test]
fn the_document_is_what_the_table_says() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/gateways.md");
    let document = fs::read_to_string(file).unwrap_or_default();
    let run = straightway(&["gateways", "--markdown"], b"");
    assert_eq!((run.status, run.errors.as_str()), (0, ""));
    assert!(
        document == run.output,
        "docs/gateways.md is not what crate/src/gateway/table.rs says. To mend it:\n  \
         cargo run -p straightway --features cli -- gateways --markdown > docs/gateways.md"
    );
}

#[test]
fn the_list_has_a_line_for_each() {
    let run = straightway(&["gateways"], b"");
    let ids: Vec<_> = run
        .output
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    let known: Vec<_> = GATEWAYS.iter().map(|row| row.id).collect();
    assert_eq!(ids, known);
}
