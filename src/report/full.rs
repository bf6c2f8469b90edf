//! The full report: each finding in its sentence, with its reason and what would mend it.

use std::io::{self, Write};

use ariadne::Color;

use super::frame::{Frame, Paint};
use super::remedy::candidate;
use super::visible;
use super::window::Window;
use super::{Checked, Report, Tally, about, link};
use crate::finding::{Applicability, Finding, Fix};
use crate::fix::apply_within;
use crate::language::Language;
use crate::level::{Confidence, Severity};
use crate::library::RuleSet;
use crate::source::Source;
use crate::span::Span;

/// Characters shown either side of a finding.
const SIDE: usize = 60;
/// Characters shown either side of a change.
const FIX_SIDE: usize = 30;

/// One frame a finding, drawn by ariadne, and a closing line.
#[derive(Default)]
pub struct Full<'r> {
    /// Whether to use colours.
    pub color: bool,
    /// Whether places and rules lead somewhere, and the rules.
    pub links: Option<&'r [RuleSet]>,
    /// The language of all but the messages, which come in theirs.
    pub language: Language,
}

impl Report for Full<'_> {
    fn file(&self, out: &mut dyn Write, checked: &Checked) -> io::Result<()> {
        for finding in checked.findings {
            self.finding(checked.source, finding).draw(out, self.color)?;
            writeln!(out)?;
        }
        Ok(())
    }

    fn end(&self, out: &mut dyn Write, tally: &Tally) -> io::Result<()> {
        writeln!(out, "{tally}")
    }
}

impl Full<'_> {
    fn finding<'a>(&self, source: &'a Source, finding: &'a Finding) -> Frame<'a> {
        Frame {
            language: self.language,
            kind: self.language.pick(finding.severity.as_str(), in_french(finding.severity)),
            color: color_of(finding.severity),
            code: Some(&finding.rule),
            code_address: self.links.and_then(|rules| link::of_rule(about::rule(rules, &finding.rule)?)),
            message: &finding.message,
            name: source.name(),
            address: self.links.and_then(|_| link::of_file(source.name())),
            at: source.line_column(finding.span.start()),
            window: Window::new(source.text(), finding.span.range(), SIDE),
            label: self.label(finding),
            help: self.help(source.text(), finding),
            notes: finding.help.iter().map(|help| visible(help).into_owned()).collect(),
        }
    }

    /// The fix that could be applied, with the text before and after it; then what a person may choose from.
    fn help(&self, text: &str, finding: &Finding) -> Vec<String> {
        let mut help = Vec::new();
        if let Some(fix) = finding.fix(Applicability::Unsafe) {
            let trust = match fix.applicability {
                Applicability::Safe => self.language.pick("fix:", "correction :"),
                _ => self.language.pick("unsafe fix, read it first:", "correction à relire :"),
            };
            let mut lines = format!("{trust} {}", visible(&fix.title));
            if let Some((before, after)) = self.before_after(text, fix) {
                lines.push_str(&format!("\n{before}\n{after}"));
            }
            help.push(lines);
        }
        let shown = help.len();
        let candidates: Vec<String> = finding.fixes[shown..].iter().map(candidate).collect();
        if !candidates.is_empty() {
            let word = match shown {
                0 => self.language.pick("candidates:", "propositions :"),
                _ => self.language.pick("other candidates:", "autres propositions :"),
            };
            help.push(format!("{word} {}", candidates.join(", ")));
        }
        help
    }

    /// What kind of error it is, and how likely it is one.
    fn label(&self, finding: &Finding) -> String {
        let kind = finding.category.rsplit('/').next().unwrap_or(&finding.category);
        let confidence = match finding.confidence {
            Confidence::Low => self.language.pick("low confidence", "confiance faible"),
            Confidence::Medium => self.language.pick("medium confidence", "confiance moyenne"),
            Confidence::High => self.language.pick("high confidence", "confiance élevée"),
        };
        format!("{} ({confidence})", visible(kind))
    }

    fn before_after(&self, text: &str, fix: &Fix) -> Option<(String, String)> {
        let changed = fix.edits.iter().map(|edit| edit.span).reduce(Span::cover)?.range();
        let (before, place) = (text.get(..changed.start)?, text.get(changed.clone())?);
        let after = text.get(changed.end..)?;
        let whole = Window::around(before, place, after, FIX_SIDE);
        let mended = apply_within(text, changed, &fix.edits);
        let mended = Window::around(before, &mended, after, FIX_SIDE);
        Some((self.change("-", whole, Color::Red), self.change("+", mended, Color::Green)))
    }

    /// A line of a before/after pair, with what changes in a colour.
    fn change(&self, sign: &str, window: Window, color: Color) -> String {
        let Window { text, place } = window;
        let paint = Paint(self.color);
        format!(
            "{} {}{}{}",
            paint.with(sign, color),
            &text[..place.start],
            paint.with(&text[place.clone()], color),
            &text[place.end..],
        )
        .trim_end()
        .to_owned()
    }
}

