//! What thread an answer belongs to (RFC 5322, 3.6.4).

use crate::domain::Envelope;

/// Ids in References: programs cut longer threads, some header lines end there.
const MOST: usize = 50;

/// The ids of a reply's References: those of its parent and the parent itself.
/// Of a long thread the first one and the last ones stay.
pub fn references(parent: &Envelope) -> Vec<String> {
    let before: &[String] = match (parent.references.as_slice(), parent.in_reply_to.as_slice()) {
        ([], [one]) => std::slice::from_ref(one),
        (references, _) => references,
    };
    let mut ids: Vec<String> = Vec::new();
    for id in before.iter().chain(&parent.message_id) {
        // Of what is there twice, the place nearest to the end counts.
        ids.retain(|known| known != id);
        ids.push(id.clone());
    }
    if ids.len() > MOST {
        drop(ids.drain(1..=ids.len() - MOST));
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::{MOST, references};
    use crate::domain::Envelope;

    fn ids(list: &[&str]) -> Vec<String> {
        list.iter().map(ToString::to_string).collect()
    }

    fn parent(references: &[&str], in_reply_to: &[&str], message_id: Option<&str>) -> Envelope {
        let message_id = message_id.map(str::to_owned);
        Envelope { references: ids(references), in_reply_to: ids(in_reply_to), message_id, ..Envelope::default() }
    }

    #[test]
    fn the_parent_comes_after_its_own_references() {
        assert_eq!(references(&parent(&["a", "b"], &["b"], Some("c"))), ["a", "b", "c"]);
        assert_eq!(references(&parent(&["c", "b"], &[], Some("c"))), ["b", "c"]);
        assert_eq!(references(&parent(&["a"], &[], None)), ["a"]);
    }

    #[test]
    fn a_parent_without_references_has_the_one_it_replies_to() {
        assert_eq!(references(&parent(&[], &["a"], Some("b"))), ["a", "b"]);
        assert_eq!(references(&parent(&[], &["a", "x"], Some("b"))), ["b"]);
    }

    #[test]
    fn of_a_long_thread_the_first_and_the_last_stay() {
        let long: Vec<String> = (0..200).map(|number| number.to_string()).collect();
        let envelope = Envelope { references: long, message_id: Some("end".to_owned()), ..Envelope::default() };
        let kept = references(&envelope);
        assert_eq!((kept.len(), kept[0].as_str(), kept[1].as_str()), (MOST, "0", "152"));
        assert_eq!(kept.last().map(String::as_str), Some("end"));
    }
}
