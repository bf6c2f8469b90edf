//! What a rule says of itself, in Markdown, for the formats that carry it to where findings are read.

use std::iter;

use toml::Spanned;

use super::visible;
use crate::language::Language;
use crate::library::RuleSet;
use crate::rule::Rule;
use crate::rule::check::entry_id;
use crate::rule::model::{Entry, OneOrMany};

/// Examples that are shown of a rule.
const EXAMPLES: usize = 3;

/// The rule with this id, or whose table has an entry with it, in the first of the sets that has it.
pub fn rule<'r>(rules: &'r [RuleSet], id: &str) -> Option<&'r Rule> {
    rules.iter().find_map(|set| set.get(id))
}

/// Why it is wrong, what to do, examples, references.
pub fn markdown(rule: &Rule, id: &str) -> String {
    let file = &rule.file;
    let mut parts = Vec::new();
    parts.extend(file.why.as_deref().map(|why| paragraphs(why.trim())));
    parts.extend(file.help.as_ref().map(|help| escaped(help.text(Language::English))));
    let examples = examples(rule, id);
    if !examples.is_empty() {
        parts.push(format!("| wrong | mended |\n|---|---|\n{}", examples.concat()));
    }
    let references: Vec<String> = file
        .references
        .iter()
        .map(|reference| format!("- [{}](<{}>)\n", escaped(&reference.title), reference.url))
        .collect();
    if !references.is_empty() {
        parts.push(references.concat());
    }
    parts.push(format!("`relire explain {}`", visible(id)));
    parts.join("\n\n")
}

/// Rows of a table: a text as it is found, and as it is mended.
fn examples(rule: &Rule, id: &str) -> Vec<String> {
    let entry_of = |entry: &&Entry| id.strip_prefix(&rule.id) == Some(&format!("/{}", entry_id(entry)));
    let entry = rule.file.entry.iter().map(Spanned::get_ref).find(entry_of);
    let of_entry = entry.into_iter().flat_map(|entry| {
        let fixed = texts(&entry.fixed).iter().map(String::as_str);
        texts(&entry.bad).iter().map(String::as_str).zip(fixed.chain(iter::repeat("")))
    });
    let of_rule = rule.file.example.iter().filter_map(|example| {
        let example = example.get_ref();
        Some((example.bad.as_deref()?, example.fixed.as_deref().unwrap_or_default()))
    });
    // The words that are found stand between << and >>.
    let bold = |bad: &str| escaped(bad).replace("&lt;&lt;", "**").replace("&gt;&gt;", "**");
    let row = |(bad, fixed): (&str, &str)| format!("| {} | {} |\n", bold(bad), escaped(fixed));
    of_entry.chain(of_rule).take(EXAMPLES).map(row).collect()
}

fn texts(texts: &Option<Spanned<OneOrMany>>) -> &[String] {
    texts.as_ref().map_or(&[], |texts| &texts.get_ref().0)
}

/// The text in paragraphs, with nothing in it that Markdown would take for more than text.
fn paragraphs(text: &str) -> String {
    text.split("\n\n")
        .map(|paragraph| escaped(&paragraph.replace('\n', " ")))
        .collect::<Vec<_>>()
        .join("\n\n")
}

/// The text on one line, with nothing in it that Markdown or HTML would take for more than text.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in visible(text).chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' | '$' | '@' => {
                escaped.push('\\');
                escaped.push(c);
            }
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_finds_only_text() {
        assert_eq!(escaped("a|b <b> `c`\n**d**"), r"a\|b &lt;b&gt; \`c\`⏎\*\*d\*\*");
    }

    #[test]
    fn every_built_in_rule_and_entry_has_its_page() {
        let rules = [RuleSet::builtin()];
        for check in rules[0].rules().iter().flat_map(|rule| &rule.checks) {
            let of_a_file =
                |rule: &crate::rule::Rule| rule.file.example.iter().all(|e| e.get_ref().bad.is_none());
            if check.id.starts_with("bilingual/") && rules[0].get(&check.id).is_some_and(of_a_file) {
                // What takes more than one translation to be found has no example that is reported.
                continue;
            }
            let page = markdown(rule(&rules, &check.id).expect("its rule"), &check.id);
            assert!(page.contains("| wrong | mended |"), "{}: {page}", check.id);
        }
    }
}
