//! The rule language at work: each test is a rule, a text, and what comes of it.

use std::fs;

use relire::engine::{Engine, Format, Selection};
use relire::finding::Finding;
use relire::fix::apply;
use relire::level::Confidence;
use relire::library::RuleSet;

/// What every rule needs besides what a test is about.
const HEAD: &str = r#"
title = "t"
category = "accuracy/mistranslation"
severity = "warning"
message = "“{match}”"
"#;

const EXAMPLES: &str = "
[[example]]
bad = \"<<x>>\"
[[example]]
good = \"y\"
";

/// Loads rules: pairs of an id and the body of its file.
fn load(rules: &[(&str, &str)]) -> RuleSet {
    let folder = tempfile::tempdir().unwrap();
    for (id, body) in rules {
        let path = folder.path().join(format!("{id}.toml"));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let confidence = if body.contains("confidence =") { "" } else { "confidence = \"high\"\n" };
        let text = if id.ends_with("domains") {
            body.to_string()
        } else {
            format!("{HEAD}{confidence}{body}{EXAMPLES}")
        };
        fs::write(path, text).unwrap();
    }
    let mut faults = Vec::new();
    let set = RuleSet::load(&[folder.path().to_path_buf()], &mut faults);
    assert!(faults.is_empty(), "{faults:?}");
    set
}

fn check(rules: &RuleSet, text: &str) -> Vec<Finding> {
    let selection = Selection { min_confidence: Confidence::Low, ..Selection::default() };
    Engine::new(rules, &selection).checker().check(text, Format::Plain)
}

/// The words that one rule reports.
fn found<'t>(body: &str, text: &'t str) -> Vec<&'t str> {
    check(&load(&[("a/b", body)]), text).iter().map(|f| f.span.slice(text)).collect()
}

/// The text with the first fix of each finding of one rule.
fn mended(body: &str, text: &str) -> String {
    let findings = check(&load(&[("a/b", body)]), text);
    apply(text, findings.iter().filter_map(|f| f.fixes.first()).flat_map(|fix| &fix.edits))
}

#[test]
fn a_phrase_matches_words_in_any_case_and_a_capital_asks_for_one() {
    let rule = "[[match]]\nphrase = \"mother and father\"";
    assert_eq!(
        found(rule, "Leurs Mother and Father, leurs mother  and father."),
        ["Mother and Father", "mother  and father"]
    );
    let rule = "[[match]]\nphrase = \"Les temps\"";
    assert_eq!(
        found(rule, "Les temps changent, mais les temps durent. LES TEMPS"),
        ["Les temps", "LES TEMPS"]
    );
}

#[test]
fn a_phrase_has_lemmas_alternatives_options_and_gaps() {
    let rule = "[[match]]\nphrase = \"~prendre ?très [d'assaut|de court] *2 monde\"";
    let text =
        "Il prit d'assaut le monde. Elle prendra de court tout le monde. Ils prennent très d'assaut monde.";
    assert_eq!(found(rule, text).len(), 3);
    assert_eq!(found(rule, "Il prit d'assaut. Le monde rit."), [""; 0], "a match stays in its sentence");
}

#[test]
fn a_phrase_may_ask_for_a_sentence_s_start_and_end() {
    let rule = "[[match]]\nphrase = \"^ Les temps $\"";
    assert_eq!(found(rule, "Il l'a dit. Les temps. Les temps changent."), ["Les temps"]);
}

#[test]
fn tokens_are_tested_for_features_and_agreement() {
    let rule = r#"
[[match]]
tokens = [{ as = "det", form = ["des", "ces"] }, { as = "n", pos = "NOUN", not = [{ form = "fois" }] }]
disagree = [["det", "n"]]
"#;
    assert_eq!(found(rule, "Le départ des population, ces maisons, des fois."), ["des population"]);
}

#[test]
fn a_capture_can_be_reported_and_inflects_the_fix() {
    let rule =
        "[[match]]\nphrase = \"~infrastructure a=~viral\"\nreport = \"a\"\n[[fix]]\ntext = \"{a>vital}\"";
    assert_eq!(
        mended(rule, "Des infrastructures virales, une infrastructure virale."),
        "Des infrastructures vitales, une infrastructure vitale."
    );
    let rule =
        "[[match]]\nphrase = \"v=~prendre d'assaut le monde\"\n[[fix]]\ntext = \"{v>conquérir} le monde\"";
    assert_eq!(
        mended(rule, "Il a pris d'assaut le monde. Ils prendront d'assaut le monde."),
        "Il a conquis le monde. Ils conquerront le monde."
    );
}

