//! What can be asked of relire. The help, the completions and the manual page are made from this.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::fingerprint::Fingerprint;
use crate::format::Format;
use crate::language::Language;
use crate::level::{Confidence, FailOn};
use crate::selector::RuleSelector;

/// Find what machine translation left wrong in French text, and mend it.
#[derive(Debug, Parser)]
#[command(name = "relire", version, arg_required_else_help = true, after_help = EXIT_STATUS)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// The language of messages [default: what the locale says (LC_ALL, LC_MESSAGES, LANG), else en].
    #[arg(long, global = true, value_name = "LANGUAGE")]
    pub lang: Option<Language>,
}

const EXIT_STATUS: &str = "Exit status: 0 nothing found at or above --fail-on, 1 findings, \
                           2 the run itself failed (a bad option, a bad rule file, an unreadable file).";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check files, and mend them with --fix.
    #[command(after_help = EXIT_STATUS)]
    Check(CheckArguments),
    /// List the rules.
    Rules(RulesArguments),
    /// Explain a rule: what it finds, why, examples, references.
    Explain(ExplainArguments),
    /// Run the rules' own examples.
    Test(TestArguments),
    /// Count the findings of each rule among so many words, on sound French and on translated French.
    Measure(MeasureArguments),
    /// Leave findings out from now on, by their fingerprints in relire.toml.
    Ignore(IgnoreArguments),
    /// Write a commented relire.toml and a first custom rule.
    Init,
    /// Print a JSON Schema, for editors.
    Schema(SchemaArguments),
    /// Print a completion script.
    Completions(CompletionsArguments),
    /// Print the manual page.
    Man,
}

/// `relire check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Files, folders (.gitignore is honoured), or - for standard input; the current folder by default.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Apply safe fixes.
    #[arg(long, help_heading = "Fixes")]
    pub fix: bool,
    /// Apply safe fixes, and unsafe ones: likely right, to be read again.
    #[arg(long, help_heading = "Fixes")]
    pub unsafe_fixes: bool,
    /// Show what the fixes would change, as a patch, instead of writing it.
    #[arg(long, help_heading = "Fixes")]
    pub diff: bool,
    /// Go from finding to finding and ask what is to be done with each.
    #[arg(
        long,
        help_heading = "Fixes",
        conflicts_with_all = ["fix", "unsafe_fixes", "diff", "statistics", "write_baseline", "isolated"]
    )]
    pub interactive: bool,
    /// Which rules run.
    #[command(flatten)]
    pub choice: ChoiceArguments,
    /// The least severity that makes the exit status 1 [default: warning].
    #[arg(long, value_name = "SEVERITY")]
    pub fail_on: Option<FailOn>,
    /// How findings are shown.
    #[arg(long, value_name = "FORMAT", default_value = "full")]
    pub output_format: OutputFormat,
    /// The name that standard input goes by: its format and its relire.toml follow from it.
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<PathBuf>,
    /// The format of all files, rather than what their names and their texts say.
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<Format>,
    /// Count the findings of each rule instead of showing them.
    #[arg(long)]
    pub statistics: bool,
    /// Mark the findings that this file holds as known: they fail no run.
    #[arg(long, value_name = "FILE", help_heading = KNOWN)]
    pub baseline: Option<PathBuf>,
    /// Write what is found to this file, for --baseline, and drop from it what is found no longer.
    #[arg(long, value_name = "FILE", help_heading = KNOWN, conflicts_with = "since")]
    pub write_baseline: Option<PathBuf>,
    /// Look only at lines that changed since this git revision; main... is where this branch left main.
    #[arg(long, value_name = "REVISION", help_heading = KNOWN)]
    pub since: Option<String>,
    /// Say nothing but findings and errors: no closing line, no word of what was written.
    #[arg(long, short)]
    pub quiet: bool,
    /// Show the settings that hold for each path, and where each value comes from, instead of checking.
    #[arg(long)]
    pub show_settings: bool,
    /// Threads to use [default: one for each processor].
    #[arg(short = 'j', long = "jobs", value_name = "N")]
    pub jobs: Option<usize>,
}

/// The heading of the options that leave out what was there before.
const KNOWN: &str = "What is new";
/// The heading of the options that choose among rules.
const RULES: &str = "Rules and settings";

/// Which rules run.
#[derive(Clone, Debug, Default, Args)]
pub struct ChoiceArguments {
    /// Run only these: rules (spun/parents), families (spun) or globs (spun/*). In place of relire.toml's.
    #[arg(long, value_name = "RULE,…", value_delimiter = ',', help_heading = RULES)]
    pub select: Vec<RuleSelector>,
    /// Don't run these, besides those that relire.toml ignores.
    #[arg(long, value_name = "RULE,…", value_delimiter = ',', help_heading = RULES)]
    pub ignore: Vec<RuleSelector>,
    /// The least confidence of a finding that is reported [default: medium].
    #[arg(long, value_name = "CONFIDENCE", help_heading = RULES)]
    pub min_confidence: Option<Confidence>,
    /// Let relire.toml name Hunspell dictionaries. C++ code reads them: only where you trust them.
    #[arg(long, help_heading = RULES)]
    pub allow_dictionaries: bool,
    /// Which texts of a file are read.
    #[command(flatten)]
    pub texts: TextArguments,
    /// Where the settings are.
    #[command(flatten)]
    pub config: ConfigArguments,
}

/// The heading of the options that say which texts are read.
const TEXTS: &str = "Files that hold more than text";

