//! relire.toml: found, read, checked, and asked what holds for a file.
//!
//! [`Config::load`] reads one file (`config/read.rs`) and gives it with its rule selectors parsed, its globs compiled
//! and its paths resolved from its own folder. [`ConfigCache`] finds the one that holds for each
//! file. Every fault is a [`ConfigError`] with its place in the TOML, including those that later
//! parts find, through [`Config::error_at`].

mod cache;
pub mod edit;
mod error;
mod file;
mod globs;
mod read;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use toml::Spanned;

pub use cache::{ConfigCache, Found};
pub use error::ConfigError;
use file::ConfigFile;
use globs::PathGlobs;

use crate::fingerprint::Fingerprint;
use crate::level::{Confidence, FailOn, SeverityOverride};
use crate::selector::RuleSelector;

/// The name of a configuration file.
pub const FILE_NAME: &str = "relire.toml";

/// The settings of a folder; the default is what holds without a relire.toml.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Which rules run, and what comes of their findings.
    pub rules: Rules,
    /// What is sound in these texts.
    pub text: Text,
    /// Dictionaries besides the built-in ones.
    pub dictionaries: Dictionaries,
    /// `[ignore]`: findings that are left out.
    pub ignored: BTreeMap<Fingerprint, Ignored>,
    exclude: PathGlobs,
    per_path: Vec<PerPath>,
    /// The file it was read from, absolute.
    path: Option<PathBuf>,
    /// That file's text, to show later faults in.
    written: String,
}

/// `[rules]`: which rules run, and what comes of their findings.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// Folders of custom rules; they exist.
    pub paths: Vec<PathBuf>,
    /// The only rules to run; all when empty.
    pub select: Vec<Spanned<RuleSelector>>,
    /// Rules not to run.
    pub ignore: Vec<Spanned<RuleSelector>>,
    /// Whether rules on trial run.
    pub preview: bool,
    /// The least confidence of a finding that is reported.
    pub min_confidence: Confidence,
    /// The least severity that makes the exit status 1.
    pub fail_on: FailOn,
    /// Other severities for rules or families; [`Rules::severity_of`] chooses among them.
    pub severity: Vec<(Spanned<RuleSelector>, SeverityOverride)>,
}

/// `[text]`: what is sound in these texts.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// Words never flagged as foreign or misspelt.
    pub words: Vec<String>,
    /// Proper names, never flagged either.
    pub names: Vec<String>,
    /// Whether menus, page footers, side columns and forms of HTML are left out.
    pub article_only: bool,
    /// Glossaries; they exist.
    pub glossaries: Vec<PathBuf>,
}

/// `[dictionaries]`: dictionaries besides the built-in ones.
#[derive(Clone, Debug, Default)]
pub struct Dictionaries {
    /// Hunspell dictionaries: paths to which `.aff` and `.dic` are added; both files exist.
    pub hunspell: Vec<PathBuf>,
    /// Where the first of them is written in relire.toml.
    pub hunspell_span: Range<usize>,
    /// Word lists, one word a line; they exist.
    pub words: Vec<PathBuf>,
}

/// A finding that is left out.
#[derive(Clone, Debug, Default)]
pub struct Ignored {
    /// The file it is in, relative to relire.toml.
    pub file: Option<String>,
    /// The rule that finds it.
    pub rule: Option<String>,
    /// Where it is written in relire.toml.
    pub span: Range<usize>,
}

/// `[[per-path]]`: other rules for some files.
#[derive(Clone, Debug)]
struct PerPath {
    paths: PathGlobs,
    ignore: Vec<Spanned<RuleSelector>>,
    select: Vec<Spanned<RuleSelector>>,
}

impl Config {
    /// The configuration that holds for `start`, a file or a folder: the nearest relire.toml from
    /// its folder upwards. [`ConfigCache`] does the same for many files.
    pub fn discover(start: &Path) -> Result<Option<Config>, ConfigError> {
        let start = absolute(start);
        let folder = if start.is_dir() { &*start } else { start.parent().unwrap_or(&start) };
        let files = folder.ancestors().map(|folder| folder.join(FILE_NAME));
        files.into_iter().find(|file| file.is_file()).map(|file| Config::load(&file)).transpose()
    }

