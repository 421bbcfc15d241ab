//! One paragraph: its letters, how they look, and how it stands. A picture is
//! one letter, the object replacement character, that nobody can type.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Form, Picture, Restyle, Style};

/// Stands where a picture is.
pub(super) const OBJECT: char = '\u{fffc}';

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "Told", into = "Told")]
pub struct Paragraph {
    pub form: Form,
    text: String,
    /// One after the other, none of them empty; together as long as the text.
    runs: Vec<Run>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Run {
    len: usize,
    style: Style,
    picture: Option<Arc<Picture>>,
}

/// Letters that look alike, or one picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'a> {
    pub start: usize,
    pub text: &'a str,
    pub style: &'a Style,
    pub picture: Option<&'a Arc<Picture>>,
}

impl Piece<'_> {
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

impl Paragraph {
    pub fn new(form: Form) -> Self {
        Self { form: form.capped(), ..Self::default() }
    }

    pub fn plain(text: &str) -> Self {
        let mut paragraph = Self::default();
        paragraph.push(text, &Style::default());
        paragraph
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Letters at the end. What is no letter of one line is left out.
    pub fn push(&mut self, text: &str, style: &Style) {
        let start = self.text.len();
        self.text.extend(text.chars().filter_map(letter));
        self.push_run(Run { len: self.text.len() - start, style: style.clone(), picture: None });
    }

    pub fn push_picture(&mut self, picture: Arc<Picture>, style: &Style) {
        self.text.push(OBJECT);
        self.push_run(Run { len: OBJECT.len_utf8(), style: style.clone(), picture: Some(picture) });
    }

    /// Takes blanks off the end.
    pub fn trim_end(&mut self) {
        let kept = self.text.trim_end_matches(' ').len();
        if kept < self.text.len() {
            *self = self.cut(0..kept);
        }
    }

    #[must_use]
    pub fn formed(&self, form: Form) -> Self {
        Self { form: form.capped(), ..self.clone() }
    }

    fn push_run(&mut self, run: Run) {
        match self.runs.last_mut() {
            _ if run.len == 0 => {}
            Some(last) if last.picture.is_none() && run.picture.is_none() && last.style == run.style => {
                last.len += run.len;
            }
            _ => self.runs.push(run),
        }
    }

    pub fn pieces(&self) -> impl Iterator<Item = Piece<'_>> {
        let mut end = 0;
        self.runs.iter().filter_map(move |run| {
            let start = end;
            end += run.len;
            let text = self.text.get(start..end)?;
            Some(Piece { start, text, style: &run.style, picture: run.picture.as_ref() })
        })
    }

    /// How letters typed at a place look: as the one before it does, and as the
    /// first one at the start. A link ends where its last letter stands.
    pub fn style_at(&self, at: usize) -> Style {
        let before = self.pieces().find(|piece| piece.end() >= at);
        let Some(before) = before else { return Style::default() };
        let mut style = before.style.clone();
        if before.picture.is_some() {
            style.link = None;
        }
        if at == 0 || before.end() == at {
            let goes_on = |piece: &Piece<'_>| piece.start == at && piece.style.link == style.link;
            if at == 0 || !self.pieces().any(|piece| goes_on(&piece)) {
                style.link = None;
            }
        }
        style
    }

    /// The styles of a stretch of letters.
    pub fn styles(&self, range: Range<usize>) -> impl Iterator<Item = &Style> {
        self.pieces().filter(move |piece| piece.start < range.end && piece.end() > range.start).map(|piece| piece.style)
    }

    /// The link that a letter belongs to, and its stretch of the paragraph.
    pub fn link_at(&self, at: usize) -> Option<(Range<usize>, super::Link)> {
        let touches = |piece: &Piece<'_>| piece.start <= at && at <= piece.end();
        let link = self.pieces().find(|piece| touches(piece) && piece.style.link.is_some())?.style.link.clone()?;
        let mut whole: Option<Range<usize>> = None;
        for piece in self.pieces() {
            if piece.style.link.as_ref() == Some(&link) {
                whole = Some(whole.map_or(piece.start, |range| range.start)..piece.end());
            } else if whole.as_ref().is_some_and(|range| range.end >= at) {
                break;
            } else {
                whole = None;
            }
        }
        Some((whole?, link))
    }

    /// A stretch of it, in the same form.
    #[must_use]
    pub fn cut(&self, range: Range<usize>) -> Self {
        let start = self.text.floor_char_boundary(range.start);
        let end = self.text.floor_char_boundary(range.end).max(start);
        let mut cut = Self::new(self.form);
        for piece in self.pieces() {
            let (from, to) = (piece.start.max(start), piece.end().min(end));
            let Some(text) = self.text.get(from..to).filter(|text| !text.is_empty()) else { continue };
            cut.text.push_str(text);
            cut.push_run(Run { len: text.len(), style: piece.style.clone(), picture: piece.picture.cloned() });
        }
        cut
    }

    /// The letters of another at its end.
    pub fn append(&mut self, other: &Self) {
        self.text.push_str(&other.text);
        for run in &other.runs {
            self.push_run(run.clone());
        }
    }

    #[must_use]
    pub fn restyled(&self, range: Range<usize>, change: &Restyle) -> Self {
        let mut restyled = self.cut(0..range.start);
        let mut middle = self.cut(range.clone());
        for run in &mut middle.runs {
            change.apply(&mut run.style);
        }
        let end = self.cut(range.end.max(range.start)..self.text.len());
        restyled.append(&middle);
        restyled.append(&end);
        restyled
    }
}

/// A character as it may stand in a paragraph. Those that turn words around, and
/// those that say nothing, may not.
fn letter(c: char) -> Option<char> {
    match c {
        '\t' => Some(c),
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        OBJECT | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
        c if c.is_control() => None,
        c => Some(c),
    }
}

/// The lines of a text, whatever they end in.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let ends = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let line = rest?;
        let Some(at) = line.find(ends) else { return rest.take() };
        let (before, after) = line.split_at_checked(at)?;
        let after = after.strip_prefix("\r\n").unwrap_or_else(|| {
            let mut after = after.chars();
            let _ = after.next();
            after.as_str()
        });
        rest = Some(after);
        Some(before)
    })
}

/// A paragraph as it is kept.
#[derive(Serialize, Deserialize)]
struct Told {
    #[serde(default)]
    form: Form,
    runs: Vec<ToldRun>,
}

#[derive(Serialize, Deserialize)]
struct ToldRun {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    text: String,
    #[serde(default, skip_serializing_if = "Style::is_plain")]
    style: Style,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    picture: Option<Arc<Picture>>,
}

impl From<Told> for Paragraph {
    fn from(told: Told) -> Self {
        let mut paragraph = Self::new(told.form);
        for run in told.runs {
            match run.picture {
                Some(picture) => paragraph.push_picture(picture, &run.style),
                None => paragraph.push(&run.text, &run.style),
            }
        }
        paragraph
    }
}

impl From<Paragraph> for Told {
    fn from(paragraph: Paragraph) -> Self {
        let told = |piece: Piece<'_>| ToldRun {
            text: if piece.picture.is_some() { String::new() } else { piece.text.to_owned() },
            style: piece.style.clone(),
            picture: piece.picture.cloned(),
        };
        Self { form: paragraph.form, runs: paragraph.pieces().map(told).collect() }
    }
}
