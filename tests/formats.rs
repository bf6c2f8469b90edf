//! The formats that other programs read, held to their schemas: with findings of every severity, with none, with a file that
//! cannot be read, with names and texts made to break them.
//!
//! SARIF is held to the schema that OASIS publishes, as it comes with the package `serde-sarif`; GitLab’s and Reviewdog’s
//! own schemas ask for little, so theirs are written out more strictly in `tests/schemas`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

const FORMATS: [&str; 10] =
    ["full", "concise", "json", "json-lines", "sarif", "github", "gitlab", "junit", "html", "rdjson"];

/// A folder with findings of each severity in several files, one of them hostile, and one that cannot be read.
fn site() -> TempDir {
    let site = tempfile::tempdir().expect("a folder");
    let rules = Path::new("tests/site/house-rules/house");
    let house = site.path().join("house-rules/house");
    fs::create_dir_all(&house).expect("made");
    for rule in fs::read_dir(rules).expect("a folder") {
        let path = rule.expect("an entry").path();
        fs::copy(&path, house.join(path.file_name().expect("a name"))).expect("copied");
    }
    for page in ["relire.toml", "article.md", "sound.txt", "windows-1252.txt", "damaged.txt", "empty.txt"] {
        fs::copy(Path::new("tests/site").join(page), site.path().join(page)).expect("copied");
    }
    if cfg!(unix) {
        let hostile = "a job\u{1b}]0;x\u{7}\u{9b}31m\n::error::x,y %0A ]]><b>&amp;<script>.md";
        let hostile = hostile.replace('/', "");
        let text = "::error::un job\u{1b}[31m \u{9b}31m\u{202e} ##[error] ]]> <script>alert(1)</script>\n\
                    Il adresse le problème.\n";
        fs::write(site.path().join(hostile), text).expect("written");
    }
    site
}

fn check(site: &TempDir, format: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_relire"))
        .args(["check", "--output-format", format])
        .args(arguments)
        .current_dir(site.path())
        .env_remove("GITHUB_STEP_SUMMARY")
        .output()
        .expect("it runs")
}

fn json(output: &Output) -> Value {
    let text = String::from_utf8_lossy(&output.stdout);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// What a run over all of the site says, and one over a file without findings.
fn all_and_none(site: &TempDir, format: &str) -> [Output; 2] {
    let all = check(site, format, &["."]);
    assert_eq!(all.status.code(), Some(2), "damaged.txt cannot be read");
    let none = check(site, format, &["sound.txt", "empty.txt"]);
    assert_eq!(none.status.code(), Some(0));
    [all, none]
}

fn hold_to(schema: &Value, value: &Value) {
    let validator = jsonschema::validator_for(schema).expect("a sound schema");
    let errors: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{value:#}");
}

fn schema(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).expect("a schema")).expect("JSON")
}

/// The schema that comes with the package relire writes SARIF with.
fn sarif_schema() -> Value {
    // Packages of other platforms may not be there.
    let rustc = Command::new("rustc").arg("-vV").output().expect("rustc runs");
    let about = String::from_utf8(rustc.stdout).expect("UTF-8");
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
    let cargo = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline", "--locked", "--filter-platform", host])
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&cargo.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("a list");
    let package = packages.iter().find(|package| package["name"] == "serde-sarif").expect("a dependency");
    let manifest = PathBuf::from(package["manifest_path"].as_str().expect("a path"));
    let mut schema = schema(&manifest.with_file_name("src").join("schema.json"));
    // A bracket that closes nothing: the validator takes no such pattern, and relire writes no `language`.
    for owner in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][owner]["properties"]["language"];
        assert!(language.as_object_mut().and_then(|language| language.remove("pattern")).is_some());
    }
    schema
}

