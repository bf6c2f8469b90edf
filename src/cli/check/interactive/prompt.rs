//! The questions, and the keys that answer them.

use std::io::{self, IsTerminal};

use console::{Key, Term};
use dialoguer::Input;

use super::decision::{Answer, Decision};
use super::replacement;
use crate::finding::{Finding, Fix};
use crate::language::Language;
use crate::report::visible;

/// Candidates that have a key of their own.
const MOST: usize = 9;

/// Asks on the terminal.
pub struct Prompt {
    term: Term,
    language: Language,
}

impl Prompt {
    /// The terminal, if there is one to read from and to write to.
    pub fn new(language: Language) -> Option<Prompt> {
        let term = Term::stderr();
        let is_terminal = io::stdin().is_terminal() && io::stdout().is_terminal() && term.is_term();
        is_terminal.then_some(Prompt { term, language })
    }

    /// Asks what is to be done with a finding, until that is clear.
    pub fn ask(&self, text: &str, finding: &Finding, can_comment: bool) -> io::Result<Answer> {
        let fixes = &finding.fixes[..finding.fixes.len().min(MOST)];
        self.candidates(finding, fixes)?;
        loop {
            self.term.write_str(&self.menu(fixes.len()))?;
            let key = self.key()?;
            let answer = match key {
                Key::Char('a') => {
                    self.term.write_str(&self.menu_of_always(fixes.len()))?;
                    let key = self.key()?;
                    self.decision(key, text, finding, fixes)?.map(Answer::Always)
                }
                Key::Char('i') => self.ignore(can_comment)?.map(Answer::Once),
                Key::Char('u') => Some(Answer::Undo),
                Key::Char('q') | Key::CtrlC => Some(Answer::Stop),
                Key::Char('?' | 'h') => {
                    self.term.write_line(self.help())?;
                    None
                }
                key => self.decision(key, text, finding, fixes)?.map(Answer::Once),
            };
            if let Some(answer) = answer {
                return Ok(answer);
            }
        }
    }

    /// Is a choice that holds for the rest of the run to be written as a house rule too?
    pub fn wants_house_rule(&self) -> io::Result<bool> {
        let question = self
            .language
            .pick("Write it as a house rule as well? y/n ", "L’écrire aussi comme règle maison ? o/n ");
        self.term.write_str(question)?;
        Ok(matches!(self.key()?, Key::Char('y' | 'o')))
    }

    /// A key that takes one of the fixes, types another, or skips.
    fn decision(
        &self,
        key: Key,
        text: &str,
        finding: &Finding,
        fixes: &[Fix],
    ) -> io::Result<Option<Decision>> {
        Ok(match key {
            Key::Enter => None,
            Key::Char('s' | ' ') => Some(Decision::Skip),
            Key::Char('e') => self.typed(finding.span.slice(text))?.map(Decision::Replace),
            Key::Char(digit) => digit.to_digit(10).and_then(|digit| {
                let number = digit.checked_sub(1)? as usize;
                (number < fixes.len()).then_some(Decision::Fix(number))
            }),
            _ => None,
        })
    }

    /// A text typed in place of what was found; nothing if it was left as it is.
    fn typed(&self, found: &str) -> io::Result<Option<String>> {
        let typed = self.input(self.language.pick("In its place", "À la place"), found)?;
        Ok((typed != found).then_some(typed))
    }

    fn ignore(&self, can_comment: bool) -> io::Result<Option<Decision>> {
        let menu = self.language.pick(
            ("Ignore it: f in relire.toml", ", c by a comment here", "; another key: back "),
            ("L’ignorer : f dans relire.toml", ", c par un commentaire ici", " ; autre touche : retour "),
        );
        self.term.write_str(&format!("{}{}{}", menu.0, if can_comment { menu.1 } else { "" }, menu.2))?;
        let in_comment = match self.key()? {
            Key::Char('f') => false,
            Key::Char('c') if can_comment => true,
            _ => return Ok(None),
        };
        let why = self.input(self.language.pick("Why (may be empty)", "Pourquoi (peut rester vide)"), "")?;
        let reason = Some(why.trim().to_owned()).filter(|why| !why.is_empty());
        Ok(Some(if in_comment { Decision::Comment(reason) } else { Decision::Ignore(reason) }))
    }

    /// A line typed by the person. Ctrl-C ends the program here: all that was decided is written already.
    fn input(&self, question: &str, initial: &str) -> io::Result<String> {
        let input = Input::<String>::new().with_prompt(question).allow_empty(true).with_initial_text(initial);
        input.interact_text_on(&self.term).map_err(|dialoguer::Error::IO(error)| error)
    }

    /// A key, shown where it is a letter; the line ends after it.
    fn key(&self) -> io::Result<Key> {
        let key = self.term.read_key_raw()?;
        let shown = match &key {
            Key::Char(letter) if !letter.is_control() => letter.to_string(),
            _ => String::new(),
        };
        self.term.write_line(&shown)?;
        Ok(key)
    }

    /// The fixes, each with the key that takes it.
    fn candidates(&self, finding: &Finding, fixes: &[Fix]) -> io::Result<()> {
        for (number, fix) in fixes.iter().enumerate() {
            let shown = match replacement(finding, fix) {
                Some(text) => format!("« {text} »"),
                None => fix.title.clone(),
            };
            self.term.write_line(&format!("  {}  {}", number + 1, visible(&shown)))?;
        }
        Ok(())
    }

    fn menu(&self, fixes: usize) -> String {
        let take = self.take(fixes);
        self.language.pick(
            format!("{take}e own words, s skip, a for all like this, i ignore, u undo, q stop, ? help: "),
            format!("{take}e autre texte, s passer, a pour tous, i ignorer, u annuler, q arrêter, ? aide : "),
        )
    }

    fn menu_of_always(&self, fixes: usize) -> String {
        let take = self.take(fixes);
        self.language.pick(
            format!("For all like this, to the end of the run: {take}e own words, s skip: "),
            format!("Pour tous les mêmes, jusqu’à la fin : {take}e autre texte, s passer : "),
        )
    }

    fn take(&self, fixes: usize) -> String {
        let word = self.language.pick("take", "prendre");
        match fixes {
            0 => String::new(),
            1 => format!("1 {word}, "),
            many => format!("1-{many} {word}, "),
        }
    }

    fn help(&self) -> &'static str {
        self.language.pick(
            "  1-9  take this candidate\n  \
             e    type what stands there instead\n  \
             s    skip: leave it, it will be found again\n  \
             a    then one of these: the same for all findings of this rule with these words\n  \
             i    ignore it from now on, in relire.toml or by a comment\n  \
             u    take the last decision back\n  \
             q    stop; what was decided is written already",
            "  1-9  prendre cette proposition\n  \
             e    écrire autre chose à la place\n  \
             s    passer : rien ne change, on le retrouvera\n  \
             a    puis l’une de ces touches : pareil pour tout ce que cette règle trouve dans ces mots\n  \
             i    l’ignorer désormais, dans relire.toml ou par un commentaire\n  \
             u    revenir sur la dernière décision\n  \
             q    arrêter ; ce qui est décidé est déjà écrit",
        )
    }
}
