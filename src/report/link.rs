//! Links of a terminal: a place leads to its file, a rule to where it is explained.
//!
//! The sequence is OSC 8; terminals that don't know it are never sent it. An address is made of printable ASCII alone,
//! so that nothing in a name ends the sequence early.

use std::path::{self, Path};

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::address::uri;
use crate::rule::Rule;

/// What an address that is written out already may not hold.
const NOT_IN_ADDRESSES: &AsciiSet = &CONTROLS.add(b' ');

/// The text, leading to the address if there is one.
pub fn linked(text: &str, address: Option<&str>) -> String {
    match address {
        Some(address) => format!("\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\"),
        None => text.to_owned(),
    }
}

/// The address of a file on this machine; none for standard input.
pub fn of_file(name: &str) -> Option<String> {
    let whole = path::absolute(name).ok().filter(|path| path.is_file())?;
    Some(uri(whole.to_str()?))
}

/// Where a rule is explained: the first page it refers to, or the file of a house rule.
pub fn of_rule(rule: &Rule) -> Option<String> {
    if let Some(reference) = rule.file.references.first() {
        return Some(utf8_percent_encode(&reference.url, NOT_IN_ADDRESSES).to_string());
    }
    let house: Option<&Path> = (!rule.builtin).then_some(&rule.path);
    of_file(house?.to_str()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_ends_where_it_should() {
        assert_eq!(linked("a", None), "a");
        assert_eq!(linked("a", Some("file:///a")), "\u{1b}]8;;file:///a\u{1b}\\a\u{1b}]8;;\u{1b}\\");
    }

    #[test]
    fn a_name_cannot_end_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a\u{1b}\\b\u{7}.md");
        if std::fs::write(&path, "").is_err() {
            return; // No such names on this system.
        }
        let address = of_file(path.to_str().expect("text")).expect("a file");
        assert!(address.starts_with("file:///") && address.ends_with("a%1B%5Cb%07.md"), "{address}");
        assert_eq!(of_file("-"), None);
    }
}
