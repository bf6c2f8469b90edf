//! Does a word call for elision before it: *l'homme*, but *le héros*? The dictionary does not say
//! (it accepts *l'hibou*), so the aspirated h, and the vowels that behave like one, are listed here.
//! The longest beginning that matches decides; `$` ends a beginning that is a whole word.

use super::{Analysis, Lexicon};

/// How *le*, *de*, *que* and the like stand before a word.
#[derive(Copy, Clone, Debug, Eq, PartialEq)]
pub enum Elision {
    /// *l'homme*, *d'eau*
    Required,
    /// *le héros*, *le onze*, *la table*
    Forbidden,
    /// Good French has both: *l'ouate* and *la ouate*, *d'Hitler* and *de Hitler*.
    Optional,
}

const ASPIRATED: &str = "\
ha$ ha- hach hacienda hack haddock hadith hadj hafnium hagard haggis hague haguenau hai hajj \
haka halag halal halb halecret halet haleur half hall halo$ haloir halos$ halte$ halte- haltes$ \
halva halèt hamac hamada$ hamas$ hamb hameau hamm hampe hampshire hamster han$ hanaf hanap \
hanbal hanch hand hangar hanneton hanovr hans hant haoussa happ haqu hara$ hara- haram harangu \
haras harass harcel harcèl hard harem hareng harfang hargn haricot haridelle harissa hark harle$ \
harlem harles$ harley harmattan harnach harnais harnois haro$ harp harrag hart$ harvard hasard \
hasch hase$ hases$ hashtag hassid hast haste hauban haubert hauss haut hav hay haï he$ heaum \
heiduque hein$ hem$ henni hennuy henné hep$ herch herd herni hers hesse$ hetman heu$ heurt hi$ \
hi- hibou hic$ hickory hid high hijab hikikomori hile$ hiles$ hindi$ hinterland hip$ hip- hippie \
hippy hipster hiss hit$ hit- hits$ hittite hiérarch hmm$ ho$ hobb hobereau hocco hoch hockey \
hold holland hollande holmium holster holà homard home$ home- homes$ homespun hondur hong honni \
hont hooligan hop$ hoquet horde horion hors$ hors- horsain horse horst hot$ hot- hotline hott \
hotu hou hover hoyau html http huard hub$ hublot hubs$ huch huguenot huis-clos huit hulott hulul hum$ humm \
hun$ hune hunier hunnique huns$ hunter hupp hur husky hussard hussite hutin hutt hutu huées hâbl \
hâl hât hâv hère$ hères$ hé$ héraut hériss héron héros$ hêtr";

const LIKE_ASPIRATED: &str = "\
onz oui$ oui- ouis$ ouistiti ouah ouais ouaouaron ouin$ ouïghour uhlan unième \
oh$ ah$ eh$ euh$ ouf$";

/// Verbs whose forms begin too much like those of mute words (*humer*, *humain*; *héler*, *hélas*).
const ASPIRATED_VERBS: [&str; 4] = ["haler", "héler", "huer", "humer"];

const MUTE: &str = "\
haïti haleine halen hallali halluc hallucin halo haltèr haltér hameçon hamamélis hamadry \
hanoucca hanoukka hannibal hapax haplo harpagon hastaire hasté \
hebdo hébr hébé hécat hect hédon hég hél hell hém hendaye hépat herb hercul héréd hérés hérét \
hérit hermaphr hermé hermès hermine hermi hérault héraul héraldi héré héro hérod herp hési hésit \
hétér heur hexa hiber hibis hiémal hier hiér hilar himalay hindou hipp hirond hirsut hispan hist \
hiv hidalgo hidros hoir hol holist holo hologr hom honn hono hôp hor horizo horl \
horm horos horr hort hosp host hôt huil huiss huître huitr hum hydr hyg hym hyp hyst hyacinthe \
hyères hya hyo";

const EITHER: &str = "\
halloween hawaï hébron hertz hiatus hitlér hitler hlm hollywood houellebecq hugo huis$ hyèn \
harry henri henry hubert hugues hudson halifax \
hiéroglyphe hilote hiragana hamilton";

const VOWEL_EITHER: &str = "\
ouat ouadi oued ouï-dire ouagadougou ouolof ouzbek ulul \
ukulélé york$ yoan yolande yseult yvetot";

impl Lexicon {
    /// How elision stands before a word that starts with this folded form.
    pub fn elision(&self, folded: &str) -> Elision {
        let Some(first) = folded.chars().next() else {
            return Elision::Forbidden;
        };
        match first {
            'a' | 'e' | 'i' | 'o' | 'u' | 'h' => {}
            'à' | 'â' | 'ä' | 'é' | 'è' | 'ê' | 'ë' | 'î' | 'ï' | 'ô' | 'ö' | 'û' | 'ü' => {}
            'y' => return y_elision(folded),
            _ => return Elision::Forbidden,
        }
        if first == 'h' {
            return self.before_h(folded);
        }
        listed(folded).unwrap_or(Elision::Required)
    }

