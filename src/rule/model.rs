//! The rule file as people write it, read by serde. See `docs/rules.md` for the language.
//!
//! The same types give the JSON Schema that editors use (`relire schema rule`). Values that may
//! be at fault keep their place in the file ([`toml::Spanned`]), so that a fault can be shown
//! there. What the values mean is checked by [`super::check`].

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use toml::Spanned;

use crate::finding::Applicability;
use crate::language::Language;
use crate::level::{Confidence, Severity};

/// A rule: `<family>/<name>.toml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "relire rule")]
pub struct RuleFile {
    /// What the rule finds, in a few words.
    pub title: String,
    /// A path of the MQM typology, such as `accuracy/mistranslation`.
    pub category: String,
    /// How bad a finding is, if true.
    pub severity: Severity,
    /// How likely a finding is true.
    pub confidence: Confidence,
    /// What is wrong, shown with each finding; `{match}` and captures stand in it.
    #[schemars(with = "Localised")]
    pub message: Spanned<Localised>,
    /// What to do about it.
    pub help: Option<Localised>,
    /// How the error came about.
    pub why: Option<String>,
    /// Where to read more.
    #[serde(default)]
    pub references: Vec<Reference>,
    /// Formats the rule is for: `plain`, `markdown`, `html`, … All when absent.
    #[serde(default)]
    pub formats: Vec<String>,
    /// Domains (of `domains.toml`) the paragraph must speak of.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub domains: Vec<Spanned<String>>,
    /// The part of the page the rule is for.
    #[serde(default)]
    pub scope: Scope,
    /// Words of the source text, one of which must stand there when the source is known.
    #[serde(default)]
    pub english: Vec<String>,
    /// Is the rule still on trial? Such a rule runs only with `preview = true` in relire.toml.
    #[serde(default)]
    pub preview: bool,
    /// Does the file add matches, entries and examples to a rule of the same id, rather than replace it?
    #[serde(default)]
    pub extend: bool,
    /// Does the finding gain confidence from the rest of the page?
    #[serde(default)]
    pub corroborated: Corroborated,
    /// What to look for; exactly one kind each.
    #[serde(default, rename = "match")]
    #[schemars(with = "Vec<MatchSpec>")]
    pub matches: Vec<Spanned<MatchSpec>>,
    /// What must surround the match.
    #[schemars(with = "Option<Conditions>")]
    pub when: Option<Spanned<Conditions>>,
    /// What must not surround the match.
    #[schemars(with = "Option<Conditions>")]
    pub unless: Option<Spanned<Conditions>>,
    /// Ways to mend it, in order of preference.
    #[serde(default)]
    #[schemars(with = "Vec<FixSpec>")]
    pub fix: Vec<Spanned<FixSpec>>,
    /// Cases that prove the rule.
    #[serde(default)]
    #[schemars(with = "Vec<Example>")]
    pub example: Vec<Spanned<Example>>,
    /// A table of small pairs, each a rule of its own: `<family>/<name>/<id>`.
    #[serde(default)]
    #[schemars(with = "Vec<Entry>")]
    pub entry: Vec<Spanned<Entry>>,
}

/// A text in one language, or in English and French: `message = "…"` or `message.en`, `message.fr`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Localised {
    /// The same for all readers.
    Plain(String),
    /// One for each language.
    Languages {
        /// English.
        en: String,
        /// French.
        fr: String,
    },
}

impl Localised {
    /// The text in a language, or the only one.
    pub fn text(&self, language: Language) -> &str {
        match self {
            Localised::Plain(text) => text,
            Localised::Languages { en, fr } => language.pick(en, fr),
        }
    }

    /// Every text it holds.
    pub fn all(&self) -> Vec<&str> {
        match self {
            Localised::Plain(text) => vec![text],
            Localised::Languages { en, fr } => vec![en, fr],
        }
    }
}

/// A page to read more on.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// What the page is.
    pub title: String,
    /// Its address.
    pub url: String,
}

