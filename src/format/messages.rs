//! Files of messages, read into documents: each format's own reader gives units, which become segments, pairs and
//! comments here.

use std::ops::Range;

use super::field::Field;
use super::keys::Chosen;
use super::reading::{Fault, Reading};
use super::unit::{Manner, Unit, add, is_french, side};
use super::xliff::Translations;
use super::{Builder, Format, SegmentKind, android, apple, csv, json, po, properties, subtitles, tmx, toml, xliff, xml, yaml};

/// Fills a document from a file of messages.
///
/// # Errors
/// The first place that cannot be read.
pub fn read(builder: &mut Builder, format: Format, reading: &Reading) -> Result<(), Fault> {
    let text = builder.text();
    let chosen = &reading.chosen;
    match format {
        Format::Po => catalogue(builder)?,
        Format::Xliff => translations(builder, xliff::read(text)?),
        Format::Tmx => translations(builder, tmx::read(text)?),
        Format::Srt | Format::Vtt => subtitles::extract(builder, format == Format::Vtt)?,
        Format::Json | Format::JsonLines => {
            let units = json::read(text, format == Format::JsonLines, chosen)?;
            keyed(builder, units, reading, json::escaped);
        }
        Format::Csv | Format::Tsv => table(builder, format, reading)?,
        Format::Yaml => keyed(builder, yaml::read(text, chosen)?, reading, |text| Some(text.into())),
        Format::Toml => keyed(builder, toml::read(text, chosen)?, reading, |text| Some(text.into())),
        Format::Properties => {
            let found = properties::read(text, chosen);
            comments(builder, &found.comments);
            keyed(builder, found.units, reading, |text| Some(text.into()));
        }
        Format::Android => {
            let found = android::read(text, chosen)?;
            comments(builder, &found.comments);
            keyed(builder, found.units, reading, |text| Some(text.into()));
        }
        Format::Strings => {
            let found = apple::read(text, chosen)?;
            comments(builder, &found.comments);
            keyed(builder, found.units, reading, |text| Some(text.into()));
        }
        Format::Office => lines(builder),
        Format::Plain | Format::Markdown | Format::Html => {}
    }
    Ok(())
}

/// A paragraph a line.
fn lines(builder: &mut Builder) {
    let text = builder.text();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        builder.open(SegmentKind::Paragraph, super::unescaped);
        builder.verbatim(start..start + line.trim_end().len());
        builder.close(None);
        start += line.len();
    }
}

/// Comments, without their marks.
fn comments(builder: &mut Builder, ranges: &[Range<usize>]) {
    let text = builder.text();
    for range in ranges {
        builder.comment(range.clone(), says(&text[range.clone()]), None);
    }
}

/// What a comment says.
fn says(comment: &str) -> &str {
    let inner = comment.strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    let inner = inner.or_else(|| comment.strip_prefix("/*").and_then(|rest| rest.strip_suffix("*/")));
    inner.unwrap_or(comment).trim_start_matches(['#', '!', '/', '.', '*']).trim()
}

/// Values by key, each with its text in the original where there is one.
fn keyed(builder: &mut Builder, units: Vec<Unit>, reading: &Reading, escape: super::Escape) {
    let manner = Manner { kind: SegmentKind::Message, escape, interface: true };
    for unit in &units {
        let original = reading.original.as_ref().and_then(|original| original.of(unit.id.as_deref()));
        super::unit::add_beside(builder, unit, manner, original);
    }
}

fn translations(builder: &mut Builder, found: Translations) {
    comments(builder, &found.comments);
    let escape = |text: &str| Some(xml::escaped(text));
    let manner = Manner { kind: SegmentKind::Message, escape, interface: true };
    for unit in &found.units {
        add(builder, unit, manner);
    }
}

