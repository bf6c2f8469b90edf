//! How a run ended, as the number the shell sees.

use std::process::ExitCode;

/// The status of a run, from best to worst.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Nothing at or above the severity that fails a run.
    #[default]
    Success,
    /// Findings, or failing examples.
    Findings,
    /// The run itself failed, in part at least: a bad option, a bad rule file, an unreadable file.
    Failure,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        match exit {
            Exit::Success => ExitCode::SUCCESS,
            Exit::Findings => ExitCode::from(1),
            Exit::Failure => ExitCode::from(2),
        }
    }
}
