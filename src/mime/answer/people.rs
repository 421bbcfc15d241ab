//! Whom an answer goes to.

use crate::domain::{Address, Email, Envelope};
use crate::mime::entity::Entity;
use crate::mime::envelope;

/// What the header says of mailing lists.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lists {
    /// It came through one.
    pub is_list: bool,
    /// Where to write to it.
    post: Option<Email>,
    /// Where its author wants what concerns everybody.
    followup: Vec<Address>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recipients {
    pub to: Vec<Address>,
    pub cc: Vec<Address>,
}

impl Lists {
    pub fn of(message: &[u8]) -> Self {
        let message = Entity::message(message);
        let says = |name: &str| !message.texts(name).is_empty();
        let post = message.texts("List-Post").iter().find_map(|value| posting(value));
        let bulk = message.texts("Precedence").iter().any(|value| value.eq_ignore_ascii_case("list"));
        Self {
            is_list: says("List-Id") || post.is_some() || bulk,
            post,
            followup: envelope::people(&message, "Mail-Followup-To"),
        }
    }
}

/// `<mailto:liste@domaine>`, among other ways or with a subject.
fn posting(value: &str) -> Option<Email> {
    let ways = value.split('<').skip(1).filter_map(|way| way.split_once('>')).map(|(way, _)| way.trim());
    let mut addresses = ways.filter_map(|way| {
        let (scheme, rest) = way.split_once(':')?;
        scheme.eq_ignore_ascii_case("mailto").then(|| rest.split('?').next().unwrap_or_default())
    });
    addresses.find_map(|address| Email::parse(address).ok())
}

pub fn is_one_of(person: &Address, own: &[Email]) -> bool {
    Email::parse(&person.email).is_ok_and(|email| own.contains(&email))
}

/// A reply to who wrote it; to one's own message, to whom it went.
pub fn sender(envelope: &Envelope, lists: &Lists, own: &[Email]) -> Recipients {
    let others = |people: &[Address]| distinct(people.iter().filter(|one| !is_one_of(one, own)), &[]);
    let to = if is_own(envelope, own) { others(&envelope.to) } else { Vec::new() };
    let authors = authors(envelope, lists);
    let candidates = [to, others(&authors), distinct(authors.iter(), &[])];
    Recipients { to: candidates.into_iter().find(|people| !people.is_empty()).unwrap_or_default(), cc: Vec::new() }
}

/// A reply to all. Who stood in To or Cc stays there.
pub fn everybody(envelope: &Envelope, lists: &Lists, own: &[Email]) -> Recipients {
    let is_other = |one: &&Address| !is_one_of(one, own);
    // Only of a list: who writes to one person does not choose for them whom
    // they answer besides.
    let followup = distinct(lists.followup.iter().filter(is_other), &[]);
    if lists.is_list && !followup.is_empty() {
        return Recipients { to: followup, cc: Vec::new() };
    }
    let authors = if is_own(envelope, own) { Vec::new() } else { authors(envelope, lists) };
    let to = distinct(authors.iter().chain(&envelope.to).filter(is_other), &[]);
    let list = lists.post.as_ref().map(|list| Address::new("", list.as_str()));
    let cc = distinct(envelope.cc.iter().filter(is_other).chain(&list), &to);
    if to.is_empty() { Recipients { to: sender(envelope, lists, own).to, cc } } else { Recipients { to, cc } }
}

fn is_own(envelope: &Envelope, own: &[Email]) -> bool {
    !envelope.from.is_empty() && envelope.from.iter().all(|one| is_one_of(one, own))
}

/// Where the answer is wanted. Some lists put themselves there: who answers one
/// person must not write to all.
fn authors(envelope: &Envelope, lists: &Lists) -> Vec<Address> {
    let is_list = |one: &Address| lists.post.is_some() && Email::parse(&one.email).ok() == lists.post;
    let wanted = &envelope.reply_to;
    let ways = [wanted.as_slice(), &envelope.from, envelope.sender.as_slice()];
    let fit = ways.into_iter().find(|people| !people.is_empty() && !people.iter().all(is_list));
    fit.unwrap_or(wanted).to_vec()
}

/// Each once, and none of those who are there already.
fn distinct<'a>(people: impl Iterator<Item = &'a Address>, there: &[Address]) -> Vec<Address> {
    let mut seen: std::collections::HashSet<String> = there.iter().map(key).collect();
    people.filter(|one| !one.email.is_empty() && seen.insert(key(one))).cloned().collect()
}

