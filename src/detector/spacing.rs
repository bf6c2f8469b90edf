//! Spaces that are missing around a mark: *meurtre.L'ordonnance*, *rouge,vert*, *arôme :Biscuits*, *gardien:*.

use std::ops::Range;

use super::Detector;
use super::spelling::is_french;
use crate::engine::{Hit, Page};
use crate::lexicon::{Lexicon, fold};
use crate::text::{Kind, Word};

/// Finds a missing space.
#[derive(Debug)]
pub enum Spacing {
    /// After a stop, a question or an exclamation mark, before a capital.
    AfterStop,
    /// After a comma.
    AfterComma,
    /// After a colon, before a capital.
    AfterColon,
    /// Before `: ; ! ?`, where the page has one everywhere else.
    BeforeMark,
}

impl Detector for Spacing {
    fn wakes(&self, word: &Word) -> bool {
        match self {
            Spacing::AfterStop => matches!(&*word.text, "." | "!" | "?"),
            Spacing::AfterComma => &*word.text == ",",
            Spacing::AfterColon => matches!(&*word.text, ":" | "⁚" | "："),
            Spacing::BeforeMark => matches!(&*word.text, ":" | ";" | "!" | "?"),
        }
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        match self {
            Spacing::AfterStop => word.is_some_and(Word::is_capitalised),
            Spacing::AfterComma => word.is_some_and(Word::is_french),
            Spacing::AfterColon | Spacing::BeforeMark => true,
        }
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        if matches!(self, Spacing::BeforeMark) {
            before_marks(page, places, add);
            return;
        }
        for &n in places.iter().filter(|&&n| n > 0 && n + 1 < page.tokens().len()) {
            let token = page.tokens()[n];
            if token.kind != Kind::Punctuation && !matches!(page.spelled(n), "⁚" | "：") {
                continue;
            }
            let found = match (self, page.spelled(n)) {
                (Spacing::AfterStop, "." | "!" | "?") => after_stop(page, n),
                (Spacing::AfterComma, ",") => after_comma(page, n),
                (Spacing::AfterColon, ":" | "⁚" | "：") => after_colon(page, n),
                _ => None,
            };
            if let Some((range, fixed)) = found {
                add(Hit::new(range).with("fixed", fixed));
            }
        }
    }
}

/// Are both neighbours of the mark at `n` words, without a space on either side?
fn between_words(page: &Page, n: usize) -> bool {
    let (before, mark, after) = (page.tokens()[n - 1], page.tokens()[n], page.tokens()[n + 1]);
    before.is_word() && after.is_word() && !mark.space_before && !after.space_before
}

/// Bytes either side of a mark that are looked at for a blank: a file may hold none.
const REACH: usize = 300;

/// Is the stretch without spaces that holds the mark at `n` an address, code, or a list of names?
fn is_code(page: &Page, n: usize) -> bool {
    let (start, end) = (page.tokens()[n].start as usize, page.tokens()[n].end as usize);
    let text = page.text;
    let before = &text[text.ceil_char_boundary(start.saturating_sub(REACH))..start];
    let after = &text[end..text.floor_char_boundary(end + REACH)];
    let left = start - before.rsplit(char::is_whitespace).next().map_or(0, str::len);
    let right = end + after.split(char::is_whitespace).next().map_or(0, str::len);
    let run = &text[left..right];
    let same = run.matches(page.spelled(n)).count();
    let ends = run.ends_with(page.spelled(n));
    same > 1 + usize::from(ends)
        || run.contains(['/', '\\', '=', '_', '@', '{', '}', '<', '>', '`', '$', '#', '|'])
        || run.contains("::")
        || run.contains("()")
}

fn letters(page: &Page, n: usize) -> usize {
    page.spelled(n).chars().filter(|c| c.is_alphabetic()).count()
}

/// Words that open a sentence, folded.
fn opens_sentence(folded: &str) -> bool {
    matches!(
        folded,
        "l'" | "d'"
            | "j'"
            | "c'"
            | "qu'"
            | "s'"
            | "n'"
            | "le"
            | "la"
            | "les"
            | "un"
            | "une"
            | "des"
            | "il"
            | "elle"
            | "ils"
            | "elles"
            | "on"
            | "nous"
            | "vous"
            | "je"
            | "tu"
            | "ce"
            | "cet"
            | "cette"
            | "ces"
            | "dans"
            | "en"
            | "pour"
            | "mais"
            | "et"
            | "selon"
            | "avec"
            | "sur"
            | "si"
            | "son"
            | "sa"
            | "ses"
            | "leur"
            | "leurs"
            | "au"
            | "aux"
            | "à"
            | "de"
            | "du"
            | "par"
            | "quand"
            | "comme"
    )
}

