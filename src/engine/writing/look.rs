//! What is to be said of a message that nobody shows in a window, before it is
//! given away.

use crate::domain::check::{self, Around, Remark};
use crate::domain::{AccountId, Address, Cipher, Email, Standing, Writing};
use crate::engine::{Engine, Fault, FaultKind, Subject};

use super::leave::Means;
use super::named::Named;

/// Below, no server refuses a message for its size.
const SMALL: u64 = 1 << 20;

/// What is asked of the seal; the rest follows the mailbox and the people.
#[derive(Debug, Clone, Copy, Default)]
pub struct SealWish {
    pub sign: Option<bool>,
    pub encrypt: Option<bool>,
}

impl Engine {
    /// Settles whether it is signed and encrypted, and gives all that is to be said
    /// of it as it then goes.
    pub async fn look_over(
        &self,
        writing: &mut Writing,
        decided: SealWish,
        named: &Named,
    ) -> Result<Vec<Remark>, Fault> {
        let id = writing.draft.account;
        let account = self.accounts().await?.into_iter().find(|one| one.id == id);
        let gone = || Fault::new(FaultKind::NotHere, Subject::Account(id), "no such account");
        let account = account.ok_or_else(gone)?;
        let Means { sending, trusted, can_sign, own_cipher, .. } = self.means_here(&account).await?;
        let can_sign = can_sign || named.pen().is_some();
        let own_cipher = own_cipher || named.certificate_of(&account.draft.email).is_some();
        let standing = self.standing_with(emails(writing), id, named).await?;
        let certified = !standing.is_empty() && standing.iter().all(Standing::is_certified);
        let people: Vec<Email> = standing.iter().map(|one| one.email.clone()).collect();
        let (sign, encrypt) = sending.seals(&people, can_sign, certified && own_cipher);
        let must_encrypt = writing.draft.must_encrypt;
        let wishes = &mut writing.draft.wishes;
        wishes.sign = decided.sign.unwrap_or(sign);
        wishes.encrypt = decided.encrypt.unwrap_or(encrypt || must_encrypt);
        let size = check::size(writing);
        let limit = if size > SMALL { self.limit_in_time(id).await } else { None };
        let inside = &self.inside(&writing.draft).await?;
        let (account, sending, trusted, standing) = (&account, &sending, &trusted, &standing[..]);
        let around = Around { account, sending, trusted, standing, can_sign, own_cipher, size, limit, inside };
        Ok(check::written(writing, &around))
    }

    /// For who writes from a mailbox, with what was named.
    pub(super) async fn standing_with(
        &self,
        people: Vec<Email>,
        writer: AccountId,
        named: &Named,
    ) -> Result<Vec<Standing>, Fault> {
        let mut standing = self.standing(people, writer).await?;
        for one in &mut standing {
            if let Some(certificate) = named.certificate_of(&one.email) {
                one.cipher = Cipher::Ready { until: certificate.validity().until };
            }
        }
        Ok(standing)
    }
}

fn emails(writing: &Writing) -> Vec<Email> {
    let draft = &writing.draft;
    let people = draft.to.iter().chain(&draft.cc).chain(&draft.bcc);
    people.filter_map(|one: &Address| Email::parse(&one.email).ok()).collect()
}