/// As addresses are compared; one that is none is only itself.
fn key(person: &Address) -> String {
    match Email::parse(&person.email) {
        Ok(email) => format!("{}@{}", email.local_part().to_lowercase(), email.domain()),
        Err(_) => person.email.to_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Lists, Recipients, everybody, sender};
    use crate::domain::{Address, Email};
    use crate::mime;

    /// Who gets a reply and who gets a reply to all, by their address alone.
    fn answered(header: &str) -> (Vec<String>, Vec<String>, Vec<String>) {
        let bytes = format!("{header}\r\n\r\n");
        let (envelope, lists) = (mime::read_header(bytes.as_bytes()).envelope, Lists::of(bytes.as_bytes()));
        let own = [Email::parse("moi@cabinet.example").unwrap(), Email::parse("moi@mss.example").unwrap()];
        let emails = |people: Vec<Address>| people.into_iter().map(|one| one.email).collect();
        let Recipients { to, cc } = everybody(&envelope, &lists, &own);
        (emails(sender(&envelope, &lists, &own).to), emails(to), emails(cc))
    }

    fn expect(header: &str, reply: &[&str], to: &[&str], cc: &[&str]) {
        let owned = |list: &[&str]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(answered(header), (owned(reply), owned(to), owned(cc)), "{header}");
    }

    #[test]
    fn a_reply_goes_to_the_author_and_a_reply_to_all_to_all_but_oneself() {
        expect(
            "From: a@b.example\r\nTo: Moi <MOI@cabinet.example>, c@d.example\r\nCc: moi@mss.example, e@f.example",
            &["a@b.example"],
            &["a@b.example", "c@d.example"],
            &["e@f.example"],
        );
    }

    #[test]
    fn an_answer_goes_where_it_is_wanted() {
        let header = "From: a@b.example\r\nReply-To: secretariat@b.example, x@b.example\r\nTo: moi@cabinet.example";
        let wanted = ["secretariat@b.example", "x@b.example"];
        expect(header, &wanted, &wanted, &[]);
    }

    #[test]
    fn an_answer_to_ones_own_message_goes_to_whom_it_went() {
        expect(
            "From: moi@mss.example\r\nTo: a@b.example, moi@cabinet.example\r\nCc: c@d.example\r\nBcc: e@f.example",
            &["a@b.example"],
            &["a@b.example"],
            &["c@d.example"],
        );
        let alone = ["moi@cabinet.example"];
        expect("From: moi@cabinet.example\r\nTo: moi@cabinet.example", &alone, &alone, &[]);
        // A form of the practice's own site.
        let patient = ["patient@b.example"];
        let form = "From: moi@cabinet.example\r\nTo: moi@cabinet.example\r\nReply-To: patient@b.example";
        expect(form, &patient, &patient, &[]);
    }

    #[test]
    fn nobody_is_written_to_twice() {
        expect(
            "From: a@b.example\r\nTo: A@B.example, c@d.example, c@d.example\r\nCc: a@b.example, c@D.example, chez@nous, CHEZ@nous",
            &["a@b.example"],
            &["a@b.example", "c@d.example"],
            &["chez@nous"],
        );
        expect("From: a@b.example\r\nTo: undisclosed-recipients:;", &["a@b.example"], &["a@b.example"], &[]);
    }

    #[test]
    fn a_list_that_puts_itself_in_reply_to_does_not_get_what_is_for_one_person() {
        let list = "From: a@b.example\r\nTo: liste@listes.example\r\nReply-To: liste@listes.example\r\n\
            List-Post: <https://listes.example/>, <mailto:liste@listes.example?subject=x>";
        expect(list, &["a@b.example"], &["a@b.example", "liste@listes.example"], &[]);
        let blind = "From: a@b.example\r\nTo: moi@cabinet.example\r\nList-Post: <mailto:liste@listes.example>";
        expect(blind, &["a@b.example"], &["a@b.example"], &["liste@listes.example"]);
        let closed = "From: a@b.example\r\nTo: liste@listes.example\r\nList-Post: NO\r\nList-Id: <l.example>";
        expect(closed, &["a@b.example"], &["a@b.example", "liste@listes.example"], &[]);
    }

    #[test]
    fn the_wish_of_an_author_counts_on_a_list_and_nowhere_else() {
        let wish = "From: a@b.example\r\nTo: liste@listes.example\r\nMail-Followup-To: liste@listes.example";
        expect(&format!("{wish}\r\nList-Id: <l.example>"), &["a@b.example"], &["liste@listes.example"], &[]);
        expect(wish, &["a@b.example"], &["a@b.example", "liste@listes.example"], &[]);
    }

    #[test]
    fn a_message_without_an_author_is_answered_to_nobody() {
        expect("Subject: s", &[], &[], &[]);
        expect("Sender: a@b.example", &["a@b.example"], &["a@b.example"], &[]);
    }
}
