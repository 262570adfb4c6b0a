//! The script for Linux: what is in `linux/`, with a line for each of the kit's browsers.

use super::target::Target;

const SCRIPT: &str = include_str!("linux/straightway.sh");

/// The kit's script.
pub(super) fn script(targets: &[Target]) -> String {
    let calls: String = targets
        .iter()
        .flat_map(|target| {
            let folders = target.browser.linux_folders().join(" ");
            let call = match target.browser.word() {
                "firefox" => "firefox \"$1\"".to_owned(),
                browser => format!("chromium \"$1\" {browser}"),
            };
            [call, " ".to_owned(), folders, "\n".to_owned()]
        })
        .collect();
    SCRIPT.replace("#KIT#\n", &calls)
}
