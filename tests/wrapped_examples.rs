//! What a rule finds in plain text it finds on the same words of Markdown and HTML, whatever markup stands around them
//! and however their letters are written; and what its fix makes of the one it makes of the other.

use std::sync::LazyLock;

use relire::engine::{Engine, Format, Selection};
use relire::finding::{Applicability, Finding};
use relire::fix::apply;
use relire::format::extract;
use relire::library::RuleSet;
use relire::library::examples::unmark;
use relire::rule::Rule;

static RULES: LazyLock<RuleSet> = LazyLock::new(RuleSet::builtin);

/// A way to write a line of plain text in a format.
struct Wrapping {
    format: Format,
    wrap: fn(&str) -> String,
}

const WRAPPINGS: [Wrapping; 4] = [
    Wrapping { format: Format::Markdown, wrap: escaped },
    Wrapping { format: Format::Markdown, wrap: linked },
    Wrapping { format: Format::Html, wrap: entities },
    Wrapping { format: Format::Html, wrap: tagged },
];

/// Each mark with a backslash.
fn escaped(line: &str) -> String {
    let escape = |c: char| if c.is_ascii_punctuation() { format!("\\{c}") } else { c.to_string() };
    line.chars().map(escape).collect()
}

/// Each third word, if it is nothing but letters, in a link or in bold.
fn linked(line: &str) -> String {
    let link = |(n, word): (usize, &str)| {
        let letters = !word.is_empty() && word.chars().all(char::is_alphabetic);
        match n % 6 {
            1 if letters => format!("[{word}](a.md)"),
            4 if letters => format!("**{word}**"),
            _ => escaped(word),
        }
    };
    line.split(' ').enumerate().map(link).collect::<Vec<_>>().join(" ")
}

fn entity(c: char) -> String {
    if c.is_ascii() && !"&<>\"".contains(c) { c.to_string() } else { format!("&#{};", u32::from(c)) }
}

/// Each letter with an accent, and each mark that HTML needs, as an entity.
fn entities(line: &str) -> String {
    format!("<p>{}</p>", line.chars().map(entity).collect::<String>())
}

/// Each second word between tags.
fn tagged(line: &str) -> String {
    let tag = |(n, word): (usize, &str)| {
        let word: String = word.chars().map(entity).collect();
        if n % 2 == 1 && !word.is_empty() { format!("<b>{word}</b>") } else { word }
    };
    format!("<p>{}</p>", line.split(' ').enumerate().map(tag).collect::<Vec<_>>().join(" "))
}

/// The lines of text that the examples of a rule are made of.
fn examples(rule: &Rule) -> Vec<String> {
    let own = rule.file.example.iter().filter_map(|example| example.get_ref().bad.clone());
    let entries = rule.file.entry.iter().filter_map(|entry| entry.get_ref().bad.as_ref());
    let marked = own.chain(entries.flat_map(|bad| bad.get_ref().0.clone()));
    marked.map(|bad| unmark(&bad).0).filter(|text| is_line(text)).collect()
}

/// One line without blanks that HTML would take together. Code, addresses and entities are told by how they are written.
fn is_line(text: &str) -> bool {
    text.trim() == text
        && !text.contains("&lt;")
        && !text.contains(['\n', '\t', '`', '\u{ad}', '\u{200b}'])
        && !text.contains("  ")
}

/// What is said of which words, with what the first fix makes of the prose.
type Said = (String, String, Option<String>);

fn said(findings: &[Finding], text: &str, format: Format) -> Vec<Said> {
    let prose = |text: &str| extract(text, format).prose.trim().to_owned();
    findings
        .iter()
        .map(|finding| {
            let fix = finding.fixes.first().filter(|fix| fix.applicability > Applicability::Display);
            let mended = fix.map(|fix| prose(&apply(text, &fix.edits)));
            (finding.rule.clone(), finding.span.slice(text).to_owned(), mended)
        })
        .collect()
}

/// Does a stretch of markup hold these words, and its marks between them? A stretch may cut a link or a tag in two,
/// so it is not read as markup.
fn covers(words: &str, written: &str) -> bool {
    let mut written = written.chars();
    words.chars().filter(|c| c.is_alphanumeric()).all(|c| written.any(|w| w == c))
}

#[test]
fn the_same_is_found_in_every_wrapping() {
    let engine = Engine::new(&RULES, &Selection::default());
    let mut checker = engine.checker();
    let rules = RULES.rules();
    let formats: Vec<&str> =
        rules.iter().filter(|rule| !rule.file.formats.is_empty()).map(|rule| rule.id.as_str()).collect();
    let for_some = |id: &str| {
        let named =
            |rule: &&str| id.strip_prefix(*rule).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        formats.iter().any(named)
    };
    let (mut checked, mut withdrawn) = (0, 0);
    let mut wrong = Vec::new();
    // Rules of markup look at how a file is written, not at its prose.
    let prose = |rule: &&Rule| rule.file.formats.is_empty() && rule.family() != "markup";
    let texts = rules.iter().copied().filter(prose).flat_map(examples);
    for (number, text) in texts.enumerate() {
        let Wrapping { format, wrap } = WRAPPINGS[number % WRAPPINGS.len()];
        let wrapped = wrap(&text);
        if extract(&wrapped, format).prose != text {
            // Blanks at the edges of lines, signs that HTML has no use for.
            continue;
        }
        checked += 1;
        let mut plain = said(&checker.check(&text, Format::Plain), &text, Format::Plain);
        let mut found = said(&checker.check(&wrapped, format), &wrapped, format);
        if found.iter().any(|(rule, ..)| for_some(rule)) {
            // A rule of this format knows it better.
            continue;
        }
        let of_prose = |rule: &str| !for_some(rule) && !rule.starts_with("markup/");
        plain.retain(|(rule, ..)| of_prose(rule));
        found.retain(|(rule, ..)| of_prose(rule));
        let ids = |said: &[Said]| said.iter().map(|(rule, ..)| rule.clone()).collect::<Vec<_>>();
        let covered = plain.iter().zip(&found).all(|((_, plain, _), (_, here, _))| {
            covers(plain, here) || covers(plain, &extract(here, format).prose)
        });
        if ids(&plain) != ids(&found) || !covered {
            wrong.push(format!("{wrapped}\n  plain: {plain:?}\n  here:  {found:?}"));
            continue;
        }
        for ((_, _, plain), (rule, _, here)) in plain.iter().zip(&found) {
            match (plain, here) {
                (Some(plain), Some(here)) if plain != here => {
                    wrong.push(format!("{wrapped}\n  {rule} plain: {plain}\n  here:  {here}"));
                }
                (Some(_), None) => withdrawn += 1,
                _ => {}
            }
        }
    }
    assert!(checked > 3_000, "only {checked} examples were compared");
    assert!(wrong.is_empty(), "{} of {checked}:\n{}", wrong.len(), wrong[..wrong.len().min(20)].join("\n"));
    assert!(withdrawn * 20 < checked, "{withdrawn} fixes of {checked} were withdrawn");
}
