//! What each rule raises on sound French and on translated French, and the ratio of the two.
//!
//! The ratio tells an artefact rule from a matter of taste: the same rule, over the same number of words. One that
//! never spoke of sound French has none; it is as good as it can be.

use std::collections::BTreeSet;
use std::io;

use serde::Serialize;

use crate::cli::measure::Measured;
use crate::report::{many, visible};

/// The ratio under which a rule should not be on by default.
const LEAST_RATIO: f64 = 20.0;

/// Two measures side by side. As JSON, this is what `figures` reads.
#[derive(Serialize)]
pub struct Comparison<'a> {
    sound: Side<'a>,
    translated: Side<'a>,
    /// Those that spoke, the lowest ratio first.
    rules: Vec<Row<'a>>,
    /// Those that ran and found nothing.
    silent: Vec<&'a str>,
}

#[derive(Serialize)]
struct Side<'a> {
    texts: &'a [String],
    words: usize,
    findings: usize,
}

#[derive(Serialize)]
struct Row<'a> {
    rule: &'a str,
    /// Findings on sound French.
    sound: usize,
    translated: usize,
    sound_per_million: f64,
    translated_per_million: f64,
    /// How many times as often it speaks of translated French; none when it never spoke of sound French.
    ratio: Option<f64>,
}

impl<'a> Comparison<'a> {
    /// Compares two measures.
    pub fn new(sound: &'a Measured, translated: &'a Measured) -> Comparison<'a> {
        let rules: BTreeSet<&str> =
            sound.counts.keys().chain(translated.counts.keys()).map(String::as_str).collect();
        let (mut rows, silent): (Vec<Row>, Vec<Row>) = rules
            .into_iter()
            .map(|rule| Row::new(rule, sound, translated))
            .partition(|row| row.sound + row.translated > 0);
        rows.sort_by(|a, b| {
            let ratio = |row: &Row| row.ratio.unwrap_or(f64::INFINITY);
            let often = |row: &Row| (row.sound, row.translated);
            ratio(a).total_cmp(&ratio(b)).then(often(b).cmp(&often(a)))
        });
        let silent = silent.iter().map(|row| row.rule).collect();
        Comparison { sound: Side::new(sound), translated: Side::new(translated), rules: rows, silent }
    }

    /// Writes the table, and how many rules fall short.
    pub fn table(&self, out: &mut dyn io::Write) -> io::Result<()> {
        writeln!(
            out,
            "{:>9}  {:>12}  {:>7}  {:>6}  {:>10}  rule",
            "sound/M", "translated/M", "ratio", "sound", "translated"
        )?;
        for row in &self.rules {
            let ratio = row.ratio.map_or("-".to_owned(), |ratio| format!("{ratio:.1}"));
            writeln!(
                out,
                "{:>9.2}  {:>12.1}  {ratio:>7}  {:>6}  {:>10}  {}",
                row.sound_per_million,
                row.translated_per_million,
                row.sound,
                row.translated,
                visible(row.rule),
            )?;
        }
        for (name, side) in [("sound", &self.sound), ("translated", &self.translated)] {
            writeln!(
                out,
                "{name}: {} in {}, {:.1} per million",
                many(side.findings, "finding"),
                many(side.words, "word"),
                1e6 * side.findings as f64 / side.words.max(1) as f64,
            )?;
        }
        let low = self.rules.iter().filter(|row| row.ratio.is_some_and(|ratio| ratio < LEAST_RATIO)).count();
        let (spoke, silent) = (self.rules.len(), self.silent.len());
        writeln!(out, "{spoke} spoke, {low} of them with a ratio under {LEAST_RATIO}; {silent} found nothing")
    }

    /// Writes it as a JSON object.
    pub fn json(&self, out: &mut dyn io::Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, self)?;
        writeln!(out)
    }
}

impl<'a> Side<'a> {
    fn new(measured: &'a Measured) -> Side<'a> {
        Side { texts: &measured.texts, words: measured.words, findings: measured.findings }
    }
}

impl<'a> Row<'a> {
    fn new(rule: &'a str, sound: &Measured, translated: &Measured) -> Row<'a> {
        let count = |of: &Measured| of.counts.get(rule).copied().unwrap_or(0);
        let (s, t) = (count(sound), count(translated));
        let (sound_rate, translated_rate) = (sound.rate(s, 1e6), translated.rate(t, 1e6));
        // Whoever reads the figures in a diff is helped by few digits.
        let short = |rate: f64| (rate * 100.0).round() / 100.0;
        Row {
            rule,
            sound: s,
            translated: t,
            sound_per_million: short(sound_rate),
            translated_per_million: short(translated_rate),
            ratio: (s > 0).then(|| short(translated_rate / sound_rate)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn measured(words: usize, counts: &[(&str, usize)]) -> Measured {
        Measured {
            texts: Vec::new(),
            words,
            findings: counts.iter().map(|(_, count)| count).sum(),
            counts: counts.iter().map(|(rule, count)| (rule.to_string(), *count)).collect::<BTreeMap<_, _>>(),
        }
    }

    #[test]
    fn the_lowest_ratio_comes_first_and_silence_on_sound_text_last() {
        let sound = measured(1_000_000, &[("quote/odd", 4), ("quote/cut", 0), ("sense/money", 1)]);
        let translated = measured(10_000, &[("quote/odd", 1), ("sense/money", 2), ("spun/pairs", 3)]);
        let mut out = Vec::new();
        Comparison::new(&sound, &translated).table(&mut out).expect("memory takes all");
        insta::assert_snapshot!(String::from_utf8_lossy(&out), @r"
          sound/M  translated/M    ratio   sound  translated  rule
             4.00         100.0     25.0       4           1  quote/odd
             1.00         200.0    200.0       1           2  sense/money
             0.00         300.0        -       0           3  spun/pairs
        sound: 5 findings in 1000000 words, 5.0 per million
        translated: 6 findings in 10000 words, 600.0 per million
        3 spoke, 0 of them with a ratio under 20; 1 found nothing
        ");
    }
}
