//! The tokenizer: cuts French text into words, numbers, marks and what is no prose (addresses,
//! handles, code). It knows elision (`l'` | `homme`), inverted pronouns (`a` | `-t-il`), both
//! apostrophes, compounds (`Maison-Blanche`), acronyms with stops (`U.S.`) and combining accents.
//!
//! Takes a text, gives tokens in order through a callback. It looks at spelling alone: no
//! dictionary is asked, so it runs at some hundred megabytes a second.

use std::ops::Range;

use super::protected::protected;

/// What a token is, from its spelling alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Letters: a word, an elided word with its apostrophe, a compound, an acronym.
    Word,
    /// Starts with a digit: `12`, `3,5`, `1er`, `10/12/2021`, `6h30`.
    Number,
    /// One punctuation mark, or a run of full stops.
    Punctuation,
    /// Anything else that shows: currency, emoji, arrows.
    Symbol,
    /// No prose: a web or mail address, `@handle`, `#tag`, a path, code between backticks.
    Protected,
}

/// One token of a [`super::Block`]. Its place is in bytes of the whole text.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Which word it is, in [`super::Words`].
    pub word: super::WordId,
    /// What it is.
    pub kind: Kind,
    /// Is there white space, or the text's start, before it?
    pub space_before: bool,
    /// Is it the first of its line?
    pub line_start: bool,
    /// Is it the first of its sentence?
    pub sentence_start: bool,
    /// Does it stand between quotation marks?
    pub quoted: bool,
}

impl Token {
    /// Its place in the text, in bytes.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Is it a word, of letters?
    pub fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }
}

/// Words that lose their vowel before an apostrophe, as spelled before it, in lower case.
const ELIDED: [&str; 17] = [
    "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "presqu",
    "entr", "ç",
];

/// Whole words that hold an elided word's spelling and are not cut.
const UNCUT: [&str; 7] =
    ["quelqu'un", "quelqu'une", "quelqu'uns", "presqu'île", "presqu'îles", "entr'ouvert", "d'abord"];

/// Pronouns and particles that follow a verb or a demonstrative after a hyphen.
const ENCLITICS: [&str; 22] = [
    "t-il", "t-elle", "t-on", "t-ils", "t-elles", "il", "ils", "elle", "elles", "on", "je", "tu", "nous",
    "vous", "ce", "moi", "toi", "lui", "leur", "le", "la", "les",
];

/// Compounds that end like a verb with its pronoun and are one word.
const COMPOUNDS: [&str; 6] = ["rendez-vous", "garde-à-vous", "chez-nous", "chez-vous", "tue-la", "là-les"];

/// What stands before a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gap {
    /// White space, or the text's start.
    pub space: bool,
    /// A line's end.
    pub line: bool,
    /// A blank line.
    pub blank_line: bool,
}

/// Cuts `text` into tokens, in order. The callback takes the byte range, the kind, and what stands before the token.
/// Gives whether there are blanks that French is not set with.
pub fn tokenize(text: &str, mut emit: impl FnMut(Range<usize>, Kind, Gap)) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    let (mut gap, mut lines) = (Gap { space: true, ..Gap::default() }, 0);
    let mut odd = false;
    while at < bytes.len() {
        if let Some(end) = plain_word(bytes, at) {
            emit(at..end, Kind::Word, gap);
            (gap, lines) = (Gap::default(), 0);
            at = end;
        }
        // The blank that follows most words.
        let Some(&byte) = bytes.get(at) else { break };
        if byte == b' ' {
            gap.space = true;
            at += 1;
            continue;
        }
        let c = char_at(text, at);
        let next = at + c.len_utf8();
        if c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}' {
            gap.space = true;
            match c {
                '\n' => {
                    lines += 1;
                    gap.line = true;
                    gap.blank_line = lines > 1;
                }
                '\r' => gap.line = true,
                '\t' | '\u{a0}' | '\u{202f}' | '\u{2009}' => {}
                _ => odd = true,
            }
            at = next;
            continue;
        }
        let start = at;
        if let Some(end) = protected(text, at, c) {
            emit(start..end, Kind::Protected, gap);
            at = end;
        } else if is_letter(c) {
            at = words(text, start, gap, &mut emit);
        } else if c.is_numeric() {
            at = number(text, start);
            emit(start..at, Kind::Number, gap);
        } else if c == '.' {
            at += text[at..].bytes().take_while(|&b| b == b'.').count();
            emit(start..at, Kind::Punctuation, gap);
        } else {
            at = next;
            // Variation selectors, joiners and combining marks belong to the sign before them.
            while at < bytes.len() && is_mark(char_at(text, at)) {
                at += char_at(text, at).len_utf8();
            }
            let kind = if is_punctuation(c) { Kind::Punctuation } else { Kind::Symbol };
            emit(start..at, kind, gap);
        }
        (gap, lines) = (Gap::default(), 0);
    }
    odd
}

