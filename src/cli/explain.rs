//! `relire explain`: what a rule finds, why it is wrong, how it shows, where to read more.

use std::collections::BTreeSet;
use std::io::{self, Write};

use toml::Spanned;

use crate::cli::args::ExplainArguments;
use crate::cli::rules::list;
use crate::cli::settings::Settings;
use crate::cli::streams::{Streams, from_here};
use crate::exit::Exit;
use crate::figures::Figures;
use crate::language::Language;
use crate::library::RuleSet;
use crate::reference::{best_fix, fix_word};
use crate::report::visible;
use crate::rule::Rule;
use crate::rule::check::entry_id;
use crate::rule::model::{Entry, OneOrMany};

/// Entries of a table that are shown of a rule; the rest are counted.
const ENTRIES_SHOWN: usize = 5;

/// Runs it.
pub fn run(arguments: &ExplainArguments, streams: &mut Streams) -> io::Result<Exit> {
    let mut settings = Settings::new(&arguments.config, streams);
    let config = settings.here(streams);
    let rules = settings.rules(&config, streams);
    let wanted = arguments.rule.trim_matches('/');
    let language = streams.language;
    let found = {
        let out = streams.out();
        if let Some(rule) = rules.named(wanted).find(|rule| rule.id == wanted) {
            explain(rule, language, out)?;
            true
        } else if let Some((rule, entry)) = entry_of(&rules, wanted) {
            explain_entry(rule, entry, wanted, language, out)?;
            true
        } else {
            let family = rules.family(wanted);
            let found = !family.is_empty();
            list(out, family.into_iter())?;
            found
        }
    };
    if !found {
        let near = nearest(&rules, wanted).map(|near| format!("; did you mean `{near}`?"));
        let near = near.unwrap_or_default();
        streams.say(&format!("error: no rule, entry or family is called `{}`{near}", arguments.rule));
    }
    Ok(if settings.failed || !found { Exit::Failure } else { Exit::Success })
}

fn explain(rule: &Rule, language: Language, out: &mut dyn Write) -> io::Result<()> {
    head(rule, &rule.id, out)?;
    about(rule, language, out)?;
    let file = &rule.file;
    if !file.example.is_empty() {
        writeln!(out, "\nExamples (- found, + mended, = left alone):")?;
    }
    for example in &file.example {
        let example = example.get_ref();
        shown(out, "-", example.bad.as_deref())?;
        shown(out, "+", example.fixed.as_deref())?;
        shown(out, "=", example.good.as_deref())?;
        shown(out, "not found yet:", example.miss.as_deref())?;
        shown(out, "found wrongly:", example.noise.as_deref())?;
    }
    if !file.entry.is_empty() {
        writeln!(out, "\nIts table ({} in all; `relire explain {}/…` for each):", file.entry.len(), rule.id)?;
        for entry in file.entry.iter().take(ENTRIES_SHOWN) {
            let entry = entry.get_ref();
            let fix = entry.fix.as_ref().map(|fix| format!(" → {}", joined(fix))).unwrap_or_default();
            let wrong = entry.phrase.as_ref().map(joined).unwrap_or_else(|| entry_id(entry));
            writeln!(out, "  {}{}", visible(&wrong), visible(&fix))?;
        }
        if file.entry.len() > ENTRIES_SHOWN {
            writeln!(out, "  …")?;
        }
    }
    tail(rule, out)
}

fn explain_entry(
    rule: &Rule,
    entry: &Entry,
    id: &str,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    head(rule, id, out)?;
    if let Some(phrase) = &entry.phrase {
        writeln!(out, "\nLooks for:  {}", visible(&joined(phrase)))?;
    }
    if let Some(fix) = &entry.fix {
        writeln!(out, "Puts there: {}", visible(&joined(fix)))?;
    }
    about(rule, language, out)?;
    let list = |texts: &Option<Spanned<OneOrMany>>| -> Vec<String> {
        texts.as_ref().map(|texts| texts.get_ref().0.clone()).unwrap_or_default()
    };
    let (bad, fixed, good) = (list(&entry.bad), list(&entry.fixed), list(&entry.good));
    if !(bad.is_empty() && good.is_empty()) {
        writeln!(out, "\nExamples (- found, + mended, = left alone):")?;
    }
    for (at, bad) in bad.iter().enumerate() {
        shown(out, "-", Some(bad))?;
        shown(out, "+", fixed.get(at).map(String::as_str))?;
    }
    for good in &good {
        shown(out, "=", Some(good))?;
    }
    tail(rule, out)
}

fn head(rule: &Rule, id: &str, out: &mut dyn Write) -> io::Result<()> {
    let file = &rule.file;
    writeln!(out, "{id}: {}", visible(&file.title))?;
    let preview = if file.preview { ", on trial (preview = true runs it)" } else { "" };
    writeln!(
        out,
        "{}, {} confidence, {}, fix: {}{preview}",
        file.severity,
        file.confidence,
        visible(&file.category),
        fix_word(best_fix(rule)),
    )
}

fn about(rule: &Rule, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let file = &rule.file;
    writeln!(out, "\n{}", visible(file.message.get_ref().text(language)))?;
    if let Some(help) = &file.help {
        writeln!(out, "{}", visible(help.text(language)))?;
    }
    if let Some(why) = &file.why {
        writeln!(out)?;
        for line in why.trim().lines() {
            writeln!(out, "{}", visible(line))?;
        }
    }
    Ok(())
}

fn tail(rule: &Rule, out: &mut dyn Write) -> io::Result<()> {
    if let Some(said) = Figures::last().of(&rule.id).filter(|_| rule.builtin) {
        writeln!(out, "\nMeasured: {said}")?;
    }
    if !rule.file.references.is_empty() {
        writeln!(out, "\nReferences:")?;
        for reference in &rule.file.references {
            writeln!(out, "  {}: {}", visible(&reference.title), visible(&reference.url))?;
        }
    }
    let origin = if rule.builtin { "Comes with relire" } else { "A rule of your own" };
    writeln!(out, "\n{origin}: {}", visible(&from_here(&rule.path).display().to_string()))
}

/// An example, each of its lines after the sign.
fn shown(out: &mut dyn Write, sign: &str, text: Option<&str>) -> io::Result<()> {
    for line in text.unwrap_or_default().lines() {
        writeln!(out, "  {sign} {}", visible(line))?;
    }
    Ok(())
}

fn joined(texts: &Spanned<OneOrMany>) -> String {
    texts.get_ref().0.join(" | ")
}

/// The entry with this id, and the rule whose table it stands in.
fn entry_of<'a>(rules: &'a RuleSet, id: &str) -> Option<(&'a Rule, &'a Entry)> {
    rules.named(id).find_map(|rule| {
        let name = id.strip_prefix(&rule.id)?.strip_prefix('/')?;
        let mut entries = rule.file.entry.iter().map(|entry| entry.get_ref());
        Some((rule, entries.find(|entry| entry_id(entry) == name)?))
    })
}

/// The id nearest to what was written, if one is near.
fn nearest(rules: &RuleSet, wanted: &str) -> Option<String> {
    let ids: BTreeSet<&str> = rules.ids().flat_map(|id| [id, id.split('/').next().unwrap_or(id)]).collect();
    let ids: Vec<&str> = ids.into_iter().collect();
    similar::get_close_matches(wanted, &ids, 1, 0.6).first().map(|near| (*near).to_owned())
}
