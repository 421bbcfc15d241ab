//! Which of several files are one document: the PDF beside its CDA, the same CDA
//! twice, a version after a version. A pure comparison; nothing is hidden by it.

use super::cda::{Document, Media};
use super::hl7::Identifier;
use super::mss;
use super::name;

/// One file that came with a message.
#[derive(Clone, Copy)]
pub struct Item<'a> {
    /// What it is called there.
    pub name: &'a str,
    pub bytes: &'a [u8],
    /// Where it is a CDA.
    pub document: Option<&'a Document>,
}

/// Why a file is held to be another's twin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// To the byte.
    SameBytes,
    /// The same number.
    SameId,
    /// The same set and version, under another number.
    SameVersion,
    /// The very PDF that lies in the document.
    Inside,
    /// A PDF that is called as the rule asks for this document.
    Name,
    /// The only PDF beside the only document: likely, not sure.
    OnlyPair,
}

/// A line of a list: one document and its twins, by their places among the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub first: usize,
    pub twins: Vec<(usize, Why)>,
}

/// Each file in just one group; documents lead, in the order they came.
pub fn groups(items: &[Item<'_>]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let (documents, files): (Vec<_>, Vec<_>) = items.iter().enumerate().partition(|(_, item)| item.document.is_some());
    let pdfs = files.iter().filter(|(_, item)| is_pdf(item)).count();
    let only = documents.len() == 1 && pdfs == 1;
    for (at, item) in documents.into_iter().chain(files) {
        let found = groups.iter_mut().find_map(|group| {
            let first = items.get(group.first)?;
            let why = twin(first, item)
                .or_else(|| (only && first.document.is_some() && is_pdf(item)).then_some(Why::OnlyPair))?;
            Some((group, why))
        });
        match found {
            Some((group, why)) => group.twins.push((at, why)),
            None => groups.push(Group { first: at, twins: Vec::new() }),
        }
    }
    groups
}

fn is_pdf(item: &Item<'_>) -> bool {
    item.document.is_none() && Media::of_bytes(item.bytes) == Media::Pdf
}

/// None where nothing says that they are one.
fn twin(first: &Item<'_>, other: &Item<'_>) -> Option<Why> {
    if first.bytes == other.bytes {
        return Some(Why::SameBytes);
    }
    let document = first.document?;
    let Some(second) = other.document else {
        let inside = document.file().into_iter().chain(&document.attachments).any(|file| file.bytes == other.bytes);
        let called = is_pdf(other) && is_called(document, other.name);
        return inside.then_some(Why::Inside).or_else(|| called.then_some(Why::Name));
    };
    match Version::of(document).beside(&Version::of(second)) {
        Relation::SameId => Some(Why::SameId),
        Relation::SameVersion => Some(Why::SameVersion),
        _ => None,
    }
}

/// `20220531_CR_d_imagerie…_ESSAI_Claire.pdf`: accents, blanks and case apart.
fn is_called(document: &Document, file_name: &str) -> bool {
    let Some(expected) = mss::file_name(document.date(), document.code.shown(), &document.patient, None) else {
        return false;
    };
    let stem =
        |name: &str| name::folded(name.strip_suffix(".pdf").or_else(|| name.strip_suffix(".PDF")).unwrap_or(name));
    let (expected, called) = (stem(&expected), stem(file_name));
    // A dossier's number may follow.
    called.strip_prefix(&expected).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// What a document says of its place among its versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    pub id: Identifier,
    pub set: Option<Identifier>,
    pub number: Option<u32>,
    pub replaces: Vec<Identifier>,
}

/// How a document that comes stands to one that is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// Another document.
    None,
    /// Here already, under the same number.
    SameId,
    /// Here already: the same version, under another number.
    SameVersion,
    /// It takes the place of what is here.
    Newer,
    /// It comes late: what is here has taken its place.
    Older,
}

impl Version {
    pub fn of(document: &Document) -> Self {
        Self {
            id: document.id.clone(),
            set: document.set.clone(),
            number: document.version,
            replaces: document.replaces.clone(),
        }
    }

    /// How `coming` stands to this one.
    pub fn beside(&self, coming: &Self) -> Relation {
        if !self.id.is_empty() && self.id == coming.id {
            return Relation::SameId;
        }
        if self.set.is_some() && self.set == coming.set {
            match (self.number, coming.number) {
                (Some(here), Some(there)) if here == there => return Relation::SameVersion,
                (Some(here), Some(there)) if there > here => return Relation::Newer,
                (Some(_), Some(_)) => return Relation::Older,
                _ => {}
            }
        }
        if coming.replaces.contains(&self.id) && !self.id.is_empty() {
            Relation::Newer
        } else if self.replaces.contains(&coming.id) && !coming.id.is_empty() {
            Relation::Older
        } else {
            Relation::None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(id: &str, set: Option<&str>, number: Option<u32>, replaces: &[&str]) -> Version {
        let of = |id: &str| Identifier::new(id, "");
        Version { id: of(id), set: set.map(of), number, replaces: replaces.iter().map(|id| of(id)).collect() }
    }

    #[test]
    fn versions_stand_to_each_other_as_the_rule_says() {
        let here = version("1.1", Some("9"), Some(2), &["1.0"]);
        let table = [
            (version("1.1", Some("9"), Some(2), &[]), Relation::SameId),
            (version("1.1", None, None, &[]), Relation::SameId),
            (version("1.5", Some("9"), Some(2), &[]), Relation::SameVersion),
            (version("1.5", Some("9"), Some(3), &[]), Relation::Newer),
            (version("1.0", Some("9"), Some(1), &[]), Relation::Older),
            (version("1.0", None, None, &[]), Relation::Older),
            (version("1.6", None, None, &["1.1"]), Relation::Newer),
            (version("1.6", Some("8"), Some(2), &[]), Relation::None),
            (version("1.6", Some("9"), None, &[]), Relation::None),
            (version("", None, None, &[""]), Relation::None),
        ];
        for (coming, relation) in table {
            assert_eq!(here.beside(&coming), relation);
        }
        assert_eq!(version("", None, None, &[]).beside(&version("", None, None, &[])), Relation::None);
    }
}
