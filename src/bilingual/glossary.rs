//! Glossaries: terms with the translation that is wanted, in any inflection, and those that are not.
//!
//! A glossary is a TOML file that relire.toml names, or a TBX file from a terminology system.

use std::cell::LazyCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::english;
use super::{Comparison, Difference, Prepared, With};
use crate::bounded;
use crate::format::xml::{Event, Events};
use crate::lexicon::{LemmaId, Lexicon, fold};
use crate::text::{Kind, tokenize};

/// The most words of a term. A longer one is found nowhere.
const LONGEST: usize = 20;

/// The most terms of one message that are looked for in its translation.
const MOST: usize = 100;

/// Terms and their translations.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    terms: Vec<Term>,
    /// By the stems of what the source calls them: the number of the term, and of its name.
    by_stems: HashMap<Vec<String>, Vec<(usize, usize)>>,
    /// By the first of those stems: how many there are.
    lengths: HashMap<String, BTreeSet<usize>>,
}

/// A term.
#[derive(Clone, Debug)]
struct Term {
    /// What the source calls it: English, in any inflection.
    source: Vec<String>,
    /// What the translation may call it.
    target: Vec<French>,
    /// What it must not be called.
    forbidden: Vec<French>,
}

/// A French term: each word as it is written and with its lemmas.
#[derive(Clone, Debug)]
struct French {
    written: String,
    words: Vec<(String, Vec<LemmaId>)>,
}

/// Why a glossary cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GlossaryError {
    /// The file cannot be read.
    #[error("{}: {error}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// The file is no glossary.
    #[error("{}: {message}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        message: String,
    },
}

/// A glossary as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    term: Vec<WrittenTerm>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenTerm {
    source: Many,
    #[serde(default)]
    target: Many,
    #[serde(default)]
    forbidden: Many,
    #[serde(default, rename = "note")]
    _note: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Many {
    One(String),
    Several(Vec<String>),
}

impl Default for Many {
    fn default() -> Many {
        Many::Several(Vec::new())
    }
}

impl Many {
    fn all(self) -> Vec<String> {
        match self {
            Many::One(text) => vec![text],
            Many::Several(texts) => texts,
        }
    }
}

impl Glossary {
    /// Reads glossaries, all of which hold.
    ///
    /// # Errors
    /// The first that cannot be read, or is no glossary.
    pub fn open(paths: &[PathBuf]) -> Result<Glossary, GlossaryError> {
        let mut glossary = Glossary::default();
        for path in paths {
            let text = bounded::read_to_string(path)
                .map_err(|error| GlossaryError::Unreadable { path: path.clone(), error })?;
            let malformed = |message: String| GlossaryError::Malformed { path: path.clone(), message };
            let more = if is_tbx(path) { Glossary::tbx(&text) } else { Glossary::toml(&text) };
            for term in more.map_err(malformed)?.terms {
                glossary.add(term);
            }
        }
        Ok(glossary)
    }

    /// Does it hold no term?
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// From the TOML of a glossary.
    ///
    /// # Errors
    /// What is wrong, shown in its line.
    pub fn toml(text: &str) -> Result<Glossary, String> {
        let written: Written = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut glossary = Glossary::default();
        for term in written.term {
            let french = |texts: Many| texts.all().iter().map(|text| French::new(text)).collect();
            let (target, forbidden) = (french(term.target), french(term.forbidden));
            glossary.add(Term { source: term.source.all(), target, forbidden });
        }
        Ok(glossary)
    }

    fn add(&mut self, term: Term) {
        for (number, name) in term.source.iter().enumerate() {
            let stems = english::stems(name);
            if let Some(first) = stems.first().filter(|_| stems.len() <= LONGEST) {
                self.lengths.entry(first.clone()).or_default().insert(stems.len());
                let alike = self.by_stems.entry(stems).or_default();
                if alike.len() < MOST {
                    alike.push((self.terms.len(), number));
                }
            }
        }
        self.terms.push(term);
    }