/// The part of a page a rule is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// All of it.
    #[default]
    All,
    /// Short lines without a final stop: titles, captions, labels.
    Title,
    /// All but those.
    Body,
}

/// When the rest of the page adds to a finding's confidence.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Corroborated {
    /// `false`: never.
    #[default]
    No,
    /// `true`: one certain finding of the same family, or the fix standing elsewhere on the page.
    Flag(bool),
    /// Findings of these families.
    By(CorroboratedBy),
}

/// The findings that add to another's confidence.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CorroboratedBy {
    /// Families or rules; the rule's own family when empty.
    #[serde(default)]
    pub by: Vec<String>,
    /// How many certain findings it takes; 1 by default.
    #[serde(default = "one")]
    pub at_least: usize,
}

fn one() -> usize {
    1
}

/// One thing to look for. Exactly one of the kinds is given.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct MatchSpec {
    /// Words: `~lemma`, `[a|b]`, `?optional`, `*3`, `:NOUN`, `name=…`.
    #[schemars(with = "Option<OneOrMany>")]
    pub phrase: Option<Spanned<OneOrMany>>,
    /// A regular expression over the text of a line.
    #[schemars(with = "Option<String>")]
    pub regex: Option<Spanned<String>>,
    /// Tests on successive tokens.
    #[schemars(with = "Option<Vec<TokenSpec>>")]
    pub tokens: Option<Spanned<Vec<TokenSpec>>>,
    /// A regular expression that a whole line matches, spaces around it aside.
    #[schemars(with = "Option<String>")]
    pub line: Option<Spanned<String>>,
    /// A regular expression that a whole word matches, of those that no dictionary knows.
    #[schemars(with = "Option<String>")]
    pub word: Option<Spanned<String>>,
    /// Groups of `word` that must be words of the dictionary.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub known: Vec<Spanned<String>>,
    /// A regular expression over the file's own text, markup included.
    #[schemars(with = "Option<String>")]
    pub markup: Option<Spanned<String>>,
    /// Which part of the text `markup` looks at; all but code by default.
    pub within: Option<Within>,
    /// The same text twice on a page.
    pub duplicate: Option<DuplicateSpec>,
    /// Text in another language.
    pub foreign: Option<ForeignSpec>,
    /// What a translation is compared with its source for, by its name.
    #[schemars(with = "Option<String>")]
    pub compare: Option<Spanned<String>>,
    /// A detector written in Rust, by its name.
    #[schemars(with = "Option<String>")]
    pub detector: Option<Spanned<String>>,
    /// The settings of a detector or a comparison.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, serde_json::Value>")]
    pub options: BTreeMap<String, toml::Value>,
    /// The capture to report, in place of the whole match.
    #[schemars(with = "Option<String>")]
    pub report: Option<Spanned<String>>,
    /// Where on the page the line stands.
    pub position: Option<Position>,
    /// Captures that must agree in gender and number.
    #[serde(default)]
    pub agree: Vec<[String; 2]>,
    /// Captures that must not be able to agree in gender and number.
    #[serde(default)]
    pub disagree: Vec<[String; 2]>,
}

/// Where a line stands on its page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Position {
    /// Among the first three lines that hold text.
    First,
    /// Among the last three lines that hold text.
    Last,
    /// Either.
    Edge,
    /// Anywhere.
    #[default]
    Any,
}

/// Text that stands twice.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DuplicateSpec {
    /// What is compared.
    pub unit: DuplicateUnit,
    /// The least number of words; 6 by default.
    #[serde(default = "six")]
    pub min_words: usize,
    /// How many lines, paragraphs or sentences that hold text may stand between the two, and one; 12 by default.
    #[serde(default = "twelve")]
    pub within: usize,
}

fn six() -> usize {
    6
}

fn twelve() -> usize {
    12
}

/// What a duplicate is a duplicate of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DuplicateUnit {
    /// A line.
    Line,
    /// A paragraph.
    Paragraph,
    /// A sentence.
    Sentence,
    /// A run of words, right after itself.
    Words,
}

