//! A stretch of text with its tokens, sentences, lines and paragraphs.
//!
//! Long texts are read block by block, so that memory stays bounded whatever the file's size. A
//! block ends at a blank line where there is one in reach.

use std::ops::Range;

use super::{Kind, Token, Triggers, Word, Words, sentence, tokenize};

/// A block is at least this long, in bytes, if the text is.
const BLOCK: usize = 64 * 1024;
/// A block is at most about this long, in bytes: past it, any line or sentence end will do.
const LONGEST: usize = 128 * 1024;

/// Tokens of a stretch of text, with its divisions. All places are in bytes of the whole text;
/// divisions are ranges of `tokens`.
#[derive(Default)]
pub struct Block {
    /// The stretch, in bytes.
    pub range: Range<usize>,
    /// Its tokens in order.
    pub tokens: Vec<Token>,
    /// Its sentences.
    pub sentences: Vec<Range<usize>>,
    /// Its paragraphs: what stands between blank lines.
    pub paragraphs: Vec<Range<usize>>,
    /// Does it hold blanks that French is not set with: zero-width, ideographic…?
    pub odd_blanks: bool,
    /// Tokens after a blank line.
    breaks: Vec<usize>,
}

impl Block {
    /// Reads `range` of `text`, in place of what the block held. `triggers` is handed to
    /// [`Words::intern`].
    pub fn read(
        &mut self,
        text: &str,
        range: Range<usize>,
        words: &mut Words,
        triggers: impl Fn(&Word) -> Triggers,
    ) {
        self.tokens.clear();
        self.sentences.clear();
        self.paragraphs.clear();
        self.breaks.clear();
        self.range = range.clone();
        let base = range.start;
        let (tokens, breaks) = (&mut self.tokens, &mut self.breaks);
        self.odd_blanks = tokenize(&text[range], |span, kind, gap| {
            let (start, end) = (base + span.start, base + span.end);
            if gap.blank_line {
                breaks.push(tokens.len());
            }
            tokens.push(Token {
                start: start as u32,
                end: end as u32,
                word: words.intern(&text[start..end], &triggers),
                kind,
                space_before: gap.space,
                line_start: gap.line || tokens.is_empty(),
                sentence_start: false,
                quoted: false,
            });
        });
        self.divide(text, words);
    }

    fn divide(&mut self, text: &str, words: &Words) {
        let starts = sentence::starts(text, &self.tokens, words);
        let mut first = 0;
        for at in starts.into_iter().chain([self.tokens.len()]) {
            if at > first {
                self.tokens[first].sentence_start = true;
                self.sentences.push(first..at);
                first = at;
            }
        }
        let mut first = 0;
        for at in self.breaks.drain(..).chain([self.tokens.len()]) {
            if at > first {
                mark_quoted(text, &mut self.tokens[first..at]);
                self.paragraphs.push(first..at);
                first = at;
            }
        }
    }

    /// The sentence that holds a token.
    pub fn sentence_of(&self, token: usize) -> Range<usize> {
        containing(&self.sentences, token)
    }

    /// The paragraph that holds a token.
    pub fn paragraph_of(&self, token: usize) -> Range<usize> {
        containing(&self.paragraphs, token)
    }

    /// Tokens that a byte range touches.
    pub fn tokens_in(&self, range: &Range<usize>) -> Range<usize> {
        let first = self.tokens.partition_point(|t| (t.end as usize) <= range.start);
        let last = self.tokens.partition_point(|t| (t.start as usize) < range.end);
        first..last.max(first)
    }

    /// From the first byte of the first to the last byte of the last of some tokens.
    pub fn bytes_of(&self, tokens: &Range<usize>) -> Range<usize> {
        match (self.tokens.get(tokens.start), tokens.end.checked_sub(1).and_then(|n| self.tokens.get(n))) {
            (Some(first), Some(last)) if !tokens.is_empty() => first.start as usize..last.end as usize,
            _ => self.range.start..self.range.start,
        }
    }
}

fn containing(divisions: &[Range<usize>], token: usize) -> Range<usize> {
    let after = divisions.partition_point(|d| d.end <= token);
    divisions.get(after).filter(|d| d.contains(&token)).cloned().unwrap_or(token..token)
}

/// Marks what stands between quotation marks. Straight marks open and close in turn within a
/// paragraph; a pair that is never closed marks nothing.
fn mark_quoted(text: &str, tokens: &mut [Token]) {
    let mut open: Option<(usize, char)> = None;
    for at in 0..tokens.len() {
        if tokens[at].kind != Kind::Punctuation {
            continue;
        }
        let mark = text[tokens[at].range()].chars().next().unwrap_or(' ');
        let closes = match open {
            Some((_, '«')) => mark == '»',
            Some((_, '“' | '„')) => mark == '”',
            Some((_, '‘')) => mark == '’',
            Some((_, '"')) => mark == '"',
            _ => false,
        };
        if closes {
            if let Some((from, _)) = open.take() {
                for token in &mut tokens[from..=at] {
                    token.quoted = true;
                }
            }
        } else if matches!(mark, '«' | '“' | '„' | '‘' | '"') && (open.is_none() || mark == '«') {
            open = Some((at, mark));
        }
    }
}

/// Cuts `text` into the byte ranges of its blocks.
pub fn blocks(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        (start < text.len()).then(|| {
            let end = block_end(text, start);
            let range = start..end;
            start = end;
            range
        })
    })
}

fn block_end(text: &str, start: usize) -> usize {
    if text.len() - start <= BLOCK {
        return text.len();
    }
    let wanted = floor(text, start + BLOCK);
    let limit = floor(text, start + LONGEST);
    let reach = &text[wanted..limit];
    if let Some(n) = memchr::memmem::find(reach.as_bytes(), b"\n\n") {
        return wanted + n + 2;
    }
    if limit == text.len() {
        return limit;
    }
    let cut = |mark: &str| reach.rfind(mark).map(|n| wanted + n + mark.len());
    cut("\n").or_else(|| cut(". ")).or_else(|| cut(" ")).unwrap_or(limit)
}

fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.min(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Block, Words) {
        let (mut block, mut words) = (Block::default(), Words::default());
        block.read(text, 0..text.len(), &mut words, |_| Triggers::default());
        (block, words)
    }

    #[test]
    fn blocks_cover_the_text() {
        for text in ["", "a", &"mot ".repeat(300_000), &"é".repeat(700_000), &"ligne\n\n".repeat(50_000)] {
            let mut last = 0;
            for range in blocks(text) {
                assert_eq!(range.start, last);
                assert!(text.is_char_boundary(range.end) && range.end > range.start);
                last = range.end;
            }
            assert_eq!(last, text.len());
        }
    }

    #[test]
    fn divisions() {
        let (block, _) = read("Un mot. Deux mots\n\nTrois.");
        assert_eq!(block.sentences, [0..3, 3..5, 5..7]);
        assert_eq!(block.paragraphs, [0..5, 5..7]);
        assert_eq!(block.sentence_of(4), 3..5);
    }

    #[test]
    fn quoted_words() {
        let (block, _) = read("Il dit « bonjour » puis “adieu” et \"jamais");
        let quoted: Vec<usize> = (0..block.tokens.len()).filter(|&n| block.tokens[n].quoted).collect();
        assert_eq!(quoted, [2, 3, 4, 6, 7, 8]);
    }
}