/// The end of a word of plain letters at `at`, where what follows shows that it is a whole word: a shorter way to
/// what [`words`] says of nine words in ten.
fn plain_word(bytes: &[u8], at: usize) -> Option<usize> {
    let mut end = at;
    loop {
        match bytes.get(end..) {
            Some([b'a'..=b'z' | b'A'..=b'Z', ..]) => end += 1,
            // À to ÿ, the two signs among them left out.
            Some([0xc3, second, ..]) if !matches!(second, 0x97 | 0xb7) => end += 2,
            _ => break,
        }
    }
    let follows = match bytes.get(end..)? {
        [] | [b' ' | b'\n' | b'\r' | b'\t' | b',' | b';' | b'!' | b'?' | b'(' | b')' | b'"', ..] => true,
        // No-break spaces, and the marks that French sets.
        [0xc2, 0xa0 | 0xab | 0xbb, ..] => true,
        [0xe2, 0x80, 0xa6 | 0x9c | 0x9d | 0xaf, ..] => true,
        [b'.'] | [b'.', b' ' | b'\n' | b'\r', ..] => &bytes[at..end] != b"www",
        _ => false,
    };
    (follows && end > at).then_some(end)
}

fn char_at(text: &str, at: usize) -> char {
    let byte = text.as_bytes()[at];
    if byte < 0x80 { byte as char } else { text[at..].chars().next().unwrap_or('\0') }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' | '\u{200d}' | '\u{ad}')
}

pub(super) fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || (c > '\u{7f}' && c.is_alphabetic())
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() && !matches!(c, '$' | '+' | '<' | '=' | '>' | '^' | '`' | '|' | '~')
        || matches!(
            c,
            '«' | '»'
                | '“'
                | '”'
                | '„'
                | '‘'
                | '’'
                | '‹'
                | '›'
                | '…'
                | '–'
                | '—'
                | '·'
                | '•'
                | '¡'
                | '¿'
        )
}

/// The end of a word's letters from `at`, its compounds and inner apostrophes included, and the
/// place just after its first elided part, if it opens with one.
fn word_end(text: &str, start: usize) -> (usize, Option<usize>) {
    let mut at = start;
    while at < text.len() {
        let c = char_at(text, at);
        if is_letter(c) || c.is_ascii_digit() || is_mark(c) {
            at += c.len_utf8();
            continue;
        }
        let next = at + c.len_utf8();
        let follows = text[next..].chars().next();
        let letter_follows = follows.is_some_and(is_letter);
        if is_apostrophe(c) {
            if is_elided(&text[start..at]) && !starts_uncut(&text[start..]) {
                return (next, Some(next));
            }
            if letter_follows {
                at = next;
                continue;
            }
        } else if is_hyphen(c) && follows.is_some_and(char::is_alphanumeric) {
            at = next;
            continue;
        }
        break;
    }
    (at, None)
}

fn is_elided(before: &str) -> bool {
    ELIDED.iter().any(|word| word.eq_ignore_ascii_case(before)) || before == "Ç"
}

fn starts_uncut(rest: &str) -> bool {
    // What UNCUT begins with.
    if !rest.starts_with(['q', 'p', 'e', 'Q', 'P', 'E']) {
        return false;
    }
    let head: String =
        rest.chars().take(12).map(|c| if c == '’' { '\'' } else { c }).collect::<String>().to_lowercase();
    UNCUT.iter().any(|word| {
        *word != "d'abord" && head.starts_with(word) && !head[word.len()..].starts_with(is_letter)
    })
}

