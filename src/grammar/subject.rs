//! The subject of a clause and its verb, where the words leave no doubt: a clause opens, a noun group with its
//! complements follows, and then a finite verb.

use super::{Agreement, Grammar};
use crate::lexicon::{Gender, Number, Person, Pos};
use crate::text::{Kind, Shape, Word};

/// A subject with its verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The tokens from its determiner to its last complement.
    pub tokens: std::ops::Range<usize>,
    /// What agrees with it.
    pub agreement: Agreement,
    /// The finite verb.
    pub verb: usize,
}

/// Words that open a clause whose subject comes next.
const OPENERS: [&str; 15] = [
    ";", "mais", "où", "dont", "si", "quand", "lorsque", "lorsqu'", "puisque", "puisqu'", "car", "quoique",
    "quoiqu'", "comment", "pourquoi",
];

/// Words that go with a *que* of comparison or restriction: *le même que, plus grand que, ne … que*.
const COMPARING: [&str; 22] = [
    "même",
    "mêmes",
    "plus",
    "moins",
    "aussi",
    "autant",
    "tel",
    "telle",
    "tels",
    "telles",
    "ainsi",
    "autre",
    "autres",
    "si",
    "ne",
    "n'",
    "meilleur",
    "meilleure",
    "mieux",
    "pire",
    "tant",
    "tellement",
];

/// Nouns of quantity, whose verb may agree with what they count: *une foule de gens sont venus*.
const QUANTITIES: [&str; 25] = [
    "millier",
    "million",
    "milliard",
    "série",
    "foule",
    "multitude",
    "poignée",
    "couple",
    "infinité",
    "quantité",
    "paire",
    "groupe",
    "masse",
    "tas",
    "lot",
    "sorte",
    "espèce",
    "type",
    "genre",
    "part",
    "pourcentage",
    "total",
    "somme",
    "peu",
    "personne",
];

/// Times, which may stand before a verb whose subject comes after: *ce soir tomberont les chiffres*.
const TIMES: [&str; 30] = [
    "soir",
    "matin",
    "jour",
    "jours",
    "nuit",
    "semaine",
    "mois",
    "an",
    "année",
    "années",
    "moment",
    "instant",
    "lendemain",
    "veille",
    "heure",
    "heures",
    "dimanche",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "soirs",
    "matins",
    "nuits",
    "minutes",
    "secondes",
    "temps",
    "fois",
];

/// Nouns that count what follows: *une dizaine de joueurs sont venus*.
const DOZENS: [&str; 10] = [
    "huitaine",
    "dizaine",
    "douzaine",
    "quinzaine",
    "vingtaine",
    "trentaine",
    "quarantaine",
    "cinquantaine",
    "soixantaine",
    "centaine",
];

/// What stands for people or things counted before: *la moitié ont été traités*.
const COUNTED: [&str; 14] = [
    "gens",
    "plupart",
    "autre",
    "chose",
    "partie",
    "nombre",
    "majorité",
    "moitié",
    "reste",
    "totalité",
    "minorité",
    "tiers",
    "quart",
    "ensemble",
];

/// Prepositions that tie a complement to its noun.
const TIES: [&str; 18] = [
    "de", "d'", "du", "des", "à", "au", "aux", "en", "pour", "sur", "dans", "avec", "contre", "entre",
    "sous", "sans", "par", "chez",
];

/// Forms of verbs of saying and showing that are nouns besides.
const SAYING: [&str; 16] = [
    "montre", "montres", "note", "notes", "rapporte", "estime", "estimes", "demande", "demandes", "espère",
    "pense", "annonce", "annonces", "conteste", "marque", "juge",
];

/// Does a noun tell a time, so that the subject of the verb after it may come later?
pub fn is_time(noun: &str) -> bool {
    TIMES.contains(&noun)
}

