//! Time zones as calendars name them: by the name that the world gave them, by
//! that of Windows, or by rules of their own, written beside the appointments.

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};

use super::super::card::line::Line;
use super::rule::Rule;
use super::time::date_time;

/// Zones that a file defines; one serves.
const ZONES: usize = 100;
/// Of one zone: its whole history.
const TURNS: usize = 1_000;

/// What Windows calls the zones in which French mail is written.
const WINDOWS: &[(&str, &str)] = &[
    ("romance standard time", "Europe/Paris"),
    ("w. europe standard time", "Europe/Berlin"),
    ("central europe standard time", "Europe/Budapest"),
    ("central european standard time", "Europe/Warsaw"),
    ("gmt standard time", "Europe/London"),
    ("sa western standard time", "America/Martinique"),
    ("sa eastern standard time", "America/Cayenne"),
    ("mauritius standard time", "Indian/Reunion"),
    ("e. africa standard time", "Indian/Mayotte"),
    ("central pacific standard time", "Pacific/Noumea"),
    ("hawaiian standard time", "Pacific/Tahiti"),
    ("saint pierre standard time", "America/Miquelon"),
    ("utc", "Etc/UTC"),
];

#[derive(Debug, Default)]
pub(super) struct Zones {
    written: Vec<Written>,
}

/// A zone that is defined in the file.
#[derive(Debug, Default)]
struct Written {
    name: String,
    turns: Vec<Turn>,
}

/// From when on which time counts there.
#[derive(Debug, Default)]
struct Turn {
    first: Option<DateTime>,
    before: Option<Offset>,
    after: Option<Offset>,
    rule: Option<Rule>,
    dates: Vec<DateTime>,
}

impl Zones {
    pub(super) fn begin(&mut self, name: &str) {
        match name {
            "VTIMEZONE" if self.written.len() < ZONES => self.written.push(Written::default()),
            "STANDARD" | "DAYLIGHT" => {
                if let Some(zone) = self.written.last_mut().filter(|zone| zone.turns.len() < TURNS) {
                    zone.turns.push(Turn::default());
                }
            }
            _ => {}
        }
    }

    pub(super) fn end(&mut self, name: &str) {
        if name == "VTIMEZONE"
            && let Some(zone) = self.written.last_mut()
        {
            zone.turns.retain(|turn| turn.first.is_some() && turn.after.is_some());
        }
    }

    pub(super) fn learn(&mut self, line: &Line) {
        let Some(zone) = self.written.last_mut() else { return };
        match (line.name.as_str(), zone.turns.last_mut()) {
            ("TZID", _) => line.text().trim().clone_into(&mut zone.name),
            ("DTSTART", Some(turn)) => turn.first = date_time(&line.value),
            ("TZOFFSETFROM", Some(turn)) => turn.before = offset(&line.value),
            ("TZOFFSETTO", Some(turn)) => turn.after = offset(&line.value),
            ("RRULE", Some(turn)) => turn.rule = Rule::read(&line.value),
            ("RDATE", Some(turn)) => turn.dates.extend(line.value.split(',').take(TURNS).filter_map(date_time)),
            _ => {}
        }
    }

    /// The moment at which a clock there shows that; None where nobody knows
    /// the zone.
    pub(super) fn moment(&self, at: DateTime, name: &str) -> Option<jiff::Timestamp> {
        if let Some(zone) = known(name) {
            return zone.to_timestamp(at).ok();
        }
        let zone = self.written.iter().find(|zone| zone.name == name)?;
        zone.offset(at)?.to_timestamp(at).ok()
    }
}

/// By the name of a place, which some programs write a path before.
fn known(name: &str) -> Option<TimeZone> {
    let database = TimeZoneDatabase::bundled();
    let parts: Vec<&str> = name.trim_matches('/').split('/').collect();
    let ends = (0..parts.len().min(8)).filter_map(|from| parts.get(from..));
    let by_place =
        ends.filter(|end| end.len() > 1 || parts.len() == 1).find_map(|end| database.get(&end.join("/")).ok());
    let lower = name.to_lowercase();
    let windows = || WINDOWS.iter().find(|(windows, _)| *windows == lower);
    by_place.or_else(|| database.get(windows()?.1).ok())
}

