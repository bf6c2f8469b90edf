//! What a finding is known by from one run to the next: a [`Fingerprint`] that does not change when lines
//! above are added or a paragraph is wrapped anew.
//!
//! It is made from the rule, the file's name, the words that were found and the words around them, and a counter
//! where all of these are equal. It holds neither lines nor offsets. The words around end at the paragraph: editing
//! the next one changes nothing. The hash is XXH64, which is specified and the same on every machine, so
//! fingerprints may be written to files. A change of how they are made makes every known finding new again:
//! don't, short of a new major version.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use twox_hash::XxHash64;

use crate::finding::Finding;
use crate::lexicon::fold::fold;

/// Words that are read either side of a finding.
const CONTEXT: usize = 3;

/// What a finding is known by: sixteen hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Fingerprint(u64);

/// The fingerprints of the findings of one file, in their order.
///
/// `name` is the file as it was named and `text` the text the findings were found in. All findings of the
/// file are to be given at once, in the order of their places: equal ones are told apart by counting.
pub fn fingerprints(name: &str, text: &str, findings: &[Finding]) -> Vec<Fingerprint> {
    let name = portable(name);
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut fingerprint = |finding: &Finding| {
        let key = [&*finding.rule, &name, &found(text, finding), &around(text, finding)].join("\0");
        let earlier = seen.entry(key.clone()).or_default();
        let counted = format!("{key}\0{earlier}");
        *earlier += 1;
        Fingerprint(XxHash64::oneshot(0, counted.as_bytes()))
    };
    findings.iter().map(&mut fingerprint).collect()
}

/// A file's name as it is written on every system: `/` between folders, no `./` before them.
pub fn portable(name: &str) -> String {
    let name = name.replace('\\', "/");
    name.strip_prefix("./").unwrap_or(&name).to_owned()
}

/// The words found, without case and punctuation; the punctuation where there is nothing else.
fn found(text: &str, finding: &Finding) -> String {
    let found = finding.span.slice(text);
    let words: Vec<&str> =
        found.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return found.split_whitespace().collect();
    }
    fold(&words.join(" ")).into_owned()
}

/// The words before and after, up to the ends of the paragraph.
fn around(text: &str, finding: &Finding) -> String {
    let before = text.get(..finding.span.start()).unwrap_or_default();
    let after = text.get(finding.span.end()..).unwrap_or_default();
    let mut words = nearest_words(before.chars().rev());
    for word in &mut words {
        *word = word.chars().rev().collect();
    }
    words.push("\0".to_owned());
    words.extend(nearest_words(after.chars()));
    fold(&words.join(" ")).into_owned()
}

