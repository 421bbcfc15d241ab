//! Sceau: the desktop mail of a medical practice.
//!
//! A native window stands on a local encrypted cache, synced over IMAP.
//! Everything that was synced once can be read with the network cut.
//!
//! # The house
//!
//! | floor | what it holds | may use |
//! |---|---|---|
//! | [`domain`] | the words of the trade as values; no I/O, no clock | nothing |
//! | [`mime`] | bytes to messages and back; total, capped | domain |
//! | [`health`] | documents of patients to a model and back: HPRIM, CDA, XDM, INS; total, capped | domain |
//! | [`store`] | the encrypted cache; the only place that knows SQL | domain |
//! | [`config`] | settings, paths, the session's keyring | domain |
//! | [`desktop`] | notifications, the locked screen, printers | domain, config, i18n |
//! | [`net`] | TLS, IMAP, POP3, SMTP, finding servers; oddities end here | domain, crypto |
//! | [`child`] | a confined process for bytes of strangers; frames over its pipes | nothing |
//! | [`extract`] | documents to words, inside such a process | domain, mime, child |
//! | [`render`] | what is read, made harmless, laid out and painted, in another | domain, mime, health, child |
//! | [`crypto`] | certificates, S/MIME, trust, the verdict; keys only behind a trait | domain, mime |
//! | [`token`] | cards and tokens: presence, vendors' modules in child processes | domain, child, crypto |
//! | [`sync`] | what to do (a pure plan) and doing it, both ways | all above |
//! | [`engine`] | the whole client without a window | all above |
//! | [`paper`] | what stands around a message on paper | engine, domain, i18n |
//! | [`ui`], [`cli`] | the window; the terminal | engine, domain, config, desktop, paper |
//! | [`i18n`] | the words, in French and in English | domain |
//!
//! `tests/architecture.rs` reads the `use` lines and fails on an arrow that
//! points up.
//!
//! # The flow
//!
//! The window sends a [`engine::Command`] and never waits. The engine's own
//! runtime does the work and tells everybody by an [`engine::Event`]. Reading
//! (a list, a page of it, a message) is a question to [`engine::Engine`],
//! answered to who asked. What the user does to mail is a
//! [`domain::Gesture`]: it shows at once, waits in the cache beside what the
//! server has, and goes out when there is a line. Lists hold row ids and ask for pages, so that a
//! folder of 100,000 messages costs what one screen costs.
//!
//! What is written is kept as it is written ([`domain::Writing`]), looked at before
//! it leaves ([`domain::check`]), signed and encrypted whole, and then nothing of it
//! changes any more: the outbox takes it to the server, once.
//!
//! # What always holds
//!
//! 1. A message is in the list only if what its row promises is here.
//! 2. Opening the cache with a wrong key is an answer, never an empty cache.
//! 3. Nothing of a message is on the disk in clear: the database is encrypted
//!    whole, each letter is sealed, and nothing else is written unless the user
//!    saves it, or prints where only a file will do: then it is theirs alone, and
//!    gone when the program ends.
//! 4. No byte goes to a server before TLS, none that came before is believed.
//! 5. Mail bytes cannot panic the program: no indexing, no unwrap, caps on
//!    depth and size.
//! 6. What the user did is in the cache in the same transaction as what is
//!    seen of it, reaches the server once, and is confirmed or told as refused.
//! 7. No name, address, body or secret in a log or an error's detail.
//! 8. No message is called valid that was not proved to be, as a whole; what is
//!    decrypted is never joined with anything.
//! 9. What was deciphered is on no disk but in the encrypted cache: as words of the
//!    index, as the subject of a row where the subject had come hidden, as whom it is
//!    about, and as what was measured.
//! 10. A page of a stranger is laid out and painted where it can reach nothing;
//!     what it shows stays inside its place, below what the window says of it.
//! 11. What is to be signed or encrypted never leaves otherwise, nor signed with
//!     somebody else's key.
//! 12. A vendor's module runs in a process of its own; a code is given to it once
//!     and kept nowhere.
//! 13. A message that is sent is in the cache until it has left and its copy is
//!     filed. That a server may have it is written down before the byte that
//!     completes it: it goes once, or the user is asked.
//! 14. A health document is exported once, whole, as the bytes that came, and never over
//!     another file; until it is in its folder, it is in the cache.
//! 15. What a patient hid goes to nobody whom it is hidden from, and no patient's
//!     document to another's address: looked at once more where it leaves.

pub mod child;
pub mod cli;
pub mod config;
pub mod crypto;
pub mod desktop;
pub mod domain;
pub mod engine;
pub mod extract;
pub mod health;
pub mod i18n;
pub mod mime;
pub mod net;
pub mod paper;
pub mod render;
pub mod store;
pub mod sync;
pub mod token;
pub mod ui;
