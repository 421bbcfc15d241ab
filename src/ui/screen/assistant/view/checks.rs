//! The third step: how far each check is, and what to do where one failed.

use iced::widget::{column, container, row, text};
use iced::{Alignment, Length};

use crate::domain::Service;
use crate::engine::{Fault, FaultKind};
use crate::i18n::Words;
use crate::ui::icon;
use crate::ui::screen::assistant::checks::{Check, Checks};
use crate::ui::screen::assistant::{Message, State};
use crate::ui::screen::form::{self, Below};
use crate::ui::screen::frame::Page;
use crate::ui::theme::{Element, button as kind, font, size, space, surface, text as colour};

use super::identity::password_field;

impl State {
    pub(super) fn view_checks<'a>(&'a self, checks: &'a Checks, words: &Words) -> Element<'a, Message> {
        let failure = checks.failure();
        let sending = failure.is_some_and(|(service, _)| service == Service::Smtp);
        let note = sending.then(|| text(words.say("assistant-pass-over-note")).size(size::SMALL).style(colour::muted));
        let mut on = Vec::new();
        if failure.is_some() {
            on.push(super::word(words, "assistant-correct", kind::plain, Message::Correct));
            if sending {
                on.push(super::word(words, "assistant-pass-over", kind::plain, Message::PassOver));
            }
            on.push(super::word(words, "common-retry", kind::primary, Message::Next));
        }
        let back = if failure.is_some() { "common-back" } else { "common-cancel" };
        Page {
            above: Some(super::step(3, words)),
            icon: None,
            title: words.say("assistant-checking-title"),
            lead: words.say("assistant-checking-lead"),
            content: column![self.lines(checks, words), note].spacing(space::L).into(),
            back: Some(super::word(words, back, kind::plain, Message::Back)),
            on,
        }
        .view()
    }

    pub(super) fn view_adding<'a>(&'a self, checks: &'a Checks, words: &Words) -> Element<'a, Message> {
        Page {
            above: Some(super::step(3, words)),
            icon: None,
            title: words.say("assistant-checking-title"),
            lead: words.say("assistant-adding"),
            content: self.lines(checks, words),
            back: None,
            on: Vec::new(),
        }
        .view()
    }

    pub(super) fn view_add_failed<'a>(
        &'a self,
        checks: &'a Checks,
        fault: &'a Fault,
        words: &Words,
    ) -> Element<'a, Message> {
        let trouble = form::trouble(fault, self.details, Message::Details, words);
        // What is there already will be there at the next try too.
        let again = (fault.kind != FaultKind::AccountExists)
            .then(|| super::word(words, "common-retry", kind::primary, Message::Next));
        Page {
            above: Some(super::step(3, words)),
            icon: None,
            title: words.say("assistant-add-failed"),
            lead: String::new(),
            content: column![self.lines(checks, words), trouble].spacing(space::L).into(),
            back: Some(super::back(words)),
            on: again.into_iter().collect(),
        }
        .view()
    }

    fn lines<'a>(&'a self, checks: &'a Checks, words: &Words) -> Element<'a, Message> {
        let mut lines = column![].spacing(space::M);
        for (service, check) in checks.each() {
            lines = lines.push(self.line(service, check, checks, words));
        }
        lines.into()
    }

    /// One server: how it stands, and where it failed, why and what to do.
    fn line<'a>(
        &'a self,
        service: Service,
        check: &'a Check,
        checks: &'a Checks,
        words: &Words,
    ) -> Element<'a, Message> {
        let (mark, says) = match check {
            Check::Waiting => (icon::circle().style(colour::muted), Some("assistant-check-waiting")),
            Check::Running => (icon::refresh().style(colour::accent), Some("assistant-check-running")),
            Check::Passed => (icon::circle_check().style(colour::verified), Some("assistant-check-passed")),
            Check::Failed(_) => (icon::circle_x().style(colour::danger), None),
        };
        let (title, server) = match service {
            Service::Imap => (super::servers::receiving(checks.draft.protocol), Some(&checks.draft.incoming)),
            Service::Smtp => ("assistant-sending", checks.draft.smtp.as_ref()),
        };
        let host = server.map(|server| text(&server.host).size(size::SMALL).style(colour::muted));
        let name = row![text(words.say(title)).font(font::MEDIUM), host].spacing(space::S).align_y(Alignment::Center);
        let says = says.map(|key| text(words.say(key)).size(size::SMALL).style(colour::muted));
        let head = row![mark, column![name, says].spacing(2).width(Length::Fill)].spacing(space::M);
        let failed = match check {
            Check::Failed(fault) => Some(self.failed(fault, words)),
            Check::Waiting | Check::Running | Check::Passed => None,
        };
        let line = column![head.align_y(Alignment::Center), failed].spacing(space::M);
        container(line).padding(space::M).width(Length::Fill).style(surface::raised).into()
    }

    /// A refused password can be typed again on the spot.
    fn failed<'a>(&'a self, fault: &'a Fault, words: &Words) -> Element<'a, Message> {
        let again =
            (fault.kind == FaultKind::LoginRefused).then(|| password_field(&self.identity, Below::Nothing, words));
        column![form::trouble(fault, self.details, Message::Details, words), again].spacing(space::M).into()
    }
}
