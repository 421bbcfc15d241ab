//! The attributes that are kept, and what each may be. Those of old pages that
//! the layout does not know are said again as style, in front of the page's own.

use html5ever::Attribute;
use std::fmt::Write as _;

use super::element::{Element, Kind};
use super::picture::Pictures;
use super::style::{self, Sight};
use super::{limit, link};

/// What an element carries.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    /// As they are written into the tag, with a blank in front.
    pub(super) written: String,
    pub(super) sight: Sight,
    /// Of a cell.
    pub(super) columns: u32,
    /// An image without a picture, or whose picture is held back.
    pub(super) words: Option<String>,
    pub(super) pictured: bool,
    /// The picture is a remote one.
    pub(super) held: bool,
    /// Of a table: what is said of all its cells.
    pub(super) padding: Option<u32>,
    pub(super) border: Option<u32>,
    /// Of a page: what its links look like.
    pub(super) link: Option<String>,
    style: String,
}

impl Attributes {
    pub(super) fn of(element: Element, attributes: &[Attribute], pictures: &mut Pictures) -> Self {
        let mut kept = Self { columns: 1, ..Self::default() };
        let mut own = None;
        for attribute in attributes {
            let mut value = String::new();
            push_plain(&attribute.value, &mut value);
            let (name, value) = (&*attribute.name.local, value.trim());
            match name {
                "style" => own = Some(style::declarations(value, pictures)),
                "background" => {
                    if let Some(place) = pictures.place(value) {
                        kept.declare("background-image", &format!("url({place})"));
                    }
                }
                "src" | "srcset" if element.name == "img" && !kept.pictured => {
                    let place = if name == "src" { pictures.place(value) } else { pictures.place_first(value) };
                    kept.picture(place);
                }
                // A sheet has no place in an answer.
                "id" | "class" if pictures.none_held => {}
                _ => kept.attribute(element, name, value),
            }
        }
        kept.finish(own, pictures);
        kept
    }

    /// Those of an element that is opened once more.
    pub(super) fn written(written: String) -> Self {
        Self { written, ..Self::default() }
    }

    /// The style is read again as a whole: what was said of old attributes
    /// comes first, so that the page's own word holds.
    fn finish(&mut self, own: Option<style::Declared>, pictures: &mut Pictures) {
        let mut css = String::new();
        if !self.style.is_empty() {
            css = style::declarations(&self.style, pictures).css;
        }
        if let Some(own) = own {
            self.sight.add(own.sight);
            if !css.is_empty() && !own.css.is_empty() {
                css.push(';');
            }
            css.push_str(&own.css);
        }
        if !css.is_empty() {
            self.write("style", &css);
        }
    }

    fn attribute(&mut self, element: Element, name: &str, value: &str) {
        match name {
            "id" | "class" | "lang" => self.write_if(name, value, limit::NAME),
            "title" => self.write_if(name, value, limit::WORDS),
            "alt" if element.name == "img" => {
                self.write_if(name, value, limit::WORDS);
                self.words = Some(value.to_owned()).filter(|words| !words.is_empty() && words.len() <= limit::WORDS);
            }
            "dir" => self.one_of(name, value, &["ltr", "rtl", "auto"]),
            "hidden" => {
                self.sight.hidden = true;
                self.write(name, "");
            }
            "name" if element.kind == Kind::Link => self.write_if(name, value, limit::NAME),
            "href" if element.kind == Kind::Link => {
                if let Some(address) = link::address(value) {
                    self.write(name, &address);
                }
            }
            "align" => self.align(element, value),
            "valign" => {
                let value = value.to_ascii_lowercase();
                self.declare("vertical-align", if value == "center" { "middle" } else { &value });
            }
            "bgcolor" => match colour(value) {
                Some(colour) if colour.starts_with('#') && colour.len() != 5 => self.write(name, &colour),
                Some(colour) => self.declare("background-color", &colour),
                None => {}
            },
            "bordercolor" => self.colour("border-color", value),
            "width" | "height" => self.length(name, value),
            "nowrap" if element.kind == Kind::Cell => self.write(name, ""),
            "clear" if element.name == "br" => self.declare(name, if value == "all" { "both" } else { value }),
            _ => self.of_one_kind(element, name, value),
        }
    }

