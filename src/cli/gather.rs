//! What a run needs before its first file: settings, rules, engines, each made once.
//!
//! Files may lie under different relire.toml files, and `[[per-path]]` may choose other rules for some of
//! them. [`Gathered`] holds a rule set for each choice of folders and a [`Selection`] for each way of
//! choosing among rules; a [`Plan`] says which of them holds for a file. A bad configuration or rule file
//! is said once and does not stop the rest: the defaults hold in its place.

use std::collections::HashMap;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::cli::args::{ChoiceArguments, ConfigArguments};
use crate::cli::streams::Streams;
use crate::config::{Config, ConfigCache};
use crate::engine::{Checker, Engine, Format, Selection};
use crate::finding::Finding;
use crate::level::FailOn;
use crate::lexicon::fold;
use crate::rule::RuleSet;
use crate::selector::RuleSelector;

/// The settings of a run, where they are found, and what was wrong with them.
pub struct Settings {
    /// Gives the configuration of each file.
    pub configs: ConfigCache,
    /// Whether something was at fault.
    pub failed: bool,
    /// Bad files that were shown already.
    shown: HashSet<PathBuf>,
}

impl Settings {
    /// Where the command line says that settings are.
    pub fn new(arguments: &ConfigArguments, streams: &mut Streams) -> Settings {
        let mut failed = false;
        let configs = match &arguments.config {
            Some(path) => ConfigCache::fixed(Config::load(path).unwrap_or_else(|error| {
                streams.show_config_error(&error);
                failed = true;
                Config::default()
            })),
            None if arguments.isolated => ConfigCache::isolated(),
            None => ConfigCache::discovering(),
        };
        Settings { configs, failed, shown: HashSet::new() }
    }

    /// The configuration of a file; the defaults if it is at fault, which is shown once.
    pub fn of(&mut self, file: &Path, streams: &mut Streams) -> Arc<Config> {
        self.configs.for_file(file).unwrap_or_else(|error| {
            self.failed = true;
            if self.shown.insert(error.path.clone()) {
                streams.show_config_error(&error);
            }
            Arc::default()
        })
    }

    /// The configuration of the current folder.
    pub fn here(&mut self, streams: &mut Streams) -> Arc<Config> {
        self.of(Path::new("relire.toml"), streams)
    }

    /// The built-in rules with those of a configuration.
    pub fn rules(&mut self, config: &Config, streams: &mut Streams) -> RuleSet {
        let mut rules = RuleSet::builtin();
        if !config.rules.paths.is_empty() {
            let mut faults = Vec::new();
            rules.merge(RuleSet::load(&config.rules.paths, &mut faults));
            self.failed |= !faults.is_empty();
            streams.show_faults(&faults);
        }
        for selector in config.selectors().filter(|selector| !names_a_rule(&rules, selector.get_ref())) {
            self.failed = true;
            let message = format!("no rule is called `{}`", selector.get_ref());
            streams.show_config_error(&config.error_at(selector.span(), message));
        }
        rules
    }
}

/// Does a selector name one rule at least?
pub fn names_a_rule(rules: &RuleSet, selector: &RuleSelector) -> bool {
    rules
        .rules()
        .iter()
        .any(|rule| selector.matches(&rule.id) || rule.checks.iter().any(|check| selector.matches(&check.id)))
}

/// What holds for a file.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Which of the engines runs.
    pub engine: usize,
    /// The severity that fails the run.
    pub fail_on: FailOn,
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
type Choice = (Option<PathBuf>, Vec<String>, Vec<String>);

