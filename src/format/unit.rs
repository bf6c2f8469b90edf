//! A message of a file of messages, and what it translates where the file has both; from there, a segment of
//! the document and a pair for the checks that compare the two.

use std::ops::Range;

pub use super::builder::is_french;
use super::field::{Field, Reads};
use super::placeholder::{self, Found};
use super::{Builder, Edge, Escape, Mark, SegmentKind};
use crate::bilingual::{Pair, Side};

/// The most translations of one source: each holds it anew. Languages have six plural forms at the most.
pub const MOST_TARGETS: usize = 16;

/// A message.
#[derive(Clone, Debug, Default)]
pub struct Unit {
    /// What the file calls it.
    pub id: Option<String>,
    /// What it translates.
    pub source: Option<Field>,
    /// The other form of the source, where there is one for one and one for several.
    pub other_source: Option<Field>,
    /// The translation; the text itself where there is no source.
    pub target: Field,
    /// Whether the file says that the translation is to be gone over.
    pub unsure: bool,
    /// Whether the translation is the form for one.
    pub is_singular: bool,
    /// Whether the file tells it from others of the same source.
    pub has_context: bool,
    /// How many plural forms there should be, and how many there are.
    pub forms: Option<(usize, usize)>,
    /// How a fix is written in the translation, where that is not the same for the whole file.
    pub escape: Option<Escape>,
}

/// How a format writes its messages.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// What a message is on the page.
    pub kind: SegmentKind,
    /// How a fix is written.
    pub escape: Escape,
    /// Do the messages hold placeholders, tags and access keys of a programme?
    pub interface: bool,
}

/// Adds a unit to a document: a segment for what it says, a pair for what it translates.
pub fn add(builder: &mut Builder, unit: &Unit, manner: Manner) {
    add_beside(builder, unit, manner, None);
}

/// Adds a unit whose source stands in another file.
pub fn add_beside(builder: &mut Builder, unit: &Unit, manner: Manner, original: Option<&str>) {
    let file = builder.text();
    let target = side(&unit.target, file);
    let mut sources: Vec<Side> =
        unit.source.iter().chain(&unit.other_source).map(|field| side(field, file)).collect();
    if sources.is_empty() {
        sources.extend(original.map(Side::plain));
    }
    let mut marks = if manner.interface { placeholder::find(&target.text) } else { Vec::new() };
    if let (true, Some(source)) = (manner.interface, sources.first()) {
        marks.extend(placeholder::access_key(&source.text, &target.text));
        marks.sort_by_key(|mark| mark.range.start);
    }
    let escape = unit.escape.unwrap_or(manner.escape);
    builder.open(manner.kind, escape);
    emit(builder, &unit.target, &target, &marks);
    builder.describe(sources.first().map(|source| source.text.clone()), unit.id.clone());
    builder.close(None);
    if sources.iter().any(|source| !source.text.is_empty()) {
        builder.pair(Pair {
            sources,
            target,
            id: unit.id.clone(),
            unsure: unit.unsure,
            is_singular: unit.is_singular,
            has_context: unit.has_context,
            forms: unit.forms,
            escape,
        });
    }
}

/// A field as a text, with its tags beside it.
pub fn side(field: &Field, file: &str) -> Side {
    let mut side = Side::new(field.range.clone());
    for piece in &field.pieces {
        match &piece.reads {
            Reads::AsWritten => side.push(&file[piece.range.clone()], piece.range.clone(), true),
            Reads::Text(read) => side.push(read, piece.range.clone(), false),
            Reads::Nothing => {}
            Reads::Tag(_) | Reads::Placeholder => {
                side.tag(&file[piece.range.clone()], piece.range.clone());
            }
        }
    }
    side
}

/// Writes a field into the open segment, `marks` being what is no prose in what it reads as.
fn emit(builder: &mut Builder, field: &Field, side: &Side, marks: &[Found]) {
    let mut marks = marks.iter().peekable();
    let mut at = 0;
    // Inside a mark until there.
    let mut until = 0;
    for piece in &field.pieces {
        match &piece.reads {
            Reads::Nothing => continue,
            Reads::Tag(edge) => {
                builder.boundary(Mark::Other, *edge, piece.range.clone());
                continue;
            }
            Reads::Placeholder => {
                builder.protect(piece.range.clone());
                continue;
            }
            Reads::AsWritten | Reads::Text(_) => {}
        }
        let length = match &piece.reads {
            Reads::Text(read) => read.len(),
            _ => piece.range.len(),
        };
        let end = at + length;
        let mut from = at.max(until);
        while let Some(mark) = marks.next_if(|mark| mark.range.start < end) {
            if mark.range.start < from {
                continue;
            }
            part(builder, piece.range.clone(), &piece.reads, at, from..mark.range.start);
            let source = side.in_file(mark.range.clone());
            match mark.is {
                placeholder::Is::Tag(edge) => builder.boundary(Mark::Other, edge, source),
                placeholder::Is::AccessKey => builder.boundary(Mark::Other, Edge::Point, source),
                placeholder::Is::Placeholder => builder.protect(source),
            }
            until = mark.range.end;
            from = until;
        }
        if from < end {
            part(builder, piece.range.clone(), &piece.reads, at, from..end);
        }
        at = end;
    }
}

/// Adds the part of a piece that reads as `range`, the piece's text starting at `at`.
fn part(builder: &mut Builder, piece: Range<usize>, reads: &Reads, at: usize, range: Range<usize>) {
    if range.is_empty() {
        return;
    }
    match reads {
        Reads::Text(read) => builder.decoded(piece, read),
        _ => builder.verbatim(piece.start + (range.start - at)..piece.start + (range.end - at)),
    }
}
