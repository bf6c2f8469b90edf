//! What was there before: baselines, findings that relire.toml ignores, lines that did not change.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// Two artefacts that the rules of the site find, and a sound sentence.
const PAGE: &str =
    "# Séance\n\nIl adresse le problème.\n\nTout va bien.\n\nElle adresse un problème, dit-on.\n";

/// A folder with a relire.toml, a house rule and these files.
fn site(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::Builder::new().prefix("site").tempdir().expect("a folder");
    let rules = folder.path().join("rules/house");
    fs::create_dir_all(&rules).expect("made");
    for rule in ["problem", "to-read"] {
        let name = format!("{rule}.toml");
        fs::copy(Path::new("tests/site/house-rules/house").join(&name), rules.join(&name)).expect("copied");
    }
    let config = "# The rules of this site.\n[rules]\npaths = ['rules']\nselect = ['house']\n";
    write(&folder, "relire.toml", config);
    for (name, text) in files {
        write(&folder, name, text);
    }
    folder
}

fn write(folder: &TempDir, name: &str, text: &str) {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, text).expect("written");
}

fn read(folder: &TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).expect("it is there")
}

fn relire_in(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_relire"))
        .args(arguments)
        .current_dir(folder)
        .env("LC_ALL", "C")
        .output()
        .expect("it runs")
}

fn relire(folder: &TempDir, arguments: &[&str]) -> Output {
    relire_in(folder.path(), arguments)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("it ends by itself")
}

/// `file:line` of each finding that `check` shows.
fn places(output: &Output) -> Vec<String> {
    let place = |line: &str| {
        let (place, _) = line.split_once(": ")?;
        let (place, column) = place.rsplit_once(':')?;
        column.parse::<usize>().ok()?;
        Some(place.to_owned())
    };
    text(&output.stdout).lines().filter_map(place).collect()
}

fn check(folder: &TempDir, options: &[&str]) -> Output {
    relire(folder, &[&["check", "--output-format=concise"], options].concat())
}

mod baseline {
    use super::*;

    #[test]
    fn a_run_fails_on_what_is_new_alone() {
        let site = site(&[("fr/a.md", PAGE), ("fr/b.md", PAGE)]);
        let written = check(&site, &["--write-baseline", "known.json"]);
        assert_eq!((code(&written), places(&written)), (0, vec![]), "{}", text(&written.stdout));
        assert_eq!(text(&written.stderr), "known.json: 4 known findings, 4 new, 0 no longer found\n");
        assert_eq!(read(&site, "known.json").lines().count(), 5);

        let clean = check(&site, &["--baseline", "known.json"]);
        assert_eq!(code(&clean), 0);
        assert_eq!(
            text(&clean.stdout),
            "Nothing new found in 2 files. 4 known findings are in the baseline.\n"
        );
        assert_eq!(text(&clean.stderr), "");

        // Lines move, a paragraph is wrapped, an artefact is added; the run starts elsewhere.
        let moved = format!(
            "Du neuf : on adresse ce problème.\n\n{}",
            PAGE.replace("problème, dit", "problème,\ndit")
        );
        write(&site, "fr/b.md", &moved);
        let options = ["check", "--output-format=concise", "--baseline=../known.json"];
        let found = relire_in(&site.path().join("fr"), &options);
        assert_eq!((code(&found), places(&found)), (1, vec!["b.md:1".to_owned()]), "{}", text(&found.stdout));

        let all =
            relire(&site, &["check", "--output-format=json", "--baseline=known.json", "--fail-on=never"]);
        let rows: serde_json::Value = serde_json::from_slice(&all.stdout).expect("JSON");
        assert!(rows.as_array().is_some_and(|rows| !rows.is_empty()));
    }

    #[test]
    fn what_is_found_no_longer_is_said_and_dropped_when_written_again() {
        let site = site(&[("a.md", PAGE), ("b.md", PAGE), ("c.md", PAGE)]);
        check(&site, &["--write-baseline", "known.json"]);
        write(&site, "a.md", "Tout va bien.\n");
        fs::remove_file(site.path().join("c.md")).expect("removed");

        let found = check(&site, &["--baseline", "known.json", "b.md"]);
        // a.md was not looked at; c.md is gone.
        let said = text(&found.stderr);
        assert_eq!(said.matches("no longer found: c.md: house/problem").count(), 2, "{said}");
        assert!(!said.contains("a.md"), "{said}");
        let found = check(&site, &["--baseline", "known.json"]);
        assert!(text(&found.stderr).contains("4 lines to drop"), "{}", text(&found.stderr));
        assert_eq!(code(&found), 0);
        assert_eq!(text(&check(&site, &["--baseline", "known.json", "--quiet"]).stderr), "");
        // Other rules ran: nothing can be said of this one.
        let other = check(&site, &["--baseline", "known.json", "--select", "house/to-read"]);
        assert_eq!(text(&other.stderr), "");

        check(&site, &["--write-baseline", "known.json", "b.md"]);
        let kept = read(&site, "known.json");
        assert_eq!((kept.matches("a.md").count(), kept.matches("c.md").count()), (2, 0), "{kept}");
        check(&site, &["--write-baseline", "known.json"]);
        assert_eq!(read(&site, "known.json").lines().count(), 3);
        let before = read(&site, "known.json");
        check(&site, &["--write-baseline", "known.json"]);
        assert_eq!(read(&site, "known.json"), before);
    }

