//! Domains: what a paragraph speaks of, told by its words.
//!
//! `domains.toml` names, for each domain, words that hardly stand outside it. A rule that asks for
//! a domain is silent in a paragraph that holds none of them.

use std::collections::{BTreeMap, HashSet};

use serde::Deserialize;

use crate::lexicon::{LemmaId, Lexicon, fold};
use crate::rule::check::LocalFault;
use crate::text::Word;

/// The domains, by name.
#[derive(Debug, Default)]
pub struct Domains {
    by_name: BTreeMap<String, Domain>,
}

/// The words of a domain.
#[derive(Debug, Default)]
pub struct Domain {
    forms: HashSet<String>,
    lemmas: HashSet<LemmaId>,
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
            toml::from_str(text).map_err(|error| super::load::toml_fault(&error, text))?;
        let mut domains = Domains::default();
        for (name, table) in tables {
            let mut domain = Domain::default();
            for word in &table.get_ref().words {
                match word.strip_prefix('~') {
                    None => {
                        domain.forms.insert(fold(word).into_owned());
                    }
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

    /// Adds other domains; the words of one that is there are added to its own.
    pub fn merge(&mut self, other: Domains) {
        for (name, domain) in other.by_name {
            let there = self.by_name.entry(name).or_default();
            there.forms.extend(domain.forms);
            there.lemmas.extend(domain.lemmas);
        }
    }

    /// The domain of that name.
    pub fn get(&self, name: &str) -> Option<&Domain> {
        self.by_name.get(name)
    }
}

impl Domain {
    /// Does the word tell of the domain?
    pub fn holds(&self, word: &Word) -> bool {
        self.forms.contains(&*word.folded) || word.analyses.iter().any(|a| self.lemmas.contains(&a.lemma))
    }
}
