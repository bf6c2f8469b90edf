//! A unit of prose, read on its own: a paragraph, a title, a cell, a caption, a message.

use std::ops::Range;

/// How a text is written in its place, when a fix puts it there: with the signs that the format gives a
/// meaning escaped. `None` when it cannot be written there.
pub type Escape = fn(&str) -> Option<String>;

/// The escape of a place where any text may stand as it is.
pub fn unescaped(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// What a segment is on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SegmentKind {
    /// Running text.
    Paragraph,
    /// A title.
    Heading,
    /// An item of a list.
    Item,
    /// A cell of a table.
    Cell,
    /// The caption of a picture or a table.
    Caption,
    /// A value of an attribute, of front matter: a picture's description, a page's title.
    Attribute,
    /// What is shown of a subtitle at a time.
    Cue,
    /// A text of a programme, known by its key.
    Message,
}

/// A unit of prose.
#[derive(Clone, Debug)]
pub struct Segment {
    /// Where it stands, in bytes of the prose.
    pub range: Range<usize>,
    /// What it is.
    pub kind: SegmentKind,
    /// What goes when all of the segment is taken away, markup included, in bytes of the source; `None` where
    /// only the words can go.
    pub outer: Option<Range<usize>>,
    /// How a fix is written here.
    pub escape: Escape,
    /// What it was translated from, in the formats that hold both.
    pub source: Option<String>,
    /// What the format calls it.
    pub id: Option<String>,
}
