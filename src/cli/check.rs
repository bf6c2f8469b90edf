//! `relire check`: finds, shows and mends.
//!
//! Files are read by several threads, a batch at a time; what each batch gave is put out in the order of the
//! files. A file that cannot be read is said and passed over.

mod file;
mod interactive;
mod known;
mod sieve;

use std::env;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::changes::Changes;
use crate::cli::args::{CheckArguments, OutputFormat};
use crate::cli::checkers::Checkers;
use crate::cli::gather::{Gathered, Plan};
use crate::cli::progress::Progress;
use crate::cli::read::name_of;
use crate::cli::settings::Settings;
use crate::cli::show_settings;
use crate::cli::streams::Streams;
use crate::exit::Exit;
use crate::finding::Applicability;
use crate::library::RuleSet;
use crate::report::diff::To;
use crate::report::{
    Concise, Full, Github, Gitlab, Html, Json, JsonLines, Junit, Mqm, MqmCsv, Rdjson, Report, Sarif,
    Statistics, Tally, Texts,
};
use crate::walk::{Input, walk};
use file::{Done, File, Job};
use interactive::Session;
use known::Known;
use sieve::Sieve;

/// Files that a thread has before it at a time.
const BATCH: usize = 16;
/// Files of this many bytes are shared out to several threads.
const LONG_FILE: u64 = 1 << 18;
/// Threads beyond those that any machine has use for only take its memory.
const MOST_THREADS: usize = 1024;
/// Where GitHub Actions wants the summary of a job.
const STEP_SUMMARY: &str = "GITHUB_STEP_SUMMARY";

/// What is done with the fixes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// Findings are shown, with their fixes.
    Show,
    /// Fixes are written to the files.
    Fix(Applicability),
    /// Fixes are shown as a patch.
    Diff(Applicability, To),
}

