//! `relire measure`: how often each rule speaks.
//!
//! On sound French this is the rate of false alarms; on translated French, what a rule is worth. With
//! `--against`, both are measured, and [`Comparison`] sets them side by side.

mod compare;

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use crate::baseline::Baseline;
use crate::cli::args::{MeasureArguments, MeasureFormat, MeasureUnit};
use crate::cli::checkers::Checkers;
use crate::cli::gather::Gathered;
use crate::cli::progress::Progress;
use crate::cli::read::{fault_in, name_of, read};
use crate::cli::settings::Settings;
use crate::cli::streams::Streams;
use crate::exit::Exit;
use crate::finding::Finding;
use crate::format::{Format, extract, fault};
use crate::report::{many, visible};
use crate::walk::{Input, walk};

use compare::Comparison;

/// Runs it.
pub fn run(arguments: &MeasureArguments, streams: &mut Streams) -> io::Result<Exit> {
    let mut settings = Settings::new(&arguments.choice.config, streams);
    let mut failed = false;
    let slips = match arguments.baseline.as_deref().map(Baseline::load).transpose() {
        Ok(slips) => slips,
        Err(error) => {
            streams.say(&format!("error: {error}"));
            return Ok(Exit::Failure);
        }
    };
    let mut measure = |paths: &[PathBuf], streams: &mut Streams| {
        Measured::of(paths, arguments, slips.as_ref(), &mut settings, streams)
    };
    let (sound, well) = measure(&arguments.paths, streams);
    failed |= !well;
    let json = arguments.output_format == MeasureFormat::Json;
    if arguments.against.is_empty() {
        if json { sound.json(streams.out())? } else { sound.table(streams.out())? }
    } else {
        let (translated, well) = measure(&arguments.against, streams);
        failed |= !well;
        let comparison = Comparison::new(&sound, &translated);
        if json { comparison.json(streams.out())? } else { comparison.table(streams.out())? }
    }
    Ok(if failed || settings.failed { Exit::Failure } else { Exit::Success })
}

/// What was found in some texts.
struct Measured {
    /// The texts, as the command line names them.
    texts: Vec<String>,
    words: usize,
    findings: usize,
    /// Of all that ran.
    counts: BTreeMap<String, usize>,
}

/// A line of the table, as programs read it.
#[derive(Serialize)]
struct Row<'a> {
    rule: &'a str,
    findings: usize,
    per_thousand: f64,
}

impl Measured {
    /// Reads the texts and counts, and says whether all could be read.
    fn of(
        paths: &[PathBuf],
        arguments: &MeasureArguments,
        slips: Option<&Baseline>,
        settings: &mut Settings,
        streams: &mut Streams,
    ) -> (Measured, bool) {
        let walked = walk(paths, &settings.configs);
        let mut well = walked.errors.is_empty();
        for error in &walked.errors {
            streams.say(&format!("error: {error}"));
        }
        let mut gathered = Gathered::default();
        let files = gathered.plan(walked.inputs, None, &arguments.choice, settings, streams);
        let engines = gathered.engines();
        let checkers: Vec<Checkers> = engines.iter().map(Checkers::new).collect();
        let progress = Progress::new(files.len());
        let each: Vec<Result<(usize, Vec<Finding>), String>> = files
            .par_iter()
            .map(|(input, plan)| {
                let result = check(input, arguments.format, slips, &checkers[plan.engine]);
                progress.tick();
                result
            })
            .collect();
        drop(progress);

        let texts = paths.iter().map(|path| path.display().to_string()).collect();
        let ran = engines.iter().flat_map(|engine| engine.ids());
        let counts = ran.map(|id| (arguments.by.of(id).to_owned(), 0)).collect();
        let mut measured = Measured { texts, words: 0, findings: 0, counts };
        for result in each {
            match result {
                Ok((words, found)) => measured.add(words, &found, arguments.by),
                Err(said) => {
                    well = false;
                    streams.say(&said);
                }
            }
        }
        (measured, well)
    }

    fn add(&mut self, words: usize, found: &[Finding], by: MeasureUnit) {
        self.words += words;
        self.findings += found.len();
        for finding in found {
            *self.counts.entry(by.of(&finding.rule).to_owned()).or_default() += 1;
        }
    }

    /// Findings of one rule among `per` words.
    fn rate(&self, findings: usize, per: f64) -> f64 {
        per * findings as f64 / self.words.max(1) as f64
    }

    /// The most frequent first.
    fn rows(&self) -> Vec<Row<'_>> {
        let mut rows: Vec<Row> = self
            .counts
            .iter()
            .filter(|(_, findings)| **findings > 0)
            .map(|(rule, &findings)| Row { rule, findings, per_thousand: self.rate(findings, 1000.0) })
            .collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.findings));
        rows
    }

    fn table(&self, out: &mut dyn io::Write) -> io::Result<()> {
        writeln!(out, "per 1,000    count  rule")?;
        for Row { rule, findings, per_thousand } in self.rows() {
            writeln!(out, "{per_thousand:>9.3}  {findings:>7}  {}", visible(rule))?;
        }
        let all = self.rate(self.findings, 1000.0);
        writeln!(out, "{all:>9.3}  {:>7}  in {}", self.findings, many(self.words, "word"))
    }

    fn json(&self, out: &mut dyn io::Write) -> io::Result<()> {
        #[derive(Serialize)]
        struct Whole<'a> {
            texts: &'a [String],
            words: usize,
            findings: usize,
            rules: Vec<Row<'a>>,
        }
        let whole =
            Whole { texts: &self.texts, words: self.words, findings: self.findings, rules: self.rows() };
        serde_json::to_writer_pretty(&mut *out, &whole)?;
        writeln!(out)
    }
}

/// How many words a text holds, and what is found in it besides its known slips.
fn check(
    input: &Input,
    format: Option<Format>,
    slips: Option<&Baseline>,
    checkers: &Checkers,
) -> Result<(usize, Vec<Finding>), String> {
    let name = name_of(input, None);
    let Some(source) = read(input, name)? else { return Ok((0, Vec::new())) };
    let format = format.unwrap_or_else(|| Format::of(name, source.text()));
    if let Some(fault) = fault(source.text(), format, &Arc::default()) {
        return Err(format!("error: {}", fault_in(&source, &fault)));
    }
    let words = extract(source.text(), format).prose.split_whitespace().count();
    let mut found = checkers.with(|check| check(source.text(), format));
    if let Some(slips) = slips {
        slips.mark(name, source.text(), &mut found);
        found.retain(|finding| !finding.known);
    }
    Ok((words, found))
}

impl MeasureUnit {
    /// The part of a finding's rule that is counted.
    fn of(self, rule: &str) -> &str {
        let parts = match self {
            MeasureUnit::Entry => return rule,
            MeasureUnit::Rule => 2,
            MeasureUnit::Family => 1,
        };
        rule.match_indices('/').nth(parts - 1).map_or(rule, |(end, _)| &rule[..end])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_counted_with_its_entries_and_a_family_with_its_rules() {
        let id = "sense/money/ours";
        assert_eq!(MeasureUnit::Entry.of(id), id);
        assert_eq!(MeasureUnit::Rule.of(id), "sense/money");
        assert_eq!(MeasureUnit::Family.of(id), "sense");
        assert_eq!(MeasureUnit::Rule.of("quote/unclosed"), "quote/unclosed");
    }
}
