//! One member out of a JSON object: all that links need of JSON.
//!
//! A reader of our own because the one everybody uses brings number formatting and trees along, a fifth of the size that the
//! whole core may have in the browser. It is held to that one's answers by a test.
//!
//! Source: RFC 8259.

/// What a member of an object holds, as far as it is of use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Member {
    /// Text, unescaped.
    Text(String),
    /// A whole number that is not negative.
    Number(u64),
    /// Anything else.
    Other,
}

/// The first member called `key` of the object that `json` is, ignoring what follows the object's end.
///
/// `None` when `json` is no object, or one that is damaged before that member ends.
///
/// ```
/// use straightway::json::{Member, member};
///
/// let json = r#"{"lang":{"url":"no"},"url":"https:\/\/a.example\/?x=1\u00262","exp":1790117145}"#;
/// assert_eq!(member(json, "url"), Some(Member::Text("https://a.example/?x=1&2".to_owned())));
/// assert_eq!(member(json, "exp"), Some(Member::Number(1_790_117_145)));
/// assert_eq!(member("[1]", "url"), None);
/// ```
pub fn member(json: &str, key: &str) -> Option<Member> {
    let mut reader = Reader {
        rest: json.as_bytes(),
    };
    reader.expect(b'{')?;
    loop {
        let name = reader.text()?;
        reader.expect(b':')?;
        if name == key {
            return reader.value();
        }
        reader.skip()?;
        reader.expect(b',')?;
    }
}

/// The text that the member `key` holds.
pub fn text(json: &str, key: &str) -> Option<String> {
    match member(json, key)? {
        Member::Text(text) => Some(text),
        _ => None,
    }
}

/// Undoes the escapes of one layer wherever they stand in `text`, in JSON or in a part of it. What is none stays.
///
/// ```
/// # use straightway::json::unescape;
/// assert_eq!(unescape(r#"{\"u\":\"https:\\/\\/a.example\/?x\u003d1\z"#), r#"{"u":"https:\/\/a.example/?x=1\z"#);
/// ```
pub fn unescape(text: &str) -> String {
    let mut unescaped = Vec::with_capacity(text.len());
    let mut reader = Reader {
        rest: text.as_bytes(),
    };
    while let Some(byte) = reader.next() {
        let behind = reader.rest;
        if byte != b'\\' || reader.escape(&mut unescaped).is_none() {
            unescaped.push(byte);
            reader.rest = behind;
        }
    }
    String::from_utf8(unescaped).unwrap_or_default()
}

/// Whether `json` is one object, whole, and nothing else.
pub fn is_object(json: &str) -> bool {
    let mut reader = Reader {
        rest: json.as_bytes(),
    };
    reader.peek() == Some(b'{') && reader.skip().is_some() && reader.peek().is_none()
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl Reader<'_> {
    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    /// The first byte that is not white space, left where it is.
    fn peek(&mut self) -> Option<u8> {
        self.rest = self.rest.trim_ascii_start();
        self.rest.first().copied()
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.next())?;
        Some(())
    }

    fn text(&mut self) -> Option<String> {
        self.expect(b'"')?;
        let mut text = Vec::new();
        let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..b' ');
        loop {
            let plain = self.rest.iter().position(is_special)?;
            text.extend_from_slice(self.rest.split_off(..plain)?);
            match self.next()? {
                b'"' => return String::from_utf8(text).ok(),
                b'\\' => self.escape(&mut text)?,
                _ => return None,
            }
        }
    }

    fn escape(&mut self, text: &mut Vec<u8>) -> Option<()> {
        let plain = match self.next()? {
            b'u' => {
                let character = self.escaped_character()?;
                text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                return Some(());
            }
            b'b' => 8,
            b't' => b'\t',
            b'n' => b'\n',
            b'f' => 12,
            b'r' => b'\r',
            same @ (b'"' | b'\\' | b'/') => same,
            _ => return None,
        };
        text.push(plain);
        Some(())
    }

    /// A character written as one `\u` escape or as two, a surrogate pair.
    fn escaped_character(&mut self) -> Option<char> {
        let first = self.four_digits()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first);
        }
        self.next().filter(|byte| *byte == b'\\')?;
        self.next().filter(|byte| *byte == b'u')?;
        let second = self.four_digits()?;
        let low = second.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
        char::from_u32(0x10000 + ((first - 0xd800) << 10) + low)
    }

    fn four_digits(&mut self) -> Option<u32> {
        let mut value = 0;
        for _ in 0..4 {
            value = value << 4 | u32::from(crate::codec::hex(self.next()?)?);
        }
        Some(value)
    }

    fn value(&mut self) -> Option<Member> {
        match self.peek()? {
            b'"' => self.text().map(Member::Text),
            b'0'..=b'9' => {
                let digits = self.word();
                Some(digits.parse().map_or(Member::Other, Member::Number))
            }
            _ => {
                self.skip()?;
                Some(Member::Other)
            }
        }
    }

    /// A number or one of the words `true`, `false`, `null`: not told apart, nobody asks.
    fn word(&mut self) -> &str {
        let is_end = |byte: &u8| matches!(byte, b',' | b'}' | b']' | b' ' | b'\t' | b'\n' | b'\r');
        let end = self.rest.iter().position(is_end).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, &[]));
        self.rest = rest;
        std::str::from_utf8(word).unwrap_or_default()
    }

    /// Passes over a value, however deep: by counting brackets, without calling itself.
    fn skip(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => drop(self.text()?),
                b'{' | b'[' => {
                    depth += 1;
                    self.next();
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1)?;
                    self.next();
                }
                b',' | b':' if depth > 0 => drop(self.next()),
                _ if self.word().is_empty() => return None,
                _ => {}
            }
            if depth == 0 {
                return Some(());
            }
        }
    }
}
