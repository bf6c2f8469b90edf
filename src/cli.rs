//! The command line: reads the arguments, runs a command, and gives the exit status.
//!
//! `args` says what can be asked; each command is a module of its own. Findings go to standard output and
//! everything else to standard error. Commands write to what `Streams` gives them, so that one place knows of
//! terminals and colours, and of readers that stop reading.

mod args;
mod check;
mod checkers;
mod explain;
mod gather;
mod generate;
mod ignore;
mod init;
mod measure;
mod progress;
mod read;
mod rules;
mod settings;
mod show_settings;
mod streams;
mod test;

use std::io;
use std::process::ExitCode;

use clap::Parser;

use crate::exit::Exit;
use crate::language::Language;
use args::{Arguments, Command};
use streams::Streams;

/// Runs the command that the process was called with.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let language = arguments.lang.unwrap_or_else(Language::of_environment);
    let mut streams = Streams::of_process(language);
    let exit = match run(arguments.command, &mut streams) {
        Ok(exit) => exit,
        // Whoever read the output has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Success,
        Err(error) => {
            streams.say(&format!("error: {error}"));
            Exit::Failure
        }
    };
    exit.into()
}

fn run(command: Command, streams: &mut Streams) -> io::Result<Exit> {
    match command {
        Command::Check(arguments) => check::run(&arguments, streams),
        Command::Rules(arguments) => rules::run(&arguments, streams),
        Command::Explain(arguments) => explain::run(&arguments, streams),
        Command::Test(arguments) => test::run(&arguments, streams),
        Command::Measure(arguments) => measure::run(&arguments, streams),
        Command::Ignore(arguments) => ignore::run(&arguments, streams),
        Command::Init => init::run(streams),
        Command::Schema(arguments) => generate::schema(&arguments, streams),
        Command::Completions(arguments) => generate::completions(&arguments, streams),
        Command::Man => generate::man(streams),
    }
}
