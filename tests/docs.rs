//! What the documentation says is true: its rules load and pass their own examples, its settings are
//! sound, its console blocks are what the command prints, its links lead somewhere. And what relire
//! finds in `examples/` is a snapshot, so that a change of the rules shows as a difference.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use relire::bilingual::Glossary;
use relire::config::Config;
use relire::library::RuleSet;
use relire::library::examples::{self, Outcome};
use relire::reference;
use relire::rule::model::Localised;

const PAGES: [&str; 13] = [
    "README.md",
    "CONTRIBUTING.md",
    "docs/rules.md",
    "docs/rules/README.md",
    "docs/ignoring.md",
    "docs/ci.md",
    "docs/input-formats.md",
    "docs/formats.md",
    "docs/architecture.md",
    "dictionaries/README.md",
    "tests/corpus/README.md",
    "docs/translations.md",
    "docs/speed.md",
];

/// What an entry of a table needs around it to be a rule.
const TABLE: &str = r#"
title = "A table"
category = "accuracy/mistranslation"
severity = "warning"
confidence = "high"
message = "“{match}” is word for word"
"#;

#[test]
fn what_is_found_in_the_examples() {
    let found = relire(&["check", "--output-format=concise", "examples"]);
    insta::assert_snapshot!("findings", text(&found.stdout));
    let mended = relire(&["check", "--diff", "--unsafe-fixes", "examples"]);
    insta::assert_snapshot!("mended", text(&mended.stdout));
}

#[test]
fn console_blocks_are_what_the_command_prints() {
    let mut wrong = String::new();
    for page in PAGES {
        for block in blocks(page, "console") {
            let (command, expected) = block.split_once('\n').unwrap_or((&block, ""));
            // Other commands are not for a test to run.
            let Some(arguments) = command.strip_prefix("$ relire ") else { continue };
            let output = relire(&arguments.split_whitespace().collect::<Vec<_>>());
            if let Err(line) = follows(expected, &(text(&output.stdout) + &text(&output.stderr))) {
                writeln!(wrong, "{page}: {command}: not printed, or not in this order: {line}")
                    .expect("a string");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn rules_and_settings_are_sound() {
    for page in PAGES {
        for block in blocks(page, "toml") {
            if ["[rules]", "[text]", "[ignore]"].iter().any(|table| block.starts_with(table)) {
                settings_are_sound(page, &block);
            } else if block.starts_with("[[term]]") {
                let glossary = Glossary::toml(&block);
                assert!(glossary.is_ok_and(|glossary| !glossary.is_empty()), "{page}: {block}");
            } else if block.starts_with("title") {
                rule_passes(page, &block);
            } else if block.starts_with("[[entry]]") {
                rule_passes(page, &format!("{TABLE}\n{block}"));
            } else {
                panic!("{page}: neither a whole rule, nor entries, nor settings:\n{block}");
            }
        }
    }
}

#[test]
fn the_rule_that_the_readme_shows_is_the_example() {
    let rule = fs::read_to_string("examples/house-rules/rules/shop/checkout.toml").expect("a rule");
    assert!(blocks("README.md", "toml").contains(&rule));
}

#[test]
fn each_family_has_its_line_in_the_readme() {
    let readme = fs::read_to_string("README.md").expect("a page");
    for rule in RuleSet::builtin().rules() {
        let name = format!("`{}`", rule.family());
        assert!(readme.lines().any(|line| line.starts_with('|') && line.contains(&name)), "{name}");
    }
}

#[test]
fn the_reference_of_the_rules_is_up_to_date() {
    let folder = Path::new("docs/rules");
    let pages = reference::pages(&RuleSet::builtin());
    let stale: Vec<&str> = pages
        .iter()
        .filter(|page| fs::read_to_string(folder.join(&page.name)).ok().as_ref() != Some(&page.text))
        .map(|page| &*page.name)
        .collect();
    let gone: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".md") && pages.iter().all(|page| page.name != *name))
        .collect();
    assert!(
        stale.is_empty() && gone.is_empty(),
        "stale: {stale:?}, of no family: {gone:?}; \
         run `cargo run -- rules --isolated --write-pages docs/rules`, and delete the latter"
    );
}

#[test]
fn each_rule_speaks_english_and_french() {
    for rule in RuleSet::builtin().rules() {
        let file = &rule.file;
        let entries = file.entry.iter().filter_map(|entry| entry.get_ref().message.as_ref());
        let mut texts = entries.chain([&file.message]).map(|text| text.get_ref()).chain(&file.help);
        let both = texts.all(|text| matches!(text, Localised::Languages { .. }));
        assert!(both, "{}: a message or a help without `en` and `fr`", rule.id);
    }
}

#[test]
fn links_lead_somewhere() {
    for page in PAGES {
        let folder = Path::new(page).parent().expect("a folder");
        let written = fs::read_to_string(page).expect("a page");
        for link in written.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = link.split('#').next().unwrap_or(link);
            if !path.is_empty() && !link.contains("://") {
                assert!(folder.join(path).exists(), "{page}: {link}");
            }
        }
    }
}

fn rule_passes(page: &str, rule: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let family = folder.path().join("house");
    fs::create_dir(&family).expect("made");
    fs::write(family.join("rule.toml"), rule).expect("written");
    let mut faults = Vec::new();
    let rules = RuleSet::load(&[folder.path().to_path_buf()], &mut faults);
    assert!(faults.is_empty(), "{page}: {faults:?}");
    let outcomes = examples::run(&rules, rules.rules()[0]);
    assert!(outcomes.iter().all(|outcome| *outcome == Outcome::Passed), "{page}: {outcomes:#?}");
}

fn settings_are_sound(page: &str, settings: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["medical.aff", "medical.dic", "house-words.txt", "glossary.toml"] {
        fs::write(folder.path().join(name), "").expect("written");
    }
    fs::create_dir(folder.path().join("house-rules")).expect("made");
    let config = Config::parse(&folder.path().join("relire.toml"), settings.to_owned());
    assert!(config.is_ok(), "{page}: {:?}", config.err());
}

/// Do the lines of `expected` stand in `printed`, one after the other? A line “…” stands for any number of lines.
/// The error is the first line that does not.
fn follows<'e>(expected: &'e str, printed: &str) -> Result<(), &'e str> {
    let printed: Vec<&str> = printed.lines().collect();
    let mut at = 0;
    let mut skipping = false;
    for line in expected.lines() {
        if line == "…" {
            skipping = true;
            continue;
        }
        let reach = if skipping { printed.len() } else { (at + 1).min(printed.len()) };
        let there = printed[at..reach].iter().position(|l| l.trim_end() == line.trim_end());
        at += there.ok_or(line)? + 1;
        skipping = false;
    }
    if skipping || at == printed.len() { Ok(()) } else { Err("(the end)") }
}

/// The fenced blocks of a page in a language.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let written = fs::read_to_string(page).expect("a page");
    let opening = format!("```{language}");
    let mut blocks = Vec::new();
    let mut lines = written.lines();
    while let Some(line) = lines.next() {
        if line == opening {
            let inside = lines.by_ref().take_while(|line| *line != "```");
            blocks.push(inside.map(|line| format!("{line}\n")).collect());
        }
    }
    blocks
}

fn relire(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_relire")).args(arguments).env("LC_ALL", "C").output().expect("it runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
