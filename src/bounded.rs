//! Reading the files that say what a run does: settings, baselines, glossaries, lists of words. None of them is as
//! long as a text may be, and a path that was mistyped may name a device without end.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// Files of more bytes are refused.
const LARGEST: u64 = 256 << 20;

/// All bytes of a file.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let length = file.metadata()?.len().min(LARGEST);
    let mut bytes = Vec::with_capacity(length as usize + 1);
    if file.take(LARGEST + 1).read_to_end(&mut bytes)? as u64 > LARGEST {
        return Err(io::Error::new(ErrorKind::FileTooLarge, "larger than 256 MiB"));
    }
    Ok(bytes)
}

/// All text of a file.
pub fn read_to_string(path: &Path) -> io::Result<String> {
    String::from_utf8(read(path)?)
        .map_err(|_| io::Error::new(ErrorKind::InvalidData, "stream did not contain valid UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_whole_unless_it_is_too_large() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("relire.toml");
        std::fs::write(&path, "[rules]\n")?;
        assert_eq!(read_to_string(&path)?, "[rules]\n");
        // A file of holes takes no room.
        File::create(&path)?.set_len(LARGEST + 1)?;
        let error = read(&path).expect_err("too large");
        assert_eq!(error.kind(), ErrorKind::FileTooLarge);
        Ok(())
    }

    #[test]
    #[cfg(unix)]
    fn a_device_without_end_is_refused() {
        let error = read(Path::new("/dev/zero")).expect_err("endless");
        assert_eq!(error.to_string(), "larger than 256 MiB");
    }
}
