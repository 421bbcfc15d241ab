//! Health documents of invented people, good and bad, and by the thousand.

mod beside;
mod cda;
mod effort;
mod export;
mod hprim;
mod mutation;
mod pack;
mod sample;
mod showing;
mod xdm;
