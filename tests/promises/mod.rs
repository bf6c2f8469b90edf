//! The promises of SECURITY.md, asked of one input: of inputs that once broke one (`tests/regressions`), and of all
//! that a fuzzer makes up (`fuzz/`). There is a function for each fuzz target; it panics where a promise is broken.

use std::cell::LazyCell;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use relire::baseline::Baseline;
use relire::bilingual::Glossary;
use relire::config::Config;
use relire::dictionaries::UserDictionaries;
use relire::engine::{Engine, Format, Selection};
use relire::finding::{Applicability, Finding};
use relire::fix::{edits, mend, plan};
use relire::format::{Chosen, Document, PieceKind, Reading, extract, extract_with, original};
use relire::level::{Confidence, FailOn};
use relire::library::{RuleSet, examples};
use relire::report::{
    Checked, Concise, Full, Github, Gitlab, Html, Json, JsonLines, Junit, Mqm, MqmCsv, Rdjson, Report, Sarif,
    Tally, Texts, fault, visible,
};
use relire::rule::fault::Fault;
use relire::source::Source;
use relire::span::Span;
use relire::text::{Block, Triggers, Words, blocks};
use tempfile::TempDir;
use toml::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The longest text that is looked at: time grows with the text, and `-timeout` is for what grows faster.
const LONGEST: usize = 1 << 16;

static BUILTIN: LazyLock<RuleSet> = LazyLock::new(RuleSet::builtin);
static EVERYTHING: LazyLock<Engine> = LazyLock::new(|| engine(&BUILTIN));
/// The rules that compare a translation with its source, which engines are made of quickly.
static COMPARISONS: LazyLock<RuleSet> = LazyLock::new(comparisons);

thread_local!(static HOUSE: LazyCell<House> = LazyCell::new(House::new));

/// Asks what the fuzz target of this name asks; `None` if there is no such target.
pub fn ask(target: &str, data: &[u8]) -> Option<()> {
    match target {
        "config" => config(data),
        "expression" => expression(data),
        "fixer" => file(&[Format::Plain], data),
        "glossary" => glossary(data),
        "html" => file(&[Format::Html], data),
        "json" => file(&[Format::Json, Format::JsonLines], data),
        "keys" => {
            file(&[Format::Yaml, Format::Toml, Format::Properties, Format::Strings, Format::Android], data)
        }
        "lists" => lists(data),
        "markdown" => file(&[Format::Markdown], data),
        "office" => office(data),
        "pair" => pair(data),
        "phrase" => phrase(data),
        "po" => file(&[Format::Po], data),
        "report" => report(data),
        "rule" => rule(data),
        "subtitles" => file(&[Format::Srt, Format::Vtt], data),
        "table" => file(&[Format::Csv, Format::Tsv], data),
        "tmx" => file(&[Format::Tmx], data),
        "tokenizer" => tokens(data),
        "xliff" => file(&[Format::Xliff], data),
        _ => return None,
    }
    Some(())
}

/// A file, decoded, mapped, checked and mended. Of several formats, its first byte chooses one.
fn file(formats: &[Format], data: &[u8]) {
    let (format, data) = match (formats, data) {
        (&[only], data) => (only, data),
        (_, [first, rest @ ..]) => (formats[*first as usize % formats.len()], rest),
        (_, []) => return,
    };
    if data.len() > LONGEST {
        return;
    }
    let Ok(source) = Source::decode("text", data.to_vec()) else { return };
    assert_eq!(*source.bytes(), *data, "a text is written as it was read");
    map(&extract(source.text(), format));
    text(&EVERYTHING, source.text(), format);
}

