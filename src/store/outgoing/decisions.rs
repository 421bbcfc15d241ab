//! What the user says of a letter on its way out. Of what is said of one parcel all
//! of its letter hear, in one transaction: nobody takes back half a letter.

use rusqlite::{OptionalExtension as _, Transaction, params};

use super::super::Store;
use super::super::error::Result;
use super::{Held, Left, TakenBack, delete, draft_of, held, parcels, put_people, steps, wait_again};
use crate::domain::{AccountId, OutgoingId, OutgoingState, Settle};
use crate::store::drafts;

impl Store {
    /// None where it is too late: a server may have it, or some have.
    pub async fn take_back(&self, id: OutgoingId) -> Result<Option<TakenBack>> {
        self.write(move |tx| {
            let Some(asked) = held(tx, id)? else { return Ok(None) };
            let all = parcels(tx, asked.letter)?;
            let is_here = |one: &Held| {
                let waits = matches!(one.state, OutgoingState::Waiting | OutgoingState::Refused);
                waits && !one.is_begun()
            };
            let Some(first) = all.first().filter(|_| all.iter().all(is_here)) else { return Ok(None) };
            let mut select = tx.prepare_cached(
                "SELECT account, draft, bytes FROM outgoing JOIN outgoing_letter ON outgoing = id WHERE id = ?1",
            )?;
            let row = select.query_row([first.id], |row| {
                Ok(TakenBack { account: row.get(0)?, draft: row.get(1)?, bytes: row.get(2)? })
            });
            let taken = row.optional()?;
            if taken.is_some() {
                unpost(tx, first.id)?;
                let _ = tx.execute("DELETE FROM outgoing WHERE letter = ?1", [asked.letter])?;
            }
            Ok(taken)
        })
        .await
    }

    /// At once, whatever it waited for; what was refused is tried again. Gives
    /// whose it is, None where there is nothing to hurry.
    pub async fn send_now(&self, id: OutgoingId) -> Result<Option<AccountId>> {
        self.write(move |tx| {
            let Some(asked) = held(tx, id)? else { return Ok(None) };
            let mut any = false;
            for parcel in parcels(tx, asked.letter)? {
                any |= hurry(tx, parcel)?;
            }
            Ok(any.then_some(asked.account))
        })
        .await
    }

    /// What was in doubt goes again, or counts as sent. `server`: false in the
    /// demonstration. None where it is in doubt no more.
    pub async fn settle(&self, id: OutgoingId, settle: Settle, server: bool) -> Result<Option<(AccountId, Left)>> {
        self.write(move |tx| {
            let in_doubt = held(tx, id)?.filter(|held| held.state == OutgoingState::InDoubt);
            let Some(held) = in_doubt else { return Ok(None) };
            let left = match settle {
                Settle::WasSent => steps::left(tx, id, None, server)?,
                Settle::SendAgain => {
                    wait_again(tx, id)?;
                    Left::default()
                }
            };
            Ok(Some((held.account, left)))
        })
        .await
    }

    /// Those who have not got it do not get it. What some have is still filed;
    /// where it is the copy that does not come about, none is. None where it is
    /// not to be given up: taken back, settled, or just now on its way.
    pub async fn give_up(&self, id: OutgoingId) -> Result<Option<AccountId>> {
        self.write(move |tx| {
            let Some(asked) = held(tx, id)? else { return Ok(None) };
            match asked.state {
                OutgoingState::Filing => {
                    delete(tx, id)?;
                    return Ok(Some(asked.account));
                }
                OutgoingState::Refused => {}
                OutgoingState::Waiting if asked.is_begun() => {}
                _ => return Ok(None),
            }
            let all = parcels(tx, asked.letter)?;
            let any = |state| all.iter().any(|one| one.state == state);
            if any(OutgoingState::Handing) {
                return Ok(None);
            }
            let begun = all.iter().any(Held::is_begun);
            if !begun && !any(OutgoingState::InDoubt) {
                unpost(tx, id)?;
            }
            for parcel in all {
                drop_parcel(tx, &parcel, begun)?;
            }
            Ok(Some(asked.account))
        })
        .await
    }
}

impl Held {
    /// Somebody has something of the letter.
    fn is_begun(&self) -> bool {
        self.sent || self.begun
    }
}

/// False where it is with a server, or may be.
fn hurry(tx: &Transaction<'_>, parcel: Held) -> Result<bool> {
    let Held { id, state, recipients, mut refusals, .. } = parcel;
    match state {
        OutgoingState::Waiting => {}
        OutgoingState::Refused => {
            if recipients.is_empty() && !refusals.iter().any(|refusal| refusal.passes) {
                for refusal in &mut refusals {
                    refusal.passes = true;
                }
                put_people(tx, id, &recipients, &refusals)?;
            }
        }
        OutgoingState::Filing => {
            let _ = tx.execute("UPDATE outgoing SET copy_next = NULL WHERE id = ?1", [id])?;
            return Ok(true);
        }
        OutgoingState::Handing | OutgoingState::InDoubt => return Ok(false),
    }
    wait_again(tx, id)?;
    Ok(true)
}

/// `begun`: of what some have a copy is filed.
fn drop_parcel(tx: &Transaction<'_>, parcel: &Held, begun: bool) -> Result<()> {
    match parcel.state {
        OutgoingState::Filing | OutgoingState::Handing | OutgoingState::InDoubt => Ok(()),
        OutgoingState::Waiting | OutgoingState::Refused if begun && parcel.copy => {
            put_people(tx, parcel.id, &[], &[])?;
            let _ = tx.execute("UPDATE outgoing SET sent = 1 WHERE id = ?1", params![parcel.id])?;
            steps::put_state(tx, parcel.id, OutgoingState::Filing)
        }
        OutgoingState::Waiting | OutgoingState::Refused => delete(tx, parcel.id),
    }
}

/// What it was written as is a draft again.
fn unpost(tx: &Transaction<'_>, id: OutgoingId) -> Result<()> {
    draft_of(tx, id)?.map_or(Ok(()), |draft| drafts::unpost(tx, draft))
}
