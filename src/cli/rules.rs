//! `relire rules`: the rules, one a line.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use crate::cli::args::{ListFormat, RulesArguments};
use crate::cli::settings::Settings;
use crate::cli::streams::Streams;
use crate::exit::Exit;
use crate::finding::Applicability;
use crate::level::{Confidence, Severity};
use crate::library::RuleSet;
use crate::reference::{self, best_fix, fix_word};
use crate::report::visible;
use crate::rule::Rule;

/// A rule's line.
#[derive(Serialize)]
struct Row<'a> {
    rule: &'a str,
    severity: Severity,
    confidence: Confidence,
    /// How far the best of its fixes can be trusted.
    fix: Option<Applicability>,
    title: &'a str,
    builtin: bool,
    preview: bool,
}

/// Runs it.
pub fn run(arguments: &RulesArguments, streams: &mut Streams) -> io::Result<Exit> {
    let mut settings = Settings::new(&arguments.config, streams);
    let config = settings.here(streams);
    let rules = settings.rules(&config, streams);
    if let Some(folder) = &arguments.write_pages {
        return write_pages(folder, &rules, settings.failed, streams);
    }
    let family = arguments.family.as_deref();
    let rows: Vec<Row> = family
        .map_or_else(|| rules.rules(), |family| rules.family(family))
        .into_iter()
        .map(Row::new)
        .collect();
    let mut exit = if settings.failed { Exit::Failure } else { Exit::Success };
    if let (Some(family), []) = (family, &rows[..]) {
        streams.say(&format!("error: no family is called `{family}`"));
        exit = Exit::Failure;
    }
    match arguments.output_format {
        ListFormat::Table => table(streams.out(), &rows)?,
        ListFormat::Json => {
            serde_json::to_writer_pretty(streams.out(), &rows)?;
            writeln!(streams.out())?;
        }
    }
    Ok(exit)
}

/// Writes the reference. Pages that are up to date are not touched.
fn write_pages(folder: &Path, rules: &RuleSet, failed: bool, streams: &mut Streams) -> io::Result<Exit> {
    let at = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", folder.display()));
    fs::create_dir_all(folder).map_err(at)?;
    for page in reference::pages(rules) {
        let path = folder.join(&page.name);
        if fs::read_to_string(&path).is_ok_and(|there| there == page.text) {
            continue;
        }
        fs::write(&path, page.text).map_err(at)?;
        streams.say(&format!("{}: written", path.display()));
    }
    Ok(if failed { Exit::Failure } else { Exit::Success })
}

impl<'a> Row<'a> {
    fn new(rule: &'a Rule) -> Row<'a> {
        Row {
            rule: &rule.id,
            severity: rule.file.severity,
            confidence: rule.file.confidence,
            fix: best_fix(rule),
            title: &rule.file.title,
            builtin: rule.builtin,
            preview: rule.file.preview,
        }
    }
}

/// The rules in columns.
pub fn list<'a>(out: &mut dyn Write, rules: impl Iterator<Item = &'a Rule>) -> io::Result<()> {
    table(out, &rules.map(Row::new).collect::<Vec<_>>())
}

fn table(out: &mut dyn Write, rows: &[Row]) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let width = rows.iter().map(|row| row.rule.len()).max().unwrap_or(0);
    writeln!(out, "{:width$}  severity  confidence  fix         title", "rule")?;
    for row in rows {
        let preview = if row.preview { " (preview)" } else { "" };
        writeln!(
            out,
            "{:width$}  {:8}  {:10}  {:10}  {}{preview}",
            row.rule,
            row.severity,
            row.confidence,
            fix_word(row.fix),
            visible(row.title),
        )?;
    }
    Ok(())
}