    /// The same settings as they are written now; as they were if they can no longer be read.
    pub fn reread(&self) -> Config {
        let path = self.path().map_or_else(|| absolute(Path::new(FILE_NAME)), Path::to_owned);
        Config::load(&path).unwrap_or_else(|_| self.clone())
    }

    /// The JSON Schema of relire.toml, for editors.
    pub fn schema() -> schemars::Schema {
        schemars::schema_for!(ConfigFile)
    }

    /// The file it was read from, absolute; `None` for the defaults.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The file's text; empty for the defaults.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// A fault in this file found later, at the span of one of its selectors for instance.
    pub fn error_at(&self, span: Range<usize>, message: impl Into<String>) -> ConfigError {
        let path = self.path.as_deref().unwrap_or(Path::new(FILE_NAME));
        ConfigError::new(path, &self.written, span, message.into())
    }

    /// Whether `[files] exclude` leaves out this file or folder, or a folder above it.
    pub fn excludes(&self, path: &Path) -> bool {
        // Asked of every file of a walk, mostly to no purpose.
        !self.exclude.is_empty() && self.relative(path).is_some_and(|path| self.exclude.matches(&path))
    }

    /// What `[[per-path]]` ignores in this file, besides `rules.ignore`.
    pub fn ignores_for(&self, path: &Path) -> Vec<&Spanned<RuleSelector>> {
        self.per_path_tables(path).flat_map(|table| &table.ignore).collect()
    }

    /// The only rules `[[per-path]]` runs on this file, in place of `rules.select`; empty when it
    /// does not say.
    pub fn selects_for(&self, path: &Path) -> Vec<&Spanned<RuleSelector>> {
        self.per_path_tables(path).flat_map(|table| &table.select).collect()
    }

    /// Every rule selector in the file with its place, to check that it names a rule.
    pub fn selectors(&self) -> impl Iterator<Item = &Spanned<RuleSelector>> {
        let per_path = self.per_path.iter();
        let severity = self.rules.severity.iter();
        (self.rules.select.iter())
            .chain(&self.rules.ignore)
            .chain(severity.map(|(rule, _)| rule))
            .chain(per_path.flat_map(|table| table.ignore.iter().chain(&table.select)))
    }

    fn per_path_tables(&self, path: &Path) -> impl Iterator<Item = &PerPath> {
        // Most files have no such table to be compared with.
        let path = if self.per_path.is_empty() { None } else { self.relative(path) };
        self.per_path.iter().filter(move |table| path.as_ref().is_some_and(|path| table.paths.matches(path)))
    }

    /// `path` from the configuration's folder down; `None` for one that lies elsewhere.
    fn relative(&self, path: &Path) -> Option<PathBuf> {
        let folder = self.path.as_ref()?.parent()?;
        let path = absolute(path);
        path.strip_prefix(folder).ok().map(Path::to_owned)
    }
}

impl Rules {
    /// What the configuration makes of the severity of the rule with this id, if it says so.
    ///
    /// A rule goes before its table, and that before its family.
    pub fn severity_of(&self, id: &str) -> Option<SeverityOverride> {
        let fitting = self.severity.iter().filter(|(rule, _)| rule.get_ref().matches(id));
        let narrowest = fitting.max_by_key(|(rule, _)| rule.get_ref().specificity());
        narrowest.map(|(_, severity)| *severity)
    }
}

