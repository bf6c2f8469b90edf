//! Which configuration holds for a file, looked up once for each folder.

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::{Config, ConfigError, FILE_NAME, absolute};

/// The configuration of a folder. The error of one bad file is shared by all files below it: it is
/// to be shown once, which [`Arc::ptr_eq`] tells.
pub type Found = Result<Arc<Config>, Arc<ConfigError>>;

/// Finds the configuration of each file: the nearest relire.toml from its folder upwards.
///
/// Clones share what was found, and may be used from several threads.
#[derive(Clone)]
pub struct ConfigCache(Arc<Lookup>);

enum Lookup {
    /// Every file has this one.
    Fixed(Found),
    /// By folder.
    Discovered(Mutex<HashMap<PathBuf, Found>>),
}

impl ConfigCache {
    /// Looks for the relire.toml of each file.
    pub fn discovering() -> ConfigCache {
        ConfigCache(Arc::new(Lookup::Discovered(Mutex::default())))
    }

    /// Uses one configuration for every file, as `--config` wants it.
    pub fn fixed(config: Config) -> ConfigCache {
        ConfigCache(Arc::new(Lookup::Fixed(Ok(Arc::new(config)))))
    }

    /// Uses the defaults for every file, as `--isolated` wants it.
    pub fn isolated() -> ConfigCache {
        ConfigCache::fixed(Config::default())
    }

    /// The configuration of `file`, which need not exist; the defaults if no relire.toml is there.
    ///
    /// A bare name, such as `-` for standard input, belongs to the current folder.
    pub fn for_file(&self, file: &Path) -> Found {
        match &*self.0 {
            Lookup::Fixed(found) => found.clone(),
            Lookup::Discovered(folders) => {
                let file = absolute(file);
                let mut folders = folders.lock().unwrap_or_else(PoisonError::into_inner);
                look_up(&mut folders, file.parent().unwrap_or(&file))
            }
        }
    }
}

/// Climbs until a folder is known or has a relire.toml, and notes the answer all the way.
fn look_up(folders: &mut HashMap<PathBuf, Found>, start: &Path) -> Found {
    let mut climbed = Vec::new();
    let mut found = None;
    for folder in start.ancestors() {
        if let Some(known) = folders.get(folder) {
            found = Some(known.clone());
            break;
        }
        climbed.push(folder);
        let file = folder.join(FILE_NAME);
        if file.is_file() {
            found = Some(Config::load(&file).map(Arc::new).map_err(Arc::new));
            break;
        }
    }
    let found = found.unwrap_or_else(|| Ok(Arc::default()));
    for folder in climbed {
        folders.insert(folder.to_owned(), found.clone());
    }
    found
}

impl fmt::Debug for ConfigCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConfigCache").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_nearest_file_upwards_holds() -> std::io::Result<()> {
        let root = tempfile::tempdir()?;
        fs::create_dir_all(root.path().join("a/b/c"))?;
        fs::write(root.path().join(FILE_NAME), "[text]\nwords = ['un']")?;
        fs::write(root.path().join("a/b/relire.toml"), "[text]\nwords = ['deux']")?;
        let cache = ConfigCache::discovering();
        let words = |file: &str| {
            let config = cache.for_file(&root.path().join(file)).expect("sound");
            config.text.words.clone()
        };
        assert_eq!(words("a/x.md"), ["un"]);
        assert_eq!(words("a/b/c/x.md"), ["deux"]);
        assert_eq!(words("a/b/../x.md"), ["un"]);
        Ok(())
    }

    #[test]
    fn one_folder_is_looked_up_once() -> std::io::Result<()> {
        let root = tempfile::tempdir()?;
        let toml = root.path().join(FILE_NAME);
        fs::write(&toml, "[text]\nword = []")?;
        let cache = ConfigCache::discovering();
        let error = cache.for_file(&root.path().join("a.md")).expect_err("bad key");
        fs::remove_file(&toml)?;
        let again = cache.for_file(&root.path().join("b.md")).expect_err("remembered");
        assert!(Arc::ptr_eq(&error, &again));
        Ok(())
    }

    #[test]
    fn isolated_means_the_defaults() -> std::io::Result<()> {
        let root = tempfile::tempdir()?;
        fs::write(root.path().join(FILE_NAME), "broken")?;
        let config = ConfigCache::isolated().for_file(&root.path().join("a.md"));
        assert_eq!(config.expect("nothing read").path(), None);
        Ok(())
    }
}
