//! Deletions: the match with the space it leaves, its line, or its paragraph.

use std::ops::Range;

use crate::engine::page::Page;
use crate::finding::Edit;
use crate::rule::model::Delete;
use crate::span::Span;

/// The edit that takes away what a rule asks for.
pub fn deletion(page: &Page, range: &Range<usize>, what: Delete) -> Option<Edit> {
    let range = match what {
        Delete::Match => with_space(page.text, range.clone()),
        Delete::Line => with_blank_lines(page.text, page.line(range.start).start..page.line(range.end).end),
        Delete::Paragraph => {
            let tokens = page.block.tokens_in(range);
            let last = tokens.end.saturating_sub(1).max(tokens.start);
            let first = page.bytes(page.block.paragraph_of(tokens.start)).start.min(range.start);
            let end = page.bytes(page.block.paragraph_of(last)).end.max(range.end);
            with_blank_lines(page.text, page.line(first).start..page.line(end).end)
        }
    };
    Some(Edit { span: Span::new(page.text, range)?, replacement: String::new() })
}

/// A stretch and one of the spaces around it, so that two words keep one space between them and a
/// line neither starts nor ends with one.
fn with_space(text: &str, range: Range<usize>) -> Range<usize> {
    let blank = |c: char| matches!(c, ' ' | '\t' | '\u{a0}' | '\u{202f}');
    let before = text[..range.start].len() - text[..range.start].trim_end_matches(blank).len();
    let after = text[range.end..].len() - text[range.end..].trim_start_matches(blank).len();
    let (left, right) = (range.start - before, range.end + after);
    let line_starts = text[..left].is_empty() || text[..left].ends_with(['\n', '\r']);
    let line_ends = text[right..].is_empty() || text[right..].starts_with(['\n', '\r']);
    if line_starts && line_ends {
        return with_blank_lines(text, left..right);
    }
    if line_starts {
        return range.start..right;
    }
    if line_ends || (before > 0 && (after > 0 || text[right..].starts_with(['.', ',', ')']))) {
        return left..range.end;
    }
    range
}

/// Whole lines, their end, and the blank lines after them where there are blank lines before too.
fn with_blank_lines(text: &str, range: Range<usize>) -> Range<usize> {
    let line_end = |at: usize| {
        let rest = &text[at..];
        if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with(['\n', '\r'])) }
    };
    let mut end = range.end + line_end(range.end);
    let blank_before = text[..range.start].trim_end_matches([' ', '\t']).is_empty()
        || text[..range.start].ends_with("\n\n")
        || text[..range.start].ends_with("\r\n\r\n");
    while blank_before && end < text.len() {
        let line = &text[end..];
        let blank = line.len() - line.trim_start_matches([' ', '\t']).len();
        let newline = line_end(end + blank);
        if newline == 0 {
            break;
        }
        end += blank + newline;
    }
    let mut start = range.start;
    if end == text.len() {
        // The last line goes with the blank ones before it, and the one before keeps its end.
        let kept = text[..start].trim_end_matches(['\n', '\r', ' ', '\t']).len();
        start = kept + line_end(kept);
    }
    start.min(range.start)..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str, what: &str) -> String {
        let at = text.find(what).unwrap();
        let range = with_space(text, at..at + what.len());
        format!("{}{}", &text[..range.start], &text[range.end..])
    }

    #[test]
    fn one_space_is_left() {
        assert_eq!(without("un x mot", "x"), "un mot");
        assert_eq!(without("x mot", "x"), "mot");
        assert_eq!(without("un x", "x"), "un");
        assert_eq!(without("un x.", "x"), "un.");
        assert_eq!(without("un\n\nx\n\nmot\n", "x"), "un\n\nmot\n");
        assert_eq!(without("un\n\nx\n", "x"), "un\n");
        assert_eq!(without("un\n\nx", "x"), "un\n");
        assert_eq!(without("x", "x"), "");
    }
}
