//! The diff of a fix: what `patch -p1` and `git apply` take.
//!
//! Lines are compared as bytes, split at line feeds only, which is how those tools split them: the patch of a
//! file in another encoding, or with other line endings, holds that file's own bytes.

use std::io::{self, Write};

use ariadne::Color;
use similar::{Algorithm, DiffOp, capture_diff_slices, group_diff_ops};

use super::frame::Paint;
use super::visible;

/// Unchanged lines shown around a change.
const CONTEXT: usize = 3;

/// Where the diff goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// A file or a pipe: the bytes as they are.
    Patch,
    /// A terminal: control characters made visible, colours if wished.
    Terminal {
        /// Whether to use colours.
        color: bool,
    },
}

/// Writes how `new` differs from `old`, the bytes of the file at `path`; nothing if it does not.
pub fn unified(out: &mut dyn Write, path: &str, old: &[u8], new: &[u8], to: To) -> io::Result<()> {
    let old: Vec<&[u8]> = old.split_inclusive(|&byte| byte == b'\n').collect();
    let new: Vec<&[u8]> = new.split_inclusive(|&byte| byte == b'\n').collect();
    let groups = group_diff_ops(capture_diff_slices(Algorithm::Myers, &old, &new), CONTEXT);
    if groups.iter().flatten().all(|op| matches!(op, DiffOp::Equal { .. })) {
        return Ok(());
    }
    let writer = Writer { to };
    let name = patch_name(path);
    writer.line(out, &[b"--- ", &named("a/", &name)[..]].concat(), None)?;
    writer.line(out, &[b"+++ ", &named("b/", &name)[..]].concat(), None)?;
    for group in groups {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
        let old_lines = first.old_range().start..last.old_range().end;
        let new_lines = first.new_range().start..last.new_range().end;
        let header = format!("@@ -{} +{} @@", position(&old_lines), position(&new_lines));
        writer.line(out, header.as_bytes(), Some(Color::Cyan))?;
        for op in group {
            if let DiffOp::Equal { .. } = op {
                writer.lines(out, " ", &old[op.old_range()], None)?;
            } else {
                writer.lines(out, "-", &old[op.old_range()], Some(Color::Red))?;
                writer.lines(out, "+", &new[op.new_range()], Some(Color::Green))?;
            }
        }
    }
    Ok(())
}

/// A range of lines as a hunk's header has it: the first line, and how many unless it is one.
fn position(lines: &std::ops::Range<usize>) -> String {
    match lines.len() {
        // A hunk that takes no lines stands after the line it names.
        0 => format!("{},0", lines.start),
        1 => format!("{}", lines.start + 1),
        count => format!("{},{count}", lines.start + 1),
    }
}

/// The path from the folder that the patch is applied in.
fn patch_name(path: &str) -> String {
    let mut name = path.trim_start_matches('/');
    while let Some(rest) = name.strip_prefix("./") {
        name = rest.trim_start_matches('/');
    }
    name.to_owned()
}

/// A name as git writes it: quoted when it holds what would break the line, closed by a tab when it holds a space.
fn named(side: &str, name: &str) -> Vec<u8> {
    if name.contains(|c: char| c.is_control() || matches!(c, '"' | '\\')) {
        let mut quoted = format!("\"{side}").into_bytes();
        for byte in name.bytes() {
            match byte {
                b'"' | b'\\' => quoted.extend([b'\\', byte]),
                0..b' ' | 0x7F.. => quoted.extend(format!("\\{byte:03o}").bytes()),
                _ => quoted.push(byte),
            }
        }
        quoted.push(b'"');
        return quoted;
    }
    let end = if name.contains(' ') { "\t" } else { "" };
    format!("{side}{name}{end}").into_bytes()
}

struct Writer {
    to: To,
}

impl Writer {
    fn lines(
        &self,
        out: &mut dyn Write,
        sign: &str,
        lines: &[&[u8]],
        color: Option<Color>,
    ) -> io::Result<()> {
        for line in lines {
            let whole = line.strip_suffix(b"\n");
            self.line(out, &[sign.as_bytes(), whole.unwrap_or(line)].concat(), color)?;
            if whole.is_none() {
                self.line(out, b"\\ No newline at end of file", None)?;
            }
        }
        Ok(())
    }

