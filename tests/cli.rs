//! The command as its users see it.
//!
//! Most cases are folders of `tests/cmd`, each a command with what it prints, run in `tests/site`; what takes
//! more than one command, or a file that git should not hold, is written out here.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

#[test]
fn commands() {
    // Messages are in English, whatever the locale of whoever runs the tests.
    trycmd::TestCases::new().env("LC_ALL", "C").case("tests/cmd/*/cmd.toml");
}

/// A copy of `tests/site` to write in.
fn site() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    copy(Path::new("tests/site"), folder.path());
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("made");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let copied = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &copied);
        } else {
            fs::copy(&path, copied).expect("copied");
        }
    }
}

fn command(folder: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_relire"));
    command.args(arguments).current_dir(folder.path()).env("LC_ALL", "C");
    command
}

fn relire(folder: &TempDir, arguments: &[&str]) -> Output {
    command(folder, arguments).output().expect("it runs")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("it ends by itself")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn fixing_twice_gives_the_same_bytes() {
    let site = site();
    for options in [&["check", "--fix", "."][..], &["check", "--unsafe-fixes", "."]] {
        let first = relire(&site, options);
        assert!(text(&first.stderr).contains("article.md: 1 fixed"), "{}", text(&first.stderr));
        let bytes = |name: &str| fs::read(site.path().join(name)).expect("still there");
        let names = ["article.md", "paragraph.txt", "windows-1252.txt", "damaged.txt", "empty.txt"];
        let mended = names.map(bytes);
        let second = relire(&site, options);
        assert!(!text(&second.stderr).contains("fixed"), "{}", text(&second.stderr));
        assert_eq!(mended, names.map(bytes));
    }
}

#[test]
fn a_fix_keeps_the_encoding_and_the_line_ends() {
    let site = site();
    relire(&site, &["check", "--fix", "windows-1252.txt"]);
    let mended = fs::read(site.path().join("windows-1252.txt")).expect("still there");
    assert_eq!(mended, b"L\x92\xE9t\xE9 dernier, le conseil traitait le probl\xE8me\x85\r\n");
}

#[test]
fn the_patch_of_a_diff_is_what_a_fix_writes() {
    let (fixed, patched) = (site(), site());
    let patch = relire(&patched, &["check", "--diff", "."]).stdout;
    let tools = [&["patch", "-p1", "--binary", "--quiet"][..], &["git", "apply"]];
    let spawned = tools.iter().find_map(|tool| {
        let mut command = Command::new(tool[0]);
        command.args(&tool[1..]).current_dir(patched.path()).stdin(Stdio::piped()).spawn().ok()
    });
    let Some(mut child) = spawned else { return }; // Neither is installed here.
    child.stdin.take().expect("piped").write_all(&patch).expect("taken");
    assert!(child.wait().expect("it ends").success(), "{}", text(&patch));

    relire(&fixed, &["check", "--fix", "."]);
    for name in ["article.md", "paragraph.txt", "windows-1252.txt"] {
        let bytes = |site: &TempDir| fs::read(site.path().join(name)).expect("still there");
        assert_eq!(text(&bytes(&patched)), text(&bytes(&fixed)), "{name}");
    }
}

#[test]
fn a_new_folder_with_a_rule_of_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(code(&relire(&folder, &["init"])), 0);
    let config = fs::read(folder.path().join("relire.toml")).expect("written");
    assert_eq!(code(&relire(&folder, &["init"])), 0);
    assert_eq!(config, fs::read(folder.path().join("relire.toml")).expect("left"));

    let page = folder.path().join("page.txt");
    fs::write(&page, "Le maire adressait ce problème.\n").expect("written");
    let found = relire(&folder, &["check", "page.txt"]);
    assert!(text(&found.stdout).contains("warning[house/example]"), "{}", text(&found.stdout));
    assert_eq!(code(&found), 1);
    assert_eq!(code(&relire(&folder, &["check", "--fix", "page.txt"])), 0);
    assert_eq!(fs::read_to_string(&page).expect("still there"), "Le maire traitait ce problème.\n");
    let tested = relire(&folder, &["test", "house-rules"]);
    assert_eq!((text(&tested.stdout).lines().last(), code(&tested)), (Some("2 passed, 0 failed"), 0));

    // A key with a typo: its place is shown, and what the other rules find still appears.
    let rule = folder.path().join("house-rules/house/example.toml");
    let misspelt = fs::read_to_string(&rule).expect("written").replace("severity ", "severty ");
    fs::write(&rule, misspelt).expect("written");
    fs::write(&page, "Il l’a dit au Monetary Instances lundi.\n").expect("written");
    let found = relire(&folder, &["check", "page.txt"]);
    assert!(text(&found.stderr).contains("house-rules/house/example.toml:4:1"), "{}", text(&found.stderr));
    assert!(text(&found.stdout).contains("error[spun/"), "{}", text(&found.stdout));
    assert_eq!(code(&found), 2);
}

