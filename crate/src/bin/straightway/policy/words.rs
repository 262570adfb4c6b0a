//! What each setting is for, in the languages of the administrative templates. Never part of the extension's core.

use straightway::policy::{KEYS, Key};

/// A text in English and in German.
#[derive(Clone, Copy)]
pub(crate) struct Text {
    pub(crate) en: &'static str,
    pub(crate) de: &'static str,
}

/// A language of the administrative templates.
#[derive(Clone, Copy)]
pub(crate) enum Language {
    English,
    German,
}

impl Language {
    pub(crate) const ALL: [Self; 2] = [Self::English, Self::German];

    /// Its tag, as Windows names folders.
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::English => "en-US",
            Self::German => "de-DE",
        }
    }
}

impl Text {
    pub(crate) const fn in_language(self, language: Language) -> &'static str {
        match language {
            Language::English => self.en,
            Language::German => self.de,
        }
    }
}

/// What is said of a setting.
pub(crate) struct Words {
    key: &'static str,
    pub(crate) title: Text,
    pub(crate) description: Text,
    /// What each of its words means, if it has any; in their order.
    pub(crate) meanings: &'static [Text],
    /// A value that could stand there, as JSON.
    pub(crate) example: &'static str,
}

/// Every setting with its words, in the order in which they are shown.
pub(crate) fn settings() -> impl Iterator<Item = (&'static Key, &'static Words)> {
    let words_of = |key: &Key| WORDS.iter().find(|words| words.key == key.name);
    KEYS.iter()
        .filter_map(move |key| Some((key, words_of(key)?)))
}

const fn text(en: &'static str, de: &'static str) -> Text {
    Text { en, de }
}