/// A document’s archive as it is, or made around the XML of one.
fn office(data: &[u8]) {
    let made = match data {
        [b'P', b'K', ..] | [] => data.to_vec(),
        [first, xml @ ..] => {
            let name = if first % 2 == 0 { "word/document.xml" } else { "content.xml" };
            let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
            writer.start_file(name, SimpleFileOptions::default()).expect("memory takes all");
            writer.write_all(xml).expect("memory takes all");
            writer.finish().expect("memory takes all").into_inner()
        }
    };
    if let Ok(Some(source)) = Source::of_office("text", &made) {
        for finding in EVERYTHING.checker().check(source.text(), Format::Plain) {
            lies_in(source.text(), &finding);
            source.line_column(finding.span.start());
        }
    }
}

/// All rules, at any confidence.
fn everything() -> Selection {
    Selection { min_confidence: Confidence::Low, preview: true, ..Selection::default() }
}

fn comparisons() -> RuleSet {
    let mut above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let rules = above.find_map(|folder| fs::read_dir(folder.join("rules/bilingual")).ok()).expect("rules");
    let folder = tempfile::tempdir().expect("a folder");
    let family = folder.path().join("bilingual");
    fs::create_dir(&family).expect("made");
    for rule in rules.map(|entry| entry.expect("an entry")) {
        fs::copy(rule.path(), family.join(rule.file_name())).expect("copied");
    }
    let mut faults = Vec::new();
    let rules = RuleSet::load(&[folder.path().to_owned()], &mut faults);
    assert!(faults.is_empty() && !rules.rules().is_empty(), "{faults:?}");
    rules
}

fn engine(rules: &RuleSet) -> Engine<'_> {
    Engine::new(rules, &everything())
}

/// Findings lie in the text, the same ones each time; fixes don't overlap, come to an end, and leave nothing to do.
fn text(engine: &Engine, text: &str, format: Format) {
    let mut checker = engine.checker();
    let mut check = |text: &str| checker.check(text, format);
    let findings = check(text);
    findings.iter().for_each(|finding| lies_in(text, finding));
    // One level a text: what mends it costs the most.
    let level = if text.len().is_multiple_of(2) { Applicability::Safe } else { Applicability::Unsafe };
    let planned = plan(text, &findings, level);
    let edits = edits(&planned, level);
    for pair in edits.windows(2) {
        assert!(pair[0].span.end() <= pair[1].span.start(), "{pair:?}");
    }
    let first = mend(text, format, &mut check, level);
    assert_eq!(first.found, findings, "what is found depends on what was read before");
    let second = mend(&first.text, format, &mut check, level);
    assert_eq!((second.fixed, second.text), (0, first.text), "{level:?}");
}

fn lies_in(text: &str, finding: &Finding) {
    let edits = finding.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
    for span in edits.chain([finding.span]) {
        assert_eq!(Span::new(text, span.range()), Some(span), "{}", finding.rule);
    }
}

/// Every piece, segment, boundary and comment is where it says it is.
fn map(document: &Document) {
    let Some(map) = &document.map else {
        assert_eq!(document.prose, document.text);
        return;
    };
    let mut last = 0;
    for piece in map.pieces() {
        assert_eq!(piece.prose.start, last, "pieces leave nothing out");
        last = piece.prose.end;
        let (prose, source) = (&document.prose[piece.prose.clone()], &document.text[piece.source.clone()]);
        match piece.kind {
            PieceKind::Verbatim => assert_eq!(prose, source),
            PieceKind::Inserted => assert_eq!(source, ""),
            PieceKind::Decoded | PieceKind::Protected => assert_ne!(source, ""),
        }
    }
    assert_eq!(last, document.prose.len());
    let mut last = 0;
    for segment in &document.segments {
        assert!(segment.range.start >= last && segment.range.end > segment.range.start);
        assert!(document.text.get(segment.outer.clone().unwrap_or(0..0)).is_some());
        last = segment.range.end;
    }
    let mut last = 0;
    for boundary in &document.boundaries {
        assert!(boundary.at >= last && document.prose.is_char_boundary(boundary.at));
        assert!(document.text.get(boundary.source.clone()).is_some());
        last = boundary.at;
    }
    assert!(document.comments.iter().all(|comment| document.text.get(comment.range.clone()).is_some()));
}

