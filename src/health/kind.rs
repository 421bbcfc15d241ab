//! The kinds of documents that a practice writes, each with the class it is filed in.
//! Documents of other kinds go through all the same: their own code is kept.

use super::code::{Code, LOINC};

/// The sets of kinds that LOINC has none for, and of classes.
const OWN: &str = "1.2.250.1.213.1.1.4.12";
pub const CLASSES: &str = "1.2.250.1.213.1.1.4.1";

/// A kind, by its code, and the class of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    pub code: &'static str,
    system: &'static str,
    pub label: &'static str,
    class: Class,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Report,
    Synthesis,
    Imaging,
    Prescription,
    Plan,
    Certificate,
}

const fn loinc(code: &'static str, label: &'static str, class: Class) -> Kind {
    Kind { code, system: LOINC, label, class }
}

const fn own(code: &'static str, label: &'static str, class: Class) -> Kind {
    Kind { code, system: OWN, label, class }
}

/// What is met most often comes first.
pub const KINDS: &[Kind] = &[
    loinc("11488-4", "CR ou fiche de consultation ou de visite", Class::Report),
    loinc("96349-6", "Lettre d'adressage", Class::Report),
    loinc("11502-2", "CR d'examens biologiques", Class::Report),
    loinc("18748-4", "CR d'imagerie médicale", Class::Imaging),
    loinc("57833-6", "Prescription de produits de santé", Class::Prescription),
    own("PRESC-BIO", "Prescription d'actes de biologie médicale", Class::Prescription),
    own("PRESC-KINE", "Prescription d'actes de kinésithérapie", Class::Prescription),
    own("PRESC-INF", "Prescription d'actes infirmiers", Class::Prescription),
    loinc("55115-0", "Demande d'actes d'imagerie", Class::Prescription),
    loinc("57828-6", "Prescription (autre)", Class::Prescription),
    loinc("60591-5", "Synthèse du dossier médical", Class::Synthesis),
    loinc("34133-9", "Synthèse d'épisode de soins", Class::Synthesis),
    loinc("11490-0", "Lettre de liaison à la sortie d'un établissement de soins", Class::Report),
    loinc("34112-3", "CR hospitalier (séjour)", Class::Report),
    loinc("34874-8", "CR opératoire", Class::Report),
    loinc("11526-1", "CR d'anatomie et de cytologie pathologiques", Class::Report),
    loinc("34794-8", "CR de réunion de concertation pluridisciplinaire", Class::Report),
    loinc("85208-7", "CR de télémédecine", Class::Report),
    loinc("11506-3", "CR ou fiche de suivi de soins par auxiliaire médical", Class::Report),
    loinc("70004-7", "CR d'acte diagnostique (autre)", Class::Report),
    loinc("11505-5", "CR d'acte thérapeutique (autre)", Class::Report),
    loinc("11369-6", "Historique des vaccinations", Class::Report),
    loinc("18776-5", "Plan personnalisé de soins", Class::Plan),
    own("PROT_ALD", "Protocole de soins ALD", Class::Plan),
    loinc("89601-9", "Certificat médical", Class::Certificate),
    own("CERT_DECL", "Certificat, déclaration", Class::Certificate),
];

impl Kind {
    pub fn of_code(code: &str) -> Option<&'static Self> {
        KINDS.iter().find(|kind| kind.code == code)
    }

    pub fn code(&self) -> Code {
        Code::new(self.code, self.system, self.label)
    }
}

/// The class that documents of this kind are filed in; a report where nobody knows.
pub fn class(code: &str) -> Code {
    let class = Kind::of_code(code).map_or(Class::Report, |kind| kind.class);
    let (code, label) = match class {
        Class::Report => ("10", "Compte rendu"),
        Class::Synthesis => ("11", "Synthèse"),
        Class::Imaging => ("31", "Imagerie médicale"),
        Class::Prescription => ("42", "Prescription"),
        Class::Plan => ("44", "Plan de soins, protocole de soins"),
        Class::Certificate => ("52", "Certificat, déclaration"),
    };
    Code::new(code, CLASSES, label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_told_once_and_filed() {
        for kind in KINDS {
            assert_eq!(KINDS.iter().filter(|other| other.code == kind.code).count(), 1, "{}", kind.code);
            assert_eq!(kind.code().label, kind.label);
        }
        let codes = ["PRESC-BIO", "18748-4", "0"].map(|code| class(code).code);
        assert_eq!(codes, ["42", "31", "10"]);
    }
}
