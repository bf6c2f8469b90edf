//! What a check says once it is set off. Texts, messages and conditions that checks share are
//! written once.

use std::collections::HashMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::table::Table;
use crate::level::{Confidence, Severity};
use crate::rule::check::{Check, Context, Corroboration, FixTemplate, Matcher};
use crate::rule::model::Scope;
use crate::rule::template::Template;

/// The bodies of checks.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Bodies<'a> {
    #[serde(borrow)]
    checks: Table<'a>,
    #[serde(borrow)]
    texts: Table<'a>,
    #[serde(borrow)]
    messages: Table<'a>,
    #[serde(borrow)]
    contexts: Table<'a>,
}

/// A check, with numbers in place of what it shares.
#[derive(Deserialize)]
pub struct Body {
    pub category: u32,
    pub severity: Severity,
    pub confidence: Confidence,
    pub message: u32,
    pub help: Option<[u32; 2]>,
    pub matchers: Vec<Matcher>,
    pub when: Vec<u32>,
    pub unless: Vec<u32>,
    pub domains: Vec<String>,
    pub english: Vec<String>,
    pub formats: Vec<String>,
    pub scope: Scope,
    pub corroborated: Option<Corroboration>,
    pub fixes: Vec<FixTemplate>,
}

/// The same, as it is written.
#[derive(Serialize)]
struct Written<'a> {
    category: u32,
    severity: Severity,
    confidence: Confidence,
    message: u32,
    help: Option<[u32; 2]>,
    matchers: &'a [Matcher],
    when: Vec<u32>,
    unless: Vec<u32>,
    domains: &'a [String],
    english: &'a [String],
    formats: &'a [String],
    scope: Scope,
    corroborated: &'a Option<Corroboration>,
    fixes: &'a [FixTemplate],
}

impl Bodies<'_> {
    /// How many messages there are.
    pub fn messages(&self) -> usize {
        self.messages.len()
    }

    /// How many conditions there are.
    pub fn contexts(&self) -> usize {
        self.contexts.len()
    }

    /// The body of a check.
    pub fn get(&self, number: usize) -> Body {
        read(&self.checks, number)
    }

    /// A message, in English and in French.
    pub fn message(&self, number: usize) -> [Template; 2] {
        read(&self.messages, number)
    }

    /// A condition.
    pub fn context(&self, number: usize) -> Context {
        read(&self.contexts, number)
    }

    /// A text.
    pub fn text(&self, number: u32) -> &str {
        std::str::from_utf8(self.texts.get(number as usize)).unwrap_or_default()
    }
}

fn read<T: DeserializeOwned>(table: &Table, number: usize) -> T {
    postcard::from_bytes(table.get(number)).expect("what was packed can be read")
}

/// Writes bodies.
#[derive(Default)]
pub struct Builder {
    bodies: Bodies<'static>,
    known: [HashMap<Vec<u8>, u32>; 3],
}

impl Builder {
    /// Adds the next check's.
    pub fn add(&mut self, check: &Check) {
        let Builder { bodies, known: [texts, messages, contexts] } = self;
        let mut text = |t: &str| once(&mut bodies.texts, texts, t.as_bytes().to_vec());
        let mut context = |c: &Context| once(&mut bodies.contexts, contexts, written(c));
        let body = Written {
            category: text(&check.category),
            severity: check.severity,
            confidence: check.confidence,
            message: once(&mut bodies.messages, messages, written(&*check.message)),
            help: check.help.as_ref().map(|[en, fr]| [text(en), text(fr)]),
            matchers: &check.matchers,
            when: check.when.iter().map(|c| context(c)).collect(),
            unless: check.unless.iter().map(|c| context(c)).collect(),
            domains: &check.domains,
            english: &check.english,
            formats: &check.formats,
            scope: check.scope,
            corroborated: &check.corroborated,
            fixes: &check.fixes,
        };
        let body = written(&body);
        bodies.checks.push(&body);
    }

    /// The bodies.
    pub fn finish(self) -> Bodies<'static> {
        self.bodies
    }
}

fn written<T: Serialize>(value: &T) -> Vec<u8> {
    postcard::to_allocvec(value).expect("a check can be written")
}

/// The number of a stretch in a table that holds each once.
fn once(table: &mut Table, known: &mut HashMap<Vec<u8>, u32>, stretch: Vec<u8>) -> u32 {
    *known.entry(stretch).or_insert_with_key(|stretch| table.push(stretch))
}
