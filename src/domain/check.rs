//! What is to be said of a message before it is sent, and nothing after. A pure
//! question to what is written: who reads the answer decides.

mod documents;

use super::clinical::Inside;
use super::writing::blanks;
use super::{
    Account, Address, Carried, Circle, Draft, Email, Manner, Outside, Sending, Space, Standing, TrustedSpace, Writing,
    weight, word,
};

/// As a hospital's mailing list would be: who is in Cc sees all the others.
const MANY_IN_CC: usize = 10;
/// What a patient's mailbox takes (Mon espace santé).
pub const PATIENT_LIMIT: u64 = 25 * 1024 * 1024;

/// A thing to be looked at before sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    // Nothing can be sent like this.
    NoServer,
    NoRecipient,
    UnfitAddresses(Vec<String>),
    TooLarge {
        size: u64,
        limit: u64,
    },
    TooMany {
        count: usize,
        limit: usize,
    },
    /// The mailbox does not let anything leave the trusted space.
    Forbidden(Vec<Email>),
    /// What it answers came encrypted, and it would go out in clear.
    WouldBeBared,
    /// To be signed, and no key for it is here.
    NoKey,
    /// To be encrypted, and for those it cannot be.
    Uncertified(Vec<Email>),
    /// A document that its patient hid from professionals.
    HiddenFromProfessionals(Vec<Email>),
    /// One that its patient is not to read yet.
    HiddenFromPatients(Vec<Email>),
    /// These patients are not whom the documents are about.
    OtherPatients(Vec<Email>),
    /// A patient's name stands in the subject, and these are outside the trusted space.
    PatientNamed(Vec<Email>),
    // To be confirmed.
    /// Not for who answers for a minor: to the minor's own address alone.
    HiddenFromGuardians(Vec<Email>),
    /// No rule says that professionals may have it.
    UnruledDocument(Vec<Email>),
    /// To a patient's address, and the identity in the documents is not qualified.
    Unqualified(Vec<Email>),
    /// Documents of more than one patient in one message.
    SeveralPatients,
    /// A health document, in clear, from a mailbox that is not in the trusted space.
    DocumentInClear(Vec<Email>),
    Outside(Vec<Email>),
    /// Of the trusted space by their names, and not on its white list.
    Unlisted(Vec<Email>),
    Apicrypt(Vec<Email>),
    Patients(Vec<Address>),
    /// It names something attached, and nothing is.
    NothingAttached,
    NoSubject,
    /// Blanks of a template that nobody filled in.
    Blanks(Vec<String>),
    /// They would all see each other.
    ManyInCc(usize),
    /// The copy in Sent could not be read here.
    UnreadableCopy,
}

impl Remark {
    /// The message is held back until something is done about it.
    pub fn stops(&self) -> bool {
        matches!(
            self,
            Self::NoServer
                | Self::NoRecipient
                | Self::UnfitAddresses(_)
                | Self::TooLarge { .. }
                | Self::TooMany { .. }
                | Self::Forbidden(_)
                | Self::WouldBeBared
                | Self::NoKey
                | Self::Uncertified(_)
                | Self::HiddenFromProfessionals(_)
                | Self::HiddenFromPatients(_)
                | Self::OtherPatients(_)
                | Self::PatientNamed(_)
        )
    }
}

/// What the draft alone does not tell.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    pub account: &'a Account,
    pub sending: &'a Sending,
    pub trusted: &'a TrustedSpace,
    pub standing: &'a [Standing],
    /// There is a key to sign with.
    pub can_sign: bool,
    /// The writer can read what is encrypted for himself.
    pub own_cipher: bool,
    /// Bytes on the wire, and the least of what servers say they take.
    pub size: u64,
    pub limit: Option<u64>,
    /// The health documents that it carries.
    pub inside: &'a Inside,
}

/// Of what is written as it stands: only its writer's own words are read.
pub fn written(writing: &Writing, around: &Around<'_>) -> Vec<Remark> {
    check(&Draft { text: writing.own_words(), ..writing.draft.clone() }, around)
}

/// What it comes to on the wire.
pub fn size(writing: &Writing) -> u64 {
    let letters = writing.document.letters(writing.document.everything());
    weight::on_the_wire(&writing.draft, letters.len())
}

