//! Domains: what a paragraph speaks of, told by its words.
//!
//! `domains.toml` names, for each domain, words that hardly stand outside it. A rule that asks for
//! a domain is silent in a paragraph that holds none of them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::lexicon::{LemmaId, Lexicon, fold};
use crate::rule::check::LocalFault;
use crate::text::{Form, Word, WordKey, tokenize};

/// The domains, by name.
#[derive(Debug, Default)]
pub struct Domains {
    by_name: BTreeMap<String, Domain>,
    /// More of them, written: they are read at the first question.
    packed: Cow<'static, [u8]>,
    all: OnceLock<BTreeMap<String, Domain>>,
}

/// The words of a domain.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Domain {
    forms: BTreeSet<String>,
    lemmas: BTreeSet<LemmaId>,
    /// Forms of several words: by the first of them, the others.
    phrases: BTreeMap<String, BTreeSet<Vec<String>>>,
    /// The numbers of all forms, lemmas and first words, made at the first question: most words are in none.
    #[serde(skip)]
    keys: OnceLock<FxHashSet<WordKey>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DomainTable {
    words: Vec<String>,
}

impl Domains {
    /// Reads `[name]` tables, each with `words`: forms, or `~lemma`.
    pub fn parse(text: &str) -> Result<Domains, LocalFault> {
        let tables: BTreeMap<String, toml::Spanned<DomainTable>> =
            toml::from_str(text).map_err(|error| super::file::toml_fault(&error, text))?;
        let mut domains = Domains::default();
        for (name, table) in tables {
            let mut domain = Domain::default();
            for word in &table.get_ref().words {
                match word.strip_prefix('~') {
                    None => domain.add(word),
                    Some(lemma) => match Lexicon::embedded().lemma_id(lemma) {
                        Some(id) => {
                            domain.lemmas.insert(id);
                        }
                        None => {
                            return Err((
                                table.span(),
                                format!("“{lemma}” is no lemma of the lexicon"),
                                None,
                            ));
                        }
                    },
                }
            }
            domains.by_name.insert(name, domain);
        }
        Ok(domains)
    }

    /// Domains as [`to_bytes`](Domains::to_bytes) gave them, read at the first question.
    pub fn packed(bytes: impl Into<Cow<'static, [u8]>>) -> Domains {
        Domains { packed: bytes.into(), ..Domains::default() }
    }

    /// The domains, written.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_allocvec(self.all()).expect("domains can be written")
    }

    /// Adds other domains; the words of one that is there are added to its own.
    pub fn merge(&mut self, other: Domains) {
        merge(&mut self.by_name, other.all().clone());
        self.all = OnceLock::new();
    }

    /// The domain of that name.
    pub fn get(&self, name: &str) -> Option<&Domain> {
        self.all().get(name)
    }

    fn all(&self) -> &BTreeMap<String, Domain> {
        self.all.get_or_init(|| {
            let mut all = self.by_name.clone();
            if !self.packed.is_empty() {
                merge(&mut all, postcard::from_bytes(&self.packed).expect("what was packed can be read"));
            }
            all
        })
    }
}

fn merge(domains: &mut BTreeMap<String, Domain>, more: BTreeMap<String, Domain>) {
    for (name, domain) in more {
        let there = domains.entry(name).or_default();
        there.keys = OnceLock::new();
        there.forms.extend(domain.forms);
        there.lemmas.extend(domain.lemmas);
        for (first, others) in domain.phrases {
            there.phrases.entry(first).or_default().extend(others);
        }
    }
}

impl Domain {
    /// Does the word at a place tell of the domain, alone or with those after it? `word` gives the words from that
    /// place on, by how far away they are.
    pub fn holds<'w>(&self, word: impl Fn(usize) -> Option<&'w Word>) -> bool {
        let Some(first) = word(0) else { return false };
        let keys = self.keys.get_or_init(|| self.all_keys());
        if !first.keys.iter().any(|key| keys.contains(key)) {
            return false;
        }
        let is = |n: usize, form: &str| word(n).is_some_and(|word| &*word.folded == form);
        self.forms.contains(&*first.folded)
            || first.analyses.iter().any(|a| self.lemmas.contains(&a.lemma))
            || self.phrases.get(&*first.folded).is_some_and(|phrases| {
                phrases.iter().any(|others| others.iter().zip(1..).all(|(form, n)| is(n, form)))
            })
    }

    fn all_keys(&self) -> FxHashSet<WordKey> {
        let forms = self.forms.iter().chain(self.phrases.keys()).map(|form| WordKey::of_form(Form::of(form)));
        forms.chain(self.lemmas.iter().map(|&lemma| WordKey::of_lemma(lemma))).collect()
    }

    /// Adds a form, of one word or of several: *Premier League*.
    fn add(&mut self, form: &str) {
        let mut words = Vec::new();
        tokenize(form, |range, _, _| words.push(fold(&form[range]).into_owned()));
        if words.len() > 1 {
            let first = words.remove(0);
            self.phrases.entry(first).or_default().insert(words);
        } else {
            self.forms.extend(words);
        }
    }
}
