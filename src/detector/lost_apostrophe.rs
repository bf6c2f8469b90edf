//! Apostrophes that were lost: *labsence*, *quil*, *jai*; or that became a space: *l enfance*, *D où*.

use std::ops::Range;

use super::Detector;
use super::spelling::elides;
use crate::engine::{Hit, Page};
use crate::lexicon::{Lexicon, Person, Pos, Tense};
use crate::text::{Kind, Shape, Word};

/// Finds apostrophes that are missing.
#[derive(Debug)]
pub enum LostApostrophe {
    /// Nothing stands in their place: *labsence*.
    Fused,
    /// A space stands in their place: *l absence*.
    Spaced,
}

impl Detector for LostApostrophe {
    fn wakes(&self, word: &Word) -> bool {
        match self {
            LostApostrophe::Fused => {
                let plain = matches!(word.shape, Shape::Lower | Shape::Capitalised);
                plain && !word.is_french() && split(&word.folded).is_some() && !word.is_english()
            }
            LostApostrophe::Spaced => is_long_head(&word.folded) || is_short_head(&word.folded),
        }
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        match self {
            LostApostrophe::Fused => fused(page, places, add),
            LostApostrophe::Spaced => spaced(page, places, add),
        }
    }
}

/// Words that lose their vowel before an apostrophe, the longest first.
const HEADS: [&str; 14] =
    ["jusqu", "lorsqu", "puisqu", "quoiqu", "qu", "l", "d", "j", "m", "t", "s", "n", "c", "quelqu"];

/// Fused forms that are no word and do not split by the general rule.
const WHOLE: [(&str, usize); 6] =
    [("aujourdhui", 7), ("quelquun", 6), ("quelquune", 6), ("presquîle", 6), ("daccord", 1), ("dabord", 1)];

fn fused(page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
    for &n in places {
        let token = &page.tokens()[n];
        if !token.is_word() {
            continue;
        }
        let word = page.word(n);
        let start = token.sentence_start || token.line_start;
        let plain = word.shape == Shape::Lower || (word.shape == Shape::Capitalised && start);
        if !plain || word.is_french() || word.is_english() || page.sound.contains(&word.folded) {
            continue;
        }
        // A part of a compound or of an address is no word of its own.
        let glued = page.text[..token.start as usize].ends_with(['-', '_', '/', '’', '\'', '.', '@'])
            || page.text[token.end as usize..].starts_with(['_', '/', '@', '’', '\'']);
        // A capital in the middle of a sentence elsewhere: a name.
        let name =
            || page.tokens().iter().any(|t| t.word == token.word && !t.sentence_start && !t.line_start);
        // An entry of a list: *laven*, a language; *Jabat*, a place.
        let alone = token.line_start && page.tokens().get(n + 1).is_none_or(|next| next.line_start);
        if glued || alone || (word.shape == Shape::Capitalised && name()) {
            continue;
        }
        let Some(cut) = split(&word.folded) else { continue };
        // Laigle, Logre: a short name that opens a sentence.
        let long =
            word.folded[cut..].chars().count() > if word.folded[cut..].starts_with('h') { 4 } else { 5 };
        let surname = match &word.folded[..cut] {
            "l" | "d" => !long,
            "t" | "m" => true,
            _ => false,
        };
        if word.shape == Shape::Lower || !surname {
            let spelled = page.spelled(n);
            // Folding may change lengths: the head is ASCII in all of them.
            let (Some(head), Some(tail)) = (spelled.get(..cut), spelled.get(cut..)) else { continue };
            add(Hit::new(token.range()).with("fixed", format!("{head}{}{tail}", page.apostrophe())));
        }
    }
}

/// Where a folded form that is no word takes its apostrophe, in bytes.
fn split(folded: &str) -> Option<usize> {
    if let Some((_, cut)) = WHOLE.iter().find(|(whole, _)| *whole == folded) {
        return Some(*cut);
    }
    HEADS.iter().find_map(|head| {
        let tail = folded.strip_prefix(head)?;
        let letters = tail.chars().count();
        let rare = matches!(tail, "oncques" | "onc" | "iers" | "oing" | "oyiez");
        (!rare && letters >= 2 && elides(tail) && suits(head, tail, letters)).then_some(head.len())
    })
}

