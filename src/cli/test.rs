//! `relire test`: runs the rules' own examples.

use std::io::{self, Write};

use rayon::prelude::*;

use crate::cli::args::TestArguments;
use crate::cli::settings::Settings;
use crate::cli::streams::Streams;
use crate::exit::Exit;
use crate::library::RuleSet;
use crate::library::examples::{self, Outcome};
use crate::report::visible;
use crate::rule::Rule;

/// Runs it.
pub fn run(arguments: &TestArguments, streams: &mut Streams) -> io::Result<Exit> {
    let mut settings = Settings::new(&arguments.config, streams);
    let config = settings.here(streams);
    let mut all = settings.rules(&config, streams);

    // Merged into the others, a rule that extends one is no rule of its own: house rules are loaded apart.
    let (custom, builtin) = if arguments.paths.is_empty() {
        (RuleSet::load(&config.rules.paths, &mut Vec::new()), RuleSet::builtin())
    } else {
        let mut faults = Vec::new();
        let custom = RuleSet::load(&arguments.paths, &mut faults);
        settings.failed |= !faults.is_empty();
        streams.show_faults(&faults);
        all.merge(RuleSet::load(&arguments.paths, &mut Vec::new()));
        (custom, RuleSet::default())
    };
    // A built-in rule that a house rule replaces is no longer there to be tested.
    let replaced = |id: &str| custom.rules().iter().any(|rule| rule.id == id && !rule.file.extend);
    let tested: Vec<&Rule> =
        builtin.rules().into_iter().filter(|rule| !replaced(&rule.id)).chain(custom.rules()).collect();
    let outcomes: Vec<Outcome> = tested.par_iter().flat_map_iter(|rule| examples::run(&all, rule)).collect();

    let failed = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Failed { .. })).count();
    for outcome in &outcomes {
        show(outcome, streams.out())?;
    }
    writeln!(streams.out(), "{} passed, {failed} failed", outcomes.len() - failed)?;
    Ok(match (settings.failed, failed) {
        (true, _) => Exit::Failure,
        (false, 0) => Exit::Success,
        (false, _) => Exit::Findings,
    })
}

fn show(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    match outcome {
        Outcome::Passed => Ok(()),
        Outcome::Surprise { id, text } => {
            writeln!(out, "{id}: a known failure no longer fails: make it a `bad` or a `good`")?;
            writeln!(out, "    text:     {}\n", visible(text))
        }
        Outcome::Failed { id, text, expected, got } => {
            writeln!(out, "{id}: an example fails")?;
            writeln!(out, "    text:     {}", visible(text))?;
            writeln!(out, "    expected: {}", visible(expected))?;
            writeln!(out, "    got:      {}\n", visible(got))
        }
    }
}
