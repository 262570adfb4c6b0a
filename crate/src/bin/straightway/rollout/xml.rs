//! XML as a tree, for the files that are made of it.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

/// An element.
pub(super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    content: Content,
}

enum Content {
    Text(String),
    Elements(Vec<Element>),
}

impl Element {
    /// An element with nothing in it.
    pub(super) fn new(name: &'static str) -> Self {
        Self {
            name,
            attributes: Vec::new(),
            content: Content::Elements(Vec::new()),
        }
    }

    /// The same with an attribute more.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// The same with elements in it.
    pub(super) fn holding(mut self, elements: impl IntoIterator<Item = Self>) -> Self {
        self.content = Content::Elements(elements.into_iter().collect());
        self
    }

    /// The same with text in it.
    pub(super) fn saying(mut self, text: impl Into<String>) -> Self {
        self.content = Content::Text(text.into());
        self
    }

    /// The file of which this is the root.
    pub(super) fn into_file(self) -> String {
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
        // Writing to memory cannot fail.
        let _ = writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
        let _ = self.write(&mut writer);
        let mut file = String::from_utf8(writer.into_inner()).unwrap_or_default();
        file.push('\n');
        file
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
        let attributes = self.attributes.iter();
        let element = writer
            .create_element(self.name)
            .with_attributes(attributes.map(|(name, value)| (*name, value.as_str())));
        match &self.content {
            Content::Text(text) => element.write_text_content(BytesText::new(text))?,
            Content::Elements(elements) if elements.is_empty() => element.write_empty()?,
            Content::Elements(elements) => element.write_inner_content(|writer| {
                elements
                    .iter()
                    .try_for_each(|element| element.write(writer))
            })?,
        };
        Ok(())
    }
}
