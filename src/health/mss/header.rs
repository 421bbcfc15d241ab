//! The headers that MSSanté adds to a message. Read, they sort; they prove nothing.

use super::super::cda::Document;
use super::super::ins::Kind;

/// The kinds of the documents inside; only where an archive with CDA is.
pub const CODES: &str = "X-MSS-CODECDA";
/// Whether a qualified INS is inside; the same.
pub const INS: &str = "X-MSS-INS";
/// The number of the sending software; on every message.
pub const NUMBER: &str = "X-MSS-NIL";
/// To a patient: the exchange is over.
pub const END: &str = "X-MSS-MES";
pub const END_VALUE: &str = "FIN";

/// The value of [`CODES`]; None where there is no document to speak of.
pub fn codes(documents: &[&Document]) -> Option<String> {
    let codes = documents.iter().map(|document| document.code.code.as_str()).filter(|code| !code.is_empty());
    let codes: Vec<_> = codes.collect();
    (!codes.is_empty()).then(|| codes.join(","))
}

/// The value of [`INS`]: `O` where one of them has a qualified NIR. A number for the
/// time being, of a test or with a wrong key is none.
pub fn ins(documents: &[&Document]) -> Option<&'static str> {
    let is_nir = |document: &&Document| document.patient.ins.as_ref().is_some_and(|ins| ins.kind() == Some(Kind::Nir));
    let qualified = documents.iter().any(|document| is_nir(document) && document.patient.is_qualified());
    (!documents.is_empty()).then_some(if qualified { "O" } else { "N" })
}

/// The codes that a message says are inside.
pub fn read_codes(value: &str) -> Vec<String> {
    value.split([',', ';']).map(str::trim).filter(|code| !code.is_empty()).map(str::to_owned).collect()
}

/// None where it is neither yes nor no.
pub fn read_ins(value: &str) -> Option<bool> {
    match value.trim() {
        "O" | "o" => Some(true),
        "N" | "n" => Some(false),
        _ => None,
    }
}

/// Whether a message ends the exchange with a patient: by its header, or by a
/// subject that is this and nothing more.
pub fn ends(header: Option<&str>, subject: &str) -> bool {
    header.is_some_and(|value| value.trim() == END_VALUE) || subject.trim() == "[FIN]"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_they_come() {
        assert_eq!(read_codes(" 34112-3,PRESC-BIO , 15508-5,"), ["34112-3", "PRESC-BIO", "15508-5"]);
        assert_eq!([read_ins(" O"), read_ins("N"), read_ins("Y")], [Some(true), Some(false), None]);
        assert!(ends(Some("FIN "), "Bonjour") && ends(None, "[FIN]"));
        assert!(!ends(Some("fin"), "[fin]") && !ends(None, "RE: [FIN]"));
        assert_eq!((codes(&[]), ins(&[])), (None, None));
    }
}
