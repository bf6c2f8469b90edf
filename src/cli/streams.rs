//! Where a command writes: findings to standard output, everything else to standard error.

use std::io::{self, IsTerminal, Stdout, Write};
use std::path::{Path, PathBuf};

use anstream::ColorChoice;

use crate::config::ConfigError;
use crate::language::Language;
use crate::report::{fault, visible};
use crate::rule::fault::Fault;

/// The output of a command.
pub struct Streams {
    out: Box<dyn Write + Send>,
    err: Box<dyn Write + Send>,
    /// Whether standard output takes colours.
    pub out_color: bool,
    /// Whether standard output is a terminal.
    pub out_terminal: bool,
    /// Whether standard output is a terminal that has links.
    pub out_links: bool,
    err_color: bool,
    /// The language of messages.
    pub language: Language,
    /// Whether nothing is said but findings and errors.
    pub quiet: bool,
}

/// Standard output, whose faults say where they were met.
struct Out(Stdout);

impl Out {
    fn named(error: io::Error) -> io::Error {
        io::Error::new(error.kind(), format!("standard output: {error}"))
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(Out::named)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().map_err(Out::named)
    }
}

impl Streams {
    /// The streams of the process. Colours are for terminals, and NO_COLOR is honoured.
    pub fn of_process(language: Language) -> Streams {
        Streams {
            out_color: anstream::AutoStream::choice(&io::stdout()) != ColorChoice::Never,
            out_terminal: io::stdout().is_terminal(),
            out_links: io::stdout().is_terminal()
                && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout),
            err_color: anstream::AutoStream::choice(&io::stderr()) != ColorChoice::Never,
            out: Box::new(Out(io::stdout())),
            err: Box::new(io::stderr()),
            language,
            quiet: false,
        }
    }

    /// Standard output.
    pub fn out(&mut self) -> &mut dyn Write {
        &mut *self.out
    }

    /// Says something on standard error. That nobody listens there is no reason to stop.
    pub fn say(&mut self, line: &str) {
        let _ = writeln!(self.err, "{}", visible(line));
    }

    /// Says something that a quiet run does without.
    pub fn note(&mut self, line: &str) {
        if !self.quiet {
            self.say(line);
        }
    }

    /// Writes what was rendered already to standard error.
    pub fn write_err(&mut self, rendered: &[u8]) {
        let _ = self.err.write_all(rendered);
    }

    /// Shows faults in rule files, each in its file.
    pub fn show_faults(&mut self, faults: &[Fault]) {
        for one in faults {
            let one = Fault { path: from_here(&one.path), ..one.clone() };
            let _ = fault::rule(&mut *self.err, &one, self.err_color);
        }
    }

    /// Shows a fault in a relire.toml, in the file.
    pub fn show_config_error(&mut self, error: &ConfigError) {
        let error = ConfigError { path: from_here(&error.path), ..error.clone() };
        let _ = fault::config(&mut *self.err, &error, self.err_color);
    }
}

/// A path as it is shown: from the current folder, if it lies below it.
pub fn from_here(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path).to_owned()
}
