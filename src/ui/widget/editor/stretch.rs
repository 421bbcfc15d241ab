//! A paragraph in stretches, each shaped by itself: a key in a long one shapes no
//! more than the stretch that it is in, and the others are taken over from the
//! page before. What nobody writes in one go, a screen or two, is one stretch.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::ops::Range;

use super::laid::Composing;
use super::letters::{Kind, Letters, Room};
use crate::domain::writing::{Paragraph, Style};

/// What is longer is cut, into stretches of about that size, in bytes.
const MOST: usize = 4_000;
const SIZE: usize = 2_000;
/// A shorter one is joined with the one before.
const LEAST: usize = 500;
/// No line is longer: a word that is may be cut anywhere.
const WORD: usize = 400;

/// What is shown of a paragraph: its letters, and what is being composed among them.
pub(super) struct Content<'a> {
    text: Cow<'a, str>,
    /// One after the other: how far each goes on, and how it looks.
    runs: Vec<(usize, Cow<'a, Style>, Kind)>,
}

pub(super) struct Stretch {
    text: String,
    runs: Vec<(usize, Style, Kind)>,
    room: Room,
    pub(super) letters: Letters,
}

impl<'a> Content<'a> {
    pub(super) fn of(paragraph: &'a Paragraph, composing: Option<&Composing>) -> Self {
        let kind = |is_picture| if is_picture { Kind::Picture } else { Kind::Letters };
        let pieces = paragraph.pieces();
        let mut runs: Vec<_> =
            pieces.map(|piece| (piece.text.len(), Cow::Borrowed(piece.style), kind(piece.picture.is_some()))).collect();
        let Some(composing) = composing else { return Self { text: paragraph.text().into(), runs } };
        let mut text = paragraph.text().to_owned();
        let at = text.floor_char_boundary(composing.at);
        text.insert_str(at, &composing.text);
        let composed = (composing.text.len(), Cow::Owned(paragraph.style_at(at)), Kind::Composed);
        let (mut start, mut place) = (0, runs.len());
        for (index, (len, ..)) in runs.iter().enumerate() {
            if at < start + len {
                place = index;
                break;
            }
            start += len;
        }
        match runs.get_mut(place) {
            Some(run) if at > start => {
                let rest = (run.0 - (at - start), run.1.clone(), run.2);
                run.0 = at - start;
                runs.insert(place + 1, rest);
                runs.insert(place + 1, composed);
            }
            _ => runs.insert(place, composed),
        }
        Self { text: text.into(), runs }
    }

    /// The runs of a part of it, each cut to what is there.
    fn runs(&self, part: Range<usize>) -> impl Iterator<Item = (usize, &Style, Kind)> {
        let mut end = 0;
        self.runs.iter().filter_map(move |(len, style, kind)| {
            let start = end;
            end += len;
            let (from, to) = (start.max(part.start), end.min(part.end));
            (from < to).then(|| (to - from, style.as_ref(), *kind))
        })
    }

    fn stretch(&self, part: Range<usize>, room: Room) -> Stretch {
        let text = self.text.get(part.clone()).unwrap_or_default();
        let mut from = 0;
        let spans = self.runs(part.clone()).map(|(len, style, kind)| {
            let start = from;
            from += len;
            (text.get(start..from).unwrap_or_default(), style, kind)
        });
        Stretch {
            letters: Letters::shape(spans, room),
            text: text.to_owned(),
            runs: self.runs(part).map(|(len, style, kind)| (len, style.clone(), kind)).collect(),
            room,
        }
    }

    /// All of it, shaped. What one of the former stretches holds is not shaped again.
    pub(super) fn shaped(&self, room: Room, former: &mut VecDeque<Stretch>) -> Vec<Stretch> {
        let (mut from, mut to) = (0, self.text.len());
        let (mut front, mut back) = (Vec::new(), VecDeque::new());
        while let Some(stretch) = former.pop_front_if(|stretch| stretch.holds(self, from, room)) {
            from += stretch.len();
            front.push(stretch);
        }
        let mut fits = |stretch: &mut Stretch| {
            let start = to.checked_sub(stretch.len()).filter(|start| *start >= from && self.may_be_cut(*start));
            start.is_some_and(|start| stretch.holds(self, start, room)) && {
                to -= stretch.len();
                true
            }
        };
        while let Some(stretch) = former.pop_back_if(&mut fits) {
            back.push_front(stretch);
        }
        // What is written behind a short stretch, or in the word at its end, belongs to it.
        while from < to || back.is_empty() {
            let is_apart = self.may_be_cut(from) && (to - from >= LEAST || from == to);
            let Some(last) = front.pop_if(|_| !is_apart) else { break };
            from -= last.len();
        }
        let middle = self.cuts(from..to).into_iter().map(|part| self.stretch(part, room));
        let mut shaped: Vec<Stretch> = front.into_iter().chain(middle).chain(back).collect();
        if shaped.is_empty() {
            shaped.push(self.stretch(0..0, room));
        }
        shaped
    }