    /// Writes a line, without its line feed, and then a line feed.
    fn line(&self, out: &mut dyn Write, line: &[u8], color: Option<Color>) -> io::Result<()> {
        match self.to {
            To::Patch => out.write_all(line)?,
            To::Terminal { color: wished } => {
                let text = String::from_utf8_lossy(line);
                let text = visible(text.strip_suffix('\r').unwrap_or(&text));
                let paint = Paint(wished && color.is_some());
                out.write_all(paint.with(&text, color.unwrap_or(Color::Primary)).as_bytes())?;
            }
        }
        out.write_all(b"\n")
    }
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Stdio};

    use proptest::prelude::*;

    use super::*;

    fn diff(path: &str, old: &[u8], new: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        unified(&mut out, path, old, new, To::Patch).expect("memory takes all");
        out
    }

    #[test]
    fn a_changed_line_with_its_surroundings() {
        let old = "un\ndeux\ntrois\nquatre\ncinq\nsix\nsept\nhuit\nneuf";
        let new = old.replace("cinq", "5").replace("neuf", "9\n");
        let patch = diff("./dossier/a.md", old.as_bytes(), new.as_bytes());
        insta::assert_snapshot!(String::from_utf8_lossy(&patch), @r#"
        --- a/dossier/a.md
        +++ b/dossier/a.md
        @@ -2,8 +2,8 @@
         deux
         trois
         quatre
        -cinq
        +5
         six
         sept
         huit
        -neuf
        \ No newline at end of file
        +9
        "#);
    }

    #[test]
    fn the_same_bytes_give_no_diff() {
        assert_eq!(diff("a.md", b"un\n", b"un\n"), b"");
        assert_eq!(diff("a.md", b"", b""), b"");
    }

    #[test]
    fn names_are_written_as_git_writes_them() {
        assert_eq!(named("a/", "un titre.md"), b"a/un titre.md\t");
        assert_eq!(named("a/", "\"é\n\".md"), br#""a/\"\303\251\012\".md""#);
        assert_eq!(patch_name("/srv/a.md"), "srv/a.md");
    }

    #[test]
    fn a_terminal_gets_no_control_characters() {
        let mut out = Vec::new();
        let to = To::Terminal { color: false };
        unified(&mut out, "a.md", b"un \x1b[2J\r\n", b"deux\r\n", to).expect("memory takes all");
        assert!(String::from_utf8_lossy(&out).contains("-un ␛[2J\n+deux\n"));
    }

    /// What `tool` makes of `old` with the patch; nothing where the tool is not installed.
    fn patched(tool: &[&str], old: &[u8], patch: &[u8]) -> Option<Vec<u8>> {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("a b.md"), old).expect("written");
        let mut child = Command::new(tool[0])
            .args(&tool[1..])
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .ok()?;
        child.stdin.take().expect("piped").write_all(patch).expect("taken");
        assert!(
            child.wait().expect("it ends").success(),
            "{tool:?} refused {}",
            String::from_utf8_lossy(patch)
        );
        Some(std::fs::read(folder.path().join("a b.md")).expect("still there"))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn patch_and_git_take_it(
            old in "([ab\u{e9}]{0,3}(\r\n|\n|\r)?){1,20}",
            new in "([ab\u{e9}]{0,3}(\r\n|\n|\r)?){1,20}",
        ) {
            prop_assume!(old != new && !old.is_empty() && !new.is_empty());
            let patch = diff("a b.md", old.as_bytes(), new.as_bytes());
            for tool in [&["patch", "-p1", "--binary", "--quiet"][..], &["git", "apply", "--whitespace=nowarn"]] {
                if let Some(patched) = patched(tool, old.as_bytes(), &patch) {
                    prop_assert_eq!(&*patched, new.as_bytes());
                }
            }
        }
    }
}