    fn of_one_kind(&mut self, element: Element, name: &str, value: &str) {
        match (element.name, name) {
            ("table", "cellpadding") => {
                self.padding = number(value, 100);
                self.number(name, value, 100);
            }
            ("table", "border") => {
                // The word alone means one.
                let value = if value.is_empty() { "1" } else { value };
                self.border = number(value, 100);
                self.number(name, value, 100);
            }
            ("table", "cellspacing") => {
                if let Some(number) = number(value, 100) {
                    self.declare("border-spacing", &format!("{number}px"));
                }
            }
            ("table", "frame" | "rules") => {
                let sides = ["void", "above", "below", "lhs", "rhs", "hsides", "vsides", "box", "border"];
                let lines = ["none", "all", "rows", "cols", "groups"];
                self.one_of(name, value, if name == "frame" { &sides } else { &lines });
            }
            ("td" | "th", "colspan") => {
                if let Some(number) = number(value, limit::COLUMN_SPAN).filter(|number| *number > 0) {
                    self.columns = number;
                    self.write(name, &number.to_string());
                }
            }
            ("td" | "th", "rowspan") => self.number(name, value, limit::ROW_SPAN),
            ("col" | "colgroup", "span") => self.number(name, value, limit::COLUMN_SPAN),
            ("img", "border" | "hspace" | "vspace") => self.number(name, value, 100),
            ("ol", "start") | ("li", "value") => self.number(name, value, 100_000),
            ("ol" | "ul" | "li", "type") => self.list_type(value),
            ("hr", "size") => {
                if let Some(number) = number(value, 100) {
                    self.declare("height", &format!("{number}px"));
                }
            }
            ("hr", "color") => {
                self.colour("background-color", value);
                self.colour("border-color", value);
            }
            ("font", "color") | ("body", "text") => self.colour("color", value),
            ("font", "face") => self.declare("font-family", value),
            ("font", "size") => self.font_size(value),
            ("body", "link") => {
                self.link = colour(value);
                if let Some(colour) = colour(value) {
                    self.write(name, &colour);
                }
            }
            _ => {}
        }
    }

    /// The picture of an image, unless it has one.
    pub(super) fn picture(&mut self, place: Option<String>) {
        if let Some(place) = place.filter(|_| !self.pictured) {
            self.pictured = true;
            self.held = place.starts_with("held:");
            self.write("src", &place);
        }
    }

    fn align(&mut self, element: Element, value: &str) {
        let value = match value.to_ascii_lowercase().as_str() {
            "middle" | "center" if element.name != "img" => "center".to_owned(),
            other => other.to_owned(),
        };
        match (element.kind, value.as_str()) {
            // Of a table it says where it stands, not how its words do.
            (Kind::Table, "center") => {
                self.declare("margin-left", "auto");
                self.declare("margin-right", "auto");
            }
            (Kind::Table, "left" | "right") => self.declare("float", &value),
            (Kind::Single, "left" | "right") if element.name == "img" => self.declare("float", &value),
            (Kind::Single, "top" | "middle" | "bottom") if element.name == "img" => {
                self.declare("vertical-align", &value);
            }
            (Kind::Single, "left" | "right") if element.name == "hr" => self.declare(&format!("margin-{value}"), "0"),
            (Kind::Caption, "top" | "bottom") => self.declare("caption-side", &value),
            (Kind::Table | Kind::Single, _) => {}
            (_, "left" | "right" | "center") => self.write("align", &value),
            (_, "justify") => self.declare("text-align", &value),
            _ => {}
        }
    }

