//! Dictionaries that a user brings: plain word lists, and Hunspell dictionaries.
//!
//! Hunspell is slow and may not be shared between threads. So each thread makes its own instance,
//! when the first word is asked of it and not before, and one thread at a time; the word lists, which
//! answer at once, are asked first.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use hunspell_rs::{CheckResult, Hunspell};

use crate::bounded;
use crate::lexicon::fold;

/// Why a user's dictionary cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DictionaryError {
    /// A file that is missing or cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A word list that is not UTF-8.
    #[error("{}, line {line}: not UTF-8", path.display())]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// Line number, from 1.
        line: usize,
    },
    /// A Hunspell dictionary in another encoding than UTF-8.
    #[error("{}: in {encoding}; only UTF-8 dictionaries can be used", path.display())]
    Encoding {
        /// The affix file.
        path: PathBuf,
        /// What its SET line says, or the encoding that a missing one means.
        encoding: String,
    },
    /// A path that Hunspell, which wants UTF-8 without NUL, cannot be given.
    #[error("{}: Hunspell cannot open a file of that name", path.display())]
    Path {
        /// The file.
        path: PathBuf,
    },
}

/// The dictionaries of one configuration.
#[derive(Debug, Default)]
pub struct UserDictionaries {
    id: u64,
    words: HashSet<String>,
    pairs: Vec<Pair>,
}

/// Paths of a Hunspell dictionary, known to be UTF-8 without NUL.
#[derive(Debug)]
struct Pair {
    aff: String,
    dic: String,
}

thread_local! {
    // By UserDictionaries::id; two configurations may be at work in one thread.
    static OPEN: RefCell<HashMap<u64, Vec<Instance>>> = RefCell::default();
}

/// Held while an instance is made or unmade: all of them share a table that Hunspell counts the
/// users of, and it counts without a lock of its own.
static COUNTING: Mutex<()> = Mutex::new(());

fn counting() -> MutexGuard<'static, ()> {
    COUNTING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A Hunspell that is unmade under the lock; it is there until then.
struct Instance(Option<Hunspell>);

impl Instance {
    fn new(pair: &Pair) -> Instance {
        let _guard = counting();
        Instance(Some(Hunspell::new(&pair.aff, &pair.dic)))
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        let _guard = counting();
        self.0 = None;
    }
}

impl UserDictionaries {
    /// Reads the word lists and looks whether the Hunspell dictionaries are there. `hunspell` has
    /// paths without extension, to which `.aff` and `.dic` are added (one of these two may be given
    /// too); `lists` has UTF-8 files with a word a line, where `#` starts a comment.
    pub fn open(hunspell: &[PathBuf], lists: &[PathBuf]) -> Result<UserDictionaries, DictionaryError> {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let mut words = HashSet::new();
        for path in lists {
            read_list(path, &mut words)?;
        }
        let pairs = hunspell.iter().map(|stem| Pair::find(stem)).collect::<Result<_, _>>()?;
        Ok(UserDictionaries { id: NEXT.fetch_add(1, Ordering::Relaxed), words, pairs })
    }

    /// Is there no dictionary at all?
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.pairs.is_empty()
    }

    /// Does one of the dictionaries have this word, folded or not? Word lists disregard case;
    /// a Hunspell dictionary is asked for the word as it is.
    pub fn knows(&self, word: &str) -> bool {
        if self.words.contains(&*fold(word)) {
            return true;
        }
        let found = |h: &Hunspell| h.check(word) == CheckResult::FoundInDictionary;
        askable(word) && self.ask(found).contains(&true)
    }

    /// What Hunspell proposes for an unknown word, best first, each once. Slow: a tenth of a second.
    pub fn suggest(&self, word: &str) -> Vec<String> {
        if !askable(word) {
            return Vec::new();
        }
        let mut seen = HashSet::new();
        let candidates = self.ask(|h| h.suggest(word)).into_iter().flatten();
        candidates.filter(|candidate| seen.insert(candidate.clone())).collect()
    }

    /// Asks this thread's instances, in the order of the configuration.
    fn ask<T>(&self, ask: impl FnMut(&Hunspell) -> T) -> Vec<T> {
        if self.pairs.is_empty() {
            return Vec::new();
        }
        OPEN.with_borrow_mut(|open| {
            let make = || self.pairs.iter().map(Instance::new).collect();
            let instances = open.entry(self.id).or_insert_with(make);
            instances.iter().filter_map(|instance| instance.0.as_ref()).map(ask).collect()
        })
    }
}

/// Hunspell ends the program on a NUL, and cuts words of a few hundred bytes anyway.
fn askable(word: &str) -> bool {
    !word.is_empty() && word.len() < 200 && !word.contains('\0')
}