impl Grammar<'_> {
    /// Is the word a finite verb and nothing else?
    pub fn is_finite_only(word: &Word) -> bool {
        !word.analyses.is_empty() && word.analyses.iter().all(|a| a.tag.finite())
    }

    /// Is the word a finite verb after a noun group: one that is nothing else, or one of the commonest?
    pub fn is_finite_here(word: &Word) -> bool {
        let common = matches!(
            &*word.folded,
            "est"
                | "a"
                | "sont"
                | "ont"
                | "va"
                | "vont"
                | "peut"
                | "doit"
                | "était"
                | "sera"
                | "avait"
                | "aura"
        );
        word.shape == Shape::Lower && (common || Grammar::is_finite_only(word))
    }

    /// Does a clause open at the token, so that a noun group there is its subject?
    pub fn opens_clause(&self, token: usize) -> bool {
        let tokens = self.page.tokens();
        tokens[token].sentence_start && !tokens[token].quoted
            || self.before(token).is_some_and(|n| {
                let form = self.form(Some(n));
                OPENERS.contains(&form)
                    // “tous les outils”
                    || matches!(form, "tout" | "toute" | "tous" | "toutes") && self.opens_clause(n)
                    || matches!(form, "que" | "qu'") && self.is_conjunction(n)
                    || form == "," && self.ends_the_opening(n)
            })
    }

    /// Does an auxiliary stand before the participle: *a annoncé*, *n’a pas dit*?
    fn is_compound(&self, participle: usize) -> bool {
        let before = std::iter::successors(self.before(participle), |&n| self.before(n)).take(3);
        before.filter_map(|n| self.word(n)).any(|w| Grammar::is_auxiliary(w, "avoir"))
    }

    /// Does the comma end what a sentence opens with before its subject: *Dans ce cas, la batterie…*?
    fn ends_the_opening(&self, comma: usize) -> bool {
        let sentence = self.page.block.sentence_of(comma);
        let opens = self.word(sentence.start).is_some_and(|w| {
            w.has_pos(Pos::Preposition) && !matches!(&*w.folded, "du" | "des") || w.is_only(&[Pos::Adverb])
        });
        let first = !(sentence.start..comma).any(|n| self.form(Some(n)) == ",");
        opens && first && !self.page.tokens()[sentence.start].quoted
    }

    /// Does *que* bring a clause of its own (*il dit que*, *alors que*), and no comparison and no relative?
    fn is_conjunction(&self, token: usize) -> bool {
        let Some(before) = self.before(token).and_then(|n| self.word(n)) else { return false };
        let introduces = matches!(
            &*before.folded,
            "alors"
                | "tandis"
                | "parce"
                | "afin"
                | "bien"
                | "pour"
                | "pendant"
                | "dès"
                | "depuis"
                | "après"
                | "avant"
                | "fait"
                | "aussi"
        ) || before.is_only(&[Pos::Verb])
            && (!Grammar::is_participle(before) || self.is_compound(token - 1))
            // “ont découvert que”: a noun besides, but right after its auxiliary.
            || Grammar::may_be_participle(before)
                && before.is_only(&[Pos::Verb, Pos::Noun, Pos::Adjective])
                && self.before(token - 1).and_then(|n| self.word(n)).is_some_and(|w| Grammar::is_auxiliary(w, "avoir"))
            || before.is_only(&[Pos::Adjective]);
        let start = self.page.block.sentence_of(token).start.max(token.saturating_sub(10));
        // “il se peut aussi que”: right before *que*, *aussi* compares nothing.
        let end = token - usize::from(&*before.folded == "aussi");
        introduces && !(start..end).any(|n| COMPARING.contains(&self.form(Some(n))))
    }

    /// The subject that opens a clause at the token, if a finite verb surely goes with it.
    pub fn subject(&self, token: usize) -> Option<Subject> {
        if !self.opens_clause(token) {
            return None;
        }
        if let Some(partitive) = self.partitive(token) {
            return Some(partitive);
        }
        let group = self.noun_group(token)?;
        let head = self.word(group.head)?;
        let preposition = matches!(self.form(Some(token)), "du" | "au" | "aux");
        let counts = matches!(self.form(Some(group.tokens.end)), "de" | "d'" | "des" | "du")
            && QUANTITIES.contains(&&*head.folded);
        let dozens = DOZENS.contains(&head.folded.trim_end_matches('s'));
        let loose = |nouns: &[&str]| nouns.contains(&&*head.folded);
        if preposition || counts || dozens || loose(&TIMES) || loose(&COUNTED) {
            return None;
        }
        let mut end = self.complements(self.after_number(group.tokens.end));
        let mut agreement = group.agreement;
        let joined = Some(end).filter(|&n| n == group.tokens.end).and_then(|n| self.joined_group(n));
        if let Some((after, other)) = joined {
            let gender = match (agreement.gender(), other.gender()) {
                (Some(Gender::Feminine), Some(Gender::Feminine)) => Gender::Feminine,
                (Some(Gender::Masculine), _) | (_, Some(Gender::Masculine)) => Gender::Masculine,
                _ => Gender::Both,
            };
            (end, agreement) = (after, Agreement::pairs(gender, Number::Plural));
        }
        if let Some(after) = self.relative(end, agreement) {
            end = after;
        }
        let verb = self
            .verb_of(end)
            .or_else(|| self.verb_of(self.apposition(end)?))
            .or_else(|| self.verb_beside_noun(end))?;
        Some(Subject { tokens: token..end, agreement, verb })
    }

    /// The token after the number of a noun, if there is one: *l'article six, le chapitre 3*.
    fn after_number(&self, token: usize) -> usize {
        let number = |n: usize| self.is_number(n) || self.word(n).is_some_and(|w| w.is_only(&[Pos::Numeral]));
        let mut end = token;
        while self.next(end - 1).is_some_and(number) {
            end += 1;
        }
        end
    }

    /// The token after a relative clause of *qui* and a verb that agrees with its noun: *qui habitent dans cette maison*.
    fn relative(&self, token: usize, antecedent: Agreement) -> Option<usize> {
        let qui = self.next(token.checked_sub(1)?).filter(|&n| self.form(Some(n)) == "qui")?;
        let verb = self.verb_of(qui + 1)?;
        let agrees = Grammar::persons(self.word(verb)?).contains(&(Person::Third, antecedent.number()?));
        let mut at = self.next(verb).filter(|_| agrees)?;
        while self.word(at)?.is_only(&[Pos::Adverb]) || Grammar::is_participle(self.word(at)?) {
            at = self.next(at)?;
        }
        let object =
            self.noun_group(at).or_else(|| self.group_after(at)).map_or(at, |group| group.tokens.end);
        // Without anything after it the verb of the relative might be another word.
        Some(self.complements(object)).filter(|&end| end > verb + 1)
    }

    /// A verb that may be a noun besides, where what follows shows it: *les résultats montre que, joue souvent*.
    fn verb_beside_noun(&self, token: usize) -> Option<usize> {
        let verb = self.next(token.checked_sub(1)?)?;
        let word = self.word(verb).filter(|w| {
            w.shape == Shape::Lower && Grammar::may_be_finite(w) && w.is_only(&[Pos::Verb, Pos::Noun])
        })?;
        let after = self.next(verb)?;
        let shown = match self.form(Some(after)) {
            // A clause, and no comparison.
            "que" | "qu'" => SAYING.contains(&&*word.folded) && self.word(after + 1).is_some(),
            // “La plateforme reste gratuite”: after a noun group *reste* is no noun.
            _ if matches!(&*word.folded, "reste" | "restent") => {
                self.word(after).is_some_and(|w| Grammar::adjective(w).is_some() || w.is_only(&[Pos::Adverb]))
            }
            "souvent" | "toujours" | "jamais" | "déjà" | "rarement" => true,
            _ => false,
        };
        shown.then_some(verb)
    }

    /// *et* and a second noun group with its complements: their end, and what the second is.
    fn joined_group(&self, token: usize) -> Option<(usize, Agreement)> {
        let and = self.next(token.checked_sub(1)?).filter(|&n| self.form(Some(n)) == "et")?;
        let start = self.next(and)?;
        let second = self.noun_group(start).or_else(|| self.group_after(start))?;
        Some((second.tokens.end, second.agreement))
    }

    /// A noun group whose article *le, la, les, l’* is one because a noun and nothing else follows.
    fn group_after(&self, token: usize) -> Option<super::NounGroup> {
        let article = self.word(token).filter(|w| matches!(&*w.folded, "le" | "la" | "les" | "l'"))?;
        let noun = self.next(token)?;
        let own = self.word(noun).filter(|w| w.shape == Shape::Lower && w.is_only(&[Pos::Noun]))?;
        let number = if &*article.folded == "les" { Number::Plural } else { Number::Singular };
        let agreement = Grammar::noun(own)?.and(Agreement::pairs(Gender::Both, number));
        (!agreement.is_empty()).then_some(super::NounGroup { tokens: token..noun + 1, head: noun, agreement })
    }

    /// The token after what stands between two commas after a subject: *, diffusée sur la chaîne,*.
    fn apposition(&self, token: usize) -> Option<usize> {
        let comma = |n: &usize| self.form(Some(*n)) == ",";
        let first = self.next(token.checked_sub(1)?).filter(comma)?;
        let opens = self.next(first).and_then(|n| self.word(n)).is_some_and(|w| {
            Grammar::is_participle(w) || matches!(&*w.folded, "âgé" | "âgée" | "âgés" | "âgées")
        });
        let inside = std::iter::successors(self.next(first), |&n| self.next(n)).take(12);
        let last = inside.take_while(|&n| !self.word(n).is_some_and(Grammar::is_finite_only)).find(comma)?;
        opens.then_some(last + 1)
    }

    /// *la plupart des, chacun des, l’un des, le nombre de* and their noun: what the verb must agree with is
    /// not the noun before it.
    fn partitive(&self, token: usize) -> Option<Subject> {
        let mut at = token;
        let first = self.form(Some(at));
        if matches!(first, "la" | "le" | "l'") {
            at = self.next(at)?;
        }
        let (gender, number) = match (first, self.form(Some(at))) {
            ("la", "plupart") => (Gender::Both, Number::Plural),
            ("le", "nombre") | ("chacun", "chacun") | ("l'" | "un", "un") => {
                (Gender::Masculine, Number::Singular)
            }
            ("chacune", "chacune") | ("l'" | "une", "une") => (Gender::Feminine, Number::Singular),
            _ => return None,
        };
        let tie = self.next(at)?;
        let due = if self.form(Some(at)) == "nombre" { "de" } else { "des" };
        if self.form(Some(tie)) != due {
            return None;
        }
        let end = self.complements(tie);
        let noun = self.word(end.checked_sub(1)?)?;
        let plural = Grammar::nominal(noun).is_some_and(|a| a.number() != Some(Number::Singular));
        let verb = self.verb_of(end).filter(|_| plural && end > tie)?;
        Some(Subject { tokens: token..end, agreement: Agreement::pairs(gender, number), verb })
    }

    /// The end of the complements that start at a token: *du club de la ville*, *pour enfants*.
    pub fn complements(&self, mut end: usize) -> usize {
        while let Some(after) = self.complement(end) {
            end = after;
        }
        end
    }

    /// The end of one complement, if one starts at the token: *de la ville*, *les plus courants*.
    fn complement(&self, token: usize) -> Option<usize> {
        let superlative = self.next(token.checked_sub(1)?).filter(|&n| {
            matches!(self.form(Some(n)), "le" | "la" | "les")
                && matches!(self.form(Some(n + 1)), "plus" | "moins")
        });
        if let Some(article) = superlative {
            return self.word(article + 2).filter(|w| Grammar::adjective(w).is_some()).map(|_| article + 3);
        }
        self.next(token.checked_sub(1)?).filter(|&n| TIES.contains(&self.form(Some(n))))?;
        let mut at = self.next(token)?;
        let contracted = matches!(self.form(Some(token)), "du" | "des" | "au" | "aux");
        let mut determined = contracted;
        while self.word(at).is_some_and(|w| {
            w.has_pos(Pos::Determiner) || w.is_only(&[Pos::Numeral]) || w.is_only(&[Pos::Adjective])
        }) || self.page.tokens()[at].kind == Kind::Number
            || determined && self.noun_of_preposed(at).is_some()
        {
            determined = true;
            at = self.next(at)?;
        }
        if let Some(end) = self.name_end(at) {
            return Some(end);
        }
        let noun = self.word(at).filter(|w| w.shape == Shape::Lower && w.has_pos(Pos::Noun))?;
        // Without a determiner a word that may be something else is left alone.
        if !determined && !noun.is_only(&[Pos::Noun, Pos::Adjective]) {
            return None;
        }
        let own = Grammar::noun(noun)?;
        let goes_with = |w: &Word| {
            Grammar::adjective(w).is_some_and(|a| !a.and(own).is_empty())
                && !Grammar::may_be_finite(w)
                && &*w.folded != "est"
        };
        let mut end = at + 1;
        while self.next(end - 1).and_then(|n| self.word(n)).is_some_and(goes_with) {
            end += 1;
        }
        Some(end)
    }

    /// The finite verb at a token, or after the clitics and adverbs that may come before it.
    pub fn verb_of(&self, token: usize) -> Option<usize> {
        let mut at = self.next(token.checked_sub(1)?)?;
        for _ in 0..4 {
            let word = self.word(at)?;
            if Grammar::is_finite_here(word) {
                // “la côte est est belle”: the first is a noun's company.
                let doubled = self.next(at).and_then(|n| self.word(n)).is_some_and(Grammar::is_finite_here);
                // “que vaut-il ?”, “les valeurs a, b”.
                let cut = self.page.tokens().get(at + 1).is_some_and(|t| {
                    self.page.spelled(at + 1).starts_with('-') || !t.is_word() && word.folded.len() == 1
                });
                return (!doubled && !cut).then_some(at);
            }
            let passes = matches!(
                &*word.folded,
                "ne" | "n'" | "se" | "s'" | "me" | "m'" | "te" | "t'" | "y" | "lui" | "leur"
            ) || word.is_only(&[Pos::Adverb])
                && !matches!(&*word.folded, "non" | "pas" | "même");
            if !passes {
                return None;
            }
            at = self.next(at)?;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::tests::ask;

    /// The subject that starts at a token, its verb, and whether it is plural.
    fn subject(text: &str, token: usize) -> Option<(String, String, bool)> {
        ask(text, |grammar| {
            let subject = grammar.subject(token)?;
            let plural = subject.agreement.number() == Some(Number::Plural);
            let spelled = |n: usize| grammar.page.spelled(n).to_owned();
            let words: Vec<String> = subject.tokens.map(spelled).collect();
            Some((words.join(" "), spelled(subject.verb), plural))
        })
    }

    #[test]
    fn a_subject_takes_its_complements_along() {
        for (text, words, verb, plural) in [
            ("La sauce est prête.", "La sauce", "est", false),
            ("Les voitures de la ville sont chères.", "Les voitures de la ville", "sont", true),
            ("Le prix des maisons ne descend pas.", "Le prix des maisons", "descend", false),
            ("Le chat et la tortue dorment.", "Le chat et la tortue", "dorment", true),
            ("La série, diffusée hier soir, plaît.", "La série", "plaît", false),
            ("La plupart des clients paient.", "La plupart des clients", "paient", true),
            ("Chacun des joueurs est prêt.", "Chacun des joueurs", "est", false),
        ] {
            assert_eq!(subject(text, 0), Some((words.to_owned(), verb.to_owned(), plural)), "{text}");
        }
    }

    #[test]
    fn a_clause_inside_a_sentence_has_its_own() {
        assert_eq!(subject("Il sait que la banque fermera.", 3).map(|s| s.1).as_deref(), Some("fermera"));
        assert_eq!(subject("Dans ce cas, la banque fermera.", 4).map(|s| s.1).as_deref(), Some("fermera"));
        // An object is none, nor is what is compared.
        assert_eq!(subject("Il ferme la banque.", 2), None);
        assert_eq!(subject("Il est plus grand que la banque.", 5), None);
    }

    #[test]
    fn what_a_verb_may_agree_with_in_two_ways_is_left_alone() {
        for text in [
            "Une foule de gens sont venus.",
            "La moitié ont été traités.",
            "Ce soir tomberont les chiffres.",
            "Une dizaine de joueurs manquent.",
        ] {
            assert_eq!(subject(text, 0), None, "{text}");
        }
    }

    #[test]
    fn a_verb_stands_after_clitics_and_adverbs() {
        let verb = |text: &str, after: usize| ask(text, |g| g.verb_of(after));
        assert_eq!(verb("Le club ne se plaindra jamais.", 2), Some(4));
        assert_eq!(verb("Le club souvent gagnera.", 2), Some(3));
        assert_eq!(verb("Le club de foot gagnera.", 2), None);
    }
}
