//! `relire check --interactive`: from finding to finding, and a person decides.
//!
//! Each decision is on disk before the next question is asked, so that stopping half-way, by Ctrl-C or by pulling
//! the plug, loses nothing. What was decided can be taken back, one decision after the other. A decision may
//! hold for all findings like it (the same rule, the same words) in the rest of the run.

mod decision;
mod house_rule;
mod journal;
mod prompt;

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use crate::changes::Changed;
use crate::cli::check::sieve::{FileSieve, Sieve};
use crate::cli::checkers::Checkers;
use crate::cli::gather::Plan;
use crate::cli::read::read;
use crate::cli::streams::{Streams, from_here};
use crate::exit::Exit;
use crate::finding::{Finding, Fix};
use crate::format::Format;
use crate::level::FailOn;
use crate::report::{Checked, Full, Report};
use crate::source::Source;
use crate::walk::Input;
use decision::{Answer, Decision};
use journal::{Journal, Step};
use prompt::Prompt;

/// What a run in front of a person needs.
pub struct Session<'a, 'e> {
    /// The files, with what holds for each.
    pub files: &'a [(Input, Plan)],
    /// What checks them.
    pub checkers: &'a [Checkers<'e>],
    /// What of the findings counts.
    pub sieve: Sieve<'a>,
    /// The format of all files, where it was given.
    pub format: Option<Format>,
    /// The severity that fails the run, if the command line says so.
    pub fail_on: Option<FailOn>,
}

/// Where a person is: past this place of this file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// The number of the file.
    file: usize,
    /// Findings up to this one are decided: start, end, rule.
    past: (usize, usize, String),
}

/// What comes after a file.
enum Next {
    File,
    /// Back to where a decision was taken back.
    Back(Position),
    Stop,
}

/// What was done, to be told at the end.
#[derive(Clone, Copy, Debug, Default)]
struct Done {
    fixed: usize,
    ignored: usize,
    skipped: usize,
}

impl Session<'_, '_> {
    /// Asks about each finding.
    pub fn run(&self, streams: &mut Streams) -> io::Result<Exit> {
        let Some(prompt) = Prompt::new(streams.language) else {
            streams.say("error: --interactive asks questions: standard input and output must be a terminal");
            return Ok(Exit::Failure);
        };
        let mut walk = Walk {
            session: self,
            prompt,
            journal: Journal::default(),
            originals: HashMap::new(),
            always: HashMap::new(),
            failed: false,
            streams,
        };
        let mut position = Position::default();
        let mut stopped = false;
        while let Some((input, plan)) = self.files.get(position.file) {
            match walk.file(input, plan, &mut position)? {
                Next::File => position = Position { file: position.file + 1, ..Position::default() },
                Next::Back(back) => position = back,
                Next::Stop => {
                    stopped = true;
                    break;
                }
            }
        }
        let Done { fixed, ignored, skipped } = walk.journal.done();
        let Walk { streams, failed, originals, .. } = walk;
        let line = streams.language.pick(
            format!("{fixed} fixed, {ignored} ignored, {skipped} skipped"),
            format!("Corrections : {fixed}, ignorés : {ignored}, passés : {skipped}"),
        );
        let rest = streams.language.pick("; stopped before the end", " ; arrêt avant la fin");
        streams.note(&format!("{line}{}", if stopped { rest } else { "" }));
        if failed {
            return Ok(Exit::Failure);
        }
        Ok(self.left(&originals))
    }

    /// Does what is left in the files fail the run?
    fn left(&self, originals: &HashMap<PathBuf, String>) -> Exit {
        let mut exit = Exit::Success;
        for (input, plan) in self.files {
            let Input::File { path, .. } = input else { continue };
            let Ok(Some(source)) = read(input, path) else { continue };
            let Ok(changed) = self.sieve.changed(path) else { continue };
            let config = plan.config.reread();
            let original = originals.get(path).map_or(source.text(), String::as_str);
            let sieve = self.sieve.of_file(&config, path, original, changed);
            let found = self.findings(plan, path, source.text(), &sieve);
            let fail_on = self.fail_on.unwrap_or(plan.fail_on);
            if found.iter().any(|finding| !finding.known && fail_on.fails(finding.severity)) {
                exit = Exit::Findings;
            }
        }
        exit
    }

    fn format_of(&self, path: &Path, text: &str) -> Format {
        self.format.unwrap_or_else(|| Format::of(path, text))
    }

    fn findings(&self, plan: &Plan, path: &Path, text: &str, sieve: &FileSieve) -> Vec<Finding> {
        let format = self.format_of(path, text);
        let found = self.checkers[plan.engine].with(|check| check(text, format));
        sieve.sift(text, found, &mut Default::default())
    }
}

/// A walk through the files.
struct Walk<'s, 'e> {
    session: &'s Session<'s, 'e>,
    prompt: Prompt,
    journal: Journal,
    /// The files as they were when git was asked what changed in them.
    originals: HashMap<PathBuf, String>,
    /// Decisions that hold for all findings of a rule with the same words.
    always: HashMap<(String, String), Decision>,
    failed: bool,
    streams: &'s mut Streams,
}