impl Written {
    /// What counts there at that time of its own clocks.
    fn offset(&self, at: DateTime) -> Option<Offset> {
        let last = |turn: &Turn| turn.last_before(at);
        let latest =
            self.turns.iter().filter_map(|turn| Some((last(turn)?, turn.after?))).max_by_key(|(when, _)| *when);
        let earliest = || self.turns.iter().min_by_key(|turn| turn.first)?.before;
        latest.map(|(_, offset)| offset).or_else(earliest)
    }
}

impl Turn {
    fn last_before(&self, at: DateTime) -> Option<DateTime> {
        let first = self.first?;
        let by_rule = self
            .rule
            .iter()
            .flat_map(|rule| [at.year(), at.year() - 1].into_iter().filter_map(|year| rule.in_year(year, first)));
        let all = by_rule.chain(self.dates.iter().copied()).chain([first]);
        all.filter(|when| *when <= at && *when >= first).max()
    }
}

/// `+0100`, `-043000`.
fn offset(text: &str) -> Option<Offset> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.trim_start_matches('+')),
    };
    let part = |from: usize| digits.get(from..from + 2).map_or(Some(0), |part| part.parse::<i32>().ok());
    let sound = matches!(digits.len(), 4 | 6) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = sound.then(|| Some(part(0)? * 3600 + part(2)? * 60 + part(4)?))??;
    Offset::from_seconds(sign * seconds).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::super::card::line;
    use super::super::event::Calendar;
    use super::{known, offset};

    const OUTLOOK: &str = "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:(UTC+01:00) Brussels\\, Paris\nBEGIN:STANDARD\n\
        DTSTART:16010101T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\n\
        END:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010101T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n\
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE\nEND:VCALENDAR\n";

    #[test]
    fn rules_that_stand_beside_an_appointment_say_what_time_it_is_there() {
        let zones = Calendar::read(&line::read(OUTLOOK.as_bytes()).lines).zones;
        let name = "(UTC+01:00) Brussels, Paris";
        let world = |month: i8, day: i8, hour: i8| {
            let moment = zones.moment(date(2026, month, day).at(hour, 0, 0, 0), name).unwrap();
            jiff::tz::TimeZone::UTC.to_datetime(moment).hour()
        };
        assert_eq!((world(1, 15, 12), world(7, 15, 12)), (11, 10));
        // The nights between: 29 March and 25 October 2026.
        assert_eq!((world(3, 29, 1), world(3, 29, 3)), (0, 1));
        assert_eq!((world(10, 25, 1), world(10, 25, 3)), (23, 2));
        assert_eq!(zones.moment(date(2026, 1, 1).at(0, 0, 0, 0), "nulle part"), None);
    }

    #[test]
    fn a_place_is_known_by_each_of_its_names() {
        for name in ["Europe/Paris", "/freeassociation.sourceforge.net/Tzfile/Europe/Paris", "Romance Standard Time"] {
            assert_eq!(known(name).unwrap().iana_name(), Some("Europe/Paris"), "{name}");
        }
        assert!(known("UTC").is_some() && known("").is_none() && known("/").is_none() && known("Europe").is_none());
    }

    #[test]
    fn how_far_a_clock_is_from_that_of_the_world_is_read() {
        let seconds = |text: &str| offset(text).map(jiff::tz::Offset::seconds);
        assert_eq!((seconds("+0100"), seconds("-0330"), seconds("011500")), (Some(3600), Some(-12_600), Some(4500)));
        assert_eq!((seconds("+1"), seconds("+9900"), seconds("")), (None, None, None));
    }
}
