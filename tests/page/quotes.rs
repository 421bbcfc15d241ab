//! What an answer quotes of a page: made in the child, like all that is read.

use sceau::domain::writing::Block;
use sceau::domain::{Manner, Phrases, Writing};
use sceau::engine::{Fault, FaultKind, Setting};

use super::surgery::{Surgery, letter};

const LETTER: &str = "<p>Bilan <b>joint</b>.</p><div style='display:none'>piège</div>\
    <img src='https://suivi.example/1.gif'><script>alert(1)</script><table><tr><td>Na<td>140</table>";

#[test]
fn a_letter_is_quoted_and_sent_on_with_its_layout_and_without_what_it_hid() {
    let surgery = Surgery::with(vec![letter(1, LETTER)]);
    // What was hidden from its reader is not sent back, whatever is written with.
    let words = answer(&surgery, Manner::Reply);
    assert!(!words.rich && words.draft.html.is_none(), "a mailbox that writes without layout");
    assert!(words.draft.text.contains("> Bilan joint.") && !words.draft.text.contains("piège"), "{}", words.draft.text);
    let on = answer(&surgery, Manner::Forward);
    assert!(on.rich && on.draft.html.is_some_and(|html| html.contains("140")), "what goes on goes as it came");
    let account = surgery.runtime.block_on(surgery.engine.accounts()).unwrap().remove(0);
    let mut sending = account.draft.sending.clone();
    sending.rich = true;
    surgery.runtime.block_on(surgery.engine.set_sending(account.id, sending)).unwrap();
    for manner in [Manner::Reply, Manner::Forward, Manner::EditAsNew] {
        let writing = answer(&surgery, manner);
        let html = writing.draft.html.clone().unwrap_or_default();
        assert!(writing.rich && html.contains("<b>joint</b>"), "{manner:?}: {html}");
        assert!(["piège", "suivi.example", "alert"].iter().all(|bad| !html.contains(bad)), "{html}");
        let carried = writing.document.blocks().iter().find_map(|block| match &**block {
            Block::Carried(carried) => Some(carried.html.to_string()),
            Block::Paragraph(_) => None,
        });
        assert!(carried.is_some_and(|table| table.contains("140") && table.starts_with("<table")));
    }
    // Where no child can be had, the words are still quoted.
    std::fs::remove_file(&surgery.program).unwrap();
    let writing = answer(&surgery, Manner::Reply);
    assert!(writing.draft.html.is_none() && writing.draft.text.contains("> Bilan joint."), "{}", writing.draft.text);
    // What is written on would be kept without its layout: that is said instead.
    let refused = try_answer(&surgery, Manner::EditAsNew).unwrap_err();
    assert_eq!(refused.kind, FaultKind::LayoutUnread);
}

fn answer(surgery: &Surgery, manner: Manner) -> Writing {
    try_answer(surgery, manner).unwrap()
}

fn try_answer(surgery: &Surgery, manner: Manner) -> Result<Writing, Fault> {
    let answered =
        surgery.engine.begin_answer(surgery.letters[0], manner, Setting::default(), |_, _| Phrases::default());
    surgery.runtime.block_on(answered)
}
