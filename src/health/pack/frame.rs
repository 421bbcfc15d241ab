//! The two files at the top of an archive, for who opens it by hand. In French: who
//! receives it is a house of health in France.

use super::super::cda::Document;
use super::super::patient::Patient;
use super::super::xml::escape;
use super::{Parcel, name};

pub(super) fn readme(parcel: &Parcel<'_>) -> Vec<u8> {
    let (sender, software) = (parcel.sender, parcel.software);
    let lines = [
        "Archive IHE XDM".to_owned(),
        String::new(),
        format!("Emetteur : {} ({})", sender.name, sender.house_name),
        format!("Date : {}", parcel.at.french()),
        format!("Logiciel : {} {} ({})", software.name, software.version, software.vendor),
        String::new(),
        "Organisation : INDEX.HTM presente le contenu ; IHE_XDM/SUBSET01 contient".to_owned(),
        "METADATA.XML (description) et les documents de sante (CDA R2).".to_owned(),
        String::new(),
        "Ces donnees de sante sont couvertes par le secret professionnel. Si vous".to_owned(),
        "n'en etes pas le destinataire, detruisez-les et prevenez l'emetteur.".to_owned(),
        String::new(),
    ];
    lines.join("\r\n").into_bytes()
}

pub(super) fn index(parcel: &Parcel<'_>, documents: &[Document], patient: &Patient) -> Vec<u8> {
    let mut page = String::from(HEAD);
    let mut line = |tag: &str, text: &str| {
        page.extend(["<", tag, ">"]);
        escape(text, &mut page);
        page.extend(["</", tag, ">\n"]);
    };
    line("h1", "Documents de santé");
    line("p", &format!("Émetteur : {} ({})", parcel.sender.name, parcel.sender.house_name));
    let birth = patient.birth_date.map(|date| format!(", {}", date.french())).unwrap_or_default();
    let named = [patient.family(), patient.given()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    line("p", &format!("Patient : {named}{birth}"));
    page.push_str("<ul>\n");
    for (at, document) in documents.iter().enumerate() {
        page.extend(["<li><a href=\"IHE_XDM/SUBSET01/", &name(at), "\">"]);
        escape(if document.title.is_empty() { document.code.shown() } else { &document.title }, &mut page);
        page.push_str("</a></li>\n");
    }
    page.push_str("</ul>\n<p><a href=\"README.TXT\">README.TXT</a></p>\n</body>\n</html>\n");
    page.into_bytes()
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML Basic 1.0//EN\" \"http://www.w3.org/TR/xhtml-basic/xhtml-basic10.dtd\">\n\
<html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"fr\">\n<head><title>Documents de santé</title></head>\n<body>\n";
