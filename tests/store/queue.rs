//! What was done here and waits for the server: the difference between the two
//! sides, and nothing else, is what is to be sent.

use sceau::domain::{
    Act, Change, Filter, Flag, Flags, Folder, FolderId, Gesture, Keyword, MessageId, Role, Sort, Uid, UidValidity,
};
use sceau::store::{
    Candidate, FlagChange, FolderState, Ground, Performed, Reason, Store, StoreError, Unfit, Verb, Work,
};

use super::letters::{Cabinet, letter, server_folder};

pub(super) const GROUND: Ground = Ground {
    server: true,
    trash: "Corbeille",
    archive: "Archive",
    junk: "Indésirables",
    drafts: "Brouillons",
    templates: "Modèles",
};

fn seen() -> Change {
    Change { set: Flags::NONE.with(Flag::Seen), ..Change::default() }
}

fn unseen() -> Change {
    seen().reversed()
}

/// A cabinet with some folders, and letters 1 to 5 in the inbox.
pub(super) struct Office {
    pub(super) cabinet: Cabinet,
    pub(super) ids: Vec<MessageId>,
}

impl Office {
    pub(super) async fn open() -> Self {
        let cabinet = Cabinet::open().await;
        let office = Self { cabinet, ids: Vec::new() };
        let _ = office.listed(&[]).await;
        let letters = (1..=5).map(|number| letter(number).whole()).collect();
        let ids = office.store().put_messages(office.inbox(), letters).await.unwrap();
        let validity =
            FolderState { uid_validity: Some(UidValidity(7)), uid_next: Some(Uid(6)), ..FolderState::default() };
        office.store().set_folder_state(office.inbox(), validity).await.unwrap();
        Self { ids, ..office }
    }

    fn store(&self) -> &Store {
        &self.cabinet.store
    }

    fn inbox(&self) -> FolderId {
        self.cabinet.inbox.id
    }

    /// The server lists the usual folders, and these.
    async fn listed(&self, more: &[&str]) -> Vec<Folder> {
        let mut listed = vec![
            server_folder("INBOX", Some(Role::Inbox)),
            server_folder("Trash", Some(Role::Trash)),
            server_folder("Junk", Some(Role::Junk)),
            server_folder("Archive", Some(Role::Archive)),
            server_folder("Cabinet", None),
            server_folder("Cabinet/Analyses", None),
        ];
        listed.extend(more.iter().map(|path| server_folder(path, None)));
        self.store().put_folders(self.cabinet.account.id, listed).await.unwrap()
    }

    async fn folders(&self) -> Vec<Folder> {
        self.store().folders(self.cabinet.account.id).await.unwrap()
    }

    async fn paths(&self) -> Vec<String> {
        self.folders().await.into_iter().map(|folder| folder.path).collect()
    }

    async fn folder(&self, path: &str) -> Folder {
        self.folders().await.into_iter().find(|folder| folder.path == path).unwrap_or_else(|| panic!("no {path}"))
    }

    pub(super) async fn perform(&self, gesture: Gesture) -> Performed {
        self.store().perform(gesture, GROUND).await.unwrap()
    }

    async fn unfit(&self, gesture: Gesture) -> Unfit {
        match self.store().perform(gesture, GROUND).await {
            Err(StoreError::Unfit(unfit)) => unfit,
            other => panic!("{other:?}"),
        }
    }

    async fn undo(&self, performed: Performed) -> Performed {
        self.store().reverse(performed.done.act, performed.reverse, GROUND).await.unwrap()
    }

    async fn list(&self, folder: FolderId) -> Vec<MessageId> {
        self.store().list(folder, Sort { descending: false, ..Sort::default() }, Filter::All).await.unwrap()
    }

    pub(super) async fn waiting(&self) -> usize {
        self.store().queued(self.cabinet.account.id).await.unwrap().waiting
    }

    async fn refused(&self) -> Vec<(Act, usize, Reason)> {
        let pending = self.store().pending().await.unwrap();
        pending.into_iter().filter_map(|one| Some((one.act, one.count, one.refused?))).collect()
    }

    pub(super) async fn marks(&self) -> Vec<(FolderId, Change, Vec<u32>)> {
        let batches = self.store().waiting_marks(self.cabinet.account.id, 1000).await.unwrap();
        let uids = |messages: Vec<(MessageId, Uid)>| messages.into_iter().map(|(_, uid)| uid.0).collect();
        batches.into_iter().map(|batch| (batch.folder, batch.change, uids(batch.messages))).collect()
    }

    async fn places(&self) -> Vec<(Verb, FolderId, Option<FolderId>, Vec<u32>)> {
        let batches = self.store().waiting_places(self.cabinet.account.id, None, 1000).await.unwrap();
        let item = |batch: sceau::store::PlaceBatch| {
            let uids = batch.items.iter().map(|item| item.uid.0).collect();
            (batch.verb, batch.from, batch.to, uids)
        };
        batches.into_iter().map(item).collect()
    }

    /// The server moved everything that waits, and gave new UIDs from `first` on.
    async fn server_moves(&self, first: u32) {
        for batch in self.store().waiting_places(self.cabinet.account.id, None, 1000).await.unwrap() {
            let to = batch.to.unwrap();
            let done = batch.items.iter().zip(first..).map(|(item, uid)| (item.id, Some(Uid(uid)))).collect();
            self.store().places_done(done, to, Some(UidValidity(70))).await.unwrap();
        }
    }

    async fn flags(&self, id: MessageId) -> Flags {
        self.store().summary(id).await.unwrap().unwrap().flags
    }

    async fn words(&self, id: MessageId) -> Vec<Keyword> {
        self.store().summary(id).await.unwrap().unwrap().keywords
    }

    async fn is_sound(&self) {
        self.store().integrity_check().await.unwrap();
    }
}