/// Runs it.
pub fn run(arguments: &CheckArguments, streams: &mut Streams) -> io::Result<Exit> {
    if arguments.statistics && !counted_as(arguments.output_format) {
        streams.say("error: --statistics can be had as full, concise, json or json-lines");
        return Ok(Exit::Failure);
    }
    let mut settings = Settings::new(&arguments.choice.config, streams);
    if arguments.show_settings {
        return show_settings::run(arguments, &mut settings, streams);
    }
    streams.quiet = arguments.quiet;
    let mut exit = Exit::Success;

    let from_stdin = [PathBuf::from("-")];
    let paths = match (&arguments.paths[..], &arguments.stdin_filename) {
        ([], Some(_)) => &from_stdin,
        (paths, _) => paths,
    };
    let walked = walk(paths, &settings.configs);
    for error in &walked.errors {
        streams.say(&format!("error: {error}"));
        exit = Exit::Failure;
    }

    let mut gathered = Gathered::default();
    let stdin = arguments.stdin_filename.as_deref();
    let files = gathered.plan(walked.inputs, stdin, &arguments.choice, &mut settings, streams);
    let engines = gathered.engines();
    let checkers: Vec<Checkers> = engines.iter().map(Checkers::new).collect();
    if settings.failed {
        exit = Exit::Failure;
    }

    let mut known = Known::load(arguments, streams).unwrap_or_else(|known| {
        exit = Exit::Failure;
        known
    });
    let changes = match &arguments.since {
        Some(revision) => match Changes::since(revision, Path::new(".")) {
            Ok(changes) => Some(changes),
            Err(error) => {
                streams.say(&format!("error: --since: {error}"));
                return Ok(Exit::Failure);
            }
        },
        None => None,
    };
    let baseline = known.baseline.clone();
    let sieve = Sieve {
        baseline: baseline.as_ref(),
        all_known: arguments.write_baseline.is_some(),
        changes: changes.as_ref(),
    };

    if arguments.interactive {
        let format = arguments.format;
        let fail_on = arguments.fail_on;
        let session = Session { files: &files, checkers: &checkers, sieve, format, fail_on };
        return Ok(exit.max(session.run(streams)?));
    }

    let mode = mode(arguments, streams);
    let reading = engines.first().map(|engine| engine.reading().clone()).unwrap_or_default();
    let texts = Texts { format: arguments.format, reading: reading.clone() };
    let report = report(arguments.output_format, gathered.rules(), texts, sieve.baseline.is_some(), streams);
    for error in &walked.errors {
        report.unread(&error.to_string());
    }
    let job = Job {
        mode,
        report: &*report,
        format: arguments.format,
        reading: &reading,
        statistics: arguments.statistics,
        sieve,
    };
    let check = |(input, plan): &(Input, Plan)| {
        let fail_on = arguments.fail_on.unwrap_or(plan.fail_on);
        let file = File { input, name: name_of(input, stdin), config: &plan.config, fail_on };
        let done = checkers[plan.engine].with(|check| job.run(file, check));
        let fails = done.findings.iter().any(|finding| !finding.known && fail_on.fails(finding.severity));
        (done, fails)
    };

    // A mended text that came on standard input leaves no room for a report on standard output.
    let text_out = matches!(mode, Mode::Fix(_)) && files.iter().any(|(input, _)| *input == Input::Stdin);
    let language = streams.language;
    let mut put = Put {
        streams,
        job: &job,
        format: arguments.output_format,
        text_out,
        tally: Tally { language, ..Tally::default() },
        counts: Statistics::default(),
        shown: false,
        closed: false,
    };
    let progress = Progress::new(files.len());
    let pool = pool(arguments, &files)?;
    put.start()?;
    for batch in files.chunks(BATCH * pool.as_ref().map_or(1, ThreadPool::current_num_threads)) {
        let work = |file| {
            let done = check(file);
            progress.tick();
            done
        };
        let done: Vec<(Done, bool)> = match &pool {
            Some(pool) => pool.install(|| batch.par_iter().map(work).collect()),
            None => batch.iter().map(work).collect(),
        };
        for ((mut done, fails), (input, plan)) in done.into_iter().zip(batch) {
            known.note(name_of(input, stdin), &plan.config, &mut done);
            exit = exit.max(if !done.faults.is_empty() { Exit::Failure } else { Exit::Success });
            exit = exit.max(if fails { Exit::Findings } else { Exit::Success });
            progress.aside(|| put.file(&done))?;
        }
        if put.closed && mode == Mode::Show {
            break;
        }
    }
    drop(progress);
    put.end()?;
    let closed = put.closed;
    if !known.finish(arguments, streams) {
        exit = Exit::Failure;
    }
    Ok(if closed { Exit::Success } else { exit })
}

/// The threads to use, unless one is enough. A single file is shared out if it is long.
fn pool(arguments: &CheckArguments, files: &[(Input, Plan)]) -> io::Result<Option<ThreadPool>> {
    let is_short = |(input, _): &(Input, Plan)| match input {
        Input::File { path, .. } => path.metadata().is_ok_and(|known| known.len() < LONG_FILE),
        Input::Stdin => false,
    };
    if files.len() < 2 && files.iter().all(is_short) {
        return Ok(None);
    }
    let pool = ThreadPoolBuilder::new().num_threads(arguments.jobs.unwrap_or(0).min(MOST_THREADS)).build();
    pool.map(Some).map_err(io::Error::other)
}

fn mode(arguments: &CheckArguments, streams: &Streams) -> Mode {
    let level = if arguments.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
    if arguments.diff {
        let terminal = To::Terminal { color: streams.out_color };
        Mode::Diff(level, if streams.out_terminal { terminal } else { To::Patch })
    } else if arguments.fix || arguments.unsafe_fixes {
        Mode::Fix(level)
    } else {
        Mode::Show
    }
}

