//! What the elements and attributes of HTML are for the words in them.

use std::ops::Range;

use crate::format::{Mark, SegmentKind};

/// An attribute as it is written.
pub struct Attribute {
    /// Its name in lower case.
    pub name: String,
    /// Its value, decoded.
    pub value: String,
    /// Where the value stands, without its quotation marks; empty when there is none.
    pub span: Range<usize>,
}

/// What an element does to the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Parts segments; the kind of those that stand right in it, where it says one.
    Block(Option<SegmentKind>),
    /// Marks words inside a segment.
    Inline(Mark),
    /// A new line.
    Break,
    /// A picture or a control between words.
    Picture,
    /// Its content is no prose.
    Skipped {
        /// Does it stand inside a sentence?
        inline: bool,
    },
    /// Says nothing.
    Nothing,
}

impl Role {
    /// The role of an element, by its name in lower case. One that HTML does not know stands inside a line.
    pub fn of(name: &str) -> Role {
        match name {
            "a" => Role::Inline(Mark::Link),
            "b" | "strong" => Role::Inline(Mark::Bold),
            "i" | "em" => Role::Inline(Mark::Italic),
            "br" => Role::Break,
            "img" | "input" | "image" => Role::Picture,
            "wbr" | "meta" | "link" | "base" | "col" | "colgroup" | "source" | "track" | "param" | "area" => {
                Role::Nothing
            }
            "code" | "kbd" | "samp" | "var" | "tt" => Role::Skipped { inline: true },
            "script" | "style" | "template" | "pre" | "textarea" | "svg" | "math" | "object" | "iframe"
            | "canvas" | "xmp" | "listing" | "plaintext" | "noembed" => Role::Skipped { inline: false },
            "title" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "legend" | "summary" => {
                Role::Block(Some(SegmentKind::Heading))
            }
            "li" | "dt" | "dd" | "option" | "optgroup" => Role::Block(Some(SegmentKind::Item)),
            "td" | "th" => Role::Block(Some(SegmentKind::Cell)),
            "caption" | "figcaption" => Role::Block(Some(SegmentKind::Caption)),
            "p" => Role::Block(Some(SegmentKind::Paragraph)),
            "address" | "article" | "aside" | "audio" | "blockquote" | "body" | "button" | "center"
            | "details" | "dialog" | "dir" | "div" | "dl" | "fieldset" | "figure" | "footer" | "form"
            | "frameset" | "head" | "header" | "hgroup" | "hr" | "html" | "main" | "menu" | "nav"
            | "noframes" | "noscript" | "ol" | "search" | "section" | "select" | "table" | "tbody"
            | "tfoot" | "thead" | "tr" | "ul" | "video" | "picture" | "frame" | "embed" => Role::Block(None),
            _ => Role::Inline(Mark::Other),
        }
    }
}

/// Has the element no content and no end tag?
pub fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "image"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// What an attribute's value is, if people read it.
pub fn prose_of(element: &str, attribute: &Attribute, all: &[Attribute]) -> Option<SegmentKind> {
    let of = |name: &str| all.iter().find(|a| a.name == name).map_or("", |a| a.value.as_str());
    let read = match attribute.name.as_str() {
        "alt"
        | "title"
        | "placeholder"
        | "aria-label"
        | "aria-description"
        | "aria-roledescription"
        | "aria-placeholder"
        | "aria-valuetext"
        | "summary"
        | "label" => true,
        "value" => {
            element == "input"
                && ["submit", "button", "reset"].iter().any(|kind| of("type").eq_ignore_ascii_case(kind))
        }
        "content" => {
            let name = if of("name").is_empty() { of("property") } else { of("name") };
            element == "meta" && is_described(&name.to_ascii_lowercase())
        }
        _ => false,
    };
    let template = attribute.value.contains("{{") || attribute.value.contains("{%");
    (read && !template && attribute.value.contains(char::is_alphabetic)).then_some(SegmentKind::Attribute)
}

/// Is the content of a `<meta>` of that name read by people?
fn is_described(name: &str) -> bool {
    let last = name.rsplit([':', '.']).next().unwrap_or(name);
    matches!(last, "description" | "title" | "alt" | "abstract")
}
