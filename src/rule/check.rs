//! A rule made ready to run. A rule file gives one [`Check`], a table one for each entry.
//!
//! [`checks`] reads the values of a file (phrases, regular expressions, templates) and says every
//! fault it meets, at its place.

mod read;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize};

use crate::finding::Applicability;
use crate::level::{Confidence, Severity};
use crate::rule::lazy_regex::LazyRegex;
use crate::rule::model::{BoundarySpec, Delete, DuplicateSpec, ForeignSpec, Position, Scope, Window, Within};
use crate::rule::pattern::Pattern;
use crate::rule::template::Template;
use crate::text::{Sign, Word, WordKey};

pub use read::{checks, entry_id};

/// A rule, or an entry of a rule's table, ready to run.
#[derive(Debug)]
pub struct Check {
    /// `family/name` or `family/name/entry`.
    pub id: String,
    /// Path of the MQM typology.
    pub category: Arc<str>,
    /// How bad, if true.
    pub severity: Severity,
    /// How likely.
    pub confidence: Confidence,
    /// What is wrong, in English and in French (the same where there is one text).
    pub message: Arc<[Template; 2]>,
    /// What to do, in English and in French.
    pub help: Option<[Arc<str>; 2]>,
    /// What to look for.
    pub matchers: Vec<Matcher>,
    /// What must surround a match.
    pub when: Vec<Arc<Context>>,
    /// What must not.
    pub unless: Vec<Arc<Context>>,
    /// Domains, one of which the paragraph must speak of.
    pub domains: Vec<String>,
    /// Words of the source, one of which must stand there where the source is known.
    pub english: Vec<String>,
    /// Formats; all when empty.
    pub formats: Vec<String>,
    /// Part of the page.
    pub scope: Scope,
    /// Is the rule on trial?
    pub preview: bool,
    /// What the page may add.
    pub corroborated: Option<Corroboration>,
    /// Ways to mend it.
    pub fixes: Vec<FixTemplate>,
}

impl Check {
    /// Is it for files of the format of this name?
    pub fn reads(&self, format: &str) -> bool {
        self.formats.is_empty() || self.formats.iter().any(|name| name == format)
    }
}

/// What on the rest of the page adds to a finding's confidence.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Corroboration {
    /// Certain findings of these families or rules.
    pub families: Vec<String>,
    /// How many of them it takes.
    pub at_least: usize,
    /// Is it enough that what the fix would put there stands elsewhere?
    pub original: bool,
}

/// What a check looks for.
#[derive(Debug, Serialize, Deserialize)]
pub enum Matcher {
    /// Successive tokens.
    Pattern {
        /// The tests.
        pattern: Box<Pattern>,
        /// The number of the capture to report.
        report: Option<usize>,
    },
    /// A regular expression over a line.
    Regex {
        /// The expression.
        regex: Box<LazyRegex>,
        /// The group to report.
        report: Option<String>,
    },
    /// A regular expression over a whole line.
    Line {
        /// The expression, already anchored.
        regex: Box<LazyRegex>,
        /// The group to report.
        report: Option<String>,
        /// Where the line stands.
        position: Position,
    },
    /// A regular expression over a whole word that no dictionary knows.
    Word {
        /// The expression, already anchored.
        regex: Box<LazyRegex>,
        /// The group to report.
        report: Option<String>,
        /// The groups that must be words of the dictionary.
        known: Vec<String>,
    },
    /// A regular expression over the file's own text.
    Markup {
        /// The expression.
        regex: Box<LazyRegex>,
        /// The group to report.
        report: Option<String>,
        /// The part of the text.
        within: Within,
    },
    /// The same text twice.
    Duplicate(DuplicateSpec),
    /// Another language.
    Foreign(ForeignSpec),
    /// A translation beside its source, compared by what is written in Rust.
    Comparison {
        /// The comparison's name.
        name: String,
        /// Its settings, a TOML table.
        options: String,
        /// The captures it gives; `None` if any will do.
        captures: Option<Vec<String>>,
    },
    /// Written in Rust.
    Detector {
        /// The detector's name.
        name: String,
        /// Its settings, a TOML table.
        options: String,
        /// The captures it gives; `None` if any will do.
        captures: Option<Vec<String>>,
    },
}

