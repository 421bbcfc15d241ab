//! What a laboratory of town measures: names, units, limits.

pub(super) struct Analyte {
    pub(super) code: &'static str,
    pub(super) section: &'static str,
    pub(super) label: &'static str,
    pub(super) unit: &'static str,
    women: (&'static str, &'static str),
    men: (&'static str, &'static str),
}

impl Analyte {
    /// The low and the high limit; empty where there is none.
    pub(super) fn limits(&self, woman: bool) -> (&'static str, &'static str) {
        if woman { self.women } else { self.men }
    }
}

pub(super) fn find(code: &str) -> Option<&'static Analyte> {
    ANALYTES.iter().find(|analyte| analyte.code == code)
}

type Limits = (&'static str, &'static str);

const fn same(
    code: &'static str,
    section: &'static str,
    label: &'static str,
    unit: &'static str,
    limits: Limits,
) -> Analyte {
    Analyte { code, section, label, unit, women: limits, men: limits }
}

const fn by_sex(
    code: &'static str,
    section: &'static str,
    label: &'static str,
    unit: &'static str,
    women: Limits,
    men: Limits,
) -> Analyte {
    Analyte { code, section, label, unit, women, men }
}

const BLOOD: &str = "HÉMATOLOGIE";
const CLOT: &str = "HÉMOSTASE";
const CHEM: &str = "BIOCHIMIE";
const LIPID: &str = "BILAN LIPIDIQUE";
const SUGAR: &str = "ÉQUILIBRE GLYCÉMIQUE";
const HORMONE: &str = "HORMONOLOGIE";
const IRON: &str = "MARQUEURS ET PROTÉINES";
const URINE: &str = "URINES";

const ANALYTES: [Analyte; 37] = [
    by_sex("HB", BLOOD, "Hémoglobine", "g/dL", ("12,0", "16,0"), ("13,0", "17,0")),
    by_sex("HT", BLOOD, "Hématocrite", "%", ("35,0", "47,0"), ("40,0", "52,0")),
    same("VGM", BLOOD, "VGM", "fL", ("80", "100")),
    same("LEU", BLOOD, "Leucocytes", "G/L", ("4,0", "10,0")),
    same("PNN", BLOOD, "Polynucléaires neutrophiles", "G/L", ("1,8", "7,5")),
    same("PLQ", BLOOD, "Plaquettes", "G/L", ("150", "400")),
    same("TP", CLOT, "Taux de prothrombine", "%", ("", "")),
    same("INR", CLOT, "INR (zone cible 2 à 3)", "", ("2,0", "3,0")),
    same("NA", CHEM, "Sodium", "mmol/L", ("136", "145")),
    same("K", CHEM, "Potassium", "mmol/L", ("3,5", "5,1")),
    same("CA", CHEM, "Calcium", "mmol/L", ("2,20", "2,60")),
    by_sex("CRE", CHEM, "Créatinine", "µmol/L", ("45", "84"), ("62", "106")),
    same("DFG", CHEM, "DFG estimé (CKD-EPI)", "mL/min/1,73 m²", ("60", "")),
    same("URIC", CHEM, "Acide urique", "µmol/L", ("150", "420")),
    same("CRP", CHEM, "CRP", "mg/L", ("", "5,0")),
    same("ALB", CHEM, "Albumine", "g/L", ("35", "50")),
    same("ASAT", CHEM, "ASAT", "UI/L", ("", "35")),
    by_sex("ALAT", CHEM, "ALAT", "UI/L", ("", "35"), ("", "45")),
    by_sex("GGT", CHEM, "Gamma-GT", "UI/L", ("", "38"), ("", "55")),
    same("GLY", SUGAR, "Glycémie à jeun", "g/L", ("0,70", "1,10")),
    same("A1C", SUGAR, "Hémoglobine glyquée (HPLC)", "%", ("4,0", "6,0")),
    same("GLY0", SUGAR, "HGPO 75 g – à jeun", "g/L", ("", "0,91")),
    same("GLY1", SUGAR, "HGPO 75 g – 1 heure", "g/L", ("", "1,79")),
    same("GLY2", SUGAR, "HGPO 75 g – 2 heures", "g/L", ("", "1,52")),
    same("CHT", LIPID, "Cholestérol total", "g/L", ("", "2,00")),
    same("HDL", LIPID, "HDL-cholestérol", "g/L", ("0,40", "")),
    same("LDL", LIPID, "LDL-cholestérol calculé", "g/L", ("", "1,60")),
    same("TG", LIPID, "Triglycérides", "g/L", ("", "1,50")),
    same("TSH", HORMONE, "TSH", "mUI/L", ("0,40", "4,00")),
    same("T4L", HORMONE, "T4 libre", "pmol/L", ("9,0", "19,0")),
    same("TPO", HORMONE, "Anticorps anti-TPO", "UI/mL", ("", "34")),
    same("CALC", HORMONE, "Calcitonine", "ng/L", ("", "5,0")),
    by_sex("FER", IRON, "Ferritine", "µg/L", ("15", "150"), ("30", "400")),
    same("BNP", IRON, "NT-proBNP", "ng/L", ("", "300")),
    same("PSA", IRON, "PSA total", "ng/mL", ("", "4,00")),
    same("ACE", IRON, "ACE", "ng/mL", ("", "5,0")),
    same("RAC", URINE, "Albumine / créatinine", "mg/mmol", ("", "3,0")),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::script::{Form, cards};
    use super::{ANALYTES, find};

    #[test]
    fn every_value_of_the_stories_is_known_and_every_analyte_is_used() {
        let mut used = BTreeSet::new();
        for card in cards().iter().filter(|card| card.form == Form::Lab) {
            for line in card.text.lines().filter(|line| !line.starts_with(['|', '!']) && !line.is_empty()) {
                let code = line.split(' ').next().unwrap();
                assert!(find(code).is_some(), "{}: {line}", card.name);
                let _ = used.insert(code);
            }
        }
        assert_eq!(
            used.len(),
            ANALYTES.len(),
            "{:?}",
            ANALYTES.map(|a| a.code).iter().filter(|c| !used.contains(*c)).collect::<Vec<_>>()
        );
    }
}
