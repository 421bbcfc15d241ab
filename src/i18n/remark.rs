//! What is to be said of a message before it is sent, in words.

use crate::domain::Email;
use crate::domain::check::Remark;

use super::{Words, fl};

/// More of them are counted.
const NAMED: usize = 6;

impl Words {
    pub fn remark(&self, remark: &Remark) -> String {
        let named = |emails: &[Email]| self.names(emails.iter().map(|one| one.as_str().to_owned()).collect());
        match remark {
            Remark::NoServer => self.say("check-no-server"),
            Remark::NoRecipient => self.say("check-no-recipient"),
            Remark::UnfitAddresses(bad) => fl!(self, "check-unfit", people = self.names(bad.clone())),
            Remark::TooLarge { size, limit } => {
                fl!(self, "check-too-large", size = self.size(*size), limit = self.size(*limit))
            }
            Remark::TooMany { count, limit } => {
                fl!(self, "check-too-many", number = self.number(*count as u64), limit = self.number(*limit as u64))
            }
            Remark::Forbidden(people) => fl!(self, "check-forbidden", people = named(people)),
            Remark::WouldBeBared => self.say("check-bared"),
            Remark::NoKey => self.say("check-no-key"),
            Remark::Uncertified(people) => fl!(self, "check-uncertified", people = named(people)),
            Remark::HiddenFromProfessionals(people) => fl!(self, "check-hidden-professionals", people = named(people)),
            Remark::HiddenFromPatients(people) => fl!(self, "check-hidden-patients", people = named(people)),
            Remark::OtherPatients(people) => fl!(self, "check-other-patients", people = named(people)),
            Remark::PatientNamed(people) => fl!(self, "check-patient-named", people = named(people)),
            Remark::HiddenFromGuardians(people) => fl!(self, "check-hidden-guardians", people = named(people)),
            Remark::UnruledDocument(people) => fl!(self, "check-unruled", people = named(people)),
            Remark::Unqualified(people) => fl!(self, "check-unqualified", people = named(people)),
            Remark::SeveralPatients => self.say("check-several-patients"),
            Remark::DocumentInClear(people) => fl!(self, "check-document-in-clear", people = named(people)),
            Remark::Outside(people) => fl!(self, "check-outside", people = named(people)),
            Remark::Unlisted(people) => fl!(self, "check-unlisted", people = named(people)),
            Remark::Apicrypt(people) => fl!(self, "check-apicrypt", people = named(people)),
            Remark::Patients(people) => {
                let people = people.iter().map(ToString::to_string).collect();
                fl!(self, "check-patients", people = self.names(people))
            }
            Remark::NothingAttached => self.say("check-nothing-attached"),
            Remark::NoSubject => self.say("check-no-subject"),
            Remark::Blanks(blanks) => fl!(self, "check-blanks", names = self.names(blanks.clone())),
            Remark::ManyInCc(count) => fl!(self, "check-many-in-cc", number = self.number(*count as u64)),
            Remark::UnreadableCopy => self.say("check-unreadable-copy"),
        }
    }

    fn names(&self, all: Vec<String>) -> String {
        let rest = all.len().saturating_sub(NAMED);
        let mut named = all.into_iter().take(NAMED).collect::<Vec<_>>().join(", ");
        if rest > 0 {
            named.push_str(&fl!(self, "check-and-more", count = rest as u64, number = self.number(rest as u64)));
        }
        named
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::super::Language;
    use super::*;

    #[test]
    fn a_few_are_named_and_the_others_counted() {
        let words = Words::in_zone(Language::En, TimeZone::UTC);
        let people = |count| (0..count).map(|n| format!("p{n}")).collect();
        assert_eq!(words.remark(&Remark::UnfitAddresses(people(1))), "These are no addresses: p0.");
        assert!(words.remark(&Remark::UnfitAddresses(people(8))).ends_with("p5, and 2 more."));
    }
}