    fn list_type(&mut self, value: &str) {
        let style = match value {
            "1" => "decimal",
            "a" => "lower-alpha",
            "A" => "upper-alpha",
            "i" => "lower-roman",
            "I" => "upper-roman",
            _ if ["disc", "circle", "square"].contains(&value.to_ascii_lowercase().as_str()) => value,
            _ => return,
        };
        self.declare("list-style-type", style);
    }

    /// From 1 to 7, or as many steps from 3.
    fn font_size(&mut self, value: &str) {
        let Ok(number) = value.parse::<i32>() else { return };
        let relative = value.starts_with(['+', '-']);
        let step = if relative { number.saturating_add(3) } else { number }.clamp(1, 7);
        let sizes = ["10px", "13px", "16px", "18px", "24px", "32px", "48px"];
        let size = usize::try_from(step - 1).ok().and_then(|at| sizes.get(at));
        self.declare("font-size", size.copied().unwrap_or("16px"));
    }

    fn colour(&mut self, property: &str, value: &str) {
        if let Some(colour) = colour(value) {
            self.declare(property, &colour);
        }
    }

    fn length(&mut self, name: &str, value: &str) {
        let (digits, rest) =
            value.split_at_checked(value.bytes().take_while(u8::is_ascii_digit).count()).unwrap_or_default();
        let percent = if rest.starts_with('%') { "%" } else { "" };
        let most = if percent.is_empty() { 10_000 } else { 100 };
        if let Some(number) = number(digits, most) {
            self.write(name, &format!("{number}{percent}"));
        }
    }

    fn number(&mut self, name: &str, value: &str, most: u32) {
        if let Some(number) = number(value, most) {
            self.write(name, &number.to_string());
        }
    }

    fn one_of(&mut self, name: &str, value: &str, known: &[&str]) {
        if let Some(value) = known.iter().find(|known| value.eq_ignore_ascii_case(known)) {
            self.write(name, value);
        }
    }

    fn write_if(&mut self, name: &str, value: &str, most: usize) {
        if value.len() <= most {
            self.write(name, value);
        }
    }

    fn write(&mut self, name: &str, value: &str) {
        let _ = write!(self.written, " {name}=\"");
        escape(value, &mut self.written);
        self.written.push('"');
    }

    fn declare(&mut self, property: &str, value: &str) {
        let _ = write!(self.style, "{property}:{value};");
    }
}

/// Digits with what old pages put after them; nothing that is no number.
fn number(value: &str, most: u32) -> Option<u32> {
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    let digits = value.get(..digits).filter(|digits| !digits.is_empty())?;
    Some(digits.parse().unwrap_or(u32::MAX).min(most))
}

/// A name, or the three parts in hexadecimal, with the sign that many forget.
fn colour(value: &str) -> Option<String> {
    let digits = value.strip_prefix('#').unwrap_or(value);
    if matches!(digits.len(), 3 | 6) && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        // Written out: what lays pages out reads three digits as the first of six.
        let each = if digits.len() == 3 { 2 } else { 1 };
        let whole: String = digits.chars().flat_map(|digit| std::iter::repeat_n(digit, each)).collect();
        return Some(format!("#{}", whole.to_ascii_lowercase()));
    }
    let is_name = !value.is_empty() && value.len() <= 24 && value.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_name.then(|| value.to_ascii_lowercase())
}

/// Letters as they stand between tags, or in the quotes of an attribute.
/// Control characters say nothing, and overrides would turn words around.
pub(super) fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            c => html.extend(plain(c)),
        }
    }
}

fn push_plain(text: &str, whole: &mut String) {
    whole.extend(text.chars().filter_map(plain));
}

fn plain(c: char) -> Option<char> {
    match c {
        '\r' => Some('\n'),
        '\u{202d}' | '\u{202e}' | '\u{feff}' => None,
        c if c.is_control() && !matches!(c, '\t' | '\n') => None,
        c => Some(c),
    }
}