impl Matcher {
    /// The captures that it gives to templates; `None` if any will do.
    fn captures(&self) -> Option<Vec<String>> {
        Some(match self {
            Matcher::Pattern { pattern, .. } => pattern.names.clone(),
            Matcher::Regex { regex, .. }
            | Matcher::Line { regex, .. }
            | Matcher::Word { regex, .. }
            | Matcher::Markup { regex, .. } => group_names(regex.source()),
            Matcher::Detector { captures, .. } | Matcher::Comparison { captures, .. } => {
                return captures.clone();
            }
            Matcher::Duplicate(_) => vec!["first".to_string()],
            Matcher::Foreign(_) => Vec::new(),
        })
    }
}

/// Conditions on the surroundings, ready to run.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Context {
    /// Ends where the match starts.
    pub left: Option<Box<LazyRegex>>,
    /// Starts where the match ends.
    pub right: Option<Box<LazyRegex>>,
    /// Phrases that end where the match starts.
    pub before: Vec<Pattern>,
    /// Phrases that start where the match ends.
    pub after: Vec<Pattern>,
    /// Phrases in the window.
    pub near: Vec<Pattern>,
    /// The window.
    pub window: Window,
    /// Markup that the match stands at.
    pub boundary: Option<BoundarySpec>,
    #[serde(skip)]
    starts: OnceLock<Starts>,
}

/// By which words phrases are found, by their numbers.
#[derive(Debug, Default)]
struct Starts {
    /// Those that begin with one of a few words.
    keyed: HashMap<WordKey, Vec<usize>, FxBuildHasher>,
    /// The others, with what their first word must meet.
    loose: Vec<(usize, Sign)>,
}

impl Starts {
    fn of(patterns: &[Pattern]) -> Starts {
        let mut starts = Starts::default();
        for (n, pattern) in patterns.iter().enumerate() {
            let first = pattern.opening().first;
            match first.keys {
                Some(keys) => keys.iter().for_each(|&key| starts.keyed.entry(key).or_default().push(n)),
                None => starts.loose.push((n, first.sign)),
            }
        }
        starts
    }
}

impl Context {
    /// The phrases that `near` asks for and that may begin with a word.
    pub fn near_at(&self, word: &Word) -> impl Iterator<Item = &Pattern> {
        let Starts { keyed, loose } = self.starts.get_or_init(|| Starts::of(&self.near));
        let keyed = word.keys.iter().filter_map(|key| keyed.get(key)).flatten().copied();
        let loose = loose.iter().filter(|(_, sign)| word.sign.meets(*sign)).map(|&(n, _)| n);
        keyed.chain(loose).map(|n| &self.near[n])
    }
}

/// A way to mend a match.
#[derive(Debug, Serialize, Deserialize)]
pub struct FixTemplate {
    /// What it does; made from the text when absent.
    pub title: Option<String>,
    /// What to put there, or what to delete.
    pub action: Action,
    /// How far to trust it.
    pub applicability: Applicability,
}

/// What a fix does.
#[derive(Debug, Serialize, Deserialize)]
pub enum Action {
    /// Puts a text in the match's place.
    Replace(Template),
    /// Takes something away.
    Delete(Delete),
}

/// What is written in Rust and named in a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Native {
    /// Looks at a text.
    Detector,
    /// Looks at a translation and its source.
    Comparison,
}

/// Knows what is written in Rust: from a name and settings, the captures it gives (`None` if any will do), or what
/// is wrong.
pub type Natives = fn(Native, &str, &BTreeMap<String, toml::Value>) -> Result<Option<Vec<String>>, String>;

/// A fault: place in the file, what, and how to mend it.
pub type LocalFault = (Range<usize>, String, Option<String>);

/// Names of the groups of an expression: those given, and numbers.
fn group_names(regex: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut open = regex;
    while let Some(at) = open.find("(?") {
        let rest = open[at + 2..].trim_start_matches('P');
        if let Some(named) = rest.strip_prefix('<') {
            names.extend(named.split_once('>').map(|(name, _)| name.to_string()));
        }
        open = &open[at + 2..];
    }
    names
}
