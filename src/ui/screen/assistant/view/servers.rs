//! The second step: the servers, first as a summary, then as fields.

use iced::widget::{Text, column, container, row, text, text_input};
use iced::{Alignment, Length};

use crate::domain::{Leave, Protocol, Security, Server, Service, Source};
use crate::i18n::{Words, fl};
use crate::ui::icon;
use crate::ui::modal::settings::leaves;
use crate::ui::screen::assistant::servers::{Edit, Fields, Origin, Servers};
use crate::ui::screen::assistant::{IMAP_HOST, IMAP_PORT, Message, SMTP_HOST, SMTP_PORT, USER};
use crate::ui::screen::form::{self, Below};
use crate::ui::screen::frame::Page;
use crate::ui::theme::surface::Tone;
use crate::ui::theme::{Element, Theme, button as kind, font, size, space, surface, text as colour};

/// Room for five figures.
const PORT_WIDTH: f32 = 84.0;

pub(super) fn view<'a>(servers: &'a Servers, words: &Words) -> Element<'a, Message> {
    let content = if servers.unfolded { fields(servers, words) } else { summary(servers, words) };
    let edit =
        (!servers.unfolded).then(|| super::word(words, "assistant-edit", kind::plain, Message::Edited(Edit::Unfolded)));
    let check = super::word(words, "assistant-check", kind::primary, Message::Next);
    Page {
        above: Some(super::step(2, words)),
        icon: None,
        title: words.say("assistant-servers-title"),
        lead: String::new(),
        content: column![whence(servers, words), content].spacing(space::L).into(),
        back: Some(super::back(words)),
        on: edit.into_iter().chain([check]).collect(),
    }
    .view()
}

/// Where they come from, and how far that is to be trusted.
fn whence<'a>(servers: &Servers, words: &Words) -> Element<'a, Message> {
    let (tone, key) = match (&servers.origin, servers.source()) {
        (_, Some(Source::Autoconfig)) => (Tone::Info, "assistant-source-autoconfig"),
        (_, Some(Source::Srv)) => (Tone::Info, "assistant-source-srv"),
        (_, Some(Source::Guess)) => (Tone::Attention, "assistant-source-guess"),
        (Origin::NothingFound, None) => (Tone::Attention, "assistant-servers-not-found"),
        (Origin::ByHand | Origin::Found { .. }, None) => (Tone::Info, "assistant-servers-by-hand"),
    };
    form::banner(tone, text(words.say(key)))
}

fn summary<'a>(servers: &Servers, words: &Words) -> Element<'a, Message> {
    let said = |mark: Text<'a, Theme>, title: &str, value: String| {
        let says = column![text(words.say(title)).size(size::SMALL).style(colour::muted), text(value)].spacing(2);
        row![mark.style(colour::muted), says].spacing(space::M).align_y(Alignment::Center)
    };
    let imap = fields_words(&servers.imap, words);
    let smtp =
        if servers.receive_only { words.say("assistant-receives-only") } else { fields_words(&servers.smtp, words) };
    let of_certificate = servers.by_certificate && servers.user.trim().is_empty();
    let user = if of_certificate { words.say("assistant-user-of-certificate") } else { servers.user.clone() };
    let card = column![
        said(icon::inbox(), receiving(servers.protocol), imap),
        said(icon::sent(), "assistant-sending", smtp),
        said(icon::user(), "assistant-user", user),
    ]
    .spacing(space::M);
    let card = container(card).padding(space::L).width(Length::Fill).style(surface::raised);
    column![card, offers(servers, words)].spacing(space::L).into()
}

/// The other finds, where there are some.
fn offers<'a>(servers: &Servers, words: &Words) -> Option<Element<'a, Message>> {
    let Origin::Found { offers, picked } = &servers.origin else { return None };
    if offers.len() < 2 {
        return None;
    }
    let mut choices = column![].spacing(space::XS);
    for (which, offer) in offers.iter().enumerate() {
        let smtp =
            offer.smtp.as_ref().map_or_else(|| words.say("assistant-receives-only"), |smtp| server_words(smtp, words));
        let choice = form::choice(
            server_words(&offer.incoming, words),
            smtp,
            which == *picked,
            Message::Edited(Edit::Picked(which)),
        );
        choices = choices.push(choice);
    }
    Some(form::labelled(words.say("assistant-offers"), choices, Below::Nothing))
}

