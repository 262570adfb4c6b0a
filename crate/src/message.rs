//! What the outside tells about a message: its links, their labels, its sender.
//!
//! All of it comes from a page that shows a stranger's mail, so nothing of it is believed: labels and hints can make an answer more
//! careful, never less.

use serde::Deserialize;

/// The most links in one message that are looked at.
pub const MAX_LINKS: usize = 5_000;

/// One message, or a part of one that has just appeared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Message {
    /// The time, in seconds since 1970. Without it, expiry is not judged.
    #[serde(default)]
    pub now: Option<u64>,
    /// The webmail's adapter.
    #[serde(default)]
    pub webmail: Option<String>,
    /// The sender's bare address.
    #[serde(default)]
    pub sender: Option<String>,
    /// The links, in the order of the answers.
    pub links: Vec<MessageLink>,
}

/// One link of a message.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MessageLink {
    /// The attribute `href`, as it stands there.
    pub href: String,
    /// The text that people press. Without it the link is taken for an invitation's.
    #[serde(default)]
    pub label: Option<String>,
    /// Gmail's second copy of the address, from its own attribute and only on its own host.
    #[serde(default)]
    pub safe_redirect: Option<String>,
    /// The original address as Outlook notes it beside a Safe Links link.
    #[serde(default)]
    pub original_src: Option<String>,
}

impl MessageLink {
    /// A link of which only the address is known.
    pub fn bare(href: impl Into<String>) -> Self {
        Self {
            href: href.into(),
            ..Self::default()
        }
    }

    /// Whether the label may be that of an invitation's button.
    ///
    /// Used only where the address cannot tell.
    pub fn may_be_invitation(&self) -> bool {
        self.label.is_none() || self.says_any(INVITING)
    }

    /// Whether the label is that of a link which ends mails. Used only where the address cannot tell.
    pub fn says_unsubscribe(&self) -> bool {
        self.says_any(UNSUBSCRIBING)
    }

    fn says_any(&self, words: &str) -> bool {
        let Some(label) = &self.label else {
            return false;
        };
        let label: String = label
            .chars()
            .filter(|c| {
                !matches!(
                    c,
                    '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
                )
            })
            .take(400)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        words.split('|').any(|word| label.contains(word))
    }
}

// The English words were seen in mails; of other languages no sample is public, so those are guesses. Of words in scripts with
// capitals, the part behind the first letter: only ASCII is compared without regard to case. In one text each: as many texts of
// their own would take twice the room.

const INVITING: &str = "\
    accept|invit|join|annehm|einlad|beitret|teilnehm|rejoin|acept|unirse|nete|aceit|convit|partecip|\
    unisciti|accett|uitnod|deelne|zaprosz|dołącz|ринять|риглаш|рисоедин|kabul|davet|招待|承諾|参加|초대|수락|\
    邀请|接受|加入|邀請|دعوة|قبول|انضم|ến bảng|tham gia|pozv|přij";

const UNSUBSCRIBING: &str = "\
    unsubscribe|opt out|opt-out|stop receiving|abmelden|abbestell|désabonn|désinscri|darse de baja|\
    darme de baja|cancelar suscripción|cancelar la suscripción|disiscri|annulla iscrizione|\
    annulla l’iscrizione|afmeld|uitschrijv|wypisz|rezygn|anuluj subskrypcj|cancelar inscrição|\
    cancelar a inscrição|descadastr|тписаться|配信停止|配信を停止|購読を解除|登録解除|수신 거부|수신거부|구독 취소|退订|取消订阅|取消訂閱|\
    إلغاء الاشتراك|ủy đăng ký";