/// All that is to be said, what stops it first.
pub fn check(draft: &Draft, around: &Around<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let people: Vec<&Address> = draft.to.iter().chain(&draft.cc).chain(&draft.bcc).collect();
    let fit: Vec<Email> = people.iter().filter_map(|one| Email::parse(&one.email).ok()).collect();
    if around.account.draft.smtp.is_none() {
        remarks.push(Remark::NoServer);
    }
    if people.is_empty() {
        remarks.push(Remark::NoRecipient);
    }
    let unfit = people.iter().copied().chain(&draft.reply_to).filter(|one| Email::parse(&one.email).is_err());
    let unfit: Vec<String> = unfit.map(|one| one.email.clone()).collect();
    if !unfit.is_empty() {
        remarks.push(Remark::UnfitAddresses(unfit));
    }
    remarks.extend(too_much(&people, &fit, around));
    let secure = around.account.draft.space == Space::Secure;
    let of = |circle| fit.iter().filter(move |one| around.trusted.circle(one) == circle).cloned();
    let (outside, unlisted): (Vec<Email>, Vec<Email>) = (of(Circle::Outside).collect(), of(Circle::Unlisted).collect());
    let (apicrypt, outside): (Vec<_>, Vec<_>) = outside.into_iter().partition(Email::is_apicrypt);
    if secure && around.sending.outside == Outside::Forbid && !(outside.is_empty() && apicrypt.is_empty()) {
        remarks.push(Remark::Forbidden(apicrypt.iter().chain(&outside).cloned().collect()));
    } else {
        if secure && around.sending.outside == Outside::Warn && !outside.is_empty() {
            remarks.push(Remark::Outside(outside));
        }
        if !apicrypt.is_empty() {
            remarks.push(Remark::Apicrypt(apicrypt));
        }
    }
    if secure && around.sending.outside != Outside::Allow && !unlisted.is_empty() {
        remarks.push(Remark::Unlisted(unlisted));
    }
    let goes_on = draft.source.is_some_and(|source| source.manner == Manner::Redirect);
    if !goes_on {
        remarks.extend(sealing(draft, &fit, around));
    }
    let patients =
        people.iter().filter(|one| Email::parse(&one.email).is_ok_and(|one| one.circle() == Circle::Patient));
    let patients: Vec<Address> = patients.map(|one| (*one).clone()).collect();
    if !patients.is_empty() {
        remarks.push(Remark::Patients(patients));
    }
    remarks.extend(documents::remarks(draft, &fit, around));
    if !goes_on {
        remarks.extend(left_out(draft));
    }
    if draft.to.len() + draft.cc.len() > MANY_IN_CC {
        remarks.push(Remark::ManyInCc(draft.to.len() + draft.cc.len()));
    }
    remarks.sort_by_key(|remark| !remark.stops());
    remarks
}

/// What its writer may have forgotten.
fn left_out(draft: &Draft) -> Vec<Remark> {
    let mut remarks = Vec::new();
    // A picture of what is quoted is nothing that was attached.
    if draft.carried.iter().all(Carried::is_shown) && names_an_attachment(&draft.text) {
        remarks.push(Remark::NothingAttached);
    }
    if draft.subject.trim().is_empty() {
        remarks.push(Remark::NoSubject);
    }
    let blanks: Vec<String> = [&draft.subject, &draft.text]
        .into_iter()
        .flat_map(|text| blanks(text))
        .map(|(_, name)| name.to_owned())
        .collect();
    if !blanks.is_empty() {
        remarks.push(Remark::Blanks(blanks));
    }
    remarks
}

fn too_much(people: &[&Address], fit: &[Email], around: &Around<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let patient = fit.iter().any(|one| one.circle() == Circle::Patient).then_some(PATIENT_LIMIT);
    let limit = [around.sending.size_limit, around.limit, patient].into_iter().flatten().min();
    if let Some(limit) = limit.filter(|limit| around.size > *limit) {
        remarks.push(Remark::TooLarge { size: around.size, limit });
    }
    let most = around.sending.most_people.map(|most| most as usize);
    if let Some(limit) = most.filter(|most| people.len() > *most) {
        remarks.push(Remark::TooMany { count: people.len(), limit });
    }
    remarks
}

fn sealing(draft: &Draft, people: &[Email], around: &Around<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    if draft.wishes.sign && !around.can_sign {
        remarks.push(Remark::NoKey);
    }
    if !draft.wishes.encrypt {
        if draft.must_encrypt {
            remarks.push(Remark::WouldBeBared);
        }
        return remarks;
    }
    let certified = |email: &&Email| !around.standing.iter().any(|one| one.email == **email && one.is_certified());
    let uncertified: Vec<Email> = people.iter().filter(certified).cloned().collect();
    if !uncertified.is_empty() {
        remarks.push(Remark::Uncertified(uncertified));
    }
    if !around.own_cipher && !draft.wishes.no_copy {
        remarks.push(Remark::UnreadableCopy);
    }
    remarks
}

