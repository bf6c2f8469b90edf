//! Accented letters that were lost, *prsident*, *dclar*; or that were written without their accents, *annee*, *deja*.

use super::Detector;
use super::lost_apostrophe::LostApostrophe;
use crate::engine::{Hit, Page};
use crate::lexicon::{Lexicon, Person, Respelling, Tag, Tense};
use crate::rule::frequency;
use crate::text::{Form, Shape, Token, Word};

/// Finds words that are French again with accented letters.
#[derive(Clone, Copy, Debug)]
pub enum LostAccents {
    /// Nothing stands in their place.
    Letters,
    /// Nothing stands in the place of a last letter. Many a foreign word is like that.
    LastLetter,
    /// The plain letter stands there.
    Marks,
}

/// The most letters of a word that is mended: what is longer is no word, and would be tried in too many ways.
const MOST: usize = 24;
/// How many tokens either side tell of another language.
const REACH: usize = 8;

const ACCENTED: &str = "éèêàâçîïôûù";
const KINDS: [LostAccents; 3] = [LostAccents::Letters, LostAccents::LastLetter, LostAccents::Marks];

impl Detector for LostAccents {
    fn wakes(&self, word: &Word) -> bool {
        // Latin is full of words that French took over with an accent.
        let latin = ["um", "us", "at", "eo"].iter().any(|end| word.folded.ends_with(end));
        !latin
            && word.shape == Shape::Lower
            && !word.is_french()
            && word.folded.bytes().all(|b| b.is_ascii_lowercase())
            && !word.is_english()
            && self.original(&word.folded).is_some()
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        for &n in places {
            let token = &page.tokens()[n];
            let word = page.word(n);
            if !token.is_word() || page.sound.contains(&word.folded) || is_part(page, token) {
                continue;
            }
            if LostAccents::is_among_foreign(page, n) {
                continue;
            }
            if let Some(fixed) = self.original(&word.folded) {
                add(Hit::new(token.range()).with("fixed", fixed));
            }
        }
    }
}

impl LostAccents {
    /// Does a word that nothing mends stand near? Both may be of another language, or of another age.
    fn is_among_foreign(page: &Page, n: usize) -> bool {
        let sentence = page.block.sentence_of(n);
        let near = n.saturating_sub(REACH).max(sentence.start)..(n + REACH + 1).min(sentence.end);
        near.filter(|&at| at != n && page.tokens()[at].is_word()).any(|at| {
            let word = page.word(at);
            let is_mended = || {
                LostApostrophe::Fused.wakes(word)
                    || KINDS.iter().any(|kind| kind.original(&word.folded).is_some())
            };
            word.shape == Shape::Lower && !word.is_french() && !is_mended()
        })
    }

    /// The word it was, if that can only be one: with one letter mended, else with two.
    fn original(self, folded: &str) -> Option<String> {
        if folded.len() > MOST {
            return None;
        }
        let lexicon = Lexicon::embedded();
        let once = match self {
            LostAccents::Letters => lexicon.respelled(folded, 1, Respelling::Insert(ACCENTED)),
            LostAccents::LastLetter => vec![format!("{folded}é")],
            LostAccents::Marks => lexicon.respelled(folded, 1, Respelling::Change(accented)),
        };
        if self.known(&once).next().is_some() {
            // A last é may be the ending of another language, but for that of *santé*, *qualité*.
            let ending = |word: &String| {
                let stem = word.trim_end_matches('s').strip_suffix('é');
                stem.is_some_and(|stem| folded.starts_with(stem) && !stem.ends_with('t'))
            };
            return only(self.known(&once))
                .filter(|word| !matches!(self, LostAccents::Marks) || !ending(word));
        }
        // Of two letters that were lost, both are é.
        let twice = match self {
            LostAccents::Letters => lexicon.respelled(folded, 2, Respelling::Insert("é")),
            LostAccents::LastLetter => lexicon.respelled(&once[0], 1, Respelling::Insert("é")),
            LostAccents::Marks => lexicon.respelled(folded, 2, Respelling::Change(accented)),
        };
        only(self.known(&twice))
    }

    /// Those that are French words in use. A short word is near too many others, and has to be a common one.
    fn known(self, words: &[String]) -> impl Iterator<Item = &str> {
        let least = if let LostAccents::Letters = self { 6 } else { 5 };
        let in_use = move |word: &&str| {
            let mut readings = Lexicon::embedded().analyses(word);
            share(word) > 1.0 || word.chars().count() >= least && readings.any(|r| is_in_use(r.tag))
        };
        words.iter().map(String::as_str).filter(in_use)
    }
}

/// The accented letters that a plain one may have been. The spelling of 1990 drops the circumflex of i and u.
fn accented(plain: char) -> &'static str {
    match plain {
        'e' => "éèê",
        'a' => "àâ",
        'c' => "ç",
        'o' => "ô",
        _ => "",
    }
}

/// Is it no form that only old books have?
fn is_in_use(tag: Tag) -> bool {
    let past = tag.mood_tense() == Some(Tense::PastHistoric);
    tag.mood_tense() != Some(Tense::SubjunctiveImperfect) && !(past && tag.person() == Some(Person::Second))
}

/// How often French holds a word, in ten thousand.
fn share(word: &str) -> f32 {
    frequency::of_form(Form::of(word))
}

/// The only word there is, or the only one that French uses often.
fn only<'w>(words: impl Iterator<Item = &'w str>) -> Option<String> {
    let mut words: Vec<&str> = words.collect();
    words.sort_by(|a, b| share(b).total_cmp(&share(a)).then(a.cmp(b)));
    words.dedup();
    match words[..] {
        [word] => Some(word.to_owned()),
        [first, second, ..] if share(first) > 20.0 * share(second) => Some(first.to_owned()),
        _ => None,
    }
}

/// Is it a part of a compound, of an address, of an elided word?
fn is_part(page: &Page, token: &Token) -> bool {
    page.text[..token.start as usize].ends_with(['-', '_', '/', '.', '@', '#', '&', '?', '\u{fffd}'])
        || page.text[token.end as usize..].starts_with(['-', '_', '/', '@', '’', '\'', '?', '\u{fffd}', '('])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_were_lost() {
        let original = |word| LostAccents::Letters.original(word);
        for (word, whole) in [
            ("prsident", "président"),
            ("numro", "numéro"),
            ("franais", "français"),
            ("dclarer", "déclarer"),
            ("prpare", "prépare"),
            ("tudes", "études"),
            ("gnralement", "généralement"),
        ] {
            assert_eq!(original(word).as_deref(), Some(whole));
        }
        assert_eq!(original("xyzzy"), None);
        assert_eq!(LostAccents::LastLetter.original("trouv").as_deref(), Some("trouvé"));
    }

    #[test]
    fn letters_without_their_marks() {
        let original = |word| LostAccents::Marks.original(word);
        for (word, whole) in [
            ("annee", "année"),
            ("deja", "déjà"),
            ("apres", "après"),
            ("etait", "était"),
            ("francais", "français"),
        ] {
            assert_eq!(original(word).as_deref(), Some(whole));
        }
        // The spelling of 1990.
        assert_eq!(original("connaitre"), None);
    }
}
