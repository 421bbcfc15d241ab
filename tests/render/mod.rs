//! Pages of strangers, honest and hostile, and what is left of them.

pub(crate) mod attacks;
mod cost;
mod inspect;
mod kinds;