    /// Between two words, or in what is longer than a line.
    fn may_be_cut(&self, at: usize) -> bool {
        let blanks = |part: Range<usize>| {
            let from = self.text.floor_char_boundary(part.start);
            let to = self.text.floor_char_boundary(part.end.min(self.text.len()));
            self.text.get(from..to).is_some_and(|text| text.contains(' '))
        };
        at == 0
            || at == self.text.len()
            || self.text.get(..at).is_some_and(|before| before.ends_with(' '))
            || self.text.is_char_boundary(at) && !blanks(at.saturating_sub(WORD)..at + WORD)
    }

    fn cuts(&self, part: Range<usize>) -> Vec<Range<usize>> {
        let mut cuts = Vec::new();
        let mut from = part.start;
        while part.end - from > MOST {
            let end = self.text.floor_char_boundary(from + SIZE);
            let blank = self.text.get(from..end).and_then(|text| Some(from + text.rfind(' ')? + 1));
            let cut = blank.filter(|blank| end - blank < WORD).unwrap_or(end);
            cuts.push(from..cut);
            from = cut;
        }
        if from < part.end {
            cuts.push(from..part.end);
        }
        cuts
    }
}

impl Stretch {
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// It is what stands there, as it looks.
    fn holds(&self, content: &Content<'_>, at: usize, room: Room) -> bool {
        let part = at..at + self.len();
        let same = |(here, there): (&(usize, Style, Kind), (usize, &Style, Kind))| {
            (here.0, &here.1, here.2) == (there.0, there.1, there.2)
        };
        self.len() > 0
            && self.room == room
            && content.text.get(part.clone()) == Some(&self.text)
            && content.runs(part.clone()).count() == self.runs.len()
            && self.runs.iter().zip(content.runs(part)).all(same)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use super::{Content, Room, Stretch};
    use crate::domain::writing::{Align, Emphasis, Paragraph, Restyle, Style};
    use crate::ui::theme::Theme;

    const ROOM: Room = Room { width: 500.0, align: Align::Left, size: 14.0, theme: Theme::Light };

    /// Each word another one.
    fn words(count: usize) -> String {
        (0..count).map(|number| format!("mot{number} ")).collect()
    }

    fn shaped(paragraph: &Paragraph, former: Vec<Stretch>) -> (Vec<Stretch>, usize) {
        let mut former = VecDeque::from(former);
        let before = former.len();
        let stretches = Content::of(paragraph, None).shaped(ROOM, &mut former);
        let text: String = stretches.iter().map(|stretch| stretch.text.as_str()).collect();
        assert_eq!(text, paragraph.text(), "nothing is lost and nothing comes twice");
        (stretches, before - former.len())
    }

    #[test]
    fn a_paragraph_of_a_screen_is_one_stretch_and_one_of_many_is_cut_between_words() {
        assert_eq!(shaped(&Paragraph::plain(""), Vec::new()).0.len(), 1);
        assert_eq!(shaped(&Paragraph::plain(&words(450)), Vec::new()).0.len(), 1);
        let (stretches, _) = shaped(&Paragraph::plain(&words(10_000)), Vec::new());
        assert!(stretches.len() > 15, "{}", stretches.len());
        assert!(stretches.iter().all(|stretch| stretch.text.ends_with(' ')));
        let (blob, _) = shaped(&Paragraph::plain(&"é".repeat(10_000)), Vec::new());
        assert!(blob.len() > 3, "a word without an end is cut where it may");
    }

    #[test]
    fn a_letter_shapes_the_stretch_that_it_is_in_and_no_other() {
        let text = words(10_000);
        for at in [0, 7, text.len() / 2, text.len()] {
            let (before, _) = shaped(&Paragraph::plain(&text), Vec::new());
            let count = before.len();
            let at = text.floor_char_boundary(at);
            let mut typed = text.clone();
            typed.insert(at, 'x');
            let (after, taken) = shaped(&Paragraph::plain(&typed), before);
            assert!(after.len() == count && taken >= count - 1, "{taken} of {count} taken over at {at}");
        }
    }

    #[test]
    fn a_word_is_never_cut_by_what_was_there_before() {
        let text = words(10_000);
        let (before, _) = shaped(&Paragraph::plain(&text), Vec::new());
        let first = before[0].len();
        // The blank where two stretches meet is taken out.
        let mut joined = text.clone();
        let _ = joined.remove(first - 1);
        let (after, _) = shaped(&Paragraph::plain(&joined), before);
        assert!(after.iter().all(|stretch| stretch.text.ends_with(' ')));
        // The end of a paragraph has no blank, and more may be written behind it.
        let (before, _) = shaped(&Paragraph::plain(text.trim_end()), Vec::new());
        let (after, _) = shaped(&Paragraph::plain(&format!("{}x", text.trim_end())), before);
        assert!(after.last().unwrap().text.ends_with("mot9999x"));
    }

    #[test]
    fn letters_that_look_otherwise_are_shaped_again() {
        let paragraph = Paragraph::plain(&words(10_000));
        let (before, _) = shaped(&paragraph, Vec::new());
        let count = before.len();
        let bold = paragraph.restyled(100..110, &Restyle::Set(Emphasis::Bold, true));
        let (after, taken) = shaped(&bold, before);
        assert_eq!((after.len(), taken), (count, count - 1));
        let mut marked = Paragraph::default();
        marked.push(&words(3), &Style::default());
        assert_eq!(shaped(&marked, Vec::new()).0.len(), 1);
    }
}