#[test]
fn each_file_has_the_settings_of_its_folder() {
    let site = site();
    let write = |name: &str, text: &str| {
        let path = site.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    };
    let common = "[rules]\npaths = ['../house-rules']\nselect = ['house']\n";
    let per_path = "[[per-path]]\npaths = ['old/**']\nignore = ['house/to-read']\n";
    write("a/relire.toml", &format!("{common}fail-on = 'never'\n{per_path}"));
    write("b/relire.toml", &format!("{common}[rules.severity]\n'house' = 'hint'\n'house/to-read' = 'off'\n"));
    write("c/relire.toml", &format!("{common}[files]\nexclude = ['drafts']\n"));
    for page in ["a/page.md", "a/old/page.md", "b/page.md", "c/drafts/page.md"] {
        write(page, "Cela fait du sens.\n\nIl adresse le problème.\n");
    }
    let found = |paths: &[&str]| {
        let output = relire(&site, &[&["check", "--output-format=concise"], paths].concat());
        assert_eq!(text(&output.stderr), "");
        let heads: Vec<String> = text(&output.stdout)
            .lines()
            .filter_map(|line| Some(line.split_once("] ")?.0.to_owned()))
            .collect();
        (heads, code(&output))
    };
    let a = ["a/old/page.md:3:4: error[house/problem", "a/page.md:1:6: warning[house/to-read"];
    let a = [&a[..], &["a/page.md:3:4: error[house/problem"]].concat();
    let b = ["b/page.md:3:4: hint[house/problem"];
    assert_eq!(found(&["a"]), (a.iter().map(ToString::to_string).collect(), 0));
    assert_eq!(found(&["b"]), (b.map(String::from).to_vec(), 0));
    assert_eq!(found(&["c"]), (vec![], 0));
    let all = [&a[..], &b].concat();
    assert_eq!(found(&["a", "b", "c"]), (all.iter().map(ToString::to_string).collect(), 0));
    assert_eq!(found(&["b", "--config", "b/relire.toml", "--fail-on=hint"]).1, 1);
    let isolated = relire(&site, &["check", "--isolated", "--select=house", "b"]);
    assert_eq!(text(&isolated.stderr), "error: no rule is called `house`\n");
}

#[test]
fn a_line_of_ten_megabytes() {
    let site = site();
    let line = "Le conseil traite le problème avec soin, dit-on. ".repeat(200_000);
    let long = format!("{line}Il adresse le problème. {line}");
    fs::write(site.path().join("long.txt"), long).expect("written");
    let found = relire(&site, &["check", "long.txt"]);
    assert_eq!(code(&found), 1);
    assert!(found.stdout.len() < 2000, "{}", text(&found.stdout));
    assert!(text(&found.stdout).contains("long.txt:1:9800004"), "{}", text(&found.stdout));
}

#[test]
fn a_reader_that_stops_reading_is_no_failure() {
    let site = site();
    fs::write(site.path().join("many.txt"), "Il adresse le problème.\n\n".repeat(5000)).expect("written");
    for format in
        ["full", "concise", "json", "json-lines", "sarif", "github", "gitlab", "junit", "html", "rdjson"]
    {
        let mut child = command(&site, &["check", "many.txt", "--output-format", format])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it runs");
        let mut first = [0; 1];
        let mut stdout = child.stdout.take().expect("piped");
        stdout.read_exact(&mut first).expect("something is shown");
        drop(stdout);
        let output = child.wait_with_output().expect("it ends");
        assert_eq!((code(&output), text(&output.stderr)), (0, String::new()), "{format}");
    }
}

#[test]
fn a_file_is_mended_though_nobody_reads_the_report() {
    let site = site();
    let mut child = command(&site, &["check", "--fix", "."])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("it runs");
    drop(child.stdout.take());
    child.wait().expect("it ends");
    let mended = fs::read_to_string(site.path().join("article.md")).expect("still there");
    assert!(mended.starts_with("# Le conseil traite le problème"), "{mended}");
}