fn table(builder: &mut Builder, format: Format, reading: &Reading) -> Result<(), Fault> {
    let text = builder.text();
    let delimiter = match format {
        Format::Tsv => b'\t',
        // A comma decides in the first line, unless it holds more semicolons.
        _ => {
            let head = text.lines().next().unwrap_or_default();
            if head.matches(';').count() > head.matches(',').count() { b';' } else { b',' }
        }
    };
    let mut units = csv::read(text, delimiter, &reading.chosen, reading.source_column.as_deref())?;
    for unit in &mut units {
        let quoted = csv::is_quoted(text, &unit.target);
        unit.escape = Some(if quoted { csv::escaped_quoted } else { csv::escaped_bare });
    }
    let manner = Manner { kind: SegmentKind::Cell, escape: csv::escaped_bare, interface: true };
    for unit in &units {
        let original = reading.original.as_ref().and_then(|original| original.of(unit.id.as_deref()));
        super::unit::add_beside(builder, unit, manner, original);
    }
    Ok(())
}

fn catalogue(builder: &mut Builder) -> Result<(), Fault> {
    let text = builder.text();
    let entries = po::read(text)?;
    let header = entries.iter().find(|entry| entry.is_header() && !entry.obsolete);
    let says = header.and_then(|header| header.targets.first()).map(|field| field.text(text)).unwrap_or_default();
    let field = |name: &str| {
        let line = says.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        line.map(str::trim)
    };
    let french = field("Language").is_none_or(is_french);
    let forms = field("Plural-Forms").and_then(|forms| {
        let count = forms.split(';').find_map(|part| part.trim().strip_prefix("nplurals="))?;
        count.trim().parse::<usize>().ok()
    });
    let manner = Manner { kind: SegmentKind::Message, escape: |text| Some(po::escaped(text)), interface: true };
    for entry in &entries {
        let span = entry_range(entry);
        for comment in &entry.comments {
            // Only what a person wrote: not places in the code, flags, or what a programme put there.
            let written = &text[comment.clone()];
            if written.starts_with("# ") || written.starts_with("#.") {
                builder.comment(comment.clone(), self::says(written), span.clone());
            }
        }
        if entry.is_header() || entry.obsolete || !french || entry.source.pieces.is_empty() {
            continue;
        }
        let id = entry.context.as_ref().map(|context| context.text(text));
        for (number, target) in entry.targets.iter().enumerate() {
            let wrong_count = number == 0 && entry.plural.is_some();
            let unit = Unit {
                id: id.clone(),
                source: Some(entry.source.clone()),
                other_source: entry.plural.clone(),
                target: target.clone(),
                unsure: entry.fuzzy,
                is_singular: entry.plural.is_some() && number == 0,
                has_context: entry.context.is_some(),
                forms: forms.filter(|_| wrong_count).map(|forms| (forms, entry.targets.len())),
                ..Unit::default()
            };
            add(builder, &unit, manner);
        }
    }
    Ok(())
}

/// From an entry's keywords to its end.
fn entry_range(entry: &po::Entry) -> Option<Range<usize>> {
    let first = entry.context.as_ref().unwrap_or(&entry.source).range.start;
    let last = entry.targets.last()?.range.end;
    (first < last).then_some(first..last)
}

/// The texts of an original, each with what its format calls it.
pub fn texts(text: &str, format: Format) -> Result<Vec<(Option<String>, String)>, Fault> {
    let all = Chosen::default();
    let units = match format {
        Format::Json | Format::JsonLines => json::read(text, format == Format::JsonLines, &all)?,
        Format::Yaml => yaml::read(text, &all)?,
        Format::Toml => toml::read(text, &all)?,
        Format::Properties => properties::read(text, &all).units,
        Format::Android => android::read(text, &all)?.units,
        Format::Strings => apple::read(text, &all)?.units,
        _ => return Ok(Vec::new()),
    };
    let text_of = |field: &Field| side(field, text).text;
    Ok(units.into_iter().map(|unit| (unit.id.clone(), text_of(&unit.target))).collect())
}
