//! `relire check --interactive` as a person uses it: through a terminal, key by key.
#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use rexpect::process::wait::WaitStatus;
use rexpect::session::{PtySession, spawn_command};
use tempfile::TempDir;

const PAGE: &str = "# Le conseil adresse le problème\n\nIl cherche un job. Le maire adresse le problème.\n";

/// The site of the command-line cases, with one page.
fn site(page: &str) -> TempDir {
    let folder = tempfile::Builder::new().prefix("site").tempdir().expect("a folder");
    let rules = folder.path().join("house-rules/house");
    fs::create_dir_all(&rules).expect("made");
    for rule in ["problem.toml", "to-choose.toml"] {
        fs::copy(Path::new("tests/site/house-rules/house").join(rule), rules.join(rule)).expect("copied");
    }
    fs::copy("tests/site/relire.toml", folder.path().join("relire.toml")).expect("copied");
    fs::write(folder.path().join("page.md"), page).expect("written");
    folder
}

fn read(site: &TempDir, name: &str) -> String {
    fs::read_to_string(site.path().join(name)).expect("it is there")
}

/// A terminal in which relire asks.
struct Person {
    session: PtySession,
}

impl Person {
    fn at(site: &TempDir, options: &[&str]) -> Person {
        let mut command = Command::new(env!("CARGO_BIN_EXE_relire"));
        command.args(["check", "--interactive"]).args(options).current_dir(site.path());
        command.env("LC_ALL", "C.UTF-8").env("TERM", "xterm").env("NO_COLOR", "1");
        Person { session: spawn_command(command, Some(20_000)).expect("a terminal") }
    }

    fn sees(&mut self, words: &str) {
        if let Err(error) = self.session.exp_string(words) {
            panic!("`{words}` was not shown: {error}");
        }
    }

    /// Sees a question, then presses keys.
    fn answers(&mut self, question: &str, keys: &str) {
        self.sees(question);
        self.session.send(keys).expect("taken");
        self.session.flush().expect("taken");
    }

    fn menu(&mut self, keys: &str) {
        self.answers("? help: ", keys);
    }

    /// The exit status.
    fn ends(self) -> i32 {
        for _ in 0..400 {
            match self.session.process().status() {
                Some(WaitStatus::Exited(_, code)) => return code,
                Some(WaitStatus::Signaled(_, signal, _)) => return 128 + signal as i32,
                _ => std::thread::sleep(Duration::from_millis(25)),
            }
        }
        panic!("it does not end");
    }
}

#[test]
fn a_fix_a_candidate_and_words_of_one_s_own() {
    let site = site(PAGE);
    let mut person = Person::at(&site, &["page.md"]);
    person.sees("page.md:1:14");
    person.menu("1");
    // The terminal is read byte by byte: words without accents are looked for.
    person.sees("emploi");
    person.sees("travail");
    person.menu("2");
    person.sees("page.md:3:33");
    person.menu("e");
    // What was found stands there to be changed.
    person.answers(
        "In its place: adresse le probl",
        &format!("{}prend l’affaire en main\r", "\u{7f}".repeat(19)),
    );
    person.sees("3 fixed, 0 ignored, 0 skipped");
    assert_eq!(person.ends(), 0);
    let mended =
        "# Le conseil traite le problème\n\nIl cherche un travail. Le maire prend l’affaire en main.\n";
    assert_eq!(read(&site, "page.md"), mended);
}

#[test]
fn what_was_decided_is_written_when_one_stops_half_way() {
    for stop in ["q", "\u{3}"] {
        let site = site(PAGE);
        let mut person = Person::at(&site, &["page.md"]);
        person.menu("1");
        person.sees("page.md:3:15");
        person.menu(stop);
        person.sees("1 fixed, 0 ignored, 0 skipped; stopped before the end");
        assert_eq!(person.ends(), 1);
        assert_eq!(read(&site, "page.md"), PAGE.replacen("adresse", "traite", 1));
    }
    // While words are being typed, Ctrl-C ends the program; what came before is on disk.
    let site = site(PAGE);
    let mut person = Person::at(&site, &["page.md"]);
    person.menu("1");
    person.menu("e");
    person.answers("In its place", "poste\u{3}");
    assert_ne!(person.ends(), 0);
    assert_eq!(read(&site, "page.md"), PAGE.replacen("adresse", "traite", 1));
}

#[test]
fn decisions_are_taken_back_one_by_one() {
    let site = site(PAGE);
    let config = read(&site, "relire.toml");
    let mut person = Person::at(&site, &["page.md"]);
    person.menu("1");
    person.menu("i");
    person.answers("f in relire.toml", "f");
    person.answers("Why", "voulu\r");
    person.sees("page.md:3:29");
    assert!(read(&site, "relire.toml").contains("reason = \"voulu\""));
    person.menu("u");
    person.sees("page.md:3:15");
    person.menu("u");
    person.sees("page.md:1:14");
    person.menu("u");
    person.sees("Nothing to take back.");
    assert_eq!((read(&site, "page.md"), read(&site, "relire.toml")), (PAGE.to_owned(), config));
    person.menu("s");
    person.menu("s");
    person.menu("s");
    person.sees("0 fixed, 0 ignored, 3 skipped");
    assert_eq!(person.ends(), 1);
}

#[test]
fn what_is_ignored_is_found_no_more() {
    let site = site(PAGE);
    let mut person = Person::at(&site, &["page.md"]);
    person.menu("i");
    person.answers(", c by a comment here", "c");
    person.answers("Why", "un titre\r");
    person.menu("i");
    person.answers("f in relire.toml", "f");
    person.answers("Why", "\r");
    person.menu("1");
    person.sees("1 fixed, 2 ignored, 0 skipped");
    assert_eq!(person.ends(), 0);
    let page = read(&site, "page.md");
    assert!(
        page.starts_with(
            "# Le conseil adresse le problème <!-- relire: ignore house/problem — un titre -->\n"
        ),
        "{page}"
    );
    let config = read(&site, "relire.toml");
    assert!(config.starts_with("# The rules of this site alone"), "{config}");
    assert!(config.contains("file = \"page.md\", rule = \"house/to-choose\", text = \"job\" }"), "{config}");
}

#[test]
fn a_choice_for_all_like_it_and_as_a_house_rule() {
    let site = site("Un job.\n\nUn grand job, et un job.\n\nDu job.\n");
    let mut person = Person::at(&site, &["--fail-on=hint", "page.md"]);
    person.menu("a");
    person.answers("For all like this, to the end of the run", "e");
    person.answers("In its place", &format!("{}poste\r", "\u{7f}".repeat(3)));
    person.answers("Write it as a house rule as well?", "y");
    person.sees("house-rules/house/choices.toml: written");
    person.sees("4 fixed, 0 ignored, 0 skipped");
    assert_eq!(person.ends(), 0);
    assert_eq!(read(&site, "page.md"), "Un poste.\n\nUn grand poste, et un poste.\n\nDu poste.\n");
    let tested = Command::new(env!("CARGO_BIN_EXE_relire"))
        .args(["test", "house-rules/house/choices.toml"])
        .current_dir(site.path())
        .output()
        .expect("it runs");
    assert!(tested.status.success(), "{}", String::from_utf8_lossy(&tested.stdout));
}

#[test]
fn without_a_terminal_nothing_can_be_asked() {
    let site = site(PAGE);
    let output = Command::new(env!("CARGO_BIN_EXE_relire"))
        .args(["check", "--interactive", "page.md"])
        .current_dir(site.path())
        .env("LC_ALL", "C")
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("must be a terminal"));
    assert_eq!(read(&site, "page.md"), PAGE);
}
