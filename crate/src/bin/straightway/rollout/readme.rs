//! The kit's README: what to do with exactly these files.

use std::fmt::Write as _;

use super::browser::Browser;
use super::registry::OWN_NUMBER;
use super::target::Target;
use crate::policy::file::PolicyFile;
use crate::policy::pretty;

/// The text, as Markdown.
pub(super) fn text(targets: &[Target], policy: &PolicyFile) -> String {
    let mut text = String::new();
    let mut section = |part: String| {
        if !part.is_empty() {
            text.push_str(part.trim_end());
            text.push_str("\n\n");
        }
    };
    section(introduction(targets, policy));
    section(serve(targets));
    section(DEPLOY.to_owned());
    for target in targets {
        section(deploy(target));
    }
    section(verify(targets));
    section(PILOT.to_owned());
    section(pin(targets));
    section(roll_back(targets));
    section(remove(targets));
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn introduction(targets: &[Target], policy: &PolicyFile) -> String {
    let names: Vec<_> = targets
        .iter()
        .map(|target| target.browser.to_string())
        .collect();
    let mut text = format!(
        "# Straightway for {}\n\nMade by `straightway rollout`, version {}. The same command line makes the same files; \
         `sha256sum --check SHA256SUMS` tells whether they are whole.\n\n",
        listed(&names),
        crate::manifest::version(),
    );
    // Writing to a String cannot fail, here and below.
    for target in targets {
        let _ = writeln!(
            text,
            "- {}: `{}`, from <{}>",
            target.browser, target.id, target.install_url
        );
    }
    if policy.settings().next().is_none() {
        text.push_str("\nNo setting is laid down; every default holds.\n");
        return text;
    }
    let _ = write!(
        text,
        "\nThe settings, as in `policy.json` (`policy.schema.json` lets an editor help with them):\n\n```json\n{}```\n",
        pretty(&policy.to_json()),
    );
    text
}

fn serve(targets: &[Target]) -> String {
    let mut files: Vec<_> = targets
        .iter()
        .filter_map(|target| target.hosted.as_ref())
        .flat_map(|hosted| [&hosted.update_url, &hosted.package_url])
        .map(|url| format!("- <{url}>\n"))
        .collect();
    files.sort();
    files.dedup();
    if files.is_empty() {
        return String::new();
    }
    let is_told = |target: &Target| {
        let hosted = target.hosted.as_ref();
        hosted.is_none_or(|hosted| target.browser.is_chromium() || hosted.updates_itself())
    };
    let untold = if targets.iter().all(is_told) {
        ""
    } else {
        " The `.xpi` does not say itself where newer versions are: Firefox before 151, to which the policy cannot say it, would stay at \
         this one."
    };
    format!(
        "## Serve\n\nPut the files of `updates/` on your server, so that these addresses answer without a sign-in:\n\n{}\n\
         A `.crx` is served as `application/x-chrome-extension`, an `.xpi` as `application/x-xpinstall`. Windows and macOS install from \
         outside the stores only where the machine is managed: joined to a domain or enrolled. Firefox installs only what Mozilla has \
         signed, for which an unlisted signing is enough.{untold}",
        files.concat()
    )
}

const DEPLOY: &str = "\
## Deploy

One way for each machine is enough. Scripts and registry files write over no policy that is there already; where it is up to you, it says so.

### All of them at once

- **Windows, a script**: `powershell -ExecutionPolicy Bypass -File windows\\Install-Straightway.ps1`, as administrator, or by Intune as the system. In Chrome, Edge and Chromium it takes a free number in the list of extensions to install; where an `ExtensionSettings` policy is there, it prints what to merge.
- **Linux, a script**: `sudo linux/straightway.sh install`. Where another file already lists extensions to install, or Firefox has policies that no kit has put there, it refuses and says what to merge.";

fn deploy(target: &Target) -> String {
    let browser = target.browser;
    let folder = browser.word();
    let mut text = format!("### {browser}\n\n");
    let mut way = |place: &str, what: &str| {
        let _ = writeln!(text, "- **{place}**: {what}");
    };
    if browser.is_chromium() {
        way(
            "Windows, the registry editor",
            &format!(
                "`{folder}/windows.reg`. It uses the number {OWN_NUMBER} in the list of extensions to install."
            ),
        );
    } else {
        way(
            "Windows, the registry editor",
            &format!(
                "`{folder}/windows.reg` has the settings. To install, merge `{folder}/extension-settings.json` into `ExtensionSettings`."
            ),
        );
    }
    if browser != Browser::Chromium {
        way(
            "Windows, group policy",
            &format!(
                "`{folder}/straightway-{folder}.admx` to `PolicyDefinitions` of the central store, and the `.adml` of each language to its folder \
                 there. The policies are under \"Straightway ({browser})\", for computers and for users."
            ),
        );
        way(
            "Windows, Intune",
            &format!("`{folder}/intune.md` has the steps and values."),
        );
    }
    if browser.is_chromium() {
        way(
            "macOS",
            &format!(
                "`{folder}/straightway.mobileconfig` by your device management. Where a profile of yours already lists extensions to \
                 install, add the entry below there and use `straightway-settings.mobileconfig`. The bare `.plist` files are for tools \
                 that make profiles themselves."
            ),
        );
        let folders = browser.linux_folders().join("` or `");
        way(
            "Linux",
            &format!(
                "`{folder}/linux.json` to `{folders}` as `straightway.json`. Of two files there that list extensions to install, one counts: merge."
            ),
        );
    } else {
        way(
            "macOS",
            &format!(
                "`{folder}/straightway.mobileconfig` by your device management; where a profile for `{}` is there, merge the `.plist` into it.",
                browser.domain()
            ),
        );
        way(
            "Linux",
            &format!(
                "`{folder}/policies.json` to `/etc/firefox/policies/`; where one is there, merge."
            ),
        );
    }
    if browser == Browser::Chrome {
        way(
            "Google Admin console",
            &format!(
                "Devices > Chrome > Apps & extensions > Users & browsers > Add, by the id above; Force install + pin; and \
                 `{folder}/admin-console.json` as its policy for extensions."
            ),
        );
    }
    if browser.is_chromium() {
        let _ = write!(
            text,
            "\nThe entry of `ExtensionInstallForcelist`, wherever you keep that list: `{}`. `{folder}/extension-settings.json` is the same \
             for `ExtensionSettings`, with the button shown and with the hosts that must be allowed where `runtime_blocked_hosts` \
             blocks all.",
            target.forcelist_entry()
        );
    }
    text
}

fn verify(targets: &[Target]) -> String {
    let pages: Vec<_> = targets
        .iter()
        .map(|target| format!("`{}` in {}", target.browser.policy_page(), target.browser))
        .collect();
    format!(
        "## Verify\n\n\
         - These pages show the policies without an error: {}.\n\
         - The options page of Straightway shows each setting with where it comes from, names what it could not use, and tests itself.\n\
         - `windows/Test-Straightway.ps1` and `linux/straightway.sh verify` compare a machine with this kit.\n\n\
         Chrome, Edge and Chromium take a change up within seconds to a few hours, by how it is brought to them; on the machine itself it \
         is seconds. Firefox reads its policies when it starts.",
        listed(&pages)
    )
}

const PILOT: &str = "\
## Pilot rings

1. IT itself, some days with `\"mode\": \"warn\"` and a `policyVersion` such as `ring 1`: marks are shown, no link is changed.
2. One department with `\"mode\": \"fix\"`.
3. Everybody.

Make a kit for each ring and assign it to the ring's group or organisational unit; the options page and every report name the `policyVersion`.";

fn pin(targets: &[Target]) -> String {
    let mut text = "## Pin\n\n".to_owned();
    if targets.iter().any(|target| target.hosted.is_some()) {
        text.push_str(
            "Your server decides: browsers stay at the version that the update manifests in `updates/` name until you put others there.\n\n",
        );
    }
    if targets.iter().any(|target| target.hosted.is_none()) {
        text.push_str(
            "A store always serves its newest version. To stay at one, serve the package yourselves: `straightway rollout --package FILE \
             --update-url https://…/` makes such a kit.\n\n",
        );
    }
    text.push_str(
        "`minimum_version_required` in `ExtensionSettings` of Chrome and Edge is the floor: an older copy does not run.",
    );
    text
}

fn roll_back(targets: &[Target]) -> String {
    let mut text = "## Roll back\n\n\
        At once, without a package: set `\"mode\": \"off\"`, or `\"warn\"`, and deploy the kit again.\n"
        .to_owned();
    if targets.iter().any(|target| target.hosted.is_some()) {
        text.push_str(
            "\nTo an older build: browsers never install a lower version, so build the older source under a higher one, and put its package \
             and the update manifests made for it on your server. What people have chosen survives.\n",
        );
    }
    if targets.iter().any(|target| target.hosted.is_none()) {
        text.push_str("\nWhere a store serves it, the publisher rolls back there.\n");
    }
    text
}

fn remove(targets: &[Target]) -> String {
    let mut text = "## Remove\n\n".to_owned();
    let mut step = |what: &str| {
        let _ = writeln!(text, "- {what}");
    };
    step(
        "Windows: `windows/Remove-Straightway.ps1`, or `windows-remove.reg`, or the group policy set to \"Not configured\".",
    );
    step("macOS: take the profiles away.");
    step("Linux: `sudo linux/straightway.sh remove`.");
    if targets
        .iter()
        .any(|target| target.browser == Browser::Chrome)
    {
        step("Google Admin console: set the extension to \"Block\".");
    }
    if targets.iter().any(|target| target.browser.is_chromium()) {
        step("Chrome, Edge and Chromium then remove the extension and all it has stored.");
    }
    if targets
        .iter()
        .any(|target| target.browser == Browser::Firefox)
    {
        step(
            "Firefox keeps an extension that no policy names any more, and people may remove it. To have it removed, set its \
             `installation_mode` to `blocked` first.",
        );
    }
    text
}

/// Names things for a sentence: `a, b and c`.
fn listed(names: &[String]) -> String {
    match names {
        [front @ .., last] if !front.is_empty() => format!("{} and {last}", front.join(", ")),
        _ => names.concat(),
    }
}
