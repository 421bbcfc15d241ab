//! The settings of notifications: whether, how loud, how much they show, of
//! which mailboxes, and when none.

use iced::widget::{button, column, row, text};
use iced::{Alignment, Length};

use super::{Message, State, section};
use crate::config::{Content, Day, Hour, Notifications, Quiet};
use crate::domain::AccountId;
use crate::i18n::Words;
use crate::ui::icon;
use crate::ui::screen::form;
use crate::ui::theme::{Element, button as kind, font, size, space, text as colour};
use crate::ui::widget::pieces;
use crate::ui::widget::stop::stop;

/// Room for "19:30".
const CLOCK: f32 = 56.0;
/// Minutes by which quiet hours move.
const STEP: u16 = 30;
const DAY: u16 = 24 * 60;

const DAYS: [(Day, &str); 7] = [
    (Day::Monday, "settings-day-monday"),
    (Day::Tuesday, "settings-day-tuesday"),
    (Day::Wednesday, "settings-day-wednesday"),
    (Day::Thursday, "settings-day-thursday"),
    (Day::Friday, "settings-day-friday"),
    (Day::Saturday, "settings-day-saturday"),
    (Day::Sunday, "settings-day-sunday"),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    On(bool),
    Sound(bool),
    Content(Content),
    /// A mailbox is told of, or no longer.
    Mailbox(AccountId),
    Quiet(bool),
    From(Step),
    To(Step),
    /// A day is quiet at all hours, or no longer.
    Day(Day),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Earlier,
    Later,
}

pub(super) fn change(notifications: &mut Notifications, change: Change) {
    let quiet = &mut notifications.quiet;
    match change {
        Change::On(on) => notifications.on = on,
        Change::Sound(sound) => notifications.sound = sound,
        Change::Content(content) => notifications.content = content,
        Change::Mailbox(account) => toggle(&mut notifications.off, account),
        Change::Quiet(on) => quiet.on = on,
        Change::From(step) => quiet.from = stepped(quiet.from, step),
        Change::To(step) => quiet.to = stepped(quiet.to, step),
        Change::Day(day) => toggle(&mut quiet.days, day),
    }
}

fn toggle<T: PartialEq>(among: &mut Vec<T>, one: T) {
    match among.iter().position(|other| *other == one) {
        Some(at) => drop(among.remove(at)),
        None => among.push(one),
    }
}

/// Around the clock, on the half hours.
fn stepped(hour: Hour, step: Step) -> Hour {
    let minutes = hour.hour() * 60 + hour.minute();
    let moved = match step {
        Step::Later => minutes / STEP * STEP + STEP,
        Step::Earlier => (minutes + DAY - 1) / STEP * STEP,
    } % DAY;
    Hour::new(moved / 60, moved % 60).unwrap_or(hour)
}

impl State {
    pub(super) fn notifications<'a>(&'a self, words: &Words) -> Element<'a, Message> {
        let settings = &self.settings.notifications;
        let on = [(true, "settings-notify-on"), (false, "settings-notify-off")];
        let on = segments(words, on, settings.on, Change::On);
        let mut page = column![section("settings-notify", on, words)].spacing(space::L);
        if settings.on {
            let sound = [(true, "settings-notify-loud"), (false, "settings-notify-silent")];
            let content = [
                (Content::Always, "settings-notify-always"),
                (Content::Unlocked, "settings-notify-unlocked"),
                (Content::Never, "settings-notify-never"),
            ];
            page = page
                .push(section("settings-notify-sound", segments(words, sound, settings.sound, Change::Sound), words))
                .push(section(
                    "settings-notify-content",
                    segments(words, content, settings.content, Change::Content),
                    words,
                ))
                .push((self.accounts.len() > 1).then(|| section("settings-accounts", self.told(), words)))
                .push(section("settings-quiet", quiet(words, &settings.quiet), words));
        }
        page.into()
    }

    /// The mailboxes that are told of.
    fn told<'a>(&self) -> Element<'a, Message> {
        let off = &self.settings.notifications.off;
        form::segments(self.accounts.iter().map(|account| {
            let on = !off.contains(&account.id);
            (account.draft.label.clone(), on, Message::Notify(Change::Mailbox(account.id)))
        }))
    }
}

fn segments<'a, T: Copy + PartialEq, const N: usize>(
    words: &Words,
    choices: [(T, &str); N],
    now: T,
    change: fn(T) -> Change,
) -> Element<'a, Message> {
    form::segments(choices.map(|(choice, key)| (words.say(key), choice == now, Message::Notify(change(choice)))))
}

fn quiet<'a>(words: &Words, quiet: &Quiet) -> Element<'a, Message> {
    let on = segments(words, [(false, "settings-quiet-none"), (true, "settings-quiet-some")], quiet.on, Change::Quiet);
    if !quiet.on {
        return on;
    }
    let says = |key: &str| text(words.say(key)).style(colour::muted);
    let hours = row![
        says("settings-quiet-from"),
        clock(words, quiet.from, Change::From),
        says("settings-quiet-to"),
        clock(words, quiet.to, Change::To),
    ];
    let days = DAYS.map(|(day, key)| (words.say(key), quiet.days.contains(&day), Message::Notify(Change::Day(day))));
    column![
        on,
        hours.spacing(space::S).align_y(Alignment::Center),
        says("settings-quiet-days").size(size::SMALL),
        form::segments(days),
    ]
    .spacing(space::S)
    .width(Length::Fill)
    .into()
}

fn clock<'a>(words: &Words, hour: Hour, change: fn(Step) -> Change) -> Element<'a, Message> {
    let step = |mark, key: &str, step| {
        let press = Message::Notify(change(step));
        let look = button(mark).padding(7).style(kind::plain).on_press(press.clone());
        pieces::tip(stop(look, Some(press)), words.say(key))
    };
    row![
        step(icon::minus(), "settings-quiet-earlier", Step::Earlier),
        text(String::from(hour)).font(font::MEDIUM).width(CLOCK).center(),
        step(icon::plus(), "settings-quiet-later", Step::Later),
    ]
    .align_y(Alignment::Center)
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_hours_go_around_the_clock_by_half_hours() {
        let clock = |hour, minute| Hour::new(hour, minute).unwrap();
        assert_eq!(stepped(clock(23, 30), Step::Later), clock(0, 0));
        assert_eq!(stepped(clock(0, 0), Step::Earlier), clock(23, 30));
        assert_eq!(stepped(clock(8, 10), Step::Later), clock(8, 30));
        assert_eq!(stepped(clock(8, 10), Step::Earlier), clock(8, 0));
    }

    #[test]
    fn a_mailbox_or_a_day_is_taken_out_and_put_back() {
        let mut settings = Notifications::default();
        change(&mut settings, Change::Mailbox(AccountId(3)));
        assert_eq!(settings.off, [AccountId(3)]);
        change(&mut settings, Change::Mailbox(AccountId(3)));
        assert_eq!(settings.off, []);
        change(&mut settings, Change::Day(Day::Sunday));
        assert_eq!(settings.quiet.days, [Day::Saturday]);
    }
}