/// Whether what the writer wrote speaks of something attached; what is quoted
/// does not count.
fn names_an_attachment(text: &str) -> bool {
    let own = text.lines().filter(|line| !line.starts_with('>')).collect::<Vec<_>>().join("\n");
    let words = word::words(&own);
    let pair =
        |one: &str, other: &str| words.windows(2).any(|two| matches!(two, [a, b] if a == one && b.starts_with(other)));
    pair("ci", "joint")
        || pair("piece", "joint")
        || pair("pieces", "joint")
        || pair("en", "annexe")
        || pair("en", "pj")
        || pair("je", "joins")
        || pair("please", "find")
        || words.iter().any(|word| matches!(word.as_str(), "attached" | "attachment" | "enclosed"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        AccountDraft, AccountId, AuthMethod, Cipher, Colour, Keep, Protocol, Security, Server, Timestamp, Wishes,
    };

    pub(super) fn account(space: Space) -> Account {
        let server = Server { host: "mail.cabinet.example".into(), port: 993, security: Security::Tls };
        let draft = AccountDraft {
            label: "Cabinet".into(),
            holder: "Dr Léa Désiré".into(),
            email: Email::parse("lea@cabinet.mssante.example").unwrap(),
            user: "lea".into(),
            auth: AuthMethod::Password,
            certificate: None,
            incoming: server.clone(),
            protocol: Protocol::Imap,
            keep: Keep::All,
            smtp: Some(server),
            space,
            colour: Colour::default(),
            sending: Sending::default(),
            exporting: crate::domain::export::Exporting::default(),
        };
        Account { id: AccountId(1), draft }
    }

    pub(super) fn draft(to: &[&str]) -> Draft {
        let person = |email: &&str| Address::new("", *email);
        Draft {
            account: AccountId(1),
            from: Address::new("Dr Léa Désiré", "lea@cabinet.mssante.example"),
            to: to.iter().map(person).collect(),
            cc: Vec::new(),
            bcc: Vec::new(),
            reply_to: Vec::new(),
            subject: "Compte rendu".into(),
            in_reply_to: None,
            references: Vec::new(),
            text: "Bonjour".into(),
            html: None,
            quote_cut: false,
            carried: Vec::new(),
            source: None,
            must_encrypt: false,
            wishes: Wishes::default(),
        }
    }

    fn checked(draft: &Draft, change: impl FnOnce(&mut Sending), certified: &[&str]) -> Vec<Remark> {
        let (account, mut sending) = (account(Space::Secure), Sending::default());
        change(&mut sending);
        check_in(draft, &account, &sending, certified, &TrustedSpace::BY_NAME)
    }

    fn check_in(
        draft: &Draft,
        account: &Account,
        sending: &Sending,
        certified: &[&str],
        trusted: &TrustedSpace,
    ) -> Vec<Remark> {
        let standing: Vec<Standing> = certified
            .iter()
            .map(|one| Email::parse(one).unwrap())
            .map(|email| Standing { cipher: Cipher::Ready { until: Timestamp(0) }, email })
            .collect();
        let around = Around {
            account,
            sending,
            trusted,
            standing: &standing,
            can_sign: true,
            own_cipher: true,
            size: 1000,
            limit: Some(20_000_000),
            inside: &Inside::default(),
        };
        check(draft, &around)
    }

    pub(super) fn email(text: &str) -> Email {
        Email::parse(text).unwrap()
    }

    pub(super) const COLLEAGUE: &str = "anne@clinique.mssante.example";

    #[test]
    fn where_the_white_list_is_here_it_says_who_is_trusted() {
        let domains = ["clinique.mssante.example", "ghu.example"].map(str::to_owned).into();
        let trusted = TrustedSpace::new(crate::domain::WhiteList { domains, ..Default::default() });
        let unlisted = "paul@inconnu.mssante.example";
        let letter = draft(&[COLLEAGUE, "anne@ghu.example", unlisted, "marc@ailleurs.example"]);
        let secure = account(Space::Secure);
        let said = check_in(&letter, &secure, &Sending::default(), &[], &trusted);
        let outside = vec![email("marc@ailleurs.example")];
        assert_eq!(said, [Remark::Outside(outside.clone()), Remark::Unlisted(vec![email(unlisted)])]);
        let forbids = Sending { outside: Outside::Forbid, ..Sending::default() };
        let said = check_in(&letter, &secure, &forbids, &[], &trusted);
        assert_eq!(said, [Remark::Forbidden(outside), Remark::Unlisted(vec![email(unlisted)])], "a list may be old");
        let ordinary = check_in(&letter, &account(Space::Ordinary), &Sending::default(), &[], &trusted);
        assert_eq!(ordinary, []);
    }

    #[test]
    fn a_letter_to_a_colleague_passes_without_a_word() {
        assert_eq!(checked(&draft(&[COLLEAGUE]), |_| {}, &[]), []);
    }

    #[test]
    fn what_is_no_address_and_what_is_for_nobody_is_held_back() {
        assert_eq!(checked(&draft(&[]), |_| {}, &[]), [Remark::NoRecipient]);
        let remarks = checked(&draft(&["le laboratoire", COLLEAGUE]), |_| {}, &[]);
        assert_eq!(remarks, [Remark::UnfitAddresses(vec!["le laboratoire".into()])]);
        assert!(remarks[0].stops());
        let answers = Draft { reply_to: vec![Address::new("", "l’accueil")], ..draft(&[COLLEAGUE]) };
        assert_eq!(checked(&answers, |_| {}, &[]), [Remark::UnfitAddresses(vec!["l’accueil".into()])]);
    }

    #[test]
    fn who_is_outside_the_trusted_space_is_told_forbidden_or_let_pass() {
        let outside = draft(&["paul@ailleurs.example", "luc@medical.apicrypt.example"]);
        let (paul, luc) = (email("paul@ailleurs.example"), email("luc@medical.apicrypt.example"));
        let warned = [Remark::Outside(vec![paul.clone()]), Remark::Apicrypt(vec![luc.clone()])];
        assert_eq!(checked(&outside, |_| {}, &[]), warned);
        assert!(warned.iter().all(|remark| !remark.stops()));
        let forbidden = checked(&outside, |sending| sending.outside = Outside::Forbid, &[]);
        assert_eq!(forbidden, [Remark::Forbidden(vec![luc.clone(), paul])]);
        assert_eq!(checked(&outside, |sending| sending.outside = Outside::Allow, &[]), [Remark::Apicrypt(vec![luc])]);
    }

    #[test]
    fn who_has_no_certificate_is_named_before_anything_is_encrypted() {
        let mut sealed = draft(&[COLLEAGUE, "paul@clinique.mssante.example"]);
        sealed.wishes.encrypt = true;
        let uncertified = Remark::Uncertified(vec![email("paul@clinique.mssante.example")]);
        assert_eq!(checked(&sealed, |_| {}, &[COLLEAGUE]), [uncertified]);
    }

    #[test]
    fn what_came_encrypted_does_not_go_on_in_clear() {
        let mut answer = draft(&[COLLEAGUE]);
        answer.must_encrypt = true;
        assert_eq!(checked(&answer, |_| {}, &[]), [Remark::WouldBeBared]);
        answer.wishes.encrypt = true;
        assert_eq!(checked(&answer, |_| {}, &[COLLEAGUE]), []);
    }

    #[test]
    fn a_patient_is_confirmed_and_takes_less() {
        let patient = draft(&["279035121518989@patient.mssante.example"]);
        assert!(matches!(checked(&patient, |_| {}, &[])[..], [Remark::Patients(_)]));
        let (account, sending) = (account(Space::Secure), Sending::default());
        let size = PATIENT_LIMIT + 1;
        let (standing, can_sign, own_cipher, limit) = (&[][..], true, true, None);
        let (inside, trusted) = (&Inside::default(), &TrustedSpace::BY_NAME);
        let account = &account;
        let around =
            Around { account, sending: &sending, trusted, standing, can_sign, own_cipher, size, limit, inside };
        let large = check(&patient, &around);
        assert_eq!(large[0], Remark::TooLarge { size, limit: PATIENT_LIMIT });
    }

    #[test]
    fn what_is_named_as_attached_and_is_not_is_asked_about_unless_it_is_quoted() {
        let says = |text: &str| {
            let mut letter = draft(&[COLLEAGUE]);
            letter.text = text.into();
            checked(&letter, |_| {}, &[])
        };
        for text in ["Vous trouverez ci-joint le bilan.", "Voir la pièce jointe", "Please find the report", "en PJ"] {
            assert_eq!(says(text), [Remark::NothingAttached], "{text}");
        }
        assert_eq!(says("Merci.\n> Vous trouverez ci-joint le bilan."), []);
        assert_eq!(says("Le joint est usé."), []);
    }

    #[test]
    fn an_empty_subject_and_too_many_people_are_told() {
        let many: Vec<String> = (0..11).map(|n| format!("p{n}@clinique.mssante.example")).collect();
        let mut letter = draft(&many.iter().map(String::as_str).collect::<Vec<_>>());
        letter.subject = " ".into();
        assert_eq!(checked(&letter, |_| {}, &[]), [Remark::NoSubject, Remark::ManyInCc(11)]);
        let limited = checked(&letter, |sending| sending.most_people = Some(10), &[]);
        assert_eq!(limited[0], Remark::TooMany { count: 11, limit: 10 });
    }
}
