//! XML as events with their places, for the formats that are made of it.
//!
//! quick-xml does the reading; here each event gets its bytes, entities are resolved, and what is wrong is said
//! with its place.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event as Raw};

use super::Fault;

/// A part of an XML text.
#[derive(Clone, Debug)]
pub enum Event<'a> {
    /// `<name …>`
    Start(Tag<'a>),
    /// `<name …/>`
    Empty(Tag<'a>),
    /// `</name>`
    End(String),
    /// Text that reads as it is written.
    Text,
    /// A reference: `&amp;`, `&#233;`; what it reads as, if that is known.
    Reference(Option<String>),
    /// `<![CDATA[…]]>`; the bytes of what is inside.
    Cdata(Range<usize>),
    /// `<!-- … -->`
    Comment,
    /// A declaration, a processing instruction, a document type.
    Other,
}

/// A tag that opens an element.
#[derive(Clone, Debug)]
pub struct Tag<'a> {
    /// Its name without prefix.
    pub name: String,
    start: BytesStart<'a>,
}

impl Tag<'_> {
    /// An attribute by its name, with or without its prefix; entities resolved.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let found = attributes.with_checks(false).flatten().find(|attribute| {
            let key = attribute.key.as_ref();
            key == name || key.rsplit(':').next() == Some(name)
        })?;
        let unescaped = quick_xml::escape::unescape(&found.value).map(|value| value.into_owned());
        Some(unescaped.unwrap_or_else(|_| found.value.into_owned()))
    }
}

/// Reads events one after the other.
pub struct Events<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    depth: usize,
}

/// The most elements open one in the other. What reads the events remembers something of each.
const DEEPEST: usize = 256;

impl<'a> Events<'a> {
    /// Over a whole file.
    pub fn new(text: &'a str) -> Events<'a> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().allow_dangling_amp = false;
        Events { text, reader, depth: 0 }
    }

    /// How many elements are open.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// The next event and its bytes; `None` at the end.
    ///
    /// # Errors
    /// The first place that is no XML.
    #[expect(clippy::should_implement_trait, reason = "it may fail, and its callers stop at the first fault")]
    pub fn next(&mut self) -> Result<Option<(Range<usize>, Event<'a>)>, Fault> {
        let start = self.reader.buffer_position() as usize;
        let raw = self.reader.read_event().map_err(|error| Fault {
            offset: self.text.floor_char_boundary(self.reader.error_position() as usize),
            message: format!("not well-formed XML: {error}"),
        })?;
        let range = start..self.reader.buffer_position() as usize;
        let event = match raw {
            Raw::Start(tag) => {
                self.depth += 1;
                if self.depth > DEEPEST {
                    let message = format!("elements within elements, more than {DEEPEST} deep");
                    return Err(Fault { offset: start, message });
                }
                Event::Start(tag_of(tag))
            }
            Raw::Empty(tag) => Event::Empty(tag_of(tag)),
            Raw::End(end) => {
                self.depth = self.depth.saturating_sub(1);
                Event::End(end.local_name().as_ref().to_string())
            }
            Raw::Text(_) => Event::Text,
            Raw::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().ok().flatten().map(String::from);
                let named = || resolve_predefined_entity(&reference.xml10_content()).map(str::to_string);
                Event::Reference(character.or_else(named))
            }
            Raw::CData(_) => Event::Cdata(range.start + "<![CDATA[".len()..range.end - "]]>".len()),
            Raw::Comment(_) => Event::Comment,
            Raw::Eof if self.depth > 0 => {
                let message = "not well-formed XML: an element is not closed".to_string();
                return Err(Fault { offset: self.text.len(), message });
            }
            Raw::Eof => return Ok(None),
            Raw::Decl(_) | Raw::PI(_) | Raw::DocType(_) => Event::Other,
        };
        Ok(Some((range, event)))
    }
}

fn tag_of(start: BytesStart) -> Tag {
    Tag { name: start.local_name().as_ref().to_string(), start }
}

/// A text as XML writes it between tags.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
