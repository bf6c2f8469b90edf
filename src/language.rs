//! The language that relire speaks to its user: English or French.
//!
//! It is what `--lang` says, else what the locale says. It touches messages alone: what is found, the ids of rules
//! and the keys of the formats that programs read are the same in both.

use clap::ValueEnum;

/// A language of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// French.
    #[value(name = "fr")]
    French,
    /// English.
    #[default]
    #[value(name = "en")]
    English,
}

impl Language {
    /// What the locale asks for: the first of LC_ALL, LC_MESSAGES and LANG that says something.
    pub fn of_environment() -> Language {
        Language::of_locale(|name| std::env::var(name).ok())
    }

    /// As [`Language::of_environment`], from given variables.
    fn of_locale(variable: impl Fn(&str) -> Option<String>) -> Language {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| {
            let value = variable(name)?;
            (!value.is_empty()).then_some(value)
        });
        let language = locale.as_deref().and_then(|locale| locale.split(['_', '.', '@', '-']).next());
        if language == Some("fr") { Language::French } else { Language::English }
    }

    /// The one of two texts that is in this language.
    pub fn pick<T>(self, english: T, french: T) -> T {
        match self {
            Language::English => english,
            Language::French => french,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(variables: &[(&str, &str)]) -> Language {
        Language::of_locale(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_locale_chooses() {
        for locale in ["fr", "fr_FR.UTF-8", "fr_CA", "fr.UTF-8", "fr_BE@euro"] {
            assert_eq!(of(&[("LANG", locale)]), Language::French, "{locale}");
        }
        for locale in ["C", "POSIX", "C.UTF-8", "en_GB.UTF-8", "frp_IT", "fry"] {
            assert_eq!(of(&[("LANG", locale)]), Language::English, "{locale}");
        }
        assert_eq!(of(&[]), Language::English);
    }

    #[test]
    fn the_stronger_variable_goes_first_and_an_empty_one_says_nothing() {
        assert_eq!(of(&[("LC_ALL", "C"), ("LANG", "fr_FR.UTF-8")]), Language::English);
        assert_eq!(of(&[("LC_ALL", ""), ("LC_MESSAGES", "fr_FR"), ("LANG", "en_US")]), Language::French);
    }
}
