//! Queries in one form only, so that what means the same is the same.

use super::Query;

impl Query {
    #[must_use]
    pub fn and(all: impl IntoIterator<Item = Self>) -> Self {
        let mut flat = Vec::new();
        for one in all {
            match one {
                Self::And(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        alone(flat).unwrap_or_else(Self::And)
    }

    /// Of none, nothing was asked: every message.
    #[must_use]
    pub fn or(any: impl IntoIterator<Item = Self>) -> Self {
        let mut flat = Vec::new();
        for one in any {
            match one {
                Self::Or(inner) => flat.extend(inner),
                other if other.is_empty() => {}
                other => flat.push(other),
            }
        }
        if flat.is_empty() { Self::And(flat) } else { alone(flat).unwrap_or_else(Self::Or) }
    }

    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            empty if empty.is_empty() => empty,
            other => Self::Not(Box::new(other)),
        }
    }
}

fn alone(mut several: Vec<Query>) -> Result<Query, Vec<Query>> {
    match several.pop() {
        Some(one) if several.is_empty() => Ok(one),
        Some(last) => {
            several.push(last);
            Err(several)
        }
        None => Err(several),
    }
}
