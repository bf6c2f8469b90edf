//! Two words that lost the space between them, where a link or bold text ended: *délicieuxInventé*,
//! *PCclôturant*, *chocolatfont*, *dateelle*, *cathédralesaison*.

use std::ops::Range;

use super::Detector;
use crate::engine::{Hit, Page};
use crate::lexicon::{Analysis, Lexicon, Number, Pos, fold};
use crate::text::{Shape, Word};

/// Finds two words in one.
#[derive(Debug)]
pub enum FusedWords {
    /// A capital, or the end of capitals, shows where: *délicieuxInventé*.
    ByCase,
    /// Only the dictionary shows where: *cathédralesaison*.
    ByWords,
}

impl Detector for FusedWords {
    fn wakes(&self, word: &Word) -> bool {
        let may_be_two = |word: &Word| match self {
            FusedWords::ByCase => word.shape == Shape::Mixed,
            FusedWords::ByWords => may_split(word),
        };
        word.text.len() >= 5 && !word.is_french() && may_be_two(word) && !word.is_english()
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        for &n in places {
            let token = &page.tokens()[n];
            if !token.is_word() || token.end - token.start < 5 {
                continue;
            }
            let word = page.word(n);
            if word.is_french()
                || word.is_english()
                || page.sound.contains(&word.folded)
                || in_code(page, token.range())
            {
                continue;
            }
            let found = match self {
                FusedWords::ByCase => by_case(page, n),
                FusedWords::ByWords => by_words(page, n),
            };
            if let Some(fixed) = found {
                add(Hit::new(token.range()).with("fixed", fixed));
            }
        }
    }
}

/// Is the stretch a part of an address, of code or of a name with marks in it?
fn in_code(page: &Page, range: Range<usize>) -> bool {
    let code = |c: char| "._/\\@#$=<>(){}[]`:&+*".contains(c);
    let before = page.text[..range.start].chars().next_back();
    let after = page.text[range.end..].chars().next();
    before.is_some_and(|c| code(c) && c != '(') || after.is_some_and(|c| "_/\\@#$=<({[`&".contains(c))
}

fn readings(folded: &str) -> Vec<Analysis> {
    Lexicon::embedded().analyses(folded).collect()
}

fn is_common(folded: &str) -> bool {
    Lexicon::embedded().is_common(folded)
}

fn is_content(folded: &str) -> bool {
    readings(folded).iter().any(|a| matches!(a.tag.pos(), Pos::Noun | Pos::Adjective))
}

fn by_case(page: &Page, n: usize) -> Option<String> {
    let spelled = page.spelled(n);
    if page.word(n).shape != Shape::Mixed || spelled.contains(['\'', '’']) {
        return None;
    }
    let chars: Vec<(usize, char)> = spelled.char_indices().collect();
    // délicieuxInventé: a small letter, then a capital; exactly one such place.
    let mut cuts =
        chars.windows(2).filter(|w| w[0].1.is_lowercase() && w[1].1.is_uppercase()).map(|w| w[1].0);
    if let (Some(cut), None) = (cuts.next(), cuts.next()) {
        return small_then_capital(page, n, &spelled[..cut], &spelled[cut..]);
    }
    // PCclôturant: capitals, then small letters. The last capital may be the second word's.
    let cut = chars.iter().find(|(_, c)| c.is_lowercase())?.0;
    let (left, right) = spelled.split_at(cut);
    let capitals = left.chars().count() >= 2 && left.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
    let folded = fold(right);
    let long = right.chars().count() > 4 || is_glue(&folded) && right.chars().count() > 1;
    let plain = right.chars().all(char::is_lowercase) && !is_suffix(&folded);
    // A number spelt out belongs to its name: COPvingt et un.
    let number = readings(&folded).iter().any(|a| a.tag.pos() == Pos::Numeral);
    if !capitals || !long || !plain || number || !is_common(&folded) {
        return None;
    }
    let participle = folded.ends_with("ant") && readings(&folded).iter().any(|a| a.tag.pos() == Pos::Verb);
    let comma = if participle || opens_clause(&folded) { "," } else { "" };
    Some(format!("{left}{comma} {right}"))
}

