//! The fields of what is said of a PDF, and whether all that is needed is there.

use crate::domain::clinical::Form;
use crate::engine::is_day;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Family,
    Used,
    Given,
    Birth,
    Place,
    Ins,
    Title,
    Date,
}

impl Field {
    /// Of the patient, not of the document.
    pub(super) fn is_trait(self) -> bool {
        !matches!(self, Self::Title | Self::Date)
    }

    pub(super) fn of(self, form: &mut Form) -> &mut String {
        let traits = &mut form.traits;
        match self {
            Self::Family => &mut traits.family,
            Self::Used => &mut traits.used,
            Self::Given => &mut traits.given,
            Self::Birth => &mut traits.birth,
            Self::Place => &mut traits.place,
            Self::Ins => &mut traits.ins,
            Self::Title => &mut form.title,
            Self::Date => &mut form.date,
        }
    }

    pub(super) fn read(self, form: &Form) -> &str {
        let traits = &form.traits;
        match self {
            Self::Family => &traits.family,
            Self::Used => &traits.used,
            Self::Given => &traits.given,
            Self::Birth => &traits.birth,
            Self::Place => &traits.place,
            Self::Ins => &traits.ins,
            Self::Title => &form.title,
            Self::Date => &form.date,
        }
    }
}

/// What the archive and the subject cannot do without.
pub(super) fn is_whole(form: &Form) -> bool {
    let said = |field: Field| !field.read(form).trim().is_empty();
    let dated = |field: Field| is_day(field.read(form));
    said(Field::Family) && said(Field::Given) && dated(Field::Birth) && dated(Field::Date) && !form.kind.is_empty()
}
