//! Health documents of invented people, good and bad, and by the thousand.

mod cda;
mod damage;
mod effort;
mod mutation;
mod pack;
mod sample;
mod xdm;
