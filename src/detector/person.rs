//! Persons whose gender English does not say: *Gina, un ami*, *son assistant, Gina*.

use super::Detector;
use crate::engine::{Hit, Page};
use crate::grammar::Grammar;
use crate::lexicon::{Features, Gender, Kind, Lexicon, Number, Pos};
use crate::text::{Shape, Word};

/// A woman's first name beside a masculine noun that has a feminine. Captures: `fixed`.
#[derive(Debug)]
pub struct WomanMasculine;

impl Detector for WomanMasculine {
    fn wakes(&self, word: &Word) -> bool {
        &*word.text == ","
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| &*w.folded == "un" || is_woman(w))
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            if page.spelled(at) != "," {
                continue;
            }
            self.before_noun(page, &grammar, at, add);
            self.after_noun(page, &grammar, at, add);
        }
    }
}

impl WomanMasculine {
    /// *Gina, un ami de longue date*
    fn before_noun(&self, page: &Page, grammar: &Grammar, comma: usize, add: &mut dyn FnMut(Hit)) {
        let first =
            (0..2).filter_map(|n| comma.checked_sub(n + 1)).find(|&n| grammar.word(n).is_some_and(is_woman));
        let Some(first) =
            first.filter(|&n| (n..comma).all(|m| grammar.word(m).is_some_and(Word::is_capitalised)))
        else {
            return;
        };
        // A list of persons: “Paul, Marie, un ami et moi”.
        if first > 0 && (page.spelled(first - 1) == "," || grammar.form(Some(first - 1)) == "et") {
            return;
        }
        let Some(article) = grammar.next(comma).filter(|&n| grammar.form(Some(n)) == "un") else { return };
        let Some(noun) = grammar.next(article) else { return };
        let Some(fixed) = grammar.word(noun).and_then(feminine) else { return };
        let qualifies = grammar
            .next(noun)
            .and_then(|n| grammar.word(n))
            .is_some_and(|w| w.has_pos(Pos::Noun) || w.has_pos(Pos::Adjective));
        let listed = qualifies
            || (noun + 1..noun + 6)
                .any(|n| grammar.form(Some(n).filter(|&n| n < page.tokens().len())) == "et");
        if !listed {
            add(Hit::new(page.bytes(article..noun + 1)).with("fixed", format!("une {fixed}")));
        }
    }

    /// *son assistant, Gina*
    fn after_noun(&self, page: &Page, grammar: &Grammar, comma: usize, add: &mut dyn FnMut(Hit)) {
        let Some(name) = grammar.next(comma).filter(|&n| grammar.word(n).is_some_and(is_woman)) else {
            return;
        };
        let Some(noun) = comma.checked_sub(1) else { return };
        let Some(determiner) = grammar
            .before(noun)
            .filter(|&n| matches!(grammar.form(Some(n)), "son" | "un" | "le" | "mon" | "l'"))
        else {
            return;
        };
        let Some(fixed) = grammar.word(noun).and_then(feminine) else { return };
        // The apposition ends: a comma or the sentence's end after the name.
        let mut end = name + 1;
        while grammar.word(end).is_some_and(|w| w.is_capitalised()) && !page.tokens()[end].sentence_start {
            end += 1;
        }
        let closes =
            page.tokens().get(end).is_none_or(|t| t.sentence_start || matches!(page.spelled(end), "," | "."));
        let lists = page.tokens().get(end).is_some_and(|_| matches!(grammar.form(Some(end)), "et" | "ou"));
        if !closes || lists {
            return;
        }
        let vowel = Lexicon::embedded().elides(&crate::lexicon::fold(&fixed));
        let head = match (grammar.form(Some(determiner)), vowel) {
            ("son", false) => "sa ",
            ("son", true) => "son ",
            ("mon", false) => "ma ",
            ("mon", true) => "mon ",
            ("un", _) => "une ",
            ("le" | "l'", true) => "l'",
            _ => "la ",
        };
        add(Hit::new(page.bytes(determiner..noun + 1)).with("fixed", format!("{head}{fixed}")));
    }
}

/// A first name that only women bear.
fn is_woman(word: &Word) -> bool {
    let mut names = word.analyses.iter().filter(|a| a.tag.kind() == Some(Kind::FirstName)).peekable();
    word.shape == Shape::Capitalised
        && names.peek().is_some()
        && names.all(|a| a.tag.gender() == Gender::Feminine)
}

/// The feminine of a singular noun for a man, where the same word has one.
fn feminine(word: &Word) -> Option<String> {
    let own = word.analyses.iter().find(|a| {
        a.tag.pos() == Pos::Noun && a.tag.gender() == Gender::Masculine && a.tag.number() == Number::Singular
    })?;
    const MEN: [&str; 40] = [
        "ami",
        "assistant",
        "acteur",
        "chanteur",
        "joueur",
        "avocat",
        "étudiant",
        "employé",
        "voisin",
        "conseiller",
        "ancien",
        "animateur",
        "présentateur",
        "réalisateur",
        "directeur",
        "candidat",
        "cousin",
        "client",
        "patient",
        "danseur",
        "musicien",
        "compagnon",
        "champion",
        "infirmier",
        "enseignant",
        "député",
        "romancier",
        "agent",
        "coéquipier",
        "admirateur",
        "expert",
        "habitant",
        "passager",
        "militant",
        "policier",
        "représentant",
        "consultant",
        "influenceur",
        "producteur",
        "collaborateur",
    ];
    let lexicon = Lexicon::embedded();
    if word.shape != Shape::Lower || !MEN.contains(&lexicon.lemma(own.lemma)) {
        return None;
    }
    let features = Features::new().pos(Pos::Noun).gender(Gender::Feminine).number(Number::Singular);
    lexicon.inflect(own.lemma, &features).or_else(|| feminine_of(lexicon.lemma(own.lemma)))
}

/// Feminines that the dictionary keeps as words of their own.
fn feminine_of(lemma: &str) -> Option<String> {
    let form = match lemma {
        "acteur" => "actrice".into(),
        "compagnon" => "compagne".into(),
        "ancien" | "musicien" => format!("{lemma}ne"),
        _ if lemma.ends_with("teur") && lemma != "chanteur" => {
            format!("{}trice", lemma.strip_suffix("teur")?)
        }
        _ if lemma.ends_with("eur") => format!("{}euse", lemma.strip_suffix("eur")?),
        _ if lemma.ends_with("er") => format!("{}ère", lemma.strip_suffix("er")?),
        _ => format!("{lemma}e"),
    };
    Some(form)
}
