//! Lists the forms of a Hunspell dictionary, which Hunspell itself cannot do.
//!
//! Covers what the French dictionary uses: two-character flags, conditions, NEEDAFFIX, prefixes that
//! bring a suffix with them (*kilo* + *mètre* + *s*). Prefixes that stand for an elided word (*l'*,
//! *qu'*) are left out: a tokenizer splits there, and they would multiply the forms by six.

use std::collections::HashMap;

const NEED_AFFIX: &str = "()";

/// One affix rule: take `strip` off, put `add` on, if `condition` holds there.
struct Rule {
    strip: String,
    add: String,
    flags: Vec<String>,
    condition: Vec<Class>,
    morphology: Vec<String>,
}

/// One place of a condition: any of these characters, or none of them.
struct Class {
    chars: Vec<char>,
    negated: bool,
}

/// The rules of an `.aff` file, by flag.
#[derive(Default)]
pub struct Affixes {
    prefixes: HashMap<String, Vec<Rule>>,
    suffixes: HashMap<String, Vec<Rule>>,
}

/// One line of a `.dic` file.
pub struct Entry {
    /// The word as listed.
    pub stem: String,
    /// Its two-character flags.
    pub flags: Vec<String>,
    /// Its fields, `po:nom` and the like.
    pub morphology: Vec<String>,
}

/// One form of an entry.
pub struct Form {
    /// What the form is a form of: the stem, with its prefix if it has one (*kilomètre*).
    pub lemma: String,
    /// The form itself.
    pub text: String,
    /// The fields that its suffix adds to the entry's.
    pub morphology: Vec<String>,
}

impl Affixes {
    /// Reads the text of an `.aff` file; lines of other kinds are passed over.
    pub fn parse(text: &str) -> Affixes {
        let mut affixes = Affixes::default();
        for line in text.lines() {
            let mut words = line.split_whitespace();
            let rules = match words.next() {
                Some("PFX") => &mut affixes.prefixes,
                Some("SFX") => &mut affixes.suffixes,
                _ => continue,
            };
            let (Some(flag), Some(strip), Some(add), Some(condition)) =
                (words.next(), words.next(), words.next(), words.next())
            else {
                continue; // The header of a group has four words only.
            };
            let (add, flags) = add.split_once('/').unwrap_or((add, ""));
            rules.entry(flag.to_owned()).or_default().push(Rule {
                strip: zero(strip),
                add: zero(add),
                flags: split_flags(flags),
                condition: parse_condition(condition),
                morphology: words.map(str::to_owned).collect(),
            });
        }
        affixes
    }

    /// Every form of an entry, elided prefixes left out.
    pub fn expand(&self, entry: &Entry) -> Vec<Form> {
        let mut forms = Vec::new();
        self.suffixed(&entry.stem, &entry.flags, &mut forms);
        for rule in entry.flags.iter().filter_map(|flag| self.prefixes.get(flag)).flatten() {
            let elision = rule.morphology.iter().any(|field| field.starts_with("dp:"));
            if elision || !rule.holds(entry.stem.chars()) {
                continue;
            }
            if let Some(rest) = entry.stem.strip_prefix(rule.strip.as_str()) {
                let stem = format!("{}{rest}", rule.add);
                self.suffixed(&stem, &rule.flags, &mut forms);
            }
        }
        forms
    }

    fn suffixed(&self, stem: &str, flags: &[String], forms: &mut Vec<Form>) {
        if !flags.iter().any(|flag| flag == NEED_AFFIX) {
            let text = stem.to_owned();
            forms.push(Form { lemma: stem.to_owned(), text, morphology: Vec::new() });
        }
        for rule in flags.iter().filter_map(|flag| self.suffixes.get(flag)).flatten() {
            if !rule.holds_at_end(stem) {
                continue;
            }
            if let Some(rest) = stem.strip_suffix(rule.strip.as_str()) {
                let text = format!("{rest}{}", rule.add);
                let morphology = rule.morphology.clone();
                forms.push(Form { lemma: stem.to_owned(), text, morphology });
            }
        }
    }
}

impl Rule {
    fn holds(&self, mut chars: impl Iterator<Item = char>) -> bool {
        self.condition.iter().all(|class| chars.next().is_some_and(|c| class.accepts(c)))
    }

    fn holds_at_end(&self, stem: &str) -> bool {
        let length = stem.chars().count();
        let Some(start) = length.checked_sub(self.condition.len()) else {
            return false;
        };
        self.holds(stem.chars().skip(start))
    }
}

impl Class {
    fn accepts(&self, c: char) -> bool {
        self.chars.contains(&c) != self.negated
    }
}

/// Reads one line of a `.dic` file; `None` for the count at its top and for empty lines.
pub fn parse_entry(line: &str) -> Option<Entry> {
    let mut words = line.split_whitespace();
    let head = words.next()?;
    // A word may hold a slash of its own; no entry of the French dictionary does.
    let (stem, flags) = head.split_once('/').unwrap_or((head, ""));
    if stem.is_empty() || stem.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some(Entry {
        stem: stem.to_owned(),
        flags: split_flags(flags),
        morphology: words.map(str::to_owned).collect(),
    })
}

fn zero(affix: &str) -> String {
    if affix == "0" { String::new() } else { affix.to_owned() }
}

fn split_flags(flags: &str) -> Vec<String> {
    let chars: Vec<char> = flags.chars().collect();
    chars.chunks(2).map(|pair| pair.iter().collect()).collect()
}

fn parse_condition(text: &str) -> Vec<Class> {
    let mut classes = Vec::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let class = match c {
            '.' if text == "." => break,
            '.' => Class { chars: Vec::new(), negated: true },
            '[' => {
                let mut members: Vec<char> = chars.by_ref().take_while(|c| *c != ']').collect();
                let negated = members.first() == Some(&'^');
                if negated {
                    members.remove(0);
                }
                Class { chars: members, negated }
            }
            _ => Class { chars: vec![c], negated: false },
        };
        classes.push(class);
    }
    classes
}

#[cfg(test)]
mod tests {
    use super::*;

    const AFF: &str = "\
SFX X. Y 3
SFX X. 0 0/L' [ul] is:sg
SFX X. l ux/D' al is:pl
SFX S. Y 2
SFX S. 0 0 [^sxz] is:sg
SFX S. 0 s [^sxz] is:pl
PFX L' Y 1
PFX L' 0 l' . dp:le+
PFX Um Y 2
PFX Um 0 0/S.() .
PFX Um 0 kilo/S.() .
";

    fn forms(line: &str) -> Vec<String> {
        let entry = parse_entry(line).unwrap();
        Affixes::parse(AFF).expand(&entry).into_iter().map(|form| form.text).collect()
    }

    #[test]
    fn takes_suffixes_whose_condition_holds() {
        assert_eq!(forms("cheval/X.() po:nom is:mas"), ["cheval", "chevaux"]);
    }

    #[test]
    fn lists_no_elided_form_and_no_bare_stem_that_needs_an_affix() {
        assert_eq!(forms("ami/S.L' po:nom"), ["ami", "ami", "amis"]);
        assert_eq!(forms("mètre/Um() po:nom"), ["mètre", "mètres", "kilomètre", "kilomètres"]);
    }

    #[test]
    fn passes_over_the_count() {
        assert!(parse_entry("84172").is_none());
        assert!(parse_entry("").is_none());
    }
}
