//! Reading a relire.toml and checking all that it says.

use std::cell::OnceCell;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;

use super::file::{ConfigFile, IgnoredTable, Written};
use super::globs::PathGlobs;
use super::{Config, ConfigError, Dictionaries, Ignored, PerPath, Rules, Text, absolute};
use crate::bounded;
use crate::fingerprint::Fingerprint;
use crate::selector::RuleSelector;

/// The most names of rules in a relire.toml: each is asked about every rule.
const MOST_SELECTORS: usize = 1_000;

/// The most of them that are globs, which take far longer to ask.
const MOST_GLOBS: usize = 100;

/// The most `[[per-path]]` tables: each is asked about every file.
const MOST_TABLES: usize = 1_000;

impl Config {
    /// Reads and checks the configuration file at `path`.
    pub fn load(path: &Path) -> Result<Config, ConfigError> {
        let unreadable = |text: &str, at, message| ConfigError::new(path, text, at..at, message);
        let bytes =
            bounded::read(path).map_err(|error| unreadable("", 0, format!("cannot be read: {error}")))?;
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
            folder: absolute(path).parent().map_or_else(PathBuf::new, Path::to_owned),
            repository: OnceCell::new(),
            text: &text,
        };
        if let Some(table) = file.per_path.get(MOST_TABLES) {
            let message = format!("more than {MOST_TABLES} tables");
            return Err(reader.error(table.paths.span(), message));
        }
        let rules = &file.rules;
        let tables = file.per_path.iter().flat_map(|table| table.ignore.iter().chain(&table.select));
        let mut selectors =
            rules.select.iter().chain(&rules.ignore).chain(rules.severity.keys()).chain(tables);
        let is_glob = |selector: &&Written| selector.get_ref().contains(['*', '?', '[', '{']);
        let mut globs = selectors.clone().filter(is_glob);
        for (beyond, most, what) in [
            (selectors.nth(MOST_SELECTORS), MOST_SELECTORS, "names of rules"),
            (globs.nth(MOST_GLOBS), MOST_GLOBS, "globs of rules"),
        ] {
            if let Some(selector) = beyond {
                let error = reader.error(selector.span(), format!("more than {most} {what}"));
                return Err(error.with_help("name families"));
            }
        }
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
                article_only: file.text.article_only,
                glossaries: reader.existing(&file.text.glossaries, "file", &[""], Path::is_file)?,
            },
            dictionaries: Dictionaries {
                hunspell: reader.existing(
                    &file.dictionaries.hunspell,
                    "file",
                    &[".aff", ".dic"],
                    Path::is_file,
                )?,
                hunspell_span: file.dictionaries.hunspell.first().map_or(0..0, Spanned::span),
                words: reader.existing(&file.dictionaries.words, "file", &[""], Path::is_file)?,
            },
            ignored: file.ignore.into_iter().map(|entry| reader.ignored(entry)).collect::<Result<_, _>>()?,
            exclude: reader.globs(&file.files.exclude)?,
            per_path: per_path.collect::<Result<_, ConfigError>>()?,
            path: Some(absolute(path)),
            written: text,
        })
    }
}