    #[test]
    fn fixes_mend_what_is_known_as_well() {
        let site = site(&[("a.md", PAGE)]);
        check(&site, &["--write-baseline", "known.json"]);
        let fixed = check(&site, &["--baseline", "known.json", "--fix"]);
        assert_eq!(code(&fixed), 0);
        assert!(text(&fixed.stderr).contains("a.md: 2 fixed, 0 left"), "{}", text(&fixed.stderr));
        assert!(text(&fixed.stderr).contains("known.json: 2 lines to drop"), "{}", text(&fixed.stderr));
    }

    #[test]
    fn a_baseline_that_cannot_be_read_hides_nothing() {
        let site = site(&[("a.md", PAGE), ("broken.json", "{\"relire-baseline\":1}\n<<<<<<< HEAD\n")]);
        for (file, fault) in
            [("missing.json", "missing.json: cannot be read"), ("broken.json", "broken.json:2:")]
        {
            let found = check(&site, &["--baseline", file]);
            assert_eq!((code(&found), places(&found).len()), (2, 2));
            assert!(text(&found.stderr).contains(fault), "{}", text(&found.stderr));
        }
        // Nor is it overwritten: it may be a merge to be resolved.
        assert_eq!(code(&check(&site, &["--write-baseline", "broken.json"])), 2);
        assert!(read(&site, "broken.json").contains("HEAD"));
    }
}

mod ignored {
    use super::*;

    /// The fingerprints of a folder's findings, in the order of their files and words.
    fn fingerprints(site: &TempDir) -> Vec<String> {
        check(site, &["--write-baseline", "all.json"]);
        let written = read(site, "all.json");
        fs::remove_file(site.path().join("all.json")).expect("removed");
        let print = |line: &str| {
            let row: serde_json::Value = serde_json::from_str(line).expect("JSON");
            row["fingerprint"].as_str().expect("a fingerprint").to_owned()
        };
        written.lines().skip(1).map(print).collect()
    }

    #[test]
    fn a_finding_in_plain_text_is_left_out_from_now_on() {
        let site = site(&[("fr/a.txt", PAGE), ("fr/b.txt", PAGE)]);
        let before = read(&site, "relire.toml");
        let prints = fingerprints(&site);
        assert_eq!(prints.len(), 4);
        let ignored = relire(&site, &["ignore", &prints[0], "--reason", "cité tel quel"]);
        assert_eq!(code(&ignored), 0, "{}", text(&ignored.stderr));
        assert_eq!(
            text(&ignored.stderr),
            "relire.toml: ignores house/problem « adresse le problème » in fr/a.txt\n"
        );
        let config = read(&site, "relire.toml");
        assert!(config.starts_with(&before), "{config}");
        assert!(
            config.ends_with("text = \"adresse le problème\", reason = \"cité tel quel\" }\n"),
            "{config}"
        );

        let expected = ["fr/a.txt:7", "fr/b.txt:3", "fr/b.txt:7"];
        assert_eq!(places(&check(&site, &[])), expected);
        let inside = relire_in(&site.path().join("fr"), &["check", "--output-format=concise", "a.txt"]);
        assert_eq!(places(&inside), ["a.txt:7"]);
        // Lines move; a fix is not made where nothing is found.
        write(&site, "fr/a.txt", &format!("Du neuf.\n\n{PAGE}"));
        assert_eq!(places(&check(&site, &["fr/a.txt"])), ["fr/a.txt:9"]);
        check(&site, &["--fix", "fr/a.txt"]);
        assert_eq!(read(&site, "fr/a.txt").matches("adresse le problème").count(), 1);
    }

    #[test]
    fn an_entry_that_stands_for_nothing_any_more_is_said() {
        let site = site(&[("a.txt", PAGE)]);
        let print = &fingerprints(&site)[0];
        assert_eq!(code(&relire(&site, &["ignore", print])), 0);
        assert_eq!(text(&check(&site, &[]).stderr), "");
        write(&site, "a.txt", "Tout va bien.\n");
        let said = text(&check(&site, &[]).stderr);
        assert_eq!(said, format!("relire.toml:7: `{print}` ignores nothing any more\n"));
        assert_eq!(text(&check(&site, &["--select", "house/to-read"]).stderr), "");
    }

