//! What a run needs before its first text: rules and engines, each made once.
//!
//! Files may lie under different relire.toml files, and `[[per-path]]` may choose other rules for some of
//! them. [`Gathered`] holds a rule set for each choice of folders and a [`Selection`] for each way of
//! choosing among rules; a [`Plan`] says which of them holds for a file.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use toml::Spanned;

use crate::bilingual::Glossary;
use crate::cli::args::{ChoiceArguments, TextArguments};
use crate::cli::read::{fault_in, name_of, read};
use crate::cli::settings::{Settings, names_a_rule};
use crate::cli::streams::Streams;
use crate::config::Config;
use crate::dictionaries::UserDictionaries;
use crate::engine::{Engine, Selection, Sound};
use crate::format::{Chosen, Extraction, Format, Reading, original};
use crate::level::FailOn;
use crate::library::RuleSet;
use crate::selector::RuleSelector;
use crate::walk::Input;

/// What holds for a file.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Which of the engines runs.
    pub engine: usize,
    /// The severity that fails the run.
    pub fail_on: FailOn,
    /// The settings of its folder.
    pub config: Arc<Config>,
}

/// Rules and selections for all files of a run.
#[derive(Default)]
pub struct Gathered {
    rules: Vec<RuleSet>,
    /// Each with the number of its rules.
    selections: Vec<(usize, Selection)>,
    rules_of_folders: HashMap<Vec<PathBuf>, usize>,
    selection_of: HashMap<Choice, usize>,
}

/// A configuration's file, what its `[[per-path]]` selects and what it ignores.
type Choice = (Option<PathBuf>, Vec<RuleSelector>, Vec<RuleSelector>);

impl Gathered {
    /// Notes what is needed for each of `inputs`, and says what holds for it. `stdin` is the name that
    /// standard input goes by.
    pub fn plan(
        &mut self,
        inputs: Vec<Input>,
        stdin: Option<&Path>,
        choice: &ChoiceArguments,
        settings: &mut Settings,
        streams: &mut Streams,
    ) -> Vec<(Input, Plan)> {
        let planned = inputs
            .into_iter()
            .map(|input| {
                let plan = self.plan_one(name_of(&input, stdin), choice, settings, streams);
                (input, plan)
            })
            .collect();
        self.check_choice(choice, settings, streams);
        planned
    }

    fn plan_one(
        &mut self,
        file: &Path,
        choice: &ChoiceArguments,
        settings: &mut Settings,
        streams: &mut Streams,
    ) -> Plan {
        let config = settings.of(file, streams);
        let selects = written(config.selects_for(file));
        let ignores = written(config.ignores_for(file));
        let key = (config.path().map(Path::to_owned), selects, ignores);
        let engine = match self.selection_of.get(&key) {
            Some(&known) => known,
            None => {
                let rules = self.rules_of(&config, settings, streams);
                let selection = selection(&config, choice, &key.1, &key.2, settings, streams);
                self.selections.push((rules, selection));
                self.selection_of.insert(key, self.selections.len() - 1);
                self.selections.len() - 1
            }
        };
        Plan { engine, fail_on: config.rules.fail_on, config }
    }

    fn rules_of(&mut self, config: &Config, settings: &mut Settings, streams: &mut Streams) -> usize {
        if let Some(&known) = self.rules_of_folders.get(&config.rules.paths) {
            settings.check_selectors(config, &self.rules[known], streams);
            return known;
        }
        let rules = settings.rules(config, streams);
        self.rules.push(rules);
        self.rules_of_folders.insert(config.rules.paths.clone(), self.rules.len() - 1);
        self.rules.len() - 1
    }

    /// Says which of the command line's selectors name no rule anywhere.
    fn check_choice(&self, choice: &ChoiceArguments, settings: &mut Settings, streams: &mut Streams) {
        for selector in choice.select.iter().chain(&choice.ignore) {
            let named = self.rules.iter().any(|rules| names_a_rule(rules, selector));
            if !named && !self.rules.is_empty() {
                settings.failed = true;
                streams.say(&format!("error: no rule is called `{selector}`"));
            }
        }
    }

    /// The rules of each choice of folders.
    pub fn rules(&self) -> &[RuleSet] {
        &self.rules
    }

    /// The engines that the plans speak of.
    pub fn engines(&self) -> Vec<Engine<'_>> {
        let engine = |(rules, selection): &(usize, Selection)| Engine::new(&self.rules[*rules], selection);
        self.selections.iter().map(engine).collect()
    }
}

/// What the command line and a configuration choose together.
fn selection(
    config: &Config,
    choice: &ChoiceArguments,
    selects: &[RuleSelector],
    ignores: &[RuleSelector],
    settings: &mut Settings,
    streams: &mut Streams,
) -> Selection {
    let select = match (&choice.select[..], selects) {
        ([], []) => written(&config.rules.select),
        ([], selects) => selects.to_vec(),
        (given, _) => given.to_vec(),
    };
    let mut ignore = written(&config.rules.ignore);
    ignore.extend_from_slice(&choice.ignore);
    ignore.extend_from_slice(ignores);

    let hunspell = settings.hunspell(config, choice.allow_dictionaries, streams);
    let dictionaries = UserDictionaries::open(hunspell, &config.dictionaries.words).unwrap_or_else(|error| {
        settings.failed = true;
        streams.say(&format!("error: {error}"));
        UserDictionaries::default()
    });
    let glossary = Glossary::open(&config.text.glossaries).unwrap_or_else(|error| {
        settings.failed = true;
        streams.say(&format!("error: {error}"));
        Glossary::default()
    });
    let reading = reading(&choice.texts).unwrap_or_else(|error| {
        settings.failed = true;
        streams.say(&format!("error: {error}"));
        Reading::default()
    });
    let words = config.text.words.iter().chain(&config.text.names);
    let severity = config.rules.severity.iter();
    Selection {
        select,
        ignore,
        preview: config.rules.preview,
        severity: severity.map(|(rule, level)| (rule.get_ref().clone(), *level)).collect(),
        min_confidence: choice.min_confidence.unwrap_or(config.rules.min_confidence),
        sound: Sound::new(words, Arc::new(dictionaries)),
        names: config.text.names.clone(),
        glossary: Arc::new(glossary),
        reading: Arc::new(Reading {
            extraction: Extraction { article_only: config.text.article_only },
            ..reading
        }),
        language: streams.language,
    }
}

/// Selectors without their places.
fn written<'s>(selectors: impl IntoIterator<Item = &'s Spanned<RuleSelector>>) -> Vec<RuleSelector> {
    selectors.into_iter().map(|selector| selector.get_ref().clone()).collect()
}

/// Which texts the command line has read, and what they translate.
fn reading(texts: &TextArguments) -> Result<Reading, String> {
    let names = texts.fields.iter().chain(&texts.columns).map(String::as_str);
    let mut reading = Reading {
        chosen: Chosen::new(names),
        source_column: texts.source_column.clone(),
        ..Reading::default()
    };
    if let Some(path) = &texts.source {
        let input = Input::File { path: path.clone(), named: true };
        let source = read(&input, path).map_err(|said| said.trim_start_matches("error: ").to_string())?;
        if let Some(source) = source {
            let format = Format::of(path, source.text());
            let original = original(source.text(), format).map_err(|fault| fault_in(&source, &fault))?;
            reading.original = Some(original);
        }
    }
    Ok(reading)
}
