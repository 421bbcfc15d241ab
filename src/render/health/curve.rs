//! The course of a result as a small curve: its values over time, the usual range as
//! a band behind them, the last one as a dot. Made of boxes that the page is painted
//! with, so that it takes the colours of the page; said in words for who hears it.

use std::fmt::Write as _;

use super::results_table::day;
use super::sheet::Sheet;
use crate::domain::course::Course;
use crate::health::hprim::{Date, Measure, figure};
use crate::i18n::{Words, fl};

const WIDTH: f64 = 76.0;
const HEIGHT: f64 = 24.0;
/// What is left free at each edge, for the dot.
const EDGE: f64 = 4.0;

struct Point {
    x: f64,
    y: f64,
}

/// False where there is nothing to be drawn: words, or a day that is not known.
pub(super) fn write(
    course: &Course,
    now: &Measure,
    date: Option<Date>,
    out: bool,
    words: &Words,
    sheet: &mut Sheet,
) -> bool {
    let Some(points) = points(course, now, date) else { return false };
    let (low, high) = now.range();
    let values = points.iter().map(|(_, value)| *value).chain(low).chain(high);
    let (least, most) = values.fold((f64::MAX, f64::MIN), |(least, most), value| (least.min(value), most.max(value)));
    let first = points.first().map_or(0.0, |(day, _)| *day);
    let days = (points.last().map_or(0.0, |(day, _)| *day) - first).max(1.0);
    let place = |value: f64| {
        let share = if most > least { (most - value) / (most - least) } else { 0.5 };
        EDGE + share * (HEIGHT - 2.0 * EDGE)
    };
    let on =
        |(day, value): &(f64, f64)| Point { x: EDGE + (day - first) / days * (WIDTH - 2.0 * EDGE), y: place(*value) };
    let points: Vec<Point> = points.iter().map(on).collect();
    let mut html = "<div class=\"hd-curve\">".to_owned();
    if low.is_some() || high.is_some() {
        let (top, bottom) = (high.map_or(0.0, place), low.map_or(HEIGHT, place));
        let _ = write!(html, "<u style=\"top:{top:.1}px;height:{:.1}px\"></u>", (bottom - top).max(1.0));
    }
    for (from, to) in points.iter().zip(points.iter().skip(1)) {
        line(from, to, &mut html);
    }
    if let Some(Point { x, y }) = points.last() {
        let class = if out { " class=\"out\"" } else { "" };
        let _ = write!(html, "<b{class} style=\"left:{:.1}px;top:{:.1}px\"></b>", x - 2.5, y - 2.5);
    }
    html.push_str("</div>");
    sheet.html(&html);
    sheet.block("div", "hd-aloud", &aloud(course, now, words));
    true
}

fn line(from: &Point, to: &Point, html: &mut String) {
    let (across, down) = (to.x - from.x, to.y - from.y);
    let (length, turn) = (across.hypot(down), down.atan2(across).to_degrees());
    let Point { x, y } = from;
    let _ = write!(
        html,
        "<i style=\"left:{x:.1}px;top:{:.1}px;width:{length:.1}px;transform:rotate({turn:.1}deg)\"></i>",
        y - 0.75
    );
}

/// Days and figures, that of now at the end.
fn points(course: &Course, now: &Measure, date: Option<Date>) -> Option<Vec<(f64, f64)>> {
    let date = date?;
    let last = (days(date.year, date.month, date.day)?, figure(&now.value, &now.unit)?);
    let before = course.before.iter().filter_map(|past| {
        let part = |from: usize, to: usize| past.day.get(from..to)?.parse::<u16>().ok();
        let (month, day) = (u8::try_from(part(4, 6)?).ok()?, u8::try_from(part(6, 8)?).ok()?);
        Some((days(part(0, 4)?, month, day)?, figure(&past.value, &now.unit)?))
    });
    let points: Vec<(f64, f64)> = before.chain([last]).collect();
    (points.len() > 1).then_some(points)
}

/// Since a day long ago.
fn days(year: u16, month: u8, day: u8) -> Option<f64> {
    let (year, month, day) = (i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    let date = jiff::civil::Date::new(year, month, day).ok()?;
    let since = date.since(jiff::civil::date(1850, 1, 1)).ok()?;
    Some(f64::from(since.get_days()))
}

fn aloud(course: &Course, now: &Measure, words: &Words) -> String {
    let value = |past: &crate::domain::course::Past| {
        fl!(words, "clinical-before-value", value = past.value.as_str(), day = day(&past.day))
    };
    let values = course.before.iter().map(value).collect::<Vec<_>>().join(", ");
    fl!(words, "clinical-course", values = values, now = now.value.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::course::Past;

    fn drawn(before: &[(&str, &str)], value: &str) -> Option<String> {
        let words = Words::in_zone(crate::i18n::Language::Fr, jiff::tz::TimeZone::UTC);
        let past = |(day, value): &(&str, &str)| Past { day: (*day).to_owned(), value: (*value).to_owned() };
        let course = Course { dossier: 0, analysis: 0, measure: 0, before: before.iter().map(past).collect() };
        let now = Measure { value: value.into(), unit: "g/L".into(), low: "1".into(), high: "2".into() };
        let mut sheet = Sheet::default();
        let date = Some(Date { year: 2026, month: 2, day: 1 });
        write(&course, &now, date, false, &words, &mut sheet).then(|| sheet.page())
    }

    #[test]
    fn a_curve_goes_from_the_first_value_to_the_last_above_the_usual_range() {
        let page = drawn(&[("20250801", "1,0"), ("20251101", "2,0")], "1,5").unwrap();
        assert_eq!((page.matches("<i style").count(), page.matches("<u style").count()), (2, 1));
        assert!(page.contains("left:4.0px;top:19.2px"), "the least value is at the foot: {page}");
        assert!(page.contains("top:4.0px;height:16.0px") && page.contains("left:69.5px;top:9.5px"), "{page}");
    }

    #[test]
    fn words_and_bounds_are_on_no_curve() {
        assert!(drawn(&[("20250801", "Négatif"), ("20251101", "<0,5")], "1,5").is_none());
        assert!(drawn(&[("20250801", "1,0")], "Positif").is_none());
        assert!(drawn(&[("20250801", "1,0"), ("20251101", "<0,5")], "1,5").unwrap().matches("<i style").count() == 1);
    }
}
