//! The scales a finding is measured on, and the thresholds set on them.
//!
//! [`Severity`] says how bad a finding is if it is true, [`Confidence`] how likely it is true;
//! both are ordered, from least to most. [`FailOn`] is the severity that makes a run fail and
//! [`SeverityOverride`] what a configuration may say of a rule's severity. Each is written as one
//! lower-case word, the same in rule files, in relire.toml, on the command line and in reports.

use std::fmt;
use std::str::FromStr;

use clap::ValueEnum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How bad a finding is, if it is true.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, ValueEnum,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look.
    Hint,
    /// Should be mended.
    Warning,
    /// Wrong French, or a wrong sense.
    Error,
}

/// How likely a finding is true.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
    ValueEnum,
)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// As often false as true.
    Low,
    /// More often true than false.
    #[default]
    Medium,
    /// All but certain.
    High,
}

/// The least severity that makes the exit status 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// Any finding fails the run.
    Hint,
    /// Warnings and errors fail the run.
    #[default]
    Warning,
    /// Only errors fail the run.
    Error,
    /// Findings never fail the run.
    Never,
}

/// What a configuration makes of a rule's severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum SeverityOverride {
    /// The rule is switched off.
    Off,
    /// The rule's findings are hints.
    Hint,
    /// The rule's findings are warnings.
    Warning,
    /// The rule's findings are errors.
    Error,
}

impl FailOn {
    /// Whether a finding of this severity makes the run fail.
    pub fn fails(self, severity: Severity) -> bool {
        match self {
            FailOn::Hint => true,
            FailOn::Warning => severity >= Severity::Warning,
            FailOn::Error => severity >= Severity::Error,
            FailOn::Never => false,
        }
    }
}

impl SeverityOverride {
    /// The severity to use, or `None` when the rule is off.
    pub fn severity(self) -> Option<Severity> {
        match self {
            SeverityOverride::Off => None,
            SeverityOverride::Hint => Some(Severity::Hint),
            SeverityOverride::Warning => Some(Severity::Warning),
            SeverityOverride::Error => Some(Severity::Error),
        }
    }
}

/// A word that is not on the scale it was read for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not one of {expected}")]
pub struct UnknownLevel {
    /// The word as it was written.
    pub found: String,
    /// The words that would have done, as a list to be read.
    pub expected: &'static str,
}

/// Gives each scale its words, one to one, for reading and for writing.
macro_rules! words {
    ($scale:ident, $expected:literal, $($level:ident = $word:literal),+) => {
        impl $scale {
            /// The word it is written as.
            pub fn as_str(self) -> &'static str {
                match self {
                    $($scale::$level => $word),+
                }
            }
        }

        impl fmt::Display for $scale {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl FromStr for $scale {
            type Err = UnknownLevel;

            fn from_str(word: &str) -> Result<Self, UnknownLevel> {
                match word {
                    $($word => Ok($scale::$level),)+
                    _ => Err(UnknownLevel { found: word.to_owned(), expected: $expected }),
                }
            }
        }
    };
}

words!(Severity, "hint, warning, error", Hint = "hint", Warning = "warning", Error = "error");
words!(Confidence, "low, medium, high", Low = "low", Medium = "medium", High = "high");
words!(
    FailOn,
    "hint, warning, error, never",
    Hint = "hint",
    Warning = "warning",
    Error = "error",
    Never = "never"
);
words!(
    SeverityOverride,
    "off, hint, warning, error",
    Off = "off",
    Hint = "hint",
    Warning = "warning",
    Error = "error"
);

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use super::*;

    /// The same word for Display, FromStr, serde and the command line.
    fn one_word<T>()
    where
        T: ValueEnum + fmt::Display + FromStr<Err = UnknownLevel> + Serialize + PartialEq + Debug,
    {
        for level in T::value_variants() {
            let word = level.to_string();
            assert_eq!(word.parse::<T>().as_ref(), Ok(level));
            assert_eq!(serde_json::to_value(level).expect("a word"), word.as_str());
            let argument = level.to_possible_value().expect("no hidden level");
            assert_eq!(argument.get_name(), word);
        }
    }

    #[test]
    fn each_level_has_one_word_everywhere() {
        one_word::<Severity>();
        one_word::<Confidence>();
        one_word::<FailOn>();
        one_word::<SeverityOverride>();
    }

    #[test]
    fn scales_go_from_least_to_most() {
        assert!(Severity::Hint < Severity::Warning && Severity::Warning < Severity::Error);
        assert!(Confidence::Low < Confidence::Medium && Confidence::Medium < Confidence::High);
    }

    #[test]
    fn an_unknown_word_is_named_with_those_that_would_do() {
        let error = "severe".parse::<Severity>().expect_err("no such level");
        assert_eq!(error.to_string(), "`severe` is not one of hint, warning, error");
    }

    #[test]
    fn a_run_fails_from_its_threshold_up() {
        assert!(FailOn::Warning.fails(Severity::Error));
        assert!(FailOn::Warning.fails(Severity::Warning));
        assert!(!FailOn::Warning.fails(Severity::Hint));
        assert!(!FailOn::Never.fails(Severity::Error));
        assert_eq!(SeverityOverride::Off.severity(), None);
    }
}
