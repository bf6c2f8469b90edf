//! SARIF 2.1.0, for code scanning: results with their fixes, and the rules they came from.
//!
//! Lines and columns count from 1, columns in code points; byte offsets are those of the file on disk, character
//! offsets those of its text. Results are written as they come, one a line, so that a large run takes little
//! memory; the rules follow them.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Value, json};
use serde_sarif::sarif::{
    ArtifactChange, ArtifactContent, ArtifactLocation, Fix, Invocation, Location, Message,
    MultiformatMessageString, Notification, PhysicalLocation, PropertyBag, Region, Replacement,
    ReportingConfiguration, ReportingDescriptor, Result as SarifResult, ResultLevel, Tool, ToolComponent,
};

use super::json_text::write_json;
use super::kept::Kept;
use super::{Checked, Report, Tally, about, address, visible};
use crate::finding::{self, Finding};
use crate::fingerprint::{Fingerprint, fingerprints};
use crate::language::Language;
use crate::level::Severity;
use crate::library::RuleSet;
use crate::rule::Rule;
use crate::source::Source;
use crate::span::Span;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
/// The key of relire's fingerprints. Its number goes up when they are made in another way.
const FINGERPRINT: &str = "relire/v1";

/// One log with one run.
pub struct Sarif<'r> {
    rules: &'r [RuleSet],
    baseline: bool,
    /// The rules that spoke.
    spoke: Kept<()>,
    unread: Kept<()>,
}

impl<'r> Sarif<'r> {
    /// A log that describes findings by `rules`. With a `baseline`, each result says whether it is new.
    pub fn new(rules: &'r [RuleSet], baseline: bool) -> Sarif<'r> {
        Sarif { rules, baseline, spoke: Kept::default(), unread: Kept::default() }
    }
}

impl Report for Sarif<'_> {
    fn start(&self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, r#"{{"$schema":"{SCHEMA}","version":"2.1.0","runs":[{{"#)?;
        write!(out, r#""columnKind":"unicodeCodePoints","results":["#)
    }

    fn shows_known(&self) -> bool {
        true
    }

    fn file(&self, out: &mut dyn Write, checked: &Checked) -> io::Result<()> {
        let Checked { source, findings, .. } = *checked;
        let fingerprints = fingerprints(source.name(), source.text(), findings);
        for (at, (finding, fingerprint)) in findings.iter().zip(fingerprints).enumerate() {
            self.spoke.keep(&finding.rule, ());
            writeln!(out, "{}", if at > 0 { "," } else { "" })?;
            write_json(out, &self.result(source, finding, fingerprint))?;
        }
        Ok(())
    }

    fn unread(&self, said: &str) {
        self.unread.keep(said, ());
    }

    fn separator(&self) -> &str {
        ","
    }

    fn end(&self, out: &mut dyn Write, _: &Tally) -> io::Result<()> {
        write!(out, "\n],\"tool\":")?;
        write_json(out, &self.tool())?;
        write!(out, ",\"invocations\":")?;
        write_json(out, &[self.invocation()])?;
        writeln!(out, "}}]}}")
    }
}

impl Sarif<'_> {
    fn result(&self, source: &Source, finding: &Finding, fingerprint: Fingerprint) -> SarifResult {
        let text = match &finding.help {
            Some(help) => format!("{}. {}", finding.message, help),
            None => finding.message.clone(),
        };
        let fixes: Vec<Fix> = finding.fixes.iter().map(|fix| fix_of(source, fix)).collect();
        let location = PhysicalLocation::builder()
            .artifact_location(artifact(source))
            .region(region(source, finding.span))
            .build();
        let mut result = SarifResult::builder()
            .rule_id(finding.rule.clone())
            .level(match finding.severity {
                Severity::Error => ResultLevel::Error,
                Severity::Warning => ResultLevel::Warning,
                Severity::Hint => ResultLevel::Note,
            })
            .message(message(&text))
            .locations(vec![Location::builder().physical_location(location).build()])
            .partial_fingerprints(BTreeMap::from([(FINGERPRINT.to_owned(), fingerprint.to_string())]))
            .properties(bag(&[finding.category.as_str()], [("confidence", json!(finding.confidence))]))
            .build();
        if !fixes.is_empty() {
            result.fixes = Some(fixes);
        }
        if self.baseline || finding.known {
            result.baseline_state = Some(json!(if finding.known { "unchanged" } else { "new" }));
        }
        result
    }

    /// relire, and the rules that spoke.
    fn tool(&self) -> Tool {
        let spoke = self.spoke.take().into_keys();
        let rules: Vec<ReportingDescriptor> =
            spoke.filter_map(|id| Some(descriptor(about::rule(self.rules, &id)?, &id))).collect();
        let driver = ToolComponent::builder()
            .name(env!("CARGO_PKG_NAME"))
            .version(env!("CARGO_PKG_VERSION"))
            .semantic_version(env!("CARGO_PKG_VERSION"))
            .short_description(plain(env!("CARGO_PKG_DESCRIPTION")))
            .rules(rules)
            .build();
        Tool::builder().driver(driver).build()
    }

    /// Whether all that was asked could be done.
    fn invocation(&self) -> Invocation {
        let notifications: Vec<Notification> = self
            .unread
            .take()
            .into_keys()
            .map(|said| Notification::builder().level(json!("error")).message(message(&said)).build())
            .collect();
        Invocation::builder()
            .execution_successful(notifications.is_empty())
            .tool_execution_notifications(notifications)
            .build()
    }
}

