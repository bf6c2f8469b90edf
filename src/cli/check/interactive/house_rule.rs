//! A choice written down as a house rule: an entry of the table `house/choices` in the first folder of rules that
//! relire.toml names, or in a folder `house-rules` that is then named there. The entry is kept only if it finds
//! what it was made from.

use std::fs;
use std::path::{Path, PathBuf};

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

use super::journal::Change;
use crate::cli::ignore::config_path;
use crate::config::Config;
use crate::config::edit::with_rule_folder;
use crate::finding::Finding;
use crate::library::RuleSet;
use crate::library::examples::{self, Outcome};

/// The folder of rules that is made where there is none.
const FOLDER: &str = "house-rules";
/// What the file holds before its first entry.
const HEAD: &str = include_str!("choices.toml");

/// Writes the rule, and gives what was changed on disk.
pub fn write(
    config: &Config,
    text: &str,
    finding: &Finding,
    replacement: &str,
) -> Result<Vec<Change>, String> {
    let settings = config_path(config);
    let home = settings.parent().map(Path::to_owned).unwrap_or_default();
    let folder = config.rules.paths.first().cloned().unwrap_or_else(|| home.join(FOLDER));
    let path = folder.join("house/choices.toml");
    let before = fs::read(&path).ok();
    let written = match &before {
        Some(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        None => HEAD.to_owned(),
    };
    let entry = |fixed: bool| {
        let after = with_entry(&written, text, finding, replacement, fixed);
        after.ok_or_else(|| format!("{}: not written: the file is no table of entries", path.display()))
    };
    let mut after = entry(true)?;
    if prove(&after, &path).is_err() {
        // The engine may make the words around agree, and give another text than the person did.
        after = entry(false)?;
        prove(&after, &path)?;
    }

    let mut changes = vec![Change::make(path, before, after.into_bytes())?];
    if config.rules.paths.is_empty() {
        let before = fs::read(&settings).ok();
        let written = String::from_utf8_lossy(before.as_deref().unwrap_or_default()).into_owned();
        let after = with_rule_folder(&written, FOLDER).map_err(|error| error.to_string())?;
        changes.push(Change::make(settings, before, after.into_bytes())?);
    }
    Ok(changes)
}

/// The file with one more entry, which says what its fix makes of the sentence if that is `fixed`.
fn with_entry(
    written: &str,
    text: &str,
    finding: &Finding,
    replacement: &str,
    fixed: bool,
) -> Option<String> {
    let mut document: DocumentMut = written.parse().ok()?;
    let found = finding.span.slice(text);
    let (before, after) = sentence_around(text, finding);
    let mut entry = Table::new();
    entry["phrase"] = value(as_phrase(found));
    entry["fix"] = value(replacement);
    entry["bad"] = value(format!("{before}<<{found}>>{after}"));
    if fixed {
        entry["fixed"] = value(format!("{before}{replacement}{after}"));
    }
    entry["good"] = value(format!("{before}{replacement}{after}"));
    let entries = document.entry("entry").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    entries.as_array_of_tables_mut()?.push(entry);
    Some(document.to_string())
}

/// Words as a phrase that means them alone.
fn as_phrase(found: &str) -> String {
    let mut phrase = String::new();
    for word in found.split_whitespace() {
        if !phrase.is_empty() {
            phrase.push(' ');
        }
        for (at, letter) in word.char_indices() {
            // A capital would ask for itself, and a sentence may start with it.
            if !(letter.is_alphanumeric() || matches!(letter, '\'' | '’' | '-' | '_'))
                || (at == 0 && letter == '-')
            {
                phrase.push('\\');
            }
            phrase.push(letter);
        }
    }
    phrase
}

/// What stands before and after a finding in its sentence.
fn sentence_around<'t>(text: &'t str, finding: &Finding) -> (&'t str, &'t str) {
    let ends = ['.', '!', '?', '…', '\n', '\r'];
    let before = &text[..finding.span.start()];
    let start = before.rfind(ends).map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let after = &text[finding.span.end()..];
    let end = after.find(ends).map_or(after.len(), |at| {
        let mark = after[at..].chars().next().unwrap_or(' ');
        if mark.is_whitespace() { at } else { at + mark.len_utf8() }
    });
    let (before, after) = (before[start..].trim_start(), &after[..end]);
    // The same words again would be found as well.
    let found = finding.span.slice(text);
    let before = before.rfind(found).map_or(before, |at| before[at + found.len()..].trim_start());
    let after = after.find(found).map_or(after, |at| after[..at].trim_end());
    (before, after)
}

/// Does the rule find what it was made from, and mend it so?
fn prove(rule: &str, path: &Path) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let file: PathBuf = folder.path().join("house/choices.toml");
    let written = fs::create_dir_all(folder.path().join("house")).and_then(|()| fs::write(&file, rule));
    written.map_err(|error| error.to_string())?;
    let mut faults = Vec::new();
    let rules = RuleSet::load(&[folder.path().to_owned()], &mut faults);
    let refused = |why: &str| Err(format!("{}: not written: {why}", path.display()));
    if let Some(fault) = faults.first() {
        return refused(&fault.message);
    }
    let passes = rules
        .rules()
        .iter()
        .all(|rule| examples::run(&rules, rule).iter().all(|outcome| *outcome == Outcome::Passed));
    if passes { Ok(()) } else { refused("the rule would not find this again") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::finding;

    #[test]
    fn a_choice_becomes_an_entry_that_passes_its_own_examples() {
        let text =
            "Un titre\n\nAvant. Le [GPU] (gros job) du ministre. Il coûte 5 $, puis 5 $ encore. Après.\n";
        let mut written = HEAD.to_owned();
        for (found, replacement) in
            [("[GPU] (gros job)", "gros poste"), ("5 $", "5 dollars"), ("titre", "intitulé")]
        {
            written =
                with_entry(&written, text, &finding(text, found, &[]), replacement, true).expect("a table");
            prove(&written, Path::new("choices.toml")).expect(&written);
        }
        assert!(written.contains("bad = \"Le <<[GPU] (gros job)>> du ministre.\""), "{written}");
        assert_eq!(written.matches("[[entry]]").count(), 3);
    }

    #[test]
    fn a_rule_that_finds_nothing_is_not_written() {
        let text = "Le job du ministre";
        let written = with_entry(HEAD, text, &finding(text, "job", &[]), "job", true).expect("a table");
        prove(&written, Path::new("choices.toml")).expect_err("the fixed text is found again");
    }
}
