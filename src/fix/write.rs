//! Writing a mended file in the place of the old one: wholly, or not at all.
//!
//! [`write_back`] takes the bytes that were checked and the bytes to put there. The new ones go to
//! a file beside the old one, are forced to disk, and take its name in one step, so that a crash
//! leaves either the old text or the new. Just before that step the old file is read again: if
//! somebody changed it since it was checked, it stays as they left it.
//!
//! A file with several names (hard links) is refused. Renaming would part it from its other names;
//! writing in place could lose the text in a crash and would change files outside the folders that
//! were named, a package manager's store for instance. A symbolic link stays a link: the file it
//! leads to is written. Permissions are kept, and owner and group where the system allows it;
//! extended attributes and access lists are not.

use std::collections::HashSet;
use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread::sleep;
use std::time::Duration;

use tempfile::NamedTempFile;

/// What the names of relire's temporary files start with. They are hidden, so no walk takes them.
const PREFIX: &str = ".relire-";
const SUFFIX: &str = ".tmp";
/// Letters and digits between the two.
const RANDOM: usize = 12;

/// A run at work holds its temporary file locked, from this age on at the latest. A younger one that is not locked
/// is looked at again at this age: a run that follows a killed one at once finds what that left.
const LOCKED_AFTER: Duration = Duration::from_secs(1);
/// Where files cannot be locked: the age from which a temporary file must be a killed run's.
const STRAY_AFTER: Duration = Duration::from_secs(60 * 60);

/// Why a file was not written. It is then as it was.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// It no longer holds what was checked.
    #[error("{}: changed while it was being checked, not written", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// It may not be written.
    #[error("{}: the file is read-only", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// Its folder takes no new files, which writing safely needs.
    #[error("{}: the folder {} is read-only", path.display(), folder.display())]
    ReadOnlyFolder {
        /// The file.
        path: PathBuf,
        /// Its folder.
        folder: PathBuf,
    },
    /// It has other names, which could not be kept safely.
    #[error(
        "{}: has {links} names (hard links), not written; copy it over itself to part them",
        path.display()
    )]
    HardLinked {
        /// The file.
        path: PathBuf,
        /// How many names it has.
        links: u64,
    },
    /// It is a folder, a pipe, a device.
    #[error("{}: not a regular file", path.display())]
    NotAFile {
        /// The path.
        path: PathBuf,
    },
    /// The system refused: no space, no such file, an input/output error.
    #[error("{}: cannot be written: {error}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        #[source]
        error: io::Error,
    },
}

/// Replaces the content of the file at `path`, which must still be `expected`, by `new`.
///
/// On success the new bytes are on disk. The folder's temporary files that killed runs left behind
/// are removed on the way.
pub fn write_back(path: &Path, expected: &[u8], new: &[u8]) -> Result<(), WriteError> {
    let io = |error| WriteError::Io { path: path.to_owned(), error };
    let target = fs::canonicalize(path).map_err(io)?;
    let metadata = fs::metadata(&target).map_err(io)?;
    check_writable(path, &target, &metadata)?;
    let Some(folder) = target.parent() else {
        return Err(WriteError::NotAFile { path: path.to_owned() });
    };
    sweep_once(folder);
    let staged = stage(folder, new, &metadata).map_err(|error| match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            WriteError::ReadOnlyFolder { path: path.to_owned(), folder: folder.to_owned() }
        }
        _ => io(error),
    })?;
    if fs::read(&target).map_err(io)? != expected {
        return Err(WriteError::Changed { path: path.to_owned() });
    }
    staged.persist(&target).map_err(|error| io(error.error))?;
    sync_folder(folder);
    Ok(())
}

/// Writes a file that is not there yet, wholly or not at all. Its folders are made.
pub fn create(path: &Path, new: &[u8]) -> Result<(), WriteError> {
    let io = |error| WriteError::Io { path: path.to_owned(), error };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(io)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX).rand_bytes(RANDOM);
    // What others may read is the user's to say, as with any new file.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut staged = builder.tempfile_in(folder).map_err(io)?;
    fill(&mut staged, new).map_err(io)?;
    staged.as_file().sync_all().map_err(io)?;
    staged.persist_noclobber(path).map_err(|error| io(error.error))?;
    sync_folder(folder);
    Ok(())
}

fn check_writable(path: &Path, target: &Path, metadata: &Metadata) -> Result<(), WriteError> {
    if !metadata.is_file() {
        return Err(WriteError::NotAFile { path: path.to_owned() });
    }
    let links = links(metadata);
    if links > 1 {
        return Err(WriteError::HardLinked { path: path.to_owned(), links });
    }
    // Renaming over a file needs no right to write it: ask for that right, and write nothing. The
    // superuser may write everything, but a file set read-only was meant to stay as it is.
    let opened = OpenOptions::new().write(true).open(target);
    match opened {
        Ok(_) if metadata.permissions().readonly() => Err(WriteError::ReadOnly { path: path.to_owned() }),
        Ok(_) => Ok(()),
        Err(error) => match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Err(WriteError::ReadOnly { path: path.to_owned() })
            }
            _ => Err(WriteError::Io { path: path.to_owned(), error }),
        },
    }
}

