//! What each built-in rule raised when it was last measured, on sound French and on translated French.
//!
//! The figures are what `relire measure --by rule --output-format json SOUND --against TRANSLATED` printed, kept
//! in `docs/rules/figures.json`; `relire explain` and the reference show them.

use std::collections::HashSet;
use std::sync::OnceLock;

use serde::Deserialize;

static LAST: &str = include_str!("../docs/rules/figures.json");

/// The figures of a measurement.
#[derive(Debug, Deserialize)]
pub struct Figures {
    sound: Texts,
    translated: Texts,
    rules: Vec<RuleFigures>,
    /// Rules that ran and found nothing.
    silent: HashSet<String>,
}

/// What was read.
#[derive(Debug, Deserialize)]
struct Texts {
    words: usize,
}

/// How often a rule spoke.
#[derive(Debug, Deserialize)]
struct RuleFigures {
    rule: String,
    sound: usize,
    translated: usize,
    ratio: Option<f64>,
}

impl Figures {
    /// The last measurement of the built-in rules.
    pub fn last() -> &'static Figures {
        static FIGURES: OnceLock<Figures> = OnceLock::new();
        FIGURES.get_or_init(|| serde_json::from_str(LAST).expect("the figures are whole: a test reads them"))
    }

    /// What was read, in words: of sound French, of translated French.
    pub fn words(&self) -> (usize, usize) {
        (self.sound.words, self.translated.words)
    }

    /// What a rule raised, in a sentence; nothing when it was not measured.
    pub fn of(&self, rule: &str) -> Option<String> {
        let (sound, translated) = (thousands(self.sound.words), thousands(self.translated.words));
        let Some(figures) = self.rules.iter().find(|figures| figures.rule == rule) else {
            return self.silent.contains(rule).then(|| {
                format!("nothing in {sound} words of sound French, nor in {translated} of translated French")
            });
        };
        let ratio = match figures.ratio {
            Some(ratio) if ratio >= 1.0 => format!(": {ratio:.0} times as often"),
            _ => String::new(),
        };
        Some(format!(
            "{} in {sound} words of sound French, {} in {translated} of translated French{ratio}",
            figures.sound, figures.translated,
        ))
    }
}

/// A number with a comma between thousands.
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut parted = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            parted.push(',');
        }
        parted.push(digit);
    }
    parted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_are_whole() {
        let (sound, translated) = Figures::last().words();
        assert!(sound > 0 && translated > 0);
    }

    #[test]
    fn a_rule_says_what_it_raised() {
        let figures: Figures = serde_json::from_str(
            r#"{"sound": {"words": 2000000}, "translated": {"words": 10000}, "silent": ["name/half"],
                "rules": [{"rule": "quote/odd", "sound": 2, "translated": 1, "ratio": 100.0}]}"#,
        )
        .expect("figures");
        assert_eq!(
            figures.of("quote/odd").as_deref(),
            Some(
                "2 in 2,000,000 words of sound French, 1 in 10,000 of translated French: 100 times as often"
            )
        );
        assert!(figures.of("name/half").is_some_and(|said| said.starts_with("nothing")));
        assert_eq!(figures.of("house/rule"), None);
    }
}
