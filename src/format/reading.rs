//! How a file is read, beyond its format: which of its values are texts, and what they were translated from.

use std::collections::HashMap;

use super::Extraction;
use super::keys::Chosen;

/// What the user says of files that hold more than text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// What of a page is read.
    pub extraction: Extraction,
    /// The fields or columns to read.
    pub chosen: Chosen,
    /// The column that those translate.
    pub source_column: Option<String>,
    /// The file that the one to check translates.
    pub original: Option<Original>,
}

/// The file that another one translates: its texts, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Original {
    /// Each text, with what the format calls it.
    pub texts: Vec<(Option<String>, String)>,
}

impl Original {
    /// The texts that have a name, by it.
    pub fn by_name(&self) -> HashMap<&str, &str> {
        let named = self.texts.iter().filter_map(|(name, text)| Some((name.as_deref()?, text.as_str())));
        named.collect()
    }
}

/// What cannot be read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// In bytes of the text.
    pub offset: usize,
    /// What is wrong.
    pub message: String,
}