/// The new content in a file of its own, on disk, ready to take the old one's name.
fn stage(folder: &Path, new: &[u8], like: &Metadata) -> io::Result<NamedTempFile> {
    let mut staged =
        tempfile::Builder::new().prefix(PREFIX).suffix(SUFFIX).rand_bytes(RANDOM).tempfile_in(folder)?;
    // Tells other runs that it is no stray. Where there are no locks, its age does.
    let _ = staged.as_file().try_lock();
    fill(&mut staged, new)?;
    let file = staged.as_file();
    // The owner first: giving a file away clears some of its permissions.
    keep_owner(file, like);
    file.set_permissions(like.permissions())?;
    file.sync_all()?;
    Ok(staged)
}

/// Writes all of it. A fault is the system's, without the name of the temporary file, which tells nobody anything.
fn fill(staged: &mut NamedTempFile, new: &[u8]) -> io::Result<()> {
    staged.as_file_mut().write_all(new)
}

/// Removes the stray files of a folder, the first time this process writes there.
fn sweep_once(folder: &Path) {
    static SWEPT: Mutex<Option<HashSet<PathBuf>>> = Mutex::new(None);
    let mut swept = SWEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if swept.get_or_insert_default().insert(folder.to_owned()) {
        sweep(folder);
    }
}

