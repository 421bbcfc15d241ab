//! Whom one believes without proof. The nine authorities of IGC-Santé are known
//! by their fingerprints and by nothing else, wherever their certificates come
//! from; others are here because the user put them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::crypto::ber;
use crate::crypto::cert::{Certificate, hex, same_name};
use crate::crypto::oid;

/// Where an authority's certificate is believed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    IgcSante,
    /// The user's own doing.
    Own,
}

#[derive(Debug, Clone, Default)]
pub struct Anchors {
    known: Vec<(Certificate, Origin)>,
}

impl Anchors {
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes of a file (a certificate, several in PEM, a chain in PKCS#7) those
    /// that are of IGC-Santé, whatever they call themselves. Says how many were new.
    pub fn take_igc_sante(&mut self, file: &[u8]) -> usize {
        let found = certificates(file).into_iter();
        found.filter(is_igc_sante).fold(0, |new, one| new + usize::from(self.put(one, Origin::IgcSante)))
    }

    /// What the user chose to believe. Says whether it was new.
    pub fn add_own(&mut self, certificate: Certificate) -> bool {
        self.put(certificate, Origin::Own)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&Certificate, Origin)> {
        self.known.iter().map(|(certificate, origin)| (certificate, *origin))
    }

    pub fn origin(&self, certificate: &Certificate) -> Option<Origin> {
        self.iter().find(|(known, _)| *known == certificate).map(|(_, origin)| origin)
    }

    pub(super) fn called<'a>(&'a self, name: &'a [u8]) -> impl Iterator<Item = &'a Certificate> {
        self.known.iter().map(|(certificate, _)| certificate).filter(move |one| same_name(one.subject(), name))
    }

    fn put(&mut self, certificate: Certificate, origin: Origin) -> bool {
        let new = self.origin(&certificate).is_none();
        if new {
            self.known.push((certificate, origin));
        }
        new
    }
}

/// Is it one of the nine, byte for byte?
pub fn is_igc_sante(certificate: &Certificate) -> bool {
    IGC_SANTE.contains(&hex(&certificate.fingerprint()).as_str())
}

/// Every certificate of a file: DER, PEM, or a chain in PKCS#7 of either form.
/// What cannot be read is left out.
pub fn certificates(file: &[u8]) -> Vec<Certificate> {
    blocks(file)
        .iter()
        .flat_map(|block| chain(block).unwrap_or_else(|| Certificate::read(block).into_iter().collect()))
        .collect()
}

/// Every revocation list of a file, DER or PEM, not looked into.
pub fn lists_of(file: &[u8]) -> Vec<Vec<u8>> {
    blocks(file)
}

fn blocks(file: &[u8]) -> Vec<Vec<u8>> {
    let blocks = pem(file);
    if blocks.is_empty() { vec![file.to_vec()] } else { blocks }
}

/// The certificates of a PKCS#7 chain.
fn chain(bytes: &[u8]) -> Option<Vec<Certificate>> {
    const CERTIFICATES: u8 = 0xA0;
    let (info, _) = ber::read(bytes).ok()?;
    let [kind, content] = info.children().ok()?.try_into().ok()?;
    if kind.body != oid::SIGNED_DATA {
        return None;
    }
    let signed = ber::only(content.body).ok()?.children().ok()?;
    let list = signed.into_iter().find(|part| part.tag == CERTIFICATES)?;
    Some(list.children().ok()?.iter().filter_map(|one| Certificate::read(one.whole).ok()).collect())
}

/// What stands between the lines of PEM, whatever it is.
fn pem(file: &[u8]) -> Vec<Vec<u8>> {
    let Ok(text) = std::str::from_utf8(file) else { return Vec::new() };
    let mut found = Vec::new();
    let mut block: Option<String> = None;
    for line in text.lines().map(str::trim) {
        if line.starts_with("-----BEGIN ") {
            block = Some(String::new());
        } else if line.starts_with("-----END ") {
            found.extend(block.take().and_then(|text| BASE64.decode(text).ok()));
        } else if let Some(block) = &mut block {
            block.push_str(line);
        }
    }
    found
}

/// SHA-256 of the three roots and the six authorities below them.
const IGC_SANTE: [&str; 9] = [
    // AC RACINE IGC-SANTE ELEMENTAIRE, and its organisations and persons
    "2D9E22CA19F777C6B745257C723ECB8DF3C35FA6F1F6EC36B83600C97346967F",
    "D834EE5B40686B73573F60547BF6052C6D404D942A5665CDB2C0B9137B5D27B2",
    "19C1EAEAB477B6FBC233CDA3B53FBDBC3F4E9BF6CF6973E46F7DFAEF89C06C6C",
    // AC RACINE IGC-SANTE STANDARD, and its organisations and persons
    "5891815E864506C662AFB32F8DE5B8DE38BFFA1AF721780B69E19A0C050386C3",
    "C0520A2B14FB68836A807BF86AB2B3E07D1B6061D91BC9C7B86A6F8DE4B5638E",
    "6C339EBCB3E1B0102B143C9694225C2A4AB2EF6FEDF7D364DA8DB305E7F7D997",
    // AC RACINE IGC-SANTE FORT, and its organisations and persons
    "53D30A19570826BDE0C0762501F1F1C7A659F976C6C023123DF5239DF34A4EEA",
    "23F69674002D1DD4B018BAECD908DC92687942BB48E5140FF895E2F56BC49C0D",
    "38284E4F6107456E70C7439C85DA7D564D0FE1FE1A968C9EB6D43E1FC0D63C3A",
];
