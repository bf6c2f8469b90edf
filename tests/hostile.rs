//! A repository that one does not trust: its settings, rules and names can neither harm nor hang, and what is
//! refused is said, with its place.

use std::fs;
use std::process::{Command, Output, Stdio};
use std::sync::mpsc::channel;
use std::thread::spawn;
use std::time::Duration;

use tempfile::TempDir;

/// Far more than any run here takes, on a busy machine too.
const PATIENCE: Duration = Duration::from_secs(300);

fn site(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
    folder
}

/// Runs relire, which must end by itself.
fn relire(folder: &TempDir, arguments: &[&str]) -> Output {
    let child = Command::new(env!("CARGO_BIN_EXE_relire"))
        .args(arguments)
        .current_dir(folder.path())
        .env("LC_ALL", "C")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let id = child.id();
    let (done, ended) = channel();
    spawn(move || done.send(child.wait_with_output()));
    match ended.recv_timeout(PATIENCE) {
        Ok(output) => output.expect("it ran"),
        Err(_) => {
            let _ = Command::new("kill").arg(id.to_string()).status();
            panic!("{arguments:?} does not end");
        }
    }
}

/// What is said on standard error by a run that must end with status 2 and without a panic.
fn refused(folder: &TempDir, arguments: &[&str]) -> String {
    let output = relire(folder, arguments);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    said
}

/// Checks a file with so many seconds of a processor, which do not count what else the machine does, and three
/// gigabytes of memory.
#[cfg(target_os = "linux")]
fn check_within(seconds: usize, name: &str, text: &str) {
    let start: String = text.chars().take(40).collect();
    checks_within(seconds, &site(&[(name, text)]), &["--isolated", name], &start);
}

#[cfg(target_os = "linux")]
fn checks_within(seconds: usize, site: &TempDir, arguments: &[&str], about: &str) {
    let limits = format!("ulimit -t {seconds} -v 3000000 && exec \"$0\" check -j 1 --statistics \"$@\"");
    let run = Command::new("sh")
        .args(["-c", &limits, env!("CARGO_BIN_EXE_relire")])
        .args(arguments)
        .current_dir(site.path())
        .env("LC_ALL", "C")
        .output()
        .expect("it runs");
    let (status, said) = (run.status, String::from_utf8_lossy(&run.stderr).into_owned());
    assert!(matches!(status.code(), Some(0..=2)), "{arguments:?} {about}: {status}, {said}");
    assert!(!said.contains("panicked") && said.len() < 3_000, "{arguments:?} {about}: {said}");
}

/// A rule file with this `[[match]]`.
fn rule(matching: &str) -> String {
    format!(
        "title = \"t\"\ncategory = \"accuracy/mistranslation\"\nseverity = \"error\"\nconfidence = \"high\"\n\
         message = \"m\"\n[[match]]\n{matching}\n[[example]]\nbad = \"<<x>>\"\n[[example]]\ngood = \"y\"\n"
    )
}

const HOUSE: &str = "[rules]\npaths = ['rules']\nselect = ['house']\n";
const PAGE: &str = "Il a le mot, et le mot est un mot parmi les mots.\n";

/// What a run with this rule says on standard error, and its status.
fn with_rule(matching: &str) -> (String, Option<i32>) {
    let site =
        site(&[("relire.toml", HOUSE), ("rules/house/rule.toml", &rule(matching)), ("page.txt", PAGE)]);
    let output = relire(&site, &["check", "page.txt"]);
    (String::from_utf8_lossy(&output.stderr).into_owned(), output.status.code())
}

