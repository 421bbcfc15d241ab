//! From what the cache keeps to what is believed. All of it is proved anew:
//! a row is no proof.

use tokio::runtime::Handle;

use crate::crypto::cert::Certificate;
use crate::crypto::smime::Binding;
use crate::domain::verdict::BoundBy;
use crate::net::published::Edition;
use crate::store::{AnchorFrom, KeptAnchor, KeptAnswer, KeptBinding, KeptCertificate, KeptList, Store, StoreError};
use crate::sync::now;

use super::super::seal::Belief;
use super::super::{Fault, faults};

struct Rows {
    anchors: Vec<KeptAnchor>,
    authorities: Vec<KeptCertificate>,
    lists: Vec<KeptList>,
    answers: Vec<(KeptCertificate, KeptAnswer)>,
    bindings: Vec<KeptBinding>,
}

/// What of IGC-Santé the workstation has is kept from then on: the package that
/// brought it may go.
pub async fn load(handle: &Handle, store: &Store) -> Result<Belief, Fault> {
    let rows = read(store).await.map_err(faults::store)?;
    let built = handle.spawn_blocking(move || rows.believed()).await;
    let (belief, installed) = built.map_err(|_| faults::worker())?;
    if !installed.is_empty() {
        store.keep_anchors(installed).await.map_err(faults::store)?;
    }
    Ok(belief)
}

pub fn bound(bindings: Vec<KeptBinding>) -> Vec<Binding> {
    let bound = |kept: KeptBinding| Binding { address: kept.address, holder: kept.holder, by: BoundBy::Contact };
    bindings.into_iter().map(bound).collect()
}

async fn read(store: &Store) -> Result<Rows, StoreError> {
    Ok(Rows {
        anchors: store.anchors().await?,
        authorities: store.authorities_met().await?,
        lists: store.lists().await?,
        answers: store.answers().await?,
        bindings: store.bindings().await?,
    })
}

impl Rows {
    /// With the authorities that the workstation has, and the cache had not.
    fn believed(self) -> (Belief, Vec<KeptAnchor>) {
        let mut belief = Belief::installed();
        let known = |certificate: &Certificate| self.anchors.iter().any(|one| one.der == certificate.der());
        let installed = belief.anchors().map(|(certificate, _)| certificate).filter(|one| !known(one));
        let installed = installed.map(|certificate| anchor(certificate, AnchorFrom::Installed)).collect();
        for authority in self.anchors.iter().filter_map(|anchor| Certificate::read(&anchor.der).ok()) {
            belief.believe(authority);
        }
        for authority in self.authorities.iter().filter_map(|one| Certificate::read(&one.der).ok()) {
            let _new = belief.meet(authority);
        }
        for list in self.lists {
            learn_list(&mut belief, list);
        }
        for (certificate, answer) in &self.answers {
            learn_answer(&mut belief, certificate, answer);
        }
        belief.bind(bound(self.bindings));
        (belief, installed)
    }
}

pub fn anchor(certificate: &Certificate, source: AnchorFrom) -> KeptAnchor {
    KeptAnchor { fingerprint: certificate.fingerprint(), der: certificate.der().to_vec(), source, added: now() }
}

fn learn_list(belief: &mut Belief, list: KeptList) {
    let Some(issuer) = belief.authority(&list.issuer).cloned() else { return };
    let edition = Edition { tag: list.version.tag, modified: list.version.modified };
    if let Err(error) = belief.learn_list(&list.bytes, &issuer, &list.address, edition) {
        tracing::warn!(target: "sceau::trust", %error, "a list that was kept is not taken");
    }
}

fn learn_answer(belief: &mut Belief, certificate: &KeptCertificate, answer: &KeptAnswer) {
    let Some(issuer) = belief.authority(&answer.issuer).cloned() else { return };
    let Ok(certificate) = Certificate::read(&certificate.der) else { return };
    if let Err(error) = belief.learn_answer(&answer.bytes, &certificate, &issuer) {
        tracing::warn!(target: "sceau::trust", %error, "an answer that was kept is not taken");
    }
}
