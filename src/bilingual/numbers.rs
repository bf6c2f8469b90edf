//! Numbers: a translation says as many as its source, in the French manner.
//!
//! Numbers are compared by their digits, so that `1,234.5` and `1 234,5` are one. Small numbers may be words on
//! either side, an hour may go from twelve to twenty-four, and where the source measures in miles, pounds or
//! degrees Fahrenheit nothing is said: they may have been converted.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::prepared::differ;
use super::{Comparison, Difference, Looked, Prepared, With};

/// Numbers of the source that the translation lacks, and others that stand there.
#[derive(Debug)]
pub struct Numbers;

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\d+(?:[.,]\d+|[ \u{a0}\u{202f}\u{2009}'’]\d{3}(?:\D|$))*").expect("a sound pattern")
});
static CONVERTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\d[\d.,]*[ -]?(?:miles?|mi|mph|pounds?|lbs?|ounces?|oz|feet|foot|ft|inch(?:es)?|in|yards?|yds?|acres?|gallons?|°\s?f|fahrenheit|billion|trillion|dozen|stones?)\b|\d['′″]")
        .expect("a sound pattern")
});
static HOUR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(\d{1,2})(?:[:.]\d\d)?\s?(?:p\.?\s?m\b|a\.?\s?m\b)").expect("a sound pattern")
});

/// Words for small numbers, English and French.
const WORDS: [(&str, &[&str]); 16] = [
    ("0", &["zero", "zéro", "no", "aucun", "aucune"]),
    ("1", &["one", "a", "an", "first", "single", "un", "une", "premier", "première", "1er"]),
    ("2", &["two", "second", "twice", "both", "deux", "deuxième", "double", "seconde"]),
    ("3", &["three", "third", "trois", "troisième"]),
    ("4", &["four", "fourth", "quatre", "quatrième"]),
    ("5", &["five", "fifth", "cinq", "cinquième"]),
    ("6", &["six", "sixth", "sixième"]),
    ("7", &["seven", "seventh", "sept", "septième"]),
    ("8", &["eight", "eighth", "huit", "huitième"]),
    ("9", &["nine", "ninth", "neuf", "neuvième"]),
    ("10", &["ten", "tenth", "dix", "dixième", "dizaine"]),
    ("11", &["eleven", "onze"]),
    ("12", &["twelve", "dozen", "douze", "douzaine"]),
    ("20", &["twenty", "vingt", "vingtaine"]),
    ("100", &["hundred", "cent", "centaine"]),
    ("1000", &["thousand", "mille", "millier"]),
];

impl Comparison for Numbers {
    fn compare(&self, pair: &Prepared, _: &With, add: &mut dyn FnMut(Difference)) {
        let target = numbers(&pair.target);
        let mut best: Option<(Vec<String>, Vec<String>)> = None;
        for source in &pair.sources {
            if CONVERTED.is_match(&source.prose) {
                return;
            }
            let (missing, added) = differ(&values(&numbers(source)), &values(&target));
            let (missing, added) = forgive(source, &pair.target, missing, added);
            // The parts of a date or a time may be joined otherwise.
            if missing.concat() == added.concat() {
                return;
            }
            if best.as_ref().is_none_or(|(m, a)| missing.len() + added.len() < m.len() + a.len()) {
                best = Some((missing, added));
            }
        }
        let Some((missing, added)) = best else { return };
        if pair.pair.is_singular && added.is_empty() && missing == ["1"] {
            return;
        }
        let place = added
            .first()
            .and_then(|value| target.iter().rev().find(|(other, _)| other == value))
            .map_or(pair.whole(), |(_, range)| range.clone());
        let found: String = pair.target.text[place.clone()].chars().take(40).collect();
        let found = if added.is_empty() { String::new() } else { found };
        let written = numbers(pair.source())
            .iter()
            .find(|(value, _)| missing.first() == Some(value))
            .map(|(_, range)| pair.source().text[range.clone()].to_string());
        add(Difference::new(place, written.unwrap_or_default(), found));
    }
}

fn values(numbers: &[(String, Range<usize>)]) -> Vec<String> {
    numbers.iter().map(|(value, _)| value.clone()).collect()
}

/// The numbers of a prose, each as its digits, with its place.
fn numbers(side: &Looked) -> Vec<(String, Range<usize>)> {
    let prose = &side.prose;
    NUMBER
        .find_iter(prose)
        .filter_map(|found| {
            let before = prose[..found.start()].chars().next_back();
            // `UTF8`, `mp3`, `x86_64`: a part of a name.
            // `+33`: the code of a country changes with the country.
            if before.is_some_and(|c| c.is_alphabetic() || matches!(c, '_' | '#' | '+')) {
                return None;
            }
            let trimmed = found.as_str().trim_end_matches(|c: char| !c.is_ascii_digit());
            let digits: String = trimmed.chars().filter(char::is_ascii_digit).collect();
            let significant = digits.trim_start_matches('0');
            let value = if significant.is_empty() { "0" } else { significant };
            Some((value.to_string(), found.start()..found.start() + trimmed.len()))
        })
        .collect()
}

/// What is left once numbers in words and hours are counted.
fn forgive(
    source: &Looked,
    target: &Looked,
    mut missing: Vec<String>,
    mut added: Vec<String>,
) -> (Vec<String>, Vec<String>) {
    let says = |side: &Looked, value: &str| {
        let names = WORDS.iter().find(|(number, _)| *number == value).map_or(&[][..], |(_, names)| names);
        side.words().iter().any(|word| names.contains(&word.as_str()))
    };
    missing.retain(|value| !says(target, value));
    added.retain(|value| !says(source, value));
    for hour in HOUR.captures_iter(&source.prose) {
        let Ok(value) = hour[1].parse::<u32>() else { continue };
        let later = [value + 12, value % 12, value].map(|value| value.to_string());
        let minutes: String = hour[0].chars().filter(char::is_ascii_digit).collect();
        added.retain(|value| value != "0" && !later.iter().any(|hour| value.starts_with(hour.as_str())));
        missing.retain(|value| !minutes.contains(value.as_str()));
    }
    // Centuries, and ordinals, in Roman figures.
    if target
        .prose
        .split(|c: char| !c.is_alphabetic())
        .any(|word| word.len() > 1 && word.trim_end_matches('e').bytes().all(|b| b"XVI".contains(&b)))
    {
        missing.retain(|value| value.len() > 2);
    }
    (missing, added)
}
