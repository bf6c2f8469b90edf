//! Inputs that once broke a promise: each folder of `tests/regressions` holds those of one fuzz target.

mod promises;

use std::fs;

#[test]
fn what_was_mended_stays_mended() {
    let folders = fs::read_dir("tests/regressions").expect("it is there");
    for folder in folders.map(|entry| entry.expect("an entry").path()) {
        let target = folder.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        for input in fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            println!("{}", input.display());
            promises::ask(&target, &fs::read(&input).expect("read")).expect("a target of that name");
        }
    }
}