fn word(name: &str) -> Keyword {
    Keyword::new(name)
}

// Marks.

#[tokio::test]
async fn a_mark_shows_at_once_and_only_what_was_touched_is_sent() {
    let office = Office::open().await;
    let done = office.perform(Gesture::Mark { messages: office.ids.clone(), change: seen() }).await;
    assert_eq!((done.done.count, done.done.undoable), (5, true));
    assert_eq!(office.cabinet.store.folder(office.inbox()).await.unwrap().unwrap().unread, 0);
    assert_eq!(office.marks().await, [(office.inbox(), seen(), vec![1, 2, 3, 4, 5])]);
    assert_eq!(office.waiting().await, 1);

    office.store().marks_done(office.ids.clone(), seen()).await.unwrap();
    assert_eq!((office.marks().await, office.waiting().await), (vec![], 0));
    office.is_sound().await;
}

#[tokio::test]
async fn marking_and_unmarking_cancel_out() {
    let office = Office::open().await;
    let _ = office.perform(Gesture::Mark { messages: office.ids.clone(), change: seen() }).await;
    let _ = office.perform(Gesture::Mark { messages: office.ids.clone(), change: unseen() }).await;
    assert_eq!((office.marks().await, office.waiting().await), (vec![], 0));
    let change = Change { add: vec![word("$label1")], ..Change::default() };
    let tagged = office.perform(Gesture::Mark { messages: office.ids.clone(), change: change.clone() }).await;
    assert_eq!(office.marks().await, [(office.inbox(), change, vec![1, 2, 3, 4, 5])]);
    let _ = office.undo(tagged).await;
    assert_eq!((office.marks().await, office.waiting().await), (vec![], 0));
}

#[tokio::test]
async fn a_mark_taken_back_while_it_is_on_its_way_is_taken_back_there_too() {
    let office = Office::open().await;
    let one = vec![office.ids[0]];
    let _ = office.perform(Gesture::Mark { messages: one.clone(), change: seen() }).await;
    assert_eq!(office.store().marks_sent(vec![(one[0], Uid(1))], unseen()).await.unwrap(), [], "that is not wanted");
    let _ = office.store().marks_sent(vec![(one[0], Uid(1))], seen()).await.unwrap();
    let _ = office.perform(Gesture::Mark { messages: one.clone(), change: unseen() }).await;
    // In doubt, the same goes out again; then the rest.
    assert_eq!(office.marks().await, [(office.inbox(), seen(), vec![1])]);
    office.store().marks_done(one.clone(), seen()).await.unwrap();
    assert_eq!(office.marks().await, [(office.inbox(), unseen(), vec![1])]);
    office.store().marks_done(one, unseen()).await.unwrap();
    assert_eq!(office.waiting().await, 0);
    assert!(!office.flags(office.ids[0]).await.seen());
}

#[tokio::test]
async fn flags_that_arrive_go_under_what_waits() {
    let office = Office::open().await;
    let change = Change { add: vec![word("ours")], ..seen() };
    let _ = office.perform(Gesture::Mark { messages: vec![office.ids[0]], change: change.clone() }).await;
    let theirs = FlagChange { uid: Uid(1), flags: Flags::NONE.with(Flag::Flagged), keywords: vec![word("theirs")] };
    office.store().set_flags(office.inbox(), vec![theirs]).await.unwrap();
    assert_eq!(office.flags(office.ids[0]).await, Flags::NONE.with(Flag::Flagged).with(Flag::Seen));
    let mut words = office.words(office.ids[0]).await;
    words.sort();
    assert_eq!(words, [word("ours"), word("theirs")]);
    assert_eq!(office.marks().await, [(office.inbox(), change, vec![1])]);

    // Somebody else did the same: nothing is left to do.
    let same = FlagChange { uid: Uid(1), flags: Flags::NONE.with(Flag::Seen), keywords: vec![word("ours")] };
    office.store().set_flags(office.inbox(), vec![same]).await.unwrap();
    assert_eq!((office.marks().await, office.waiting().await), (vec![], 0));
    assert_eq!(office.flags(office.ids[0]).await, Flags::NONE.with(Flag::Seen));
}

#[tokio::test]
async fn a_refused_mark_shows_what_the_server_has_and_is_told_until_it_was_read() {
    let office = Office::open().await;
    let change = Change { add: vec![word("$label1")], ..seen() };
    let _ = office.perform(Gesture::Mark { messages: office.ids.clone(), change: change.clone() }).await;
    office.store().marks_refused(office.ids.clone(), change, Reason::NotPermitted).await.unwrap();
    assert_eq!(office.flags(office.ids[0]).await, Flags::NONE);
    assert_eq!(office.words(office.ids[0]).await, []);
    assert_eq!(office.refused().await, [(Act::Mark, 5, Reason::NotPermitted)]);
    let id = office.store().pending().await.unwrap()[0].id;
    assert_eq!(office.store().forget_refusal(id).await.unwrap(), Some(office.cabinet.account.id));
    assert_eq!(office.store().pending().await.unwrap(), []);
}

#[tokio::test]
async fn marks_on_a_message_that_is_gone_vanish_without_a_word() {
    let office = Office::open().await;
    let _ = office.perform(Gesture::Mark { messages: vec![office.ids[0]], change: seen() }).await;
    office.store().forget(office.inbox(), vec![Uid(1)]).await.unwrap();
    let _ = office.perform(Gesture::Mark { messages: vec![office.ids[1]], change: seen() }).await;
    assert_eq!(office.marks().await.len(), 1);
    assert_eq!(office.waiting().await, 1);
    assert_eq!(office.refused().await, []);
}

