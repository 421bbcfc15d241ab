//! Policies (RFC 5280, 6.1), as a set that is carried down the chain: it
//! matters only where an authority asks that one lead all the way.

use std::collections::BTreeSet;

use crate::crypto::ber::{self, Malformed};
use crate::crypto::cert::{Certificate, identifier as id, number};

/// Does a policy lead from the top of the chain to its foot wherever that is asked for?
/// The chain is given from its foot; its last is believed as it is.
pub(super) fn leads_down(chain: &[&Certificate]) -> bool {
    // A constraint that cannot be read cannot be kept.
    walk(chain).unwrap_or(false)
}

fn walk(chain: &[&Certificate]) -> Result<bool, Malformed> {
    let below_anchor = chain.get(..chain.len().saturating_sub(1)).unwrap_or_default();
    let mut state = State { valid: None, explicit: None, any_barred: None, mapping_barred: None };
    for (place, certificate) in below_anchor.iter().enumerate().rev() {
        state.narrow(certificate, place == 0);
        if state.explicit == Some(0) && state.valid.as_ref().is_some_and(BTreeSet::is_empty) {
            return Ok(false);
        }
        if place > 0 {
            state.descend(certificate)?;
        }
    }
    let foot = below_anchor.first().map(|foot| constraints(foot)).transpose()?.unwrap_or_default();
    let asked = state.explicit == Some(0) || foot.explicit == Some(0);
    Ok(!(asked && state.valid.is_some_and(|valid| valid.is_empty())))
}

struct State {
    /// None: any.
    valid: Option<BTreeSet<Vec<u8>>>,
    /// How many more steps until it is so.
    explicit: Option<u32>,
    any_barred: Option<u32>,
    mapping_barred: Option<u32>,
}

impl State {
    fn narrow(&mut self, certificate: &Certificate, foot: bool) {
        let stated: BTreeSet<Vec<u8>> = certificate.policies().unwrap_or_default().iter().cloned().collect();
        let barred = self.any_barred == Some(0) && (foot || !certificate.is_self_issued());
        let any = stated.contains(id::ANY_POLICY) && !barred;
        self.valid = match (self.valid.take(), any) {
            (valid, true) => valid,
            (None, false) => Some(named(stated)),
            (Some(valid), false) => Some(valid.intersection(&stated).cloned().collect()),
        };
    }

    fn descend(&mut self, authority: &Certificate) -> Result<(), Malformed> {
        self.map(authority)?;
        if !authority.is_self_issued() {
            for counter in [&mut self.explicit, &mut self.any_barred, &mut self.mapping_barred] {
                *counter = counter.map(|steps| steps.saturating_sub(1));
            }
        }
        let asked = constraints(authority)?;
        self.explicit = lower(self.explicit, asked.explicit);
        self.mapping_barred = lower(self.mapping_barred, asked.mapping);
        if let Some(extension) = authority.extension(id::INHIBIT_ANY_POLICY) {
            let steps = number(ber::only(&extension.value)?.expect(0x02)?.body)?;
            self.any_barred = lower(self.any_barred, Some(steps));
        }
        Ok(())
    }

    /// What the authority calls one thing is called another below.
    fn map(&mut self, authority: &Certificate) -> Result<(), Malformed> {
        let Some(extension) = authority.extension(id::POLICY_MAPPINGS) else { return Ok(()) };
        let Some(valid) = &mut self.valid else { return Ok(()) };
        let mut mapped = BTreeSet::new();
        for pair in ber::only(&extension.value)?.expect(0x30)?.children()? {
            let [above, below] = pair.children()?.try_into().map_err(|_| Malformed::Unexpected)?;
            if valid.remove(above.body) && self.mapping_barred != Some(0) {
                let _ = mapped.insert(below.body.to_vec());
            }
        }
        valid.append(&mut mapped);
        Ok(())
    }
}

fn named(mut stated: BTreeSet<Vec<u8>>) -> BTreeSet<Vec<u8>> {
    let _ = stated.remove(id::ANY_POLICY);
    stated
}

fn lower(one: Option<u32>, other: Option<u32>) -> Option<u32> {
    one.into_iter().chain(other).min()
}

#[derive(Default)]
struct Asked {
    explicit: Option<u32>,
    mapping: Option<u32>,
}

fn constraints(certificate: &Certificate) -> Result<Asked, Malformed> {
    let mut asked = Asked::default();
    let Some(extension) = certificate.extension(id::POLICY_CONSTRAINTS) else { return Ok(asked) };
    for part in ber::only(&extension.value)?.expect(0x30)?.children()? {
        match part.tag {
            0x80 => asked.explicit = Some(number(part.body)?),
            0x81 => asked.mapping = Some(number(part.body)?),
            _ => return Err(Malformed::Unexpected),
        }
    }
    Ok(asked)
}
