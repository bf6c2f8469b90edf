//! Names whose letters changed places: *Lashkah Gar* for *Lashkar Gah*.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Detector;
use crate::engine::{Hit, Page};
use crate::lexicon::fold;
use crate::text::Word;

/// One to three capitalised words, one of them unknown, with the letters of a known name in another
/// order. Option: `names`. Captures: `fixed`.
#[derive(Debug, Default)]
pub struct SwappedLetters {
    names: HashMap<String, String>,
    /// How many letters names have.
    lengths: BTreeSet<usize>,
}

impl SwappedLetters {
    /// Reads `names`, a list of names as they are spelled.
    ///
    /// # Errors
    /// Says what is wrong with the options.
    pub fn new(options: &BTreeMap<String, toml::Value>) -> Result<SwappedLetters, String> {
        let mut names = HashMap::new();
        for (key, value) in options {
            let list = value
                .as_array()
                .filter(|_| key == "names")
                .ok_or("this detector takes one option: `names`, a list")?;
            for name in list {
                let name = name.as_str().ok_or("`names` is a list of strings")?;
                names.insert(letters([name]), name.to_string());
            }
        }
        let lengths = names.keys().map(|letters: &String| letters.chars().count()).collect();
        Ok(SwappedLetters { names, lengths })
    }
}

/// The letters of some words, folded and sorted.
fn letters<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let mut all: Vec<char> = Vec::new();
    for word in words {
        all.extend(fold(word).chars().filter(|c| c.is_alphabetic()));
    }
    all.sort_unstable();
    all.into_iter().collect()
}

impl Detector for SwappedLetters {
    fn wakes(&self, word: &Word) -> bool {
        !self.names.is_empty() && word.is_capitalised()
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let tokens = page.tokens();
        let mut after = 0;
        for &at in places {
            if at < after || !tokens[at].is_word() || !page.word(at).is_capitalised() {
                continue;
            }
            for end in (at + 1..=(at + 3).min(tokens.len())).rev() {
                let words = at..end;
                let joined = words.clone().all(|n| {
                    tokens[n].is_word()
                        && page.word(n).is_capitalised()
                        && (n == at || !tokens[n].sentence_start)
                });
                if !joined || words.clone().all(|n| page.word(n).is_french()) {
                    continue;
                }
                let count = |n: usize| page.word(n).folded.chars().filter(|c| c.is_alphabetic()).count();
                if !self.lengths.contains(&words.clone().map(count).sum()) {
                    continue;
                }
                let Some(name) = self.names.get(&letters(words.clone().map(|n| &*page.word(n).text))) else {
                    continue;
                };
                let range = page.bytes(words);
                let plain = |text: &str| fold(text).replace(['-', ' '], "");
                let (found, known) = (plain(&page.text[range.clone()]), plain(name));
                // Writers keep the first letter.
                if found != known && found.chars().next() == known.chars().next() {
                    add(Hit::new(range).with("fixed", name.clone()));
                    after = end;
                    break;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn letters_are_compared_in_any_order() {
        assert_eq!(letters(["Lashkah", "Gar"]), letters(["Lashkar Gah"]));
        assert_ne!(letters(["Lashkar"]), letters(["Lashkar Gah"]));
    }
}
