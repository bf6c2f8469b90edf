//! Words that the user says are sound: those named in relire.toml, and those of the user's dictionaries.

use std::collections::HashSet;
use std::sync::Arc;

use crate::dictionaries::UserDictionaries;
use crate::lexicon::fold;
use crate::text::capitalised;

/// What is sound here, besides what the lexicon knows.
#[derive(Clone, Debug, Default)]
pub struct Sound {
    words: HashSet<String>,
    dictionaries: Arc<UserDictionaries>,
}

impl Sound {
    /// The words and names of a configuration, and its dictionaries.
    pub fn new<'a>(
        words: impl IntoIterator<Item = &'a String>,
        dictionaries: Arc<UserDictionaries>,
    ) -> Sound {
        Sound { words: words.into_iter().map(|word| fold(word).into_owned()).collect(), dictionaries }
    }

    /// Is this word, folded, sound? A dictionary that has it only with a capital has it.
    pub fn contains(&self, folded: &str) -> bool {
        if self.words.contains(folded) {
            return true;
        }
        let dictionaries = &self.dictionaries;
        !dictionaries.is_empty() && (dictionaries.knows(folded) || dictionaries.knows(&capitalised(folded)))
    }

    /// What the user's Hunspell dictionaries propose for an unknown word; a tenth of a second each.
    pub fn suggest(&self, word: &str) -> Vec<String> {
        if self.dictionaries.is_empty() { Vec::new() } else { self.dictionaries.suggest(word) }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn words_and_dictionaries_are_asked() {
        let folder = tempfile::tempdir().expect("a folder");
        let stem = folder.path().join("house");
        fs::write(folder.path().join("house.aff"), "SET UTF-8\n").expect("written");
        fs::write(folder.path().join("house.dic"), "2\nbrainstormer\nNuage\n").expect("written");
        let list = folder.path().join("list.txt");
        fs::write(&list, "# ours\nscrumer\n").expect("written");
        let dictionaries = UserDictionaries::open(&[stem], &[list]).expect("sound");
        let sound = Sound::new(&["Œuvrage".to_owned()], Arc::new(dictionaries));
        for word in ["Œuvrage", "brainstormer", "nuage", "scrumer"] {
            assert!(sound.contains(&fold(word)), "{word}");
        }
        assert!(!sound.contains("ours") && !Sound::default().contains("brainstormer"));
    }
}
