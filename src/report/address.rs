//! Names of files, as other programs read them.

use std::path::Path;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What a path in a URI may not hold as it is (RFC 3986, `pchar` and `/`).
const NOT_IN_PATHS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The path with `/` between its folders.
pub fn slashed(name: &str) -> String {
    if cfg!(windows) { name.replace('\\', "/") } else { name.to_owned() }
}

/// The path as a URI: relative, or with the scheme `file` if the path is absolute.
pub fn uri(name: &str) -> String {
    let slashed = slashed(name);
    let path = utf8_percent_encode(&slashed, NOT_IN_PATHS).to_string();
    if Path::new(name).is_absolute() {
        return format!("file://{}{path}", if path.starts_with('/') { "" } else { "/" });
    }
    // A colon before the first slash would make what stands before it a scheme.
    let first = path.split('/').next().unwrap_or_default();
    if first.contains(':') { format!("./{path}") } else { path }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_written_as_a_uri() {
        assert_eq!(uri("pages/été 1.md"), "pages/%C3%A9t%C3%A9%201.md");
        assert_eq!(uri("100%#1?.md"), "100%25%231%3F.md");
        assert_eq!(uri("a:b.md"), "./a:b.md");
        assert_eq!(uri("a\u{1b}[31m.md"), "a%1B%5B31m.md");
    }

    #[cfg(unix)]
    #[test]
    fn an_absolute_path_names_a_file_of_this_machine() {
        assert_eq!(uri("/tmp/a.md"), "file:///tmp/a.md");
    }
}