/// A folder with one rule file.
struct House {
    _folder: TempDir,
    root: PathBuf,
    file: PathBuf,
}

impl House {
    /// The folder `house` in a new one.
    fn new() -> House {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("rules");
        let file = root.join("house/rule.toml");
        fs::create_dir_all(root.join("house")).expect("made");
        House { _folder: folder, root, file }
    }

    /// A file beside the rules.
    fn hold(&self, name: &str, data: &[u8]) -> PathBuf {
        let path = self.root.with_file_name(name);
        fs::write(&path, data).expect("written");
        path
    }

    /// The rules of the folder once the file holds this, and what is wrong with it.
    fn load(&self, rule: &[u8]) -> (RuleSet, Vec<Fault>) {
        fs::write(&self.file, rule).expect("written");
        let mut faults = Vec::new();
        let rules = RuleSet::load(std::slice::from_ref(&self.root), &mut faults);
        for one in &faults {
            assert!(one.text.get(one.span.clone()).is_some(), "{one:?}");
            let mut shown = Vec::new();
            fault::rule(&mut shown, one, true).expect("memory takes all");
        }
        (rules, faults)
    }
}

/// Tokens, sentences and paragraphs follow each other and leave no word out.
fn tokens(data: &[u8]) {
    let Ok(source) = Source::decode("text", data.to_vec()) else { return };
    assert_eq!(*source.bytes(), *data);
    let text = source.text();
    let (mut block, mut words) = (Block::default(), Words::default());
    let mut last = 0;
    for range in blocks(text) {
        assert_eq!(range.start, last);
        last = range.end;
        block.read(text, range.clone(), &mut words, |_| Triggers::default());
        let mut at = range.start;
        for token in &block.tokens {
            let token = token.range();
            assert!(token.start < token.end, "{token:?}");
            let skipped = text.get(at..token.start).expect("tokens are in order, between characters");
            assert!(!skipped.contains(char::is_alphanumeric), "{skipped:?}");
            assert!(source.disk_offset(token.start) <= data.len());
            source.line_column(token.start);
            at = token.end;
        }
        let skipped = text.get(at..range.end).expect("tokens end in the block");
        assert!(!skipped.contains(char::is_alphanumeric), "{skipped:?}");
        for divisions in [&block.sentences, &block.paragraphs] {
            let mut next = 0;
            for division in divisions {
                assert_eq!(division.start, next);
                assert!(division.end > next);
                next = division.end;
            }
            assert_eq!(next, block.tokens.len());
        }
    }
    assert_eq!(last, text.len());
}

/// The first line of an input, and the text after it.
fn line_and_text(data: &[u8]) -> Option<(&str, &str)> {
    std::str::from_utf8(data).ok()?.split_once('\n')
}

/// The first line is a phrase, its fix and what must not stand before it; the rest is the text it is looked for in.
fn phrase(data: &[u8]) {
    let Some((line, rest)) = line_and_text(data) else { return };
    let mut parts = line.split('\t');
    let phrase = Value::from(parts.next().unwrap_or_default());
    let fix = Value::from(parts.next().unwrap_or("{match}"));
    let before = parts.next().map(|before| format!("[unless]\nbefore = [{}]\n", Value::from(before)));
    let matching = format!("phrase = {phrase}\n{}", before.unwrap_or_default());
    let (rules, _) = HOUSE.with(|house| house.load(house_rule(&matching, &fix).as_bytes()));
    text(&engine(&rules), rest, Format::Plain);
}

