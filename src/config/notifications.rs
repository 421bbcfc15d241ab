//! When new mail is told of on the desktop, and how much of it.

use serde::{Deserialize, Serialize};

use crate::domain::AccountId;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Notifications {
    pub on: bool,
    pub sound: bool,
    pub content: Content,
    /// Mailboxes that are never told of.
    pub off: Vec<AccountId>,
    pub quiet: Quiet,
}

/// Whether a notification says who writes and about what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Content {
    Always,
    /// Not while the screen is locked, nor where that cannot be known.
    #[default]
    Unlocked,
    Never,
}

/// When nothing is told: every day between two hours, and on some days at all
/// hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Quiet {
    pub on: bool,
    pub from: Hour,
    /// May be of the next day.
    pub to: Hour,
    pub days: Vec<Day>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Day {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// A time of day, to the minute; `19:00` in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hour(u16);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a time of day")]
pub struct NotAnHour;

impl Hour {
    /// None for what no clock shows.
    pub fn new(hour: u16, minute: u16) -> Option<Self> {
        (hour < 24 && minute < 60).then_some(Self(hour * 60 + minute))
    }

    pub fn hour(self) -> u16 {
        self.0 / 60
    }

    pub fn minute(self) -> u16 {
        self.0 % 60
    }
}

impl TryFrom<String> for Hour {
    type Error = NotAnHour;

    fn try_from(text: String) -> Result<Self, NotAnHour> {
        let (hour, minute) = text.trim().split_once(':').ok_or(NotAnHour)?;
        let number = |text: &str| text.parse::<u16>().map_err(|_| NotAnHour);
        Self::new(number(hour)?, number(minute)?).ok_or(NotAnHour)
    }
}

impl From<Hour> for String {
    fn from(hour: Hour) -> Self {
        format!("{:02}:{:02}", hour.hour(), hour.minute())
    }
}

impl Default for Notifications {
    fn default() -> Self {
        Self { on: true, sound: true, content: Content::default(), off: Vec::new(), quiet: Quiet::default() }
    }
}

impl Default for Quiet {
    fn default() -> Self {
        Self { on: false, from: Hour(19 * 60), to: Hour(8 * 60), days: vec![Day::Saturday, Day::Sunday] }
    }
}

impl Notifications {
    /// Whether anything is told of a mailbox at that moment.
    pub fn may_tell(&self, account: AccountId, day: Day, hour: Hour) -> bool {
        self.on && !self.off.contains(&account) && !self.quiet.holds(day, hour)
    }
}

impl Quiet {
    fn holds(&self, day: Day, hour: Hour) -> bool {
        let between = if self.from <= self.to {
            (self.from..self.to).contains(&hour)
        } else {
            hour >= self.from || hour < self.to
        };
        self.on && (between || self.days.contains(&day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: u16, minute: u16) -> Hour {
        Hour::new(hour, minute).unwrap()
    }

    #[test]
    fn quiet_hours_may_go_over_midnight_and_days_are_quiet_whole() {
        let quiet = Quiet { on: true, ..Quiet::default() };
        for (day, hour, expected) in [
            (Day::Monday, at(7, 59), true),
            (Day::Monday, at(8, 0), false),
            (Day::Friday, at(18, 59), false),
            (Day::Friday, at(19, 0), true),
            (Day::Saturday, at(12, 0), true),
        ] {
            assert_eq!(quiet.holds(day, hour), expected, "{day:?} {hour:?}");
        }
        let noon = Quiet { from: at(12, 0), to: at(14, 0), days: Vec::new(), ..quiet.clone() };
        assert!(noon.holds(Day::Sunday, at(13, 59)) && !noon.holds(Day::Sunday, at(14, 0)));
        let never = Quiet { from: at(9, 0), to: at(9, 0), ..noon };
        assert!(!never.holds(Day::Monday, at(9, 0)));
        assert!(!Quiet { on: false, ..quiet }.holds(Day::Saturday, at(3, 0)));
    }

    #[test]
    fn a_mailbox_or_all_of_them_may_be_off() {
        let settings = Notifications { off: vec![AccountId(2)], ..Notifications::default() };
        let may = |settings: &Notifications, account| settings.may_tell(AccountId(account), Day::Monday, at(10, 0));
        assert!(may(&settings, 1) && !may(&settings, 2));
        assert!(!may(&Notifications { on: false, ..settings }, 1));
    }

    #[test]
    fn an_hour_is_written_as_clocks_show_it() {
        assert_eq!(String::from(at(7, 5)), "07:05");
        assert_eq!(Hour::try_from("7:05".to_owned()), Ok(at(7, 5)));
        for wrong in ["24:00", "7", "7:60", "-1:00", "a:b", ""] {
            assert_eq!(Hour::try_from(wrong.to_owned()), Err(NotAnHour), "{wrong}");
        }
    }
}