    /// The terms in a text, given by its stems, in the order of the glossary. A term within a longer one (“file” in
    /// “file system”) is not that term.
    fn terms_in(&self, text: &[String]) -> Vec<(&Term, &String)> {
        let (mut found, mut end_before) = (BTreeSet::<(usize, usize)>::new(), 0);
        for (at, first) in text.iter().enumerate() {
            let lengths = self.lengths.get(first).into_iter().flatten().rev();
            let ends = lengths.map(|length| at + length).filter(|&end| end <= text.len());
            let here = ends.filter_map(|end| Some((end, self.by_stems.get(&text[at..end])?))).next();
            // The longest that begins here, unless one that began before holds it.
            if let Some((end, terms)) = here.filter(|(end, _)| *end > end_before) {
                found.extend(terms);
                end_before = end;
            }
        }
        found.into_iter().map(|(term, name)| (&self.terms[term], &self.terms[term].source[name])).collect()
    }

    /// From TBX: each entry's English terms, with its French ones. A French term whose status says that it is
    /// deprecated or superseded is forbidden.
    fn tbx(text: &str) -> Result<Glossary, String> {
        let mut events = Events::new(text);
        let fault = |fault: crate::format::Fault| {
            let line = text[..fault.offset].matches('\n').count() + 1;
            format!("line {line}: {}", fault.message)
        };
        let mut glossary = Glossary::default();
        let (mut english, mut french) = (Vec::new(), Vec::new());
        let mut language = String::new();
        let mut inside = String::new();
        let mut says = String::new();
        while let Some((range, event)) = events.next().map_err(fault)? {
            match event {
                Event::Start(tag) => {
                    if matches!(tag.name.as_str(), "langSet" | "langSec") {
                        language = tag.attribute("lang").unwrap_or_default().to_lowercase();
                    }
                    inside = match tag.attribute("type") {
                        Some(kind) if tag.name == "termNote" => kind,
                        _ => tag.name.clone(),
                    };
                    says.clear();
                }
                Event::Text => says.push_str(&text[range]),
                Event::Reference(Some(sign)) => says.push_str(&sign),
                Event::End(name) => match name.as_str() {
                    "term" if language.starts_with("en") => english.push(says.trim().to_string()),
                    "term" if language.starts_with("fr") => french.push((French::new(says.trim()), false)),
                    "termNote" if inside == "administrativeStatus" && language.starts_with("fr") => {
                        if let Some((_, forbidden)) = french.last_mut() {
                            *forbidden = says.contains("deprecated") || says.contains("superseded");
                        }
                    }
                    "termEntry" | "conceptEntry" => {
                        let (forbidden, target): (Vec<_>, Vec<_>) =
                            french.drain(..).partition(|(_, forbidden)| *forbidden);
                        let bare =
                            |terms: Vec<(French, bool)>| terms.into_iter().map(|(term, _)| term).collect();
                        let source = std::mem::take(&mut english);
                        if !source.is_empty() {
                            let (target, forbidden) = (bare(target), bare(forbidden));
                            glossary.add(Term { source, target, forbidden });
                        }
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        Ok(glossary)
    }
}

fn is_tbx(path: &Path) -> bool {
    path.extension().is_some_and(|extension| {
        extension.eq_ignore_ascii_case("tbx") || extension.eq_ignore_ascii_case("xml")
    })
}

impl French {
    fn new(text: &str) -> French {
        French {
            written: text.to_string(),
            words: words(text).into_iter().map(|(word, lemmas, _)| (word, lemmas)).collect(),
        }
    }

    /// Where it stands in a text, in any inflection.
    fn find(&self, text: &[(String, Vec<LemmaId>, Range<usize>)]) -> Option<Range<usize>> {
        if self.words.is_empty() {
            return None;
        }
        text.windows(self.words.len()).find_map(|window| {
            let fits = window.iter().zip(&self.words).all(|((word, lemmas, _), (wanted, wanted_lemmas))| {
                word == wanted
                    || lemmas.iter().any(|lemma| wanted_lemmas.contains(lemma))
                    || is_of(word) && is_of(wanted)
            });
            fits.then(|| window[0].2.start..window[window.len() - 1].2.end)
        })
    }
}

/// *de*, elided or contracted.
fn is_of(word: &str) -> bool {
    matches!(word, "de" | "d'" | "du" | "des")
}

/// The words of a French text: folded, with their lemmas, and their places.
fn words(text: &str) -> Vec<(String, Vec<LemmaId>, Range<usize>)> {
    let lexicon = Lexicon::embedded();
    let mut words = Vec::new();
    tokenize(text, |range, kind, _| {
        if matches!(kind, Kind::Word | Kind::Number) {
            let word = fold(&text[range.clone()]).into_owned();
            let lemmas = lexicon.analyses(&word).map(|analysis| analysis.lemma).collect();
            words.push((word, lemmas, range));
        }
    });
    words
}

/// Terms of the glossaries.
#[derive(Debug)]
pub enum Terms {
    /// The source has a term whose translation is none of those wanted.
    Wanted,
    /// The translation has a term that is not wanted.
    Forbidden,
}

impl Comparison for Terms {
    fn compare(&self, pair: &Prepared, with: &With, add: &mut dyn FnMut(Difference)) {
        if with.glossary.is_empty() {
            return;
        }
        let source = english::stems(&pair.source().prose);
        let target = LazyCell::new(|| words(&pair.target.prose));
        let mut said: HashSet<&str> = HashSet::new();
        let found = with.glossary.terms_in(&source);
        let once = found.into_iter().filter(|&(_, name)| said.insert(name));
        for (term, name) in once.take(MOST) {
            let forbidden = term.forbidden.iter().find_map(|french| french.find(&target));
            let wanted = term.target.iter().any(|french| french.find(&target).is_some());
            let names: Vec<&str> = term.target.iter().map(|french| french.written.as_str()).collect();
            match self {
                Terms::Wanted if !wanted && forbidden.is_none() && !term.target.is_empty() => {
                    add(Difference::new(pair.whole(), names.join("” or “"), name.as_str()));
                }
                Terms::Forbidden if !wanted || term.target.is_empty() => {
                    if let Some(place) = forbidden {
                        let stands = &pair.target.text[place.clone()];
                        let difference = Difference::new(place.clone(), names.join("” or “"), stands);
                        add(match names.first() {
                            Some(name) => difference.mended(place, *name),
                            None => difference,
                        });
                    }
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bilingual::{NameList, Pair, Side};

    const GLOSSARY: &str = r#"
        [[term]]
        source = "dashboard"
        target = "tableau de bord"
        forbidden = ["dashboard", "panneau"]
        [[term]]
        source = ["file system"]
        target = ["système de fichiers"]
        [[term]]
        source = "file"
        target = "fichier"
    "#;

    fn found(terms: Terms, source: &str, target: &str) -> Vec<String> {
        let glossary = Glossary::toml(GLOSSARY).expect("a glossary");
        let pair =
            Pair { sources: vec![Side::plain(source)], target: Side::plain(target), ..Pair::default() };
        let mut found = Vec::new();
        let with = With { names: &NameList::default(), glossary: &glossary };
        terms.compare(&Prepared::new(&pair), &with, &mut |d| {
            found.push(format!("{} > {}", d.found, d.expected))
        });
        found
    }

    #[test]
    fn a_term_is_known_in_any_inflection() {
        assert!(found(Terms::Wanted, "Two dashboards", "Deux tableaux de bord").is_empty());
        assert_eq!(found(Terms::Wanted, "Two dashboards", "Deux cadrans"), ["dashboard > tableau de bord"]);
    }

    #[test]
    fn what_is_forbidden_is_found_where_it_stands() {
        assert_eq!(found(Terms::Forbidden, "The dashboard", "Les panneaux"), ["panneaux > tableau de bord"]);
        assert!(found(Terms::Forbidden, "The dashboard", "Le tableau de bord").is_empty());
        assert!(found(Terms::Forbidden, "The panel", "Le panneau").is_empty());
    }

    #[test]
    fn the_longer_term_is_meant() {
        assert!(found(Terms::Wanted, "A file system", "Un système de fichiers").is_empty());
        assert_eq!(found(Terms::Wanted, "Delete files", "Supprimer"), ["file > fichier"]);
    }

    #[test]
    fn tbx_is_read() {
        let tbx = r#"<martif><text><body><termEntry id="1">
            <langSet xml:lang="en"><tig><term>screen</term></tig></langSet>
            <langSet xml:lang="fr"><tig><term>écran</term></tig><tig><term>moniteur</term>
            <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
            </termEntry></body></text></martif>"#;
        let glossary = Glossary::tbx(tbx).expect("TBX");
        assert_eq!(glossary.terms[0].target[0].written, "écran");
        assert_eq!(glossary.terms[0].forbidden[0].written, "moniteur");
    }
}