/// Removes what killed runs left in a folder. Nothing depends on it, so faults are passed over.
fn sweep(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries {
        let is_ours = entry.file_name().to_str().is_some_and(is_temporary_name);
        if !is_ours {
            continue;
        }
        if is_stray(&entry) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Has the run that made this temporary file ended?
fn is_stray(entry: &fs::DirEntry) -> bool {
    let Ok(metadata) = entry.metadata() else { return false };
    let Ok(Ok(age)) = metadata.modified().map(|modified| modified.elapsed()) else { return false };
    if !metadata.is_file() {
        return false;
    }
    let Ok(file) = File::open(entry.path()) else { return false };
    match file.try_lock() {
        Ok(()) if age < LOCKED_AFTER => {
            let _ = file.unlock();
            sleep(LOCKED_AFTER - age);
            file.try_lock().is_ok()
        }
        Ok(()) => true,
        Err(TryLockError::Error(_)) => age > STRAY_AFTER,
        Err(TryLockError::WouldBlock) => false,
    }
}

/// Whether a name is exactly of the form relire gives, so that no file of anyone else's is taken.
fn is_temporary_name(name: &str) -> bool {
    name.strip_prefix(PREFIX).and_then(|rest| rest.strip_suffix(SUFFIX)).is_some_and(|random| {
        random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// Makes the new name survive a crash. Some file systems cannot; the text is safe either way.
fn sync_folder(folder: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

#[cfg(unix)]
fn links(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(metadata)
}

#[cfg(not(unix))]
fn links(_: &Metadata) -> u64 {
    1
}

/// Gives the file the owner and the group of the one it replaces, each as far as allowed.
#[cfg(unix)]
fn keep_owner(file: &File, like: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let Ok(now) = file.metadata() else { return };
    if now.gid() != like.gid() {
        let _ = fchown(file, None, Some(like.gid()));
    }
    if now.uid() != like.uid() {
        let _ = fchown(file, Some(like.uid()), None);
    }
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &Metadata) {}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;

    type TestResult = io::Result<()>;

    fn names(folder: &Path) -> io::Result<Vec<String>> {
        let mut names = fs::read_dir(folder)?
            .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
            .collect::<io::Result<Vec<_>>>()?;
        names.sort();
        Ok(names)
    }

    #[test]
    fn the_new_text_takes_the_place_of_the_old() -> TestResult {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("a.md");
        fs::write(&path, "vieux")?;
        write_back(&path, b"vieux", b"neuf").expect("nothing in the way");
        assert_eq!(fs::read(&path)?, b"neuf");
        assert_eq!(names(folder.path())?, ["a.md"]);
        Ok(())
    }

    #[test]
    fn a_file_changed_meanwhile_is_left_alone() -> TestResult {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("a.md");
        fs::write(&path, "autre")?;
        let error = write_back(&path, b"vieux", b"neuf").expect_err("changed");
        assert!(matches!(error, WriteError::Changed { .. }), "{error}");
        assert_eq!(fs::read(&path)?, b"autre");
        assert_eq!(names(folder.path())?, ["a.md"]);
        Ok(())
    }

    #[test]
    fn a_file_that_went_away_is_not_made_again() -> TestResult {
        let folder = tempfile::tempdir()?;
        let error = write_back(&folder.path().join("a.md"), b"", b"neuf").expect_err("gone");
        assert!(matches!(error, WriteError::Io { .. }), "{error}");
        assert!(names(folder.path())?.is_empty());
        Ok(())
    }

    #[test]
    fn a_new_file_takes_nobody_s_place() -> TestResult {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("new/a.md");
        create(&path, b"neuf").expect("nothing in the way");
        assert_eq!(fs::read(&path)?, b"neuf");
        create(&path, b"autre").expect_err("there already");
        assert_eq!(fs::read(&path)?, b"neuf");
        assert_eq!(names(&folder.path().join("new"))?, ["a.md"]);
        Ok(())
    }

    #[test]
    fn a_folder_is_no_file() -> TestResult {
        let folder = tempfile::tempdir()?;
        let error = write_back(folder.path(), b"", b"neuf").expect_err("a folder");
        assert!(matches!(error, WriteError::NotAFile { .. }), "{error}");
        Ok(())
    }

    #[test]
    fn a_read_only_file_stays_as_it_is() -> TestResult {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("a.md");
        fs::write(&path, "vieux")?;
        let mut permissions = fs::metadata(&path)?.permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions)?;
        let error = write_back(&path, b"vieux", b"neuf").expect_err("read-only");
        assert!(matches!(error, WriteError::ReadOnly { .. }), "{error}");
        assert_eq!(fs::read(&path)?, b"vieux");
        Ok(())
    }

    #[test]
    fn strays_of_killed_runs_are_removed() -> TestResult {
        let folder = tempfile::tempdir()?;
        let at = |name: &str| folder.path().join(name);
        let old = SystemTime::now() - 2 * STRAY_AFTER;
        for name in [".relire-0123456789ab.tmp", ".relire-cache.tmp", "b.md"] {
            fs::write(at(name), "")?;
            OpenOptions::new().write(true).open(at(name))?.set_modified(old)?;
        }
        // One that a run has left this moment, and one that a run has made this moment.
        fs::write(at(".relire-left00000000.tmp"), "")?;
        let made = File::create(at(".relire-made00000000.tmp"))?;
        let held = File::create(at(".relire-locked000000.tmp"))?;
        held.set_modified(old)?;
        held.try_lock().expect("nobody else holds it");
        fs::write(at("a.md"), "")?;
        std::thread::scope(|scope| {
            scope.spawn(|| {
                sleep(LOCKED_AFTER / 4);
                made.lock().expect("nobody else keeps it");
            });
            write_back(&at("a.md"), b"", b"neuf").expect("nothing in the way");
        });
        let left =
            [".relire-cache.tmp", ".relire-locked000000.tmp", ".relire-made00000000.tmp", "a.md", "b.md"];
        assert_eq!(names(folder.path())?, left);
        Ok(())
    }

    #[cfg(unix)]
    mod unix {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

        use super::*;

        #[test]
        fn permissions_and_owner_are_kept() -> TestResult {
            let folder = tempfile::tempdir()?;
            let path = folder.path().join("a.md");
            fs::write(&path, "vieux")?;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o754))?;
            // Only the superuser may give files away.
            let _ = std::os::unix::fs::chown(&path, Some(1234), Some(5678));
            let before = fs::metadata(&path)?;
            write_back(&path, b"vieux", b"neuf").expect("nothing in the way");
            let after = fs::metadata(&path)?;
            assert_eq!(after.mode(), before.mode());
            assert_eq!((after.uid(), after.gid()), (before.uid(), before.gid()));
            Ok(())
        }

        #[test]
        fn a_link_stays_a_link() -> TestResult {
            let folder = tempfile::tempdir()?;
            let at = |name: &str| folder.path().join(name);
            fs::create_dir(at("real"))?;
            fs::write(at("real/a.md"), "vieux")?;
            symlink("real/a.md", at("link.md"))?;
            write_back(&at("link.md"), b"vieux", b"neuf").expect("nothing in the way");
            assert_eq!(fs::read_link(at("link.md"))?, Path::new("real/a.md"));
            assert_eq!(fs::read(at("real/a.md"))?, b"neuf");
            Ok(())
        }

        #[test]
        fn a_file_with_two_names_is_refused() -> TestResult {
            let folder = tempfile::tempdir()?;
            let at = |name: &str| folder.path().join(name);
            fs::write(at("a.md"), "vieux")?;
            fs::hard_link(at("a.md"), at("b.md"))?;
            let error = write_back(&at("a.md"), b"vieux", b"neuf").expect_err("two names");
            assert!(matches!(error, WriteError::HardLinked { links: 2, .. }), "{error}");
            assert_eq!(fs::read(at("b.md"))?, b"vieux");
            Ok(())
        }

        #[test]
        fn a_read_only_folder_is_named() -> TestResult {
            let folder = tempfile::tempdir()?;
            let path = folder.path().join("a.md");
            fs::write(&path, "vieux")?;
            fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555))?;
            let may_write = File::create(folder.path().join("probe")).is_ok();
            let written = write_back(&path, b"vieux", b"neuf");
            fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755))?;
            // The superuser may write everywhere.
            if !may_write {
                let error = written.expect_err("no room for a new file");
                assert!(matches!(error, WriteError::ReadOnlyFolder { .. }), "{error}");
            }
            Ok(())
        }
    }
}
