//! relire.toml: found, read, checked, and asked what holds for a file.
//!
//! [`Config::load`] reads one file and gives it with its rule selectors parsed, its globs compiled
//! and its paths resolved from its own folder. [`ConfigCache`] finds the one that holds for each
//! file. Every fault is a [`ConfigError`] with its place in the TOML, including those that later
//! parts find, through [`Config::error_at`].

mod cache;
mod error;
mod file;
mod globs;

use std::fs;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use toml::Spanned;

pub use cache::{ConfigCache, Found};
pub use error::ConfigError;
use file::{ConfigFile, Written};
use globs::PathGlobs;

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
}

/// `[dictionaries]`: dictionaries besides the built-in ones.
#[derive(Clone, Debug, Default)]
pub struct Dictionaries {
    /// Hunspell dictionaries: paths to which `.aff` and `.dic` are added; both files exist.
    pub hunspell: Vec<PathBuf>,
    /// Word lists, one word a line; they exist.
    pub words: Vec<PathBuf>,
}

/// `[[per-path]]`: other rules for some files.
#[derive(Clone, Debug)]
struct PerPath {
    paths: PathGlobs,
    ignore: Vec<Spanned<RuleSelector>>,
    select: Vec<Spanned<RuleSelector>>,
}

impl Config {
    /// Reads and checks the configuration file at `path`.
    pub fn load(path: &Path) -> Result<Config, ConfigError> {
        let unreadable = |text: &str, at, message| ConfigError::new(path, text, at..at, message);
        let bytes = fs::read(path)
            .map_err(|error| unreadable("", 0, format!("cannot be read: {error}")))?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let fault = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes());
            unreadable(&text, fault, "not valid UTF-8".to_owned())
        })?;
        Config::parse(path, text)
    }

    /// Checks `text` as the configuration file at `path`, in whose folder its paths lie.
    pub fn parse(path: &Path, text: String) -> Result<Config, ConfigError> {
        let file: ConfigFile =
            toml::from_str(&text).map_err(|error| ConfigError::from_toml(path, &text, &error))?;
        let reader = Reader {
            path,
            folder: parent(&absolute(path)),
            text: &text,
        };
        let per_path = file.per_path.into_iter().map(|table| {
            if table.paths.get_ref().is_empty() {
                let error = reader.error(table.paths.span(), "no paths to hold for");
                return Err(error.with_help("name at least one glob, such as \"archive/**\""));
            }
            Ok(PerPath {
                paths: reader.globs(table.paths.get_ref())?,
                ignore: reader.selectors(table.ignore)?,
                select: reader.selectors(table.select)?,
            })
        });
        let severity = file.rules.severity.into_iter();
        Ok(Config {
            rules: Rules {
                paths: reader.existing(&file.rules.paths, "folder", &[""], Path::is_dir)?,
                select: reader.selectors(file.rules.select)?,
                ignore: reader.selectors(file.rules.ignore)?,
                preview: file.rules.preview,
                min_confidence: file.rules.min_confidence,
                fail_on: file.rules.fail_on,
                severity: severity
                    .map(|(rule, severity)| Ok((reader.selector(&rule)?, severity)))
                    .collect::<Result<_, ConfigError>>()?,
            },
            text: Text {
                words: file.text.words,
                names: file.text.names,
            },
            dictionaries: Dictionaries {
                hunspell: reader.existing(
                    &file.dictionaries.hunspell,
                    "file",
                    &[".aff", ".dic"],
                    Path::is_file,
                )?,
                words: reader.existing(&file.dictionaries.words, "file", &[""], Path::is_file)?,
            },
            exclude: reader.globs(&file.files.exclude)?,
            per_path: per_path.collect::<Result<_, ConfigError>>()?,
            path: Some(absolute(path)),
            written: text,
        })
    }

    /// The configuration that holds for `start`, a file or a folder: the nearest relire.toml from
    /// its folder upwards. [`ConfigCache`] does the same for many files.
    pub fn discover(start: &Path) -> Result<Option<Config>, ConfigError> {
        let start = absolute(start);
        let folder = if start.is_dir() {
            &*start
        } else {
            start.parent().unwrap_or(&start)
        };
        let files = folder.ancestors().map(|folder| folder.join(FILE_NAME));
        files
            .into_iter()
            .find(|file| file.is_file())
            .map(|file| Config::load(&file))
            .transpose()
    }

    /// The JSON Schema of relire.toml, for editors.
    pub fn schema() -> schemars::Schema {
        schemars::schema_for!(ConfigFile)
    }

    /// The file it was read from, absolute; `None` for the defaults.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// A fault in this file found later, at the span of one of its selectors for instance.
    pub fn error_at(&self, span: Range<usize>, message: impl Into<String>) -> ConfigError {
        let path = self.path.as_deref().unwrap_or(Path::new(FILE_NAME));
        ConfigError::new(path, &self.written, span, message.into())
    }

    /// Whether `[files] exclude` leaves out this file or folder, or a folder above it.
    pub fn excludes(&self, path: &Path) -> bool {
        // Asked of every file of a walk, mostly to no purpose.
        !self.exclude.is_empty()
            && self
                .relative(path)
                .is_some_and(|path| self.exclude.matches(&path))
    }

    /// What `[[per-path]]` ignores in this file, besides `rules.ignore`.
    pub fn ignores_for(&self, path: &Path) -> Vec<&RuleSelector> {
        let tables = self.per_path_tables(path);
        tables.flat_map(|table| refs(&table.ignore)).collect()
    }

    /// The only rules `[[per-path]]` runs on this file, in place of `rules.select`; empty when it
    /// does not say.
    pub fn selects_for(&self, path: &Path) -> Vec<&RuleSelector> {
        let tables = self.per_path_tables(path);
        tables.flat_map(|table| refs(&table.select)).collect()
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
        let path = if self.per_path.is_empty() {
            None
        } else {
            self.relative(path)
        };
        self.per_path
            .iter()
            .filter(move |table| path.as_ref().is_some_and(|path| table.paths.matches(path)))
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
        let fitting = self
            .severity
            .iter()
            .filter(|(rule, _)| rule.get_ref().matches(id));
        let narrowest = fitting.max_by_key(|(rule, _)| rule.get_ref().specificity());
        narrowest.map(|(_, severity)| *severity)
    }
}

