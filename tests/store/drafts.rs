//! Messages that are written, and their copies in the folder of drafts: nothing of
//! what was written is lost, and no copy is left where it is not wanted.

use sceau::domain::{
    Account, Address, DraftId, Flag, Flags, MessageId, Outgoing, OutgoingState, Role, Secret, Timestamp, Uid,
    UidValidity, Writing,
};
use sceau::store::{FolderState, NewContent, NewMessage, Reason, Store, StoreError};

use super::letters::{Cabinet, draft, letter, server_folder};
use super::queue::GROUND;

const NOW: Timestamp = Timestamp(1_800_000_000);

/// Folders of the server, and a draft that nobody is writing.
struct Desk {
    cabinet: Cabinet,
    id: DraftId,
}

impl Desk {
    async fn open() -> Self {
        let cabinet = Cabinet::open().await;
        listed(&cabinet.store, &cabinet.account).await;
        let id = cabinet.store.keep_draft(None, writing(&cabinet.account), NOW).await.unwrap();
        cabinet.store.show_draft(id, false).await.unwrap();
        Self { cabinet, id }
    }

    fn store(&self) -> &Store {
        &self.cabinet.store
    }

    async fn lay(&self, number: u32) -> bool {
        let revision = self.store().kept_draft(self.id).await.unwrap().unwrap().revision;
        self.store().put_draft_copy(self.id, revision, copy(number), GROUND).await.unwrap().is_some()
    }

    async fn listed_in(&self, account: &Account) -> Vec<MessageId> {
        let folders = self.store().folders(account.id).await.unwrap();
        let drafts = folders.iter().find(|folder| folder.role == Some(Role::Drafts)).unwrap().id;
        self.store().list(drafts, sceau::domain::Sort::default(), sceau::domain::Filter::All).await.unwrap()
    }

    async fn copies(&self) -> usize {
        self.listed_in(&self.cabinet.account).await.len()
    }

    async fn put(&self) -> sceau::store::Putting {
        self.store().waiting_puts(self.cabinet.account.id, 10).await.unwrap().remove(0)
    }

    /// The copy went out, and no answer is here yet.
    async fn sent(&self) -> sceau::store::Putting {
        let put = self.put().await;
        assert!(self.store().put_sent(put.id, put.to, Some(Uid(1))).await.unwrap());
        put
    }

    async fn waiting(&self) -> usize {
        self.store().queued(self.cabinet.account.id).await.unwrap().waiting
    }

    async fn strays(&self) -> Vec<String> {
        let strays = self.store().strays(self.cabinet.account.id, 10).await.unwrap();
        strays.into_iter().map(|stray| stray.message_id).collect()
    }
}

async fn listed(store: &Store, account: &Account) {
    let folders = vec![server_folder("INBOX", Some(Role::Inbox)), server_folder("Drafts", Some(Role::Drafts))];
    let _ = store.put_folders(account.id, folders).await.unwrap();
}

fn writing(account: &Account) -> Writing {
    let mut writing = Writing::new(account);
    writing.draft.to = vec![Address::new("Léa", "lea@clinique.example")];
    "Bilan".clone_into(&mut writing.draft.subject);
    writing
}

fn copy(number: u32) -> (NewMessage, NewContent) {
    let flags = Flags::NONE.with(Flag::Draft).with(Flag::Seen);
    super::letters::Letter { flags, ..letter(number) }.whole()
}

fn parcel(account: &Account, id: DraftId) -> Outgoing {
    Outgoing {
        account: account.id,
        from: account.draft.email.clone(),
        to: vec![sceau::domain::Email::parse("lea@clinique.example").unwrap()],
        bcc: Vec::new(),
        subject: "Bilan".to_owned(),
        people: Vec::new(),
        message_id: "1@cabinet.example".to_owned(),
        bytes: b"Bonjour".to_vec(),
        copy: true,
        delivery_report: false,
        answered: None,
        not_before: None,
        draft: Some(id),
    }
}

