//! Reads the stories: the text files that say who wrote what to whom, and when.
//!
//! A card begins with `# ` and its name, goes on with fields until a blank
//! line, then the text. Each `%% kind name` below starts an enclosure.

use super::calendar::When;

/// A reply comes after what it answers, here and in each file.
const STORIES: [&str; 27] = [
    include_str!("../../../assets/demo/stories/fibrillation.txt"),
    include_str!("../../../assets/demo/stories/diabetes.txt"),
    include_str!("../../../assets/demo/stories/pregnancy.txt"),
    include_str!("../../../assets/demo/stories/knee.txt"),
    include_str!("../../../assets/demo/stories/thyroid.txt"),
    include_str!("../../../assets/demo/stories/fall.txt"),
    include_str!("../../../assets/demo/stories/asthma.txt"),
    include_str!("../../../assets/demo/stories/mood.txt"),
    include_str!("../../../assets/demo/stories/heart.txt"),
    include_str!("../../../assets/demo/stories/colon.txt"),
    include_str!("../../../assets/demo/stories/rheumatoid.txt"),
    include_str!("../../../assets/demo/stories/lungs.txt"),
    include_str!("../../../assets/demo/stories/skin.txt"),
    include_str!("../../../assets/demo/stories/back.txt"),
    include_str!("../../../assets/demo/stories/memory.txt"),
    include_str!("../../../assets/demo/stories/prostate.txt"),
    include_str!("../../../assets/demo/stories/iron.txt"),
    include_str!("../../../assets/demo/stories/home.txt"),
    include_str!("../../../assets/demo/stories/neighbours.txt"),
    include_str!("../../../assets/demo/stories/secretary.txt"),
    include_str!("../../../assets/demo/stories/patients.txt"),
    include_str!("../../../assets/demo/stories/health.txt"),
    include_str!("../../../assets/demo/stories/practice.txt"),
    include_str!("../../../assets/demo/stories/admin.txt"),
    include_str!("../../../assets/demo/stories/newsletters.txt"),
    include_str!("../../../assets/demo/stories/unwanted.txt"),
    include_str!("../../../assets/demo/stories/templates.txt"),
];

/// A message before it is written.
#[derive(Debug, Clone, Default)]
pub(super) struct Card {
    pub(super) name: &'static str,
    pub(super) from: &'static str,
    pub(super) to: Option<&'static str>,
    pub(super) cc: &'static str,
    pub(super) when: Option<When>,
    pub(super) folder: Option<&'static str>,
    pub(super) subject: Option<&'static str>,
    /// The card that it answers.
    pub(super) answers: Option<&'static str>,
    /// The patient that blanks speak of.
    pub(super) patient: Option<&'static str>,
    /// `unread`, `flagged`, `answered`.
    pub(super) state: &'static str,
    pub(super) tags: &'static str,
    pub(super) form: Form,
    /// The text ends with its own signature.
    pub(super) unsigned: bool,
    pub(super) receipt: bool,
    pub(super) text: &'static str,
    pub(super) enclosures: Vec<Section>,
}

/// What the text of a card becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Form {
    #[default]
    Plain,
    /// Plain text, and the same as HTML.
    Both,
    /// No plain text, as the advertisers do.
    HtmlOnly,
    Newsletter,
    /// The values of a laboratory's report.
    Lab,
}

/// What is joined to a message: a kind, a file name, and the text it is made of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Section {
    pub(super) kind: &'static str,
    pub(super) name: &'static str,
    pub(super) text: &'static str,
}

pub(super) fn cards() -> Vec<Card> {
    STORIES.iter().flat_map(|story| blocks(story, "# ")).map(card).collect()
}

fn card(block: &'static str) -> Card {
    let (head, body) = block.split_once("\n\n").unwrap_or((block, ""));
    let (name, fields) = head.split_once('\n').unwrap_or((head, ""));
    let mut card = Card { name, ..Card::default() };
    for (field, value) in fields.lines().filter_map(|line| line.split_once(':')) {
        set(&mut card, field, value.trim());
    }
    let text = body.split("\n%% ").next().unwrap_or_default();
    // A card whose body is nothing but enclosures starts with one.
    card.text = if text.starts_with("%% ") { "" } else { text.trim_end() };
    card.enclosures = blocks(body, "%% ").filter_map(section).collect();
    card
}