/// Text in another language.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ForeignSpec {
    /// The language; `en`.
    pub language: ForeignLanguage,
    /// What is judged at a time.
    pub unit: ForeignUnit,
}

/// A language that is recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ForeignLanguage {
    /// English.
    En,
}

/// What is judged as foreign at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ForeignUnit {
    /// One word among French ones.
    Word,
    /// A run of words, up to a sentence.
    Sentence,
}

/// Tests on one token, all of which must hold.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TokenSpec {
    /// The capture's name.
    #[serde(rename = "as")]
    pub name: Option<String>,
    /// The spelling; in lower case it stands for any case.
    pub form: Option<OneOrMany>,
    /// The lemma.
    pub lemma: Option<OneOrMany>,
    /// The part of speech: `NOUN`, `VERB`, `ADJ`, …, or a class: `NAME`, `NUMBER`, `UNKNOWN`, …
    pub pos: Option<OneOrMany>,
    /// `masculine` or `feminine`.
    pub gender: Option<String>,
    /// `singular` or `plural`.
    pub number: Option<String>,
    /// 1, 2 or 3.
    pub person: Option<u8>,
    /// `infinitive`, `participle`, `present`, `imperfect`, …
    pub tense: Option<String>,
    /// Tests none of which may hold.
    #[serde(default)]
    pub not: Vec<TokenSpec>,
    /// May the token be absent?
    #[serde(default)]
    pub optional: bool,
    /// Up to this many words of any kind, in place of a test.
    pub gap: Option<u8>,
}

/// One string or a list of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OneOrMany(pub Vec<String>);

impl JsonSchema for OneOrMany {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "OneOrMany".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }]
        })
    }
}

impl<'de> Deserialize<'de> for OneOrMany {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Strings;
        impl<'de> Visitor<'de> for Strings {
            type Value = OneOrMany;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a string or a list of strings")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<OneOrMany, E> {
                Ok(OneOrMany(vec![text.to_string()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<OneOrMany, A::Error> {
                let mut all = Vec::new();
                while let Some(text) = seq.next_element()? {
                    all.push(text);
                }
                Ok(OneOrMany(all))
            }
        }
        deserializer.deserialize_any(Strings)
    }
}

/// Conditions on what surrounds a match. All that are given must hold.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Conditions {
    /// A regular expression that ends where the match starts.
    #[schemars(with = "Option<String>")]
    pub left: Option<Spanned<String>>,
    /// A regular expression that starts where the match ends.
    #[schemars(with = "Option<String>")]
    pub right: Option<Spanned<String>>,
    /// Phrases, one of which ends where the match starts.
    #[serde(default)]
    #[schemars(with = "OneOrMany")]
    pub before: Option<Spanned<OneOrMany>>,
    /// Phrases, one of which starts where the match ends.
    #[serde(default)]
    #[schemars(with = "OneOrMany")]
    pub after: Option<Spanned<OneOrMany>>,
    /// Phrases, one of which stands in the window.
    #[serde(default)]
    #[schemars(with = "OneOrMany")]
    pub near: Option<Spanned<OneOrMany>>,
    /// How far `near` looks.
    #[serde(default)]
    pub window: Window,
    /// Markup that begins or ends in the match or beside it, blanks aside.
    pub boundary: Option<BoundarySpec>,
}

/// Markup that a match stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum BoundarySpec {
    /// Any of the others but a new line.
    Any,
    /// A link.
    Link,
    /// Strong words.
    Bold,
    /// Stressed words.
    Italic,
    /// Code.
    Code,
    /// A new line inside a paragraph.
    Line,
}

/// Which part of a file's own text an expression over its markup looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Within {
    /// All but code, comments and the head of the page.
    #[default]
    Text,
    /// Code.
    Code,
    /// The head of the page (front matter).
    Head,
    /// All of it.
    Any,
}

/// How far a condition looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Window {
    /// The sentence.
    #[default]
    Sentence,
    /// The paragraph.
    Paragraph,
    /// The whole page.
    Document,
}