/// What is needed to check the values of a file and to place their faults.
struct Reader<'a> {
    path: &'a Path,
    folder: PathBuf,
    text: &'a str,
}

impl Reader<'_> {
    fn error(&self, span: Range<usize>, message: impl Into<String>) -> ConfigError {
        ConfigError::new(self.path, self.text, span, message.into())
    }

    fn selector(&self, written: &Written) -> Result<Spanned<RuleSelector>, ConfigError> {
        match written.get_ref().parse() {
            Ok(selector) => Ok(Spanned::new(written.span(), selector)),
            Err(error) => Err(self.error(written.span(), format!("{error}"))),
        }
    }

    fn selectors(&self, all: Vec<Written>) -> Result<Vec<Spanned<RuleSelector>>, ConfigError> {
        all.iter().map(|written| self.selector(written)).collect()
    }

    fn globs(&self, written: &[Written]) -> Result<PathGlobs, ConfigError> {
        let globs = written.iter().map(|glob| glob.get_ref().as_str());
        PathGlobs::new(globs).map_err(|(index, fault)| {
            let glob = &written[index];
            self.error(
                glob.span(),
                format!("bad glob `{}`: {fault}", glob.get_ref()),
            )
        })
    }

    /// The paths resolved, each of which must be there with all of `endings`.
    fn existing(
        &self,
        written: &[Written],
        kind: &str,
        endings: &[&str],
        is_there: fn(&Path) -> bool,
    ) -> Result<Vec<PathBuf>, ConfigError> {
        let resolve = |written: &Written| {
            let path = self.folder.join(written.get_ref());
            for ending in endings {
                let mut file = path.clone().into_os_string();
                file.push(ending);
                if written.get_ref().is_empty() || !is_there(Path::new(&file)) {
                    let message = format!("no {kind} `{}{ending}`", written.get_ref());
                    let help = format!("looked for {}", Path::new(&file).display());
                    return Err(self.error(written.span(), message).with_help(help));
                }
            }
            Ok(path)
        };
        written.iter().map(resolve).collect()
    }
}

fn refs(selectors: &[Spanned<RuleSelector>]) -> impl Iterator<Item = &RuleSelector> {
    selectors.iter().map(Spanned::get_ref)
}

