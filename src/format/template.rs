//! Tags of template languages in a text: `{{< figure >}}`, `{{ page.title }}`, `{% include %}`, `{# note #}`.

use std::ops::Range;

/// The longest tag, in bytes.
const LONGEST: usize = 2_000;

/// The tags of a text, in order.
pub fn find(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(n) = memchr::memchr(b'{', &text.as_bytes()[at..]) {
        let start = at + n;
        at = start + 1;
        let rest = &text[start..];
        let closing = match rest.as_bytes().get(1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => continue,
        };
        let reach = &rest[..text.floor_char_boundary(start + LONGEST) - start];
        let reach = reach.split("\n\n").next().unwrap_or(reach);
        let Some(end) = reach.get(2..).and_then(|inside| inside.find(closing)) else { continue };
        // `{# note #}` is rare, `{#anchor}` is not.
        if closing == "#}" && !reach[2..].starts_with(' ') {
            continue;
        }
        at = start + 2 + end + closing.len();
        found.push(start..at);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn tags_are_found_whole() {
        let text = "a {{< b c=\"d\" >}} e {% f %} g {{ h }} {#i} { j } {{ k\n\nl }}";
        let found: Vec<&str> = find(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["{{< b c=\"d\" >}}", "{% f %}", "{{ h }}"]);
    }
}
