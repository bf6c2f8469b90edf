//! Names that stay as they are, and were translated or lost.

use std::collections::BTreeMap;

use super::{Comparison, Difference, Prepared, With};

/// A name that the source holds and the translation does not: one of the rule's list, one that relire.toml
/// names, or one whose capitals stand inside it (`LibreOffice`, `iPhone`).
#[derive(Debug, Default)]
pub struct Names {
    names: Vec<String>,
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
                names.push(name.to_string());
            }
        }
        Ok(Names { names })
    }
}

/// The most names that are said to be missing of one message. Each is looked for in the others.
const MOST: usize = 50;

impl Comparison for Names {
    fn compare(&self, pair: &Prepared, with: &With, add: &mut dyn FnMut(Difference)) {
        let source = pair.source();
        let mut missing: Vec<&str> = Vec::new();
        let listed = self.names.iter().chain(with.names);
        for name in listed {
            if stands_in(&source.prose, name) && !stands_in_folded(pair.target.text, name) {
                missing.push(name);
            }
        }
        let inner = source.prose.split(|c: char| !c.is_alphanumeric() && c != '_');
        for word in inner.filter(|word| is_inner_capital(word)) {
            let bare =
                word.strip_suffix('s').filter(|bare| !bare.ends_with(char::is_lowercase)).unwrap_or(word);
            if !stands_in_folded(pair.target.text, bare)
                && pair.sources.iter().all(|s| s.prose.contains(word))
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

/// Does a name stand in a text as words of their own?
fn stands_in(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !inside(text[..at].chars().next_back()) && !inside(text[at + name.len()..].chars().next())
    })
}

fn stands_in_folded(text: &str, name: &str) -> bool {
    let plain = |text: &str| text.to_lowercase().replace(['\u{a0}', '-', ' '], "");
    plain(text).contains(&plain(name))
}
