//! People of a field who came under one name stand there as one chip until it is
//! opened. They stay people of the field: only what is shown is shorter.

use iced::widget::{button, container, mouse_area, row};
use iced::{Alignment, padding};

use super::chip::{CHIP, Remark, remarks};
use super::{Field, Known, Message, is_among};
use crate::domain::people::Group;
use crate::domain::{Address, Space};
use crate::i18n::fl;
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::theme::surface::{self, Tone};
use crate::ui::theme::{Element, button as kind, space};
use crate::ui::widget::pieces::tip;
use crate::ui::widget::single_line;

/// What is shown, moved and taken away as one, by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chip {
    Person(usize),
    Group(usize),
}

/// What was in a field and is on its way to another.
#[derive(Debug)]
pub struct Taken {
    people: Vec<Address>,
    group: Option<Group>,
}

impl Field {
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Of a list: those in it who stand together.
    pub(super) fn add_groups(&mut self, groups: impl IntoIterator<Item = Group>) {
        for group in groups {
            // Somebody stands in one at most.
            let taken = |member: &String| self.groups.iter().any(|other| other.members.contains(member));
            if !group.members.iter().any(taken) {
                self.groups.push(group);
            }
        }
        self.settle();
    }

    /// A group whose people are gone is none.
    pub(super) fn settle(&mut self) {
        let people = &self.people;
        for group in &mut self.groups {
            group.members.retain(|member| people.iter().any(|one| one.email == *member));
        }
        self.groups.retain(|group| group.members.len() > 1);
    }

    /// In the order of the people; a group stands where its first one does.
    pub(super) fn chips(&self) -> Vec<Chip> {
        let mut chips = Vec::with_capacity(self.people.len());
        for (place, person) in self.people.iter().enumerate() {
            let group = self.groups.iter().position(|group| group.members.contains(&person.email));
            let chip = group.map_or(Chip::Person(place), Chip::Group);
            if !chips.contains(&chip) {
                chips.push(chip);
            }
        }
        chips
    }

    fn is_of(&self, chip: Chip, place: usize, person: &Address) -> bool {
        match chip {
            Chip::Person(one) => one == place,
            Chip::Group(one) => self.groups.get(one).is_some_and(|group| group.members.contains(&person.email)),
        }
    }

    /// What a chip is called.
    pub fn name_of(&self, chip: Chip) -> Option<String> {
        match chip {
            Chip::Person(place) => self.people.get(place).map(|person| person.display().to_owned()),
            Chip::Group(place) => self.groups.get(place).map(|group| group.name.clone()),
        }
    }

    /// Out of the field.
    pub fn take_out(&mut self, chip: Chip) -> Taken {
        let group = match chip {
            Chip::Group(place) => self.groups.get(place).cloned(),
            Chip::Person(_) => None,
        };
        let all = std::mem::take(&mut self.people).into_iter().enumerate();
        let (taken, kept): (Vec<_>, Vec<_>) = all.partition(|(place, person)| self.is_of(chip, *place, person));
        self.people = kept.into_iter().map(|(_, person)| person).collect();
        self.settle();
        Taken { people: taken.into_iter().map(|(_, person)| person).collect(), group }
    }

    /// Into the field. Who is in it already is not in it twice.
    pub fn put_in(&mut self, taken: Taken) {
        let Taken { people, group } = taken;
        let together = people.iter().all(|one| !is_among(one, &self.people));
        self.add_all(people);
        self.add_groups(group.filter(|_| together));
    }

    /// Its people stand on their own from now on.
    pub(super) fn open(&mut self, group: usize) {
        if group < self.groups.len() {
            let _ = self.groups.remove(group);
        }
    }

    pub(super) fn group_chip<'a>(
        &'a self,
        ctx: &Context<'a>,
        place: usize,
        space_of: Space,
        known: &Known,
    ) -> Option<Element<'a, Message>> {
        let group = self.groups.get(place)?;
        let members: Vec<&Address> = self.people.iter().filter(|one| group.members.contains(&one.email)).collect();
        let all: Vec<Remark> =
            members.iter().flat_map(|person| remarks(person, space_of, ctx.mailboxes.trusted(), known)).collect();
        let count = members.len();
        let name = single_line(fl!(ctx.words, "writing-group", name = group.name.as_str(), count = count));
        let close = button(icon::close().size(11)).padding(2).style(kind::ghost);
        let close = close.on_press(Message::Removed(Chip::Group(place)));
        let close = tip(close, fl!(ctx.words, "writing-person-remove"));
        let warning = all.iter().any(|remark| remark.warns()).then(|| icon::warning().size(12));
        let content = row![icon::users().size(12), warning, container(name).max_width(CHIP), close];
        let content = content.spacing(space::XS).align_y(Alignment::Center);
        let chip = container(content).padding(padding::left(space::S).right(2.0).vertical(1.0));
        let chip = match Remark::tone(&all) {
            Some(Tone::Danger) => chip.style(surface::banner(Tone::Danger)),
            Some(_) => chip.style(surface::banner(Tone::Attention)),
            None => chip.style(surface::chip),
        };
        let who = members.iter().map(|person| {
            let said =
                remarks(person, space_of, ctx.mailboxes.trusted(), known).into_iter().find(|remark| remark.warns());
            let said = said.map(|remark| format!(" ({})", ctx.words.say(remark.key())));
            format!("{person}{}", said.unwrap_or_default())
        });
        let says = who.chain([ctx.words.say("writing-group-hint")]).collect::<Vec<_>>().join("\n");
        Some(tip(grip(chip, Chip::Group(place)), says))
    }
}

/// A chip can be taken and drawn away; a double click opens it.
pub(super) fn grip<'a>(chip: impl Into<Element<'a, Message>>, of: Chip) -> Element<'a, Message> {
    mouse_area(chip)
        .on_press(Message::Grabbed(of))
        .on_exit(Message::Pulled)
        .on_release(Message::LetGo)
        .on_double_click(Message::Reopened(of))
        .into()
}
