//! English words in any inflection: enough to know a term again in a source.

/// The words of a text, in lower case.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
    let words = words.map(|word| word.trim_matches(['\'', '’']).to_lowercase().replace('’', "'"));
    words.filter(|word| !word.is_empty()).collect()
}

/// The words of a text without their endings: those of two forms of a word are the same, as far as endings tell.
pub fn stems(text: &str) -> Vec<String> {
    words(text).iter().map(|word| stem(irregular(word))).collect()
}

/// Does a phrase stand in a text, given by its stems, in any inflection of its words?
pub fn stands_in(text: &[String], phrase: &str) -> bool {
    let phrase = stems(phrase);
    !phrase.is_empty() && text.windows(phrase.len()).any(|window| window == phrase)
}

/// A word without its regular ending.
fn stem(word: &str) -> String {
    let word = word.strip_suffix("'s").unwrap_or(word);
    if ["news", "series", "species", "means", "always", "has", "was", "this"].contains(&word) {
        return word.to_string();
    }
    let cut = |ending: &str| word.strip_suffix(ending).filter(|stem| stem.chars().count() >= 3);
    let mut stem = if let Some(stem) = cut("ies").or_else(|| cut("ied")) {
        format!("{stem}y")
    } else if let Some(stem) = cut("ing").or_else(|| cut("ed")).or_else(|| cut("es")) {
        stem.to_string()
    } else if let Some(stem) = cut("s").filter(|stem| !stem.ends_with(['s', 'u', 'i'])) {
        stem.to_string()
    } else {
        word.to_string()
    };
    if stem.len() > 3
        && let Some(short) = stem.strip_suffix('e')
    {
        stem = short.to_string();
    }
    // stopped, stopping
    let mut last = stem.chars().rev();
    if let (Some(a), Some(b)) = (last.next(), last.next())
        && a == b
        && stem.len() > 3
        && !matches!(a, 'a' | 'e' | 'i' | 'o' | 'u')
    {
        stem.pop();
    }
    stem
}

/// The plain form of a word that inflects in its own way.
fn irregular(word: &str) -> &str {
    match word {
        "took" | "taken" => "take",
        "ran" => "run",
        "won" => "win",
        "went" | "gone" => "go",
        "made" => "make",
        "got" | "gotten" => "get",
        "said" => "say",
        "held" => "hold",
        "left" => "leave",
        "sold" => "sell",
        "bought" => "buy",
        "brought" => "bring",
        "drew" | "drawn" => "draw",
        "broke" | "broken" => "break",
        "gave" | "given" => "give",
        "wrote" | "written" => "write",
        "found" => "find",
        "lost" => "lose",
        "kept" => "keep",
        "met" => "meet",
        "paid" => "pay",
        "sent" => "send",
        "spoke" | "spoken" => "speak",
        "stood" => "stand",
        "told" => "tell",
        "thought" => "think",
        "fought" => "fight",
        "struck" | "stricken" => "strike",
        "shot" => "shoot",
        "led" => "lead",
        "fell" | "fallen" => "fall",
        "grew" | "grown" => "grow",
        "knew" | "known" => "know",
        "rose" | "risen" => "rise",
        "chose" | "chosen" => "choose",
        "drove" | "driven" => "drive",
        "men" => "man",
        "women" => "woman",
        "children" => "child",
        "people" => "person",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_any_inflection() {
        let stands = |text: &str, phrase: &str| stands_in(&stems(text), phrase);
        assert!(stands("He fires the coach", "fired"));
        assert!(stands("Two dashboards", "dashboard"));
        assert!(stands("policies", "policy"));
        assert!(stands("She stopped", "stop"));
        assert!(stands("They took to social media", "take to social media"));
        assert!(stands("the club’s fees", "fee"));
        assert!(!stands("The news", "new"));
        assert!(!stands("forest fire", "fire forest"));
        assert!(!stands("", "fire"));
    }
}
