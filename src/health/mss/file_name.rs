//! The name of the PDF beside the archive:
//! `20220531_CR_d_imagerie_medicale_ESSAI_Claire.pdf`. Letters, digits and hyphens,
//! so that no disk, mailbox or practice software stumbles over it.

use super::super::moment::Moment;
use super::super::name;
use super::super::patient::Patient;
use super::subject::LABEL;

/// None where a part that the rule asks for is not known.
pub fn file_name(act: Option<Moment>, kind: &str, patient: &Patient, number: Option<&str>) -> Option<String> {
    let date = act.filter(|date| date.is_whole_day())?.compact_day();
    let kind = plain(&name::cut(&name::collapsed(kind), LABEL));
    let family = plain(&name::family(patient.family()?));
    let given = plain(patient.given()?);
    let number = number.map(plain).filter(|number| !number.is_empty()).map(|number| format!("_{number}"));
    let whole = !kind.is_empty() && !family.is_empty() && !given.is_empty();
    whole.then(|| format!("{date}_{kind}_{family}_{given}{}.pdf", number.unwrap_or_default()))
}

fn plain(text: &str) -> String {
    let plain = name::without_accents(text);
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_holds_date_kind_and_patient_and_nothing_a_disk_refuses() {
        let patient = Patient {
            birth_name: Some("d'Essai/../Lefèvre".into()),
            first_name: Some("Zoé".into()),
            ..Patient::default()
        };
        let act = Moment::parse("20220531101500+0200");
        assert_eq!(
            file_name(act, "CR d’imagerie médicale", &patient, None).unwrap(),
            "20220531_CR_d_imagerie_medicale_D_ESSAI_LEFEVRE_Zoe.pdf"
        );
        assert_eq!(
            file_name(act, "Bilan", &patient, Some("12:15")).unwrap(),
            "20220531_Bilan_D_ESSAI_LEFEVRE_Zoe_12_15.pdf"
        );
        assert_eq!(file_name(None, "Bilan", &patient, None), None);
        assert_eq!(file_name(Moment::parse("2022"), "Bilan", &patient, None), None);
        assert_eq!(file_name(act, "Bilan", &Patient::default(), None), None);
        assert_eq!(file_name(act, "?", &patient, None), None);
    }
}
