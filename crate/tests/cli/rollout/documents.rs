//! The pages for administrators call a kit's files by the names that they have.

use std::fs;
use std::path::Path;

use serde_json::json;

use super::{ALL, kit};

#[test]
fn every_file_that_a_page_names_is_in_the_kit() {
    let files = kit(ALL, &json!({}));
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/admin");
    let mut named = 0;
    for page in fs::read_dir(pages).unwrap() {
        let page = page.unwrap().path();
        let text = fs::read_to_string(&page).unwrap().replace('\\', "/");
        for after in text.split("KIT/").skip(1) {
            let path = after.split(['`', ' ']).next().unwrap();
            let is_there = files
                .keys()
                .any(|file| file == path || (path.ends_with('/') && file.starts_with(path)));
            assert!(is_there, "{}: {path}", page.display());
            named += 1;
        }
    }
    assert!(named > 20);
}