/// The first words that `chars` gives, before an empty line.
fn nearest_words(chars: impl Iterator<Item = char>) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut line_ends = 0;
    for c in chars {
        if c.is_alphanumeric() {
            word.push(c);
            line_ends = 0;
            continue;
        }
        if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        line_ends += usize::from(c == '\n');
        if !c.is_whitespace() {
            line_ends = 0;
        }
        if words.len() == CONTEXT || line_ends == 2 {
            return words;
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// What was read is no fingerprint.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no fingerprint: sixteen hexadecimal digits are expected")]
pub struct NoFingerprint(pub String);

impl FromStr for Fingerprint {
    type Err = NoFingerprint;

    fn from_str(digits: &str) -> Result<Fingerprint, NoFingerprint> {
        let sound = digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = if sound { u64::from_str_radix(digits, 16).ok() } else { None };
        number.map(Fingerprint).ok_or_else(|| NoFingerprint(digits.to_owned()))
    }
}

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> String {
        fingerprint.to_string()
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = NoFingerprint;

    fn try_from(digits: String) -> Result<Fingerprint, NoFingerprint> {
        digits.parse()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::report::tests::finding;
    use crate::span::Span;

    /// The fingerprint of the first `wrong` in the text.
    fn one(text: &str, wrong: &str) -> Fingerprint {
        fingerprints("pages/a.md", text, &[finding(text, wrong, &[])])[0]
    }

    #[test]
    fn lines_and_wrapping_change_nothing() {
        let before = one("Le maire a dit au Monetary Instances que tout va bien.", "Monetary Instances");
        let moved = "Un titre\r\n\r\nLe maire a dit\r\nau Monetary\r\nInstances que tout\r\nva bien.";
        assert_eq!(before, one(moved, "Monetary\r\nInstances"));
        let quoted = "> Le maire a dit au monetary\n> instances que tout va bien.";
        assert_eq!(before, one(quoted, "monetary\n> instances"));
    }

    #[test]
    fn another_paragraph_changes_nothing() {
        let before = one("Un.\n\nLe job est là.\n\nDeux.", "job");
        assert_eq!(before, one("Mille.\n  \nLe job est là.\n\t\nTrois.", "job"));
    }

    #[test]
    fn another_rule_file_word_or_sentence_is_another_finding() {
        let text = "Il a un job en ville, et elle un job.";
        let found = finding(text, "job", &[]);
        let this = fingerprints("a.md", text, std::slice::from_ref(&found))[0];
        let mut of_another_rule = found.clone();
        of_another_rule.rule = "calque/job".into();
        assert_ne!(fingerprints("a.md", text, &[of_another_rule])[0], this);
        assert_ne!(fingerprints("b.md", text, &[found])[0], this);
        let mut later = finding(text, "job.", &[]);
        later.span = Span::new(text, later.span.start()..later.span.end() - 1).expect("whole characters");
        assert_ne!(fingerprints("a.md", text, &[later])[0], this);
    }

    #[test]
    fn equal_ones_are_counted() {
        let text = "job\n\njob\n\njob";
        let found: Vec<Finding> = text
            .match_indices("job")
            .map(|(at, word)| Finding {
                span: Span::new(text, at..at + word.len()).expect("whole characters"),
                ..finding(text, "job", &[])
            })
            .collect();
        let all = fingerprints("a.md", text, &found);
        assert!(all[0] != all[1] && all[1] != all[2] && all[0] != all[2]);
        assert_eq!(fingerprints("a.md", text, &found[..2]), all[..2]);
    }

    #[test]
    fn a_folder_is_written_the_same_everywhere() {
        assert_eq!(portable(r".\pages\a.md"), "pages/a.md");
        assert_eq!(portable("./pages/a.md"), "pages/a.md");
        assert_eq!(portable("../a.md"), "../a.md");
    }

    /// Baselines hold fingerprints: if this fails, every one of them is void.
    #[test]
    fn a_fingerprint_never_changes() {
        let text = "Il l’a dit au Monetary Instances lundi.";
        assert_eq!(one(text, "Monetary Instances").to_string(), "fde2799c8b835ba2");
    }

    #[test]
    fn written_as_sixteen_digits_and_read_back() {
        let fingerprint = Fingerprint(0xabc);
        let json = serde_json::to_string(&fingerprint).expect("a string");
        assert_eq!(json, r#""0000000000000abc""#);
        assert_eq!(serde_json::from_str::<Fingerprint>(&json).expect("read back"), fingerprint);
        for wrong in ["", "abc", "+000000000000abc", "00000000000000000", "000000000000000g"] {
            assert_eq!(wrong.parse::<Fingerprint>(), Err(NoFingerprint(wrong.to_owned())));
        }
    }

    proptest! {
        #[test]
        fn any_text_has_fingerprints(text in "([a-zé€\u{301}> \t]|\r\n|\n|\\PC){0,60}", a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>()) {
            let cuts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let (a, b) = (*a.get(&cuts), *b.get(&cuts));
            let mut found = finding(&text, "", &[]);
            found.span = Span::new(&text, a.min(b)..a.max(b)).expect("whole characters");
            let moved = format!("Un titre.\n\n{text}");
            let mut found_there = found.clone();
            found_there.span = Span::new(&moved, found.span.start() + 11..found.span.end() + 11).expect("moved");
            prop_assert_eq!(fingerprints("a", &text, &[found]), fingerprints("a", &moved, &[found_there]));
        }
    }
}
