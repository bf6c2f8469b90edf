//! Where sentences start.
//!
//! A sentence ends at a stop, a question or exclamation mark, or an ellipsis, with the marks that
//! close a quotation, when what follows can open a sentence; and at a line's end, unless the next
//! line goes on in lower case. Abbreviations (`M.`, `p.`, `J.`) do not end one.

use super::{Kind, Token, Words};

/// Abbreviations written with a stop, folded, that a capital may follow.
const ABBREVIATIONS: [&str; 26] = [
    "m", "mm", "mr", "mrs", "ms", "dr", "pr", "me", "st", "ste", "art", "av", "bd", "cf", "chap", "env",
    "fig", "hab", "no", "op", "p", "pp", "vol", "vs", "jr", "prof",
];

/// The most tokens of a sentence. What goes on without a stop for longer is a list or no text at all, and rules walk
/// through the sentence of each word that they look at.
const LONGEST: usize = 500;

/// The most marks that close what a sentence holds: a file may be made of nothing else.
const CLOSING: usize = 8;

/// Numbers of the tokens that start a sentence, the first excepted.
pub fn starts(text: &str, tokens: &[Token], words: &Words) -> Vec<usize> {
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 1;
    while at < tokens.len() {
        let (before, token) = (&tokens[at - 1], &tokens[at]);
        if token.line_start {
            if !continues(text, before, token) {
                starts.push(at);
            }
        } else if token.space_before && ends_sentence(text, tokens, at, words) {
            starts.push(at);
        }
        if at - starts.last().copied().unwrap_or(0) >= LONGEST {
            starts.push(at);
        }
        at += 1;
    }
    starts
}

/// Does a line that starts at `token` go on with the sentence before it?
fn continues(text: &str, before: &Token, token: &Token) -> bool {
    let gap = &text[before.end as usize..token.start as usize];
    let first = text[token.range()].chars().next().unwrap_or(' ');
    let open = !matches!(text[before.range()].chars().last(), Some('.' | '!' | '?' | '…' | ':'));
    open && first.is_lowercase() && gap.matches('\n').count() == 1
}

/// Does a sentence end before token `at`, on the same line?
fn ends_sentence(text: &str, tokens: &[Token], at: usize, words: &Words) -> bool {
    let mut last = at - 1;
    let mark = |n: usize| match tokens[n].kind {
        Kind::Punctuation => text[tokens[n].range()].chars().next(),
        _ => None,
    };
    // Marks that close a quotation or a parenthesis stay with the sentence they end.
    while last > 0 && at - last <= CLOSING && matches!(mark(last), Some('»' | '”' | '"' | ')' | '’' | ']'))
    {
        last -= 1;
    }
    let stop = match mark(last) {
        Some(c @ ('.' | '!' | '?' | '…')) => c,
        _ => {
            // An acronym that ends in a stop may end the sentence as well: not known, so no.
            return false;
        }
    };
    let next = text[tokens[at].range()].chars().next().unwrap_or(' ');
    let opens = next.is_uppercase()
        || next.is_ascii_digit()
        || matches!(next, '«' | '“' | '"' | '–' | '—' | '(' | '[' | '¿' | '¡' | '@' | '#')
        || tokens[at].kind == Kind::Symbol;
    if !opens {
        return false;
    }
    if stop == '.' && last > 0 && tokens[last].end - tokens[last].start == 1 && !tokens[last].space_before {
        let word = &tokens[last - 1];
        let folded = &words.get(word.word).folded;
        let initial = word.is_word() && word.end - word.start == 1 && next.is_uppercase();
        return !(initial || ABBREVIATIONS.contains(&&**folded));
    }
    true
}

#[cfg(test)]
mod tests {
    use crate::text::{Block, Words};

    fn sentences(text: &str) -> Vec<&str> {
        let (mut block, mut words) = (Block::default(), Words::default());
        block.read(text, 0..text.len(), &mut words, |_| Default::default());
        block.sentences.iter().map(|s| &text[block.bytes_of(s)]).collect()
    }

    #[test]
    fn stops_end_sentences() {
        assert_eq!(sentences("Il part. Elle reste ! Et moi ?"), ["Il part.", "Elle reste !", "Et moi ?"]);
        assert_eq!(sentences("« Il part. » Elle reste."), ["« Il part. »", "Elle reste."]);
        assert_eq!(sentences("Il a dit… rien. selon lui"), ["Il a dit… rien. selon lui"]);
    }

    #[test]
    fn no_sentence_is_without_end() {
        let words = "mot ".repeat(1_200);
        assert_eq!(
            sentences(&words).iter().map(|s| s.split(' ').count()).collect::<Vec<_>>(),
            [500, 500, 200]
        );
    }

    #[test]
    fn abbreviations_do_not() {
        assert_eq!(sentences("M. Durand et J. Martin. Fin."), ["M. Durand et J. Martin.", "Fin."]);
    }

    #[test]
    fn a_line_goes_on_in_lower_case() {
        assert_eq!(
            sentences("Une ligne\nqui continue\nPuis une autre"),
            ["Une ligne\nqui continue", "Puis une autre"]
        );
        assert_eq!(sentences("Titre\n\nsuite"), ["Titre", "suite"]);
    }
}
