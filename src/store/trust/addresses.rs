//! Certificates by the addresses that they name, so that not all are read for one
//! of them. Which addresses those are is not known here: it is noted once.

use rusqlite::params;

use super::super::Store;
use super::super::error::Result;
use super::bindings::folded;
use super::revocation::certificates;
use super::{Fingerprint, KeptCertificate};
use crate::domain::Email;

/// As the address of a certificate that names none.
const NOBODYS: &str = "";

pub(in crate::store) const NOT_NOTED: &str =
    "SELECT fingerprint, der, authority FROM certificate INDEXED BY certificate_not_noted
     WHERE noted = 0 AND authority = 0 LIMIT ?1";

pub(in crate::store) const NAMING: &str = "SELECT fingerprint, der, authority FROM certificate_address
     CROSS JOIN certificate ON certificate.id = certificate_address.certificate
     WHERE address = ?1 ORDER BY seen DESC, certificate.id DESC LIMIT ?2";

impl Store {
    /// Of those who sign, certificates whose addresses are not noted yet.
    pub async fn certificates_not_noted(&self, most: u32) -> Result<Vec<KeptCertificate>> {
        self.read(move |tx| certificates(&mut tx.prepare_cached(NOT_NOTED)?, params![most])).await
    }

    pub async fn note_addresses(&self, noted: Vec<(Fingerprint, Vec<Email>)>) -> Result<()> {
        self.write(move |tx| {
            let mut insert = tx.prepare_cached(
                "INSERT OR IGNORE INTO certificate_address (address, certificate)
                 SELECT ?2, id FROM certificate WHERE fingerprint = ?1",
            )?;
            let mut update = tx.prepare_cached("UPDATE certificate SET noted = 1 WHERE fingerprint = ?1")?;
            for (fingerprint, addresses) in noted {
                for address in &addresses {
                    let _ = insert.execute(params![fingerprint, folded(address)])?;
                }
                if addresses.is_empty() {
                    let _ = insert.execute(params![fingerprint, NOBODYS])?;
                }
                let _ = update.execute([fingerprint])?;
            }
            Ok(())
        })
        .await
    }

    /// Those that name one of these addresses, for each at most so many that were
    /// met last; and those that name none, where they may be somebody's.
    pub async fn certificates_naming(
        &self,
        people: Vec<Email>,
        or_nobody: bool,
        most: u32,
    ) -> Result<Vec<KeptCertificate>> {
        self.read(move |tx| {
            let mut addresses: Vec<String> = people.iter().map(folded).collect();
            if or_nobody {
                addresses.push(NOBODYS.to_owned());
            }
            addresses.sort_unstable();
            addresses.dedup();
            let mut all: Vec<KeptCertificate> = Vec::new();
            for address in addresses {
                all.extend(certificates(&mut tx.prepare_cached(NAMING)?, params![address, most])?);
            }
            Ok(all)
        })
        .await
    }
}
