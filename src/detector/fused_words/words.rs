//! Two words in one where only the dictionary shows the place: *cathédralesaison*.

use super::affixes::{is_derived, is_prefix};
use super::small_words::{is_glue, is_sure_glue, opens_clause, ties};
use super::{is_common, is_content, readings};
use crate::engine::Page;
use crate::lexicon::{Number, Pos};
use crate::text::{Shape, Word};

/// Names that are known to everyone and to no dictionary, folded.
const BRANDS: [&str; 44] = [
    "netflix",
    "google",
    "facebook",
    "youtube",
    "whatsapp",
    "instagram",
    "twitter",
    "tiktok",
    "amazon",
    "apple",
    "microsoft",
    "windows",
    "android",
    "iphone",
    "ipad",
    "samsung",
    "xbox",
    "playstation",
    "nintendo",
    "disney",
    "spotify",
    "snapchat",
    "telegram",
    "firefox",
    "chrome",
    "safari",
    "gmail",
    "outlook",
    "excel",
    "paypal",
    "bitcoin",
    "ethereum",
    "wikipedia",
    "linkedin",
    "reddit",
    "twitch",
    "discord",
    "pinterest",
    "huawei",
    "xiaomi",
    "nokia",
    "sony",
    "tesla",
    "wordpress",
];

/// The most bytes of two words in one: what is longer is no text, and would be cut in too many places.
const LONGEST: usize = 64;

/// What of [`parted`] the word alone tells.
pub fn may_split(word: &Word) -> bool {
    let folded = &*word.folded;
    if folded.len() > LONGEST || folded.contains(['\'', '-']) || !folded.chars().all(char::is_alphabetic) {
        return false;
    }
    let brand = |left: &str, right: &str| {
        word.shape == Shape::Capitalised
            && is_glue(right)
            && (BRANDS.contains(&left) || (left.len() > 4 && ties(right)))
    };
    let derived = is_derived(folded);
    let plural = folded.ends_with("sont") && !derived;
    let mut cuts = folded.char_indices().map(|(at, _)| folded.split_at(at));
    plural || cuts.any(|(left, right)| brand(left, right) || !derived && splits(left, right, true))
}

/// What should stand for the token, if it is two words.
pub fn parted(page: &Page, n: usize) -> Option<String> {
    let word = page.word(n);
    let token = page.tokens()[n];
    let start = token.sentence_start || token.line_start;
    let lower = word.shape == Shape::Lower || (word.shape == Shape::Capitalised && start);
    let folded = &*word.folded;
    if folded.contains(['\'', '-'])
        || !folded.chars().all(char::is_alphabetic)
        || page.spelled(n).to_lowercase() != folded
    {
        return None;
    }
    let cuts: Vec<usize> =
        folded.char_indices().map(|(at, _)| at).filter(|at| *at > 1 && folded.len() - at > 1).collect();
    // Netflixet: a name that everyone knows, or that the page holds.
    if word.shape == Shape::Capitalised {
        let brand = cuts.iter().copied().find(|&cut| {
            let (left, right) = folded.split_at(cut);
            is_glue(right)
                && (BRANDS.contains(&left)
                    || (left.len() > 4 && ties(right) && stands_elsewhere(page, &page.spelled(n)[..cut], n)))
        });
        if let Some(cut) = brand {
            let (left, right) = page.spelled(n).split_at(cut);
            return Some(format!("{left}{} {right}", if opens_clause(right) { "," } else { "" }));
        }
    }
    if !lower || is_derived(folded) {
        return None;
    }
    let label = page.tokens().get(n + 1).is_some_and(|t| page.text[t.range()].starts_with(':'));
    // chercheursont: the s is the noun's, a plural has its verb.
    if let Some(left) = folded.strip_suffix("sont").filter(|l| l.chars().count() > 3 && is_noun_only(l))
        && is_common(&format!("{left}s"))
    {
        let cut = left.len() + 1;
        return Some(format!("{} {}", &page.spelled(n)[..cut], &page.spelled(n)[cut..]));
    }
    let mut found = cuts.iter().copied().filter(|&cut| splits(&folded[..cut], &folded[cut..], label));
    let cut = found.next()?;
    if found.next().is_some() {
        return None;
    }
    let (left, right) = page.spelled(n).split_at(cut);
    let both = is_content(left.to_lowercase().as_str()) && is_content(right) && !is_glue(right);
    Some(match right {
        _ if opens_clause(right) => format!("{left}, {right}"),
        "il" | "elle" | "ils" | "elles" => format!("{left} : {right}"),
        _ if both && (label || !readings(right).iter().any(|a| a.tag.finite())) => format!("{left}, {right}"),
        _ => format!("{left} {right}"),
    })
}

/// Does the left half stand elsewhere on the page as a name?
fn stands_elsewhere(page: &Page, left: &str, n: usize) -> bool {
    (0..page.tokens().len()).any(|k| k != n && page.spelled(k) == left)
}

/// May a fused word be cut here?
fn splits(left: &str, right: &str, label: bool) -> bool {
    let (l, r) = (left.chars().count(), right.chars().count());
    if !is_common(left) || !is_common(right) || is_prefix(left) || matches!(right, "iers" | "asses") {
        return false;
    }
    if matches!(left, "les" | "aux") {
        let plural =
            readings(right).iter().any(|a| a.tag.pos() == Pos::Noun && a.tag.number() == Number::Plural);
        return plural && r > 5;
    }
    if is_sure_glue(right) {
        return l >= 4 && is_content(left);
    }
    if matches!(right, "font" | "elle" | "elles" | "sont" | "sera" | "doit" | "peut") {
        return l >= 4 && is_noun_only(left);
    }
    let least = if label { 4 } else { 6 };
    if l >= 8
        && matches!(
            right,
            "de" | "la" | "le" | "les" | "des" | "dans" | "sur" | "par" | "que" | "qui" | "est" | "du"
        )
    {
        return is_content(left);
    }
    l >= least && r >= least && is_content(left) && is_content(right)
}

fn is_noun_only(folded: &str) -> bool {
    let all = readings(folded);
    !all.is_empty() && all.iter().any(|a| a.tag.pos() == Pos::Noun)
}