#[tokio::test]
async fn where_the_server_keeps_no_keywords_they_live_here_and_it_is_said_once() {
    let office = Office::open().await;
    let change = Change { add: vec![word("$sceau_a")], ..Change::default() };
    for id in [office.ids[0], office.ids[1]] {
        let _ = office.perform(Gesture::Mark { messages: vec![id], change: change.clone() }).await;
        office.store().keywords_live_here(office.inbox(), vec![id]).await.unwrap();
    }
    assert_eq!(office.waiting().await, 0);
    assert_eq!(office.refused().await, [(Act::Mark, 1, Reason::NoKeywords)]);
    let flags = Flags::NONE.with(Flag::Seen);
    let plain = FlagChange { uid: Uid(1), flags, keywords: vec![] };
    office.store().set_flags(office.inbox(), vec![plain]).await.unwrap();
    assert_eq!(office.words(office.ids[0]).await, [word("$sceau_a")]);
    assert_eq!(office.flags(office.ids[0]).await, flags);
}

// Places.

#[tokio::test]
async fn a_moved_message_is_there_at_once_and_known_under_its_old_number() {
    let office = Office::open().await;
    let to = office.folder("Cabinet").await.id;
    let done = office.perform(Gesture::Move { messages: vec![office.ids[0], office.ids[3]], to }).await;
    assert_eq!((done.done.count, done.done.to), (2, Some(to)));
    assert_eq!(office.list(to).await, [office.ids[0], office.ids[3]]);
    assert_eq!(office.folder("INBOX").await.total, 3);
    assert_eq!(office.folder("Cabinet").await.unread, 2);
    assert_eq!(office.places().await, [(Verb::Move, office.inbox(), Some(to), vec![1, 4])]);
    let known: Vec<_> = office.store().known(office.inbox()).await.unwrap().iter().map(|one| one.uid.0).collect();
    assert_eq!(known, [1, 2, 3, 4, 5], "the sync brings none of them back");
    let again = office.store().add_headers(office.inbox(), vec![letter(1).header()]).await.unwrap();
    assert_eq!(again, [office.ids[0]]);
    assert_eq!(office.folder("INBOX").await.total, 3);
    // A pass over the target takes nothing of it for lost.
    office.store().drop_unplaced(to).await.unwrap();
    assert_eq!(office.list(to).await.len(), 2);

    office.server_moves(40).await;
    assert_eq!((office.places().await, office.waiting().await), (vec![], 0));
    let known: Vec<_> = office.store().known(to).await.unwrap().iter().map(|one| (one.uid.0, one.id)).collect();
    assert_eq!(known, [(40, office.ids[0]), (41, office.ids[3])]);
    office.is_sound().await;
}

#[tokio::test]
async fn a_second_move_changes_where_the_first_goes_and_moving_back_cancels_it() {
    let office = Office::open().await;
    let (one, two) = (office.folder("Cabinet").await.id, office.folder("Junk").await.id);
    let messages = vec![office.ids[0]];
    let _ = office.perform(Gesture::Move { messages: messages.clone(), to: one }).await;
    let _ = office.perform(Gesture::Move { messages: messages.clone(), to: two }).await;
    assert_eq!(office.places().await, [(Verb::Move, office.inbox(), Some(two), vec![1])]);
    assert_eq!(office.waiting().await, 1);
    let _ = office.perform(Gesture::Move { messages, to: office.inbox() }).await;
    assert_eq!((office.places().await, office.waiting().await), (vec![], 0));
    assert_eq!(office.store().known(office.inbox()).await.unwrap().len(), 5);
    office.is_sound().await;
}

#[tokio::test]
async fn a_move_on_its_way_is_followed_not_cancelled() {
    let office = Office::open().await;
    let (one, two) = (office.folder("Cabinet").await.id, office.folder("Junk").await.id);
    let messages = vec![office.ids[0]];
    let _ = office.perform(Gesture::Move { messages: messages.clone(), to: one }).await;
    let batch = office.store().waiting_places(office.cabinet.account.id, None, 10).await.unwrap().remove(0);
    assert_eq!(office.store().places_sent(batch.items.clone(), two, None).await.unwrap(), [], "not there");
    assert_eq!(office.store().places_sent(batch.items.clone(), one, None).await.unwrap(), batch.items);
    for to in [office.inbox(), two] {
        let _ = office.perform(Gesture::Move { messages: messages.clone(), to }).await;
        // The same goes out again as long as there is no answer.
        assert_eq!(office.places().await, [(Verb::Move, office.inbox(), Some(one), vec![1])]);
    }
    office.store().places_done(vec![(batch.items[0].id, Some(Uid(40)))], one, Some(UidValidity(70))).await.unwrap();
    assert_eq!(office.places().await, [(Verb::Move, one, Some(two), vec![40])]);
    assert_eq!(office.list(two).await, messages);
    office.server_moves(50).await;
    assert_eq!(office.waiting().await, 0);
}

#[tokio::test]
async fn marks_follow_a_message_to_where_the_server_has_it() {
    let office = Office::open().await;
    let to = office.folder("Cabinet").await.id;
    let _ = office.perform(Gesture::Move { messages: vec![office.ids[0]], to }).await;
    let _ = office.perform(Gesture::Mark { messages: vec![office.ids[0]], change: seen() }).await;
    assert_eq!(office.marks().await, [(office.inbox(), seen(), vec![1])]);
    let arrived = FlagChange { uid: Uid(1), flags: Flags::NONE.with(Flag::Answered), keywords: vec![] };
    office.store().set_flags(office.inbox(), vec![arrived]).await.unwrap();
    assert_eq!(office.flags(office.ids[0]).await, Flags::NONE.with(Flag::Answered).with(Flag::Seen));
    office.server_moves(40).await;
    assert_eq!(office.marks().await, [(to, seen(), vec![40])]);
}