    fn before_h(&self, folded: &str) -> Elision {
        let readings = self.analyses(folded);
        if let (true, Some((head, _))) = (readings.is_empty(), folded.split_once("-")) {
            // habiterait-il, hume-t-elle
            return listed(folded).unwrap_or_else(|| self.before_h(head));
        }
        let aspirated = |reading: Analysis| ASPIRATED_VERBS.contains(&self.lemma(reading.lemma));
        if readings.clone().any(aspirated) {
            return Elision::Forbidden;
        }
        // The usual French word is mute; names, and words that nobody knows, may go either way.
        let common = |reading: Analysis| !reading.tag.proper();
        let usual = if readings.clone().any(common) { Elision::Required } else { Elision::Optional };
        listed(folded).unwrap_or(usual)
    }

    /// Does a word that starts with this form call for elision: *l'homme*, but *le héros*, *le onze*?
    /// An unknown word is judged by its beginning. Where both are good French, a vowel elides and
    /// an h does not; to find mistakes, ask [`Lexicon::elision`], which tells those cases apart.
    pub fn elides(&self, folded: &str) -> bool {
        match self.elision(folded) {
            Elision::Required => true,
            Elision::Forbidden => false,
            Elision::Optional => !folded.starts_with(['h', 'y']),
        }
    }
}

/// The y is a vowel alone and before a consonant (*Yvelines*), and in a few words beside.
fn y_elision(folded: &str) -> Elision {
    if let Some(listed) = listed(folded) {
        return listed;
    }
    const VOWEL_Y: [&str; 5] = ["yeux", "yeuse", "yèble", "yonne", "yerres"];
    let second = folded.chars().nth(1);
    let consonant = second.is_none_or(|c| !matches!(c, 'a' | 'e' | 'é' | 'è' | 'i' | 'o' | 'u' | '-'));
    if consonant || folded == "yeu" || VOWEL_Y.iter().any(|word| folded.starts_with(word)) {
        Elision::Required
    } else {
        Elision::Forbidden
    }
}

/// What the longest listed beginning of this word says.
fn listed(folded: &str) -> Option<Elision> {
    let h = folded.starts_with('h');
    let lists = [
        (if h { ASPIRATED } else { LIKE_ASPIRATED }, Elision::Forbidden),
        (if h { MUTE } else { "" }, Elision::Required),
        (if h { EITHER } else { VOWEL_EITHER }, Elision::Optional),
    ];
    let mut best = None;
    for (list, elision) in lists {
        for beginning in list.split_ascii_whitespace() {
            let length = match beginning.strip_suffix('$') {
                // A whole word beats every beginning.
                Some(word) if word == folded => usize::MAX,
                Some(_) => continue,
                None if folded.starts_with(beginning) => beginning.len(),
                None => continue,
            };
            if best.is_none_or(|(longest, _)| length > longest) {
                best = Some((length, elision));
            }
        }
    }
    best.map(|(_, elision)| elision)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elides_before_vowels_and_mute_h() {
        let words = "homme herbe héroïne héroïque héroïsme hier hôtel hôpital heure heureux histoire \
            habitude habitant huile huître humain humeur honneur honnête horizon horreur hiver \
            harmonie haleine haltère hameçon hallucination hélicoptère hésitation hypothèse hybride \
            hymne hydrogène homogène hébergement hectare hindou hippopotame hirondelle huissier \
            héritage un une eau yeux yvelines yonne y ouest ouvrage ouïe orange été âge île œuvre \
            unité usage iode habite-t-elle habilla-t-il hommes herbes utilisateur ongle onde ouverture haïti himalaya hérault";
        for word in words.split_whitespace() {
            let folded = crate::lexicon::fold(word);
            assert!(Lexicon::embedded().elides(&folded), "{word}");
            assert_eq!(Lexicon::embedded().elision(&folded), Elision::Required, "{word}");
        }
    }

    #[test]
    fn does_not_elide_before_aspirated_h_and_semivowels() {
        let words = "héros hibou haricot haut haute hauteur hasard haine haïr honte hors huit huitième \
            hache hanche handicap hangar harcèlement hardi harem hareng harpe hâte hausse hérisson \
            hernie héron hêtre heurt hideux hiérarchie hockey hollande homard hongrie hongrois \
            hoquet housse hublot huguenot hurlement hutte hamster halte hall halo hameau hors-d'œuvre \
            onze onzième oui ouistiti yaourt yacht yoga yen yémen uhlan week-end wagon table 8 \
            haricots handicapé handicapée haïe hautbois honteux hollandais hackeur hurler humait hélaient huez hue halant";
        for word in words.split_whitespace() {
            let folded = crate::lexicon::fold(word);
            assert!(!Lexicon::embedded().elides(&folded), "{word}");
            assert_eq!(Lexicon::embedded().elision(&folded), Elision::Forbidden, "{word}");
        }
    }

    #[test]
    fn leaves_both_open_where_usage_does() {
        for word in ["ouate", "hitler", "hyène", "hegel", "hxyz"] {
            assert_eq!(Lexicon::embedded().elision(word), Elision::Optional, "{word}");
        }
    }

    #[test]
    fn judges_unknown_words_by_their_beginning() {
        let lexicon = Lexicon::embedded();
        assert!(lexicon.elides("aqzu") && lexicon.elides("hyperzorg"));
        assert!(!lexicon.elides("bzzt") && !lexicon.elides("") && !lexicon.elides("'"));
    }
}
