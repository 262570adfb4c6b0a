//! The data in the kit's PowerShell scripts, read as PowerShell reads such literals.

use super::registry::{Data, Key};

/// The registry that the settings of a script make, and the data of each of its browsers.
pub(super) fn registry(script: &[u8]) -> Key {
    let mut registry = Key::default();
    let mut path = String::new();
    for statement in Statements::of(script) {
        match statement.as_slice() {
            [Token::Word(name), Token::Text(key), ..] if name == "Key" => {
                path.clone_from(key);
                registry.at(key);
            }
            [
                Token::Word(word),
                Token::Text(name),
                Token::Word(data_word),
                data,
            ] => {
                assert_eq!((word.as_str(), data_word.as_str()), ("Name", "Data"));
                let data = match data {
                    Token::Text(text) => Data::Text(text.clone()),
                    Token::Word(number) => Data::Number(number.parse().unwrap()),
                };
                if !path.is_empty() {
                    registry.at(&path).values.insert(name.clone(), data);
                }
            }
            // The next browser.
            [Token::Word(name), Token::Text(_)] if name == "Name" => path.clear(),
            _ => {}
        }
    }
    registry
}

/// The values of a simple member of each browser in a script.
pub(super) fn members(script: &[u8], member: &str) -> Vec<String> {
    Statements::of(script)
        .filter_map(|statement| match statement.as_slice() {
            [Token::Word(name), Token::Text(value)] if name == member => Some(value.clone()),
            _ => None,
        })
        .collect()
}

#[derive(Debug)]
enum Token {
    Word(String),
    Text(String),
}

/// The lines of `$Kit = @( … )`, without their punctuation.
struct Statements(std::vec::IntoIter<Vec<Token>>);

impl Statements {
    fn of(script: &[u8]) -> Self {
        let script = std::str::from_utf8(script).unwrap();
        assert!(script.starts_with('\u{feff}'), "Windows takes it for UTF-8");
        let (_, kit) = script.split_once("$Kit = @(\r\n").unwrap();
        let (kit, _) = kit.split_once("\r\n)\r\n").unwrap();
        Self(
            kit.split("\r\n")
                .map(tokens)
                .collect::<Vec<_>>()
                .into_iter(),
        )
    }
}

impl Iterator for Statements {
    type Item = Vec<Token>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

fn tokens(line: &str) -> Vec<Token> {
    // All of these end a text, whichever began it; two of them are one.
    let is_quote = |c: char| matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}');
    let mut tokens = Vec::new();
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        if is_quote(character) {
            let mut text = String::new();
            loop {
                let next = characters.next().expect("a text has an end");
                if is_quote(next) && characters.next_if(|c| is_quote(*c)).is_none() {
                    break;
                }
                text.push(next);
            }
            tokens.push(Token::Text(text));
        } else if character.is_alphanumeric() {
            let mut word = character.to_string();
            while let Some(next) = characters.next_if(|c| c.is_alphanumeric()) {
                word.push(next);
            }
            tokens.push(Token::Word(word));
        } else {
            assert!(" @{}();=".contains(character), "{character} in {line}");
        }
    }
    tokens
}