/// The first line is a letter for the kind of matcher, an expression, and what must stand around it; the rest is the
/// text it runs on.
fn expression(data: &[u8]) {
    let Some((line, rest)) = line_and_text(data) else { return };
    let mut parts = line.split('\t');
    let mut chars = parts.next().unwrap_or_default().chars();
    let (kind, format) = match chars.next() {
        Some('l') => ("line", Format::Plain),
        Some('m') => ("markup", Format::Html),
        Some('w') => ("markup", Format::Markdown),
        _ => ("regex", Format::Plain),
    };
    let mut matching = format!("{kind} = {}\n[when]\n", Value::from(chars.as_str()));
    let sides: String = (["left", "right"].iter().zip(parts))
        .filter(|(_, side)| !side.is_empty())
        .map(|(key, side)| format!("{key} = {}\n", Value::from(side)))
        .collect();
    match sides.is_empty() {
        true => matching.truncate(matching.len() - "[when]\n".len()),
        false => matching += &sides,
    }
    let (rules, _) = HOUSE.with(|house| house.load(house_rule(&matching, &Value::from("mot")).as_bytes()));
    text(&engine(&rules), rest, format);
}

fn house_rule(matching: &str, fix: &Value) -> String {
    format!(
        "title = 't'\ncategory = 'accuracy/mistranslation'\nseverity = 'error'\nconfidence = 'high'\n\
         message = 'm'\n[[match]]\n{matching}[[fix]]\ntext = {fix}\napplicability = 'safe'\n\
         [[example]]\nbad = '<<x>>'\n[[example]]\ngood = 'x'\n"
    )
}

/// A text that a rule may find something in.
const PAGE: &str = "# Le Monetary Instances\n\nL’été, il adresse le problème. Cela fait du sens — « oui ».\n";

/// Any bytes as a rule file: loaded, its faults shown, its examples run.
fn rule(data: &[u8]) {
    let (rules, _) = HOUSE.with(|house| house.load(data));
    for rule in rules.rules() {
        examples::run(&rules, rule);
    }
    let engine = engine(&rules);
    text(&engine, PAGE, Format::Markdown);
    let source = Source::decode("page.md", PAGE.as_bytes().to_vec()).expect("text");
    shown(&source, &engine.checker().check(PAGE, Format::Markdown));
}

/// A translation and the file it translates. The first line is a letter for the format, the field that is read, and
/// the column of the source; the files follow, with a line of `=====` between them.
fn pair(data: &[u8]) {
    let Some((line, rest)) = line_and_text(data).filter(|_| data.len() <= LONGEST) else { return };
    let (source, target) = rest.split_once("\n=====\n").unwrap_or(("", rest));
    let mut parts = line.split('\t');
    let Some(letter) = parts.next().and_then(|first| first.bytes().next()) else { return };
    let format = Format::all()[usize::from(letter.saturating_sub(b'a')) % Format::all().len()];
    let reading = Arc::new(Reading {
        chosen: Chosen::new(parts.next().filter(|field| !field.is_empty())),
        source_column: parts.next().map(str::to_owned),
        original: original(source, format).ok().filter(|_| !source.is_empty()),
        ..Reading::default()
    });
    map(&extract_with(target, format, &reading));
    let engine = Engine::new(&COMPARISONS, &Selection { reading, ..everything() });
    text(&engine, target, format);
}

/// A translation that a glossary has something to say of.
const TRANSLATION: &str = "msgid \"The cloud instances use the home row of the device drivers, Mr. Smith\"\n\
                           msgstr \"Les exemples du nuage utilisent la rangée de repos des pilotes, M. Smith\"\n";

/// The first byte says whether the rest is a glossary in TOML or in TBX.
fn glossary(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else { return };
    let name = if first % 2 == 0 { "terms.toml" } else { "terms.tbx" };
    let Ok(glossary) = HOUSE.with(|house| Glossary::open(&[house.hold(name, rest)])) else { return };
    let engine = Engine::new(&COMPARISONS, &Selection { glossary: Arc::new(glossary), ..everything() });
    text(&engine, TRANSLATION, Format::Po);
}