#[tokio::test]
async fn a_refused_move_goes_back_and_is_told() {
    let office = Office::open().await;
    let to = office.folder("Cabinet").await.id;
    let _ = office.perform(Gesture::Move { messages: office.ids.clone(), to }).await;
    let batch = office.store().waiting_places(office.cabinet.account.id, None, 10).await.unwrap().remove(0);
    for item in batch.items {
        office.store().places_refused(vec![item.id], Reason::OverQuota).await.unwrap();
    }
    assert_eq!(office.list(office.inbox()).await, office.ids);
    assert_eq!(office.store().known(office.inbox()).await.unwrap().len(), 5);
    assert_eq!(office.refused().await, [(Act::Move, 5, Reason::OverQuota)], "told as one");
    assert_eq!(office.store().pending().await.unwrap()[0].folder.as_deref(), Some("Cabinet"));
    assert_eq!(office.waiting().await, 0);
}

#[tokio::test]
async fn what_somebody_else_took_meanwhile_is_theirs() {
    let office = Office::open().await;
    let to = office.folder("Cabinet").await.id;
    let _ = office.perform(Gesture::Move { messages: vec![office.ids[0]], to }).await;
    let _ = office.perform(Gesture::Delete(vec![office.ids[1]])).await;
    let _ = office.perform(Gesture::Destroy(vec![office.ids[2]])).await;
    office.store().forget(office.inbox(), vec![Uid(1), Uid(2), Uid(3)]).await.unwrap();
    assert_eq!(office.list(to).await, []);
    assert_eq!((office.places().await, office.waiting().await), (vec![], 0));
    // Who wanted a message away is not told that it is away.
    assert_eq!(office.refused().await, [(Act::Move, 1, Reason::Elsewhere)]);
    office.is_sound().await;
}

#[tokio::test]
async fn without_an_answer_on_where_it_went_a_message_is_found_again_by_what_it_is() {
    let office = Office::open().await;
    let to = office.folder("Cabinet").await.id;
    let _ = office.perform(Gesture::Move { messages: vec![office.ids[0], office.ids[1]], to }).await;
    let batch = office.store().waiting_places(office.cabinet.account.id, None, 10).await.unwrap().remove(0);
    let done = batch.items.iter().map(|item| (item.id, None)).collect();
    office.store().places_done(done, to, None).await.unwrap();
    assert_eq!(office.list(to).await.len(), 2);
    // The first is there; the second is nowhere any more.
    assert_eq!(office.store().rematch(to, vec![candidate(1, 90)]).await.unwrap(), [Uid(90)]);
    office.store().drop_unplaced(to).await.unwrap();
    assert_eq!(office.list(to).await, [office.ids[0]]);
    assert_eq!(office.refused().await, [(Act::Move, 1, Reason::Elsewhere)]);
    assert_eq!(office.waiting().await, 0);
    office.is_sound().await;
}

#[tokio::test]
async fn under_a_new_numbering_moves_are_found_again_and_destruction_is_given_up() {
    let office = Office::open().await;
    let to = office.folder("Cabinet").await.id;
    let _ = office.perform(Gesture::Move { messages: vec![office.ids[0]], to }).await;
    let _ = office.perform(Gesture::Destroy(vec![office.ids[1]])).await;
    let _ = office.perform(Gesture::Copy { messages: vec![office.ids[2]], to }).await;
    office.store().unplace(office.inbox()).await.unwrap();
    assert_eq!(office.places().await, []);
    assert_eq!(office.refused().await, [(Act::Destroy, 1, Reason::Renumbered)]);
    let matched =
        office.store().rematch(office.inbox(), (1..=5).map(|n| candidate(n, n + 100)).collect()).await.unwrap();
    assert_eq!(matched, [Uid(101), Uid(103), Uid(104), Uid(105)], "the one given up comes anew");
    let _ = office.store().put_messages(office.inbox(), vec![letter(2).whole()]).await.unwrap();
    office.store().drop_unplaced(office.inbox()).await.unwrap();
    let expected =
        [(Verb::Copy, office.inbox(), Some(to), vec![103]), (Verb::Move, office.inbox(), Some(to), vec![101])];
    assert_eq!(office.places().await, expected);
    assert_eq!(office.list(to).await.len(), 2);
    office.is_sound().await;
}

fn candidate(number: u32, uid: u32) -> Candidate {
    let header = letter(number).header();
    Candidate {
        uid: Uid(uid),
        message_id: header.envelope.message_id,
        size: header.size,
        received: header.received,
        flags: Flags::NONE,
        keywords: vec![],
    }
}

#[tokio::test]
async fn what_waits_to_be_destroyed_does_not_come_back() {
    let office = Office::open().await;
    let done = office.perform(Gesture::Destroy(office.ids.clone())).await;
    assert!(!done.done.undoable);
    assert_eq!(office.list(office.inbox()).await, []);
    assert_eq!(office.places().await, [(Verb::Destroy, office.inbox(), None, vec![1, 2, 3, 4, 5])]);
    assert_eq!(office.store().rematch(office.inbox(), vec![candidate(1, 1)]).await.unwrap(), [Uid(1)]);
    let _ = office.store().add_headers(office.inbox(), vec![letter(2).header()]).await.unwrap();
    assert_eq!(office.list(office.inbox()).await, []);
    let batch = office.store().waiting_places(office.cabinet.account.id, None, 10).await.unwrap().remove(0);
    office.store().places_destroyed(batch.items.iter().map(|item| item.id).collect()).await.unwrap();
    assert_eq!(office.waiting().await, 0);
    office.is_sound().await;
}

#[tokio::test]
async fn a_message_moved_and_then_destroyed_is_destroyed_where_the_server_has_it() {
    let office = Office::open().await;
    let to = office.folder("Cabinet").await.id;
    let _ = office.perform(Gesture::Move { messages: vec![office.ids[0]], to }).await;
    let _ = office.perform(Gesture::Destroy(vec![office.ids[0]])).await;
    assert_eq!(office.places().await, [(Verb::Destroy, office.inbox(), None, vec![1])]);
    office.is_sound().await;
}

