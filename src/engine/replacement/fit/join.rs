//! What becomes of a word when another comes after it: elision, contraction, and the determiner's
//! gender and number. Takes the words as text, knows nothing of the page.

use crate::lexicon::{Gender, Lexicon, Number, Pos, Tense, fold};

/// What becomes of the word before a replacement.
#[derive(Debug, PartialEq)]
pub enum Join {
    /// Nothing.
    Keep,
    /// It cannot be told: the replacement would leave broken French.
    Refuse,
    /// The word and the replacement together.
    With(String),
}

/// Words that lose their last vowel before another.
const ELIDING: [&str; 12] =
    ["de", "que", "ne", "se", "je", "me", "te", "jusque", "lorsque", "puisque", "quoique", "le"];

/// Words that may change before the word after them.
pub const CHANGING: [&str; 21] = [
    "le", "la", "de", "à", "que", "ne", "se", "je", "me", "te", "jusque", "lorsque", "puisque", "quoique",
    "du", "au", "ce", "ma", "ta", "sa", "si",
];

/// Puts `text` after the word `before`, which stood before a noun folded as `old`. `noun` tells what the
/// determiner has to suit where the text does not begin with its noun.
pub fn joined(before: &str, old: &str, text: &str, noun: Option<Agreement>) -> Join {
    let lexicon = Lexicon::embedded();
    let word = fold(before).into_owned();
    let first_written = text.split(|c: char| c.is_whitespace() || c == ',').next().unwrap_or(text);
    let first = fold(first_written).into_owned();
    // “la une” of a newspaper, “le un”: numbers that are nouns keep their article.
    let counted = matches!(word.as_str(), "le" | "la") && matches!(first.as_str(), "un" | "une");
    let vowel = lexicon.elides(&first) && !counted;
    let glued = |head: &str| Join::With(format!("{head}{text}"));
    let spaced = |head: &str| Join::With(format!("{head} {text}"));
    for (article, contracted) in
        [("le ", [("de", "du"), ("à", "au")]), ("les ", [("de", "des"), ("à", "aux")])]
    {
        let Some(rest) = text.to_lowercase().starts_with(article).then(|| &text[article.len()..]) else {
            continue;
        };
        if let Some((_, head)) = contracted.iter().find(|(preposition, _)| *preposition == word)
            && !is_infinitive(rest)
        {
            return Join::With(format!("{head} {rest}"));
        }
    }
    let noun = noun.or_else(|| noun_agreement(&first));
    if word.ends_with('\'') {
        if vowel {
            return Join::Keep;
        }
        return match (word.as_str(), noun) {
            ("l'", Some((Gender::Masculine, Number::Singular))) => spaced("le"),
            ("l'", Some((Gender::Feminine, Number::Singular))) => spaced("la"),
            ("l'", _) => Join::Refuse,
            ("c'", _) => spaced("ce"),
            ("quelqu'" | "presqu'" | "entr'" | "ç'", _) => Join::Refuse,
            _ => Join::With(format!("{}e {text}", word.trim_end_matches('\''))),
        };
    }
    if vowel {
        if ELIDING.contains(&word.as_str()) || word == "la" {
            return glued(&format!("{}'", &before[..before.len() - 1].to_lowercase()));
        }
        match word.as_str() {
            "du" => return glued("de l'"),
            "au" => return glued("à l'"),
            "si" if first == "il" || first == "ils" => return glued("s'"),
            _ => {}
        }
    }
    let Some((gender, number)) = noun else { return Join::Keep };
    // A determiner that suited what stood there is made to suit what comes.
    let suited =
        Lexicon::embedded().analyses(old).any(|a| a.tag.pos() == Pos::Noun) || noun_agreement(old).is_some();
    if !is_determiner(&word) || old.is_empty() || !suited {
        return euphonic(&word, vowel, gender).map_or(Join::Keep, |head| spaced(&head));
    }
    match determiner_before(&word, (gender, number), vowel) {
        Some(head) if head.trim_end() != word => glued(&head),
        _ => Join::Keep,
    }
}

/// Gender and number.
pub type Agreement = (Gender, Number);

/// Does an infinitive that is no noun stand first? Before it, *le* and *les* are pronouns: *de les finir*.
fn is_infinitive(text: &str) -> bool {
    let first = fold(text.split(' ').next().unwrap_or_default()).into_owned();
    let readings = || Lexicon::embedded().analyses(&first);
    let infinitive = readings().any(|a| a.tag.mood_tense() == Some(Tense::Infinitive));
    infinitive && (!readings().any(|a| a.tag.pos() == Pos::Noun) || PRONOUN_BEFORE.contains(&&*first))
}

/// Infinitives that are rarely meant as nouns.
const PRONOUN_BEFORE: [&str; 10] =
    ["faire", "dire", "lire", "manger", "mettre", "prendre", "placer", "lancer", "laisser", "rejoindre"];