/// A way to mend a match: a text to put in its place, or what to delete.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FixSpec {
    /// What to put in the match's place: `{capture}`, `{v>traiter}`, `{det~n}`, `{=mot~n}`.
    #[schemars(with = "Option<String>")]
    pub text: Option<Spanned<String>>,
    /// What to take away.
    pub delete: Option<Delete>,
    /// How far the fix can be trusted; `unsafe` by default.
    pub applicability: Option<Applicability>,
    /// What it does; made from the text when absent.
    pub title: Option<String>,
}

/// What a fix takes away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Delete {
    /// The match, and the space it leaves.
    Match,
    /// The line.
    Line,
    /// The paragraph.
    Paragraph,
}

/// A case that proves a rule.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Example {
    /// What the text translates, for a rule that compares the two.
    pub source: Option<String>,
    /// A text with artefacts, each between `<<` and `>>`.
    pub bad: Option<String>,
    /// What `bad` becomes when the first fix of each is applied.
    pub fixed: Option<String>,
    /// A text in which the rule is silent.
    pub good: Option<String>,
    /// A text with artefacts that the rule is known not to find yet.
    pub miss: Option<String>,
    /// A sound text in which the rule is known to speak.
    pub noise: Option<String>,
}

/// A row of a table: a small rule that shares the file's keys.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Entry {
    /// Its name within the rule.
    #[schemars(with = "String")]
    pub id: Option<Spanned<String>>,
    /// Words to look for.
    #[schemars(with = "Option<OneOrMany>")]
    pub phrase: Option<Spanned<OneOrMany>>,
    /// A regular expression to look for.
    #[schemars(with = "Option<String>")]
    pub regex: Option<Spanned<String>>,
    /// A regular expression that a whole line matches.
    #[schemars(with = "Option<String>")]
    pub line: Option<Spanned<String>>,
    /// A regular expression that a whole word matches, of those that no dictionary knows.
    #[schemars(with = "Option<String>")]
    pub word: Option<Spanned<String>>,
    /// Groups of `word` that must be words of the dictionary.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub known: Vec<Spanned<String>>,
    /// A regular expression over the file's own text, markup included.
    #[schemars(with = "Option<String>")]
    pub markup: Option<Spanned<String>>,
    /// Which part of the text `markup` looks at; all but code by default.
    pub within: Option<Within>,
    /// The capture to report.
    #[schemars(with = "Option<String>")]
    pub report: Option<Spanned<String>>,
    /// What to put in its place, in order of preference.
    #[schemars(with = "Option<OneOrMany>")]
    pub fix: Option<Spanned<OneOrMany>>,
    /// What to take away.
    pub delete: Option<Delete>,
    /// How far the first fix can be trusted; `unsafe` for one, `display` for a choice.
    pub applicability: Option<Applicability>,
    /// In place of the file's.
    pub severity: Option<Severity>,
    /// In place of the file's.
    pub confidence: Option<Confidence>,
    /// In place of the file's.
    #[schemars(with = "Option<Localised>")]
    pub message: Option<Spanned<Localised>>,
    /// Besides the file's.
    #[schemars(with = "Option<Conditions>")]
    pub when: Option<Spanned<Conditions>>,
    /// Besides the file's.
    #[schemars(with = "Option<Conditions>")]
    pub unless: Option<Spanned<Conditions>>,
    /// In place of the file's.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub domains: Vec<Spanned<String>>,
    /// Words of the source text.
    #[serde(default)]
    pub english: Vec<String>,
    /// Texts with the artefact between `<<` and `>>`.
    #[schemars(with = "Option<OneOrMany>")]
    pub bad: Option<Spanned<OneOrMany>>,
    /// What each `bad` becomes.
    #[schemars(with = "Option<OneOrMany>")]
    pub fixed: Option<Spanned<OneOrMany>>,
    /// Texts in which the entry is silent.
    #[schemars(with = "Option<OneOrMany>")]
    pub good: Option<Spanned<OneOrMany>>,
}
