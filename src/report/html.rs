//! One page for a person to read: the texts with their findings marked, what would mend them, and where they are most.
//!
//! The page needs nothing else, neither network nor another file. Texts are escaped where they are written (by
//! maud, which escapes all that is not said to be markup), so a text that holds markup shows it. What a finding
//! says stands once, as data; one card shows it, so that a page of thousands of findings stays light.

mod chart;
mod section;

use std::collections::BTreeMap;
use std::io::{self, Write};

use maud::{DOCTYPE, Markup, PreEscaped, html};
use twox_hash::XxHash64;

use super::json_text::write_json;
use super::kept::Kept;
use super::{Checked, Report, Tally, about, many, visible};
use crate::level::Severity;
use crate::library::RuleSet;
use chart::{Bar, chart};
use section::Section;

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");
/// Nothing is loaded from anywhere, whatever stands in a text.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";
/// Bars of a chart.
const BARS: usize = 12;

/// A page, put together when all files are known.
pub struct Html<'r> {
    rules: &'r [RuleSet],
    files: Kept<Section>,
    unread: Kept<()>,
}

/// How many findings of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    errors: usize,
    warnings: usize,
    hints: usize,
}

impl<'r> Html<'r> {
    /// A page that describes findings by `rules`.
    pub fn new(rules: &'r [RuleSet]) -> Html<'r> {
        Html { rules, files: Kept::default(), unread: Kept::default() }
    }
}

impl Report for Html<'_> {
    fn file(&self, _: &mut dyn Write, checked: &Checked) -> io::Result<()> {
        if !checked.findings.is_empty() {
            self.files.keep(checked.source.name(), Section::new(checked.source, checked.findings));
        }
        Ok(())
    }

    fn unread(&self, said: &str) {
        self.unread.keep(said, ());
    }

    fn end(&self, out: &mut dyn Write, tally: &Tally) -> io::Result<()> {
        let files: Vec<Section> = self.files.take().into_values().collect();
        let unread: Vec<String> = self.unread.take().into_keys().collect();
        let page = self.page(&files, &unread, tally)?;
        out.write_all(page.into_string().as_bytes())
    }
}

impl Html<'_> {
    fn page(&self, files: &[Section], unread: &[String], tally: &Tally) -> io::Result<Markup> {
        let title = match tally.findings() {
            0 => "relire: nothing found".to_owned(),
            count => format!("relire: {}", many(count, "finding")),
        };
        let data = data(files)?;
        Ok(html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(POLICY);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="generator" content=(concat!("relire ", env!("CARGO_PKG_VERSION")));
                    link rel="icon" href="data:,";
                    title { (title) }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    a.skip href="#texts" { "Skip to the texts" }
                    header {
                        h1 { "relire" }
                        p { (with_code(&tally.to_string())) }
                        (theme())
                    }
                    main {
                        (unreadable(unread))
                        @if !files.is_empty() {
                            (filters(files))
                            (overview(files, |id| about::rule(self.rules, id).map(|rule| rule.file.title.clone())))
                            div #texts tabindex="-1" { @for file in files { (file.markup) } }
                        } @else {
                            p #texts .none tabindex="-1" { "There is nothing to mend." }
                        }
                        div #card role="tooltip" hidden {}
                    }
                    footer { p { "Made by relire " (env!("CARGO_PKG_VERSION")) "." } }
                    script #data type="application/json" { (PreEscaped(data)) }
                    script { (PreEscaped(SCRIPT)) }
                }
            }
        })
    }
}

