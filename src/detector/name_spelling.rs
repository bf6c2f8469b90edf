//! One name in two spellings on a page: *Parc Jiwon* and *Park Jiwon*, *Vladimir Poutin* and *Vladimir Poutine*.
//!
//! Two capitalised words make a name. Two names that share a word at the same place are one when the other words are
//! a name and its literal translation, or the same letters but one.

use std::collections::{BTreeMap, HashMap};

use unicode_normalization::UnicodeNormalization;

use super::Detector;
use crate::engine::{Hit, Page};
use crate::lexicon::fold;
use crate::text::{Shape, Word};

/// The spelling of a name that has less to say for itself. Option: `pairs`, lists of a name and its literal
/// translations. Captures: `fixed`, the other spelling.
#[derive(Debug, Default)]
pub struct NameSpelling {
    /// Names by their literal translation, folded.
    names: HashMap<String, Vec<String>>,
}

impl NameSpelling {
    /// Reads `pairs`: of each, the name, then what it is translated as.
    ///
    /// # Errors
    /// Says what is wrong with the options.
    pub fn new(options: &BTreeMap<String, toml::Value>) -> Result<NameSpelling, String> {
        let wrong = "this detector takes one option: `pairs`, a list of lists of words";
        let mut names: HashMap<String, Vec<String>> = HashMap::new();
        for (key, value) in options {
            for pair in value.as_array().filter(|_| key == "pairs").ok_or(wrong)? {
                let words: Option<Vec<&str>> =
                    pair.as_array().and_then(|words| words.iter().map(toml::Value::as_str).collect());
                let words = words.ok_or(wrong)?;
                let (name, literal) = words.split_first().ok_or(wrong)?;
                for one in literal {
                    names.entry(fold(one).into_owned()).or_default().push(fold(name).into_owned());
                }
            }
        }
        Ok(NameSpelling { names })
    }

    /// Is `wrong` the literal translation of `name`?
    fn translates(&self, wrong: &Word, name: &Word) -> bool {
        self.names.get(&*wrong.folded).is_some_and(|names| names.iter().any(|n| **n == *name.folded))
    }
}

/// Words that stand before many names.
const TITLES: [&str; 24] = [
    "monsieur",
    "madame",
    "mademoiselle",
    "maitre",
    "maître",
    "docteur",
    "saint",
    "sainte",
    "don",
    "lord",
    "lady",
    "sir",
    "mister",
    "miss",
    "père",
    "mère",
    "frère",
    "sœur",
    "soeur",
    "président",
    "ministre",
    "général",
    "rue",
    "hôtel",
];

/// The two words of a name.
type Words<'p> = (&'p str, &'p str);

/// A name of two words, where it first stands and how often.
struct Name {
    first: usize,
    count: usize,
}

impl Detector for NameSpelling {
    fn wakes(&self, word: &Word) -> bool {
        may_be_part(word)
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(may_be_part)
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let mut names: BTreeMap<Words, Name> = BTreeMap::new();
        for &at in places.iter().filter(|&&at| at + 1 < page.tokens().len()) {
            let token = &page.tokens()[at + 1];
            if token.sentence_start || token.line_start || !is_part(page, at) || !is_part(page, at + 1) {
                continue;
            }
            let key = (&*page.word(at).text, &*page.word(at + 1).text);
            names.entry(key).or_insert(Name { first: at, count: 0 }).count += 1;
        }
        // By the word that is shared: (is it the first?, which).
        let mut sharing: BTreeMap<(bool, &str), Vec<usize>> = BTreeMap::new();
        for (&(first, last), name) in &names {
            sharing.entry((true, first)).or_default().push(name.first + 1);
            sharing.entry((false, last)).or_default().push(name.first);
        }
        for ((shared_first, _), others) in sharing {
            for (n, &one) in others.iter().enumerate() {
                for &two in &others[n + 1..] {
                    let count = |at: usize| names[&key(page, at, shared_first)].count;
                    let Some(wrong) = self.wrong(page, (one, count(one)), (two, count(two))) else {
                        continue;
                    };
                    let right = if wrong == one { two } else { one };
                    let wrong = key(page, wrong, shared_first);
                    self.report(page, places, (wrong, shared_first), right, add);
                }
            }
        }
    }
}

