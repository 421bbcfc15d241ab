//! When an appointment is, in a sentence, at the time of the reader.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::event::Event;
use super::time::Stamp;
use super::zone::Zones;
use crate::i18n::{Words, fl, time_of_day};

/// When something is, for the reader.
#[derive(Debug, Clone, PartialEq)]
enum Moment {
    Day(Date),
    /// On the reader's clock; on another, where it is not known by how much it
    /// goes before or after.
    At(DateTime, Option<String>),
}

pub(super) fn say(event: &Event, zones: &Zones, words: &Words) -> Vec<String> {
    let Some(start) = &event.start else { return Vec::new() };
    let end = event.end.clone().or_else(|| event.length?.after(start));
    let first = moment(start, zones, words);
    let last = end.map(|end| moment(&end, zones, words));
    let mut lines = match (&first, &last) {
        (Moment::Day(first), last) => vec![days(*first, last.as_ref(), words)],
        (Moment::At(first, _), Some(Moment::At(last, _))) if last > first => vec![hours(*first, *last, words)],
        (Moment::At(first, _), _) => {
            vec![fl!(words, "card-when-at", day = words.day_long(first.date()), time = time_of_day(*first))]
        }
    };
    if let Moment::At(_, Some(zone)) = first {
        lines.push(fl!(words, "card-zone-unknown", zone = zone));
    }
    if event.one_of_many {
        lines.push(words.say("card-one-of-many"));
    }
    lines
}

fn moment(stamp: &Stamp, zones: &Zones, words: &Words) -> Moment {
    let here = |moment: jiff::Timestamp| Moment::At(words.zone().to_datetime(moment), None);
    match stamp {
        Stamp::Day(day) => Moment::Day(*day),
        Stamp::World(at) => TimeZone::UTC.to_timestamp(*at).map_or(Moment::At(*at, Some("UTC".into())), here),
        Stamp::At(at, None) => Moment::At(*at, None),
        Stamp::At(at, Some(zone)) => zones.moment(*at, zone).map_or(Moment::At(*at, Some(zone.clone())), here),
    }
}

/// The last day is the one before the end.
fn days(first: Date, end: Option<&Moment>, words: &Words) -> String {
    let last = match end {
        Some(Moment::Day(end)) => end.yesterday().ok(),
        _ => None,
    };
    if let Some(last) = last.filter(|last| *last > first) {
        fl!(words, "card-when-days", first = words.day_long(first), last = words.day_long(last))
    } else {
        fl!(words, "card-when-day", day = words.day_long(first))
    }
}

fn hours(first: DateTime, last: DateTime, words: &Words) -> String {
    let (from, to) = (time_of_day(first), time_of_day(last));
    let (day, other) = (words.day_long(first.date()), words.day_long(last.date()));
    if first.date() == last.date() {
        fl!(words, "card-when-hours", day = day, from = from, to = to)
    } else {
        fl!(words, "card-when-span", first = day, from = from, last = other, to = to)
    }
}
