//! A stretch of text, as byte offsets that cannot cut a character in two.
//!
//! Everything relire finds is a [`Span`] of the text it was found in. A span is made by
//! [`Span::new`], which checks the range against the text, or from spans that already exist;
//! code that holds one may therefore slice with it. Offsets count bytes of the *decoded* text;
//! [`Source::disk_offset`](crate::source::Source::disk_offset) turns them into bytes of the file.

use std::ops::Range;

use serde::Serialize;

/// A range of bytes in a text: in order, inside the text, both ends between two characters.
///
/// Spans sort by their start, then by their end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    start: usize,
    end: usize,
}

impl Span {
    /// The span of `range` in `text`, or `None` if the range is reversed, leaves the text or cuts
    /// a character.
    pub fn new(text: &str, range: Range<usize>) -> Option<Span> {
        text.get(range.clone()).map(|_| Span { start: range.start, end: range.end })
    }

    /// The first byte.
    pub fn start(self) -> usize {
        self.start
    }

    /// The byte after the last.
    pub fn end(self) -> usize {
        self.end
    }

    /// Both ends, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it holds no character: a place between two.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The characters it stands for in `text`, the text it was made for.
    ///
    /// With another text that it does not fit, the answer is empty (and debug builds panic).
    pub fn slice(self, text: &str) -> &str {
        let slice = text.get(self.range());
        debug_assert!(slice.is_some(), "{self:?} was made for another text");
        slice.unwrap_or_default()
    }

    /// Whether the two share a byte. An empty span overlaps what it stands strictly inside of.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside this one; a span contains itself.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The span of a part of a text that began at `from`, in another text where it begins at `to`.
    pub(crate) fn carried(self, from: usize, to: usize) -> Span {
        Span { start: self.start - from + to, end: self.end - from + to }
    }

    /// The smallest span that contains both `a` and `b`, with what stands between them.
    pub fn cover(a: Span, b: Span) -> Span {
        Span { start: a.start.min(b.start), end: a.end.max(b.end) }
    }
}

/// The start of the character that byte `offset` of `text` belongs to, or the end of the text.
pub(crate) fn floor_char(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn span(text: &str, range: Range<usize>) -> Span {
        Span::new(text, range).expect("a sound range")
    }

    #[test]
    fn a_span_never_cuts_a_character() {
        let text = "é!";
        assert_eq!(Span::new(text, 0..1), None);
        assert_eq!(span(text, 0..2).slice(text), "é");
        assert!(span(text, 3..3).is_empty());
    }

    #[test]
    fn a_range_must_be_in_order_and_inside() {
        #[expect(clippy::reversed_empty_ranges)]
        let reversed = 2..1;
        assert_eq!(Span::new("abc", reversed), None);
        assert_eq!(Span::new("abc", 2..4), None);
        assert_eq!(Span::new("abc", usize::MAX..usize::MAX), None);
    }

    #[test]
    fn neighbours_do_not_overlap() {
        let text = "le vélo";
        let (article, noun) = (span(text, 0..3), span(text, 3..8));
        assert!(!article.overlaps(noun));
        assert!(span(text, 0..4).overlaps(noun));
        assert_eq!(Span::cover(noun, article), span(text, 0..8));
    }

    #[test]
    fn an_insertion_point_overlaps_only_what_surrounds_it() {
        let text = "abcd";
        let point = span(text, 2..2);
        assert!(point.overlaps(span(text, 1..3)));
        assert!(!point.overlaps(span(text, 2..4)));
        assert!(!point.overlaps(point));
        assert!(span(text, 2..4).contains(point));
    }

    #[test]
    fn serialized_as_its_two_ends() {
        let json = serde_json::to_string(&span("abcd", 1..3)).expect("plain numbers");
        assert_eq!(json, r#"{"start":1,"end":3}"#);
    }

    proptest! {
        #[test]
        fn exists_exactly_where_the_text_can_be_sliced(text in "\\PC{0,20}", a in 0..70usize, b in 0..70usize) {
            prop_assert_eq!(Span::new(&text, a..b).map(Span::range), text.get(a..b).map(|_| a..b));
        }

        #[test]
        fn a_cover_contains_both_and_is_sound(text in "[aé€😀]{4,20}", picks in any::<[prop::sample::Index; 4]>()) {
            let cuts: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
            let pick = |i: usize| *picks[i].get(&cuts);
            let order = |a: usize, b: usize| span(&text, a.min(b)..a.max(b));
            let (a, b) = (order(pick(0), pick(1)), order(pick(2), pick(3)));
            let cover = Span::cover(a, b);
            prop_assert!(cover.contains(a) && cover.contains(b));
            prop_assert_eq!(Span::new(&text, cover.range()), Some(cover));
            prop_assert_eq!(a.overlaps(b), b.overlaps(a));
        }
    }
}