/// The gender and number of a word that is a noun and, as a noun, has one of each.
pub fn noun_agreement(folded: &str) -> Option<Agreement> {
    let mut found = None;
    for reading in Lexicon::embedded().analyses(folded).filter(|a| a.tag.pos() == Pos::Noun) {
        let own = (reading.tag.gender(), reading.tag.number());
        if !matches!(own.0, Gender::Masculine | Gender::Feminine) || found.is_some_and(|there| there != own) {
            return None;
        }
        found = Some(own);
    }
    found
}

pub fn is_determiner(folded: &str) -> bool {
    TABLE.iter().any(|row| row.contains(&folded))
}

/// Determiners, and prepositions joined with one: masculine, feminine, plural.
const TABLE: [[&str; 3]; 13] = [
    ["le", "la", "les"],
    ["un", "une", "des"],
    ["ce", "cette", "ces"],
    ["cet", "cette", "ces"],
    ["mon", "ma", "mes"],
    ["ton", "ta", "tes"],
    ["son", "sa", "ses"],
    ["du", "de la", "des"],
    ["au", "à la", "aux"],
    ["quel", "quelle", "quels"],
    ["aucun", "aucune", "aucuns"],
    ["notre", "notre", "nos"],
    ["votre", "votre", "vos"],
];

/// The form of a determiner that suits a noun; `None` for what is no determiner of the table.
pub fn determiner(word: &str, gender: Gender, number: Number) -> Option<String> {
    let word = fold(word);
    let row =
        TABLE.iter().find(|row| row[..2].contains(&&*word)).or(TABLE.iter().find(|row| row[2] == word))?;
    let column = match (gender, number) {
        // Its number is the speaker's choice: a plural one stays.
        (_, Number::Plural) => 2,
        (_, Number::Both) if row[2] == word => 2,
        (Gender::Feminine, _) => 1,
        (Gender::Masculine, _) => 0,
        _ => return None,
    };
    if column < 2 && row[2] == word {
        return None;
    }
    Some(row[column].to_string())
}

/// The form of a determiner that suits a noun, with the space or the apostrophe after it, as it stands before a word that
/// calls for elision or does not: *l', cet , de la *.
pub fn determiner_before(word: &str, (gender, number): Agreement, vowel: bool) -> Option<String> {
    let form = determiner(word, gender, number)?;
    Some(match form.as_str() {
        "le" | "la" if vowel => "l'".to_owned(),
        "du" | "de la" if vowel => "de l'".to_owned(),
        "au" | "à la" if vowel => "à l'".to_owned(),
        "ce" if vowel => "cet ".to_owned(),
        "ma" | "ta" | "sa" if vowel => format!("{}on ", &form[..1]),
        _ => format!("{form} "),
    })
}

/// `mon amie`, `cet ami`: the form before a vowel, and back.
fn euphonic(word: &str, vowel: bool, gender: Gender) -> Option<String> {
    let form = match (word, vowel, gender) {
        ("ma" | "mon", true, Gender::Feminine) => "mon",
        ("ta" | "ton", true, Gender::Feminine) => "ton",
        ("sa" | "son", true, Gender::Feminine) => "son",
        ("ce", true, Gender::Masculine) => "cet",
        ("cet", false, Gender::Masculine) => "ce",
        _ => return None,
    };
    (form != word).then(|| form.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_before_is_made_to_fit() {
        let cases = [
            ("le", "gardien", "ami", "l'ami"),
            ("l'", "entrée", "porte", "la porte"),
            ("l'", "entrée", "front", "le front"),
            ("d'", "arsenal", "Londres", "de Londres"),
            ("de", "mots", "Arsenal", "d'Arsenal"),
            ("du", "club", "équipe", "de l'équipe"),
            ("qu'", "il", "Reuters", "que Reuters"),
            ("un", "match", "victoire", "une victoire"),
            ("la", "victoire", "match", "le match"),
            ("du", "match", "victoire", "de la victoire"),
            ("sa", "maison", "amie", "son amie"),
            ("son", "côté", "activité", "activité"),
            ("sa", "maison", "ami", "son ami"),
            ("ce", "club", "homme", "cet homme"),
            ("de", "mots", "le Guardian", "du Guardian"),
            ("des", "clubs", "équipes", "équipes"),
            ("du", "entrance", "Front", "Front"),
        ];
        for (before, old, text, expected) in cases {
            let found = match joined(before, old, text, None) {
                Join::With(joined) => joined,
                Join::Keep => text.to_string(),
                Join::Refuse => "refused".into(),
            };
            assert_eq!(found, expected, "{before} {old} → {text}");
        }
        assert_eq!(joined("l'", "arsenal", "Zxyl", None), Join::Refuse);
    }
}