#[test]
fn a_fix_fits_the_words_around_it() {
    let rule = "[[match]]\nphrase = \"entrance\"\n[[fix]]\ntext = \"front\"";
    assert_eq!(mended(rule, "Le chef du Entrance et l'entrance uni."), "Le chef du Front et le front uni.");
    let rule = "[[match]]\nphrase = \"match\"\n[[fix]]\ntext = \"équipe\"";
    assert_eq!(mended(rule, "La fin du match joué."), "La fin de l'équipe jouée.");
    let rule = "[[match]]\nphrase = \"le gardien\"\n[[fix]]\ntext = \"le Guardian\"";
    assert_eq!(mended(rule, "L'avis de le gardien."), "L'avis du Guardian.");
}

#[test]
fn a_form_that_cannot_be_had_withdraws_the_fix_and_not_the_finding() {
    let rules = load(&[("a/b", "[[match]]\nphrase = \"n=entrance\"\n[[fix]]\ntext = \"{n>cheval}\"")]);
    let findings = check(&rules, "Une entrance.");
    assert_eq!((findings.len(), findings[0].fixes.len()), (1, 0));
}

#[test]
fn when_and_unless_look_around() {
    let rule =
        "[[match]]\nphrase = \"bat\"\n[when]\nnear = [\"~joueur\", \"cricket\"]\nwindow = \"paragraph\"";
    assert_eq!(found(rule, "Le bat du premier. Les joueurs rient."), ["bat"]);
    assert_eq!(found(rule, "Le bat du premier.\n\nLes joueurs rient."), [""; 0]);
    let rule = "[[match]]\nphrase = \"selon\"\n[unless]\nright = '\\s+lui'\nbefore = [\"évangile\"]";
    assert_eq!(found(rule, "Selon lui, oui. L'évangile selon Marc. Selon Marc, non."), ["Selon"]);
}

#[test]
fn a_domain_is_told_by_the_words_of_the_paragraph() {
    let rules = load(&[
        ("a/b", "domains = [\"cricket\"]\n[[match]]\nphrase = \"bat\""),
        ("domains", "[cricket]\nwords = [\"guichet\", \"~batteur\"]"),
    ]);
    assert_eq!(check(&rules, "Le bat des batteurs.").len(), 1);
    assert_eq!(check(&rules, "Le bat du moulin.").len(), 0);
}

#[test]
fn the_page_corroborates_a_weak_finding() {
    let rules = load(&[
        ("a/strong", "[[match]]\nphrase = \"monetary instances\""),
        ("a/weak", "confidence = \"low\"\ncorroborated = true\n[[match]]\nphrase = \"level\""),
    ]);
    let confidence =
        |text: &str| check(&rules, text).iter().find(|f| f.rule == "a/weak").map(|f| f.confidence);
    assert_eq!(confidence("Le level zéro."), Some(Confidence::Low));
    assert_eq!(confidence("Le level zéro, selon le Monetary Instances."), Some(Confidence::Medium));
    let rules = load(&[(
        "a/b",
        "confidence = \"low\"\ncorroborated = true\n[[match]]\nphrase = \"le gardien\"\n[[fix]]\ntext = \"The Guardian\"",
    )]);
    let findings = check(&rules, "Selon Le gardien, oui. Le Guardian confirme.");
    assert_eq!(findings[0].confidence, Confidence::Medium, "the original of the name stands on the page");
}

#[test]
fn lines_have_a_position_and_may_be_deleted() {
    let rule = "[[match]]\nline = 'date \\d{4}-\\d\\d'\nposition = \"first\"\n[[fix]]\ndelete = \"line\"";
    assert_eq!(
        mended(rule, "date 2021-07\n\nUn.\n\nDeux.\n\nTrois.\n\ndate 2021-07\n"),
        "Un.\n\nDeux.\n\nTrois.\n\ndate 2021-07\n"
    );
}

#[test]
fn duplicates_are_found_soon_after() {
    let rule = "[[match]]\nduplicate = { unit = \"words\", min-words = 2 }";
    assert_eq!(found(rule, "Ils sont venus de loin de loin pour voir."), ["de loin"]);
    let rule = "[[match]]\nduplicate = { unit = \"sentence\", min-words = 3, within = 2 }";
    assert_eq!(found(rule, "Le pont est fermé. Rien. Le pont est fermé.").len(), 1);
    assert_eq!(found(rule, "Le pont est fermé. Un. Deux. Trois. Le pont est fermé.").len(), 0);
}