fn small_then_capital(page: &Page, n: usize, left: &str, right: &str) -> Option<String> {
    let (first, second) = (fold(left), fold(right));
    let whole = right.chars().skip(1).all(|c| c.is_lowercase() || c == '-');
    if left.chars().count() < 3 || right.chars().count() < 2 || !whole {
        return None;
    }
    let known = is_common(&second) || (right.chars().count() > 3 && !readings(&second).is_empty());
    if !known {
        return None;
    }
    let small = left.starts_with(char::is_lowercase) && left.chars().all(|c| c.is_lowercase() || c == '-');
    let sentence = is_opening(&second);
    if small {
        // nomClient, getTitle: code has names like these, and more than one of them.
        let code = second.chars().count() < 4 && !sentence
            || page
                .tokens()
                .iter()
                .filter(|t| t.is_word() && page.words.get(t.word).shape == Shape::Mixed)
                .count()
                > 8;
        if code || !is_common(&first) {
            return None;
        }
        let accent = left.chars().chain(right.chars()).any(|c| !c.is_ascii());
        let prose = accent || sentence || page.tokens()[n].sentence_start || first.chars().count() > 5;
        return prose.then(|| format!("{left}. {right}"));
    }
    // Royaume-UniDrapeau, ParisLe; but PagesJaunes, FranceConnect.
    let place = left.contains('-') && left.starts_with(char::is_uppercase);
    let name = readings(&first).iter().any(|a| a.tag.proper()) || place;
    let sure = (place && is_common(&second) && !readings(&first).is_empty())
        || (name && sentence && first.chars().count() > 3);
    sure.then(|| if sentence { format!("{left}. {right}") } else { format!("{left} {right}") })
}

/// Words that open a sentence or a label.
fn is_opening(folded: &str) -> bool {
    matches!(
        folded,
        "le" | "la"
            | "les"
            | "il"
            | "elle"
            | "ils"
            | "elles"
            | "un"
            | "une"
            | "des"
            | "en"
            | "dans"
            | "pour"
            | "mais"
            | "et"
            | "ce"
            | "cette"
            | "ces"
            | "cela"
            | "selon"
            | "avec"
            | "sur"
            | "nous"
            | "vous"
            | "on"
            | "si"
            | "son"
            | "ses"
            | "leur"
            | "après"
            | "avant"
            | "voir"
            | "lire"
            | "aussi"
            | "depuis"
            | "comme"
            | "comment"
            | "pourquoi"
    )
}

/// Endings that make words of acronyms: *cégétiste*, *RTTiste*.
fn is_suffix(folded: &str) -> bool {
    [
        "iste", "istes", "ien", "iens", "ienne", "ique", "iser", "isme", "age", "eur", "eurs", "euse", "er",
        "ées", "és", "ant",
    ]
    .contains(&folded)
}

/// Small words that a fused word often ends with.
fn is_glue(folded: &str) -> bool {
    matches!(
        folded,
        "et" | "ou"
            | "de"
            | "du"
            | "des"
            | "la"
            | "le"
            | "les"
            | "mais"
            | "font"
            | "elle"
            | "elles"
            | "ils"
            | "il"
            | "est"
            | "sont"
            | "qui"
            | "que"
            | "dans"
            | "pour"
            | "avec"
            | "sur"
            | "par"
            | "une"
            | "un"
            | "alors"
            | "ainsi"
            | "afin"
            | "puis"
            | "donc"
            | "peut"
            | "peuvent"
            | "avait"
            | "était"
            | "étaient"
            | "ont"
            | "sera"
            | "seront"
            | "vous"
            | "nous"
            | "lorsque"
            | "comme"
            | "selon"
            | "tandis"
            | "après"
            | "avant"
            | "depuis"
            | "pendant"
            | "aux"
            | "au"
            | "doit"
            | "fait"
            | "car"
            | "lors"
            | "sans"
            | "entre"
            | "chez"
            | "aussi"
            | "plus"
            | "permet"
            | "permettent"
            | "offre"
            | "propose"
            | "voici"
    )
}

fn opens_clause(folded: &str) -> bool {
    matches!(
        folded,
        "mais" | "alors" | "ainsi" | "puis" | "donc" | "car" | "tandis" | "lorsque" | "comme" | "selon"
    )
}