#[test]
fn a_hunspell_dictionary_is_refused_unless_it_is_allowed() {
    let site = site(&[
        (
            "relire.toml",
            "[text]\nnames = ['Nuage']\n\n[dictionaries]\nhunspell = [\"medical\"]\nwords = ['words.txt']\n",
        ),
        ("words.txt", "kubernetes\n"),
        ("medical.aff", "SET UTF-8\n"),
        ("medical.dic", "1\nanastomose\n"),
        ("page.txt", PAGE),
    ]);
    for command in [&["check", "page.txt"][..], &["measure", "page.txt"]] {
        let said = refused(&site, command);
        assert!(said.contains("--allow-dictionaries") && said.contains("relire.toml:5:13"), "{said}");
        assert_eq!(said.matches("error: ").count(), 1, "{said}");
        let allowed = relire(&site, &[command, &["--allow-dictionaries"]].concat());
        assert_eq!(allowed.status.code(), Some(0), "{}", String::from_utf8_lossy(&allowed.stderr));
    }
    let isolated = relire(&site, &["check", "--isolated", "page.txt"]);
    assert_eq!(isolated.status.code(), Some(0));
    let folder = site.path();
    fs::write(folder.join("relire.toml"), "[dictionaries]\nwords = ['words.txt']\n").expect("written");
    assert_eq!(relire(&site, &["check", "page.txt"]).status.code(), Some(0), "word lists are read as ever");
}

#[test]
fn settings_name_nothing_outside_the_repository() {
    let site = site(&[
        ("secret/house/rule.toml", "password = 'hunter2'\n"),
        ("clone/relire.toml", "[rules]\npaths = ['../secret']\n"),
        ("clone/page.txt", PAGE),
    ]);
    fs::create_dir(site.path().join("clone/.git")).expect("made");
    let said = refused(&site, &["check", "clone/page.txt"]);
    assert!(said.contains("`../secret` lies outside the repository"), "{said}");
    assert!(said.contains("relire.toml:2:10") && !said.contains("hunter2"), "{said}");
}

#[test]
fn toml_nested_deep_is_refused() {
    let deep = 200_000;
    let bombs = [
        format!("a = {}{}", "[".repeat(deep), "]".repeat(deep)),
        format!("a = {}", "[".repeat(deep)),
        format!("a = {}1{}", "{a=".repeat(deep), "}".repeat(deep)),
        format!("a{} = 1", ".a".repeat(deep)),
        format!("[a{}]", ".a".repeat(deep)),
        format!("[[a{}]]\nb{} = 1", ".a".repeat(deep), ".b".repeat(deep)),
        format!("[text]\nwords = {}{}", "[".repeat(deep), "]".repeat(deep)),
        format!("[rules.severity]\na{} = 'off'", ".a".repeat(deep)),
    ];
    for bomb in bombs {
        let start = &bomb[..20];
        let config = site(&[("relire.toml", &bomb), ("page.txt", PAGE)]);
        let said = refused(&config, &["check", "page.txt"]);
        assert!(said.len() < 3_000, "{start}: {}", said.len());
        let rule = site(&[("relire.toml", HOUSE), ("rules/house/rule.toml", &bomb), ("page.txt", PAGE)]);
        refused(&rule, &["check", "page.txt"]);
    }
}

#[test]
fn no_glob_is_a_bomb() {
    let many = 5_000;
    let bombs = [
        "{a,b}".repeat(many),
        format!("{}a{}", "{".repeat(many), "}".repeat(many)),
        "*a".repeat(many),
        "**/".repeat(many) + "a",
        "[a-z]".repeat(many),
        "?".repeat(many),
        format!("{{{}}}", "{*,**}".repeat(many)),
    ];
    let deep = format!("{}/page.txt", "a".repeat(200));
    for bomb in bombs {
        for table in [format!("[files]\nexclude = ['{bomb}']"), format!("[[per-path]]\npaths = ['{bomb}']")] {
            let site = site(&[("relire.toml", &table), (&deep, PAGE)]);
            let output = relire(&site, &["check", "."]);
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(matches!(output.status.code(), Some(0 | 2)) && !said.contains("panicked"), "{said}");
            assert!(said.len() < 3_000, "{}: {}", &bomb[..10], said.len());
        }
    }
}

