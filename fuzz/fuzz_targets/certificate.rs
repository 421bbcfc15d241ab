//! See `certificates.rs`.
#![no_main]

#[path = "../certificates.rs"]
mod certificates;

libfuzzer_sys::fuzz_target!(|data: &[u8]| certificates::certificate(data));
