//! Letters that are written again and again. They lie as messages in a folder of
//! the server, so that the whole practice has them; one that is taken from there
//! is a copy, filled in for who writes.
//!
//! A template is nobody's answer: the thread and the seal of what it was made of
//! stay behind.

use crate::domain::writing::Selection;
use crate::domain::{
    Account, AccountId, Carried, Draft, DraftId, Filter, Flag, Flags, Folder, Grouping, Manner, MessageId, Phrases,
    Purpose, Role, Sort, Template, Uid, Wishes, Writing,
};
use crate::engine::{Engine, Fault, FaultKind, Subject, faults};
use crate::mime::answer::{bare_subject, with_bcc};
use crate::mime::{self};
use crate::store::Listed;
use crate::sync::{ingest, now};

use super::begin::{Setting, above, begun, filling, put_bodies};

/// Templates that are offered.
const MOST: usize = 2000;

impl Engine {
    /// Those of all mailboxes, by name.
    pub async fn templates(&self) -> Result<Vec<Template>, Fault> {
        let mut all = Vec::new();
        for account in self.accounts().await? {
            let folders = self.inner.store.folders(account.id).await.map_err(faults::store)?;
            let Some(top) = folders.iter().find(|folder| folder.role == Some(Role::Templates)) else { continue };
            for folder in folders.iter().filter(|folder| folder.selectable && folder.is_within(top)) {
                all.extend(self.templates_in(folder, top).await?);
            }
        }
        all.sort_by_cached_key(|one| (one.name.to_lowercase(), one.id));
        all.truncate(MOST);
        Ok(all)
    }

    async fn templates_in(&self, folder: &Folder, top: &Folder) -> Result<Vec<Template>, Fault> {
        let (listed, sort) = (Listed::Folder(folder.id), Sort::default());
        let store = &self.inner.store;
        let listing = store.listing(listed, sort, Filter::default(), Grouping::None, Vec::new()).await;
        let mut ids = listing.map_err(faults::store)?.ids;
        ids.truncate(MOST);
        let rows = store.page(ids).await.map_err(faults::store)?;
        let shelf = folder.path.strip_prefix(top.path.as_str()).unwrap_or_default();
        let shelf = shelf.split(top.separator.unwrap_or('/')).filter(|step| !step.is_empty());
        let shelf = shelf.collect::<Vec<_>>().join(" › ");
        Ok(rows.into_iter().map(|row| Template { id: row.id, name: row.subject, shelf: shelf.clone() }).collect())
    }

    /// What is taken over of a template into a message of that mailbox, with layout
    /// where that has any.
    pub async fn template(
        &self,
        id: MessageId,
        account: AccountId,
        rich: bool,
        setting: Setting,
    ) -> Result<Writing, Fault> {
        let account = self.account_of(account).await?;
        let mut writing = self.as_written(id).await?;
        if !rich && writing.rich {
            writing.document = mime::writing::from_text(&mime::writing::text(&writing.document));
        }
        let draft = &mut writing.draft;
        draft.account = account.id;
        let filling = filling(&account, &setting);
        filling.fill_in(&mut writing.document);
        draft.subject = filling.fill_known(&draft.subject);
        Ok(writing)
    }

    /// A message made of a template, with the signature of its mailbox.
    pub async fn begin_of_template(&self, id: MessageId, setting: Setting) -> Result<Writing, Fault> {
        let folder = self.folder_with(id).await?;
        let account = self.account_of(folder.account).await?;
        let template = self.template(id, account.id, true, setting.clone()).await?;
        let empty = Writing::new(&account).draft;
        let Draft { to, cc, bcc, reply_to, subject, carried, must_encrypt, .. } = template.draft;
        let draft = Draft { to, cc, bcc, reply_to, subject, carried, must_encrypt, ..empty };
        let mut writing = begun(draft, &account, &setting);
        writing.rich = template.rich || account.draft.sending.rich;
        writing.document = above(&template.document, &writing.document);
        if let Some((first, _)) = writing.document.blanks().first() {
            writing.selection = *first;
        }
        Ok(writing)
    }

    /// The template itself, to be changed.
    pub async fn edit_template(&self, id: MessageId) -> Result<Writing, Fault> {
        let mut writing = self.as_written(id).await?;
        writing.draft.account = self.folder_with(id).await?.account;
        writing.purpose = Purpose::Template { instead: Some(id) };
        Ok(writing)
    }