#[test]
fn no_phrase_is_a_bomb() {
    let million: Vec<String> = (0..1_000_000).map(|number| format!("m{number}")).collect();
    let captures: Vec<String> = (0..100_000).map(|number| format!("c{number}=mot")).collect();
    let bombs = [
        format!("[{}] mot", million.join("|")),
        million.join(" "),
        captures.join(" "),
        "[le|un] ".repeat(50_000) + "mot",
        "[mot|mot|mot|mot] ".repeat(50) + "fin",
        "?mot ".repeat(50_000) + "mot",
        "*12 ".repeat(50_000) + "mot",
        format!("[{}] mot", "le|un *12|".repeat(100_000) + "x"),
        format!("{}le{} mot", "[".repeat(100_000), "]".repeat(100_000)),
        format!("{}le mot", "[x|".repeat(100_000)),
    ];
    for bomb in bombs {
        let (said, status) = with_rule(&format!("phrase = '{bomb}'"));
        assert!(matches!(status, Some(0..=2)) && !said.contains("panicked"), "{}: {said}", &bomb[..10]);
        assert!(said.len() < 3_000, "{}: {}", &bomb[..10], said.len());
    }
}

#[test]
fn an_expression_of_excessive_size_is_refused() {
    let many = 100_000;
    let bombs = [
        r"(?:\p{L}{1000}){1000}".to_owned(),
        r"\p{L}{0,100000}mot".to_owned(),
        "((a{100}){100}){100}".to_owned(),
        format!("{}a{}", "(".repeat(many), ")".repeat(many)),
        format!("{}a", "(?:a|".repeat(many)),
        format!("a{}", "?".repeat(many)),
        format!("a{}", "{2}".repeat(30)),
        "[a-z".repeat(many),
        r"\w".repeat(many),
    ];
    for bomb in bombs {
        for kind in ["regex", "line", "markup"] {
            let (said, status) = with_rule(&format!("{kind} = '{bomb}'"));
            assert_eq!(status, Some(2), "{kind} {}: {said}", &bomb[..10]);
            assert!(said.contains("rules/house/rule.toml:7:"), "{said}");
            assert!(said.len() < 3_000, "{}: {}", &bomb[..10], said.len());
        }
    }
    let (said, status) = with_rule("phrase = 'mot'\n[when]\nright = '(?:\\p{L}{1000}){1000}'");
    assert_eq!(status, Some(2), "{said}");
}

#[test]
fn settings_without_end_are_no_bomb() {
    let many = |line: fn(usize) -> String| (0..100_000).map(line).collect::<String>();
    let tables = [
        format!("[rules]\npaths = ['{}']", "../".repeat(100_000)),
        format!("[text]\nwords = [{}]", many(|number| format!("'mot{number}',"))),
        format!("[rules]\nselect = [{}]", many(|number| format!("'a/b{number}',"))),
        format!("[rules]\nselect = [{}]", many(|number| format!("'*a/b{number}*',"))),
        format!("[rules.severity]\n{}", many(|number| format!("'a/b{number}' = 'off'\n"))),
        many(|number| format!("[[per-path]]\npaths = ['a{number}']\nignore = ['spun']\n")),
    ];
    for table in tables {
        let site = site(&[("relire.toml", &table), ("page.txt", PAGE)]);
        let output = relire(&site, &["check", "page.txt"]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0..=2)) && !said.contains("panicked"), "{said}");
        assert!(said.len() < 20_000, "{}: {}", &table[..20], said.len());
    }
    let page = site(&[("page.txt", PAGE)]);
    let threads = relire(&page, &["check", "--isolated", ".", "page.txt", "-j", "1000000000"]);
    assert!(matches!(threads.status.code(), Some(0 | 1)));
}

