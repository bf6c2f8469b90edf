//! A new user's first week: a site of translated pages that nobody will mend at once, a baseline, a new page with a new
//! artefact, and the run that fails on that alone, in every format; the fix is chosen, and the run passes.
#![cfg(unix)]

use std::fmt::Write;
use std::fs;
use std::process::{Command, Output};

use rexpect::session::spawn_command;
use serde_json::Value;
use tempfile::TempDir;

const PAGES: usize = 30;
/// What the new page adds, and what it should have said.
const NEW: (&str, &str) = ("Monetary Instances", "Financial Times");

/// A translated page: three of them hold no artefact.
fn page(number: usize) -> String {
    let mut page = format!("---\ntitle: Quai {number}\n---\n\n# Le quai numéro {number} rouvre\n\n");
    let artefact = match number % 5 {
        0 if number.is_multiple_of(2) => "Rien à signaler ce matin.",
        0 => "La criée a été inaugurée il y a 6 hours ago.",
        1 => "Les pêcheurs reviennent, Reuters signalé.",
        2 => "- Au large, le calme.\n- Le chantier avance, Reuters signalé.",
        3 => "| Quai | État |\n|------|------|\n| Nord | il y a 3 hours ago |",
        _ => "Le maire l’a annoncé au Financial Instances, puis il y a 2 hours ago à la radio.",
    };
    let _ = write!(page, "La digue est réparée depuis {} jours.\n\n{artefact}\n\n", number + 2);
    page + "```sh\nport --ouvrir\n```\n\nLes travaux ont duré trois mois.\n"
}

fn site() -> TempDir {
    let folder = tempfile::Builder::new().prefix("site").tempdir().expect("a folder");
    fs::create_dir_all(folder.path().join("fr")).expect("made");
    for number in 1..=PAGES {
        fs::write(folder.path().join(format!("fr/page-{number:02}.md")), page(number)).expect("written");
    }
    folder
}

fn command(site: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_relire"));
    command.args(arguments).current_dir(site.path()).env("LC_ALL", "C.UTF-8").env_remove("GITHUB_ACTIONS");
    command
}

fn relire(site: &TempDir, arguments: &[&str]) -> Output {
    command(site, arguments).output().expect("it runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("it ends by itself")
}

const BASELINE: &str = "--baseline=relire-baseline.json";

#[test]
fn a_first_week() {
    let site = site();
    let before = relire(&site, &["check", "--output-format=json"]);
    let rows: Value = serde_json::from_slice(&before.stdout).expect("JSON");
    let known = rows.as_array().expect("findings").len();
    assert!(known >= 20, "{known} artefacts");
    assert_eq!(code(&before), 1);

    let written = relire(&site, &["check", "--write-baseline=relire-baseline.json"]);
    assert_eq!(code(&written), 0, "{}", text(&written.stderr));
    assert_eq!(
        fs::read_to_string(site.path().join("relire-baseline.json")).expect("there").lines().count(),
        known + 1
    );
    assert_eq!(code(&relire(&site, &["check", BASELINE])), 0);

    // Someone translates one more paragraph, at the top of an old page.
    let path = site.path().join("fr/page-11.md");
    let old = fs::read_to_string(&path).expect("there");
    let paragraph = format!("Le projet a été salué par le {} dès lundi.\n\n", NEW.0);
    let new = old.replace("La digue", &format!("{paragraph}La digue"));
    fs::write(&path, new).expect("written");
    for format in formats(&site) {
        let found = relire(&site, &["check", BASELINE, "--output-format", &format]);
        assert_eq!(code(&found), 1, "{format}: {}", text(&found.stderr));
        let new = new_findings(&format, &text(&found.stdout));
        assert_eq!(new, 1, "{format}: {}", text(&found.stdout));
    }

    let mut asking = command(&site, &["check", BASELINE, "--interactive"]);
    asking.env("TERM", "xterm").env("NO_COLOR", "1");
    let mut terminal = spawn_command(asking, Some(30_000)).expect("a terminal");
    terminal.exp_string("fr/page-11.md:7").expect("the new one is shown");
    terminal.exp_string(NEW.1).expect("its fix");
    terminal.exp_string("? help: ").expect("a question");
    terminal.send("1").and_then(|_| terminal.flush()).expect("taken");
    terminal.exp_string("1 fixed, 0 ignored, 0 skipped").expect("nothing else is asked");
    terminal.exp_eof().expect("it ends");

    let mended = fs::read_to_string(&path).expect("there");
    assert_eq!(mended, old.replace("La digue", &format!("{}La digue", paragraph.replace(NEW.0, NEW.1))));
    for format in formats(&site) {
        let found = relire(&site, &["check", BASELINE, "--output-format", &format]);
        assert_eq!((code(&found), new_findings(&format, &text(&found.stdout))), (0, 0), "{format}");
    }
}

/// The formats that the command knows. The quality sheets are left out: they count what there is, new or known.
fn formats(site: &TempDir) -> Vec<String> {
    let refused = relire(site, &["check", "--output-format=none"]);
    let said = text(&refused.stderr);
    let (_, list) = said.split_once("possible values: ").expect("a list");
    let (list, _) = list.split_once(']').expect("its end");
    let formats = list.split(',').map(|format| format.trim().to_owned());
    formats.filter(|format| !format.starts_with("mqm")).collect()
}

/// How many findings a report calls new.
fn new_findings(format: &str, report: &str) -> usize {
    let json = || -> Value { serde_json::from_str(report).expect(report) };
    let is_new = |row: &&Value| row["known"] != Value::Bool(true);
    match format {
        "full" => report.matches("╭─[").count(),
        "concise" => report.lines().filter(|line| line.starts_with("fr/")).count(),
        "json" => json().as_array().expect("an array").iter().filter(is_new).count(),
        "json-lines" => {
            let rows: Vec<Value> =
                report.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
            rows.iter().filter(is_new).count()
        }
        "sarif" => {
            let sarif = json();
            let results = sarif["runs"][0]["results"].as_array().expect("results");
            results.iter().filter(|result| result["baselineState"] != "unchanged").count()
        }
        "gitlab" => json().as_array().expect("an array").len(),
        "rdjson" => json()["diagnostics"].as_array().expect("diagnostics").len(),
        "github" => {
            report.lines().filter(|line| line.starts_with("::error") || line.starts_with("::warning")).count()
        }
        "junit" => report.matches("<failure").count() + report.matches("<error").count(),
        "html" => report.matches("Monetary Instances").count().min(1),
        other => panic!("{other}: say how its findings are counted"),
    }
}
