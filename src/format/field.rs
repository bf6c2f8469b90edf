//! A string of a file that holds strings among other things: a catalogue's translation, a key's value, a
//! cell, a cue. A [`Field`] is its pieces in order, each with the bytes it is written with and what it
//! reads as, so that a reader of the format says nothing of prose and the document nothing of formats.

use std::ops::Range;

use super::Edge;

/// A string of a file, in pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// Its content in bytes of the file's text, delimiters aside. Empty where nothing is written.
    pub range: Range<usize>,
    /// Its pieces, in the order of the file.
    pub pieces: Vec<Piece>,
}

/// A part of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it is written with, in bytes of the file's text.
    pub range: Range<usize>,
    /// What it reads as.
    pub reads: Reads,
}

/// What a piece of a field reads as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reads {
    /// As it is written.
    AsWritten,
    /// As this text: an escape, an entity.
    Text(String),
    /// As nothing, and the text goes on through it: the quotation marks between two lines of a PO string.
    Nothing,
    /// As nothing: a tag that opens or closes a part of the text, such as `<g id="1">`.
    Tag(Edge),
    /// As something that is put there later: `<x id="1"/>`.
    Placeholder,
}

impl Field {
    /// What the field reads as. Placeholders are left out.
    pub fn text(&self, file: &str) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            match &piece.reads {
                Reads::AsWritten => text.push_str(&file[piece.range.clone()]),
                Reads::Text(read) => text.push_str(read),
                Reads::Nothing | Reads::Tag(_) | Reads::Placeholder => {}
            }
        }
        text
    }

    /// Adds a piece; one that holds no byte adds nothing.
    pub fn push(&mut self, range: Range<usize>, reads: Reads) {
        if range.is_empty() {
            return;
        }
        if let (Reads::AsWritten, Some(last)) = (&reads, self.pieces.last_mut())
            && last.reads == Reads::AsWritten
            && last.range.end == range.start
        {
            last.range.end = range.end;
            return;
        }
        self.pieces.push(Piece { range, reads });
    }
}