/// May this word follow this elided one?
fn suits(head: &str, tail: &str, letters: usize) -> bool {
    let readings: Vec<_> = Lexicon::embedded().analyses(tail).map(|a| a.tag).collect();
    let noun = readings.iter().any(|t| matches!(t.pos(), Pos::Noun | Pos::Adjective));
    let finite = readings.iter().any(|t| t.finite());
    let infinitive = readings.iter().any(|t| t.mood_tense() == Some(Tense::Infinitive));
    let third = readings.iter().any(|t| t.finite() && t.person() == Some(Person::Third));
    let participle = head != "j" && readings.iter().any(|t| t.mood_tense() == Some(Tense::PresentParticiple));
    let adverb = readings.iter().any(|t| matches!(t.pos(), Pos::Adverb | Pos::Preposition));
    match head {
        "l" => ["on", "un", "une"].contains(&tail) || (noun && letters > 3) || (third && letters > 4),
        "d" => {
            ["un", "une", "où", "eux", "elle"].contains(&tail)
                || ((noun || infinitive || adverb) && letters > 3)
        }
        "j" | "m" | "t" | "s" | "n" => {
            let verb = (finite || infinitive || participle) && letters > 3;
            let short =
                ["ai", "en", "est", "ont", "as", "a", "y"].contains(&tail) && !(head == "t" && tail == "a");
            let own = ["j", "m", "n"].contains(&head);
            verb || (head == "s" && ["il", "ils"].contains(&tail)) || (own && short)
        }
        "c" => ["est", "était", "étaient", "était", "eût", "en"].contains(&tail),
        _ => {
            let short =
                ["il", "ils", "on", "un", "une", "en", "au", "à", "elle", "elles", "ici"].contains(&tail);
            short || (head == "qu" && (noun || finite || infinitive) && letters > 4)
        }
    }
}

fn spaced(page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
    let mut last: Option<(Range<usize>, String)> = None;
    let flush = |last: &mut Option<(Range<usize>, String)>, add: &mut dyn FnMut(Hit)| {
        if let Some((range, fixed)) = last.take() {
            add(Hit::new(range).with("fixed", fixed));
        }
    };
    let mut after = 0;
    for &n in places.iter().filter(|&&n| n + 1 < page.tokens().len()) {
        let Some(head) = Some(n).filter(|&n| n >= after).and_then(|n| lone_head(page, n)) else { continue };
        let (first, next) = (page.tokens()[n], page.tokens()[n + 1]);
        let fixed = format!("{head}{}{}", page.apostrophe(), page.spelled(n + 1));
        let range = first.start as usize..next.end as usize;
        match &mut last {
            Some((before, text)) if page.text[before.end..range.start] == *" " => {
                text.push(' ');
                text.push_str(&fixed);
                before.end = range.end;
            }
            _ => {
                flush(&mut last, add);
                last = Some((range, fixed));
            }
        }
        after = n + 2;
    }
    flush(&mut last, add);
}

fn is_long_head(folded: &str) -> bool {
    matches!(folded, "qu" | "jusqu" | "lorsqu" | "puisqu" | "quoiqu" | "aujourd" | "quelqu" | "presqu")
}

fn is_short_head(folded: &str) -> bool {
    matches!(folded, "l" | "d" | "j" | "m" | "t" | "s" | "n" | "c")
}