#[tokio::test]
async fn a_copy_is_a_row_of_its_own_and_goes_before_what_it_is_of_moves_away() {
    let office = Office::open().await;
    let (one, two) = (office.folder("Cabinet").await.id, office.folder("Junk").await.id);
    let copied = office.perform(Gesture::Copy { messages: vec![office.ids[0]], to: one }).await;
    let _ = office.perform(Gesture::Move { messages: vec![office.ids[0]], to: two }).await;
    let expected = [(Verb::Copy, office.inbox(), Some(one), vec![1]), (Verb::Move, office.inbox(), Some(two), vec![1])];
    assert_eq!(office.places().await, expected);
    let copy = office.list(one).await[0];
    assert_ne!(copy, office.ids[0]);
    assert_eq!(office.store().raw(copy).await.unwrap(), Some(letter(1).raw()));
    // Taken back before it was made, nothing is made.
    let _ = office.undo(copied).await;
    assert_eq!(office.list(one).await, []);
    assert_eq!(office.places().await.len(), 1);
    office.is_sound().await;
}

#[tokio::test]
async fn a_copy_of_a_message_whose_body_is_still_to_come_gets_it_with_the_other() {
    let office = Office::open().await;
    let to = office.folder("Cabinet").await.id;
    let id = office.store().add_headers(office.inbox(), vec![letter(9).header()]).await.unwrap()[0];
    let _ = office.perform(Gesture::Copy { messages: vec![id], to }).await;
    office.is_sound().await;
    let copy = office.list(to).await[0];
    office.store().add_bodies(vec![letter(9).body(id)]).await.unwrap();
    assert_eq!(office.store().raw(copy).await.unwrap(), None);
    office.store().add_bodies(vec![letter(9).body(copy)]).await.unwrap();
    assert_eq!(office.store().raw(copy).await.unwrap(), Some(letter(9).raw()));
    office.is_sound().await;
}

// Gestures.

#[tokio::test]
async fn deleted_is_in_the_trash_and_what_lies_there_stays() {
    let office = Office::open().await;
    let trash = office.folder("Trash").await.id;
    let done = office.perform(Gesture::Delete(office.ids.clone())).await;
    assert_eq!((done.done.act, done.done.count, done.done.to), (Act::Delete, 5, Some(trash)));
    assert_eq!(office.perform(Gesture::Delete(office.ids.clone())).await.done.count, 0);
    let back = office.undo(done).await;
    assert_eq!((back.done.count, back.done.undoable), (5, false));
    assert_eq!(office.list(office.inbox()).await, office.ids);
    assert_eq!(office.waiting().await, 0, "nothing was sent, nothing is left to send");
}

#[tokio::test]
async fn a_mailbox_without_a_trash_gets_one_and_it_keeps_its_role() {
    let office = Office::open().await;
    let bare = vec![server_folder("INBOX", Some(Role::Inbox)), server_folder("Sent", Some(Role::Sent))];
    let _ = office.store().put_folders(office.cabinet.account.id, bare.clone()).await.unwrap();
    let _ = office.perform(Gesture::Delete(vec![office.ids[0]])).await;
    let trash = office.folder("Corbeille").await;
    assert_eq!((trash.role, trash.total), (Some(Role::Trash), 1));
    let (operation, work) = office.store().next_folder_work(office.cabinet.account.id).await.unwrap().unwrap();
    assert_eq!(work, Work::Make { folder: trash.id, path: "Corbeille".to_owned() });
    // The server does not list it yet: it stays.
    let there = office.store().put_folders(office.cabinet.account.id, bare.clone()).await.unwrap();
    assert!(there.iter().all(|folder| folder.id != trash.id), "but nobody goes and looks into it");
    assert_eq!(office.folder("Corbeille").await.total, 1);
    office.store().folder_work_done(operation).await.unwrap();
    let mut listed = bare;
    listed.push(server_folder("Corbeille", None));
    let _ = office.store().put_folders(office.cabinet.account.id, listed).await.unwrap();
    assert_eq!(office.folder("Corbeille").await.role, Some(Role::Trash));
    assert_eq!(office.perform(Gesture::Delete(vec![office.ids[0]])).await.done.count, 0);
}

#[tokio::test]
async fn archived_by_the_year_of_each() {
    let office = Office::open().await;
    let mut old = letter(20).whole();
    old.0.envelope.date = Some(sceau::domain::Timestamp(1_500_000_000));
    let id = office.store().put_messages(office.inbox(), vec![old]).await.unwrap()[0];
    let done = office.perform(Gesture::Archive(vec![id, office.ids[0], office.ids[1]])).await;
    assert_eq!((done.done.count, done.done.to), (3, None));
    assert_eq!(office.list(office.folder("Archive/2017").await.id).await, [id]);
    assert_eq!(office.folder("Archive/2023").await.total, 2);
    let again = office.perform(Gesture::Archive(vec![id])).await;
    assert_eq!(again.done.count, 0);
    let _ = office.undo(done).await;
    assert_eq!(office.folder("INBOX").await.total, 6);
}

#[tokio::test]
async fn junk_is_said_and_moved_and_so_is_the_contrary() {
    let office = Office::open().await;
    let junk = office.folder("Junk").await.id;
    let one = vec![office.ids[0]];
    let done = office.perform(Gesture::Junk(one.clone())).await;
    assert_eq!((done.done.count, done.done.to), (1, Some(junk)));
    assert!(office.flags(one[0]).await.has(Flag::Junk));
    let _ = office.perform(Gesture::NotJunk(one.clone())).await;
    assert!(!office.flags(one[0]).await.has(Flag::Junk));
    assert_eq!(office.words(one[0]).await, [word("$notjunk")]);
    assert_eq!(office.list(office.inbox()).await.len(), 5);
    let _ = office.perform(Gesture::Junk(one.clone())).await;
    let _ = office.undo(done).await;
    assert_eq!(office.list(office.inbox()).await.len(), 5);
}

