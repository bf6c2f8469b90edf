//! What stands in a message of a programme without being prose: placeholders that the programme fills
//! (`%s`, `{name}`, `${user}`), tags, and the mark of an access key (`_File`).

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Edge;

/// Something that is no prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where, in bytes of the message.
    pub range: Range<usize>,
    /// What it is.
    pub is: Is,
}

/// What is no prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Is {
    /// Filled by the programme.
    Placeholder,
    /// `<b>`, `</b>`, `<br/>`.
    Tag(Edge),
    /// The mark before the letter of an access key.
    AccessKey,
}

/// Each of these is what a family of programmes fills. `%` goes before a conversion without a blank between:
/// *50 % de* is French.
static PLACEHOLDER: LazyLock<Regex> = LazyLock::new(|| {
    let kinds = [
        // Python and Ruby, by name.
        r"%\([A-Za-z_][\w.-]*\)[-+#0]*\d*(?:\.\d+)?[a-zA-Z]",
        r"%\{[A-Za-z_]\w*\}",
        r"%<[A-Za-z_]\w*>[a-z]?",
        // Windows variables.
        r"%[A-Z][A-Z_]+%",
        // C and its relatives, by place or in order; Objective-C’s %@; Qt’s %1, %L1.
        r"%%",
        r"%(?:\d+\$)?[-+#0']*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|h|ll|l|L|q|j|z|t|I64|I32)?[diouxXeEfFgGaAcCsSpn@]",
        r"%L?\d{1,2}",
        r"%<PRI[a-zA-Z0-9]+>",
        // Templates.
        r"\{\{[^{}\n]*\}\}",
        r"\$\{[^{}\n]*\}",
        r"#\{[^{}\n]*\}",
        r"\{%[^{}\n]*%\}",
        r"\[%[^\]\n]*%\]",
        r"\{[A-Za-z0-9_$][\w.$\[\]-]*(?:![rsa])?(?::[^{}\s]*)?\}",
        r"\{\}",
        r"\$[A-Za-z_][A-Za-z0-9_]*\$?",
        r"@[A-Za-z_]\w*@",
        r"</?[A-Za-z][A-Za-z0-9:-]*(?:\s[^<>]*)?/?>",
    ];
    Regex::new(&kinds.join("|")).expect("a sound pattern")
});

/// ICU: an argument that chooses between texts. What follows up to each text is no prose.
static CHOICE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^\{\s*[\w.-]+\s*,\s*(?:plural|select|selectordinal)\s*,\s*(?:offset:\d+\s*)?(?:[\w=]+\s*\{)?",
    )
    .expect("a sound pattern")
});
static NEXT_CHOICE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\}\s*(?:[\w=]+\s*\{|\})").expect("a sound pattern"));
static ARGUMENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\{\s*[\w.-]+\s*,\s*(?:number|date|time|spellout|ordinal|duration)[^{}]*\}")
        .expect("a sound pattern")
});

/// What is no prose in a message, in order.
pub fn find(message: &str) -> Vec<Found> {
    let mut found = Vec::new();
    if !message.contains(['%', '{', '$', '<', '@', '#', '[']) {
        return found;
    }
    let mut closed: Option<HashSet<&str>> = None;
    for place in places(message) {
        let written = &message[place.clone()];
        let before = message[..place.start].chars().next_back();
        // “100%s” is a conversion all the same, “100%d’entre eux” hardly; “prix$” is money.
        let percentage = written.starts_with('%')
            && before.is_some_and(|c| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '\u{202f}'))
            && message[place.end..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '\'' | '’'))
            && !written.ends_with([')', '}', '%']);
        let word = before.is_some_and(char::is_alphanumeric);
        if percentage || written.starts_with('@') && word {
            continue;
        }
        if written.starts_with('<')
            && !is_markup(written)
            && !closed.get_or_insert_with(|| closed_elements(message)).contains(name_of(written))
        {
            continue;
        }
        let is = match () {
            () if !written.starts_with('<') => Is::Placeholder,
            () if written.starts_with("</") => Is::Tag(Edge::End),
            () if written.ends_with("/>") || is_void(written) => Is::Tag(Edge::Point),
            () => Is::Tag(Edge::Start),
        };
        found.push(Found { range: place, is });
    }
    if message.contains(", plural") || message.contains("select") || message.contains(',') {
        choices(message, &mut found);
    }
    found
}

