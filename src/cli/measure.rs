//! `relire measure`: how often each rule speaks, per 1,000 words.
//!
//! On sound French this is the rate of false alarms; on translated French, what a rule is worth.

use std::io;
use std::sync::Arc;

use rayon::prelude::*;

use crate::cli::args::MeasureArguments;
use crate::cli::checkers::Checkers;
use crate::cli::gather::Gathered;
use crate::cli::progress::Progress;
use crate::cli::read::{fault_in, name_of, read};
use crate::cli::settings::Settings;
use crate::cli::streams::Streams;
use crate::exit::Exit;
use crate::finding::Finding;
use crate::format::{Format, extract, fault};
use crate::report::{Statistics, many, visible};
use crate::walk::{Input, walk};

/// Runs it.
pub fn run(arguments: &MeasureArguments, streams: &mut Streams) -> io::Result<Exit> {
    let mut settings = Settings::new(&arguments.choice.config, streams);
    let walked = walk(&arguments.paths, &settings.configs);
    let mut failed = !walked.errors.is_empty();
    for error in &walked.errors {
        streams.say(&format!("error: {error}"));
    }
    let mut gathered = Gathered::default();
    let files = gathered.plan(walked.inputs, None, &arguments.choice, &mut settings, streams);
    let engines = gathered.engines();
    let checkers: Vec<Checkers> = engines.iter().map(Checkers::new).collect();
    let progress = Progress::new(files.len());
    let measured: Vec<Result<(usize, Vec<Finding>), String>> = files
        .par_iter()
        .map(|(input, plan)| {
            let result = measure(input, arguments.format, &checkers[plan.engine]);
            progress.tick();
            result
        })
        .collect();
    drop(progress);

    let (mut words, mut findings) = (0, 0);
    let mut counts = Statistics::default();
    for result in measured {
        match result {
            Ok((more, found)) => {
                words += more;
                findings += found.len();
                counts.add(&found);
            }
            Err(said) => {
                failed = true;
                streams.say(&said);
            }
        }
    }
    let rate = |count: usize| 1000.0 * count as f64 / words.max(1) as f64;
    let out = streams.out();
    writeln!(out, "per 1,000    count  rule")?;
    for (rule, count) in counts.counts() {
        writeln!(out, "{:>9.3}  {count:>7}  {}", rate(count), visible(rule))?;
    }
    writeln!(out, "{:>9.3}  {findings:>7}  in {}", rate(findings), many(words, "word"))?;
    Ok(if failed || settings.failed { Exit::Failure } else { Exit::Success })
}

/// How many words a text holds, and what is found in it.
fn measure(
    input: &Input,
    format: Option<Format>,
    checkers: &Checkers,
) -> Result<(usize, Vec<Finding>), String> {
    let name = name_of(input, None);
    let Some(source) = read(input, name)? else { return Ok((0, Vec::new())) };
    let format = format.unwrap_or_else(|| Format::of(name, source.text()));
    if let Some(fault) = fault(source.text(), format, &Arc::default()) {
        return Err(format!("error: {}", fault_in(&source, &fault)));
    }
    let words = extract(source.text(), format).prose.split_whitespace().count();
    Ok((words, checkers.with(|check| check(source.text(), format))))
}