/// A text whose backquotes set off what one types.
fn with_code(text: &str) -> Markup {
    html! {
        @for (at, part) in text.split('`').enumerate() {
            @if at % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

fn theme() -> Markup {
    html! {
        label.theme {
            "Colours "
            select #theme autocomplete="off" {
                option value="auto" { "of the system" }
                option value="light" { "light" }
                option value="dark" { "dark" }
            }
        }
    }
}

fn unreadable(unread: &[String]) -> Markup {
    html! {
        @if !unread.is_empty() {
            section.unread aria-labelledby="unread-title" {
                h2 #unread-title { "Not checked" }
                ul { @for said in unread { li { (visible(said)) } } }
            }
        }
    }
}

/// What is shown of the findings: families, severities, confidence.
fn filters(files: &[Section]) -> Markup {
    let mut families: BTreeMap<&str, usize> = BTreeMap::new();
    let mut all = Counts::default();
    for file in files {
        for (rule, counts) in &file.rules {
            *families.entry(family(rule)).or_default() += counts.all();
            all.add(*counts);
        }
    }
    html! {
        form #filters autocomplete="off" aria-label="Findings that are shown" {
            div.choices {
                fieldset {
                    legend { "Family" }
                    @for (name, count) in &families {
                        label.chip style=(hue(name)) {
                            input type="checkbox" name="family" value=(name) checked;
                            span.swatch aria-hidden="true" {}
                            (name) " " span.count { (count) }
                        }
                    }
                }
                fieldset {
                    legend { "Severity" }
                    @for severity in [Severity::Error, Severity::Warning, Severity::Hint] {
                        label.chip {
                            input type="checkbox" name="severity" value=(severity) checked;
                            span class={"sample " (severity)} aria-hidden="true" { "a" }
                            (severity) " " span.count { (all.of(severity)) }
                        }
                    }
                }
                fieldset {
                    legend { "Confidence" }
                    label {
                        span.hidden { "At least " }
                        select name="confidence" {
                            option value="low" { "all" }
                            option value="medium" { "medium and high" }
                            option value="high" { "high" }
                        }
                    }
                }
            }
            div.walk {
                p #shown role="status" { (many(all.all(), "finding")) }
                button type="button" #previous { "← Previous" }
                button type="button" #next { "Next →" }
                button type="reset" { "Show all" }
            }
        }
    }
}

/// Where findings are most: charts, and the table of rules.
fn overview(files: &[Section], title: impl Fn(&str) -> Option<String>) -> Markup {
    let mut rules: BTreeMap<&str, Counts> = BTreeMap::new();
    for (rule, counts) in files.iter().flat_map(|file| &file.rules) {
        rules.entry(rule).or_default().add(*counts);
    }
    let mut rules: Vec<(&str, Counts)> = rules.into_iter().collect();
    rules.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.all()));
    let mut by_file: Vec<(&str, Counts)> = files.iter().map(|file| (&*file.name, file.counts())).collect();
    by_file.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.all()));
    let bars = |rows: &[(&str, Counts)]| -> Vec<Bar> {
        rows.iter()
            .take(BARS)
            .map(|(label, counts)| Bar { label: (*label).to_owned(), counts: *counts })
            .collect()
    };
    html! {
        section.overview aria-labelledby="overview-title" {
            h2 #overview-title { "Where they are" }
            div.charts {
                (chart("rule", "Findings per rule", &bars(&rules), rules.len()))
                (chart("file", "Findings per file", &bars(&by_file), by_file.len()))
            }
            div.scroll tabindex="0" role="region" aria-labelledby="rules-caption" {
                table #rules {
                    caption #rules-caption { "Rules" }
                    thead {
                        tr {
                            th scope="col" { "Rule" }
                            th scope="col" { "What it finds" }
                            th.number scope="col" { "Errors" }
                            th.number scope="col" { "Warnings" }
                            th.number scope="col" { "Hints" }
                        }
                    }
                    tbody {
                        @for (rule, counts) in &rules {
                            tr data-rule=(rule) style=(hue(family(rule))) {
                                th scope="row" {
                                    button type="button" aria-pressed="false" title="Show only this rule" { (rule) }
                                }
                                td { (title(rule).as_deref().map(visible).unwrap_or_default()) }
                                td.number { (counts.errors) }
                                td.number { (counts.warnings) }
                                td.number { (counts.hints) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The findings of all files, as the script reads them.
fn data(files: &[Section]) -> io::Result<String> {
    let mut json = Vec::new();
    let rows: Vec<_> = files.iter().map(|file| &file.rows).collect();
    write_json(&mut json, &rows)?;
    let json = String::from_utf8(json).map_err(io::Error::other)?;
    // Inside a script, only `</script` and `<!--` mean anything; the sign stands in strings alone.
    Ok(json.replace('<', "\\u003c"))
}

fn family(rule: &str) -> &str {
    rule.split('/').next().unwrap_or(rule)
}

/// The family's colour, the same on every page: spread by hand for those that come with relire.
fn hue(family: &str) -> String {
    const FAMILIES: [&str; 15] = [
        "spun",
        "untranslated",
        "sense",
        "quote",
        "grammar",
        "residue",
        "link",
        "duplicate",
        "name",
        "typography",
        "calque",
        "locale",
        "spun-french",
        "encoding",
        "idiom",
    ];
    let degrees = match FAMILIES.iter().position(|known| *known == family) {
        Some(at) => at as u64 * 360 / FAMILIES.len() as u64,
        None => XxHash64::oneshot(0, family.as_bytes()) % 360,
    };
    format!("--hue:{degrees}")
}

impl Counts {
    fn one(severity: Severity) -> Counts {
        let mut counts = Counts::default();
        match severity {
            Severity::Error => counts.errors = 1,
            Severity::Warning => counts.warnings = 1,
            Severity::Hint => counts.hints = 1,
        }
        counts
    }

    fn add(&mut self, more: Counts) {
        self.errors += more.errors;
        self.warnings += more.warnings;
        self.hints += more.hints;
    }

    fn of(self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.warnings,
            Severity::Hint => self.hints,
        }
    }

    fn all(self) -> usize {
        self.errors + self.warnings + self.hints
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Applicability, Finding};
    use crate::report::tests::{finding, shown, source};
    use crate::source::Source;

    fn page(source: &Source, findings: &[Finding]) -> String {
        let report = Html::new(&[]);
        shown(&report, source, findings);
        report.unread("b<i>.txt: no");
        let mut tally = Tally::default();
        tally.add(findings);
        let mut out = Vec::new();
        report.end(&mut out, &tally).expect("memory takes all");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn markup_in_a_text_a_name_or_a_fix_is_shown_as_it_stands() {
        let text = "un <script>alert(1)</script> mot\x1b[31m";
        let wrong = "<script>alert(1)</script>";
        let found = finding(text, wrong, &[("</script><!--", Applicability::Safe)]);
        let source = Source::decode("<b>.md", text.as_bytes().to_vec()).expect("text");
        let page = page(&source, &[found]);
        assert_eq!(page.matches("<script").count(), 2);
        assert_eq!(page.matches("</script").count(), 2);
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;</mark> mot␛[31m"), "{page}");
        assert!(page.contains("&lt;b&gt;.md") && page.contains("b&lt;i&gt;.txt"));
        assert!(!page.contains("<b>.md") && !page.contains("<!--"));
    }

    #[test]
    fn a_page_asks_for_nothing() {
        let text = "http://exemple.fr/a.png";
        let page = page(&source(text), &[finding(text, "exemple", &[])]);
        for asking in ["src=", "url(", "@import", "<link rel=\"style", "fetch(", "href=\"http"] {
            assert!(!page.contains(asking), "{asking}");
        }
    }

    #[test]
    fn a_page_without_findings_says_so() {
        assert!(page(&source("rien"), &[]).contains("There is nothing to mend."));
    }

    #[test]
    fn a_family_has_its_colour() {
        assert_eq!(hue("untranslated"), "--hue:24");
        assert_eq!(hue("of-the-house"), hue("of-the-house"));
    }
}
