//! See `../cms.rs`.
#![no_main]

#[path = "../cms.rs"]
mod cms;

libfuzzer_sys::fuzz_target!(|data: &[u8]| cms::read(data, &[]));