impl Pair {
    /// Hunspell itself says nothing of a missing file, and then refuses every word.
    fn find(stem: &Path) -> Result<Pair, DictionaryError> {
        let known = stem.extension().is_some_and(|e| e == "aff" || e == "dic");
        let stem = if known { stem.with_extension("") } else { stem.to_owned() };
        let with = |extension: &str| {
            let mut name = stem.clone().into_os_string();
            name.push(extension);
            PathBuf::from(name)
        };
        let (aff, dic) = (with(".aff"), with(".dic"));
        for path in [&aff, &dic] {
            let readable = File::open(path).and_then(|mut file| file.read(&mut [0]));
            readable.map_err(|source| DictionaryError::Read { path: path.clone(), source })?;
        }
        check_encoding(&aff)?;
        Ok(Pair { aff: plain(aff)?, dic: plain(dic)? })
    }
}

fn plain(path: PathBuf) -> Result<String, DictionaryError> {
    match path.to_str() {
        Some(text) if !text.contains('\0') => Ok(text.to_owned()),
        _ => Err(DictionaryError::Path { path }),
    }
}

fn check_encoding(aff: &Path) -> Result<(), DictionaryError> {
    let text = bounded::read(aff).map_err(|source| DictionaryError::Read { path: aff.to_owned(), source })?;
    let text = String::from_utf8_lossy(&text);
    let set = text.trim_start_matches('\u{feff}').lines().find_map(|line| line.strip_prefix("SET "));
    // Without a SET line Hunspell takes Latin-1.
    let encoding = set.map_or("ISO8859-1", str::trim);
    if encoding.eq_ignore_ascii_case("UTF-8") {
        return Ok(());
    }
    Err(DictionaryError::Encoding { path: aff.to_owned(), encoding: encoding.to_owned() })
}

fn read_list(path: &Path, words: &mut HashSet<String>) -> Result<(), DictionaryError> {
    let bytes =
        bounded::read(path).map_err(|source| DictionaryError::Read { path: path.to_owned(), source })?;
    for (i, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        let Ok(line) = std::str::from_utf8(line) else {
            return Err(DictionaryError::NotUtf8 { path: path.to_owned(), line: i + 1 });
        };
        let line = line.trim_start_matches('\u{feff}');
        let word = line.split('#').next().unwrap_or_default().trim();
        if !word.is_empty() {
            words.insert(fold(word).into_owned());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn folder() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let stem = folder.path().join("noms");
        fs::write(stem.with_extension("aff"), "SET UTF-8\nTRY éa\nSFX S Y 1\nSFX S 0 s .\n").unwrap();
        fs::write(stem.with_extension("dic"), "2\npâté/S\nKalamazoo\n").unwrap();
        (folder, stem)
    }

    #[test]
    fn knows_the_words_of_a_list_whatever_their_case() {
        let (folder, _) = folder();
        let list = folder.path().join("mots.txt");
        fs::write(&list, "\u{feff}# termes\nKubernetes  # outil\r\n\ncourriel\n").unwrap();
        let words = UserDictionaries::open(&[], &[list]).unwrap();
        assert!(words.knows("kubernetes") && words.knows("COURRIEL"));
        assert!(!words.knows("outil") && !words.knows("") && !words.knows("#"));
        assert!(words.suggest("couriel").is_empty());
    }

    #[test]
    fn asks_hunspell_in_every_thread() {
        let (_folder, stem) = folder();
        let words = UserDictionaries::open(&[stem], &[]).unwrap();
        // Threads that come and go: making and unmaking must not disturb those at work.
        for _ in 0..50 {
            std::thread::scope(|scope| {
                for _ in 0..4 {
                    scope.spawn(|| {
                        assert!(words.knows("pâtés") && words.knows("Kalamazoo"));
                        assert!(!words.knows("pâtéss") && !words.knows("a\0b"));
                    });
                }
            });
        }
        assert_eq!(words.suggest("pâtè"), ["pâté"]);
    }

    #[test]
    fn names_the_missing_file() {
        let (folder, stem) = folder();
        fs::remove_file(stem.with_extension("dic")).unwrap();
        let error = UserDictionaries::open(&[stem], &[]).unwrap_err().to_string();
        assert!(error.contains("noms.dic"), "{error}");
        let list = folder.path().join("absent.txt");
        let error = UserDictionaries::open(&[], &[list]).unwrap_err().to_string();
        assert!(error.contains("absent.txt"), "{error}");
    }

    #[test]
    fn refuses_other_encodings() {
        let (folder, stem) = folder();
        fs::write(stem.with_extension("aff"), "SET ISO8859-15\n").unwrap();
        let error = UserDictionaries::open(&[stem], &[]).unwrap_err().to_string();
        assert!(error.contains("ISO8859-15"), "{error}");
        let list = folder.path().join("latin.txt");
        fs::write(&list, b"caf\xe9\n").unwrap();
        let error = UserDictionaries::open(&[], &[list]).unwrap_err().to_string();
        assert!(error.contains("line 1"), "{error}");
    }
}
