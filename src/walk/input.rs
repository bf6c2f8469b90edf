//! One text to check, and what can keep it from being read.

use std::fs::{File, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// A text to check. Standard input sorts before all files.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file.
    File {
        /// The file, from where the command line's path starts, without a leading `./`.
        path: PathBuf,
        /// Whether the command line names it: then it is an error if it is no text, while a
        /// binary file met in a folder is passed over.
        named: bool,
    },
}

/// Texts of more bytes are refused: a text is held in memory as a whole.
const LARGEST: u64 = 1 << 30;

impl Input {
    /// All its bytes.
    pub fn read(&self) -> Result<Vec<u8>, WalkError> {
        match self {
            Input::Stdin => read_from(Path::new("-"), 0, io::stdin().lock()),
            Input::File { path, .. } => {
                let unreadable = |error| WalkError::Unreadable { path: path.clone(), error };
                let file = File::open(path).map_err(unreadable)?;
                let metadata = file.metadata().map_err(unreadable)?;
                // A device may never end. A pipe that is named does, as a rule: a shell's `<(…)`.
                if is_device(metadata.file_type()) {
                    let kind = special_kind(metadata.file_type());
                    return Err(WalkError::Special { path: path.clone(), kind });
                }
                read_from(path, metadata.len(), file)
            }
        }
    }
}

/// Reads what is expected to have `length` bytes.
fn read_from(path: &Path, length: u64, from: impl Read) -> Result<Vec<u8>, WalkError> {
    let too_large = || WalkError::TooLarge { path: path.to_owned() };
    if length > LARGEST {
        return Err(too_large());
    }
    // One byte more than expected shows the end without a larger buffer.
    let mut bytes = Vec::with_capacity(length as usize + 1);
    from.take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| WalkError::Unreadable { path: path.to_owned(), error })?;
    if bytes.len() as u64 > LARGEST { Err(too_large()) } else { Ok(bytes) }
}

/// Something that could not be read.
#[derive(Debug, thiserror::Error)]
pub enum WalkError {
    /// A file or folder that is not there, or that may not be read.
    #[error("{}: {error}", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        #[source]
        error: io::Error,
    },
    /// A text of more bytes than memory is given for.
    #[error("{}: larger than 1 GiB; cut it into parts", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
    },
    /// A link to a folder that it lies in.
    #[error("{}: a link back to {}, not followed", path.display(), ancestor.display())]
    Loop {
        /// The link.
        path: PathBuf,
        /// The folder it leads to.
        ancestor: PathBuf,
    },
    /// A path that names a pipe, a socket or a device.
    #[error("{}: {kind}, not a file (give the text on standard input, with -)", path.display())]
    Special {
        /// The path.
        path: PathBuf,
        /// What it is, to be read.
        kind: &'static str,
    },
}

impl WalkError {
    /// The path it is about.
    pub fn path(&self) -> &Path {
        match self {
            WalkError::Unreadable { path, .. }
            | WalkError::TooLarge { path }
            | WalkError::Loop { path, .. }
            | WalkError::Special { path, .. } => path,
        }
    }
}

/// What a path names that is neither a file nor a folder, to be read.
#[cfg(unix)]
pub(super) fn special_kind(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        "a named pipe"
    } else if kind.is_socket() {
        "a socket"
    } else if is_device(kind) {
        "a device"
    } else {
        "a special file"
    }
}

#[cfg(unix)]
fn is_device(kind: FileType) -> bool {
    use std::os::unix::fs::FileTypeExt;
    kind.is_block_device() || kind.is_char_device()
}

#[cfg(not(unix))]
fn is_device(_: FileType) -> bool {
    false
}

#[cfg(not(unix))]
pub(super) fn special_kind(_: FileType) -> &'static str {
    "a special file"
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_file_is_read_whole() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("a.md");
        fs::write(&path, b"\xEF\xBB\xBFtexte")?;
        let input = Input::File { path, named: true };
        assert_eq!(input.read().expect("it is there"), b"\xEF\xBB\xBFtexte");
        Ok(())
    }

    #[test]
    fn a_text_of_gigabytes_is_refused() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("a.txt");
        // A file of holes takes no room.
        File::create(&path)?.set_len(LARGEST + 1)?;
        let error = Input::File { path, named: true }.read().expect_err("too large");
        assert!(error.to_string().ends_with("larger than 1 GiB; cut it into parts"), "{error}");
        Ok(())
    }

    #[test]
    fn an_error_names_its_path() {
        let path = PathBuf::from("missing.md");
        let input = Input::File { path, named: false };
        let error = input.read().expect_err("not there");
        assert_eq!(error.path(), Path::new("missing.md"));
        assert!(error.to_string().starts_with("missing.md: "), "{error}");
    }
}
