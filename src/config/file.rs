//! relire.toml as it is written: the keys, their types, and the words that describe them.
//!
//! These structs are read by serde and described by schemars: a field's documentation is what an
//! editor shows through `relire schema config`. [`Config`](super::Config) is the same settings,
//! checked and with their paths resolved.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use crate::level::{Confidence, FailOn, SeverityOverride};

/// A string with its place, so that a fault found later can still be shown there.
pub(super) type Written = Spanned<String>;

/// Settings of relire for a folder and all below it.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "relire.toml")]
pub(super) struct ConfigFile {
    /// Which rules run, and what comes of their findings.
    pub(super) rules: RulesTable,
    /// Which files are read.
    pub(super) files: FilesTable,
    /// Other rules for some files. Of several tables that fit a file, all count.
    pub(super) per_path: Vec<PerPathTable>,
    /// What is sound in these texts.
    pub(super) text: TextTable,
    /// Dictionaries besides the built-in ones.
    pub(super) dictionaries: DictionariesTable,
    /// Findings that are left out, by their fingerprints. `relire ignore` writes them.
    #[schemars(with = "BTreeMap<String, IgnoredTable>")]
    pub(super) ignore: BTreeMap<Written, IgnoredTable>,
}

/// Which rules run, and what comes of their findings.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RulesTable {
    /// Folders of custom rules, each holding files named `<family>/<name>.toml`, relative to
    /// relire.toml.
    #[schemars(with = "Vec<String>")]
    pub(super) paths: Vec<Written>,
    /// The only rules to run: rules (`spun/parents`), families (`spun`) or globs (`spun/*`). All
    /// when empty.
    #[schemars(with = "Vec<String>")]
    pub(super) select: Vec<Written>,
    /// Rules not to run: rules, families or globs.
    #[schemars(with = "Vec<String>")]
    pub(super) ignore: Vec<Written>,
    /// Run the rules that are still being tried out.
    pub(super) preview: bool,
    /// The least confidence of a finding that is reported.
    pub(super) min_confidence: Confidence,
    /// The least severity of a finding that makes the exit status 1.
    pub(super) fail_on: FailOn,
    /// Another severity for a rule or a family; "off" switches it off. The narrower of two wins.
    #[schemars(with = "BTreeMap<String, SeverityOverride>")]
    pub(super) severity: BTreeMap<Written, SeverityOverride>,
}

/// Which files are read.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct FilesTable {
    /// Globs of files and folders to leave out, besides those in .gitignore, relative to
    /// relire.toml. A glob without a slash fits at any depth; one that fits a folder leaves out
    /// all below it.
    #[schemars(with = "Vec<String>")]
    pub(super) exclude: Vec<Written>,
}

/// Other rules for some files.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct PerPathTable {
    /// Globs of the files and folders meant, as in `exclude`.
    #[schemars(with = "Vec<String>", length(min = 1))]
    pub(super) paths: Spanned<Vec<Written>>,
    /// Rules not to run there, besides those ignored everywhere.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(super) ignore: Vec<Written>,
    /// The only rules to run there, in place of those selected everywhere.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(super) select: Vec<Written>,
}

/// What is sound in these texts.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct TextTable {
    /// Words that are never flagged as foreign or misspelt.
    pub(super) words: Vec<String>,
    /// Proper names, which are never flagged as foreign, misspelt or translated, and which translations keep.
    pub(super) names: Vec<String>,
    /// In HTML, leave out menus, page footers, side columns and forms.
    pub(super) article_only: bool,
    /// Glossaries, TOML or TBX, relative to relire.toml: terms that translations keep to.
    #[schemars(with = "Vec<String>")]
    pub(super) glossaries: Vec<Written>,
}

/// Dictionaries besides the built-in ones.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct DictionariesTable {
    /// Hunspell dictionaries, pairs of .aff and .dic files without that ending, relative to
    /// relire.toml. They are read with --allow-dictionaries.
    #[schemars(with = "Vec<String>")]
    pub(super) hunspell: Vec<Written>,
    /// Lists of sound words, one a line, relative to relire.toml.
    #[schemars(with = "Vec<String>")]
    pub(super) words: Vec<Written>,
}

/// A finding that is left out. All of it is for those who read the file.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct IgnoredTable {
    /// The file it is in, relative to relire.toml.
    pub(super) file: Option<String>,
    /// The rule that finds it.
    pub(super) rule: Option<String>,
    /// The words that were found.
    pub(super) text: Option<String>,
    /// Why it is left out.
    pub(super) reason: Option<String>,
}
