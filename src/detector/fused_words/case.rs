//! Two words in one where a capital, or the end of capitals, shows the place: *délicieuxInventé, PCclôturant*.

use super::affixes::is_suffix;
use super::small_words::{is_glue, is_opening, opens_clause};
use super::{is_common, readings};
use crate::engine::Page;
use crate::lexicon::{Pos, fold};
use crate::text::Shape;

/// What should stand for the token, if it is two words.
pub fn parted(page: &Page, n: usize) -> Option<String> {
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
