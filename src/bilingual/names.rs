//! Names that stay as they are, and were translated or lost.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Comparison, Difference, Prepared, With};

/// A name that the source holds and the translation does not: one of the rule's list, one that relire.toml
/// names, or one whose capitals stand inside it (`LibreOffice`, `iPhone`).
#[derive(Debug, Default)]
pub struct Names {
    names: NameList,
}

impl Names {
    /// With the list of names under `names`.
    ///
    /// # Errors
    /// Says what is wrong with the settings.
    pub fn new(options: &BTreeMap<String, toml::Value>) -> Result<Names, String> {
        let mut names = Vec::new();
        for (key, value) in options {
            let list = value.as_array().filter(|_| key == "names");
            let list =
                list.ok_or_else(|| "the comparison “names” has one option, `names`, a list".to_string())?;
            for name in list {
                let name = name.as_str().ok_or_else(|| "a name is a string".to_string())?;
                names.push(name);
            }
        }
        Ok(Names { names: NameList::new(names) })
    }
}

/// The most names that are said to be missing of one message. Each is looked for in the others.
const MOST: usize = 50;

impl Comparison for Names {
    fn compare(&self, pair: &Prepared, with: &With, add: &mut dyn FnMut(Difference)) {
        let source = pair.source();
        let target = LazyCell::new(|| plain(pair.target.text));
        let mut missing: Vec<&str> = Vec::new();
        for list in [&self.names, with.names] {
            let standing = list.standing_in(&source.prose).into_iter();
            missing.extend(standing.filter(|name| !target.contains(&plain(name))));
        }
        let inner = source.prose.split(|c: char| !c.is_alphanumeric() && c != '_');
        for word in inner.filter(|word| is_inner_capital(word)) {
            if missing.len() > MOST {
                break;
            }
            let bare =
                word.strip_suffix('s').filter(|bare| !bare.ends_with(char::is_lowercase)).unwrap_or(word);
            if !target.contains(&plain(bare))
                && pair.sources[1..].iter().all(|s| s.prose.contains(word))
                && missing.last() != Some(&word)
            {
                missing.push(word);
            }
        }
        missing.dedup();
        missing.truncate(MOST);
        // A name within another one is said once.
        let whole: Vec<&&str> = missing
            .iter()
            .filter(|name| !missing.iter().any(|other| other != *name && other.contains(**name)))
            .collect();
        for name in whole {
            add(Difference::new(pair.whole(), *name, ""));
        }
    }
}

/// A capital after a small letter, in a word of letters.
fn is_inner_capital(word: &str) -> bool {
    let mut before = ' ';
    let mut inner = false;
    for c in word.chars() {
        inner |= c.is_uppercase() && before.is_lowercase();
        before = c;
    }
    inner && !word.contains('_') && word.chars().count() > 3
}

/// A text, for a name to be looked for in it however it is written.
fn plain(text: &str) -> String {
    text.to_lowercase().replace(['\u{a0}', '-', ' '], "")
}

/// Names that are looked for all at once: however many there are, a text takes as long as it is long.
#[derive(Debug, Default)]
pub struct NameList {
    /// Each with its place in the list.
    names: HashMap<String, usize>,
    /// For the first word of names: how far before it they begin, and how long they are.
    shapes: HashMap<String, BTreeSet<(usize, usize)>>,
}

/// The longest name, in bytes. A longer one is found nowhere.
const LONGEST: usize = 200;

impl NameList {
    /// Of these names. One without a letter or a digit is none.
    pub fn new(names: impl IntoIterator<Item = impl AsRef<str>>) -> NameList {
        let mut list = NameList::default();
        for name in names {
            let name = name.as_ref();
            let Some((at, word)) = words(name).next().filter(|_| name.len() <= LONGEST) else { continue };
            list.shapes.entry(word.to_string()).or_default().insert((at, name.len()));
            let number = list.names.len();
            list.names.entry(name.to_string()).or_insert(number);
        }
        list
    }

    /// Is a word one of them?
    pub fn contains(&self, word: &str) -> bool {
        self.names.contains_key(word)
    }

    /// Those that stand in a text as words of their own, in the order of the list.
    fn standing_in(&self, text: &str) -> Vec<&str> {
        let mut found = BTreeMap::new();
        if self.names.is_empty() {
            return Vec::new();
        }
        let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        for (at, word) in words(text) {
            for &(before, length) in self.shapes.get(word).into_iter().flatten() {
                let Some(start) = at.checked_sub(before) else { continue };
                let end = start + length;
                let stands = text.get(start..end).and_then(|stands| self.names.get_key_value(stands));
                if let Some((name, number)) = stands
                    && !inside(text[..start].chars().next_back())
                    && !inside(text[end..].chars().next())
                {
                    found.insert(number, name.as_str());
                }
            }
        }
        found.into_values().collect()
    }
}

/// The words of a text, letters and digits, with their places.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let other = |c: char| !c.is_alphanumeric();
    let mut at = 0;
    let parts = text.split_inclusive(other).map(move |part| {
        let start = at;
        at += part.len();
        (start, part.trim_end_matches(other))
    });
    parts.filter(|(_, word)| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_as_words_of_their_own() {
        let list =
            NameList::new(["Nuage", "C++", ".NET", "Le Monde", "Nuage", "™", "Le Monde diplo", "Été 1"]);
        assert_eq!(list.standing_in("Le Monde, le Nuage et C++."), ["Nuage", "C++", "Le Monde"]);
        assert_eq!(list.standing_in("Nuages, leNuage, C+, NET, .NET, Été 12"), [".NET"]);
        assert_eq!(list.standing_in("Le Monde diplo (Été 1)"), ["Le Monde", "Le Monde diplo", "Été 1"]);
        assert!(list.standing_in("").is_empty() && list.standing_in("™ é").is_empty());
        assert!(NameList::new(["a".repeat(LONGEST + 1)]).standing_in(&"a".repeat(LONGEST + 1)).is_empty());
    }
}
