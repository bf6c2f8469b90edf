//! A fault in a TOML file that people write: where it is, what it is, and how to mend it.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

/// What is wrong with a rule file or a configuration, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// The file.
    pub path: PathBuf,
    /// Its text.
    pub text: Arc<str>,
    /// The place, in bytes of the text.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}