/// Emits the word at `start`, and its inverted pronoun as a token of its own; gives its end.
fn words(text: &str, start: usize, gap: Gap, emit: &mut impl FnMut(Range<usize>, Kind, Gap)) -> usize {
    let (mut end, elided) = word_end(text, start);
    if elided.is_some() {
        emit(start..end, Kind::Word, gap);
        return end;
    }
    // Single letters with stops: U.S., p.m., J.-C.
    if end - start == 1 {
        let mut at = end;
        while text[at..].starts_with('.') {
            let rest = &text[at + 1..];
            let mut chars = rest.chars();
            match (chars.next(), chars.next()) {
                (Some(c), after) if is_letter(c) && !after.is_some_and(is_letter) => at += 1 + c.len_utf8(),
                _ => break,
            }
        }
        if at > end {
            end = if text[at..].starts_with('.') { at + 1 } else { at };
            emit(start..end, Kind::Word, gap);
            return end;
        }
    }
    let word = &text[start..end];
    if let Some(cut) = enclitic(word) {
        emit(start..start + cut, Kind::Word, gap);
        emit(start + cut..end, Kind::Word, Gap::default());
    } else {
        emit(start..end, Kind::Word, gap);
    }
    end
}

/// Where an inverted pronoun starts in `word` (at its hyphen), if it ends with one.
fn enclitic(word: &str) -> Option<usize> {
    if !word.contains('-') {
        return None;
    }
    let lower = word.to_lowercase();
    if lower.len() != word.len() || COMPOUNDS.contains(&lower.as_str()) {
        return None;
    }
    ENCLITICS
        .iter()
        .filter_map(|pronoun| {
            let cut = lower.len().checked_sub(pronoun.len() + 1)?;
            (cut > 0 && lower.as_bytes()[cut] == b'-' && lower.ends_with(pronoun)).then_some(cut)
        })
        .min()
}

/// The end of a number: digits and letters, with `. , : / -` between digits.
fn number(text: &str, start: usize) -> usize {
    let mut at = start;
    while at < text.len() {
        let c = char_at(text, at);
        if c.is_alphanumeric() || is_mark(c) {
            at += c.len_utf8();
        } else if matches!(c, '.' | ',' | ':' | '/' | '-')
            && text[at + 1..].starts_with(|c: char| c.is_ascii_digit())
            && text[..at].ends_with(|c: char| c.is_ascii_digit())
        {
            at += 1;
        } else {
            break;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        tokenize(text, |range, _, _| tokens.push(&text[range]));
        tokens
    }

    #[test]
    fn elided_words_keep_their_apostrophe() {
        assert_eq!(cut("L'homme qu’il aime"), ["L'", "homme", "qu’", "il", "aime"]);
        assert_eq!(cut("aujourd'hui quelqu'un d'O'Brien"), ["aujourd'hui", "quelqu'un", "d'", "O'Brien"]);
        assert_eq!(cut("qu’”il"), ["qu’", "”", "il"]);
    }

    #[test]
    fn inverted_pronouns_are_tokens() {
        assert_eq!(cut("a-t-il dit"), ["a", "-t-il", "dit"]);
        assert_eq!(cut("at-il, dis-moi"), ["at", "-il", ",", "dis", "-moi"]);
        assert_eq!(cut("un rendez-vous"), ["un", "rendez-vous"]);
        assert_eq!(cut("la Maison-Blanche"), ["la", "Maison-Blanche"]);
    }

    #[test]
    fn addresses_and_code_are_one_token() {
        assert_eq!(
            cut("Voir www.exemple.fr/a, puis contact@exemple.fr."),
            ["Voir", "www.exemple.fr/a", ",", "puis", "contact@exemple.fr", "."]
        );
        assert_eq!(
            cut("pic.twitter.com/Ab1 @nom #mot a_b `git push`"),
            ["pic.twitter.com/Ab1", "@nom", "#mot", "a_b", "`git push`"]
        );
    }

    #[test]
    fn a_stop_without_space_is_no_address() {
        assert_eq!(cut("fini.Le reste"), ["fini", ".", "Le", "reste"]);
        assert_eq!(cut("J.-C. et U.S. Open"), ["J", ".", "-", "C", ".", "et", "U.S.", "Open"]);
    }

    #[test]
    fn numbers_hold_their_marks() {
        assert_eq!(cut("3,5 % le 10/12/2021 à 6h30."), ["3,5", "%", "le", "10/12/2021", "à", "6h30", "."]);
    }

    #[test]
    fn any_text_is_covered_in_order() {
        for text in [
            "",
            "é\u{301}",
            "a\u{301}b",
            "🙂\u{fe0f}x",
            "''",
            "l’",
            "-",
            "…..",
            "\u{feff}a",
            "a'",
            "`",
            "@",
            "x:y",
        ] {
            let mut last = 0;
            tokenize(text, |range, _, _| {
                assert!(range.start >= last && range.end > range.start);
                assert!(text.get(range.clone()).is_some());
                last = range.end;
            });
        }
    }
}
