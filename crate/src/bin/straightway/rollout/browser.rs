//! The browsers that a kit can be for, and where each looks for its policies.

use std::fmt;

/// A browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Browser {
    Chrome,
    Chromium,
    Edge,
    Firefox,
}

/// The store of the Chrome Web Store, which every browser of its family can install from.
pub(super) const CHROME_WEB_STORE: &str = "https://clients2.google.com/service/update2/crx";

/// The store of Edge.
pub(super) const EDGE_ADD_ONS: &str = "https://edge.microsoft.com/extensionwebstorebase/v1/crx";

impl Browser {
    pub(super) const ALL: [Self; 4] = [Self::Chrome, Self::Chromium, Self::Edge, Self::Firefox];

    /// The browser of this name on the command line.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|browser| browser.word() == name)
    }

    /// Its name on the command line and in the kit's folders.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Chrome => "chrome",
            Self::Chromium => "chromium",
            Self::Edge => "edge",
            Self::Firefox => "firefox",
        }
    }

    /// Whether it takes Chromium's packages and policies.
    pub(super) fn is_chromium(self) -> bool {
        self != Self::Firefox
    }

    /// The registry key of its policies, below a hive.
    pub(super) const fn policy_key(self) -> &'static str {
        match self {
            Self::Chrome => r"SOFTWARE\Policies\Google\Chrome",
            Self::Chromium => r"SOFTWARE\Policies\Chromium",
            Self::Edge => r"SOFTWARE\Policies\Microsoft\Edge",
            Self::Firefox => r"SOFTWARE\Policies\Mozilla\Firefox",
        }
    }

    /// The preference domain of its policies on macOS.
    pub(super) const fn domain(self) -> &'static str {
        match self {
            Self::Chrome => "com.google.Chrome",
            Self::Chromium => "org.chromium.Chromium",
            Self::Edge => "com.microsoft.Edge",
            Self::Firefox => "org.mozilla.firefox",
        }
    }

    /// The folders that may hold its policies on Linux, the usual one first.
    pub(super) const fn linux_folders(self) -> &'static [&'static str] {
        match self {
            Self::Chrome => &["/etc/opt/chrome/policies/managed"],
            Self::Chromium => &[
                "/etc/chromium/policies/managed",
                "/etc/chromium-browser/policies/managed",
                "/etc/opt/chromium/policies/managed",
            ],
            Self::Edge => &["/etc/opt/edge/policies/managed"],
            Self::Firefox => &["/etc/firefox/policies"],
        }
    }

    /// The page on which it shows its policies.
    pub(super) const fn policy_page(self) -> &'static str {
        match self {
            Self::Edge => "edge://policy",
            Self::Firefox => "about:policies",
            Self::Chrome | Self::Chromium => "chrome://policy",
        }
    }
}

impl fmt::Display for Browser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Chrome => "Google Chrome",
            Self::Chromium => "Chromium",
            Self::Edge => "Microsoft Edge",
            Self::Firefox => "Firefox",
        })
    }
}
