//! What is signed and enciphered, beside the programs that peers use.

mod cms;
mod forged;
mod smime;
mod soft;
mod trust;