#[tokio::test]
async fn emptying_is_for_the_trash_and_for_ever() {
    let office = Office::open().await;
    assert_eq!(office.unfit(Gesture::Empty(office.inbox())).await, Unfit::NotEmptied);
    let cabinet = office.folder("Cabinet").await.id;
    let _ = office.perform(Gesture::Move { messages: vec![office.ids[4]], to: cabinet }).await;
    let _ = office.perform(Gesture::DeleteFolder(cabinet)).await;
    let _ = office.perform(Gesture::Delete(vec![office.ids[0]])).await;
    let trash = office.folder("Trash").await.id;
    let done = office.perform(Gesture::Empty(trash)).await;
    assert!(!done.done.undoable);
    assert_eq!(office.list(trash).await, []);
    assert_eq!(office.paths().await, ["INBOX", "Archive", "Junk", "Trash"]);
    assert_eq!(office.folder("INBOX").await.total, 3);
    office.is_sound().await;
}

#[tokio::test]
async fn two_mailboxes_are_apart() {
    let office = Office::open().await;
    let draft = super::letters::draft("bob@cabinet.example");
    let other = office.store().add_account(draft, sceau::domain::Secret::new("x")).await.unwrap();
    let theirs = office.store().put_folders(other.id, vec![server_folder("INBOX", Some(Role::Inbox))]).await.unwrap();
    let to = theirs[0].id;
    assert_eq!(office.unfit(Gesture::Move { messages: office.ids.clone(), to }).await, Unfit::OtherAccount);
    assert_eq!(office.unfit(Gesture::Copy { messages: office.ids.clone(), to }).await, Unfit::OtherAccount);
    // A deletion over both goes to the trash of each.
    let id = office.store().put_messages(to, vec![letter(1).whole()]).await.unwrap()[0];
    let done = office.perform(Gesture::Delete(vec![office.ids[0], id])).await;
    assert_eq!((done.done.count, done.accounts.len()), (2, 2));
    office.is_sound().await;
}

#[tokio::test]
async fn where_no_server_is_behind_it_nothing_is_queued() {
    let office = Office::open().await;
    let ground = Ground { server: false, ..GROUND };
    for gesture in [
        Gesture::Mark { messages: office.ids.clone(), change: seen() },
        Gesture::Archive(office.ids.clone()),
        Gesture::Delete(vec![office.ids[0]]),
        Gesture::Copy { messages: vec![office.ids[1]], to: office.inbox() },
        Gesture::Destroy(vec![office.ids[2]]),
        Gesture::MakeFolder { account: office.cabinet.account.id, under: None, name: "Neuf".to_owned() },
        Gesture::DeleteFolder(office.folder("Cabinet").await.id),
    ] {
        let _ = office.store().perform(gesture, ground).await.unwrap();
    }
    let gone = Gesture::DestroyFolder(office.folder("Neuf").await.id);
    let _ = office.store().perform(gone, ground).await.unwrap();
    assert_eq!(office.store().pending().await.unwrap(), []);
    assert_eq!(office.store().next_folder_work(office.cabinet.account.id).await.unwrap(), None);
    assert_eq!(office.folder("Trash/Cabinet").await.total, 0);
    assert!(!office.paths().await.contains(&"Neuf".to_owned()));
    office.is_sound().await;
}

// Folders.

#[tokio::test]
async fn a_folder_made_offline_is_used_offline() {
    let office = Office::open().await;
    let account = office.cabinet.account.id;
    let under = Some(office.folder("Cabinet").await.id);
    let made = office.perform(Gesture::MakeFolder { account, under, name: " Écho ".to_owned() }).await;
    let to = made.done.to.unwrap();
    let _ = office.perform(Gesture::Move { messages: vec![office.ids[0]], to }).await;
    let _ = office.perform(Gesture::RenameFolder { folder: to, name: "Échographies".to_owned() }).await;
    let (_, work) = office.store().next_folder_work(account).await.unwrap().unwrap();
    assert_eq!(work, Work::Make { folder: to, path: "Cabinet/Échographies".to_owned() }, "made under its last name");
    assert_eq!(office.store().server_path(to).await.unwrap(), None);
    // Taken back while it holds something, it is in the trash.
    let _ = office.undo(made).await;
    assert_eq!(office.folder("Trash/Échographies").await.total, 1);
    office.is_sound().await;
}

#[tokio::test]
async fn a_folder_made_and_taken_back_leaves_nothing_to_send() {
    let office = Office::open().await;
    let account = office.cabinet.account.id;
    let made = office.perform(Gesture::MakeFolder { account, under: None, name: "Neuf".to_owned() }).await;
    let renamed =
        office.perform(Gesture::RenameFolder { folder: office.folder("Cabinet").await.id, name: "X".to_owned() }).await;
    assert_eq!(office.waiting().await, 2);
    let _ = office.undo(renamed).await;
    let _ = office.undo(made).await;
    assert_eq!(office.waiting().await, 0);
    assert!(!office.paths().await.contains(&"Neuf".to_owned()));
    assert!(office.paths().await.contains(&"Cabinet/Analyses".to_owned()));
}