impl Gathered {
    /// Notes what is needed for a file, and says what holds for it.
    pub fn plan(
        &mut self,
        file: &Path,
        choice: &ChoiceArguments,
        settings: &mut Settings,
        streams: &mut Streams,
    ) -> Plan {
        let config = settings.of(file, streams);
        let strings = |selectors: Vec<&RuleSelector>| -> Vec<String> {
            selectors.into_iter().map(|selector| selector.as_str().to_owned()).collect()
        };
        let selects = strings(config.selects_for(file));
        let ignores = strings(config.ignores_for(file));
        let key = (config.path().map(Path::to_owned), selects, ignores);
        let engine = match self.selection_of.get(&key) {
            Some(&known) => known,
            None => {
                let rules = self.rules_of(&config, choice, settings, streams);
                let selection = selection(&config, choice, &key.1, &key.2, settings, streams);
                self.selections.push((rules, selection));
                self.selection_of.insert(key, self.selections.len() - 1);
                self.selections.len() - 1
            }
        };
        Plan { engine, fail_on: config.rules.fail_on }
    }

    fn rules_of(
        &mut self,
        config: &Config,
        choice: &ChoiceArguments,
        settings: &mut Settings,
        streams: &mut Streams,
    ) -> usize {
        if let Some(&known) = self.rules_of_folders.get(&config.rules.paths) {
            return known;
        }
        let rules = settings.rules(config, streams);
        for selector in choice.select.iter().chain(&choice.ignore) {
            if !names_a_rule(&rules, selector) {
                settings.failed = true;
                streams.say(&format!("error: no rule is called `{selector}`"));
            }
        }
        self.rules.push(rules);
        self.rules_of_folders.insert(config.rules.paths.clone(), self.rules.len() - 1);
        self.rules.len() - 1
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
    selects: &[String],
    ignores: &[String],
    settings: &mut Settings,
    streams: &mut Streams,
) -> Selection {
    let strings = |selectors: &mut dyn Iterator<Item = &RuleSelector>| -> Vec<String> {
        selectors.map(|selector| selector.as_str().to_owned()).collect()
    };
    let select = match (&choice.select[..], selects) {
        ([], []) => strings(&mut config.rules.select.iter().map(|selector| selector.get_ref())),
        ([], selects) => selects.to_vec(),
        (given, _) => strings(&mut given.iter()),
    };
    let mut ignore = strings(&mut config.rules.ignore.iter().map(|selector| selector.get_ref()));
    ignore.extend(strings(&mut choice.ignore.iter()));
    ignore.extend_from_slice(ignores);

    let mut sound: HashSet<String> =
        config.text.words.iter().chain(&config.text.names).map(|word| fold(word).into_owned()).collect();
    for list in &config.dictionaries.words {
        match std::fs::read_to_string(list) {
            Ok(text) => sound.extend(text.lines().map(str::trim).map(|word| fold(word).into_owned())),
            Err(error) => {
                settings.failed = true;
                streams.say(&format!("error: {}: {error}", list.display()));
            }
        }
    }
    sound.remove("");
    let severity = config.rules.severity.iter();
    Selection {
        select,
        ignore,
        preview: config.rules.preview,
        severity: severity.map(|(rule, level)| (rule.get_ref().as_str().to_owned(), *level)).collect(),
        min_confidence: choice.min_confidence.unwrap_or(config.rules.min_confidence),
        sound,
        ..Selection::default()
    }
}

/// The checkers of an engine, as many as there are threads at work.
pub struct Checkers<'e> {
    engine: &'e Engine<'e>,
    idle: Mutex<Vec<Checker<'e>>>,
}

impl<'e> Checkers<'e> {
    /// No checker yet: each is made when it is needed.
    pub fn new(engine: &'e Engine<'e>) -> Checkers<'e> {
        Checkers { engine, idle: Mutex::default() }
    }

    /// Checks texts with a checker that no other thread uses meanwhile.
    pub fn with<T>(&self, work: impl FnOnce(&mut dyn FnMut(&str, Format) -> Vec<Finding>) -> T) -> T {
        let lock = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let idle = lock().pop();
        let mut checker = idle.unwrap_or_else(|| self.engine.checker());
        let done = work(&mut |text, format| checker.check(text, format));
        lock().push(checker);
        done
    }
}
