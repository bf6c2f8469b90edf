//! Which values of a file of keys and values are texts to check: those that `--field` or `--column` names.

/// The fields that are chosen; all when none is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Chosen(Vec<Vec<String>>);

impl Chosen {
    /// From names such as `text`, or paths such as `items.title`. A `*` stands for any one key, numbers of
    /// lists may be left out.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Chosen {
        Chosen(names.into_iter().map(|name| name.split('.').map(String::from).collect()).collect())
    }

    /// Is there no choice?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The names as they were given.
    pub fn names(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|path| path.join("."))
    }

    /// Is the value at the end of this path of keys chosen, itself or with what holds it?
    pub fn takes(&self, keys: &[String]) -> bool {
        if self.0.is_empty() {
            return true;
        }
        let number = |key: &&String| !key.is_empty() && key.bytes().all(|b| b.is_ascii_digit());
        let named: Vec<&String> = keys.iter().filter(|key| !number(key)).collect();
        let all: Vec<&String> = keys.iter().collect();
        self.0.iter().any(|path| fits(path, &named) || fits(path, &all))
    }
}

/// Does a path stand in another one? A name alone may stand anywhere, a path of several at the start.
fn fits(path: &[String], keys: &[&String]) -> bool {
    let same = |(wanted, key): (&String, &&String)| wanted == "*" || wanted == *key;
    match path {
        [name] => keys.iter().any(|key| same((name, key))),
        _ => path.len() <= keys.len() && path.iter().zip(keys).all(same),
    }
}

/// The longest name of a text, in bytes. One name may be that of every text of a file.
const LONGEST: usize = 1_000;

/// A name, cut where it is longer than any that a person gives.
pub fn short(name: impl Into<String>) -> String {
    let mut name = name.into();
    name.truncate(name.floor_char_boundary(LONGEST));
    name
}

/// The name of a text: the keys that lead to it.
pub fn name_of<'k>(keys: impl IntoIterator<Item = &'k String>) -> String {
    let mut name = String::new();
    for (number, key) in keys.into_iter().enumerate() {
        if name.len() >= LONGEST {
            break;
        }
        if number > 0 {
            name.push('.');
        }
        name.push_str(&key[..key.floor_char_boundary(LONGEST)]);
    }
    short(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_an_end() {
        let keys = ["a", "b", "é"].map(String::from);
        assert_eq!(name_of(&keys), "a.b.é");
        assert_eq!(name_of(&["é".repeat(9_000), "b".into()]).len(), LONGEST);
        assert_eq!(name_of(&vec!["abc".to_string(); 9_000]).len(), LONGEST);
    }

    #[test]
    fn a_name_alone_stands_anywhere_a_path_at_the_start() {
        let takes = |name, keys: &[&str]| {
            Chosen::new([name]).takes(&keys.iter().map(|key| key.to_string()).collect::<Vec<_>>())
        };
        assert!(takes("title", &["items", "0", "title"]));
        assert!(takes("items.title", &["items", "0", "title"]));
        assert!(takes("items.*.title", &["items", "0", "title"]));
        assert!(!takes("title.items", &["items", "0", "title"]));
        assert!(!takes("id", &["items", "0", "title"]));
        assert!(Chosen::default().takes(&[]));
    }
}
