//! One rule file: read, checked, and made ready to run.
//!
//! [`read`] takes the text of a file of `<family>/<name>.toml` and gives a [`Rule`], or the domains
//! that a `domains.toml` names, or what is wrong with it, each [`Fault`] at its place.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::rule::check::{Check, LocalFault, Natives, checks};
use crate::rule::domain::Domains;
use crate::rule::fault::Fault;
use crate::rule::model::RuleFile;

/// A rule: its file, and what it became.
#[derive(Debug)]
pub struct Rule {
    /// `family/name`.
    pub id: String,
    /// The file.
    pub path: PathBuf,
    /// The file's text.
    pub text: Arc<str>,
    /// The file, read.
    pub file: RuleFile,
    /// Ready to run: one check, or one for each entry of a table.
    pub checks: Vec<Check>,
    /// Does it come with relire?
    pub builtin: bool,
}

impl Rule {
    /// The rule's family.
    pub fn family(&self) -> &str {
        self.id.split('/').next().unwrap_or(&self.id)
    }
}

/// What a file gives.
pub enum Read {
    /// A rule.
    Rule(Box<Rule>),
    /// The words of domains.
    Domains(Domains),
    /// Nothing but faults.
    Faults(Vec<Fault>),
}

/// Reads the `text` of a file of the folder `root`: a rule, or the list of domains. `detectors` knows the names
/// that a rule may give.
pub fn read(path: &Path, root: &Path, text: Arc<str>, builtin: bool, natives: Natives) -> Read {
    let faults = |local: Vec<LocalFault>| {
        let fault = |(span, message, help): LocalFault| Fault {
            path: path.to_path_buf(),
            text: text.clone(),
            // A place inside a string is counted as if it were written without escapes.
            span: text.floor_char_boundary(span.start)..text.ceil_char_boundary(span.end),
            message,
            help,
        };
        Read::Faults(local.into_iter().map(fault).collect())
    };
    if path.file_name().is_some_and(|name| name == "domains.toml") {
        return Domains::parse(&text).map_or_else(|fault| faults(vec![fault]), Read::Domains);
    }
    let Some(id) = rule_id(path, root) else {
        let message = "a rule is a file <family>/<name>.toml, its names in lower case, digits and hyphens";
        return faults(vec![(0..0, message.into(), None)]);
    };
    let file: RuleFile = match toml::from_str(&text) {
        Ok(file) => file,
        Err(error) => return faults(vec![toml_fault(&error, &text)]),
    };
    let (checks, mut local) = checks(&id, &file, natives);
    local.extend(missing_parts(&file));
    if !local.is_empty() {
        return faults(local);
    }
    Read::Rule(Box::new(Rule { id, path: path.to_path_buf(), text, file, checks, builtin }))
}

/// What serde says of a file that it could not read, at its place.
pub fn toml_fault(error: &toml::de::Error, text: &str) -> LocalFault {
    let span = error.span().unwrap_or(0..text.len().min(1));
    let mut message = error.message().to_string();
    let mut help = None;
    if let Some((what, known)) = message.clone().split_once(", expected one of ") {
        message = what.to_string();
        let unknown = what.split('`').nth(1).unwrap_or("");
        let names: Vec<&str> = known.split(',').map(|name| name.trim().trim_matches('`')).collect();
        let near =
            names.iter().min_by_key(|name| distance(unknown, name)).filter(|n| distance(unknown, n) <= 3);
        help = Some(match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the keys are {}", names.join(", ")),
        });
    }
    (span, message, help)
}

/// How many letters differ between two words: insertions, deletions and changes.
pub fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.chars().enumerate() {
            let cost = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.chars().count()]
}

/// Comparisons that take more than one translation to find something: a header, other messages, a glossary.
const WHOLE_FILE: [&str; 4] = ["plural-forms", "consistency", "terms", "forbidden-terms"];

