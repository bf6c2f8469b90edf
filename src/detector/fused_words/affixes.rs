//! What makes new words of others, so that the two halves of a word prove nothing.

use super::readings;

/// Endings that make words of acronyms: *cégétiste*, *RTTiste*.
pub fn is_suffix(folded: &str) -> bool {
    [
        "iste", "istes", "ien", "iens", "ienne", "ique", "iser", "isme", "age", "eur", "eurs", "euse", "er",
        "ées", "és", "ant",
    ]
    .contains(&folded)
}

/// First members of compounds that French writes in one word.
pub fn is_prefix(folded: &str) -> bool {
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
pub fn is_derived(folded: &str) -> bool {
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