impl Walk<'_, '_> {
    /// Asks about the findings of a file from `position` on.
    fn file(&mut self, input: &Input, plan: &Plan, position: &mut Position) -> io::Result<Next> {
        let Input::File { path, .. } = input else {
            self.fail("--interactive takes files, not standard input");
            return Ok(Next::File);
        };
        let changed = match self.session.sieve.changed(path) {
            Ok(Changed::Nothing) => return Ok(Next::File),
            Ok(changed) => changed,
            Err(error) => {
                self.fail(&error.to_string());
                return Ok(Next::File);
            }
        };
        let mut source = match read(input, path) {
            Ok(Some(source)) => source,
            Ok(None) => return Ok(Next::File),
            Err(said) => {
                self.failed = true;
                self.streams.say(&said);
                return Ok(Next::File);
            }
        };
        let first = self.originals.entry(path.clone()).or_insert_with(|| source.text().to_owned()).clone();
        loop {
            // What was ignored so far is in relire.toml.
            let config = plan.config.reread();
            let sieve = self.session.sieve.of_file(&config, path, &first, changed.clone());
            let findings = self.session.findings(plan, path, source.text(), &sieve);
            let past = |finding: &&Finding| !finding.known && key(finding) > position.past;
            let Some(finding) = findings.iter().find(past) else { return Ok(Next::File) };
            let like = (finding.rule.clone(), finding.span.slice(source.text()).to_owned());

            let (decision, auto) = match self.always.get(&like).filter(|decision| decision.fits(finding)) {
                Some(decision) => (decision.clone(), true),
                None => {
                    self.show(&source, finding)?;
                    match self.ask(&source, finding, path)? {
                        Answer::Stop => return Ok(Next::Stop),
                        Answer::Undo => match self.take_back() {
                            Some(back) => return Ok(Next::Back(back)),
                            None => continue,
                        },
                        Answer::Once(decision) => (decision, false),
                        Answer::Always(decision) => {
                            self.always.insert(like.clone(), decision.clone());
                            if let Some(text) = decision.written(finding) {
                                self.house_rule(plan, &source, finding, text)?;
                            }
                            (decision, false)
                        }
                    }
                }
            };
            let mut step = Step::new(position.clone(), auto, decision.kind());
            if self.always.contains_key(&like) && !auto {
                step.always = Some(like);
            }
            self.journal.open(step);
            let format = self.session.format_of(path, source.text());
            let place = decision::Place { source: &source, finding, all: &findings, path, format };
            match decision.carry_out(&place, plan, &mut self.journal) {
                Ok(carried) => {
                    position.past = carried.past;
                    if let Some(text) = carried.source {
                        source = text;
                    }
                }
                Err(said) => {
                    self.fail(&said);
                    self.journal.give_up(&mut self.always);
                    position.past = key(finding);
                }
            }
        }
    }

    /// The finding as the full report shows it.
    fn show(&mut self, source: &Source, finding: &Finding) -> io::Result<()> {
        let (color, language) = (self.streams.out_color, self.streams.language);
        let full = Full { color, links: None, language };
        let out = self.streams.out();
        writeln!(out)?;
        let findings = std::slice::from_ref(finding);
        full.file(out, &Checked { source, findings, fail_on: FailOn::Never })?;
        out.flush()
    }

    fn ask(&mut self, source: &Source, finding: &Finding, path: &Path) -> io::Result<Answer> {
        let can_comment = self.session.format_of(path, source.text()) != Format::Plain;
        self.prompt.ask(source.text(), finding, can_comment)
    }

    /// Takes the last decision back, with all that followed from it.
    fn take_back(&mut self) -> Option<Position> {
        match self.journal.take_back(&mut self.always) {
            Ok(Some(back)) => Some(back),
            Ok(None) => {
                let nothing = self.streams.language.pick("Nothing to take back.", "Rien à annuler.");
                self.streams.note(nothing);
                None
            }
            Err(said) => {
                self.fail(&said);
                None
            }
        }
    }

    /// Offers to write a choice down as a house rule.
    fn house_rule(&mut self, plan: &Plan, source: &Source, finding: &Finding, text: &str) -> io::Result<()> {
        if !self.prompt.wants_house_rule()? {
            return Ok(());
        }
        match house_rule::write(&plan.config, source.text(), finding, text) {
            Ok(changes) => {
                for change in &changes {
                    let word = self.streams.language.pick("written", "écrit");
                    self.streams.note(&format!("{}: {word}", from_here(&change.path).display()));
                }
                self.journal.pending(changes);
            }
            Err(said) => self.fail(&said),
        }
        Ok(())
    }

    fn fail(&mut self, said: &str) {
        self.failed = true;
        self.streams.say(&format!("error: {said}"));
    }
}

/// The order in which findings are asked about.
fn key(finding: &Finding) -> (usize, usize, String) {
    (finding.span.start(), finding.span.end(), finding.rule.clone())
}

/// What a fix writes in the place of what was found, where that is all it does.
fn replacement<'f>(finding: &Finding, fix: &'f Fix) -> Option<&'f str> {
    match &fix.edits[..] {
        [edit] if edit.span == finding.span && !edit.replacement.is_empty() => Some(&edit.replacement),
        _ => None,
    }
}