    async fn as_written(&self, id: MessageId) -> Result<Writing, Fault> {
        let setting = Setting::default();
        let mut writing = self.begin_answer(id, Manner::EditAsNew, setting, |_, _| Phrases::default()).await?;
        (writing.draft.source, writing.draft.wishes) = (None, Wishes::default());
        Ok(writing)
    }

    /// A template to be made of what is written, with files of its own.
    pub async fn begin_template(&self, writing: Writing) -> Result<(DraftId, Writing), Fault> {
        let mut writing = worth_keeping(writing);
        let carried = std::mem::take(&mut writing.draft.carried);
        let id = self.keep_draft(None, writing.clone()).await?;
        for one in carried {
            let own = match one {
                Carried::File { file, name, media_type, size, content_id } => {
                    let gone = || Fault::new(FaultKind::NotHere, Subject::Profile, "its file is gone");
                    let bytes = self.inner.store.enclosure(file).await.map_err(faults::store)?.ok_or_else(gone)?;
                    let kept = self.enclose(Some(id), writing.clone(), name.clone(), bytes).await?;
                    let Carried::File { file, .. } = kept.carried else { continue };
                    Carried::File { file, name, media_type, size, content_id }
                }
                other => other,
            };
            writing.draft.carried.push(own);
        }
        let _same = self.keep_draft(Some(id), writing.clone()).await?;
        Ok((id, writing))
    }

    /// Lays what is written into the folder of templates; `id` is the draft that
    /// it was until now, and that is done with.
    pub async fn keep_template(&self, id: Option<DraftId>, writing: Writing) -> Result<(), Fault> {
        let instead = match writing.purpose {
            Purpose::Template { instead } => instead,
            Purpose::Letter => None,
        };
        let mut writing = writing;
        put_bodies(&mut writing);
        let bytes = self.template_bytes(&writing.draft).await?;
        let flags = Flags::NONE.with(Flag::Seen);
        let read = move || ingest::whole(&bytes, Uid(0), now(), flags, Vec::new(), Some(Role::Templates));
        let letter = self.on_a_thread(read).await?;
        let account = writing.draft.account;
        let put = self.inner.store.put_template(account, instead, letter, self.ground()).await;
        let _done = self.tell_performed(put.map_err(faults::store)?);
        match id {
            Some(id) => self.discard_draft(id).await,
            None => Ok(()),
        }
    }

    async fn template_bytes(&self, draft: &Draft) -> Result<Vec<u8>, Fault> {
        let (bytes, _) =
            self.letter_of(draft, now(), Vec::new(), draft.must_encrypt && draft.wishes.hide_subject).await?;
        let bytes = with_bcc(&draft.bcc, bytes);
        // What came encrypted lies nowhere in clear.
        if draft.must_encrypt { self.encrypted_for_self(draft, bytes).await } else { Ok(bytes) }
    }

    async fn folder_with(&self, id: MessageId) -> Result<Folder, Fault> {
        let gone = || Fault::new(FaultKind::NotHere, Subject::Message(id), "no such template");
        let row = self.inner.store.page(vec![id]).await.map_err(faults::store)?.into_iter().next().ok_or_else(gone)?;
        self.inner.store.folder(row.folder).await.map_err(faults::store)?.ok_or_else(gone)
    }

    pub(super) async fn account_of(&self, id: AccountId) -> Result<Account, Fault> {
        let gone = || Fault::new(FaultKind::NotHere, Subject::Account(id), "no such account");
        self.accounts().await?.into_iter().find(|account| account.id == id).ok_or_else(gone)
    }
}

/// What of a message is worth being written again: not whom it answered, and
/// neither what was quoted nor who signed it.
fn worth_keeping(mut writing: Writing) -> Writing {
    // A patient's document is no part of a letter to others.
    writing.take_documents_out();
    let draft = &mut writing.draft;
    if draft.source.is_some() || draft.in_reply_to.is_some() {
        (draft.to, draft.cc, draft.bcc, draft.reply_to) = Default::default();
        draft.subject = bare_subject(&draft.subject).to_owned();
    }
    (draft.source, draft.in_reply_to, draft.references) = (None, None, Vec::new());
    writing.document = writing.document.own_words(writing.signed.take().as_deref());
    (writing.purpose, writing.selection) = (Purpose::Template { instead: None }, Selection::default());
    writing
}