fn in_french(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "erreur",
        Severity::Warning => "avertissement",
        Severity::Hint => "remarque",
    }
}

fn color_of(severity: Severity) -> Color {
    match severity {
        Severity::Error => Color::Red,
        Severity::Warning => Color::Yellow,
        Severity::Hint => Color::Cyan,
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use proptest::prelude::*;

    use super::*;
    use crate::finding::Edit;
    use crate::report::tests::{finding, shown, source};

    const PLAIN: Full = Full { color: false, links: None, language: Language::English };

    #[test]
    fn a_fix_is_shown_before_and_after() {
        let text = "Un titre\n\nIl l’a dit au Monetary Instances lundi.\n";
        let findings = [finding(text, "Monetary Instances", &[("Financial Times", Applicability::Safe)])];
        assert_snapshot!(shown(&PLAIN, &source(text), &findings), @r#"
        error[spun/papers]: “Monetary Instances” is a newspaper’s name run through a thesaurus
           ╭─[ a.md:3:15 ]
           │
         3 │ Il l’a dit au Monetary Instances lundi.
           │               ─────────┬────────
           │                        ╰────────── mistranslation (high confidence)
           │
           │ Help: fix: replace with « Financial Times »
           │       - Il l’a dit au Monetary Instances lundi.
           │       + Il l’a dit au Financial Times lundi.
        ───╯
        "#);
    }

    #[test]
    fn all_but_the_category_is_in_french_where_that_is_asked() {
        let text = "Il a vu le Help desk.";
        let fixes = [("service", Applicability::Unsafe), ("guichet", Applicability::Display)];
        let mut found = finding(text, "Help desk", &fixes);
        found.help = Some("dites qui aide".into());
        let french = Full { language: Language::French, ..PLAIN };
        assert_snapshot!(shown(&french, &source(text), &[found]), @r#"
        erreur[spun/papers]: “Help desk” is a newspaper’s name run through a thesaurus
           ╭─[ a.md:1:12 ]
           │
         1 │ Il a vu le Help desk.
           │            ────┬────
           │                ╰────── mistranslation (confiance élevée)
           │
           │ Aide 1 : correction à relire : replace with « service »
           │         - Il a vu le Help desk.
           │         + Il a vu le service.
           │
           │ Aide 2 : autres propositions : « guichet »
           │
           │ Note : dites qui aide
        ───╯
        "#);
    }

    #[test]
    fn a_long_line_shows_a_window_with_the_true_column() {
        let text =
            format!("{}{}Monetary Instances{}", "\n".repeat(1233), "début ".repeat(50), " fin".repeat(50));
        let findings = [finding(&text, "Monetary Instances", &[("Financial Times", Applicability::Unsafe)])];
        assert_snapshot!(shown(&PLAIN, &source(&text), &findings), @r#"
        error[spun/papers]: “Monetary Instances” is a newspaper’s name run through a thesaurus
              ╭─[ a.md:1234:301 ]
              │
         1234 │ …début début début début début début début début début Monetary Instances fin fin fin fin fin fin fin fin fin fin fin fin fin fin…
              │                                                        ─────────┬────────
              │                                                                 ╰────────── mistranslation (high confidence)
              │
              │ Help: unsafe fix, read it first: replace with « Financial Times »
              │       - …début début début début Monetary Instances fin fin fin fin fin fin fin…
              │       + …début début début début Financial Times fin fin fin fin fin fin fin…
        ──────╯
        "#);
    }

    #[test]
    fn candidates_are_for_a_person() {
        let text = "Le job du ministre";
        let fixes = [("travail", Applicability::Display), ("poste", Applicability::Display)];
        let mut found = finding(text, "job", &fixes);
        found.severity = Severity::Hint;
        found.help = Some("ask what the work is".into());
        assert_snapshot!(shown(&PLAIN, &source(text), &[found]), @r#"
        hint[spun/papers]: “job” is a newspaper’s name run through a thesaurus
           ╭─[ a.md:1:4 ]
           │
         1 │ Le job du ministre
           │    ─┬─
           │     ╰─── mistranslation (high confidence)
           │
           │ Help: candidates: « travail », « poste »
           │
           │ Note: ask what the work is
        ───╯
        "#);
    }

    #[test]
    fn an_empty_span_points_between_two_characters() {
        let text = "qu’il dit";
        let mut found = finding(text, "", &[]);
        found.span = Span::new(text, 5..5).expect("between two characters");
        assert_snapshot!(shown(&PLAIN, &source(text), &[found]), @r#"
        error[spun/papers]: “” is a newspaper’s name run through a thesaurus
           ╭─[ a.md:1:4 ]
           │
         1 │ qu’il dit
           │    │
           │    ╰─ mistranslation (high confidence)
        ───╯
        "#);
    }

    #[test]
    fn nothing_in_the_text_acts_on_the_terminal() {
        let text = "un \x1b]0;titre\x07 mot";
        let found = finding(text, "\x1b]0;titre\x07", &[("\x1b[2J", Applicability::Safe)]);
        let source = Source::decode("a\x1b[31m.md", text.as_bytes().to_vec()).expect("text");
        assert_snapshot!(shown(&PLAIN, &source, &[found]), @r#"
        error[spun/papers]: “␛]0;titre␇” is a newspaper’s name run through a thesaurus
           ╭─[ a␛[31m.md:1:4 ]
           │
         1 │ un ␛]0;titre␇ mot
           │    ─────┬────
           │         ╰────── mistranslation (high confidence)
           │
           │ Help: fix: replace with « ␛[2J »
           │       - un ␛]0;titre␇ mot
           │       + un ␛[2J mot
        ───╯
        "#);
    }

    #[test]
    fn colour_changes_no_letter() {
        let text = "Il l’a dit au Monetary Instances lundi.";
        let findings = [finding(text, "Monetary Instances", &[("Financial Times", Applicability::Safe)])];
        let colored = shown(&Full { color: true, ..PLAIN }, &source(text), &findings);
        assert_ne!(colored, shown(&PLAIN, &source(text), &findings));
        let stripped = anstream::adapter::strip_str(&colored).to_string();
        assert_eq!(stripped, shown(&PLAIN, &source(text), &findings));
    }

    #[test]
    fn a_place_and_a_house_rule_lead_to_their_files() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("une page.md");
        let text = "Il adresse le problème.";
        std::fs::write(&path, text).expect("written");
        let rules = [RuleSet::load(&["tests/site/house-rules".into()], &mut Vec::new())];
        let source = Source::decode(path.to_str().expect("text"), text.as_bytes().to_vec()).expect("text");
        let found = Finding { rule: "house/problem".into(), ..finding(text, "adresse le problème", &[]) };
        let linked = shown(&Full { links: Some(&rules), ..PLAIN }, &source, std::slice::from_ref(&found));
        assert!(linked.contains("une%20page.md\u{1b}\\"), "{linked:?}");
        assert!(
            linked.contains("tests/site/house-rules/house/problem.toml\u{1b}\\house/problem\u{1b}]8;;"),
            "{linked:?}"
        );
        let plain = anstream::adapter::strip_str(&linked).to_string();
        assert_eq!(plain, shown(&PLAIN, &source, &[found]));
    }

    proptest! {
        #[test]
        fn any_span_of_any_text_can_be_shown(
            text in "([a-zé€😀漢\u{301}\u{200D}\t ]|\r\n|\n|\\PC|\\p{Cc}){0,80}",
            picks in any::<[prop::sample::Index; 4]>(),
            replacement in any::<String>(),
            color in any::<bool>(),
        ) {
            let Ok(source) = Source::decode("a.md", text.into_bytes()) else { return Ok(()) };
            let text = source.text();
            let cuts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let pick = |i: usize| *picks[i].get(&cuts);
            let span = |a: usize, b: usize| Span::new(text, a.min(b)..a.max(b)).expect("whole characters");
            let mut found = finding(text, "", &[]);
            found.span = span(pick(0), pick(1));
            let edit = Edit { span: span(pick(2), pick(3)), replacement };
            found.fixes =
                vec![Fix { title: "mend".into(), applicability: Applicability::Safe, edits: vec![edit] }];
            let report = shown(&Full { color, ..PLAIN }, &source, &[found]);
            prop_assert!(report.lines().count() >= 5);
        }
    }
}
