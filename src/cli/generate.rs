//! What is made from the code's own text: schemas, completions, the manual page.

use std::io::{self, Write};

use clap::CommandFactory;

use crate::cli::args::{Arguments, CompletionsArguments, Schema, SchemaArguments};
use crate::cli::streams::Streams;
use crate::config::Config;
use crate::exit::Exit;
use crate::rule::model::RuleFile;

/// `relire schema`.
pub fn schema(arguments: &SchemaArguments, streams: &mut Streams) -> io::Result<Exit> {
    let schema = match arguments.of {
        Schema::Rule => schemars::schema_for!(RuleFile),
        Schema::Config => Config::schema(),
    };
    serde_json::to_writer_pretty(streams.out(), &schema)?;
    writeln!(streams.out())?;
    Ok(Exit::Success)
}

/// `relire completions`.
pub fn completions(arguments: &CompletionsArguments, streams: &mut Streams) -> io::Result<Exit> {
    // The generators panic when they cannot write: memory takes all.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "relire", &mut script);
    streams.out().write_all(&script)?;
    Ok(Exit::Success)
}

/// `relire man`.
pub fn man(streams: &mut Streams) -> io::Result<Exit> {
    let mut command = Arguments::command();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    // The commands' own sections follow, on the same page; each knows its whole name once it is built.
    command.build();
    for part in command.get_subcommands().filter(|part| part.get_name() != "help") {
        writeln!(page, ".SH RELIRE {}", part.get_name().to_uppercase())?;
        let man = clap_mangen::Man::new(part.clone());
        man.render_synopsis_section(&mut page)?;
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    streams.out().write_all(&page)?;
    Ok(Exit::Success)
}
