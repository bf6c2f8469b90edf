//! The files by which others run relire: the GitHub Action's script, as a runner calls it; the hooks of pre-commit,
//! the GitLab job and the action as data; the examples of `docs/ci.md`.
#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const PAGE: &str = "Il l’a dit au Monetary Instances lundi.\n";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn git(folder: &TempDir, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .args(["-c", "user.name=Reader", "-c", "user.email=reader@example.org", "-c", "commit.gpgsign=false"])
        .args(arguments)
        .current_dir(folder.path())
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .expect("git runs");
    assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
    text(&output.stdout).trim().to_owned()
}

/// A checkout with an old artefact and a new one.
fn checkout() -> (TempDir, String) {
    let folder = tempfile::Builder::new().prefix("checkout").tempdir().expect("a folder");
    fs::write(folder.path().join("old page.md"), PAGE).expect("written");
    git(&folder, &["init", "-q", "-b", "main"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-q", "-m", "Old"]);
    let base = git(&folder, &["rev-parse", "HEAD"]);
    fs::write(folder.path().join("new.md"), PAGE).expect("written");
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-q", "-m", "New"]);
    (folder, base)
}

/// Runs the script of the action with these inputs; gives its output, the step's outputs and its summary.
fn action(folder: &TempDir, inputs: &[(&str, &str)]) -> (Output, String, String) {
    let at = |name: &str| folder.path().join(".git").join(name);
    for name in ["outputs", "summary"] {
        fs::write(at(name), "").expect("written");
    }
    let output = Command::new(root().join("ci/github-action.sh"))
        .current_dir(folder.path())
        .env("RELIRE", env!("CARGO_BIN_EXE_relire"))
        .env("GITHUB_ACTIONS", "true")
        .env("GITHUB_WORKSPACE", folder.path())
        .env("GITHUB_OUTPUT", at("outputs"))
        .env("GITHUB_STEP_SUMMARY", at("summary"))
        .env("RUNNER_TEMP", folder.path().join(".git"))
        .env("LC_ALL", "C.UTF-8")
        .envs(inputs.iter().copied())
        .output()
        .expect("it runs");
    let read = |name: &str| fs::read_to_string(at(name)).expect("there");
    (output, read("outputs"), read("summary"))
}

#[test]
fn the_action_annotates_counts_and_fails() {
    let (folder, base) = checkout();
    let (output, outputs, summary) = action(&folder, &[]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    let said = text(&output.stdout);
    assert!(said.contains("::error file=new.md,line=1,"), "{said}");
    assert!(said.contains("file=old page.md"), "{said}");
    assert_eq!(outputs, "status=1\nfindings=2\n");
    assert!(summary.contains("spun/newspapers/financial-times"), "{summary}");

    let since = [("RELIRE_SINCE", "auto"), ("RELIRE_BASE", &base)];
    let (output, outputs, _) = action(&folder, &since);
    assert!(!text(&output.stdout).contains("old page"), "{}", text(&output.stdout));
    assert_eq!(outputs, "status=1\nfindings=1\n");
    // A new branch has nothing before it: all of it is looked at.
    let zeros = "0".repeat(40);
    let (_, outputs, _) = action(&folder, &[("RELIRE_SINCE", "auto"), ("RELIRE_BASE", &zeros)]);
    assert_eq!(outputs, "status=1\nfindings=2\n");
}

#[test]
fn the_action_takes_paths_options_a_baseline_and_writes_sarif() {
    let (folder, _) = checkout();
    let written = Command::new(env!("CARGO_BIN_EXE_relire"))
        .args(["check", "--write-baseline", "known.json", "--quiet"])
        .current_dir(folder.path())
        .status();
    assert!(written.expect("it runs").success());
    let inputs = [("RELIRE_BASELINE", "known.json"), ("RELIRE_SARIF", "relire.sarif")];
    let (output, outputs, _) = action(&folder, &inputs);
    assert_eq!((output.status.code(), outputs.as_str()), (Some(0), "status=0\nfindings=0\n"));
    let sarif = fs::read(folder.path().join("relire.sarif")).expect("written");
    let sarif: serde_json::Value = serde_json::from_slice(&sarif).expect("JSON");
    assert_eq!(sarif["runs"][0]["results"].as_array().map(Vec::len), Some(2));

    let inputs = [("RELIRE_PATHS", "new.md *.none"), ("RELIRE_ARGS", "--fail-on never --ignore name")];
    let (output, outputs, _) = action(&folder, &inputs);
    // The second path is none: the run itself failed, and says so.
    assert_eq!((output.status.code(), outputs.as_str()), (Some(2), "status=2\nfindings=1\n"));
    assert!(text(&output.stderr).contains("*.none"), "{}", text(&output.stderr));
}

/// The options that a file passes to relire are options that it has.
#[test]
fn what_other_programs_call_exists() {
    let help =
        Command::new(env!("CARGO_BIN_EXE_relire")).args(["check", "--help"]).output().expect("it runs");
    let help = text(&help.stdout);
    let files = [
        ".pre-commit-hooks.yaml",
        "action.yml",
        "ci/github-action.sh",
        "ci/relire.gitlab-ci.yml",
        "docs/ci.md",
        "docs/ignoring.md",
    ];
    for file in files {
        let written = fs::read_to_string(root().join(file)).expect("there");
        for line in written.lines().filter(|line| line.contains("relire check") || line.contains("\" check"))
        {
            // What stands before is another program's.
            let line = &line[line.find("check").unwrap_or(0)..];
            let words = line.split([' ', '`', '"']);
            for option in words.filter(|word| word.starts_with("--") && word.len() > 2) {
                let option = option.split('=').next().unwrap_or(option);
                assert!(help.contains(option), "{file}: {line}: {option}");
            }
            let mut words = line.split([' ', '`']);
            while let Some(word) = words.next() {
                if word == "--output-format" {
                    let format = words.next().unwrap_or_default();
                    let known = Command::new(env!("CARGO_BIN_EXE_relire"))
                        .args(["check", "--isolated", "--output-format", format, "-"])
                        .stdin(std::process::Stdio::null())
                        .output()
                        .expect("it runs");
                    assert_eq!(known.status.code(), Some(0), "{file}: {format}: {}", text(&known.stderr));
                }
            }
        }
    }
}