/// What every rule needs, where it is missing.
fn missing_parts(file: &RuleFile) -> Vec<LocalFault> {
    let mut faults: Vec<LocalFault> = Vec::new();
    let mut fault = |span: Range<usize>, message: &str, help: &str| {
        faults.push((span, message.to_string(), Some(help.to_string())));
    };
    if file.matches.is_empty() && file.entry.is_empty() {
        fault(0..0, "a rule needs a [[match]] or an [[entry]]", "[[match]]\nphrase = \"faire du sens\"");
    }
    let entries = || file.entry.iter().map(|entry| entry.get_ref());
    let bad = entries().any(|e| e.bad.is_some()) || file.example.iter().any(|e| e.get_ref().bad.is_some());
    let good = entries().any(|e| e.good.is_some()) || file.example.iter().any(|e| e.get_ref().good.is_some());
    // An example is one translation: what takes a whole file to be found has none.
    let whole = |spec: &toml::Spanned<crate::rule::model::MatchSpec>| {
        spec.get_ref().compare.as_ref().is_some_and(|name| WHOLE_FILE.contains(&name.get_ref().as_str()))
    };
    if !bad && !file.matches.iter().any(whole) {
        fault(
            0..0,
            "a rule needs an example that it reports",
            "[[example]]\nbad = \"Cela <<fait du sens>>.\"",
        );
    }
    if !good {
        fault(
            0..0,
            "a rule needs an example that it leaves alone",
            "[[example]]\ngood = \"Cela a du sens.\"",
        );
    }
    for example in &file.example {
        let e = example.get_ref();
        let texts = [&e.bad, &e.good, &e.miss, &e.noise].iter().filter(|text| text.is_some()).count();
        if texts != 1 {
            fault(
                example.span(),
                "an [[example]] has exactly one of bad, good, miss, noise",
                "write one for each",
            );
        } else if e.fixed.is_some() && e.bad.is_none() {
            fault(example.span(), "`fixed` goes with `bad`", "take it away, or write the `bad` it mends");
        }
        for marked in [&e.bad, &e.miss].into_iter().flatten() {
            if !(marked.contains("<<") && marked.contains(">>")) {
                fault(example.span(), "the artefact is not marked", "put it between << and >>");
            }
        }
    }
    faults
}

/// `family/name`, from the file's place in its folder.
fn rule_id(path: &Path, root: &Path) -> Option<String> {
    let name = path.file_stem()?.to_str()?;
    let family = match path.strip_prefix(root).ok().and_then(Path::parent).and_then(Path::to_str) {
        Some(inner) if !inner.is_empty() => inner.replace('\\', "/"),
        _ => path.parent()?.file_name()?.to_str()?.to_string(),
    };
    let plain = |text: &str| {
        !text.is_empty()
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-/".contains(c))
    };
    (plain(&family) && plain(name)).then(|| format!("{family}/{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::captures_of;

    const SOUND: &str = r#"
title = "t"
category = "accuracy/mistranslation"
severity = "error"
confidence = "high"
message = "“{match}” is wrong"
[[match]]
phrase = "faux n=mot"
[[fix]]
text = "vrai {n}"
[[example]]
bad = "un <<faux mot>>"
[[example]]
good = "un mot"
"#;

    fn faults(text: &str) -> Vec<(String, String)> {
        let path = Path::new("r/family/name.toml");
        match read(path, Path::new("r"), text.into(), false, captures_of) {
            Read::Faults(faults) => {
                faults.into_iter().map(|f| (f.text[f.span.clone()].to_string(), f.message)).collect()
            }
            Read::Rule(_) | Read::Domains(_) => Vec::new(),
        }
    }

    #[test]
    fn a_sound_rule_has_no_fault() {
        assert_eq!(faults(SOUND), []);
        assert_eq!(rule_id(Path::new("r/a/b.toml"), Path::new("r")).as_deref(), Some("a/b"));
        assert_eq!(rule_id(Path::new("r/A/b.toml"), Path::new("r")), None);
    }

    #[test]
    fn faults_have_their_place() {
        let cases = [
            ("severity =", "severty =", "severty", "unknown field"),
            ("\"error\"", "\"eror\"", "\"eror\"", "unknown variant"),
            ("\"high\"", "3", "3", "wanted string"),
            ("\"vrai {n}\"", "\"vrai {x}\"", "\"vrai {x}\"", "no capture"),
            ("\"faux n=mot\"", "\"faux [mot\"", "\"faux [mot\"", "not closed"),
            ("phrase = \"faux n=mot\"", "regex = '(faux'", "(", "regular expression"),
            ("[[example]]\ngood = \"un mot\"\n", "", "", "leaves alone"),
            ("<<faux mot>>", "faux mot", "[[example]]", "not marked"),
        ];
        for (from, to, place, fault) in cases {
            let found = faults(&SOUND.replacen(from, to, 1));
            assert!(found.iter().any(|(p, m)| p.starts_with(place) && m.contains(fault)), "{to}: {found:?}");
        }
    }
}
