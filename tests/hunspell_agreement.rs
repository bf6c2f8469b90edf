//! The compiled lexicon against the Hunspell dictionary it was compiled from. Runs where Debian's
//! `hunspell-fr-classical` is installed, and passes in silence elsewhere.

use std::path::Path;

use hunspell_rs::{CheckResult, Hunspell};
use relire::lexicon::{Lexicon, compile, fold};

const AFF: &str = "/usr/share/hunspell/fr.aff";
const DIC: &str = "/usr/share/hunspell/fr.dic";

fn hunspell() -> Option<Hunspell> {
    let there = Path::new(AFF).exists() && Path::new(DIC).exists();
    there.then(|| Hunspell::new(AFF, DIC))
}

// Hunspell also takes apart what has a hyphen; the lexicon only knows the compounds listed.
const GOOD: &str = "maison maisons chevaux œuvre œuvres aujourd'hui arc-en-ciel arcs-en-ciel mangeons \
    mangeât finissions aille fussent eussions reçu reçues élégamment grâce hôpitaux égal égaux \
    égales belle bel vieil nouvelles logiciel fournisseur fournisseurs utilisatrice numérique \
    téléchargement courriel Paris France Marie Québec Dupont kilomètres mégaoctet anticonstitutionnel \
    porte-monnaie chef-d'œuvre entre-temps week-end rendez-vous c'est-à-dire peut-être là-bas \
    acquiescer acquière vaincs vainquent résolvent absous dissoute moulu cousu naquit vécurent \
    faudra pleuvait dussent sût pût tînmes vînt hais haïssons bouillent cueillera assoit assied";

const BAD: &str = "maisonn chevals oeuvvre aujourdui mangons finitons aillle recu élégament hôpitals \
    logicieles fourniseur utilisatric numerique telechargement couriel acquiecer vainquonts \
    résoudent coudu naissa vivèrent voirai envoyerais xyzzy guarantee providers the of";

#[test]
fn agrees_on_words() {
    let Some(hunspell) = hunspell() else { return };
    let lexicon = Lexicon::embedded();
    let (mut agreed, mut total) = (0, 0);
    for (words, expected) in [(GOOD, true), (BAD, false)] {
        for word in words.split_whitespace() {
            let theirs = hunspell.check(word) == CheckResult::FoundInDictionary;
            let ours = lexicon.contains(&fold(word));
            total += 1;
            agreed += usize::from(theirs == ours);
            assert_eq!(ours, expected, "{word}");
        }
    }
    println!("{agreed} of {total}");
    assert_eq!(agreed, total);
}

/// The committed files are what the command makes of these sources.
#[test]
#[ignore = "takes ten seconds, a minute without optimization"]
fn rebuilds_byte_for_byte() {
    let Some(hunspell) = hunspell() else { return };
    let read = |path: &str| std::fs::read_to_string(path).expect(path);
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/dictionaries");
    let closed = read(&format!("{folder}/fr-closed.tsv"));
    let accepts = |form: &str| hunspell.check(form) == CheckResult::FoundInDictionary;
    let (readings, _) = compile::collect(&read(AFF), &read(DIC), &closed, accepts).unwrap();
    let compiled = compile::write(&readings).unwrap();
    let committed = std::fs::read(format!("{folder}/fr.lexicon")).unwrap();
    assert!(compiled.bytes == committed, "run compile-lexicon again, or use the sources of the README");
}