fn descriptor(rule: &Rule, id: &str) -> ReportingDescriptor {
    let file = &rule.file;
    let what = file.why.as_deref().map_or_else(|| file.message.get_ref().text(Language::English), str::trim);
    let level = match file.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    };
    let problem = match file.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "recommendation",
    };
    let help =
        MultiformatMessageString::builder().text(what.to_owned()).markdown(about::markdown(rule, id)).build();
    let mut descriptor = ReportingDescriptor::builder()
        .id(id)
        .short_description(plain(&file.title))
        .full_description(plain(what))
        .help(help)
        .default_configuration(ReportingConfiguration::builder().level(json!(level)).build())
        .properties(bag(
            &[&file.category, rule.family()],
            [("precision", json!(file.confidence)), ("problem.severity", json!(problem))],
        ))
        .build();
    descriptor.help_uri = file.references.first().map(|reference| reference.url.clone());
    descriptor
}

fn fix_of(source: &Source, fix: &finding::Fix) -> Fix {
    let replacements: Vec<Replacement> = fix
        .edits
        .iter()
        .map(|edit| {
            Replacement::builder()
                .deleted_region(region(source, edit.span))
                .inserted_content(ArtifactContent::builder().text(edit.replacement.clone()).build())
                .build()
        })
        .collect();
    let change =
        ArtifactChange::builder().artifact_location(artifact(source)).replacements(replacements).build();
    Fix::builder()
        .description(message(&fix.title))
        .artifact_changes(vec![change])
        .properties(bag(&[], [("applicability", json!(fix.applicability))]))
        .build()
}

fn artifact(source: &Source) -> ArtifactLocation {
    ArtifactLocation::builder().uri(address::uri(source.name())).build()
}

fn region(source: &Source, span: Span) -> Region {
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let (line, column) = source.line_column(span.start());
    let (end_line, end_column) = source.line_column(span.end());
    let bytes = (source.disk_offset(span.start()), source.disk_offset(span.end()));
    let chars = (source.char_offset(span.start()), source.char_offset(span.end()));
    Region::builder()
        .start_line(number(line))
        .start_column(number(column))
        .end_line(number(end_line))
        .end_column(number(end_column))
        .byte_offset(number(bytes.0))
        .byte_length(number(bytes.1 - bytes.0))
        .char_offset(number(chars.0))
        .char_length(number(chars.1 - chars.0))
        .build()
}

/// A message. Brackets and backslashes would be read as links.
fn message(text: &str) -> Message {
    let text = visible(text).replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]");
    Message::builder().text(text).build()
}

fn plain(text: &str) -> MultiformatMessageString {
    MultiformatMessageString::builder().text(visible(text)).build()
}

fn bag<const N: usize>(tags: &[&str], more: [(&str, Value); N]) -> PropertyBag {
    let more: BTreeMap<String, Value> =
        more.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    let mut bag = PropertyBag::builder().additional_properties(more).build();
    if !tags.is_empty() {
        bag.tags = Some(tags.iter().map(|tag| (*tag).to_owned()).collect());
    }
    bag
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Applicability;
    use crate::report::tests::{finding, shown, source};

    fn result(source: &Source, found: Finding, baseline: bool) -> Value {
        let shown = shown(&Sarif::new(&[], baseline), source, &[found]);
        serde_json::from_str(&shown).expect("one result")
    }

    #[test]
    fn a_region_holds_for_the_file_on_disk_and_for_its_text() {
        let bytes = b"\xE9t\xE9\nl\x92\xE9t\xE9, automobile un".to_vec();
        let source = Source::decode("a.txt", bytes.clone()).expect("Windows-1252");
        let found = finding(source.text(), "automobile", &[("car", Applicability::Unsafe)]);
        let result = result(&source, found, false);
        let region = &result["locations"][0]["physicalLocation"]["region"];
        let number = |key: &str| region[key].as_u64().expect("a number") as usize;
        assert_eq!(&bytes[number("byteOffset")..][..number("byteLength")], b"automobile");
        let text: String =
            source.text().chars().skip(number("charOffset")).take(number("charLength")).collect();
        assert_eq!(text, "automobile");
        assert_eq!((number("startLine"), number("startColumn"), number("endColumn")), (2, 8, 18));
        let replacement = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
        assert_eq!(&replacement["deletedRegion"], region);
        assert_eq!(replacement["insertedContent"]["text"], "car");
    }

    #[test]
    fn the_baseline_is_spoken_of_when_there_is_one() {
        let text = "un mot";
        let found = || finding(text, "mot", &[]);
        let state = |found, baseline| result(&source(text), found, baseline)["baselineState"].clone();
        assert_eq!(state(found(), false), Value::Null);
        assert_eq!(state(found(), true), "new");
        assert_eq!(state(Finding { known: true, ..found() }, true), "unchanged");
    }

    #[test]
    fn a_message_holds_no_link() {
        let text = "[ici](javascript:alert)";
        let result = result(&source(text), finding(text, text, &[]), false);
        assert!(result["message"]["text"].as_str().expect("text").contains(r"\[ici\](javascript"));
    }
}
