//! Changes to a relire.toml that keep all that a person wrote in it: comments, order, blanks.

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, TableLike, TomlError, Value};

use crate::fingerprint::Fingerprint;

/// A finding to be left out, as `[ignore]` holds it.
#[derive(Clone, Debug, Default)]
pub struct IgnoredEntry {
    /// The file, from the folder of relire.toml.
    pub file: String,
    /// The rule.
    pub rule: String,
    /// What was found, shortened.
    pub text: String,
    /// Why it is left out.
    pub reason: Option<String>,
}

/// `written` with one more finding to be left out.
///
/// # Errors
/// When `written` is no TOML, or its `ignore` no table.
pub fn with_ignored(
    written: &str,
    fingerprint: Fingerprint,
    entry: &IgnoredEntry,
) -> Result<String, EditError> {
    let mut document: DocumentMut = written.parse()?;
    let mut value = InlineTable::new();
    for (key, text) in [("file", &entry.file), ("rule", &entry.rule), ("text", &entry.text)] {
        value.insert(key, text.as_str().into());
    }
    if let Some(reason) = &entry.reason {
        value.insert("reason", reason.as_str().into());
    }
    table(&mut document, "ignore")?.insert(&fingerprint.to_string(), Item::Value(value.into()));
    Ok(document.to_string())
}

/// `written` with one more folder of house rules, unless it names that folder already.
///
/// # Errors
/// When `written` is no TOML, or its `rules` no table, or its `paths` no list.
pub fn with_rule_folder(written: &str, folder: &str) -> Result<String, EditError> {
    let mut document: DocumentMut = written.parse()?;
    let rules = table(&mut document, "rules")?;
    let paths = rules.entry("paths").or_insert_with(|| Item::Value(Array::new().into()));
    let paths = paths.as_array_mut().ok_or(EditError::Kind { key: "rules.paths", wanted: "list" })?;
    if !paths.iter().any(|path| path.as_str() == Some(folder)) {
        paths.push(Value::from(folder));
    }
    Ok(document.to_string())
}

/// Why a relire.toml was not changed.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// It is no TOML.
    #[error("{}", .0.to_string().trim_end())]
    Toml(#[from] TomlError),
    /// A key holds something else.
    #[error("`{key}` is no {wanted}")]
    Kind {
        /// The key.
        key: &'static str,
        /// What it should be.
        wanted: &'static str,
    },
}

fn table<'d>(document: &'d mut DocumentMut, key: &'static str) -> Result<&'d mut dyn TableLike, EditError> {
    let item = document.entry(key).or_insert_with(|| Item::Table(Table::new()));
    item.as_table_like_mut().ok_or(EditError::Kind { key, wanted: "table" })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::Config;

    fn entry() -> (Fingerprint, IgnoredEntry) {
        let entry = IgnoredEntry {
            file: "fr/a.txt".into(),
            rule: "spun/papers".into(),
            text: "Monetary \"Instances\"".into(),
            reason: Some("c’est une citation".into()),
        };
        ("00f1e2d3c4b5a697".parse().expect("a fingerprint"), entry)
    }

    #[test]
    fn what_a_person_wrote_stays() {
        let written = "# Our settings.\n[rules] # few\nignore = [ 'calque' ]\n\n[ignore]\n# Quoted.\n\
                       \"0123456789abcdef\" = { reason = 'x' }  # yes\n\n[text]\nnames = [\"Nuage\"]\n";
        let (fingerprint, ignored) = entry();
        let edited = with_ignored(written, fingerprint, &ignored).expect("sound");
        let line = "00f1e2d3c4b5a697 = { file = \"fr/a.txt\", rule = \"spun/papers\", text = 'Monetary \"Instances\"', \
                    reason = \"c’est une citation\" }\n";
        assert_eq!(edited.replace(line, ""), written, "{edited}");
        let config = Config::parse(Path::new("/site/relire.toml"), edited).expect("sound");
        assert_eq!(config.ignored.len(), 2);
        assert_eq!(config.ignored[&fingerprint].rule.as_deref(), Some("spun/papers"));
    }

    #[test]
    fn an_empty_file_gets_a_table() {
        let (fingerprint, ignored) = entry();
        let edited = with_ignored("", fingerprint, &ignored).expect("sound");
        assert!(edited.starts_with("[ignore]\n00f1e2d3c4b5a697 = {"), "{edited}");
        assert!(matches!(
            with_ignored("ignore = 3", fingerprint, &ignored),
            Err(EditError::Kind { key: "ignore", .. })
        ));
    }

    #[test]
    fn a_folder_of_rules_is_named_once() {
        let once = with_rule_folder("[rules]\npaths = [\"ours\"] # ours\n", "house-rules").expect("sound");
        assert_eq!(once, "[rules]\npaths = [\"ours\", \"house-rules\"] # ours\n");
        assert_eq!(with_rule_folder(&once, "house-rules").expect("sound"), once);
        assert_eq!(with_rule_folder("", "a").expect("sound"), "[rules]\npaths = [\"a\"]\n");
    }
}