    #[test]
    fn a_fingerprint_that_stands_for_nothing_is_an_error() {
        let site = site(&[("a.txt", PAGE)]);
        let before = read(&site, "relire.toml");
        let unknown = relire(&site, &["ignore", "0123456789abcdef"]);
        assert_eq!(text(&unknown.stderr), "error: no finding has the fingerprint `0123456789abcdef`\n");
        assert_eq!((code(&unknown), read(&site, "relire.toml")), (2, before));
        assert_eq!(code(&relire(&site, &["ignore", "house/problem"])), 2);
        write(&site, "relire.toml", "[ignore]\nhouse = {}\n");
        let bad = check(&site, &[]);
        assert!(text(&bad.stderr).contains("relire.toml:2:1"), "{}", text(&bad.stderr));
        assert_eq!(code(&bad), 2);
    }
}

mod since {
    use super::*;

    fn git(folder: &TempDir, arguments: &[&str]) -> String {
        let output = Command::new("git")
            .args([
                "-c",
                "user.name=Reader",
                "-c",
                "user.email=reader@example.org",
                "-c",
                "commit.gpgsign=false",
            ])
            .args(arguments)
            .current_dir(folder.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .output()
            .expect("git runs");
        assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
        text(&output.stdout)
    }

    fn repository() -> TempDir {
        let site = site(&[("fr/a.md", PAGE), ("fr/un  nom.md", PAGE), ("fr/same.md", PAGE)]);
        git(&site, &["init", "-q", "-b", "main"]);
        git(&site, &["add", "."]);
        git(&site, &["commit", "-q", "-m", "Pages"]);
        site
    }

    #[test]
    fn changed_lines_new_files_and_renamed_ones() {
        let site = repository();
        assert_eq!(code(&check(&site, &["--since", "HEAD"])), 0);
        write(&site, "fr/a.md", &format!("Un début.\n\n{}", PAGE.replace("Il ad", "Il nous ad")));
        git(&site, &["mv", "fr/un  nom.md", "fr/autre nom.md"]);
        let long = PAGE.replace("Elle", "Elle et lui");
        write(&site, "fr/autre nom.md", &long);
        write(&site, "fr/new.md", "# Autre chose\n\nDemain, on adresse ce problème.\n");
        let found = check(&site, &["--since", "HEAD"]);
        let expected = ["fr/a.md:5", "fr/autre nom.md:7", "fr/new.md:3"];
        assert_eq!(places(&found), expected, "{}{}", text(&found.stdout), text(&found.stderr));
        assert_eq!(code(&found), 1);

        // From another folder, and for a file that is named.
        let inside =
            relire_in(&site.path().join("fr"), &["check", "--since=HEAD", "--output-format=concise", "a.md"]);
        assert_eq!(places(&inside), ["a.md:5"]);
        git(&site, &["add", "."]);
        git(&site, &["commit", "-q", "-m", "More"]);
        assert_eq!(places(&check(&site, &["--since", "HEAD~1"])), expected);
        git(&site, &["switch", "-q", "-c", "branch", "HEAD~1"]);
        write(&site, "fr/same.md", &format!("{PAGE}\nOn adresse ce problème.\n"));
        assert_eq!(places(&check(&site, &["--since", "main..."])), ["fr/same.md:9"]);
    }

    #[test]
    fn fixes_leave_the_other_lines_alone() {
        let site = repository();
        write(&site, "fr/a.md", &format!("On adresse ce problème.\n\nOn adresse un problème.\n\n{PAGE}"));
        let fixed = check(&site, &["--since", "HEAD", "--fix"]);
        assert_eq!(code(&fixed), 0, "{}{}", text(&fixed.stdout), text(&fixed.stderr));
        assert_eq!(
            read(&site, "fr/a.md"),
            format!("On traite ce problème.\n\nOn traite un problème.\n\n{PAGE}")
        );
    }

    #[test]
    fn what_git_cannot_tell_is_said() {
        let site = repository();
        let unknown = check(&site, &["--since", "no-such"]);
        assert_eq!(text(&unknown.stderr), "error: --since: `no-such` is no revision of this repository\n");
        assert_eq!(code(&unknown), 2);
        let option = check(&site, &["--since=--output=stolen"]);
        assert_eq!((code(&option), site.path().join("stolen").exists()), (2, false));

        let elsewhere = super::site(&[("a.md", PAGE)]);
        let outside = check(&elsewhere, &["--since", "HEAD"]);
        assert!(text(&outside.stderr).contains("not in a git repository"), "{}", text(&outside.stderr));
        assert_eq!(code(&outside), 2);
        let page = elsewhere.path().join("a.md");
        let other = check(&site, &["--since", "HEAD", page.to_str().expect("a name")]);
        assert!(text(&other.stderr).contains("outside the git repository"), "{}", text(&other.stderr));
        assert_eq!(code(&other), 2);
    }
}
