//! Health documents taken out of a message again, however they came into it.

use super::Window;
use crate::domain::Carried;

impl Window {
    /// None of them goes along, nor the PDF that came with one.
    pub(in crate::ui::writing) fn drop_documents(&mut self) {
        let held: Vec<Carried> =
            self.inside.places.iter().filter_map(|place| self.carried().get(*place).cloned()).collect();
        self.writing.take_documents_out();
        let came = |one: &Carried| match one {
            Carried::Part { message, .. } | Carried::Whole { message, .. } => Some(*message),
            Carried::File { .. } => None,
        };
        let is_copy = |one: &Carried| {
            let is_pdf = matches!(one, Carried::Part { media_type, .. } if media_type == "application/pdf");
            is_pdf && held.iter().any(|held| came(held) == came(one))
        };
        self.writing.draft.carried.retain(|one| !held.contains(one) && !is_copy(one));
        self.inside = crate::domain::clinical::Inside::default();
    }
}
