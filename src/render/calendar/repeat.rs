//! How an appointment repeats, in a sentence; that it does, where the rule is not
//! of the usual ones.

use super::event::Event;
use super::rule::{Every, Rule, Weekly};
use super::time::Stamp;
use crate::i18n::{Words, fl};

pub(super) fn say(event: &Event, words: &Words) -> Vec<String> {
    let mut lines = match event.rules.as_slice() {
        [] => Vec::new(),
        [one] => {
            vec![Rule::read(one).and_then(|rule| of(&rule, event, words)).unwrap_or_else(|| words.say("repeat-other"))]
        }
        _ => vec![words.say("repeat-other")],
    };
    if event.added > 0 {
        lines.push(fl!(words, "repeat-added", count = event.added as u64));
    }
    if event.left_out > 0 {
        lines.push(fl!(words, "repeat-left-out", count = event.left_out as u64));
    }
    lines
}

fn of(rule: &Rule, event: &Event, words: &Words) -> Option<String> {
    let every = match rule.every {
        Every::Day => fl!(words, "repeat-daily", every = rule.interval),
        Every::Week => fl!(words, "repeat-weekly", every = rule.interval),
        Every::Month => fl!(words, "repeat-monthly", every = rule.interval),
        Every::Year => fl!(words, "repeat-yearly", every = rule.interval),
    };
    let on = on(rule, event, words)?;
    let mut says =
        if on.is_empty() { every } else { fl!(words, "repeat-on", repeat = every, days = joined(&on, words)) };
    if let Some(count) = rule.count {
        says = fl!(words, "repeat-count", repeat = says, count = count);
    }
    if let Some(until) = rule.until {
        says = fl!(words, "repeat-until", repeat = says, day = words.day_long(until));
    }
    Some(says)
}

/// On which days; None where that cannot be said simply.
fn on(rule: &Rule, event: &Event, words: &Words) -> Option<Vec<String>> {
    let start = event.start.as_ref().map(|start| match start {
        Stamp::Day(day) => *day,
        Stamp::At(at, _) | Stamp::World(at) => at.date(),
    });
    // Once a year, on the day of the first: that says itself.
    let same_month = rule.months.is_empty() || start.is_some_and(|start| rule.months == [start.month()]);
    let same_day = rule.days.is_empty() || start.is_some_and(|start| rule.days == [start.day()]);
    match (rule.every, rule.weekdays.as_slice(), rule.days.as_slice()) {
        (Every::Day, [], []) if rule.months.is_empty() => Some(Vec::new()),
        (Every::Day | Every::Week, days, []) if rule.months.is_empty() => {
            let plain = days.iter().all(|day| day.nth.is_none());
            plain.then(|| days.iter().map(|day| weekday(*day, words)).collect())
        }
        (Every::Month, [], days) if rule.months.is_empty() => {
            Some(days.iter().map(|day| day_of_month(*day, words)).collect())
        }
        (Every::Month, days, []) if rule.months.is_empty() => days.iter().map(|day| nth(*day, words)).collect(),
        (Every::Year, [], _) if same_month && same_day => Some(Vec::new()),
        _ => None,
    }
}

fn weekday(day: Weekly, words: &Words) -> String {
    fl!(words, "date-weekday-long", weekday = day.day.to_monday_one_offset())
}

fn nth(day: Weekly, words: &Words) -> Option<String> {
    let nth = day.nth.filter(|nth| (1..=5).contains(nth) || *nth == -1)?;
    Some(fl!(words, "repeat-nth", nth = nth, day = weekday(day, words)))
}

fn day_of_month(day: i8, words: &Words) -> String {
    match day {
        -1 => words.say("repeat-last-day"),
        day if day < 0 => fl!(words, "repeat-day-from-end", day = -day),
        day => fl!(words, "repeat-day", day = day),
    }
}

fn joined(all: &[String], words: &Words) -> String {
    match all.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => fl!(words, "card-and", list = before.join(", "), last = last.as_str()),
        None => String::new(),
    }
}
