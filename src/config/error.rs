//! A fault in a relire.toml, with its place.

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::span::floor_char;

/// A fault in a relire.toml: everything a renderer needs to show it in the file's own text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// The file.
    pub path: PathBuf,
    /// Its text, empty if it could not be read.
    pub text: String,
    /// The place of the fault in `text`, in bytes, never inside a character.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to write instead, where that is known.
    pub help: Option<String>,
}

impl ConfigError {
    pub(super) fn new(path: &Path, text: &str, span: Range<usize>, message: String) -> ConfigError {
        let end = floor_char(text, span.end);
        let start = floor_char(text, span.start).min(end);
        ConfigError { path: path.to_owned(), text: text.to_owned(), span: start..end, message, help: None }
    }

    pub(super) fn with_help(mut self, help: impl Into<String>) -> ConfigError {
        self.help = Some(help.into());
        self
    }

    /// From the TOML reader's fault, in relire's words, with the nearest known word.
    pub(super) fn from_toml(path: &Path, text: &str, error: &toml::de::Error) -> ConfigError {
        let span = error.span().unwrap_or(0..0);
        let new = |message| ConfigError::new(path, text, span.clone(), message);
        match UnknownWord::parse(error.message()) {
            Some(unknown) => new(unknown.message()).with_help(unknown.help()),
            None => new(error.message().to_owned()),
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let before = self.text.get(..self.span.start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let column = before[start..].chars().count() + 1;
        write!(f, "{}:{line}:{column}: {}", self.path.display(), self.message)?;
        match &self.help {
            Some(help) => write!(f, " ({help})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ConfigError {}

/// A key or a word that serde did not know, and those it would have taken.
struct UnknownWord<'a> {
    is_key: bool,
    found: &'a str,
    known: Vec<&'a str>,
}

impl<'a> UnknownWord<'a> {
    /// Reads serde's message: ``unknown field `x`, expected one of `a`, `b` ``.
    fn parse(message: &'a str) -> Option<UnknownWord<'a>> {
        let (is_key, rest) = match message.strip_prefix("unknown field ") {
            Some(rest) => (true, rest),
            None => (false, message.strip_prefix("unknown variant ")?),
        };
        let (found, expected) = rest.rsplit_once(", expected ")?;
        Some(UnknownWord {
            is_key,
            found: found.trim_matches('`'),
            // Every second piece stands between backticks.
            known: expected.split('`').skip(1).step_by(2).collect(),
        })
    }

    fn message(&self) -> String {
        let kind = if self.is_key { "key" } else { "word" };
        format!("unknown {kind} `{}`", self.found)
    }

    fn help(&self) -> String {
        let near = similar::get_close_matches(self.found, &self.known, 1, 0.6);
        if let Some(near) = near.first() {
            return format!("did you mean `{near}`?");
        }
        let known: Vec<String> = self.known.iter().map(|word| format!("`{word}`")).collect();
        format!("known here: {}", known.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_on_one_line_with_its_place() {
        let error = ConfigError::new(Path::new("relire.toml"), "a\né b", 5..6, "wrong".to_owned());
        assert_eq!(error.to_string(), "relire.toml:2:3: wrong");
        assert_eq!(error.with_help("right").to_string(), "relire.toml:2:3: wrong (right)");
    }

    #[test]
    fn a_place_outside_the_text_is_brought_inside() {
        let error = ConfigError::new(Path::new("relire.toml"), "é", 1..9, String::new());
        assert_eq!(error.span, 0..2);
    }

    #[test]
    fn a_word_like_no_other_lists_those_known() {
        let unknown =
            UnknownWord::parse("unknown variant `x`, expected `low` or `high`").expect("serde's wording");
        assert_eq!(unknown.message(), "unknown word `x`");
        assert_eq!(unknown.help(), "known here: `low`, `high`");
    }
}
