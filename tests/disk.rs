//! What a disk, or whoever else works on it, may do to a run: each is said with the file it befell, the exit status
//! is 2, and no file is lost.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::{Command, Output};

use tempfile::TempDir;

const OLD: &str = "Le maire a voté. il ya deux ans.\n";
const NEW: &str = "Le maire a voté. il y a deux ans.\n";

/// A folder with these files, all of them to be mended.
fn site(names: &[&str]) -> TempDir {
    let folder = tempfile::Builder::new().prefix("site").tempdir().expect("a folder");
    for name in names {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, OLD).expect("written");
    }
    folder
}

/// A command line of the shell, in which `$RELIRE` is relire.
fn shell(site: &TempDir, line: &str) -> Output {
    Command::new("sh")
        .args(["-c", line])
        .current_dir(site.path())
        .env("RELIRE", env!("CARGO_BIN_EXE_relire"))
        .env("LC_ALL", "C")
        .output()
        .expect("there is a shell")
}

/// `relire check`, with one rule.
fn check(site: &TempDir, arguments: &str) -> Output {
    shell(site, &format!("\"$RELIRE\" check --isolated --select typography/il-y-a {arguments}"))
}

/// The same where no file can be written, as on a full disk; but the system calls it too large.
fn check_full(site: &TempDir, arguments: &str) -> Output {
    let full = "ulimit -f 0; trap '' XFSZ;";
    shell(site, &format!("{full} \"$RELIRE\" check --isolated --select typography/il-y-a {arguments}"))
}

/// What a run that must fail says on standard error.
fn said(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(!said.contains(".relire-"), "{said}");
    said
}

fn text(site: &TempDir, name: &str) -> String {
    fs::read_to_string(site.path().join(name)).expect("it is there")
}

/// The names in a folder, hidden ones too.
fn names(site: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(site.path()).expect("it is there");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name")).collect();
    names.sort();
    names
}

#[test]
fn a_file_that_cannot_be_written_whole_stays_as_it_is() {
    let site = site(&["a.txt", "b.txt"]);
    let said = said(&check_full(&site, "--fix ."));
    for name in ["a.txt", "b.txt"] {
        assert!(said.contains(&format!("error: {name}: cannot be written: File too large")), "{said}");
        assert_eq!(text(&site, name), OLD);
    }
    assert_eq!(names(&site), ["a.txt", "b.txt"]);

    let patch = check_full(&site, "--diff a.txt");
    assert_eq!(patch.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&patch.stdout).contains("+Le maire a voté. il y a deux ans."));
}

#[test]
fn a_baseline_that_cannot_be_written_is_the_old_one_or_none() {
    let site = site(&["a.txt", "b.txt"]);
    let options = "--write-baseline known.json";
    assert!(
        said(&check_full(&site, &format!("{options} ."))).contains("error: known.json: cannot be written")
    );
    assert_eq!(names(&site), ["a.txt", "b.txt"]);

    check(&site, &format!("{options} a.txt"));
    let before = text(&site, "known.json");
    assert!(
        said(&check_full(&site, &format!("{options} ."))).contains("error: known.json: cannot be written")
    );
    assert_eq!(text(&site, "known.json"), before);
    assert_eq!(names(&site), ["a.txt", "b.txt", "known.json"]);
}

#[test]
fn a_new_folder_is_not_begun_by_halves() {
    let site = site(&[]);
    assert!(
        said(&shell(&site, "ulimit -f 0; trap '' XFSZ; \"$RELIRE\" init")).contains("error: relire.toml: ")
    );
    assert_eq!(names(&site), ["house-rules"]);
    assert_eq!(shell(&site, "\"$RELIRE\" init").status.code(), Some(0));
}

#[test]
#[cfg(target_os = "linux")]
fn a_report_that_finds_no_room_is_a_failure() {
    let site = site(&["a.txt"]);
    for options in ["", "--output-format json", "--diff", "--statistics"] {
        let said = said(&check(&site, &format!("{options} a.txt > /dev/full")));
        assert!(said.contains("error: standard output: No space left on device"), "{said}");
    }
    // The file is mended all the same.
    said(&check(&site, "--fix a.txt > /dev/full"));
    assert_eq!(text(&site, "a.txt"), NEW);
}

#[test]
fn links_stay_links() {
    let site = site(&["a/real.txt", "linked.txt"]);
    symlink("a/real.txt", site.path().join("link.txt")).expect("linked");
    fs::hard_link(site.path().join("linked.txt"), site.path().join("other.txt")).expect("linked");
    let said = said(&check(&site, "--fix ."));
    assert!(said.contains("error: linked.txt: has 2 names (hard links), not written"), "{said}");
    assert_eq!((text(&site, "linked.txt"), text(&site, "other.txt")), (OLD.into(), OLD.into()));
    assert_eq!(text(&site, "a/real.txt"), NEW);
    assert!(site.path().join("link.txt").is_symlink());
}

#[test]
fn what_is_no_file_is_left_alone() {
    let site = site(&["a.txt"]);
    assert!(shell(&site, "mkfifo pipe.txt").status.success());
    symlink("circle.txt", site.path().join("circle.txt")).expect("linked");
    let said = said(&check(&site, "--fix ."));
    assert_eq!(
        said,
        "error: circle.txt: Too many levels of symbolic links (os error 40)\na.txt: 1 fixed, 0 left\n"
    );
    for name in ["pipe.txt", "/dev/null"] {
        let output = check(&site, &format!("--fix {name}"));
        assert_eq!(output.status.code(), Some(2));
        assert!(
            String::from_utf8_lossy(&output.stderr).contains(", not a file (give the text on standard input")
        );
    }
    #[cfg(target_os = "linux")]
    for option in ["--config", "--baseline", "--source"] {
        let output = shell(&site, &format!("\"$RELIRE\" check {option} /dev/zero a.txt"));
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains("/dev/zero: "), "{output:?}");
    }
}

#[test]
fn what_may_not_be_written_or_read_is_named() {
    let site = site(&["locked.txt", "closed/a.txt", "hidden/a.txt", "open.txt"]);
    let set = |name: &str, mode| {
        fs::set_permissions(site.path().join(name), fs::Permissions::from_mode(mode)).expect("set");
    };
    set("locked.txt", 0o444);
    set("closed", 0o555);
    set("hidden", 0o000);
    let output = check(&site, "--fix .");
    // The superuser may write and read everything, but a file that is read-only.
    let is_bound = fs::read_dir(site.path().join("hidden")).is_err();
    set("closed", 0o755);
    set("hidden", 0o755);
    let said = said(&output);
    assert!(said.contains("error: locked.txt: the file is read-only"), "{said}");
    assert_eq!((text(&site, "locked.txt"), text(&site, "open.txt")), (OLD.into(), NEW.into()));
    if is_bound {
        assert!(said.contains("error: hidden: Permission denied"), "{said}");
        assert!(said.contains("error: closed/a.txt: the folder "), "{said}");
        assert_eq!((text(&site, "closed/a.txt"), text(&site, "hidden/a.txt")), (OLD.into(), OLD.into()));
    }
}