#[tokio::test]
async fn a_renamed_folder_keeps_its_id_and_its_messages_while_the_server_knows_the_old_name() {
    let office = Office::open().await;
    let cabinet = office.folder("Cabinet").await.id;
    let inside = office.folder("Cabinet/Analyses").await.id;
    let _ = office.store().put_messages(inside, vec![letter(11).whole()]).await.unwrap();
    let _ = office.perform(Gesture::RenameFolder { folder: cabinet, name: "Maison".to_owned() }).await;
    assert_eq!(office.folder("Maison/Analyses").await.id, inside);
    assert_eq!(office.store().server_path(inside).await.unwrap().as_deref(), Some("Cabinet/Analyses"));
    let there = office.listed(&[]).await;
    assert!(there.iter().all(|folder| folder.id != inside && folder.id != cabinet));
    assert_eq!(office.folder("Maison/Analyses").await.total, 1);
    assert!(!office.paths().await.contains(&"Cabinet".to_owned()));
}

#[tokio::test]
async fn a_refused_rename_takes_back_what_was_built_on_it() {
    let office = Office::open().await;
    let account = office.cabinet.account.id;
    let cabinet = office.folder("Cabinet").await.id;
    let _ = office.perform(Gesture::RenameFolder { folder: cabinet, name: "Maison".to_owned() }).await;
    let made = office.perform(Gesture::MakeFolder { account, under: Some(cabinet), name: "Neuf".to_owned() }).await;
    let _ = office.perform(Gesture::Move { messages: vec![office.ids[0]], to: made.done.to.unwrap() }).await;
    let (operation, _) = office.store().next_folder_work(account).await.unwrap().unwrap();
    office.store().folder_work_refused(operation, Reason::NotPermitted).await.unwrap();
    assert_eq!(office.paths().await, ["INBOX", "Archive", "Junk", "Trash", "Cabinet", "Cabinet/Analyses"]);
    assert_eq!(office.list(office.inbox()).await.len(), 5);
    assert_eq!(office.waiting().await, 0);
    assert_eq!(office.refused().await.len(), 2);
    office.is_sound().await;
}

#[tokio::test]
async fn a_deleted_folder_is_in_the_trash_under_a_name_that_is_free() {
    let office = Office::open().await;
    let _ = office.listed(&["Trash/Cabinet"]).await;
    let cabinet = office.folder("Cabinet").await.id;
    let done = office.perform(Gesture::DeleteFolder(cabinet)).await;
    assert_eq!(office.folder("Trash/Cabinet (2)").await.id, cabinet);
    assert_eq!(office.perform(Gesture::DeleteFolder(cabinet)).await.done.count, 0);
    let _ = office.undo(done).await;
    assert_eq!(office.folder("Cabinet").await.id, cabinet);
    assert_eq!(office.waiting().await, 0);
}

#[tokio::test]
async fn a_destroyed_folder_is_gone_and_what_was_moved_out_of_it_is_not() {
    let office = Office::open().await;
    let account = office.cabinet.account.id;
    let (cabinet, inside) = (office.folder("Cabinet").await.id, office.folder("Cabinet/Analyses").await.id);
    let ids = office.store().put_messages(inside, (11..14).map(|n| letter(n).whole()).collect()).await.unwrap();
    let _ = office.perform(Gesture::Move { messages: vec![ids[0]], to: office.inbox() }).await;
    let _ = office.perform(Gesture::Move { messages: vec![office.ids[0]], to: inside }).await;
    let _ = office.perform(Gesture::DestroyFolder(cabinet)).await;
    assert_eq!(office.paths().await, ["INBOX", "Archive", "Junk", "Trash"]);
    assert_eq!(office.store().page(ids.clone()).await.unwrap().len(), 1);
    let (operation, work) = office.store().next_folder_work(account).await.unwrap().unwrap();
    let paths = vec!["Cabinet/Analyses".to_owned(), "Cabinet".to_owned()];
    assert_eq!(work, Work::Destroy { folders: vec![inside, cabinet], paths });
    assert!(office.store().is_left_behind(vec![inside, cabinet]).await.unwrap());
    let expected =
        [(Verb::Move, inside, Some(office.inbox()), vec![11]), (Verb::Destroy, office.inbox(), None, vec![1])];
    assert_eq!(office.places().await, expected);
    // A new folder of the same name is another one.
    let _ = office.perform(Gesture::MakeFolder { account, under: None, name: "Cabinet".to_owned() }).await;
    let _ = office.listed(&[]).await;
    assert_eq!(office.folder("Cabinet").await.total, 0);
    let batch = office.store().waiting_places(account, Some(inside), 10).await.unwrap().remove(0);
    let done = vec![(batch.items[0].id, Some(Uid(200)))];
    office.store().places_done(done, office.inbox(), Some(UidValidity(7))).await.unwrap();
    assert!(!office.store().is_left_behind(vec![inside, cabinet]).await.unwrap());
    office.store().folder_work_done(operation).await.unwrap();
    assert_eq!(office.list(office.inbox()).await.len(), 5);
    office.is_sound().await;
}

#[tokio::test]
async fn a_folder_whose_destruction_is_refused_is_there_again() {
    let office = Office::open().await;
    let cabinet = office.folder("Cabinet").await.id;
    let _ = office.perform(Gesture::DestroyFolder(cabinet)).await;
    let (operation, _) = office.store().next_folder_work(office.cabinet.account.id).await.unwrap().unwrap();
    office.store().folder_work_refused(operation, Reason::NotPermitted).await.unwrap();
    assert_eq!(office.folder("Cabinet").await.id, cabinet);
    assert_eq!(office.refused().await, [(Act::DestroyFolder, 1, Reason::NotPermitted)]);
}

