//! The settings that hold, and the rules they bring: found, read, and said to be at fault where they are.
//!
//! A bad relire.toml or rule file is shown once and does not stop the run: the defaults hold in its place.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::cli::args::ConfigArguments;
use crate::cli::streams::Streams;
use crate::config::{Config, ConfigCache, ConfigError};
use crate::library::RuleSet;
use crate::selector::{RuleSelector, and_above};

/// How many names of rules that there are not are shown of a relire.toml. Each is shown in its line, and has to be
/// looked for among all names.
const UNKNOWN_SHOWN: usize = 20;

/// The settings of a run, where they are found, and what was wrong with them.
pub struct Settings {
    /// Gives the configuration of each file.
    pub configs: ConfigCache,
    /// Whether something was at fault.
    pub failed: bool,
    /// Bad files that were shown already.
    shown: HashSet<PathBuf>,
    /// Files whose selectors were checked already.
    checked: HashSet<PathBuf>,
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
        Settings { configs, failed, shown: HashSet::new(), checked: HashSet::new() }
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
        self.check_selectors(config, &rules, streams);
        rules
    }

    /// The Hunspell dictionaries of a configuration, if the command line allows them. That it does not is said
    /// once: whoever wrote the relire.toml may not be whoever runs relire, and what reads them is C++.
    pub fn hunspell<'c>(
        &mut self,
        config: &'c Config,
        allowed: bool,
        streams: &mut Streams,
    ) -> &'c [PathBuf] {
        let dictionaries = &config.dictionaries;
        if allowed || dictionaries.hunspell.is_empty() {
            return &dictionaries.hunspell;
        }
        self.failed = true;
        let message = "a Hunspell dictionary is not read unless --allow-dictionaries is given";
        let error = config.error_at(dictionaries.hunspell_span.clone(), message);
        if self.shown.insert(error.path.clone()) {
            let help =
                "C++ code reads it: allow it where you trust it, or list its words in a file under `words`";
            streams.show_config_error(&ConfigError { help: Some(help.into()), ..error });
        }
        &[]
    }

    /// Shows the selectors of a configuration that name no rule, once.
    pub fn check_selectors(&mut self, config: &Config, rules: &RuleSet, streams: &mut Streams) {
        let Some(path) = config.path() else { return };
        if !self.checked.insert(path.to_owned()) {
            return;
        }
        let exact =
            config.selectors().map(|selector| selector.get_ref()).filter(|selector| !selector.is_glob());
        let unknown = names_of_none(rules, exact.map(RuleSelector::as_str).collect());
        let names_none = |selector: &RuleSelector| match selector.is_glob() {
            true => !names_a_rule(rules, selector),
            false => unknown.contains(selector.as_str()),
        };
        let unknown = config.selectors().filter(|selector| names_none(selector.get_ref()));
        for selector in unknown.take(UNKNOWN_SHOWN) {
            self.failed = true;
            let message = format!("no rule is called `{}`", selector.get_ref());
            streams.show_config_error(&config.error_at(selector.span(), message));
        }
    }
}

/// Those of the names that are the name of no rule, entry or family. The ids are gone through once for all of them.
fn names_of_none<'n>(rules: &RuleSet, mut names: FxHashSet<&'n str>) -> FxHashSet<&'n str> {
    let mut above = "";
    for id in rules.ids() {
        if names.is_empty() {
            break;
        }
        names.remove(id);
        // Most ids are entries of the same table as the one before.
        if let Some((table, _)) = id.rsplit_once('/').filter(|(table, _)| *table != above) {
            for id in and_above(table) {
                names.remove(id);
            }
            above = table;
        }
    }
    names
}

/// Does a selector name one rule at least?
pub fn names_a_rule(rules: &RuleSet, selector: &RuleSelector) -> bool {
    rules.ids().any(|id| selector.matches(id))
}