/// The two words of a name, from the place of the one that is not shared.
fn key<'p>(page: &Page<'p>, at: usize, shared_first: bool) -> Words<'p> {
    let word = |n: usize| &*page.word(n).text;
    if shared_first { (word(at - 1), word(at)) } else { (word(at), word(at + 1)) }
}

fn is_part(page: &Page, at: usize) -> bool {
    page.tokens()[at].is_word() && may_be_part(page.word(at))
}

fn may_be_part(word: &Word) -> bool {
    word.shape == Shape::Capitalised
        && word.text.chars().count() > 2
        && !word.text.ends_with(['\'', '’'])
        && !TITLES.contains(&&*word.folded)
}

impl NameSpelling {
    /// Which of two words, each with how often its name stands, is the wrong spelling of the other.
    fn wrong(&self, page: &Page, one: (usize, usize), two: (usize, usize)) -> Option<usize> {
        let (first, second) = (page.word(one.0), page.word(two.0));
        if self.translates(first, second) {
            return Some(one.0);
        }
        if self.translates(second, first) {
            return Some(two.0);
        }
        // Of two spellings alike, the rarer is wrong, once the other has been seen twice.
        let (rare, usual) = if one.1 < two.1 { (one, two) } else { (two, one) };
        let known = |word: &Word| word.analyses.iter().any(|a| !a.tag.proper());
        let alike = usual.1 > 1 && usual.1 > rare.1 && !known(first) && !known(second);
        let apart = || {
            // An accent more or less is a habit: Édouard, Edouard.
            letters(&first.folded) != letters(&second.folded)
                && one_letter_apart(&first.folded, &second.folded)
        };
        (alike && apart()).then_some(rare.0)
    }

    /// Reports each place of the wrong name.
    fn report(
        &self,
        page: &Page,
        places: &[usize],
        (wrong, shared_first): (Words, bool),
        right: usize,
        add: &mut dyn FnMut(Hit),
    ) {
        for at in places.iter().map(|&first| first + 1).filter(|&at| at < page.tokens().len()) {
            if (&*page.word(at - 1).text, &*page.word(at).text) != wrong || page.tokens()[at].sentence_start {
                continue;
            }
            let right = page.spelled(right);
            let fixed = if shared_first {
                format!("{} {right}", page.spelled(at - 1))
            } else {
                format!("{right} {}", page.spelled(at))
            };
            add(Hit::new(page.bytes(at - 1..at + 1)).with("fixed", fixed));
        }
    }
}

/// A word without its accents.
fn letters(word: &str) -> String {
    word.nfd().filter(|c| c.is_alphabetic()).collect()
}

/// Do two spellings of five letters or more differ by one letter more, less or other?
fn one_letter_apart(one: &str, two: &str) -> bool {
    let (mut short, mut long): (Vec<char>, Vec<char>) = (one.chars().collect(), two.chars().collect());
    if short.len() > long.len() {
        std::mem::swap(&mut short, &mut long);
    }
    if short.len() < 5 || long.len() > short.len() + 1 {
        return false;
    }
    let same = short.iter().zip(&long).take_while(|(a, b)| a == b).count();
    let (rest, longer) = (&short[same..], &long[same..]);
    match longer.split_first() {
        Some((_, after)) if long.len() > short.len() => rest == after,
        Some((_, after)) => rest.split_first().is_some_and(|(_, before)| before == after),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_more_less_or_other() {
        assert!(one_letter_apart("poutin", "poutine"));
        assert!(one_letter_apart("zelensky", "zelenski"));
        assert!(one_letter_apart("muller", "müller"));
        assert!(!one_letter_apart("poutine", "poutine"));
        assert!(!one_letter_apart("dupont", "durand"));
        assert!(!one_letter_apart("reid", "reed"), "too short to tell");
    }
}
