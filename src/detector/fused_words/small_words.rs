//! The small words of which fused words are often made.

/// Words that open a sentence or a label.
pub fn is_opening(folded: &str) -> bool {
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

/// Small words that a fused word often ends with.
pub fn is_glue(folded: &str) -> bool {
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

/// Does a comma belong before the word?
pub fn opens_clause(folded: &str) -> bool {
    matches!(
        folded,
        "mais" | "alors" | "ainsi" | "puis" | "donc" | "car" | "tandis" | "lorsque" | "comme" | "selon"
    )
}

/// Glue of four letters or more that no French word ends with by chance, after a noun.
pub fn is_sure_glue(folded: &str) -> bool {
    is_glue(folded)
        && folded.chars().count() > 3
        && !matches!(
            folded,
            "font" | "sans" | "sera" | "fait" | "lors" | "plus" | "doit" | "peut" | "elle" | "chez" | "sont"
        )
}

/// Small words that no name ends with: *Maheude* is one word.
pub fn ties(folded: &str) -> bool {
    is_glue(folded)
        && !matches!(
            folded,
            "de" | "du" | "le" | "la" | "les" | "un" | "une" | "il" | "au" | "des" | "elle" | "est" | "car"
        )
}