/// The first byte says whether the rest is a list of words or a baseline.
fn lists(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else { return };
    let path = HOUSE.with(|house| house.hold("list", rest));
    if first % 2 == 0 {
        match UserDictionaries::open(&[], &[path]) {
            Ok(words) => assert!(!words.knows("")),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
        return;
    }
    match Baseline::load(&path) {
        Ok(baseline) => {
            let mut findings = EVERYTHING.checker().check(PAGE, Format::Markdown);
            baseline.mark(Path::new("page.md"), PAGE, &mut findings);
            assert!(baseline.entries().all(|entry| baseline.holds(entry.fingerprint)));
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// What is found in a text, in each format of output: nothing that a terminal acts on.
fn report(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else { return };
    let (format, name) = [
        (Format::Plain, "page.txt"),
        (Format::Markdown, "été\u{1B}[2J\n.md"),
        (Format::Html, "a \u{202E}b&\".html"),
        (Format::Po, "=a,b.po"),
    ][usize::from(first % 4)];
    let Ok(source) = Source::decode(name, rest.to_vec()) else { return };
    let findings = EVERYTHING.checker().check(source.text(), format);
    shown(&source, &findings);
}

fn shown(source: &Source, findings: &[Finding]) {
    let checked = Checked { source, findings, fail_on: FailOn::Hint };
    let (rules, texts) = (std::slice::from_ref(&*BUILTIN), Texts::default());
    let reports: [(Box<dyn Report>, &str); 12] = [
        (Box::new(Full::default()), ""),
        (Box::new(Concise), ""),
        (Box::new(Json), "json"),
        (Box::new(JsonLines), "lines"),
        (Box::new(Sarif::new(rules, true)), "json"),
        (Box::new(Github::new(None)), ""),
        (Box::new(Gitlab), "json"),
        (Box::new(Junit::default()), ""),
        (Box::new(Html::new(rules)), ""),
        (Box::new(Rdjson), "json"),
        (Box::new(Mqm::new(texts.clone())), ""),
        (Box::new(MqmCsv::new(texts)), ""),
    ];
    let mut tally = Tally::default();
    tally.add(findings);
    for (at, (report, kind)) in reports.iter().enumerate() {
        let mut out = Vec::new();
        report.start(&mut out).expect("memory takes all");
        report.file(&mut out, &checked).expect("memory takes all");
        report.end(&mut out, &tally).expect("memory takes all");
        let out = String::from_utf8(out).expect("a report is text");
        for line in out.split('\n') {
            let line = line.strip_suffix('\r').unwrap_or(line);
            assert_eq!(visible(line), line, "report {at}");
        }
        match *kind {
            "json" => drop(serde_json::from_str::<serde_json::Value>(&out).expect("JSON")),
            "lines" => {
                for line in out.lines() {
                    serde_json::from_str::<serde_json::Value>(line).expect("JSON");
                }
            }
            _ => {}
        }
    }
}

/// Any bytes as a relire.toml: read, its fault shown, its settings asked.
fn config(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match Config::parse(Path::new("/site/relire.toml"), text.to_owned()) {
        Err(error) => {
            assert!(error.text.get(error.span.clone()).is_some(), "{error:?}");
            assert!(!error.to_string().is_empty());
            fault::config(&mut Vec::new(), &error, true).expect("memory takes all");
        }
        Ok(config) => {
            for path in ["/site/a.md", "/site/vendor/été/b.html", "/elsewhere/c.txt"].map(Path::new) {
                config.excludes(path);
                config.ignores_for(path);
                config.selects_for(path);
            }
            for id in ["spun/parents", "quote/unclosed", "spun/pairs/front"] {
                config.rules.severity_of(id);
                let selecting = config.selectors().filter(|selector| selector.get_ref().matches(id));
                assert!(selecting.count() <= config.selectors().count());
            }
        }
    }
}