/// What is needed to check the values of a file and to place their faults.
struct Reader<'a> {
    path: &'a Path,
    folder: PathBuf,
    /// The repository that the folder belongs to, once it was asked for.
    repository: OnceCell<Option<PathBuf>>,
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

    fn ignored(&self, entry: (Written, IgnoredTable)) -> Result<(Fingerprint, Ignored), ConfigError> {
        let (written, IgnoredTable { file, rule, .. }) = entry;
        match written.get_ref().parse() {
            Ok(fingerprint) => Ok((fingerprint, Ignored { file, rule, span: written.span() })),
            Err(error) => Err(self.error(written.span(), format!("{error}"))),
        }
    }

    fn globs(&self, written: &[Written]) -> Result<PathGlobs, ConfigError> {
        let globs = written.iter().map(|glob| glob.get_ref().as_str());
        PathGlobs::new(globs).map_err(|(index, fault)| {
            let glob = &written[index];
            self.error(glob.span(), format!("bad glob `{}`: {fault}", glob.get_ref()))
        })
    }

    /// Does a path lead out of the repository that relire.toml is in, be it by a link? Whoever wrote the one has
    /// no business with files beside the other, and what is wrong in a file is shown with a part of it.
    fn leaves(&self, path: &Path) -> bool {
        let repository = || {
            let folder = self.folder.canonicalize().ok()?;
            folder.ancestors().find(|above| above.join(".git").exists()).map(Path::to_owned)
        };
        let Some(repository) = self.repository.get_or_init(repository) else { return false };
        !path.canonicalize().is_ok_and(|path| path.starts_with(repository))
    }

    /// The paths resolved, each of which must be there with all of `endings`, in the repository.
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
                if self.leaves(Path::new(&file)) {
                    let message = format!("`{}{ending}` lies outside the repository", written.get_ref());
                    return Err(self
                        .error(written.span(), message)
                        .with_help("copy it here, or give --config with a relire.toml that lies beside it"));
                }
            }
            Ok(path)
        };
        written.iter().map(resolve).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use proptest::prelude::*;

    use super::*;
    use crate::config::FILE_NAME;
    use crate::level::{Confidence, FailOn};

    fn parse(text: &str) -> Result<Config, ConfigError> {
        Config::parse(Path::new("/site/relire.toml"), text.to_owned())
    }

    /// What is wrong, where, and what would help.
    fn fault(text: &str) -> (String, String, Option<String>) {
        let error = parse(text).expect_err("a fault");
        (error.message, error.text[error.span].to_owned(), error.help)
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
        assert_eq!((&*place, help.as_deref()), ("rule", Some("did you mean `rules`?")));

        let (_, _, help) = fault("[[per-path]]\npaths = ['a']\nzzz = 1");
        assert_eq!(help.as_deref(), Some("known here: `paths`, `ignore`, `select`"));
    }

    #[test]
    fn an_unknown_level_brings_those_there_are() {
        let (message, place, help) = fault("[rules]\nmin-confidence = \"meduim\"");
        assert_eq!((&*message, &*place), ("unknown word `meduim`", "\"meduim\""));
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
        assert_eq!((&*message, &*place), ("no folder `house-rules`", "'house-rules'"));
        assert_eq!(help.as_deref(), Some("looked for /site/house-rules"));
        assert_eq!(fault("[dictionaries]\nhunspell = ['m']").0, "no file `m.aff`");
        assert_eq!(fault("[dictionaries]\nwords = ['']").0, "no file ``");
    }

    #[test]
    #[cfg(unix)]
    fn what_is_named_must_be_in_the_repository() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("outside/rules"))?;
        fs::create_dir_all(at("site/docs"))?;
        fs::write(at("outside/words.txt"), "mot")?;
        fs::write(at("site/words.txt"), "mot")?;
        std::os::unix::fs::symlink(at("outside/rules"), at("site/docs/linked"))?;
        let load = |text: &str| {
            fs::write(at("site/docs/relire.toml"), text)?;
            Ok::<_, std::io::Error>(Config::load(&at("site/docs/relire.toml")).map_err(|error| error.message))
        };
        let outside = [
            "[rules]\npaths = ['../../outside/rules']",
            "[rules]\npaths = ['linked']",
            "[dictionaries]\nwords = ['../../outside/words.txt']",
            "[text]\nglossaries = ['../../outside/words.txt']",
        ];
        for text in outside {
            assert!(load(text)?.is_ok(), "there is no repository to leave: {text}");
        }
        fs::create_dir(at("site/.git"))?;
        for text in outside {
            let error = load(text)?.expect_err(text);
            assert!(error.ends_with("` lies outside the repository"), "{error}");
        }
        assert!(load("[dictionaries]\nwords = ['../words.txt']")?.is_ok());
        Ok(())
    }

    #[test]
    fn broken_toml_has_a_place() {
        let error = parse("[rules]\npreview = yes").expect_err("no such value");
        assert_eq!(error.to_string().split(": ").next(), Some("/site/relire.toml:2:11"));
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
    proptest! {
        #[test]
        fn no_text_panics(text in "(\\[rules\\]|exclude|paths|é|=|\"|'|\\[|\\]|\n|[a-z*?{/.]){0,30}") {
            if let Err(error) = parse(&text) {
                prop_assert!(error.text.get(error.span).is_some());
            }
        }

        #[test]
        fn no_glob_or_selector_panics(glob in "[a-zé*?/.{},!\\[\\]-]{0,12}") {
            let text = format!("[rules]\nignore = ['{glob}']\n[files]\nexclude = ['{glob}']");
            if let Ok(config) = parse(&text) {
                config.excludes(Path::new("/site/a/b.md"));
            }
        }
    }
}