#[test]
fn sarif_holds_to_its_schema() {
    let site = site();
    let schema = sarif_schema();
    let [all, none] = all_and_none(&site, "sarif").map(|output| json(&output));
    hold_to(&schema, &all);
    hold_to(&schema, &none);

    let run = &all["runs"][0];
    let results = run["results"].as_array().expect("a list");
    let mut levels: Vec<&str> = results.iter().filter_map(|result| result["level"].as_str()).collect();
    levels.sort_unstable();
    levels.dedup();
    assert_eq!(levels, ["error", "note", "warning"]);
    let rules: Vec<&Value> = run["tool"]["driver"]["rules"].as_array().expect("a list").iter().collect();
    for result in results {
        assert!(rules.iter().any(|rule| rule["id"] == result["ruleId"]), "{result}");
    }
    assert!(
        rules
            .iter()
            .all(|rule| rule["help"]["markdown"].as_str().is_some_and(|text| text.contains("| wrong |")))
    );
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    assert_eq!(none["runs"][0]["invocations"][0]["executionSuccessful"], true);
    assert_eq!(none["runs"][0]["results"], Value::Array(Vec::new()));
}

/// What a viewer does that applies the fixes of a log.
#[test]
fn the_fixes_of_a_log_mend_the_files_on_disk() {
    let site = site();
    let log = json(&check(&site, "sarif", &["windows-1252.txt"]));
    let change = &log["runs"][0]["results"][0]["fixes"][0]["artifactChanges"][0];
    let replacement = &change["replacements"][0];
    let region = &replacement["deletedRegion"];
    let number = |key: &str| region[key].as_u64().expect("a number") as usize;
    let path = site.path().join(change["artifactLocation"]["uri"].as_str().expect("a name"));
    let mut bytes = fs::read(&path).expect("there");
    let inserted = replacement["insertedContent"]["text"].as_str().expect("text");
    let (encoded, ..) = encoding_rs::WINDOWS_1252.encode(inserted);
    let range = number("byteOffset")..number("byteOffset") + number("byteLength");
    bytes.splice(range, encoded.iter().copied());
    let fixed = check(&site, "full", &["--fix", "windows-1252.txt"]);
    assert_eq!(fixed.status.code(), Some(0));
    assert_eq!(fs::read(&path).expect("there"), bytes);
}

#[test]
fn a_code_quality_report_holds_to_its_schema() {
    let site = site();
    let schema = schema(Path::new("tests/schemas/gitlab-code-quality.json"));
    let [all, none] = all_and_none(&site, "gitlab").map(|output| json(&output));
    hold_to(&schema, &all);
    assert_eq!(none, Value::Array(Vec::new()));
    let issues = all.as_array().expect("a list");
    let mut fingerprints: Vec<&str> =
        issues.iter().filter_map(|issue| issue["fingerprint"].as_str()).collect();
    fingerprints.sort_unstable();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), issues.len());
    for severity in ["major", "minor", "info"] {
        assert!(issues.iter().any(|issue| issue["severity"] == severity), "{severity}");
    }
}

#[test]
fn fingerprints_outlive_moved_lines() {
    let site = site();
    let fingerprints = || -> Vec<Value> {
        let issues = json(&check(&site, "gitlab", &["article.md"]));
        issues.as_array().expect("a list").iter().map(|issue| issue["fingerprint"].clone()).collect()
    };
    let before = fingerprints();
    let path = site.path().join("article.md");
    let text = fs::read_to_string(&path).expect("there");
    fs::write(&path, format!("Un paragraphe de plus.\n\n{}", text.replace("et cela", "et\ncela")))
        .expect("written");
    assert_eq!(fingerprints(), before);
    assert_eq!(before.len(), 3);
}