#[tokio::test]
async fn a_draft_whose_copy_is_refused_stays_and_one_taken_elsewhere_goes() {
    let desk = Desk::open().await;
    assert!(desk.lay(1).await);
    let put = desk.sent().await;
    desk.store().put_refused(put.id, Reason::OverQuota).await.unwrap();
    assert_eq!(desk.copies().await, 0);
    assert!(!desk.store().drop_superseded(desk.id).await.unwrap(), "no server ever had it");
    let kept = desk.store().kept_draft(desk.id).await.unwrap().expect("all there is of it");
    assert!(!kept.is_copied && kept.copy.is_none() && kept.refused.is_some());
    assert_eq!(kept.writing, writing(&desk.cabinet.account));

    assert!(desk.lay(2).await);
    let put = desk.sent().await;
    let drafts = put.to;
    desk.store().places_done(vec![(put.id, Some(Uid(4)))], drafts, Some(UidValidity(7))).await.unwrap();
    assert!(!desk.store().drop_superseded(desk.id).await.unwrap(), "it is there");
    desk.store().forget(drafts, vec![Uid(4)]).await.unwrap();
    desk.store().show_draft(desk.id, true).await.unwrap();
    assert!(!desk.store().drop_superseded(desk.id).await.unwrap(), "somebody is writing it");
    desk.store().show_draft(desk.id, false).await.unwrap();
    assert!(desk.store().drop_superseded(desk.id).await.unwrap(), "another workstation took it");
    assert!(desk.store().kept_drafts().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_copy_on_its_way_that_is_wanted_no_more_is_looked_for_by_its_name() {
    let desk = Desk::open().await;
    assert!(desk.lay(1).await);
    // One that did not go out is simply not there any more.
    assert!(desk.lay(2).await);
    assert_eq!((desk.strays().await.len(), desk.copies().await), (0, 1));
    let put = desk.sent().await;
    assert!(desk.lay(3).await);
    assert_eq!((desk.strays().await, desk.copies().await), (vec!["2@bellerive.example".to_owned()], 1));
    // The answer comes for the one that nobody wants: it is still to be destroyed.
    desk.store().places_done(vec![(put.id, None)], put.to, Some(UidValidity(7))).await.unwrap();
    desk.store().unplace(put.to).await.unwrap();
    desk.store().drop_unplaced(put.to).await.unwrap();
    assert_eq!(desk.strays().await.len(), 1);
    desk.store().places_destroyed(vec![put.id]).await.unwrap();
    assert!(desk.strays().await.is_empty());

    // One that the server would not have needs no looking for, and no telling.
    let put = desk.sent().await;
    let _ = desk.store().take_draft_copy(desk.id, GROUND).await.unwrap();
    desk.store().put_refused(put.id, Reason::OverQuota).await.unwrap();
    assert_eq!((desk.strays().await.len(), desk.waiting().await, desk.copies().await), (0, 0, 0));
    assert!(desk.store().pending().await.unwrap().is_empty());
}

#[tokio::test]
async fn what_is_in_doubt_is_looked_for_where_it_went() {
    let desk = Desk::open().await;
    assert!(desk.lay(1).await);
    let put = desk.sent().await;
    let moved = sceau::domain::Gesture::Move { messages: vec![put.message], to: desk.cabinet.inbox.id };
    let _ = desk.store().perform(moved, GROUND).await.unwrap();
    let again = desk.put().await;
    assert_eq!((again.to, again.doubt), (put.to, Some(Some(Uid(1)))));
}

#[tokio::test]
async fn a_draft_is_posted_once_and_its_copy_goes_in_the_same_stroke() {
    let desk = Desk::open().await;
    let account = &desk.cabinet.account;
    assert!(desk.lay(1).await);
    let posted = desk.store().post_all(vec![parcel(account, desk.id)], Some(GROUND), NOW).await.unwrap();
    assert_eq!((desk.copies().await, posted.1.is_some()), (0, true));
    // The window said that it failed, or two of them sent it.
    let again = desk.store().post_all(vec![parcel(account, desk.id)], Some(GROUND), NOW).await;
    assert_eq!(again.unwrap_err(), StoreError::Posted);
    assert_eq!(desk.store().outbox().await.unwrap().len(), 1);
    assert!(!desk.lay(2).await, "a copy begun before comes too late");
    assert!(desk.store().discard_draft(desk.id, GROUND).await.unwrap().is_none());
    assert_eq!(desk.copies().await, 0);

    assert!(desk.store().take_back(posted.0[0]).await.unwrap().is_some());
    assert!(desk.lay(3).await);
    let _ = desk.store().discard_draft(desk.id, GROUND).await.unwrap();
    assert!(desk.copies().await == 0 && desk.store().kept_drafts().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_draft_that_moved_to_another_mailbox_leaves_no_copy_in_the_first() {
    let desk = Desk::open().await;
    let other = desk.store().add_account(draft("lea@cabinet.example"), Secret::new("sésame")).await.unwrap();
    listed(desk.store(), &other).await;
    assert!(desk.lay(1).await);
    let first = desk.put().await;
    let state = FolderState { uid_validity: Some(UidValidity(7)), ..FolderState::default() };
    desk.store().set_folder_state(first.to, state).await.unwrap();
    assert!(desk.store().put_sent(first.id, first.to, None).await.unwrap());
    desk.store().places_done(vec![(first.id, Some(Uid(4)))], first.to, Some(UidValidity(7))).await.unwrap();

    desk.store().keep_draft(Some(desk.id), writing(&other), NOW).await.unwrap();
    assert!(desk.store().has_draft_copy(desk.id).await.unwrap(), "it lies where it was laid");
    assert!(desk.lay(2).await);
    assert_eq!((desk.copies().await, desk.listed_in(&other).await.len()), (0, 1));
    let batches = desk.store().waiting_places(desk.cabinet.account.id, None, 10).await.unwrap();
    assert_eq!((batches.len(), batches[0].items[0].uid), (1, Uid(4)), "the server is told");

    // Sent from there, nothing is left either.
    let _ = desk.store().post_all(vec![parcel(&other, desk.id)], Some(GROUND), NOW).await.unwrap();
    assert!(desk.listed_in(&other).await.is_empty());
}

mod parcels {
    //! One letter that leaves in several.

    use super::*;

    async fn posted(desk: &Desk) -> Vec<sceau::domain::OutgoingId> {
        let account = &desk.cabinet.account;
        let first = parcel(account, desk.id);
        let second = Outgoing { copy: false, ..parcel(account, desk.id) };
        desk.store().post_all(vec![first, second], Some(GROUND), NOW).await.unwrap().0
    }

    #[tokio::test]
    async fn are_taken_back_together_or_not_at_all() {
        let desk = Desk::open().await;
        let ids = posted(&desk).await;
        let taken = desk.store().take_back(ids[1]).await.unwrap().unwrap();
        assert_eq!(taken.draft, Some(desk.id));
        assert!(desk.store().outbox().await.unwrap().is_empty(), "none of them leaves");
        assert!(!desk.store().kept_draft(desk.id).await.unwrap().unwrap().posted);

        let ids = posted(&desk).await;
        assert!(desk.store().handing(ids[1], vec![]).await.unwrap());
        assert_eq!(desk.store().take_back(ids[0]).await.unwrap(), None, "one of them is leaving");
        let _ = desk.store().outgoing_left(ids[1], None, true).await.unwrap();
        assert_eq!(desk.store().take_back(ids[0]).await.unwrap(), None, "somebody has it");
        let row = desk.store().outbox().await.unwrap().remove(0);
        assert!(row.sent && row.draft.is_none());
    }

    #[tokio::test]
    async fn are_hurried_together() {
        let desk = Desk::open().await;
        let account = &desk.cabinet.account;
        let later = Outgoing { not_before: Some(Timestamp(NOW.0 + 600)), ..parcel(account, desk.id) };
        let ids = desk.store().post_all(vec![later.clone(), later], Some(GROUND), NOW).await.unwrap().0;
        assert!(desk.store().send_now(ids[0]).await.unwrap().is_some());
        assert!(desk.store().outbox().await.unwrap().iter().all(|row| row.not_before.is_none()));
    }

    #[tokio::test]
    async fn are_given_up_together_and_what_some_have_is_filed() {
        let desk = Desk::open().await;
        let ids = posted(&desk).await;
        let refused = |again| sceau::store::Setback { fault: "\"bug\"".to_owned(), refused: vec![], again };
        desk.store().set_back(ids[0], refused(None)).await.unwrap();
        assert!(desk.store().handing(ids[1], vec![]).await.unwrap());
        assert_eq!(desk.store().give_up(ids[0]).await.unwrap(), None, "one of them is leaving");
        let _ = desk.store().outgoing_left(ids[1], None, true).await.unwrap();
        assert!(desk.store().kept_draft(desk.id).await.unwrap().is_none(), "somebody has it");
        assert!(desk.store().give_up(ids[0]).await.unwrap().is_some());
        let rows = desk.store().outbox().await.unwrap();
        assert_eq!((rows.len(), rows[0].state), (1, OutgoingState::Filing));
        assert_eq!(desk.store().to_file(desk.cabinet.account.id, NOW).await.unwrap().len(), 1);

        // Nobody has anything of it: it is a draft again.
        let desk = Desk::open().await;
        let ids = posted(&desk).await;
        desk.store().set_back(ids[1], refused(None)).await.unwrap();
        assert!(desk.store().give_up(ids[1]).await.unwrap().is_some());
        assert!(desk.store().outbox().await.unwrap().is_empty());
        assert!(!desk.store().kept_draft(desk.id).await.unwrap().unwrap().posted);
    }
}

/// Reading a large file takes its time, and its writer writes on.
#[tokio::test]
async fn a_file_that_comes_late_changes_no_word() {
    let desk = Desk::open().await;
    let before = desk.store().kept_draft(desk.id).await.unwrap().unwrap().writing;
    let mut later = before.clone();
    later.draft.subject = "Écrit entre-temps".to_owned();
    let _ = desk.store().keep_draft(Some(desk.id), later.clone(), NOW).await.unwrap();
    let (id, file) = desk.store().enclose(Some(desk.id), before.clone(), b"%PDF-".to_vec(), NOW).await.unwrap();
    assert_eq!(id, desk.id);
    assert_eq!(desk.store().enclosure(file).await.unwrap().as_deref(), Some(b"%PDF-".as_slice()));
    assert_eq!(desk.store().kept_draft(id).await.unwrap().unwrap().writing.draft.subject, "Écrit entre-temps");
    // Thrown away meanwhile, it does not come back for the sake of a file.
    desk.store().drop_draft(id).await.unwrap();
    assert!(matches!(desk.store().enclose(Some(id), before, vec![1], NOW).await, Err(StoreError::Gone)));
    assert!(desk.store().kept_drafts().await.unwrap().is_empty());
}