#[test]
#[cfg(unix)]
fn a_file_that_may_not_be_read_does_not_hide_the_others() {
    use std::os::unix::fs::PermissionsExt;

    let site = site();
    let closed = site.path().join("closed.txt");
    fs::write(&closed, "Il adresse le problème.\n").expect("written");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).expect("closed");
    if fs::read(&closed).is_ok() {
        return; // Nothing is closed to this user.
    }
    let found = relire(&site, &["check", "--output-format=concise", "closed.txt", "article.md"]);
    assert!(text(&found.stderr).contains("closed.txt: Permission denied"), "{}", text(&found.stderr));
    assert!(text(&found.stdout).contains("article.md:1"));
    assert_eq!(code(&found), 2);
}

#[test]
fn standard_input_that_is_no_text_is_a_failure() {
    let folder = tempfile::tempdir().expect("a folder");
    for (bytes, fault) in [(&b"\xC3\xA9t\xE9"[..], "-: byte 0xE9"), (b"a\0\0\0", "-: a binary file")] {
        for options in [&["check", "-"][..], &["check", "--fix", "-"]] {
            let mut child = command(&folder, options)
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .expect("it runs");
            child.stdin.take().expect("piped").write_all(bytes).expect("taken");
            let output = child.wait_with_output().expect("it ends");
            assert!(text(&output.stderr).contains(fault), "{}", text(&output.stderr));
            assert_eq!(code(&output), 2);
        }
    }
}

#[test]
fn output_is_the_same_whatever_the_number_of_threads() {
    let site = site();
    for number in 0..200 {
        let page = format!("Page {number}\n\nIl adresse le problème.\n");
        fs::write(site.path().join(format!("page-{number}.txt")), page).expect("written");
    }
    let with = |jobs| relire(&site, &["check", ".", "--output-format=json-lines", "-j", jobs]);
    let (one, three) = (with("1"), with("3"));
    assert!(!one.stdout.is_empty());
    assert_eq!(one.stdout, three.stdout);
}

#[test]
fn what_is_generated_is_sound() {
    let folder = tempfile::tempdir().expect("a folder");
    for of in ["rule", "config"] {
        let schema = relire(&folder, &["schema", of]);
        let value: serde_json::Value = serde_json::from_slice(&schema.stdout).expect("JSON");
        assert!(value["properties"].is_object(), "{of}");
    }
    let rules = relire(&folder, &["rules", "--output-format=json"]);
    let rules: serde_json::Value = serde_json::from_slice(&rules.stdout).expect("JSON");
    assert!(rules.as_array().is_some_and(|rules| !rules.is_empty()));
    for arguments in [&["completions", "bash"][..], &["completions", "zsh"], &["man"]] {
        let made = relire(&folder, arguments);
        assert_eq!((code(&made), made.stdout.is_empty()), (0, false), "{arguments:?}");
    }
}

#[test]
fn rules_on_trial_run_where_relire_toml_says_so() {
    let site = site();
    let rule = site.path().join("house-rules/house/to-read.toml");
    let on_trial =
        fs::read_to_string(&rule).expect("there").replacen("severity", "preview = true\nseverity", 1);
    fs::write(&rule, on_trial).expect("written");
    let found = |site: &TempDir| {
        let output = relire(site, &["check", "--output-format=concise", "article.md"]);
        text(&output.stdout).contains("house/to-read")
    };
    assert!(!found(&site));
    let config = site.path().join("relire.toml");
    let settings = fs::read_to_string(&config).expect("there");
    fs::write(&config, settings + "preview = true\n").expect("written");
    assert!(found(&site));
}

#[test]
fn the_locale_chooses_the_language() {
    let site = site();
    let said = |locale: &str, options: &[&str]| {
        let arguments = [&["check", "article.md"], options].concat();
        let output = command(&site, &arguments).env("LC_ALL", locale).output().expect("it runs");
        text(&output.stdout)
    };
    let french = said("fr_FR.UTF-8", &[]);
    assert!(french.contains("de l’anglais en mots français"), "{french}");
    assert!(french.contains("remplacer par « traite le problème »"), "{french}");
    assert_eq!(french, said("C", &["--lang", "fr"]));
    assert_eq!(said("fr_FR.UTF-8", &["--lang", "en"]), said("C", &[]));
    // What programs go by is the same in both.
    let keys = |report: String| {
        let rows: serde_json::Value = serde_json::from_str(&report).expect("JSON");
        let key =
            |row: &serde_json::Value| (row["rule"].clone(), row["start"].clone(), row["severity"].clone());
        rows.as_array().expect("rows").iter().map(key).collect::<Vec<_>>()
    };
    let json = |locale| keys(said(locale, &["--output-format=json"]));
    assert_eq!(json("fr_FR.UTF-8"), json("C"));
}
