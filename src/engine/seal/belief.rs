//! What is believed of authorities, and known of what they took back: the
//! contents of a few directories.

use std::fs;
use std::path::Path;

use crate::crypto::cert::Certificate;
use crate::crypto::smime::Bench;
use crate::crypto::trust::{Anchors, Revocation, certificates, lists_of};
use crate::domain::Timestamp;

use super::super::{Fault, FaultKind, Subject};

/// Where the agency's own package puts the certificates of IGC-Santé.
const CRYPTOLIB: &str = "/etc/opt/santesocial/CPS/Coffre";
/// Of one list or certificate. The largest lists of the health authorities have some megabytes.
const LARGEST: u64 = 64 << 20;

#[derive(Debug, Default)]
pub struct Belief {
    anchors: Anchors,
    revocation: Revocation,
    /// Lists whose authority is not known yet: it may come with a message.
    lists: Vec<Vec<u8>>,
    between: Vec<Certificate>,
}

impl Belief {
    /// The nine of IGC-Santé from where they are installed, and the authorities
    /// and lists of the directories. Of an authority that another one of them
    /// vouches for, only its word is taken: the root is what is believed.
    pub fn of(anchors: Option<&Path>, lists: Option<&Path>) -> Result<Self, Fault> {
        let mut belief = Self::default();
        for file in files(Path::new(CRYPTOLIB)).unwrap_or_default() {
            let _new = belief.anchors.take_igc_sante(&file);
        }
        for file in anchors.map(files).transpose()?.unwrap_or_default() {
            for certificate in certificates(&file) {
                if certificate.is_self_issued() {
                    let _new = belief.anchors.add_own(certificate);
                } else {
                    belief.between.push(certificate);
                }
            }
        }
        belief.lists =
            lists.map(files).transpose()?.unwrap_or_default().iter().flat_map(|file| lists_of(file)).collect();
        Ok(belief)
    }

    pub(super) fn bench(&self, now: Timestamp) -> Bench<'_> {
        Bench {
            anchors: &self.anchors,
            revocation: &self.revocation,
            lists: &self.lists,
            known: &self.between,
            bindings: &[],
            now,
        }
    }
}

/// What the files of a directory hold; what is too large to be meant is left out.
fn files(directory: &Path) -> Result<Vec<Vec<u8>>, Fault> {
    let unreadable =
        |error: std::io::Error| Fault::new(FaultKind::FileUnreadable, Subject::File, error.kind().to_string());
    let mut paths = Vec::new();
    for entry in fs::read_dir(directory).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let meant = fs::metadata(entry.path()).is_ok_and(|found| found.is_file() && found.len() <= LARGEST);
        if meant {
            paths.push(entry.path());
        }
    }
    paths.sort();
    paths.iter().map(|path| fs::read(path).map_err(unreadable)).collect()
}