#[test]
fn rdjson_holds_to_its_schema() {
    let site = site();
    let schema = schema(Path::new("tests/schemas/rdjson.json"));
    let [all, none] = all_and_none(&site, "rdjson").map(|output| json(&output));
    hold_to(&schema, &all);
    hold_to(&schema, &none);
    let diagnostics = all["diagnostics"].as_array().expect("a list");
    for severity in ["ERROR", "WARNING", "INFO"] {
        assert!(diagnostics.iter().any(|one| one["severity"] == severity), "{severity}");
    }
    let heading = diagnostics.iter().find(|one| one["location"]["path"] == "article.md").expect("found");
    assert_eq!(heading["suggestions"][0]["text"], "traite le problème");
}

#[test]
fn junit_is_sound_xml_with_the_right_counts() {
    let site = site();
    let [all, none] = all_and_none(&site, "junit");
    for (output, failures, errors) in [(&all, 4, 1), (&none, 0, 0)] {
        let xml = String::from_utf8(output.stdout.clone()).expect("UTF-8");
        let document = roxmltree::Document::parse(&xml).expect("well-formed");
        let root = document.root_element();
        let elements = |name: &str| root.descendants().filter(|node| node.has_tag_name(name)).count();
        let counted =
            |name: &str| root.attribute(name).and_then(|count| count.parse().ok()).unwrap_or(usize::MAX);
        assert_eq!((root.tag_name().name(), counted("tests")), ("testsuites", elements("testcase")));
        let failures = if cfg!(unix) || failures == 0 { failures } else { failures - 1 };
        assert_eq!((counted("failures"), elements("failure")), (failures, failures), "{xml}");
        assert_eq!((counted("errors"), elements("error")), (errors, errors));
        for suite in root.children().filter(|node| node.is_element()) {
            assert!(suite.children().any(|node| node.has_tag_name("testcase")), "{xml}");
        }
    }
}

#[test]
fn github_is_never_given_more_than_it_shows() {
    let site = site();
    for number in 0..30 {
        let text = "Il adresse le problème. Cela fait du sens. Il cherche un job.\n\n".repeat(number + 1);
        fs::write(site.path().join(format!("page-{number}.md")), text).expect("written");
    }
    let summary = site.path().join("summary");
    let output = Command::new(env!("CARGO_BIN_EXE_relire"))
        .args(["check", "--output-format=github", "."])
        .current_dir(site.path())
        .env("GITHUB_STEP_SUMMARY", &summary)
        .output()
        .expect("it runs");
    let shown = String::from_utf8_lossy(&output.stdout);
    for level in ["error", "warning", "notice"] {
        let annotations = shown.lines().filter(|line| line.starts_with(&format!("::{level} file="))).count();
        assert!((1..=10).contains(&annotations), "{level}: {annotations}");
    }
    let logged = shown.lines().filter(|line| !line.starts_with("::") && line.contains(": page-")).count();
    assert_eq!(logged, 3 * (1..=30).sum::<usize>());
    let summary = fs::read_to_string(summary).expect("written");
    assert!(summary.contains("| house/problem | 46"), "{summary}");
}

#[test]
fn nothing_in_a_name_or_a_text_acts_on_a_terminal() {
    let site = site();
    for format in FORMATS {
        let output = check(&site, format, &["."]);
        for (stream, bytes) in [("out", &output.stdout), ("err", &output.stderr)] {
            let text = String::from_utf8(bytes.clone()).expect("UTF-8");
            let acting = text.chars().find(|&c| (c.is_control() && c != '\n') || c == '\u{202e}');
            assert_eq!(acting, None, "{format}, {stream}: {text}");
        }
    }
}

#[test]
fn every_format_is_the_same_whatever_the_number_of_threads() {
    let site = site();
    for number in 0..100 {
        let text = format!("Page {number}. Il adresse le problème.\n\nCela fait du sens. Un job.\n");
        fs::write(site.path().join(format!("page-{number}.txt")), text).expect("written");
    }
    for format in FORMATS {
        let [one, four] = ["1", "4"].map(|jobs| check(&site, format, &[".", "-j", jobs]).stdout);
        assert!(one.len() > 100, "{format}");
        assert!(one == four, "{format}");
    }
}