#[test]
fn fixes_that_call_for_more_of_their_kind_are_given_back() {
    let fix = |text: &str| {
        rule("phrase = 'mot'") + &format!("[[fix]]\ntext = \"{text}\"\napplicability = \"safe\"\n")
    };
    let page = PAGE.repeat(100);
    let grows = site(&[
        ("relire.toml", HOUSE),
        ("rules/house/rule.toml", &fix(&"mot ".repeat(400))),
        ("page.txt", &page),
    ]);
    assert_eq!(relire(&grows, &["check", "--fix", "page.txt"]).status.code(), Some(1));
    assert_eq!(fs::read_to_string(grows.path().join("page.txt")).expect("still there"), page);
    let (long, place) = (fix(&"z".repeat(1 << 20)), "rules/house/rule.toml:");
    let long = site(&[("relire.toml", HOUSE), ("rules/house/rule.toml", &long), ("page.txt", PAGE)]);
    let said = refused(&long, &["check", "page.txt"]);
    assert!(said.contains("longer than 2000 bytes") && said.contains(place) && said.len() < 3_000, "{said}");
}

#[test]
fn no_word_is_a_bomb() {
    for letters in ["a", "é", "sont", "aB", "de-", "l'"] {
        let site = site(&[("page.txt", &letters.repeat(2_000_000 / letters.len()))]);
        let status = relire(&site, &["check", "--isolated", "page.txt"]).status.code();
        assert!(matches!(status, Some(0 | 1)), "{letters}: {status:?}");
    }
}

#[test]
fn no_paragraph_is_a_bomb() {
    let comment = "<!-- relire-ignore-next-line spun -->\nLe mot. il ya deux\n";
    for (name, text) in [("page.txt", "\n".repeat(20_000_000)), ("page.md", comment.repeat(50_000))] {
        let site = site(&[(name, &text)]);
        let output = relire(&site, &["check", "--isolated", "--statistics", name]);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{}", &text[..5]);
    }
}