fn after_stop(page: &Page, n: usize) -> Option<(Range<usize>, String)> {
    // vrai ?Oui: French has a space before the mark.
    let (before, after) = (page.tokens()[n - 1], page.tokens()[n + 1]);
    let question = page.spelled(n) != "."
        && before.is_word()
        && after.is_word()
        && !after.space_before
        && !before.line_start;
    if !(between_words(page, n) || question) || is_code(page, n) {
        return None;
    }
    let (before, after) = (page.word(n - 1), page.word(n + 1));
    let spelled = page.spelled(n - 1);
    let capital = after.is_capitalised();
    let small = spelled.chars().next_back().is_some_and(char::is_lowercase) && letters(page, n - 1) > 2;
    let opens = opens_sentence(&after.folded);
    let known = (before.is_french() && after.is_french() && letters(page, n + 1) > 1) || opens;
    // M.Untel, art.L. 12, Yahoo!Actualités: what stands before is a word of the language.
    let abbreviated = matches!(
        &*before.folded,
        "art"
            | "mme"
            | "mlle"
            | "etc"
            | "min"
            | "prof"
            | "fig"
            | "chap"
            | "node"
            | "asp"
            | "vol"
            | "yahoo"
            | "jeopardy"
    );
    if !(capital && small && known) || abbreviated || (!before.is_french() && !opens) {
        return None;
    }
    let (start, end) = (page.tokens()[n - 1].start as usize, page.tokens()[n + 1].start as usize);
    Some((
        start..page.tokens()[n + 1].end as usize,
        format!("{} {}", &page.text[start..end], page.spelled(n + 1)),
    ))
}

fn after_comma(page: &Page, n: usize) -> Option<(Range<usize>, String)> {
    if !between_words(page, n) || is_code(page, n) {
        return None;
    }
    let (before, after) = (page.word(n - 1), page.word(n + 1));
    let whole =
        before.is_french() && after.is_french() && letters(page, n - 1) > 1 && letters(page, n + 1) > 1;
    let prose = page.tokens()[..n].iter().rev().take(3).any(|t| t.space_before && t.is_word()) && n > 3;
    if !whole || !prose {
        return None;
    }
    let range = page.tokens()[n - 1].start as usize..page.tokens()[n + 1].end as usize;
    Some((range, format!("{}, {}", page.spelled(n - 1), page.spelled(n + 1))))
}

fn after_colon(page: &Page, n: usize) -> Option<(Range<usize>, String)> {
    let (before, mark, after) = (page.tokens()[n - 1], page.tokens()[n], page.tokens()[n + 1]);
    let odd = page.spelled(n) != ":";
    let glued = !after.space_before;
    if !before.is_word() || !after.is_word() || !(glued || odd) || mark.line_start || after.line_start {
        return None;
    }
    let (left, right) = (page.word(n - 1), page.word(n + 1));
    let known = left.is_french() && right.is_french() && letters(page, n - 1) > 2 && letters(page, n + 1) > 2;
    // :sourire: and Ruby's :nom.
    let tail = &page.text[after.end as usize..];
    let lower = mark.space_before
        && right.shape == crate::text::Shape::Lower
        && left.shape == crate::text::Shape::Lower;
    if !known
        || !(right.is_capitalised() || lower)
        || tail.starts_with([':', '(', '.', '_', '-'])
        || (glued && is_code(page, n))
    {
        return None;
    }
    // Titre:Valeur without a space on either side may be a key, unless the word before is a small one.
    if !mark.space_before && !odd && page.spelled(n - 1).starts_with(char::is_uppercase) {
        return None;
    }
    let spelled = page.spelled(n + 1);
    let common = right.analyses.iter().any(|a| !a.tag.proper());
    let name = page
        .tokens()
        .get(n + 2)
        .is_some_and(|t| t.is_word() && page.text[t.range()].starts_with(char::is_uppercase));
    let next = if common && !name { spelled.to_lowercase() } else { spelled.to_string() };
    let range = before.start as usize..after.end as usize;
    Some((range, format!("{} : {next}", page.spelled(n - 1))))
}

/// Marks that French sets a space before.
fn before_marks(page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
    let mut bare: Vec<usize> = Vec::new();
    let mut spaced = 0;
    for &n in places.iter().filter(|&&n| n > 0) {
        let token = page.tokens()[n];
        if token.kind != Kind::Punctuation || !matches!(page.spelled(n), ":" | ";" | "!" | "?") {
            continue;
        }
        if token.space_before {
            spaced += 1;
        } else if page.tokens()[n - 1].is_word() {
            bare.push(n);
        }
    }
    let english = bare.len() > 2 && bare.len() * 3 > spaced;
    for n in bare {
        let next = page.tokens().get(n + 1);
        let guillemet = next.is_some_and(|t| t.space_before && page.text[t.range()].starts_with('«'));
        let mark = page.spelled(n);
        let sound = page.word(n - 1).is_french()
            && page.word(n - 1).shape == crate::text::Shape::Lower
            && next.is_none_or(|t| t.space_before)
            && !is_code(page, n)
            && letters(page, n - 1) > 2;
        let evident = spaced > 2 && !english;
        // Avengers: Endgame is a name; so may be what ends in ! or ?.
        let title =
            mark == ":" && page.word_at(Some(n + 1)).is_some_and(|w| w.is_capitalised() && !w.is_french());
        if sound && !title && (if mark == ":" { guillemet } else { evident }) {
            add(Hit::new(page.tokens()[n].range()).with("fixed", format!("\u{a0}{mark}")));
        }
    }
}