#[test]
fn of_overlapping_findings_the_surer_one_is_reported() {
    let rules = load(&[
        ("a/long", "confidence = \"medium\"\n[[match]]\nphrase = \"le gardien de but\""),
        ("a/sure", "[[match]]\nphrase = \"gardien\""),
    ]);
    let findings = check(&rules, "Voici le gardien de but.");
    assert_eq!(findings.iter().map(|f| f.rule.as_str()).collect::<Vec<_>>(), ["a/sure"]);
}

#[test]
fn house_rules_replace_extend_and_switch_off() {
    let mut rules = load(&[("a/b", "[[match]]\nphrase = \"un\""), ("a/c", "[[match]]\nphrase = \"deux\"")]);
    rules.merge(load(&[
        ("a/b", "[[match]]\nphrase = \"trois\""),
        ("a/c", "extend = true\n[[match]]\nphrase = \"quatre\""),
    ]));
    let text = "Un, deux, trois, quatre.";
    let words: Vec<&str> = check(&rules, text).iter().map(|f| f.span.slice(text)).collect();
    assert_eq!(words, ["deux", "trois", "quatre"]);
    let off = Selection { ignore: vec!["a/c".parse().expect("a rule")], ..Selection::default() };
    assert_eq!(Engine::new(&rules, &off).checker().check(text, Format::Plain).len(), 1);
}

#[test]
fn table_entries_are_rules_of_their_own() {
    let rule = "[[entry]]\nid = \"one\"\nphrase = \"monetary\"\nfix = \"financial\"\nbad = \"<<x>>\"\n\n[[entry]]\nphrase = \"put up\"\nfix = [\"post\", \"poste\"]\nbad = \"<<x>>\"\n";
    let rules = load(&[("a/b", rule)]);
    let findings = check(&rules, "Le monetary et le put up.");
    assert_eq!(findings.iter().map(|f| f.rule.as_str()).collect::<Vec<_>>(), ["a/b/one", "a/b/put-up"]);
    assert_eq!(findings[1].fixes.len(), 2);
}

#[test]
fn findings_do_not_depend_on_what_a_checker_read_before() {
    let rules = load(&[("a/b", "[[match]]\nphrase = \"level zéro\"")]);
    let engine = Engine::new(&rules, &Selection::default());
    let mut checker = engine.checker();
    let first = checker.check("Le level zéro.", Format::Plain);
    checker.check(&"Un autre mot, LEVEL. ".repeat(2_000), Format::Plain);
    assert_eq!(checker.check("Le level zéro.", Format::Plain), first);
}

#[test]
fn a_long_text_that_was_changed_is_read_as_if_for_the_first_time() {
    let (at_the_top, level) = (
        "[[match]]\nline = 'Pub.*'\nposition = \"first\"",
        "[[match]]\nphrase = \"level\"\n[[fix]]\ntext = \"l'niveau\"",
    );
    let rules = load(&[("a/b", level), ("a/top", at_the_top)]);
    let engine = Engine::new(&rules, &Selection::default());
    let page: String = (0..40_000).map(|n| format!("Le level {n} est là.\n\n")).collect();
    let mut remembering = engine.checker();
    remembering.check(&page, Format::Plain);
    for changed in [
        page.replacen("Le level 20000 ", "Le niveau ", 1),
        page.replacen("Le level 0 ", "Un mot de plus, ’. Le level 0 ", 1),
        format!("Pub\n\n{page}"),
        page.replace("Le level 39999 est là.\n", ""),
        page.clone(),
    ] {
        let found = remembering.check(&changed, Format::Plain);
        assert_eq!(found, engine.checker().check(&changed, Format::Plain));
        assert!(found.len() > 39_000);
    }
}

#[test]
fn a_phrase_may_say_what_a_word_is_not() {
    let rule = "[[match]]\nphrase = \"peut :VERB.pres!NOUN!~être\"";
    assert_eq!(
        found(rule, "Il peut prend. Il peut marche. Il peut est. Il peut utilise."),
        ["peut prend", "peut utilise"]
    );
}

#[test]
fn a_captured_verb_takes_another_form() {
    let rule =
        "[[match]]\nphrase = \"~pouvoir:VERB v=:VERB!VERB.inf\"\nreport = \"v\"\n[[fix]]\ntext = \"{v:inf}\"";
    assert_eq!(
        mended(rule, "Il peut prend. Ils peuvent utilisé ceci."),
        "Il peut prendre. Ils peuvent utiliser ceci."
    );
}

