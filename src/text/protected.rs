//! Stretches of a text that are no prose: web and mail addresses, `@handles`, `#tags`, code between backticks.

use super::token::is_letter;

const TOP_DOMAINS: [&str; 30] = [
    "com", "fr", "org", "net", "io", "eu", "be", "ch", "ca", "uk", "de", "es", "it", "info", "gouv", "app",
    "dev", "tv", "co", "me", "biz", "html", "htm", "php", "md", "txt", "js", "py", "pdf", "tf",
];

/// The end of a stretch that is no prose and starts at `at`.
pub(super) fn protected(text: &str, at: usize, c: char) -> Option<usize> {
    let rest = &text[at..];
    match c {
        '@' | '#' => {
            let mut chars = rest.chars();
            chars.next();
            let name: usize =
                chars.take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-')).map(char::len_utf8).sum();
            let glued = text[..at].ends_with(char::is_alphanumeric);
            (name > 1 && !glued).then_some(at + 1 + name)
        }
        '`' => {
            // No further than the next of them: a line may hold many that are never closed.
            let next = rest[1..].find(['`', '\n']).filter(|&n| n > 0)?;
            rest[1 + next..].starts_with('`').then_some(at + next + 2)
        }
        _ if is_letter(c) => address(text, at),
        _ => None,
    }
}

/// The longest address, in bytes: each word of a text without blanks might start one.
const LONGEST: usize = 2_000;

/// The end of a web or mail address, a domain, or a name with underscores, at `at`.
fn address(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let run: usize =
        rest.bytes().take(LONGEST).take_while(|b| b.is_ascii_alphanumeric() || b"._-@:/".contains(b)).count();
    let head = &rest.as_bytes()[..run];
    if run == 0 || !head.iter().any(|b| b"._@:/".contains(b)) {
        return None;
    }
    let head = &rest[..run];
    if head.contains("://") || head.starts_with("www.") || head.starts_with("mailto:") {
        let whole: usize = rest
            .chars()
            .take_while(|c| !c.is_whitespace() && !"<>\"«»“”)]}".contains(*c))
            .map(char::len_utf8)
            .sum();
        return Some(
            at + rest[..whole].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '…', '’']).len(),
        );
    }
    let trimmed = head.trim_end_matches(['.', ',', ':', '/', '-']);
    // A letter with an accent goes on: the run is the start of a French word.
    if trimmed.len() == head.len() && rest[run..].starts_with(is_letter) {
        return None;
    }
    if let Some((user, domain)) = trimmed.split_once('@') {
        return (!user.is_empty() && domain.contains('.')).then_some(at + trimmed.len());
    }
    if trimmed.contains('_') {
        return Some(at + trimmed.len());
    }
    let host = trimmed.split('/').next().unwrap_or("");
    let (stem, top) = host.rsplit_once('.')?;
    let known = TOP_DOMAINS.contains(&top) && stem.len() > 1;
    (known && !stem.contains(':')).then_some(at + trimmed.len())
}
