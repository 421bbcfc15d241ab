//! Reading a file that the user chose, and no more than such a file can hold: a
//! wrong choice neither fills the memory nor waits for ever.

use std::fs::File;
use std::io::{Error, ErrorKind, Read};
use std::path::Path;

use crate::health::mss::LARGEST_WHITE_LIST;

use super::{Fault, FaultKind, SendFault, Subject};

/// Certificates and their keys take some kilobytes, a whole chain some dozens.
const MOST: u64 = 4 * 1024 * 1024;
/// More than any server takes as a message.
const LARGEST_ENCLOSURE: u64 = 100 * 1024 * 1024;

pub(super) fn read(path: &Path) -> Result<Vec<u8>, Fault> {
    unreadable(bytes(path, MOST))
}

/// The domains of the trusted space.
pub(super) fn read_white_list(path: &Path) -> Result<Vec<u8>, Fault> {
    unreadable(bytes(path, LARGEST_WHITE_LIST as u64))
}

/// A file to be sent along.
pub(super) fn read_enclosure(path: &Path) -> Result<Vec<u8>, Fault> {
    match bytes(path, LARGEST_ENCLOSURE) {
        Err(error) if error.kind() == ErrorKind::FileTooLarge => {
            Err(Fault::new(FaultKind::Sending(SendFault::TooLarge), Subject::File, "too large for any server"))
        }
        read => unreadable(read),
    }
}

fn unreadable(read: Result<Vec<u8>, Error>) -> Result<Vec<u8>, Fault> {
    read.map_err(|error| Fault::new(FaultKind::FileUnreadable, Subject::File, error.kind().to_string()))
}

fn bytes(path: &Path, most: u64) -> Result<Vec<u8>, Error> {
    // Asked before it is opened: a pipe would wait for somebody to write.
    if !path.metadata()?.is_file() {
        return Err(ErrorKind::InvalidInput.into());
    }
    let mut bytes = Vec::new();
    let read = File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    if read as u64 > most { Err(ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_whole_or_not_at_all() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("certificat.p12");
        std::fs::write(&path, b"court").unwrap();
        assert_eq!(read(&path).unwrap(), b"court");
        std::fs::write(&path, vec![0; 5 * 1024 * 1024]).unwrap();
        assert_eq!(read(&path).unwrap_err().kind, FaultKind::FileUnreadable);
    }

    #[test]
    fn what_is_no_file_is_not_read() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(read(dir.path()).unwrap_err().kind, FaultKind::FileUnreadable);
        assert_eq!(read(&dir.path().join("absent.p12")).unwrap_err().kind, FaultKind::FileUnreadable);
    }
}