/// Elements of HTML that stand in messages.
const ELEMENTS: [&str; 44] = [
    "a",
    "abbr",
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "button",
    "center",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "hr",
    "html",
    "i",
    "img",
    "input",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "td",
    "tr",
    "tt",
    "u",
    "ul",
];

/// Is it surely a tag, rather than a word in angle brackets, such as `<file>`?
fn is_markup(written: &str) -> bool {
    written.starts_with("</")
        || written.ends_with("/>")
        || ELEMENTS.contains(&name_of(written).to_ascii_lowercase().as_str())
        || written.contains("=\"")
}

/// The name of a tag, or what else is written in angle brackets.
fn name_of(written: &str) -> &str {
    start_of_name(written.trim_start_matches(['<', '/']))
}

fn start_of_name(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | ':')).unwrap_or(text.len())]
}

/// The names of the elements that a message closes.
fn closed_elements(message: &str) -> HashSet<&str> {
    let rests = message.match_indices("</").map(|(at, mark)| &message[at + mark.len()..]);
    let names = rests.map(|rest| (rest, start_of_name(rest)));
    names.filter(|(rest, name)| rest[name.len()..].starts_with('>')).map(|(_, name)| name).collect()
}

/// The most bytes that are searched at once. What opens like a placeholder is followed to the end of its line, be it
/// one or not.
const SEARCHED: usize = 4 << 10;

/// Where what is like a placeholder stands in a message, in order.
fn places(message: &str) -> impl Iterator<Item = Range<usize>> {
    parts(message).flat_map(|part| {
        let found = PLACEHOLDER.find_iter(&message[part.clone()]).map(|found| found.range());
        found.map(move |found| part.start + found.start..part.start + found.end)
    })
}

/// Cuts a message into parts, where no placeholder is likely to stand.
fn parts(message: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        if start == message.len() {
            return None;
        }
        at = message.floor_char_boundary(start + SEARCHED);
        if at < message.len() {
            let reach = &message[start..at];
            let cut = reach.rfind(['\n', '>']).map(|n| n + 1).or_else(|| reach.rfind(' '));
            at = start + cut.filter(|&cut| cut > 0).unwrap_or(reach.len());
        }
        Some(start..at)
    })
}

/// Elements of HTML that hold nothing.
fn is_void(tag: &str) -> bool {
    let name =
        tag.trim_start_matches('<').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    ["br", "hr", "img", "wbr", "input"].contains(&name)
}