#[tokio::test]
async fn a_folder_gone_from_the_server_is_made_again_for_what_waits_to_go_in() {
    let office = Office::open().await;
    let to = office.folder("Cabinet/Analyses").await.id;
    let _ = office.store().put_messages(to, vec![letter(11).whole()]).await.unwrap();
    let _ = office.perform(Gesture::Move { messages: vec![office.ids[0]], to }).await;
    let listed = vec![server_folder("INBOX", Some(Role::Inbox)), server_folder("Cabinet", None)];
    let _ = office.store().put_folders(office.cabinet.account.id, listed).await.unwrap();
    assert_eq!(office.list(to).await, [office.ids[0]]);
    let (_, work) = office.store().next_folder_work(office.cabinet.account.id).await.unwrap().unwrap();
    assert_eq!(work, Work::Make { folder: to, path: "Cabinet/Analyses".to_owned() });
    // And one that a message was to leave takes it along.
    let _ = office.perform(Gesture::Move { messages: vec![office.ids[0]], to: office.inbox() }).await;
    office.is_sound().await;
}

#[tokio::test]
async fn names_and_places_that_cannot_be_are_found_out_before_anything_is_done() {
    let office = Office::open().await;
    let account = office.cabinet.account.id;
    let (cabinet, inside) = (office.folder("Cabinet").await.id, office.folder("Cabinet/Analyses").await.id);
    let make = |name: &str| Gesture::MakeFolder { account, under: None, name: name.to_owned() };
    let rename = |folder, name: &str| Gesture::RenameFolder { folder, name: name.to_owned() };
    for (gesture, expected) in [
        (make(" "), Unfit::NoName),
        (make("a/b"), Unfit::BadName),
        (make(&"x".repeat(161)), Unfit::LongName),
        (make("Cabinet"), Unfit::FolderExists),
        (make("Inbox"), Unfit::FolderExists),
        (rename(office.inbox(), "Boîte"), Unfit::Fixed),
        (rename(cabinet, "Archive"), Unfit::FolderExists),
        (Gesture::DeleteFolder(office.folder("Junk").await.id), Unfit::Fixed),
        (Gesture::DestroyFolder(office.folder("Trash").await.id), Unfit::Fixed),
        (Gesture::MoveFolder { folder: cabinet, under: Some(inside) }, Unfit::WithinItself),
    ] {
        assert_eq!(office.unfit(gesture.clone()).await, expected, "{gesture:?}");
    }
    assert_eq!(office.waiting().await, 0);
    let _ = office.perform(Gesture::MoveFolder { folder: inside, under: None }).await;
    assert_eq!(office.folder("Analyses").await.id, inside);
}

#[tokio::test]
async fn what_waits_survives_the_end_of_the_program() {
    let mut office = Office::open().await;
    let to = office.folder("Cabinet").await.id;
    let _ = office.perform(Gesture::Move { messages: office.ids.clone(), to }).await;
    let _ = office.perform(Gesture::Mark { messages: office.ids.clone(), change: seen() }).await;
    let before = (office.places().await, office.marks().await);
    office.cabinet.reopen().await;
    assert_eq!((office.places().await, office.marks().await), before);
}

#[tokio::test]
async fn tags_merge_by_their_newest_change() {
    use sceau::domain::{Colour, Tag};
    use sceau::store::SharedTag;
    let office = Office::open().await;
    let tag =
        |name: &str, colour| Tag { keyword: word("$sceau_urgent"), name: name.to_owned(), colour: Colour(colour) };
    office.store().put_tag(tag("Urgent", 1)).await.unwrap();
    let mine = office.store().shared_tags().await.unwrap().remove(0);
    let older = SharedTag { tag: tag("Ancien", 2), changed: mine.changed - 1, removed: true };
    assert!(!office.store().merge_tags(vec![older]).await.unwrap());
    let newer = SharedTag { tag: tag("Très urgent", 3), changed: mine.changed + 1, removed: false };
    assert!(office.store().merge_tags(vec![newer]).await.unwrap());
    // Of two in the same moment, the same one wins wherever they meet.
    let moment = mine.changed + 2;
    let two = ["A", "B"].map(|name| SharedTag { tag: tag(name, 4), changed: moment, removed: false });
    assert!(office.store().merge_tags(vec![two[1].clone()]).await.unwrap());
    assert!(!office.store().merge_tags(two.to_vec()).await.unwrap());
    assert_eq!(office.store().tags().await.unwrap(), [tag("B", 4)]);
    let change = Change { add: vec![word("$sceau_urgent")], ..Change::default() };
    let _ = office.perform(Gesture::Mark { messages: office.ids.clone(), change }).await;
    let removed = office.store().remove_tag(word("$sceau_urgent"), GROUND).await.unwrap();
    assert_eq!(removed.done.count, 5);
    assert_eq!(office.words(office.ids[0]).await, []);
    assert_eq!(office.store().tags().await.unwrap(), []);
    assert!(office.store().shared_tags().await.unwrap()[0].removed);
}

#[tokio::test]
#[ignore = "fills a mailbox of 100,000 messages: minutes in a debug build"]
async fn a_hundred_thousand_messages_are_marked_and_deleted_in_a_moment() {
    use std::time::{Duration, Instant};
    let office = Office::open().await;
    let mut ids = Vec::new();
    for from in (0..100_000).step_by(5000) {
        let headers = (from + 10..from + 5010).map(|number| letter(number).header()).collect();
        ids.extend(office.store().add_headers(office.inbox(), headers).await.unwrap());
    }
    let gestures = [
        Gesture::Mark { messages: vec![ids[500]], change: seen() },
        Gesture::Mark { messages: ids.clone(), change: seen() },
        Gesture::Delete(ids.clone()),
    ];
    let mut took = Vec::new();
    for gesture in gestures {
        let start = Instant::now();
        let _ = office.perform(gesture).await;
        took.push(start.elapsed());
    }
    println!("one, 100,000 marked, 100,000 deleted: {took:?}");
    assert!(took[0] < Duration::from_millis(20) && took[1..].iter().all(|took| *took < Duration::from_secs(20)));
}