/// The path from the root, without `.` and `..`. Links are left as they are, so that a file reached
/// through a link belongs where it was reached.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    if !path.components().any(|part| part == Component::ParentDir) {
        return path;
    }
    let mut folded = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                folded.pop();
            }
            part => folded.push(part),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn parse(text: &str) -> Result<Config, ConfigError> {
        Config::parse(Path::new("/site/relire.toml"), text.to_owned())
    }

    fn names<'s>(selectors: impl IntoIterator<Item = &'s Spanned<RuleSelector>>) -> Vec<&'s str> {
        selectors.into_iter().map(|selector| selector.get_ref().as_str()).collect()
    }

    #[test]
    fn every_key_of_the_contract_is_read() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("house-rules"))?;
        for name in ["medical.aff", "medical.dic", "house-words.txt"] {
            fs::write(at(name), "")?;
        }
        fs::write(
            at("relire.toml"),
            r#"
            [rules]
            paths = ["house-rules"]
            select = ["spun", "name/*"]
            ignore = ["calque"]
            preview = true
            min-confidence = "low"
            fail-on = "never"
            [rules.severity]
            "quote/unclosed" = "hint"
            quote = "off"
            [files]
            exclude = ["vendor/**"]
            [[per-path]]
            paths = ["archive/**"]
            ignore = ["residue"]
            [text]
            words = ["brainstormer"]
            names = ["Nuage"]
            [dictionaries]
            hunspell = ["medical"]
            words = ["house-words.txt"]
            "#,
        )?;
        let config = Config::load(&at("relire.toml"))?;
        assert_eq!(config.rules.paths, [at("house-rules")]);
        assert_eq!(names(&config.rules.select), ["spun", "name/*"]);
        assert_eq!(names(&config.rules.ignore), ["calque"]);
        assert!(config.rules.preview);
        assert_eq!(config.rules.min_confidence, Confidence::Low);
        assert_eq!(config.rules.fail_on, FailOn::Never);
        let severity = |id| config.rules.severity_of(id);
        assert_eq!(severity("quote/unclosed"), Some(SeverityOverride::Hint));
        assert_eq!(severity("quote/mixed"), Some(SeverityOverride::Off));
        assert_eq!(severity("spun/parents"), None);
        assert!(config.excludes(&at("vendor/a.md")));
        assert_eq!(names(config.ignores_for(&at("archive/2019/a.md"))), ["residue"]);
        assert!(config.ignores_for(&at("a.md")).is_empty());
        assert_eq!(config.text.words, ["brainstormer"]);
        assert_eq!(config.text.names, ["Nuage"]);
        assert_eq!(config.dictionaries.hunspell, [at("medical")]);
        assert_eq!(config.dictionaries.words, [at("house-words.txt")]);
        assert_eq!(config.selectors().count(), 6);
        Ok(())
    }

    #[test]
    fn per_path_tables_add_up() {
        let text = "[[per-path]]\npaths = ['a']\nignore = ['x']\nselect = ['s']\n\
                    [[per-path]]\npaths = ['*.md']\nignore = ['y']";
        let config = parse(text).expect("sound");
        assert_eq!(names(config.ignores_for(Path::new("/site/a/b.md"))), ["x", "y"]);
        assert_eq!(names(config.selects_for(Path::new("/site/a/b.md"))), ["s"]);
        assert_eq!(names(config.ignores_for(Path::new("/site/c/../a/d.txt"))), ["x"]);
        assert!(config.ignores_for(Path::new("/elsewhere/a/b.md")).is_empty());
    }

    #[test]
    fn faults_found_later_are_shown_in_the_file() {
        let config = parse("[rules]\nignore = [\"spum\"]").expect("the word alone is sound");
        let unknown = config.selectors().next().expect("one");
        let error = config.error_at(unknown.span(), "no such rule");
        assert_eq!(&error.text[error.span], "\"spum\"");
    }

    #[test]
    fn discovered_from_a_file_or_a_folder() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        fs::create_dir(folder.path().join("a"))?;
        fs::write(folder.path().join(FILE_NAME), "")?;
        for start in ["", "a", "a/b.md", "missing/b.md"] {
            let config = Config::discover(&folder.path().join(start))?.ok_or("nothing found")?;
            assert_eq!(config.path(), Some(&*folder.path().join(FILE_NAME)));
        }
        Ok(())
    }

    #[test]
    fn the_schema_describes_every_key() {
        let schema = serde_json::to_value(Config::schema()).expect("a schema is JSON");
        let tables = schema["$defs"].as_object().expect("the tables");
        let roots = schema["properties"].as_object().expect("the root's keys");
        assert!(roots.contains_key("per-path"));
        for (name, table) in tables {
            let keys = table["properties"].as_object().into_iter().flatten();
            for (key, value) in keys {
                assert!(value["description"].is_string(), "{name}.{key}");
            }
        }
        assert_eq!(schema["additionalProperties"], false);
    }
}
