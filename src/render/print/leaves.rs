//! A message, sheet by sheet: what is known of it, the message, and on each sheet
//! a foot.

use krilla::Document;
use krilla::geom::PathBuilder;
use krilla::page::PageSettings;
use krilla::surface::Surface;

use super::super::fonts::Fonts;
use super::super::voice::Voice;
use super::super::wire::{Printed, Reading, Sheet};
use super::breaks::Span;
use super::column::Column;
use super::ink::{Ink, Stock};
use super::{BOTTOM, FOOT, GAP, HEIGHT, SHEETS, SIDE, TOP, WIDTH, paint, written};

/// Less than this is not worth beginning a message on.
const LEAST: f32 = 90.0;
/// The height of a foot, in pixels of its page.
const FOOT_HEIGHT: f32 = 18.0;

/// A part of one of the columns, and where on the sheet it stands.
struct Part {
    column: usize,
    span: Span,
    top: f32,
}

pub(super) fn print(fonts: &Fonts, voice: &mut Voice, reading: Reading, sheet: &Sheet) -> Option<Printed> {
    let mut columns = Vec::new();
    if !sheet.head.is_empty() {
        columns.push(Column::of_ours(fonts, &head(sheet)));
    }
    columns.push(Column::of(fonts, voice, reading, sheet.language));
    let (leaves, cut) = arranged(&columns);
    let pages = leaves.len();
    let mut feet = Column::of_ours(fonts, &feet(sheet, pages));
    let mut stock = Stock::of(sheet);
    let pdf = written(sheet, |document| {
        for (number, leaf) in leaves.iter().enumerate() {
            on_a_sheet(document, false, |surface| {
                for part in leaf {
                    if let Some(column) = columns.get_mut(part.column) {
                        draw(surface, &mut stock, column, part.span.clone(), part.top);
                    }
                }
                foot(surface, &mut stock, &mut feet, number);
            });
        }
    })?;
    Some(Printed { pdf, pages: Some(pages), cut })
}

/// The parts on each sheet, and whether there is more than is printed.
fn arranged(columns: &[Column]) -> (Vec<Vec<Part>>, bool) {
    let room = HEIGHT - TOP - BOTTOM;
    let (mut leaves, mut top) = (vec![Vec::new()], 0.0);
    let mut cut = false;
    for (number, column) in columns.iter().enumerate() {
        if room - top < LEAST {
            leaves.push(Vec::new());
            top = 0.0;
        }
        let most = SHEETS.saturating_sub(leaves.len()) + 1;
        let (first, whole) = ((room - top) / column.unit, room / column.unit);
        let parts = column.whole.parts(column.height, first, whole, most);
        cut |= column.cut || parts.len() == most && parts.last().is_some_and(|last| last.end + 1.0 < column.height);
        for (nth, span) in parts.into_iter().enumerate() {
            if nth > 0 {
                leaves.push(Vec::new());
                top = 0.0;
            }
            let height = (span.end - span.start) * column.unit;
            if let Some(leaf) = leaves.last_mut() {
                leaf.push(Part { column: number, span, top: TOP + top });
            }
            top += height + GAP;
        }
    }
    (leaves, cut)
}

/// One more sheet of paper; upright, or on its side.
pub(super) fn on_a_sheet(document: &mut Document, wide: bool, draw: impl FnOnce(&mut Surface<'_>)) {
    let (width, height) = if wide { (HEIGHT, WIDTH) } else { (WIDTH, HEIGHT) };
    let mut page = match PageSettings::from_wh(width, height) {
        Some(settings) => document.start_page_with(settings),
        None => document.start_page(),
    };
    let mut surface = page.surface();
    draw(&mut surface);
    surface.finish();
    page.finish();
}

fn draw(surface: &mut Surface<'_>, stock: &mut Stock, column: &mut Column, span: Span, top: f32) {
    let mut ink = Ink::on(surface, stock, &column.words, column.unit, span.end - span.start, [SIDE, top]);
    column.page.draw(&mut ink, span);
    ink.dry();
}

/// A hairline, what the sheet belongs to, and its number.
fn foot(surface: &mut Surface<'_>, stock: &mut Stock, feet: &mut Column, number: usize) {
    let mut line = PathBuilder::new();
    line.move_to(SIDE, FOOT - 4.0);
    line.line_to(WIDTH - SIDE, FOOT - 4.0);
    if let Some(line) = line.finish() {
        surface.set_fill(None);
        surface.set_stroke(Some(paint::hairline()));
        surface.draw_path(&line);
        surface.set_stroke(None);
    }
    if let Some(row) = feet.rows.get(number).cloned() {
        draw(surface, stock, feet, row, FOOT);
    }
}

fn head(sheet: &Sheet) -> String {
    let lines = sheet.head.iter().map(|(label, words)| {
        let words = escaped(words).replace('\n', "<br>");
        format!(
            "<tr><td style=\"width:112px;color:#444;padding:1px 8px 1px 0;vertical-align:top\">{}</td>\
             <td style=\"padding:1px 0;vertical-align:top\">{words}</td></tr>",
            escaped(label)
        )
    });
    let title = escaped(&sheet.title);
    format!(
        "<div style=\"font-size:19px;font-weight:600;line-height:1.3;margin:0 0 6px 0\">{title}</div>\
         <table style=\"border-spacing:0;table-layout:fixed;font-size:13px;line-height:1.35;width:100%\">{}</table>\
         <div style=\"border-bottom:1px solid #888;height:8px\"></div>",
        lines.collect::<String>()
    )
}

/// All of them, below each other: each is drawn on its sheet.
pub(super) fn feet(sheet: &Sheet, pages: usize) -> String {
    let left = escaped(&sheet.foot);
    let row = |number: usize| {
        let page = sheet.page.replace("{number}", &number.to_string()).replace("{count}", &pages.to_string());
        let cell = |width: u8, side: &str, words: &str| {
            format!(
                "<td style=\"width:{width}%;padding:0\"><div style=\"height:{FOOT_HEIGHT}px;overflow:hidden;\
                 white-space:nowrap;text-align:{side}\">{words}</div></td>"
            )
        };
        format!("<tr>{}{}</tr>", cell(82, "left", &left), cell(18, "right", &escaped(&page)))
    };
    format!(
        "<table style=\"border-spacing:0;table-layout:fixed;width:100%;font-size:11px;line-height:{FOOT_HEIGHT}px;\
         color:#444\">{}</table>",
        (1..=pages).map(row).collect::<String>()
    )
}

/// The foot of what has one sheet.
pub(super) fn only_foot(surface: &mut Surface<'_>, stock: &mut Stock, fonts: &Fonts, sheet: &Sheet) {
    foot(surface, stock, &mut Column::of_ours(fonts, &feet(sheet, 1)), 0);
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