/// Finds a word with a space in it: *co- exister*, *A vertissement*.
#[derive(Debug)]
pub struct SplitWord;

impl Detector for SplitWord {
    fn wakes(&self, word: &Word) -> bool {
        is_hyphen(&word.text) || word.is_capitalised() && word.text.chars().count() == 1
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        for &n in places {
            let found = match is_hyphen(page.spelled(n)) {
                true => n.checked_sub(1).and_then(|before| at_hyphen(page, before)),
                false => first_letter(page, n),
            };
            if let Some((range, fixed)) = found {
                add(Hit::new(range).with("fixed", fixed));
            }
        }
    }
}

fn is_hyphen(spelled: &str) -> bool {
    matches!(spelled, "-" | "\u{2010}" | "\u{2011}")
}

/// *co- exister*, *peut- être*, *dit- il*: a hyphen with a space after it.
fn at_hyphen(page: &Page, n: usize) -> Option<(Range<usize>, String)> {
    let tokens = page.tokens();
    let (first, hyphen, last) = (tokens.get(n)?, tokens.get(n + 1)?, tokens.get(n + 2)?);
    if !first.is_word() || !last.is_word() || !is_hyphen(page.spelled(n + 1)) {
        return None;
    }
    let after = &page.text[hyphen.end as usize..last.start as usize];
    let before = &page.text[first.end as usize..hyphen.start as usize];
    let one_side = matches!((before, after), ("", " ") | (" ", ""));
    let (left, right) = (page.spelled(n), page.spelled(n + 2));
    let whole = || Lexicon::embedded().contains(&fold(&format!("{left}-{right}")));
    if !one_side
        || !(right.starts_with(char::is_lowercase) || whole())
        || matches!(&*page.word(n + 2).folded, "et" | "ou" | "à" | "de")
    {
        return None;
    }
    let lexicon = Lexicon::embedded();
    let hyphened = format!("{left}-{right}");
    let joined = format!("{left}{right}");
    let range = first.start as usize..last.end as usize;
    if lexicon.contains(&fold(&hyphened)) {
        return Some((range, hyphened));
    }
    let pronoun = matches!(
        &*page.word(n + 2).folded,
        "il" | "elle" | "on" | "ils" | "elles" | "je" | "tu" | "nous" | "vous" | "ce" | "là" | "ci"
    );
    if pronoun {
        let verb = page.word(n).analyses.iter().any(|a| a.tag.finite());
        return (verb || matches!(&*page.word(n + 2).folded, "là" | "ci")).then_some((range, hyphened));
    }
    let halves = page.word(n).is_french() && page.word(n + 2).is_french() && left.chars().count() > 3;
    (lexicon.contains(&fold(&joined)) && !halves && before.is_empty()).then_some((range, joined))
}

/// *A vertissement*, *L es*: the first letter of a line or sentence on its own.
fn first_letter(page: &Page, n: usize) -> Option<(Range<usize>, String)> {
    let (first, last) = (page.tokens()[n], *page.tokens().get(n + 1)?);
    let (letter, rest) = (page.spelled(n), page.spelled(n + 1));
    let lone = first.is_word() && letter.chars().count() == 1 && letter.starts_with(char::is_uppercase);
    let near = last.is_word() && page.text[first.end as usize..last.start as usize] == *" ";
    if !lone || !near || !(first.sentence_start || first.line_start) || !rest.chars().all(char::is_lowercase)
    {
        return None;
    }
    let joined = format!("{letter}{rest}");
    let word = page.word(n + 1);
    let unknown = !word.is_french() && !word.is_english() && rest.chars().count() > 1;
    // Function words whose end is a word too: L es, D ans, U n.
    let common = [
        "Les", "Le", "Dans", "Pour", "Une", "Un", "Des", "En", "Ces", "Cette", "Il", "Ils", "Elle", "Nous",
        "Vous", "Mais", "Par", "Selon", "Depuis", "Lors", "Quand", "Comme", "Sur", "Tout", "Plus", "On",
        "Son", "Avec",
    ];
    let known = is_french(&joined);
    // Si n est pair; A priori.
    let set = letter == "A" && matches!(rest, "priori" | "posteriori" | "fortiori" | "minima" | "contrario");
    let sound = (unknown && known && !set) || common.contains(&joined.as_str());
    sound.then_some((first.start as usize..last.end as usize, joined))
}

#[cfg(test)]
mod tests {
    use crate::detector::tests::spans_hold;
    use proptest::prelude::*;

    #[test]
    fn no_text_is_too_odd() {
        let hold = spans_hold(&["typography", "encoding", "quote"]);
        proptest!(ProptestConfig::with_cases(64), |(text in "[ .,:;!?a-elqLÀéÃ“”&#\u{fffd}\u{a0}«»⁚：\\-\n'’]{0,60}")| {
            prop_assert!(hold(&text));
        });
    }
}
