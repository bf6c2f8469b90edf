//! Kills relire while it mends files: each file must be the old one or the new one, whole, and what a
//! killed run left beside them must be gone after a later run.
//!
//! `RELIRE_KILLS=300 cargo test --test kill` kills it more often than a test run has time for.

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const OLD: &str = "Le maire a voté. il ya deux ans.\n\nUn mot de plus [ad_1] ici.\n";
const FILES: usize = 60;

fn relire(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_relire"));
    command.args(["check", "--isolated", "--fix"]).arg(folder);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn fill(folder: &Path) {
    for number in 0..FILES {
        fs::write(folder.join(format!("{number}.txt")), OLD).expect("the folder can be written");
    }
}

fn contents(folder: &Path) -> HashSet<String> {
    let texts = (0..FILES).map(|number| fs::read_to_string(folder.join(format!("{number}.txt"))));
    texts.collect::<Result<_, _>>().expect("every file is there, in UTF-8")
}

#[test]
fn a_killed_run_leaves_whole_files() {
    let folder = tempfile::tempdir().expect("a folder");
    fill(folder.path());
    let start = Instant::now();
    relire(folder.path()).status().expect("relire runs");
    let whole_run = start.elapsed();
    let new = contents(folder.path());
    assert_eq!(new.len(), 1);
    assert!(!new.contains(OLD), "the text is mended");
    let sound: HashSet<String> = new.into_iter().chain([OLD.to_string()]).collect();

    let kills: u32 = std::env::var("RELIRE_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(40);
    let mut cut_short = 0;
    for kill in 0..kills {
        fill(folder.path());
        let mut run = relire(folder.path()).spawn().expect("relire runs");
        std::thread::sleep(whole_run * kill / kills);
        let ended = run.try_wait().expect("the run can be asked").is_some();
        run.kill().expect("the run can be killed");
        run.wait().expect("the run ends");
        let found = contents(folder.path());
        assert!(found.is_subset(&sound), "{found:?}");
        cut_short += u32::from(!ended && found.contains(OLD));
    }
    assert!(cut_short > 0, "no run was killed at work");

    std::thread::sleep(Duration::from_millis(1_100));
    fill(folder.path());
    relire(folder.path()).status().expect("relire runs");
    let left = fs::read_dir(folder.path()).expect("the folder is there").count();
    assert_eq!(left, FILES, "temporary files are left");
}