/// Each of these once took time by the square of its length.
#[test]
#[cfg(target_os = "linux")]
fn no_file_takes_longer_than_it_is_long() {
    let of = |part: &str| part.repeat(300_000 / part.len());
    let article = "<p>Le mot.</p>";
    for (name, text) in [
        ("a.txt", of("chat,")),
        ("a.txt", of("chat.Le")),
        ("a.txt", of("&amp;eacute; ")),
        ("a.txt", of("&nbsp;")),
        ("a.txt", of("» ")),
        ("a.html", of("<table><tr><td>")),
        ("a.html", of("<select><option>")),
        ("a.html", of("<b>") + &of("</i>")),
        ("a.html", format!("<p {}>{article}", of("content=a "))),
        ("a.html", of("{{a}}<b></b>")),
        ("a.html", of("<![CDATA[>") + article),
        ("a.md", of("{{a}} ").repeat(3)),
        ("a.md", of("](#a) ") + "# Un titre"),
        ("a.md", (0..20_000).map(|n| format!("[le mot](#a{n}) ")).collect::<String>() + &of("\n\n# Titre")),
        ("a.xlf", format!("<xliff>{}", of("<g>"))),
        ("a.html", of("<!-- relire: ignore spun --><p>il ya</p>").repeat(3)),
        ("a.html", of("<!-- relire: ignore a --><p>a</p>").repeat(3)),
        ("a.html", of("<!-- relire: ignore-start spun --><p>il ya</p>").repeat(3)),
        ("a.po", format!("msgid \"a\"\nmsgstr \"{}\"\n", of("<x>"))),
        ("a.po", format!("msgid \"a\"\nmsgstr \"{}\"\n", of("[%1"))),
        ("a.po", format!("msgid \"{0}A\"\nmsgstr \"{0}B\"\n", of("A"))),
        ("a.po", format!("msgid \"{}\"\nmsgstr \"{}\"\n", of("aB "), of("%s "))),
        ("a.vtt", format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{}\n", of("<"))),
    ] {
        check_within(20, name, &text);
    }
}

/// Settings that are as long as they may be, for a catalogue of ten thousand messages. Each was asked of every rule or
/// of every message, one by one.
#[test]
#[cfg(target_os = "linux")]
fn no_settings_take_longer_than_they_are_long() {
    let families = fs::read_dir("rules").expect("rules").map(|entry| entry.expect("an entry").path());
    let files =
        families.filter(|path| path.is_dir()).flat_map(|family| fs::read_dir(family).expect("a family"));
    let ids = files.map(|entry| {
        let path = entry.expect("an entry").path().with_extension("");
        let family = path.parent().and_then(|family| family.file_name()).expect("a family").display();
        format!("{family}/{}", path.file_name().expect("a rule").display())
    });
    let ids: Vec<String> = ids.take(999).collect();
    let many = |line: fn(usize) -> String| (0..20_000).map(line).collect::<String>();
    let of_ids = |line: fn(&String) -> String| ids.iter().map(line).collect::<String>();
    let catalogue: String = (0..10_000)
        .map(|n| {
            format!("msgid \"The name {n} of the file is Café{n}\"\nmsgstr \"Le nom {n} du fichier\"\n\n")
        })
        .collect();
    for settings in [
        format!("[rules]\nselect = [{}]", of_ids(|id| format!("'{id}',"))),
        format!("[rules]\nignore = [{}]", of_ids(|id| format!("'{id}',"))),
        format!("[rules.severity]\n{}", of_ids(|id| format!("'{id}' = 'hint'\n"))),
        format!("[text]\nnames = [{}]", many(|n| format!("'Café{n}', 'Nom {n} de',"))),
        "[text]\nglossaries = ['terms.toml']".to_string(),
    ] {
        let terms = many(|n| format!("[[term]]\nsource = ['name {n}', 'the {n}']\ntarget = 'désignation'\n"));
        let site = site(&[
            ("relire.toml", &settings),
            ("terms.toml", &terms),
            ("a.po", &catalogue),
            (".git/HEAD", ""),
        ]);
        checks_within(20, &site, &["a.po"], &settings[..20]);
    }
}

/// What the texts of a file have in common, each of them once held anew: a file of a megabyte filled any memory.
#[test]
#[cfg(target_os = "linux")]
fn no_file_takes_more_memory_than_a_multiple_of_its_length() {
    let (long, words) = ("k".repeat(500_000), "the word ".repeat(55_000));
    let of = |part: &str| part.repeat(500_000 / part.len());
    let xliff = |within: &str| {
        format!(
            "<xliff><file source-language='en' target-language='fr'><group id='{long}'>{within}</group></file></xliff>"
        )
    };
    let tmx = |unit: &str| format!("<tmx><header srclang='en'/><body><tu>{unit}</tu></body></tmx>");
    for (name, text) in [
        ("a.json", format!("{{\"{long}\":[{}\"\"]}}", of("\"mot\","))),
        (
            "a.toml",
            format!("[{long}]\n{}", (0..20_000).map(|n| format!("a{n} = 'mot'\n")).collect::<String>()),
        ),
        ("a.csv", format!("a,fr{long}\n{}", of("a,mot\n"))),
        ("a.csv", format!("en{}\n{words}{}\n", of(",fr"), of(",mot"))),
        ("a.xlf", xliff(&of("<trans-unit><source>a</source><target>mot</target></trans-unit>"))),
        ("a.xlf", xliff(&(of("<a>") + &of("</a>")))),
        ("a.po", format!("msgctxt \"{long}\"\nmsgid \"a\"\n{}", of("msgstr[0] \"mot\"\n"))),
        ("a.po", format!("msgid \"{words}\"\n{}", of("msgstr[0] \"mot\"\n"))),
        (
            "a.tmx",
            tmx(&format!(
                "<tuv lang='en'><seg>{words}</seg></tuv>{}",
                of("<tuv lang='fr'><seg>mot</seg></tuv>")
            )),
        ),
        ("a.tmx", tmx(&format!("<tuv lang='fr{long}'>{}</tuv>", of("<seg>mot</seg>")))),
        (
            "values/strings.xml",
            format!(
                "<resources><string-array name='{long}'>{}</string-array></resources>",
                of("<item>mot</item>")
            ),
        ),
    ] {
        check_within(60, name, &text);
    }
}

#[test]
fn no_expression_takes_longer_than_the_text_is_long() {
    let site = site(&[
        ("relire.toml", HOUSE),
        ("rules/house/rule.toml", &rule(r"regex = '(a*)*(a*)*(a*)*\b(?:a|aa)+$x'")),
        ("page.txt", &"a".repeat(1 << 20)),
    ]);
    assert_eq!(relire(&site, &["check", "page.txt"]).status.code(), Some(0));
}

#[test]
#[cfg(unix)]
fn a_device_is_no_original() {
    let site = site(&[("page.txt", PAGE)]);
    let said = refused(&site, &["check", "--isolated", "--source", "/dev/zero", "page.txt"]);
    assert!(said.contains("/dev/zero: a device"), "{said}");
}

#[test]
#[cfg(unix)]
fn a_link_to_a_device_is_no_rule() {
    let site = site(&[
        ("relire.toml", HOUSE),
        ("rules/house/rule.toml", &rule("phrase = 'mot'")),
        ("page.txt", PAGE),
    ]);
    std::os::unix::fs::symlink("/dev/zero", site.path().join("rules/house/endless.toml")).expect("linked");
    std::os::unix::fs::symlink("/dev/zero", site.path().join("endless.txt")).expect("linked");
    assert_eq!(relire(&site, &["check", "."]).status.code(), Some(1));
}

/// What is written in a rule and in the names of files is shown by every command, and acts on no terminal.
#[test]
#[cfg(unix)]
fn nothing_in_a_rule_acts_on_a_terminal() {
    const ACTS: &str = r"\u001b[2J\u009b31m\u0007\u202e";
    let text = rule("phrase = 'mot'")
        .replace("\"t\"", &format!("\"t {ACTS}\""))
        .replace(
            "message = \"m\"",
            &format!("message = \"m {ACTS}\"\nhelp = \"h {ACTS}\"\nwhy = \"w {ACTS}\""),
        )
        .replace("<<x>>", &format!("<<x>> {ACTS}"))
        + &format!(
            "[[fix]]\ntext = \"mot {ACTS}\"\ntitle = \"f {ACTS}\"\napplicability = \"display\"\n\
                    [[references]]\ntitle = \"r {ACTS}\"\nurl = \"https://exemple.fr/{ACTS}\"\n"
        );
    let page = format!("{PAGE}\u{1b}[2J mot\u{9b}31m\u{7}\u{202e}\n");
    let site = site(&[
        ("relire.toml", HOUSE),
        ("rules/house/rule.toml", &text),
        ("rules/house/fault\u{1b}[2J.toml", "\u{1b}[2J = 1"),
        ("rules/house/unknown.toml", &format!("\"{ACTS}\" = 1")),
        ("a\u{1b}[2J.txt", &page),
        ("bad\u{1b}[2J.po", "msgid \u{1b}[2J"),
    ]);
    for arguments in [
        &["check", "."][..],
        &["check", ".", "--statistics"],
        &["check", ".", "--show-settings"],
        &["check", "no\u{1b}[2J"],
        &["check", ".", "--baseline", "no\u{1b}[2J"],
        &["rules", "--family", "house"],
        &["explain", "house/rule"],
        &["explain", "no\u{1b}[2J"],
        &["test", "rules"],
        &["measure", "."],
        &["measure", ".", "--against", "."],
    ] {
        let output = relire(&site, arguments);
        for (stream, bytes) in [("out", &output.stdout), ("err", &output.stderr)] {
            let shown = String::from_utf8_lossy(bytes);
            let acting = shown.chars().find(|&c| (c.is_control() && c != '\n') || c == '\u{202e}');
            assert_eq!(acting, None, "{arguments:?}, {stream}: {shown:?}");
        }
    }
}
