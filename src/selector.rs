//! Which rules are meant: one rule, a family, or a glob over both.
//!
//! The same words serve `--select`, `--ignore` and relire.toml: `spun/parents` is a rule (and each
//! entry of its table), `spun` is a family, `spun/*` or `*/parents` is a glob. A
//! [`RuleSelector`] is parsed once and then asked about each rule's id.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use globset::{Candidate, Glob, GlobMatcher};
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// A rule, a family or a glob, as it was written.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct RuleSelector {
    written: String,
    /// For a selector with a wildcard in it.
    glob: Option<GlobMatcher>,
}

/// Why a word selects no rules.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SelectorError {
    /// There is nothing in it, or nothing between two slashes.
    #[error("`{0}` names no rule: write a rule (spun/parents), a family (spun) or a glob (spun/*)")]
    Empty(String),
    /// A wildcard is used wrongly.
    #[error("`{written}` is no sound glob: {fault}")]
    Glob {
        /// The selector as it was written.
        written: String,
        /// What is wrong with it.
        fault: String,
    },
}

impl RuleSelector {
    /// The selector as it was written.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// Whether the rule with this id (`family/name` or `family/name/entry`) is meant.
    pub fn matches(&self, id: &str) -> bool {
        and_above(id).any(|id| match &self.glob {
            Some(glob) => glob.is_match(id),
            None => id == self.written,
        })
    }

    /// Is there a wildcard in it?
    pub fn is_glob(&self) -> bool {
        self.glob.is_some()
    }

    /// How narrow it is, to choose between two that match one rule: an exact id before a glob, and
    /// among each kind the one with more parts.
    pub fn specificity(&self) -> impl Ord + use<> {
        (self.glob.is_none(), self.written.split('/').count())
    }
}

/// The id, then the table it is an entry of, then its family.
pub fn and_above(id: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(id), |id| id.rsplit_once('/').map(|(above, _)| above))
}

/// Selectors that are asked about many rules, each with what it says of those it means.
#[derive(Clone, Debug)]
pub struct Selectors<T> {
    exact: FxHashMap<String, T>,
    /// The narrowest first; of two that are alike, the last.
    globs: Vec<(GlobMatcher, T)>,
}

impl<T: Copy> Selectors<T> {
    /// All of these.
    pub fn new<'s>(selectors: impl IntoIterator<Item = (&'s RuleSelector, T)>) -> Selectors<T> {
        let (mut exact, mut globs) = (FxHashMap::default(), Vec::new());
        for (selector, says) in selectors {
            match &selector.glob {
                None => {
                    exact.insert(selector.written.clone(), says);
                }
                Some(glob) => globs.push((selector.specificity(), glob.clone(), says)),
            }
        }
        globs.reverse();
        globs.sort_by(|(one, ..), (other, ..)| other.cmp(one));
        Selectors { exact, globs: globs.into_iter().map(|(_, glob, says)| (glob, says)).collect() }
    }

    /// What the narrowest says that means the rule with this id.
    pub fn of(&self, id: &str) -> Option<T> {
        if let Some(says) = and_above(id).find_map(|id| self.exact.get(id)) {
            return Some(*says);
        }
        if self.globs.is_empty() {
            return None;
        }
        let ids: Vec<Candidate> = and_above(id).map(Candidate::new).collect();
        let meant = self.globs.iter().find(|(glob, _)| ids.iter().any(|id| glob.is_match_candidate(id)));
        meant.map(|(_, says)| *says)
    }

    /// Is the rule with this id meant?
    pub fn mean(&self, id: &str) -> bool {
        self.of(id).is_some()
    }
}

impl FromStr for RuleSelector {
    type Err = SelectorError;

    fn from_str(written: &str) -> Result<Self, SelectorError> {
        let blank = |part: &str| part.trim().is_empty();
        if written.split('/').any(blank) {
            return Err(SelectorError::Empty(written.to_owned()));
        }
        let glob = if written.contains(['*', '?', '[', '{']) {
            let glob = Glob::new(written).map_err(|error| SelectorError::Glob {
                written: written.to_owned(),
                fault: error.kind().to_string(),
            })?;
            Some(glob.compile_matcher())
        } else {
            None
        };
        Ok(RuleSelector { written: written.to_owned(), glob })
    }
}

impl TryFrom<String> for RuleSelector {
    type Error = SelectorError;

    fn try_from(written: String) -> Result<Self, SelectorError> {
        written.parse()
    }
}

impl fmt::Display for RuleSelector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.written)
    }
}

impl PartialEq for RuleSelector {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written
    }
}

impl Eq for RuleSelector {}

impl Hash for RuleSelector {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.written.hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selects(selector: &str, id: &str) -> bool {
        selector.parse::<RuleSelector>().expect("a sound selector").matches(id)
    }

    #[test]
    fn a_rule_a_family_or_a_glob() {
        assert!(selects("spun/parents", "spun/parents"));
        assert!(selects("spun", "spun/parents"));
        assert!(selects("spun/*", "spun/parents"));
        assert!(selects("*/parents", "spun/parents"));
        assert!(selects("*", "spun/parents"));
    }

    #[test]
    fn a_family_is_no_prefix_of_another() {
        assert!(!selects("spun", "spun-french/folatrer"));
        assert!(!selects("spun/par", "spun/parents"));
        assert!(selects("spun*", "spun-french/folatrer"));
    }

    #[test]
    fn a_rule_takes_its_entries_along() {
        assert!(selects("spun/papers", "spun/papers/financial-times"));
        assert!(selects("*/papers", "spun/papers/financial-times"));
        assert!(selects("spun/papers/financial-times", "spun/papers/financial-times"));
        assert!(!selects("spun/papers/financial-times", "spun/papers"));
    }

    #[test]
    fn the_narrower_one_wins() {
        let order = ["*/parents", "spun", "spun/parents"];
        let specificity = |word: &str| word.parse::<RuleSelector>().expect("sound").specificity();
        assert!(order.is_sorted_by(|a, b| specificity(a) < specificity(b)));
    }

    #[test]
    fn many_say_what_the_narrowest_of_them_says() {
        let written = ["spun", "*/papers", "spun/*", "*", "spun/papers/*", "spun/papers/times", "*/*/times"];
        let each: Vec<RuleSelector> = written.map(|word| word.parse().expect("sound")).into();
        // Any number of them, in any order of two.
        for (from, to) in (0..each.len()).flat_map(|from| (from..=each.len()).map(move |to| (from, to))) {
            for turned in [false, true] {
                let mut some: Vec<&RuleSelector> = each[from..to].iter().collect();
                if turned {
                    some.reverse();
                }
                let selectors = Selectors::new(some.iter().copied().zip(0..));
                for id in ["spun/papers/times", "spun/papers", "spun/parents", "name/papers/x", "quote"] {
                    let fitting = (0..).zip(&some).filter(|(_, selector)| selector.matches(id));
                    let narrowest = fitting.max_by_key(|(_, selector)| selector.specificity());
                    assert_eq!(selectors.of(id), narrowest.map(|(number, _)| number), "{id}: {some:?}");
                }
            }
        }
    }

    #[test]
    fn what_names_nothing_is_refused() {
        for word in ["", " ", "spun/", "/parents"] {
            let error = word.parse::<RuleSelector>().expect_err("nothing named");
            assert_eq!(error, SelectorError::Empty(word.to_owned()));
        }
        let error = "spun/[a".parse::<RuleSelector>().expect_err("no glob");
        assert!(error.to_string().starts_with("`spun/[a` is no sound glob: unclosed"));
    }
}