/// Which texts of a file are read, and what they translate.
#[derive(Clone, Debug, Default, Args)]
pub struct TextArguments {
    /// The fields of JSON, YAML, TOML and the like to read: names, or paths such as items.title; all by default.
    #[arg(long = "field", value_name = "NAME,…", value_delimiter = ',', help_heading = TEXTS)]
    pub fields: Vec<String>,
    /// The columns of a table to read, by title or number.
    #[arg(long = "column", value_name = "NAME,…", value_delimiter = ',', help_heading = TEXTS)]
    pub columns: Vec<String>,
    /// The column that those translate.
    #[arg(long, value_name = "NAME", help_heading = TEXTS)]
    pub source_column: Option<String>,
    /// The English file that the one to check translates: the two are compared.
    #[arg(long, value_name = "FILE", help_heading = TEXTS)]
    pub source: Option<PathBuf>,
}

/// Where the settings are.
#[derive(Clone, Debug, Default, Args)]
pub struct ConfigArguments {
    /// Use this relire.toml for all files, rather than the nearest one upwards of each.
    #[arg(long, value_name = "FILE", conflicts_with = "isolated", help_heading = RULES)]
    pub config: Option<PathBuf>,
    /// Use no relire.toml.
    #[arg(long, help_heading = RULES)]
    pub isolated: bool,
}

/// How findings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// Each finding in its sentence, with its reason and its fix.
    Full,
    /// One line a finding.
    Concise,
    /// A JSON array.
    Json,
    /// One JSON object a line.
    JsonLines,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations and a job summary of GitHub Actions.
    Github,
    /// A Code Quality report of GitLab.
    Gitlab,
    /// JUnit XML, for build servers.
    Junit,
    /// One page to read, with the findings marked in the text.
    Html,
    /// Reviewdog’s diagnostics, with suggestions.
    Rdjson,
    /// A quality sheet: issues by MQM category, and a penalty for each 1,000 words.
    Mqm,
    /// The issues of that sheet as a comma-separated table.
    MqmCsv,
}

/// `relire rules`.
#[derive(Debug, Args)]
pub struct RulesArguments {
    /// Only the rules of this family.
    #[arg(long)]
    pub family: Option<String>,
    /// How they are listed.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub output_format: ListFormat,
    /// Write their reference into this folder, a Markdown page for each family, instead of listing them.
    #[arg(long, value_name = "FOLDER", conflicts_with = "family")]
    pub write_pages: Option<PathBuf>,
    /// Where the settings are.
    #[command(flatten)]
    pub config: ConfigArguments,
}

/// How rules are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// A table.
    Table,
    /// A JSON array.
    Json,
}

/// `relire explain`.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// A rule (spun/parents), an entry of its table (spun/pairs/front), or a family (spun).
    pub rule: String,
    /// Where the settings are.
    #[command(flatten)]
    pub config: ConfigArguments,
}

/// `relire test`.
#[derive(Debug, Args)]
pub struct TestArguments {
    /// Rule files, or folders of them; by default the built-in rules and those that relire.toml names.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Where the settings are.
    #[command(flatten)]
    pub config: ConfigArguments,
}

/// `relire measure`.
#[derive(Debug, Args)]
#[command(after_help = RATIO)]
pub struct MeasureArguments {
    /// Files, folders, or - for standard input. With --against, these are the sound texts.
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// Machine-translated texts to compare with: each rule's findings per million words on the sound texts, on
    /// these, and the ratio.
    #[arg(long, value_name = "PATH", num_args = 1.., help_heading = COMPARISON)]
    pub against: Vec<PathBuf>,
    /// What is counted as one: each entry of a table, the rule with all its entries, or the family.
    #[arg(long, value_name = "UNIT", default_value = "entry", help_heading = COMPARISON)]
    pub by: MeasureUnit,
    /// Leave out the findings that this file holds, of `relire check --write-baseline`: slips that somebody saw in
    /// sound texts, which are no false alarms.
    #[arg(long, value_name = "FILE", help_heading = COMPARISON)]
    pub baseline: Option<PathBuf>,
    /// How the counts are shown.
    #[arg(long, value_name = "FORMAT", default_value = "table", help_heading = COMPARISON)]
    pub output_format: MeasureFormat,
    /// The format of all files, rather than what their names and their texts say.
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<Format>,
    /// Which rules run.
    #[command(flatten)]
    pub choice: ChoiceArguments,
}

/// The heading of the options that say what is measured.
const COMPARISON: &str = "Measure";

const RATIO: &str = "With --against: `relire measure SOUND... --against TRANSLATED...`. A rule that speaks less than \
                     20 times as often of translated French as of sound French should be narrowed, or not be on.";

/// What is counted as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MeasureUnit {
    /// An entry of a table, or a rule without one.
    Entry,
    /// A rule with all its entries.
    Rule,
    /// A family of rules.
    Family,
}

/// How counts are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MeasureFormat {
    /// A table.
    Table,
    /// A JSON object.
    Json,
}

/// `relire ignore`.
#[derive(Debug, Args)]
pub struct IgnoreArguments {
    /// What the findings are known by: sixteen hexadecimal digits, as the formats sarif and gitlab give them.
    #[arg(value_name = "FINGERPRINT", required = true)]
    pub fingerprints: Vec<Fingerprint>,
    /// Why they are left out.
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// A file or folder to look for them in; the current folder by default.
    #[arg(long = "in", value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Which rules run.
    #[command(flatten)]
    pub choice: ChoiceArguments,
}

/// `relire schema`.
#[derive(Debug, Args)]
pub struct SchemaArguments {
    /// The file that is described.
    pub of: Schema,
}

/// The files that have a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Schema {
    /// A rule file.
    Rule,
    /// relire.toml.
    Config,
}

/// `relire completions`.
#[derive(Debug, Args)]
pub struct CompletionsArguments {
    /// The shell.
    pub shell: Shell,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_sound() {
        Arguments::command().debug_assert();
    }
}