/// The elided word at `n`, if it lacks its apostrophe and a space stands there.
fn lone_head<'p>(page: &Page<'p>, n: usize) -> Option<&'p str> {
    let (token, next) = (page.tokens()[n], page.tokens()[n + 1]);
    let (word, tail) = (page.word(n), page.word(n + 1));
    let head = page.spelled(n);
    let folded = &*word.folded;
    let (long, short) = (is_long_head(folded), is_short_head(folded));
    let blank = &page.text[token.end as usize..next.start as usize];
    if !(token.is_word() && next.is_word() && (long || short) && matches!(blank, " " | "\u{a0}")) {
        return None;
    }
    // 5 l environ, sous-titre d, f(t) et, (d est la distance).
    let before = n.checked_sub(1).map(|b| (page.tokens()[b], page.word(b)));
    let glued = before.is_some_and(|(t, _)| {
        t.end == token.start && !page.spelled(n - 1).starts_with(['«', '“', '"', '(', '’', '\''])
    }) || before
        .is_some_and(|(t, _)| matches!(t.kind, Kind::Number | Kind::Symbol) && !token.sentence_start);
    let starts = token.sentence_start || token.line_start;
    let small = head.chars().next().is_some_and(char::is_lowercase);
    if glued || !(small || starts) {
        return None;
    }
    let follows = &*tail.folded;
    let known =
        tail.is_french() || tail.shape == Shape::Upper || (tail.is_capitalised() && !tail.is_english());
    if long {
        let fits = match folded {
            "aujourd" => follows == "hui",
            "quelqu" => matches!(follows, "un" | "une" | "uns"),
            "presqu" => follows == "île",
            _ => elides(follows) && known,
        };
        return fits.then_some(head);
    }
    if !elides(follows) || !known {
        return None;
    }
    let fits = match folded {
        // L et, d est: a letter that is a name of something.
        "l" | "d" => {
            let barred = [
                "est", "et", "ou", "a", "à", "en", "au", "aux", "avec", "ai", "as", "ont", "étant", "était",
                "y",
            ];
            let inner = folded == "d" && matches!(follows, "où" | "en" | "autres" | "un" | "une" | "abord");
            let upper_pair = tail.shape == Shape::Upper && !small && follows.chars().count() < 3;
            inner
                || !barred.contains(&follows)
                    && !upper_pair
                    && (follows.chars().count() > 2
                        || tail.shape == Shape::Upper
                        || matches!(follows, "on" | "un" | "or"))
        }
        "j" => tail.may_be_finite() || matches!(follows, "y" | "en"),
        "c" => {
            matches!(follows, "est" | "était" | "étaient" | "eût")
                && !before.is_some_and(|(_, w)| names_thing(&w.folded))
        }
        "s" => {
            tail.may_be_finite() && !matches!(follows, "est" | "a" | "ai" | "as" | "ont" | "et")
                || matches!(follows, "il" | "ils" | "était" | "est" | "agit")
                    && !before.is_some_and(|(_, w)| names_thing(&w.folded))
        }
        "n" | "m" | "t" => {
            let auxiliary = matches!(
                follows,
                "a" | "ai" | "as" | "est" | "ont" | "était" | "avait" | "avaient" | "étaient" | "y" | "en"
            );
            let negated = folded == "n" && followed_by_negation(page, n + 2);
            let object = folded != "n" && before.is_some_and(|(_, w)| is_subject(&w.folded));
            let loose = !auxiliary && follows.chars().count() > 3 && tail.may_be_finite();
            negated
                || (object && (auxiliary || loose))
                || (folded != "n" && loose && before.is_none_or(|(_, w)| !names_letter(&w.folded)))
        }
        _ => false,
    };
    fits.then_some(head)
}

fn followed_by_negation(page: &Page, from: usize) -> bool {
    (from..from + 3).any(|n| {
        page.word_at(Some(n)).is_some_and(|w| {
            matches!(
                &*w.folded,
                "pas"
                    | "plus"
                    | "jamais"
                    | "rien"
                    | "que"
                    | "qu'"
                    | "aucun"
                    | "aucune"
                    | "personne"
                    | "guère"
            )
        })
    })
}

fn is_subject(folded: &str) -> bool {
    matches!(
        folded,
        "il" | "elle" | "on" | "ils" | "elles" | "je" | "tu" | "qui" | "ça" | "cela" | "ne" | "nous" | "vous"
    )
}

/// Words after which a single letter is the name of something: *le point d*, *vitamine c*.
fn names_thing(folded: &str) -> bool {
    matches!(
        folded,
        "vitamine"
            | "point"
            | "lettre"
            | "droite"
            | "plan"
            | "groupe"
            | "classe"
            | "taille"
            | "variable"
            | "option"
            | "variante"
            | "série"
            | "article"
            | "annexe"
            | "hépatite"
            | "langage"
            | "touche"
            | "soit"
            | "entier"
            | "nombre"
            | "le"
            | "la"
            | "les"
            | "un"
            | "une"
            | "de"
            | "du"
    )
}

/// The same, or a word that a formula may follow: *si n est pair*.
fn names_letter(folded: &str) -> bool {
    names_thing(folded) || matches!(folded, "si" | "où" | "que" | "et" | "ou" | "dont" | "avec")
}

impl crate::text::Word {
    fn may_be_finite(&self) -> bool {
        self.analyses.iter().any(|a| a.tag.finite())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn where_the_apostrophe_goes() {
        for (fused, whole) in [
            ("labsence", "l'absence"),
            ("quil", "qu'il"),
            ("jai", "j'ai"),
            ("cétait", "c'était"),
            ("dautres", "d'autres"),
            ("lhomme", "l'homme"),
            ("aujourdhui", "aujourd'hui"),
            ("lorsquil", "lorsqu'il"),
            ("nétait", "n'était"),
            ("sagit", "s'agit"),
            ("jusquau", "jusqu'au"),
            ("dêtre", "d'être"),
        ] {
            let cut = split(fused).unwrap_or(0);
            assert_eq!(format!("{}'{}", &fused[..cut], &fused[cut..]), whole);
        }
        for word in ["", "l", "qu", "nokia", "dhuile2", "smartphone", "tchat"] {
            assert_eq!(split(word), None, "{word}");
        }
    }

    proptest! {
        #[test]
        fn no_word_is_too_odd(word in "\\PC{0,20}") {
            if let Some(cut) = split(&word) {
                prop_assert!(word.is_char_boundary(cut));
            }
        }
    }
}