fn report<'r>(
    format: OutputFormat,
    rules: &'r [RuleSet],
    texts: Texts,
    baseline: bool,
    streams: &Streams,
) -> Box<dyn Report + 'r> {
    match format {
        OutputFormat::Full => {
            let links = streams.out_links.then_some(rules);
            Box::new(Full { color: streams.out_color, links, language: streams.language })
        }
        OutputFormat::Concise => Box::new(Concise),
        OutputFormat::Json => Box::new(Json),
        OutputFormat::JsonLines => Box::new(JsonLines),
        OutputFormat::Sarif => Box::new(Sarif::new(rules, baseline)),
        OutputFormat::Github => Box::new(Github::new(env::var_os(STEP_SUMMARY).map(PathBuf::from))),
        OutputFormat::Gitlab => Box::new(Gitlab),
        OutputFormat::Junit => Box::new(Junit::default()),
        OutputFormat::Html => Box::new(Html::new(rules)),
        OutputFormat::Rdjson => Box::new(Rdjson),
        OutputFormat::Mqm => Box::new(Mqm::new(texts)),
        OutputFormat::MqmCsv => Box::new(MqmCsv::new(texts)),
    }
}

/// Is there a way to show counts in this format?
fn counted_as(format: OutputFormat) -> bool {
    matches!(
        format,
        OutputFormat::Full | OutputFormat::Concise | OutputFormat::Json | OutputFormat::JsonLines
    )
}

/// Puts out what was done, file after file.
struct Put<'a> {
    streams: &'a mut Streams,
    job: &'a Job<'a>,
    format: OutputFormat,
    /// Whether a mended text takes standard output, and the report goes to standard error.
    text_out: bool,
    tally: Tally,
    counts: Statistics,
    /// Whether a file was shown already.
    shown: bool,
    /// Whether nobody reads standard output any more. Files are mended all the same.
    closed: bool,
}

impl Put<'_> {
    /// Are findings shown one by one, rather than as a patch or a table?
    fn shows_findings(&self) -> bool {
        !matches!(self.job.mode, Mode::Diff(..)) && !self.job.statistics
    }

    fn start(&mut self) -> io::Result<()> {
        if !self.shows_findings() {
            return Ok(());
        }
        let mut opening = Vec::new();
        self.job.report.start(&mut opening)?;
        self.report(&opening)
    }

    fn file(&mut self, done: &Done) -> io::Result<()> {
        for line in &done.faults {
            self.streams.say(line);
        }
        for line in &done.said {
            self.streams.note(line);
        }
        self.out(&done.text)?;
        if !done.report.is_empty() {
            if self.shown {
                self.report(self.job.report.separator().as_bytes())?;
            }
            self.shown = true;
            self.report(&done.report)?;
        }
        if done.checked {
            self.tally.add(&done.findings);
            self.counts.add(&done.findings);
        }
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        let mut closing = Vec::new();
        let for_people = matches!(self.format, OutputFormat::Full | OutputFormat::Concise);
        if self.shows_findings() {
            if !(self.streams.quiet && for_people) {
                self.job.report.end(&mut closing, &self.tally)?;
            }
        } else if self.job.statistics {
            match self.format {
                OutputFormat::Json => self.counts.json(&mut closing, false)?,
                OutputFormat::JsonLines => self.counts.json(&mut closing, true)?,
                _ => {
                    self.counts.table(&mut closing)?;
                    if !self.streams.quiet {
                        writeln!(closing, "{}", self.tally)?;
                    }
                }
            }
        }
        self.report(&closing)
    }

    /// Writes a part of the report.
    fn report(&mut self, bytes: &[u8]) -> io::Result<()> {
        if !self.text_out {
            return self.out(bytes);
        }
        self.streams.write_err(bytes);
        Ok(())
    }

    /// Writes to standard output, as long as somebody reads it.
    fn out(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        match self.streams.out().write_all(bytes) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            result => result,
        }
    }
}
