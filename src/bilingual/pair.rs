//! A translation beside what it translates.

use std::ops::Range;

use crate::format::{Escape, unescaped};

/// A translation and its source.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The source; its forms for one and for several, where it has both.
    pub sources: Vec<Side>,
    /// The translation.
    pub target: Side,
    /// What the file calls it.
    pub id: Option<String>,
    /// Whether the file says that the translation is to be gone over.
    pub unsure: bool,
    /// Whether the translation is the form for one.
    pub is_singular: bool,
    /// Whether the file tells it from others of the same source.
    pub has_context: bool,
    /// How many plural forms there should be, and how many there are.
    pub forms: Option<(usize, usize)>,
    /// How a fix is written in the translation.
    pub escape: Escape,
}

impl Default for Pair {
    fn default() -> Pair {
        Pair {
            sources: Vec::new(),
            target: Side::default(),
            id: None,
            unsure: false,
            is_singular: false,
            has_context: false,
            forms: None,
            escape: unescaped,
        }
    }
}

impl Pair {
    /// A translation beside its source, both as they are.
    pub fn plain(source: &str, target: &str) -> Pair {
        Pair { sources: vec![Side::plain(source)], target: Side::plain(target), ..Pair::default() }
    }
}

/// A text of a pair, as it reads, with the way back to the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// What it reads as: escapes and entities resolved, tags of the file's format left out.
    pub text: String,
    /// Those tags, as they are written, each with its place in the file.
    pub tags: Vec<(String, Range<usize>)>,
    /// All of it, in bytes of the file's text.
    pub range: Range<usize>,
    runs: Vec<Run>,
}

/// A run of a side's text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Run {
    text: Range<usize>,
    file: Range<usize>,
    verbatim: bool,
}

impl Side {
    /// An empty side that stands at a place of the file.
    pub fn new(range: Range<usize>) -> Side {
        Side { range, ..Side::default() }
    }

    /// A side that stands as it is at the start of its file.
    pub fn plain(text: &str) -> Side {
        let mut side = Side::new(0..text.len());
        side.push(text, 0..text.len(), true);
        side
    }

    /// Adds what a stretch of the file reads as.
    pub fn push(&mut self, read: &str, file: Range<usize>, verbatim: bool) {
        let start = self.text.len();
        self.text.push_str(read);
        self.runs.push(Run { text: start..self.text.len(), file, verbatim });
    }

    /// Adds a tag.
    pub fn tag(&mut self, written: &str, file: Range<usize>) {
        self.tags.push((written.to_string(), file));
    }

    /// From the first to the last byte of the file that a range of the text is written with.
    pub fn in_file(&self, text: Range<usize>) -> Range<usize> {
        if text.is_empty() || self.runs.is_empty() {
            return self.place(text.start);
        }
        let start = self.runs.partition_point(|run| run.text.end <= text.start);
        let end = self.runs.partition_point(|run| run.text.start < text.end);
        let (Some(first), Some(last)) =
            (self.runs.get(start), end.checked_sub(1).and_then(|n| self.runs.get(n)))
        else {
            return self.range.clone();
        };
        let from = if first.verbatim {
            first.file.start + text.start.saturating_sub(first.text.start)
        } else {
            first.file.start
        };
        let to = if last.verbatim {
            last.file.start + (text.end.min(last.text.end) - last.text.start)
        } else {
            last.file.end
        };
        from..to.max(from)
    }

    fn place(&self, at: usize) -> Range<usize> {
        let run = self.runs.iter().find(|run| run.text.end >= at);
        let place = match run {
            Some(run) if run.verbatim => run.file.start + at.saturating_sub(run.text.start),
            Some(run) if at == run.text.end => run.file.end,
            Some(run) => run.file.start,
            None => self.range.end,
        };
        place..place
    }
}
