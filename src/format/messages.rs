//! Files of messages, read into documents: each format's own reader gives units, which become segments, pairs and
//! comments here.

use std::ops::Range;

use super::field::Field;
use super::keys::{Chosen, short};
use super::reading::{Fault, Original, Reading};
use super::unit::{Manner, Unit, add, is_french, side};
use super::xliff::Translations;
use super::{
    Builder, Format, SegmentKind, android, apple, csv, json, po, properties, subtitles, tmx, toml, xliff,
    xml, yaml,
};

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
    let originals = reading.original.as_ref().map(Original::by_name).unwrap_or_default();
    for unit in &units {
        let original = unit.id.as_deref().and_then(|id| originals.get(id)).copied();
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
        add(builder, unit, manner);
    }
    Ok(())
}

fn catalogue(builder: &mut Builder) -> Result<(), Fault> {
    let text = builder.text();
    let entries = po::read(text)?;
    let header = entries.iter().find(|entry| entry.is_header() && !entry.obsolete);
    let says =
        header.and_then(|header| header.targets.first()).map(|field| field.text(text)).unwrap_or_default();
    let field = |name: &str| {
        let line = says.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        line.map(str::trim)
    };
    let french = field("Language").is_none_or(is_french);
    let forms = field("Plural-Forms").and_then(|forms| {
        let count = forms.split(';').find_map(|part| part.trim().strip_prefix("nplurals="))?;
        count.trim().parse::<usize>().ok()
    });
    let manner =
        Manner { kind: SegmentKind::Message, escape: |text| Some(po::escaped(text)), interface: true };
    for entry in &entries {
        let span = entry_range(entry);
        for comment in &entry.comments {
            // Only what a person wrote: not places in the code, flags, or what a programme put there.
            let written = &text[comment.clone()];
            if written.starts_with("# ") || written.starts_with("#.") {
                builder.comment(comment.clone(), self::says(written), span.clone());
            }
        }
        if entry.is_header() || entry.obsolete || !french {
            continue;
        }
        let id = entry.context.as_ref().map(|context| short(context.text(text)));
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::finding::{Applicability, Edit, Finding, Fix};
    use crate::fix::apply;
    use crate::format::{Document, PieceKind, extract_with};
    use crate::level::{Confidence, Severity};
    use crate::span::Span;

    const FORMATS: [Format; 14] = [
        Format::Po,
        Format::Xliff,
        Format::Tmx,
        Format::Srt,
        Format::Vtt,
        Format::Json,
        Format::JsonLines,
        Format::Csv,
        Format::Tsv,
        Format::Yaml,
        Format::Toml,
        Format::Properties,
        Format::Android,
        Format::Strings,
    ];

    fn read(text: &str, format: Format) -> Document<'_> {
        extract_with(text, format, &Arc::default())
    }

    /// A file of a format that says these texts, each as the format writes it.
    fn file_of(format: Format, texts: &[String]) -> String {
        let each = |write: &dyn Fn(usize, &str) -> String| -> String {
            texts.iter().enumerate().map(|(number, text)| write(number, text)).collect()
        };
        match format {
            Format::Po => each(&|n, text| {
                // Cut in the middle, as msgcat wraps.
                let middle = text.floor_char_boundary(text.len() / 2);
                let (one, two) = (po::escaped(&text[..middle]), po::escaped(&text[middle..]));
                format!("# note {n}\nmsgid \"Text {n}\"\nmsgstr \"\"\n\"{one}\"\n\"{two}\"\n\n")
            }),
            Format::Xliff => {
                let units = each(&|n, text| {
                    let target = xml::escaped(text);
                    format!(
                        "<trans-unit id=\"{n}\"><source>Text</source><target>{target}</target></trans-unit>\n"
                    )
                });
                format!(
                    "<?xml version=\"1.0\"?>\n<xliff version=\"1.2\"><file source-language=\"en\" target-language=\"fr\"><body>\n{units}</body></file></xliff>\n"
                )
            }
            Format::Tmx => {
                let units = each(&|_, text| {
                    let french = xml::escaped(text);
                    format!(
                        "<tu><tuv xml:lang=\"en\"><seg>Text</seg></tuv><tuv xml:lang=\"fr\"><seg>{french}</seg></tuv></tu>\n"
                    )
                });
                format!("<tmx version=\"1.4\"><header srclang=\"en\"/><body>\n{units}</body></tmx>\n")
            }
            Format::Srt => each(&|n, text| {
                format!("{}\r\n00:00:{n:02},000 --> 00:00:{n:02},900\r\n{text}\r\n\r\n", n + 1)
            }),
            Format::Vtt => {
                let cues =
                    each(&|n, text| format!("\n00:{n:02}.000 --> 00:{n:02}.900\n{}\n", xml::escaped(text)));
                format!("WEBVTT\n{cues}")
            }
            Format::Json => {
                let rows = each(&|n, text| {
                    format!(",\n  \"key{n}\": \"{}\"", json::escaped(text).unwrap_or_default())
                });
                format!("{{\"n\": 1{rows}}}")
            }
            Format::JsonLines => {
                each(&|_, text| format!("{{\"text\": \"{}\"}}\n", json::escaped(text).unwrap_or_default()))
            }
            Format::Csv => {
                let rows =
                    each(&|n, text| format!("{n},\"{}\"\n", csv::escaped_quoted(text).unwrap_or_default()));
                format!("id,fr\n{rows}")
            }
            Format::Tsv => {
                let rows =
                    each(&|n, text| format!("{n}\t\"{}\"\n", csv::escaped_quoted(text).unwrap_or_default()));
                format!("id\tfr\n{rows}")
            }
            Format::Yaml => each(&|n, text| format!("key{n}: '{}'\n", text.replace('\'', "''"))),
            Format::Toml | Format::Strings => {
                let end = if format == Format::Strings { ";" } else { "" };
                each(&|n, text| format!("\"key{n}\" = \"{}\"{end}\n", po::escaped(text)))
            }
            Format::Properties => each(&|n, text| format!("key{n} = {}\n", text.replace('\\', "\\\\"))),
            Format::Android => {
                let rows = each(&|n, text| {
                    let text =
                        xml::escaped(&text.replace('\\', "\\\\")).replace('\'', "\\'").replace('"', "\\\"");
                    format!("<string name=\"key{n}\">{text}</string>\n")
                });
                format!("<resources>\n{rows}</resources>\n")
            }
            Format::Plain | Format::Markdown | Format::Html | Format::Office => texts.join("\n\n"),
        }
    }

    /// Every run of the prose is cut from the file as it is.
    fn check_map(document: &Document) {
        let Some(map) = &document.map else { return };
        for piece in map.pieces() {
            let source = document.text.get(piece.source.clone());
            assert!(source.is_some(), "{piece:?} cuts a character or leaves the file");
            if piece.kind == PieceKind::Verbatim {
                assert_eq!(source, document.prose.get(piece.prose.clone()));
            }
        }
        for pair in &document.pairs {
            let text = &pair.target.text;
            for (at, c) in text.char_indices() {
                let place = pair.target.in_file(at..at + c.len_utf8());
                assert!(document.text.get(place).is_some());
            }
        }
    }

    fn replacing(prose: &str, range: Range<usize>, by: &str) -> Finding {
        let span = Span::new(prose, range).expect("a sound range");
        Finding {
            rule: "toy/rule".into(),
            category: "accuracy/mistranslation".into(),
            severity: Severity::Error,
            confidence: Confidence::High,
            message: String::new(),
            help: None,
            span,
            fixes: vec![Fix {
                title: String::new(),
                applicability: Applicability::Safe,
                edits: vec![Edit { span, replacement: by.into() }],
            }],
            known: false,
        }
    }

    #[test]
    fn each_format_says_what_its_file_says() {
        let texts =
            ["L’été est là, dit-il.".to_string(), "Deux mots : \"oui\" & <non>, d'accord.".to_string()];
        for format in FORMATS {
            let file = file_of(format, &texts);
            let document = read(&file, format);
            assert_eq!(document.fault, None, "{format}");
            assert!(document.prose.starts_with(&texts[0]), "{format}: {}", document.prose);
            check_map(&document);
        }
    }

    #[test]
    fn a_fix_is_written_as_the_format_writes_it() {
        let texts = ["Il a dit bonjour au voisin hier soir.".to_string(), "Une autre phrase.".to_string()];
        for format in FORMATS {
            let file = file_of(format, &texts);
            let document = read(&file, format);
            let at = document.prose.find("bonjour").expect("it is there");
            let by = "« oui » \\ \"a\" & b";
            let found = document.carry_back(vec![replacing(&document.prose, at..at + 7, by)]);
            let Some(fix) = found.first().and_then(|finding| finding.fix(Applicability::Safe)) else {
                panic!("{format}: the fix is withdrawn");
            };
            let mended = apply(&file, &fix.edits);
            let again = read(&mended, format);
            assert_eq!(again.fault, None, "{format}: {mended}");
            let wanted = document.prose.replace("bonjour", by);
            let plain = |text: &str| text.replace('`', "");
            assert_eq!(plain(&again.prose), plain(&wanted), "{format}: {mended}");
            // All else is as it was.
            let (before, after) = (fix.edits[0].span.start(), file.len() - fix.edits[0].span.end());
            assert!(
                mended.starts_with(&file[..before]) && mended.ends_with(&file[file.len() - after..]),
                "{format}"
            );
        }
    }

    #[test]
    fn a_translation_is_told_from_its_source() {
        let file = "msgid \"\"\nmsgstr \"Language: fr\\n\"\n\nmsgctxt \"menu\"\nmsgid \"_Open %s\"\nmsgstr \"_Ouvrir %s\"\n";
        let document = read(file, Format::Po);
        assert_eq!(document.prose, "Ouvrir `s`");
        assert_eq!(document.segments[0].source.as_deref(), Some("_Open %s"));
        assert_eq!(document.segments[0].id.as_deref(), Some("menu"));
        assert_eq!(document.pairs.len(), 1);
    }

    #[test]
    fn other_languages_are_left_alone() {
        let file = "msgid \"\"\nmsgstr \"Language: de\\n\"\n\nmsgid \"Open\"\nmsgstr \"Öffnen\"\n";
        assert!(read(file, Format::Po).pairs.is_empty());
        let file = "<xliff version=\"2.0\" srcLang=\"en\" trgLang=\"es\"><file><unit id=\"1\"><segment><source>a</source><target>un</target></segment></unit></file></xliff>";
        assert!(read(file, Format::Xliff).segments.is_empty());
    }

    #[test]
    fn xliff_2_tags_are_no_prose() {
        let file = "<xliff version=\"2.0\" srcLang=\"en\" trgLang=\"fr\"><file><unit id=\"u\"><segment state=\"final\">\
                    <source>Press <pc id=\"1\">OK</pc><ph id=\"2\"/>.</source>\
                    <target>Appuyez sur <pc id=\"1\">OK</pc><ph id=\"2\"/>.</target></segment>\
                    </unit><unit id=\"v\" translate=\"no\"><segment><source>x</source><target>y</target></segment></unit></file></xliff>";
        let document = read(file, Format::Xliff);
        assert!(document.prose.starts_with("Appuyez sur OK`"), "{}", document.prose);
        assert_eq!((document.pairs.len(), document.boundaries.len()), (1, 2));
        assert_eq!(document.pairs[0].target.tags.len(), 3);
    }

    #[test]
    fn a_fault_has_its_place() {
        let fault = |text: &str, format| read(text, format).fault.map(|fault| fault.offset);
        assert_eq!(fault("msgid \"a\"\nmsgstr \"b\n", Format::Po), Some(17));
        assert_eq!(fault("msgid \"a\"\nfoo \"b\"\n", Format::Po), Some(10));
        assert!(fault("<xliff><file></xliff>", Format::Xliff).is_some());
        assert_eq!(fault("<html/>x<p>", Format::Tmx), Some(0));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_text_is_read_or_refused(text in "[a-zé\"'\\\\<>{}%_&:=#|\\-\\[\\] \n\t0-9]{0,80}", pick in 0..FORMATS.len()) {
            check_map(&read(&text, FORMATS[pick]));
        }

        #[test]
        fn what_is_written_is_read_again(
            texts in prop::collection::vec("[A-Za-zéàç’'\"\\\\<>&,.%{}: ]{1,40}[a-z]", 1..4),
            pick in 0..FORMATS.len(),
        ) {
            let file = file_of(FORMATS[pick], &texts);
            let document = read(&file, FORMATS[pick]);
            prop_assert_eq!(&document.fault, &None);
            check_map(&document);
        }

        #[test]
        fn a_fix_never_breaks_its_file(
            texts in prop::collection::vec("[A-Z][a-zé]{2,6} [a-zé\"'\\\\&, ]{1,30}[a-z]{4}", 1..4),
            by in "[a-zé\"'\\\\&<,;: ]{0,8}",
            pick in 0..FORMATS.len(),
            at in any::<prop::sample::Index>(),
        ) {
            let format = FORMATS[pick];
            let file = file_of(format, &texts);
            let document = read(&file, format);
            let words: Vec<Range<usize>> = document.prose.match_indices(char::is_alphabetic).map(|(at, c)| at..at + c.len()).collect();
            prop_assume!(!words.is_empty());
            let found = document.carry_back(vec![replacing(&document.prose, at.get(&words).clone(), &by)]);
            for fix in found.iter().filter_map(|finding| finding.fix(Applicability::Safe)) {
                let mended = apply(&file, &fix.edits);
                let again = read(&mended, format);
                prop_assert_eq!(&again.fault, &None, "{}", mended);
                prop_assert_eq!(again.segments.len() <= document.segments.len(), true);
            }
        }
    }
}