fn parent(path: &Path) -> PathBuf {
    path.parent().unwrap_or(path).to_owned()
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
    use super::*;

    fn parse(text: &str) -> Result<Config, ConfigError> {
        Config::parse(Path::new("/site/relire.toml"), text.to_owned())
    }

    /// What is wrong, where, and what would help.
    fn fault(text: &str) -> (String, String, Option<String>) {
        let error = parse(text).expect_err("a fault");
        (error.message, error.text[error.span].to_owned(), error.help)
    }

    fn names(selectors: Vec<&RuleSelector>) -> Vec<&str> {
        selectors.into_iter().map(RuleSelector::as_str).collect()
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
        assert_eq!(
            names(refs(&config.rules.select).collect()),
            ["spun", "name/*"]
        );
        assert_eq!(names(refs(&config.rules.ignore).collect()), ["calque"]);
        assert!(config.rules.preview);
        assert_eq!(config.rules.min_confidence, Confidence::Low);
        assert_eq!(config.rules.fail_on, FailOn::Never);
        let severity = |id| config.rules.severity_of(id);
        assert_eq!(severity("quote/unclosed"), Some(SeverityOverride::Hint));
        assert_eq!(severity("quote/mixed"), Some(SeverityOverride::Off));
        assert_eq!(severity("spun/parents"), None);
        assert!(config.excludes(&at("vendor/a.md")));
        assert_eq!(
            names(config.ignores_for(&at("archive/2019/a.md"))),
            ["residue"]
        );
        assert!(config.ignores_for(&at("a.md")).is_empty());
        assert_eq!(config.text.words, ["brainstormer"]);
        assert_eq!(config.text.names, ["Nuage"]);
        assert_eq!(config.dictionaries.hunspell, [at("medical")]);
        assert_eq!(config.dictionaries.words, [at("house-words.txt")]);
        assert_eq!(config.selectors().count(), 6);
        Ok(())
    }

    #[test]
    fn an_empty_file_gives_the_defaults() {
        for text in ["", "\u{FEFF}", "# nothing\r\n[rules]\r\n"] {
            let config = parse(text).expect("nothing wrong");
            assert_eq!(config.rules.min_confidence, Confidence::Medium);
            assert_eq!(config.rules.fail_on, FailOn::Warning);
            assert!(!config.rules.preview);
            assert!(!config.excludes(Path::new("/site/a.md")));
        }
    }

    #[test]
    fn an_unknown_key_brings_the_nearest_known_one() {
        let (message, place, help) = fault("[rules]\npreviw = true");
        assert_eq!((&*message, &*place), ("unknown key `previw`", "previw"));
        assert_eq!(help.as_deref(), Some("did you mean `preview`?"));

        let (_, place, help) = fault("[rule]\nselect = []");
        assert_eq!(
            (&*place, help.as_deref()),
            ("rule", Some("did you mean `rules`?"))
        );

        let (_, _, help) = fault("[[per-path]]\npaths = ['a']\nzzz = 1");
        assert_eq!(
            help.as_deref(),
            Some("known here: `paths`, `ignore`, `select`")
        );
    }

    #[test]
    fn an_unknown_level_brings_those_there_are() {
        let (message, place, help) = fault("[rules]\nmin-confidence = \"meduim\"");
        assert_eq!(
            (&*message, &*place),
            ("unknown word `meduim`", "\"meduim\"")
        );
        assert_eq!(help.as_deref(), Some("did you mean `medium`?"));

        let (_, place, _) = fault("[rules.severity]\n\"quote/unclosed\" = \"never\"");
        assert_eq!(place, "\"never\"");
    }

    #[test]
    fn globs_and_selectors_are_checked_where_they_stand() {
        let (message, place, _) = fault("[files]\nexclude = [\"a\", \"[b\"]");
        assert!(message.starts_with("bad glob `[b`: unclosed"), "{message}");
        assert_eq!(place, "\"[b\"");
        assert_eq!(fault("[[per-path]]\npaths = ['../b']").1, "'../b'");
        assert_eq!(fault("[[per-path]]\npaths = []").1, "[]");
        assert_eq!(fault("[rules]\nignore = ['spun/']").1, "'spun/'");
        assert_eq!(fault("[rules.severity]\n'/x' = 'hint'").1, "'/x'");
    }

    #[test]
    fn what_is_named_must_be_there() {
        let (message, place, help) = fault("[rules]\npaths = ['house-rules']");
        assert_eq!(
            (&*message, &*place),
            ("no folder `house-rules`", "'house-rules'")
        );
        assert_eq!(help.as_deref(), Some("looked for /site/house-rules"));
        assert_eq!(
            fault("[dictionaries]\nhunspell = ['m']").0,
            "no file `m.aff`"
        );
        assert_eq!(fault("[dictionaries]\nwords = ['']").0, "no file ``");
    }

    #[test]
    fn broken_toml_has_a_place() {
        let error = parse("[rules]\npreview = yes").expect_err("no such value");
        assert_eq!(
            error.to_string().split(": ").next(),
            Some("/site/relire.toml:2:11")
        );
        let types = parse("[rules]\nselect = 3").expect_err("no list");
        assert_eq!(&types.text[types.span.clone()], "3");
    }

    #[test]
    fn an_unreadable_file_is_an_error_too() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join(FILE_NAME);
        let missing = Config::load(&path).expect_err("not there");
        assert!(missing.message.starts_with("cannot be read: "));
        fs::write(&path, b"[text]\nwords = ['caf\xE9']")?;
        let latin = Config::load(&path).expect_err("not UTF-8");
        assert_eq!((&*latin.message, latin.span), ("not valid UTF-8", 20..20));
        Ok(())
    }

    #[test]
    fn per_path_tables_add_up() {
        let text = "[[per-path]]\npaths = ['a']\nignore = ['x']\nselect = ['s']\n\
                    [[per-path]]\npaths = ['*.md']\nignore = ['y']";
        let config = parse(text).expect("sound");
        assert_eq!(
            names(config.ignores_for(Path::new("/site/a/b.md"))),
            ["x", "y"]
        );
        assert_eq!(names(config.selects_for(Path::new("/site/a/b.md"))), ["s"]);
        assert_eq!(
            names(config.ignores_for(Path::new("/site/c/../a/d.txt"))),
            ["x"]
        );
        assert!(
            config
                .ignores_for(Path::new("/elsewhere/a/b.md"))
                .is_empty()
        );
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
