//! Kills relire while it mends files: each file must be the old one or the new one, whole, and what a
//! killed run left beside them must be gone after the next one.
//!
//! `RELIRE_KILLS=300 RELIRE_KILL_FILES=1000 cargo test --release --test kill -- --nocapture` kills it more often, and
//! among more files, than a test run has time for.

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

const OLD: &str = "Le maire a voté. il ya deux ans.\n\nUn mot de plus [ad_1] ici.\n";

fn number(variable: &str, default: u32) -> u32 {
    std::env::var(variable).ok().and_then(|written| written.parse().ok()).unwrap_or(default)
}

fn relire(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_relire"));
    command.args(["check", "--isolated", "--fix"]).arg(folder);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn fill(folder: &Path, files: u32) {
    for number in 0..files {
        fs::write(folder.join(format!("{number}.txt")), OLD).expect("the folder can be written");
    }
}

/// The different contents of the files.
fn contents(folder: &Path, files: u32) -> HashSet<String> {
    let texts = (0..files).map(|number| fs::read_to_string(folder.join(format!("{number}.txt"))));
    texts.collect::<Result<_, _>>().expect("every file is there, in UTF-8")
}

/// How many files stand in the folder beside those that belong there.
fn left(folder: &Path, files: u32) -> usize {
    fs::read_dir(folder).expect("the folder is there").count() - files as usize
}

#[test]
fn a_killed_run_leaves_whole_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let files = number("RELIRE_KILL_FILES", 60);
    let kills = number("RELIRE_KILLS", 40);
    fill(folder, files);
    let start = Instant::now();
    relire(folder).status().expect("relire runs");
    let whole_run = start.elapsed();
    let new = contents(folder, files);
    assert_eq!(new.len(), 1);
    assert!(!new.contains(OLD), "the text is mended");
    let sound: HashSet<String> = new.iter().cloned().chain([OLD.to_string()]).collect();

    let (mut at_work, mut midway, mut strays) = (0, 0, 0);
    for kill in 0..kills {
        fill(folder, files);
        let before = left(folder, files);
        let mut run = relire(folder).spawn().expect("relire runs");
        std::thread::sleep(whole_run * kill / kills);
        let ended = run.try_wait().expect("the run can be asked").is_some();
        run.kill().expect("the run can be killed");
        run.wait().expect("the run ends");
        let found = contents(folder, files);
        assert!(found.is_subset(&sound), "{found:?}");
        at_work += u32::from(!ended && found.contains(OLD));
        midway += u32::from(found.len() == 2);
        strays += left(folder, files).saturating_sub(before);
    }
    println!(
        "{kills} kills in {:.1} s of mending {files} files: {at_work} at work, {midway} of them with files of both \
         kinds; {strays} temporary files were left",
        whole_run.as_secs_f64()
    );
    assert!(at_work > 0, "no run was killed at work");

    fill(folder, files);
    relire(folder).status().expect("relire runs");
    assert_eq!(contents(folder, files), new);
    assert_eq!(left(folder, files), 0, "temporary files are left");
}