fn fields<'a>(servers: &'a Servers, words: &Words) -> Element<'a, Message> {
    let user = text_input("", &servers.user)
        .id(USER)
        .on_input(|user| Message::Edited(Edit::User(user)))
        .on_submit(Message::Next);
    let user_wrong = servers.user_words().map(|key| words.say(key));
    let below = Below::wrong_or(
        user_wrong,
        words.say(if servers.by_certificate { "assistant-user-by-certificate" } else { "assistant-user-note" }),
    );
    let tried = servers.tried;
    let smtp = (!servers.receive_only).then(|| server(&servers.smtp, Service::Smtp, tried, words));
    let only = form::tick(words.say("assistant-receive-only"), servers.receive_only, |only| {
        Message::Edited(Edit::ReceiveOnly(only))
    });
    column![
        section(receiving(servers.protocol), incoming(servers, words), words),
        form::field(words.say("assistant-user"), user, below),
        section("assistant-sending", column![smtp, only].spacing(space::S).into(), words),
    ]
    .spacing(space::L)
    .into()
}

fn section<'a>(title: &str, content: Element<'a, Message>, words: &Words) -> Element<'a, Message> {
    column![text(words.say(title)).size(size::LARGE).font(font::STRONG), content].spacing(space::S).into()
}

/// The incoming server, and for an old one what it keeps.
fn incoming<'a>(servers: &'a Servers, words: &Words) -> Element<'a, Message> {
    let is_old = servers.protocol != Protocol::Imap;
    let protocols =
        [("assistant-imap", !is_old, Protocol::Imap), ("assistant-pop3", is_old, Protocol::Pop3(Leave::default()))];
    let protocols = protocols.map(|(key, chosen, protocol)| {
        // Pressed again, it stays as it was set.
        let protocol = if chosen { servers.protocol } else { protocol };
        (words.say(key), chosen, Message::Edited(Edit::Protocol(protocol)))
    });
    let leave = match servers.protocol {
        Protocol::Imap => None,
        Protocol::Pop3(leave) => {
            let choices = leaves(words, leave, |leave| Message::Edited(Edit::Leave(leave)));
            Some(form::labelled(words.say("settings-leave"), choices, Below::Note(words.say("assistant-pop3-note"))))
        }
    };
    column![form::segments(protocols), server(&servers.imap, Service::Imap, servers.tried, words), leave]
        .spacing(space::S)
        .into()
}

/// What the incoming server is called.
pub(super) fn receiving(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::Imap => "assistant-receiving",
        Protocol::Pop3(_) => "assistant-receiving-pop3",
    }
}

/// Host, port and security in one line.
fn server<'a>(fields: &'a Fields, service: Service, tried: bool, words: &Words) -> Element<'a, Message> {
    let (host_id, port_id, hint) = match service {
        Service::Imap => (IMAP_HOST, IMAP_PORT, "assistant-host-imap-hint"),
        Service::Smtp => (SMTP_HOST, SMTP_PORT, "assistant-host-smtp-hint"),
    };
    let host = text_input(&words.say(hint), &fields.host)
        .id(host_id)
        .on_input(move |host| Message::Edited(Edit::Host(service, host)))
        .on_submit(Message::Next);
    let port = text_input("", &fields.port)
        .id(port_id)
        .on_input(move |port| Message::Edited(Edit::Port(service, port)))
        .on_submit(Message::Next);
    let wrong = |key: Option<&str>| Below::wrong(key.filter(|_| tried).map(|key| words.say(key)));
    let securities = [Security::Tls, Security::StartTls].map(|security| {
        let chosen = fields.security == security;
        (security_words(security, words), chosen, Message::Edited(Edit::Security(service, security)))
    });
    let security = form::labelled(words.say("assistant-security"), form::segments(securities), Below::Nothing);
    row![
        form::field(words.say("assistant-host"), host, wrong(fields.host_words())),
        container(form::field(words.say("assistant-port"), port, wrong(fields.port_words()))).width(PORT_WIDTH),
        container(security).width(Length::Shrink),
    ]
    .spacing(space::M)
    .into()
}

fn fields_words(fields: &Fields, words: &Words) -> String {
    let security = security_words(fields.security, words);
    fl!(words, "assistant-server", host = fields.host.as_str(), port = fields.port.as_str(), security = security)
}

fn server_words(server: &Server, words: &Words) -> String {
    let (port, security) = (server.port.to_string(), security_words(server.security, words));
    fl!(words, "assistant-server", host = server.host.as_str(), port = port, security = security)
}

fn security_words(security: Security, words: &Words) -> String {
    words.say(match security {
        Security::Tls => "assistant-security-tls",
        Security::StartTls => "assistant-security-starttls",
    })
}