fn set(card: &mut Card, field: &str, value: &'static str) {
    match field {
        "from" => card.from = value,
        "to" => card.to = Some(value),
        "cc" => card.cc = value,
        "when" => card.when = When::parse(value),
        "in" => card.folder = Some(value),
        "subject" => card.subject = Some(value),
        "re" => card.answers = Some(value),
        "patient" => card.patient = Some(value),
        "state" => card.state = value,
        "tags" => card.tags = value,
        "sign" => card.unsigned = value == "no",
        "ask" => card.receipt = value == "receipt",
        "format" => card.form = form(value),
        "lab" => {
            (card.from, card.patient, card.form) = ("labo", Some(value), Form::Lab);
        }
        _ => {}
    }
}

fn form(value: &str) -> Form {
    match value {
        "html" => Form::Both,
        "html-only" => Form::HtmlOnly,
        "newsletter" => Form::Newsletter,
        _ => Form::Plain,
    }
}

/// `letter Name of the file.pdf`, then its text.
fn section(block: &'static str) -> Option<Section> {
    let (head, text) = block.split_once('\n').unwrap_or((block, ""));
    let (kind, name) = head.split_once(' ')?;
    Some(Section { kind, name, text: text.trim() })
}

/// What stands between lines that begin with a mark, without the mark.
fn blocks(text: &'static str, mark: &'static str) -> impl Iterator<Item = &'static str> {
    let starts = text.match_indices(mark).map(|(at, _)| at);
    let starts: Vec<usize> =
        starts.filter(|at| text.get(..*at).is_some_and(|before| before.is_empty() || before.ends_with('\n'))).collect();
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([text.len()]).collect();
    starts.into_iter().zip(ends).filter_map(move |(start, end)| text.get(start + mark.len()..end))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::people::People;
    use super::super::{account, patients};
    use super::{Card, STORIES, cards};

    fn each(test: impl Fn(&Card) -> bool) {
        for card in cards() {
            assert!(test(&card), "{}: {card:?}", card.name);
        }
    }

    #[test]
    fn no_field_is_unknown() {
        let known = "from to cc when in subject re patient state tags sign ask format lab";
        for block in STORIES.iter().flat_map(|story| super::blocks(story, "# ")) {
            let head = block.split("\n\n").next().unwrap();
            for line in head.lines().skip(1) {
                let field = line.split(':').next().unwrap();
                assert!(known.split(' ').any(|known| known == field), "{line}");
            }
        }
    }

    #[test]
    fn every_card_is_whole() {
        let people = People::load();
        each(|card| people.find(card.from).is_some() && card.when.is_some());
        each(|card| card.to.is_none_or(|to| !people.recipients(to).is_empty()));
        each(|card| !card.text.is_empty() || !card.enclosures.is_empty());
        each(|card| card.subject.is_some() || card.answers.is_some() || card.form == super::Form::Lab);
        let patients: BTreeSet<_> = patients::all().into_iter().map(|patient| patient.key).collect();
        each(|card| card.patient.is_none_or(|patient| patients.contains(patient)));
        let tags: BTreeSet<_> = account::tags().into_iter().map(|tag| tag.keyword).collect();
        each(|card| card.tags.split_whitespace().all(|tag| tags.contains(&account::keyword(tag))));
        each(|card| {
            card.state.split_whitespace().all(|state| ["unread", "seen", "flagged", "answered"].contains(&state))
        });
    }

    #[test]
    fn names_are_unique_and_a_reply_comes_after_what_it_answers() {
        let mut seen = BTreeSet::new();
        for card in cards() {
            assert!(card.answers.is_none_or(|answered| seen.contains(answered)), "{}", card.name);
            assert!(seen.insert(card.name), "{}", card.name);
        }
    }
}