static WORDS: &[Words] = &[
    Words {
        key: "mode",
        title: text("What to do with links", "Was mit Links geschieht"),
        description: text(
            "Whether Straightway mends the links of invitations, only says what it found, or does nothing at all.",
            "Ob Straightway die Links von Einladungen repariert, nur sagt, was es gefunden hat, oder gar nichts tut.",
        ),
        meanings: &[
            text("Mend them and warn", "Reparieren und warnen"),
            text(
                "Change nothing, say what was found",
                "Nichts ändern, nur sagen, was gefunden wurde",
            ),
            text("Do nothing at all", "Gar nichts tun"),
        ],
        example: r#""warn""#,
    },
    Words {
        key: "landingGuard",
        title: text(
            "When to catch a visit to Atlassian's start page",
            "Wann ein Besuch von Atlassians Startseite abgefangen wird",
        ),
        description: text(
            "Whoever ends on Atlassian's start page after an invitation first meets a page that explains it and offers the invitation.",
            "Wer nach einer Einladung auf Atlassians Startseite landet, sieht zuerst eine Seite, die das erklärt und die Einladung anbietet.",
        ),
        meanings: &[
            text(
                "After an invitation was pressed",
                "Nachdem eine Einladung angeklickt wurde",
            ),
            text("Every time", "Jedes Mal"),
            text("Never", "Nie"),
        ],
        example: r#""after-invitation""#,
    },
    Words {
        key: "webmailHosts",
        title: text("Further webmails", "Weitere Webmailer"),
        description: text(
            "Webmails of your own, each as the pattern of one https host or of a host and those below it. People are asked once for access to each, unless the package was built with it.",
            "Eigene Webmailer, jeder als Muster für einen https-Host oder für einen Host und die darunter. Um den Zugriff wird jede Person einmal gebeten, es sei denn, das Paket wurde damit gebaut.",
        ),
        meanings: &[],
        example: r#"["https://mail.example.org/*"]"#,
    },
    Words {
        key: "extraGateways",
        title: text("Further mail gateways", "Weitere Mail-Gateways"),
        description: text(
            "Gateways of your own that rewrite links: for each a name to show, its host (those below it count too), the parameter that holds the original address, and how it is written there: percent, base64 or plain.",
            "Eigene Gateways, die Links umschreiben: je ein Name zum Anzeigen, der Host (auch die darunter zählen), der Parameter mit der ursprünglichen Adresse und wie sie dort geschrieben ist: percent, base64 oder plain.",
        ),
        meanings: &[],
        example: r#"[{ "name": "Our gateway", "host": "gateway.example.org", "parameter": "url", "coding": "percent" }]"#,
    },
    Words {
        key: "disabledGateways",
        title: text(
            "Gateways whose links stay as they are",
            "Gateways, deren Links bleiben, wie sie sind",
        ),
        description: text(
            "Ids of gateways whose wrappers are not taken off, as docs/gateways.md and the options page list them; \"embedded\" is the rule for gateways that are not listed.",
            "Kennungen von Gateways, deren Verpackung nicht entfernt wird, wie docs/gateways.md und die Einstellungsseite sie nennen; „embedded“ ist die Regel für nicht aufgeführte Gateways.",
        ),
        meanings: &[],
        example: r#"["microsoft-safelinks"]"#,
    },
    Words {
        key: "organizationName",
        title: text("The organisation's name", "Name der Organisation"),
        description: text(
            "Shown beside settings that it has laid down.",
            "Steht neben Einstellungen, die sie festgelegt hat.",
        ),
        meanings: &[],
        example: r#""Example Ltd""#,
    },
    Words {
        key: "supportEmail",
        title: text("Where people ask for help", "Wo man um Hilfe bittet"),
        description: text(
            "A mail address, offered where an invitation was lost.",
            "Eine Mailadresse, die angeboten wird, wo eine Einladung verloren ging.",
        ),
        meanings: &[],
        example: r#""help@example.org""#,
    },
    Words {
        key: "supportUrl",
        title: text(
            "A page where people find help",
            "Eine Seite, auf der man Hilfe findet",
        ),
        description: text(
            "An https address, offered where an invitation was lost.",
            "Eine https-Adresse, die angeboten wird, wo eine Einladung verloren ging.",
        ),
        meanings: &[],
        example: r#""https://help.example.org/straightway""#,
    },
    Words {
        key: "lockSettings",
        title: text(
            "Keep people from changing settings",
            "Einstellungen für Personen sperren",
        ),
        description: text(
            "Settings in the policy are always fixed. With this, those that are not in it are fixed at their defaults, and choices that people made before no longer count.",
            "Einstellungen in der Richtlinie stehen immer fest. Hiermit stehen auch alle anderen fest, auf ihren Vorgaben, und frühere eigene Entscheidungen gelten nicht mehr.",
        ),
        meanings: &[],
        example: "true",
    },
    Words {
        key: "showOnboarding",
        title: text(
            "Show the welcome page after installation",
            "Nach der Installation die Begrüßungsseite zeigen",
        ),
        description: text(
            "Where the browser's administrator installs the extension, it is not shown in any case.",
            "Wo die Verwaltung des Browsers die Erweiterung installiert, erscheint sie ohnehin nicht.",
        ),
        meanings: &[],
        example: "false",
    },
    Words {
        key: "logLevel",
        title: text(
            "How much the local event log keeps",
            "Wie viel das lokale Ereignisprotokoll behält",
        ),
        description: text(
            "The log stays in the browser, holds no address and no text of a mail, and is shown in the options page.",
            "Das Protokoll bleibt im Browser, enthält weder Adressen noch Text aus Mails und steht auf der Einstellungsseite.",
        ),
        meanings: &[
            text("Nothing", "Nichts"),
            text("What was done", "Was getan wurde"),
            text(
                "Also what was left alone, and why",
                "Auch, was in Ruhe gelassen wurde und warum",
            ),
        ],
        example: r#""verbose""#,
    },
    Words {
        key: "policyVersion",
        title: text(
            "A name for this version of the policy",
            "Ein Name für diesen Stand der Richtlinie",
        ),
        description: text(
            "Shown in the options page and in reports, for finding out what a machine has.",
            "Steht auf der Einstellungsseite und in Berichten, um zu sehen, was ein Rechner hat.",
        ),
        meanings: &[],
        example: r#""2026-03 pilot""#,
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use straightway::policy::Kind;

    #[test]
    fn every_setting_has_its_words() {
        assert_eq!(settings().count(), KEYS.len());
        assert_eq!(KEYS.len(), WORDS.len());
        for (key, words) in settings() {
            let choices = match key.kind {
                Kind::Word(choices, _) => choices.len(),
                _ => 0,
            };
            assert_eq!(words.meanings.len(), choices, "{}", key.name);
        }
    }
}
