//! What these pages look like, and how they are written. Painted on white; dark
//! reading turns the colours. A mark is told by its sign and its word first.

use super::super::card::{self, Card};
use crate::health::cda;

const STYLE: &str = "\
.hd-text{white-space:pre-wrap;overflow-wrap:anywhere;margin:0;font-family:monospace;font-size:13px;line-height:1.4}\
.hd-raw{color:#465358;border-left:3px solid #b9c2c5;padding-left:8px}\
.hd-table{border-collapse:collapse;margin:10px 0 14px 0;line-height:1.4}\
.hd-table th{text-align:left;font-weight:600;color:#465358;border-bottom:1px solid #9aa6aa;padding:2px 14px 3px 0}\
.hd-table td{vertical-align:top;padding:3px 14px 3px 0;border-bottom:1px solid #e3e7e8;overflow-wrap:break-word}\
.hd-table td.part,.hd-table td.note{overflow-wrap:anywhere}\
.hd-table td.value{font-weight:600;text-align:right}\
.hd-table th.value{text-align:right}\
.hd-table tr.out td.value,.hd-table tr.out td.mark{color:#a3261c;font-weight:600}\
.hd-table td.part{font-weight:600;padding-top:10px;border-bottom:1px solid #9aa6aa}\
.hd-table td.note{color:#465358;white-space:pre-wrap}\
.hd-table td.before{font-weight:400}\
.hd-table .last{white-space:nowrap}\
.hd-curve{display:block;position:relative;width:76px;height:24px;margin:1px 0 2px 0}\
.hd-curve i{position:absolute;height:1.5px;background:#0e7480;transform-origin:0 50%}\
.hd-curve u{position:absolute;left:0;width:76px;background:#b9dbca}\
.hd-curve b{position:absolute;width:5px;height:5px;border-radius:3px;background:#0b5a63}\
.hd-curve b.out{background:#a3261c}\
.hd-aloud{display:block;height:1px;overflow:hidden;font-size:1px;line-height:1px;color:transparent}\
@media (max-width:560px){\
.hd-table,.hd-table .hd-small{font-size:12px}\
.hd-table th,.hd-table td{padding-right:6px}\
.hd-table .last .hd-small{display:block}}\
.hd-small{color:#465358;font-size:13px}\
.hd-part{font-size:15px;font-weight:600;margin:14px 0 6px 0}\
.hd-alert{max-width:640px;border:1px solid #d9a5a1;border-left:4px solid #b3261e;border-radius:6px;\
padding:8px 12px;margin:0 0 14px 0}\
.hd-alert b{color:#a3261c}\
.hd-note{max-width:640px;border:1px solid #dccb9a;border-left:4px solid #96690a;border-radius:6px;\
padding:8px 12px;margin:0 0 10px 0}\
.hd-outside{margin:18px 0 6px 0;border-top:1px dashed #7f8d90;padding-top:8px;color:#465358}\
.hd-next{margin:22px 0;border:0;border-top:2px solid #9aa6aa}";

/// A page as it is written.
#[derive(Debug, Default)]
pub(super) struct Sheet(String);

impl Sheet {
    pub(super) fn page(self) -> String {
        let (cards, clinical, body) = (card::STYLE, cda::SHEET, self.0);
        format!("<!DOCTYPE html><html><head><style>{cards}{STYLE}{clinical}</style></head><body>{body}</body></html>")
    }

    /// Of ours, as it is.
    pub(super) fn html(&mut self, html: &str) {
        self.0.push_str(html);
    }

    /// Of a stranger's: letters.
    pub(super) fn text(&mut self, text: &str) {
        card::write(text, usize::MAX, &mut self.0);
    }

    pub(super) fn card(&mut self, card: &Card) {
        card.write(&mut self.0);
    }

    pub(super) fn block(&mut self, tag: &str, class: &str, text: &str) {
        self.html(&format!("<{tag} class=\"{class}\">"));
        self.text(text);
        self.html(&format!("</{tag}>"));
    }

    /// What is to be known before it is read.
    pub(super) fn notes(&mut self, notes: &[String]) {
        for note in notes {
            self.block("div", "hd-note", note);
        }
    }
}
