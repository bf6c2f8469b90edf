//! A text to check, from where it is to a [`Source`].

use std::path::Path;

use crate::format::{Fault, Format};
use crate::source::{Source, SourceError};
use crate::walk::Input;

/// The name that a text goes by; `stdin` for standard input.
pub fn name_of<'a>(input: &'a Input, stdin: Option<&'a Path>) -> &'a Path {
    match input {
        Input::File { path, .. } => path,
        Input::Stdin => stdin.unwrap_or(Path::new("-")),
    }
}

/// Reads and decodes a text. A binary file met in a folder is none; the error is one line, to be said.
pub fn read(input: &Input, name: &Path) -> Result<Option<Source>, String> {
    let bytes = input.read().map_err(|error| format!("error: {error}"))?;
    if Format::of_path(name) == Format::Office {
        match Source::of_office(&name.display().to_string(), &bytes) {
            Ok(Some(source)) => return Ok(Some(source)),
            Ok(None) => return Err(format!("error: {}: no DOCX or ODT document", name.display())),
            Err(message) => return Err(format!("error: {}: {message}", name.display())),
        }
    }
    match Source::decode(name.display().to_string(), bytes) {
        Ok(source) => Ok(Some(source)),
        Err(SourceError::Binary { .. }) if matches!(input, Input::File { named: false, .. }) => Ok(None),
        Err(error) => Err(format!("error: {error}")),
    }
}

/// What cannot be read of a text, with its place: `a.po:12:3: a string that is not closed`.
pub fn fault_in(source: &Source, fault: &Fault) -> String {
    let (line, column) = source.line_column(fault.offset);
    format!("{}:{line}:{column}: {}", source.name(), fault.message)
}
