//! The reference of the rules: a Markdown page for each family, and one that lists them.
//!
//! All of it comes from the rule files and the last figures, so that nothing has to be said twice. Tables of many
//! entries show their first ones and a round number, so that an entry more does not change the page.

use std::fmt::Write;

use crate::figures::{Figures, thousands};
use crate::finding::Applicability;
use crate::language::Language;
use crate::library::RuleSet;
use crate::rule::Rule;
use crate::rule::check::entry_id;
use crate::rule::model::{Entry, OneOrMany};

/// Entries of a table that are shown.
const ENTRIES_SHOWN: usize = 3;
/// Examples that are shown of one kind.
const EXAMPLES_SHOWN: usize = 4;

/// A page of the reference.
#[derive(Debug, PartialEq, Eq)]
pub struct Page {
    /// Its file name.
    pub name: String,
    /// Its text, Markdown.
    pub text: String,
}

/// The pages for these rules: README.md, then one for each family.
pub fn pages(rules: &RuleSet) -> Vec<Page> {
    let mut families: Vec<(&str, Vec<&Rule>)> = Vec::new();
    for rule in rules.rules() {
        match families.last_mut() {
            Some((family, members)) if *family == rule.family() => members.push(rule),
            _ => families.push((rule.family(), vec![rule])),
        }
    }
    let mut pages = vec![Page { name: "README.md".into(), text: index(&families) }];
    for (name, members) in &families {
        let mut text = format!("{HEAD}# {name}\n");
        for rule in members {
            section(&mut text, rule);
        }
        pages.push(Page { name: format!("{name}.md"), text });
    }
    pages
}

const HEAD: &str =
    "<!-- Made from the rule files by `relire rules --write-pages`; changes here are lost. -->\n\n";

fn index(families: &[(&str, Vec<&Rule>)]) -> String {
    let (sound, translated) = Figures::last().words();
    let mut text = format!(
        "{HEAD}# The rules\n\n\
         What each rule finds, by family. [How to write rules](../rules.md) explains the terms. The figures say how often a\n\
         rule spoke when it was last measured, on {} words of sound French and {} of translated French.\n\n\
         | rule | what it finds | confidence | fix |\n|---|---|---|---|\n",
        thousands(sound),
        thousands(translated),
    );
    for (family, members) in families {
        for rule in members {
            let file = &rule.file;
            let title = plain(&file.title).replace('|', "\\|");
            let preview = if file.preview { " (on trial)" } else { "" };
            let fix = fix_word(best_fix(rule));
            let anchor = anchor(&rule.id);
            line(
                &mut text,
                &format!(
                    "| [{}]({family}.md#{anchor}) | {title}{preview} | {} | {fix} |",
                    rule.id, file.confidence
                ),
            );
        }
    }
    text
}

fn section(text: &mut String, rule: &Rule) {
    let file = &rule.file;
    line(text, &format!("\n## {}\n\n{}.", rule.id, plain(&file.title)));
    if let Some(why) = &file.why {
        line(text, &format!("\n{}", plain(why.trim())));
    }
    if let Some(help) = &file.help {
        line(text, &format!("\n{}", plain(help.text(Language::English))));
    }
    let preview = if file.preview { "; on trial: runs with `preview = true`" } else { "" };
    line(
        text,
        &format!(
            "\n{}, {} confidence, `{}`, fix: {}{preview}",
            file.severity,
            file.confidence,
            file.category,
            fix_word(best_fix(rule))
        ),
    );
    if let Some(said) = Figures::last().of(&rule.id) {
        line(text, &format!("\nMeasured: {said}."));
    }
    let mut shown = Vec::new();
    let mut kinds = [0, 0];
    for example in &file.example {
        let example = example.get_ref();
        let kind = usize::from(example.good.is_some());
        kinds[kind] += 1;
        if kinds[kind] <= EXAMPLES_SHOWN {
            signed(&mut shown, '-', example.bad.as_deref());
            signed(&mut shown, '+', example.fixed.as_deref());
            signed(&mut shown, ' ', example.good.as_deref());
        }
    }
    for entry in file.entry.iter().take(ENTRIES_SHOWN) {
        examples_of(&mut shown, entry.get_ref());
    }
    if !shown.is_empty() {
        let fence = fence(&shown);
        line(text, &format!("\n{fence}diff\n{}\n{fence}", shown.join("\n")));
    }
    if file.entry.len() > ENTRIES_SHOWN {
        let first = entry_id(file.entry[0].get_ref());
        line(
            text,
            &format!(
                "\nThese and {} more; each has a name, such as `{}/{first}`.",
                some(file.entry.len() - ENTRIES_SHOWN),
                rule.id
            ),
        );
    }
    for reference in &file.references {
        line(text, &format!("\n- [{}]({})", plain(&reference.title), reference.url));
    }
}

fn examples_of(shown: &mut Vec<String>, entry: &Entry) {
    let first = |texts: &Option<toml::Spanned<OneOrMany>>| {
        texts.as_ref().and_then(|texts| texts.get_ref().0.first().cloned())
    };
    signed(shown, '-', first(&entry.bad).as_deref());
    signed(shown, '+', first(&entry.fixed).as_deref());
    signed(shown, ' ', first(&entry.good).as_deref());
}

/// Each line of an example after a sign.
fn signed(shown: &mut Vec<String>, sign: char, text: Option<&str>) {
    shown.extend(text.unwrap_or_default().lines().map(|line| format!("{sign} {line}").trim_end().to_owned()));
}

/// A fence longer than any run of backticks inside.
fn fence(lines: &[String]) -> String {
    let longest = lines.iter().flat_map(|line| line.split(|c| c != '`')).map(str::len).max().unwrap_or(0);
    "`".repeat(longest.max(2) + 1)
}

/// A number rounded down to its first digit, in words that stay true when it grows a little.
fn some(number: usize) -> String {
    if number < 10 {
        return "a few".into();
    }
    let unit = 10_usize.pow(number.ilog10());
    format!("{} or", thousands(number / unit * unit))
}

/// How far the best of a rule's fixes can be trusted.
pub fn best_fix(rule: &Rule) -> Option<Applicability> {
    rule.checks.iter().filter_map(|check| check.fixes.first()).map(|fix| fix.applicability).max()
}

/// What that means to a reader.
pub fn fix_word(fix: Option<Applicability>) -> &'static str {
    match fix {
        Some(Applicability::Safe) => "safe",
        Some(Applicability::Unsafe) => "unsafe",
        Some(Applicability::Display) => "candidates",
        None => "-",
    }
}

/// What a heading is called in links.
fn anchor(heading: &str) -> String {
    heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect()
}

/// Text in which Markdown sees no marks of its own.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '<' | '*' | '_' | '[' | ']' | '`' | '\\') {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}

fn line(text: &mut String, line: &str) {
    // A string takes all.
    let _ = writeln!(text, "{line}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_that_grows_a_little_reads_the_same() {
        assert_eq!(some(7), "a few");
        assert_eq!(some(123), "100 or");
        assert_eq!(some(123), some(199));
        assert_eq!(some(2345), "2,000 or");
    }

    #[test]
    fn marks_of_markdown_are_escaped_and_fences_are_long_enough() {
        assert_eq!(plain("a <b> *c*"), "a \\<b> \\*c\\*");
        assert_eq!(fence(&["- ```x".into()]), "````");
    }
}
