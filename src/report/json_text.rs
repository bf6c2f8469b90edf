//! JSON that may be shown on a terminal: what would act on one is written as `\u….`
//!
//! JSON escapes the first 32 characters only. The second block of control characters, and the marks that turn the
//! reading order, are as apt to mislead who looks at a report; escaped, they are the same JSON.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use super::visible::acts;

/// Writes a value on one line.
pub fn write_json(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    Ok(value.serialize(&mut Serializer::with_formatter(out, Escaping))?)
}

struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut written = 0;
        for (at, c) in fragment.char_indices().filter(|(_, c)| acts(*c)) {
            out.write_all(&fragment.as_bytes()[written..at])?;
            // All of them lie in the first plane.
            write!(out, "\\u{:04x}", u32::from(c))?;
            written = at + c.len_utf8();
        }
        out.write_all(&fragment.as_bytes()[written..])
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(text: &str) -> String {
        let mut out = Vec::new();
        write_json(&mut out, &text).expect("memory takes all");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn what_acts_on_a_terminal_is_escaped() {
        assert_eq!(written("été\u{9b}31m\u{202e}\x1b\n"), r#""été\u009b31m\u202e\u001b\n""#);
    }

    proptest! {
        #[test]
        fn the_value_is_the_same(text in any::<String>()) {
            let json = written(&text);
            prop_assert!(!json.chars().any(acts));
            prop_assert_eq!(serde_json::from_str::<String>(&json).expect("JSON"), text);
        }
    }
}