/// Glue of four letters or more that no French word ends with by chance, after a noun.
fn is_sure_glue(folded: &str) -> bool {
    is_glue(folded)
        && folded.chars().count() > 3
        && !matches!(
            folded,
            "font" | "sans" | "sera" | "fait" | "lors" | "plus" | "doit" | "peut" | "elle" | "chez" | "sont"
        )
}

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

/// What of [`by_words`] the word alone tells.
fn may_split(word: &Word) -> bool {
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

fn by_words(page: &Page, n: usize) -> Option<String> {
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

/// Small words that no name ends with: *Maheude* is one word.
fn ties(folded: &str) -> bool {
    is_glue(folded)
        && !matches!(
            folded,
            "de" | "du" | "le" | "la" | "les" | "un" | "une" | "il" | "au" | "des" | "elle" | "est" | "car"
        )
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

/// First members of compounds that French writes in one word.
fn is_prefix(folded: &str) -> bool {
    matches!(
        folded,
        "agro"
            | "aéro"
            | "anti"
            | "archi"
            | "audio"
            | "auto"
            | "avant"
            | "bio"
            | "chrono"
            | "ciné"
            | "contre"
            | "cyber"
            | "demi"
            | "dermo"
            | "éco"
            | "électro"
            | "entre"
            | "euro"
            | "extra"
            | "franco"
            | "géo"
            | "grand"
            | "homo"
            | "hyper"
            | "infra"
            | "inter"
            | "intra"
            | "macro"
            | "maxi"
            | "méga"
            | "méta"
            | "micro"
            | "mini"
            | "mono"
            | "mille"
            | "moto"
            | "multi"
            | "narco"
            | "néo"
            | "neuro"
            | "outre"
            | "paléo"
            | "para"
            | "photo"
            | "physio"
            | "pluri"
            | "poly"
            | "porte"
            | "post"
            | "primo"
            | "proto"
            | "pseudo"
            | "psycho"
            | "pyro"
            | "radio"
            | "rétro"
            | "semi"
            | "servo"
            | "simili"
            | "socio"
            | "sous"
            | "stéréo"
            | "super"
            | "supra"
            | "télé"
            | "thermo"
            | "trans"
            | "turbo"
            | "ultra"
            | "vice"
            | "vidéo"
            | "arrière"
            | "après"
            | "contra"
            | "crypto"
            | "techno"
            | "trop"
            | "garde"
            | "passe"
            | "quart"
    )
}

/// Beginnings and endings that make new words all the time.
fn is_derived(folded: &str) -> bool {
    const HEADS: [&str; 30] = [
        "anti", "auto", "bio", "co", "contre", "cyber", "dé", "éco", "électro", "hyper", "in", "inter",
        "macro", "méga", "micro", "mini", "mono", "multi", "néo", "neuro", "poly", "post", "pré", "pro",
        "re", "ré", "sur", "sous", "super", "télé",
    ];
    const TAILS: [&str; 22] = [
        "able",
        "ables",
        "ible",
        "isation",
        "isations",
        "iste",
        "istes",
        "isme",
        "ismes",
        "ement",
        "ements",
        "logie",
        "logue",
        "graphie",
        "thérapie",
        "phobie",
        "phone",
        "ique",
        "iques",
        "ment",
        "esque",
        "esques",
    ];
    let (short, long): (Vec<&str>, Vec<&str>) = HEADS.iter().partition(|head| head.chars().count() < 4);
    long.iter().any(|head| folded.starts_with(head))
        || short.iter().any(|head| folded.strip_prefix(head).is_some_and(|rest| !readings(rest).is_empty()))
        || TAILS.iter().any(|t| folded.ends_with(t))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::detector::tests::spans_hold;

    #[test]
    fn no_text_is_too_odd() {
        let hold = spans_hold(&["typography/fused-words", "typography/fused-case"]);
        proptest!(ProptestConfig::with_cases(64), |(text in "(Paris|PC|date|elle|font|chocolat|é|Le|İ|ß|\\PC| |-|'){0,12}")| {
            prop_assert!(hold(&text));
        });
    }
}
