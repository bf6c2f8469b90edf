//! A text as the engine reads it: its prose, and what is known of the file around it.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::{Boundary, Extraction, Fault, Format, Mark, OffsetMap, PieceKind, Reading, Segment};
use crate::bilingual::Pair;

/// The prose of a file, with the way back.
#[derive(Clone, Debug, Default)]
pub struct Document<'s> {
    /// The text it was taken from.
    pub text: &'s str,
    /// The format of that text.
    pub format: Format,
    /// How it was read.
    pub extraction: Extraction,
    /// The prose: segments with a blank line between them. Plain text is borrowed as it is.
    pub prose: Cow<'s, str>,
    /// Where the prose comes from; `None` where it is the text itself.
    pub map: Option<OffsetMap>,
    /// The segments in the order of the prose. None for plain text, which is cut at its blank lines.
    pub segments: Vec<Segment>,
    /// Where markup begins and ends, in the order of the prose.
    pub boundaries: Vec<Boundary>,
    /// The comments of the file, in its order.
    pub comments: Vec<Comment>,
    /// Code, scripts and comments, in bytes of the source, in its order.
    pub code: Vec<Range<usize>>,
    /// The head of a page that holds its data, in bytes of the source.
    pub head: Option<Range<usize>>,
    /// The language that the file says it is in.
    pub lang: Option<String>,
    /// Translations beside what they translate, in the order of the file.
    pub pairs: Vec<Pair>,
    /// How the file was read.
    pub reading: Arc<Reading>,
    /// Why it could not be read, where it could not.
    pub fault: Option<Fault>,
}

/// A comment of the file, which its readers do not see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Where, with its marks, in bytes of the source.
    pub range: Range<usize>,
    /// What it says, without its marks.
    pub text: String,
    /// What it speaks of, where the format ties it to something, in bytes of the source.
    pub applies_to: Option<Range<usize>>,
}

impl<'s> Document<'s> {
    /// A text that is all prose.
    pub fn plain(text: &'s str) -> Document<'s> {
        Document { text, prose: Cow::Borrowed(text), ..Document::default() }
    }

    /// The number of the segment that holds a byte of the prose, or that ends there.
    pub fn segment_at(&self, at: usize) -> Option<&Segment> {
        let next = self.segments.partition_point(|segment| segment.range.end < at);
        self.segments.get(next).filter(|segment| segment.range.start <= at)
    }

    /// The boundaries from one byte of the prose to another, both included.
    pub fn boundaries_in(&self, from: usize, to: usize) -> &[Boundary] {
        let first = self.boundaries.partition_point(|boundary| boundary.at < from);
        let last = self.boundaries.partition_point(|boundary| boundary.at <= to);
        &self.boundaries[first..last.max(first)]
    }

    /// Does markup begin or end inside a range of the prose, or beside it, blanks aside? `None` asks for any
    /// mark but a new line.
    pub fn has_boundary(&self, range: &Range<usize>, mark: Option<Mark>) -> bool {
        if self.boundaries.is_empty() {
            return false;
        }
        let blank = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}');
        let from = self.prose[..range.start].trim_end_matches(blank).len();
        let to = self.prose.len() - self.prose[range.end..].trim_start_matches(blank).len();
        self.boundaries_in(from, to).iter().any(|boundary| match mark {
            Some(mark) => boundary.mark == mark,
            None => !matches!(boundary.mark, Mark::Line),
        })
    }

    /// Does a range of the prose stand for nothing but what is no prose?
    pub fn is_protected(&self, range: &Range<usize>) -> bool {
        let Some(map) = &self.map else { return false };
        let mut touched =
            map.touched(range).iter().filter(|piece| piece.kind != PieceKind::Inserted).peekable();
        touched.peek().is_some() && touched.all(|piece| piece.kind == PieceKind::Protected)
    }

    /// Does a range of the source touch code?
    pub fn in_code(&self, source: &Range<usize>) -> bool {
        let next = self.code.partition_point(|code| code.end <= source.start);
        self.code.get(next).is_some_and(|code| code.start < source.end.max(source.start + 1))
    }

    /// Does a range of the source stand in the head?
    pub fn in_head(&self, source: &Range<usize>) -> bool {
        self.head.as_ref().is_some_and(|head| head.start <= source.start && source.end <= head.end)
    }

    /// The byte range of the source that a range of the prose stands for.
    pub fn source_of(&self, prose: &Range<usize>) -> Option<Range<usize>> {
        match &self.map {
            Some(map) => map.source_of(prose),
            None => Some(prose.clone()),
        }
    }
}