#[test]
fn words_around_a_noun_follow_its_gender_and_number() {
    let rule = |noun: &str, fix: &str| {
        format!("[[match]]\nphrase = \"x=~{noun}\"\nreport = \"x\"\n[[fix]]\ntext = \"{fix}\"\n")
    };
    let cases = [
        ("facture", "projet de loi", "Il parle de la facture.", "Il parle du projet de loi."),
        ("facture", "projet de loi", "Il tient à la facture.", "Il tient au projet de loi."),
        ("facture", "projet de loi", "La facture fiscale choque.", "Le projet de loi fiscal choque."),
        ("facture", "projet de loi", "La facture a été rejetée.", "Le projet de loi a été rejeté."),
        ("facture", "projet de loi", "La facture est prête hier.", "Le projet de loi est prêt hier."),
        ("facture", "projet de loi", "La nouvelle facture choque.", "Le nouveau projet de loi choque."),
        ("facture", "amendement", "La nouvelle facture choque.", "Le nouvel amendement choque."),
        ("escouade", "effectif", "Il parle de l’escouade.", "Il parle de l’effectif."),
        ("effectif", "escouade", "Il a un bel effectif.", "Il a une belle escouade."),
        ("escouade", "groupe", "Il tient à l’escouade.", "Il tient au groupe."),
        ("facture", "projet de loi", "Deux factures passent.", "Deux projets de loi passent."),
        ("facture", "projet urgent", "Il a 12 factures.", "Il a 12 projets urgents."),
        ("facture", "projet de loi", "Il vote les factures fiscales.", "Il vote les projets de loi fiscaux."),
        ("match", "rencontre", "Ces matchs sont joués.", "Ces rencontres sont jouées."),
        ("match", "de le option", "Le match.", "Le de l'option."),
    ];
    for (noun, fix, text, expected) in cases {
        assert_eq!(mended(&rule(noun, fix), text), expected, "{text}");
    }
}

#[test]
fn an_ambiguous_verb_form_is_read_by_its_place() {
    let rule = "[[match]]\nphrase = \"v=~prendre une balle\"\n[[fix]]\ntext = \"{v>recevoir} une balle\"\n";
    let cases = [
        ("Il a pris une balle.", "Il a reçu une balle."),
        ("Il n’a jamais pris une balle.", "Il n’a jamais reçu une balle."),
        ("Je pris une balle.", "Je reçus une balle."),
        ("Ils ont pris une balle.", "Ils ont reçu une balle."),
        ("Un homme pris une balle.", "Un homme reçu une balle."),
        ("Il prend une balle.", "Il reçoit une balle."),
    ];
    for (text, expected) in cases {
        assert_eq!(mended(rule, text), expected, "{text}");
    }
}

#[test]
fn a_domain_has_words_of_several_tokens() {
    let rules = load(&[
        ("a/b", "domains = [\"league\"]\n[[match]]\nphrase = \"bat\""),
        ("domains", "[league]\nwords = [\"Premier League\", \"coupe d’Europe\"]"),
    ]);
    assert_eq!(check(&rules, "En Premier League, il bat tout.").len(), 1);
    assert_eq!(check(&rules, "En coupe d'Europe, il bat tout.").len(), 1);
    assert_eq!(check(&rules, "Le premier bat la coupe.").len(), 0);
}

#[test]
fn the_label_of_a_button_is_no_leftover() {
    let rule = "[[match]]\nregex = '^Lire la suite$'\n[[fix]]\ndelete = \"line\"";
    let rules = load(&[("a/b", rule)]);
    let engine = Engine::new(&rules, &Selection::default());
    let found = |text: &str, format| engine.checker().check(text, format).len();
    assert_eq!(found("Le pont rouvre.\n\nLire la suite\n", Format::Plain), 1);
    assert_eq!(found(r#"{"text": "Le pont rouvre.\nLire la suite"}"#, Format::Json), 1);
    assert_eq!(found(r#"{"more": "Lire la suite"}"#, Format::Json), 0);
    assert_eq!(found(r#"{"text": "Lire la suite"}"#, Format::JsonLines), 1);
    assert_eq!(found("<p>Lire la suite</p>", Format::Html), 1);
    assert_eq!(found("<p>Le pont.</p><img alt='Lire la suite'><h2>Lire la suite</h2>", Format::Html), 0);
}
