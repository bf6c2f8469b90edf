//! Globs over the paths below a configuration.
//!
//! They read as in .gitignore: one without a slash fits at any depth (`*.min.html`), one with a
//! slash starts at the folder of relire.toml (`archive/2019-*`), `*` stays within a folder and
//! `**` crosses them, and one that fits a folder fits all below it (`vendor`, `vendor/`,
//! `vendor/**`).

use std::path::Path;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// Any of several globs.
#[derive(Clone, Debug, Default)]
pub(super) struct PathGlobs {
    set: GlobSet,
}

impl PathGlobs {
    /// Compiles `globs`; a fault comes with the index of its glob.
    pub(super) fn new<'a>(globs: impl IntoIterator<Item = &'a str>) -> Result<PathGlobs, (usize, String)> {
        let mut set = GlobSetBuilder::new();
        let mut count = 0;
        for (index, written) in globs.into_iter().enumerate() {
            let pattern = anchored(written).map_err(|fault| (index, fault.to_owned()))?;
            let glob = GlobBuilder::new(&pattern)
                .literal_separator(true)
                .build()
                .map_err(|error| (index, error.kind().to_string()))?;
            set.add(glob);
            count += 1;
        }
        let set = set.build().map_err(|error| (count.max(1) - 1, error.kind().to_string()))?;
        Ok(PathGlobs { set })
    }

    /// Whether there is no glob at all.
    pub(super) fn is_empty(&self) -> bool {
        self.set.is_empty()
    }

    /// Whether `path`, relative to the configuration's folder, or a folder above it fits.
    pub(super) fn matches(&self, path: &Path) -> bool {
        path.ancestors().filter(|above| !above.as_os_str().is_empty()).any(|above| self.set.is_match(above))
    }
}

/// The glob from the configuration's folder down.
fn anchored(written: &str) -> Result<String, &'static str> {
    let rooted = written.strip_prefix("./").unwrap_or(written);
    let trimmed = rooted.trim_end_matches('/');
    // What fits a folder fits all below it, so that a walk need not enter it.
    let folder = trimmed.strip_suffix("/**").unwrap_or(trimmed);
    let pattern = folder.trim_start_matches('/');
    if pattern.is_empty() {
        Err("the glob is empty")
    } else if pattern.split('/').any(|part| part == "..") {
        Err("a glob cannot leave the folder of relire.toml")
    } else if trimmed.contains('/') || rooted.len() < written.len() {
        Ok(pattern.to_owned())
    } else {
        Ok(format!("**/{pattern}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(glob: &str, path: &str) -> bool {
        PathGlobs::new([glob]).expect("a sound glob").matches(Path::new(path))
    }

    #[test]
    fn a_folder_takes_all_below_it_along() {
        for glob in ["vendor", "vendor/", "vendor/**", "./vendor", "/vendor"] {
            assert!(fits(glob, "vendor"), "{glob}");
            assert!(fits(glob, "vendor/a/b.md"), "{glob}");
            assert!(!fits(glob, "vendors/b.md"), "{glob}");
        }
    }

    #[test]
    fn without_a_slash_it_fits_at_any_depth() {
        assert!(fits("*.min.html", "docs/a.min.html"));
        assert!(fits("vendor/", "docs/vendor/a.md"));
        assert!(!fits("vendor/**", "docs/vendor/a.md"));
        assert!(!fits("/vendor", "docs/vendor/a.md"));
        assert!(fits("**/vendor/**", "docs/vendor/a.md"));
    }

    #[test]
    fn one_star_stays_within_a_folder() {
        assert!(fits("docs/*.md", "docs/a.md"));
        assert!(!fits("docs/*.md", "docs/fr/a.md"));
        assert!(fits("docs/**/*.md", "docs/fr/a.md"));
        assert!(fits("**", "docs/a.md"));
    }

    #[test]
    fn a_fault_names_its_glob() {
        let fault = |glob| PathGlobs::new(["a", glob]).expect_err("unsound");
        assert_eq!(fault("[a").0, 1);
        assert_eq!(fault("").1, "the glob is empty");
        assert_eq!(fault("../b").1, "a glob cannot leave the folder of relire.toml");
    }

    #[test]
    fn no_globs_fit_nothing() {
        let none = PathGlobs::new([]).expect("nothing to compile");
        assert!(!none.matches(Path::new("a.md")));
    }
}