/// Adds what is no prose of ICU arguments: `{n, plural, one {`, `} other {`, `}}`, `{d, date, short}`.
fn choices(message: &str, found: &mut Vec<Found>) {
    let mut added = Vec::new();
    let mut open = 0;
    let mut inner = 0;
    let mut at = 0;
    while at < message.len() {
        let rest = &message[at..];
        let length = match rest.as_bytes()[0] {
            b'{' => {
                if let Some(argument) = ARGUMENT.find(rest) {
                    argument.len()
                } else if let Some(choice) = CHOICE.find(rest) {
                    open += 1;
                    choice.len()
                } else {
                    inner += 1;
                    0
                }
            }
            b'}' if inner > 0 => {
                inner -= 1;
                0
            }
            b'}' if open > 0 => match NEXT_CHOICE.find(rest) {
                Some(next) => {
                    if next.as_str().ends_with('}') {
                        open -= 1;
                    }
                    next.len()
                }
                None => 0,
            },
            _ => 0,
        };
        if length > 0 {
            added.push(at..at + length);
            at += length;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    if added.is_empty() {
        return;
    }
    found.retain(|f| {
        let next = added.partition_point(|range| range.end <= f.range.start);
        added.get(next).is_none_or(|range| range.start >= f.range.end)
    });
    found.extend(added.into_iter().map(|range| Found { range, is: Is::Placeholder }));
    found.sort_by_key(|f| f.range.start);
}

/// The mark of an access key in a translation, where its source has one as well: `_` or `&` before a letter.
pub fn access_key(source: &str, target: &str) -> Option<Found> {
    ['_', '&'].into_iter().find_map(|mark| {
        only_key(source, mark)?;
        only_key(target, mark).map(|at| Found { range: at..at + 1, is: Is::AccessKey })
    })
}

/// Where the only mark of an access key stands.
pub fn only_key(message: &str, mark: char) -> Option<usize> {
    let mut keys = keys(message, mark);
    let first = keys.next()?;
    keys.next().is_none().then_some(first)
}

/// Where marks of access keys stand: before a letter or digit; `_` only once a word, `&` no entity’s.
pub fn keys(message: &str, mark: char) -> impl Iterator<Item = usize> {
    let taken: Vec<Range<usize>> = places(message).collect();
    message.match_indices(mark).filter_map(move |(at, _)| {
        let rest = &message[at + 1..];
        let word: &str = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let entity = mark == '&' && rest[word.len()..].starts_with(';');
        let before = message[..at].chars().next_back();
        let inside =
            mark == '_' && before.is_some_and(|c| c == '_' || c.is_ascii_digit() || c.is_ascii_uppercase());
        // Inside a word it is a key’s in a label, `E_xit`, and none in a name, `file_name`.
        let begun = message[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let first = begun.chars().next().or_else(|| message[at..].chars().next());
        let label = first.is_some_and(char::is_uppercase) && message.len() < 60;
        let inside = inside || before.is_some_and(char::is_alphanumeric) && !label;
        let key = rest.starts_with(char::is_alphanumeric)
            && !entity
            && !inside
            && !rest[word.len()..].starts_with('_');
        let next = taken.partition_point(|range| range.end <= at);
        (key && taken.get(next).is_none_or(|range| range.start > at)).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(message: &str) -> Vec<&str> {
        find(message).into_iter().map(|f| &message[f.range]).collect()
    }

    #[test]
    fn what_programmes_fill() {
        assert_eq!(found("Copie de %s vers %2$s (%d %%)"), ["%s", "%2$s", "%d", "%%"]);
        assert_eq!(
            found("%(count)d fichiers, {name}, {{ user.name }}, ${HOME}, $PATH"),
            ["%(count)d", "{name}", "{{ user.name }}", "${HOME}", "$PATH"]
        );
        assert_eq!(found("<b>Gras</b><br>"), ["<b>", "</b>", "<br>"]);
    }

    #[test]
    fn french_percentages_are_none() {
        assert_eq!(found("50 % de réduction, 10 %d’eau"), Vec::<&str>::new());
        assert_eq!(found("à 50% environ"), Vec::<&str>::new());
    }

    #[test]
    fn the_texts_of_a_choice_are_prose() {
        let message = "{n, plural, one {# fichier de {user}} other {# fichiers}} le {d, date, short}";
        assert_eq!(found(message), ["{n, plural, one {", "{user}", "} other {", "}}", "{d, date, short}"]);
    }

    #[test]
    fn access_keys() {
        assert_eq!(access_key("_Open file", "_Ouvrir le fichier").map(|f| f.range), Some(0..1));
        assert_eq!(access_key("Save &as…", "Enregistrer &sous…").map(|f| f.range), Some(12..13));
        assert_eq!(access_key("snake_case", "SNAKE_CASE"), None);
        assert_eq!(only_key("a &amp; b", '&'), None);
        assert_eq!(only_key("An empty entity “&;” was seen", '&'), None);
    }
}
