//! A field for those a message is written to: each a chip, and behind them what
//! is being typed, with those it may begin the name of.

mod chip;
mod group;

use std::collections::HashMap;

use iced::Length;
use iced::widget::{Id, button, column, container, text_input};

use crate::domain::people::{Group, groups, people, typed};
use crate::domain::{Address, Email, Space, Standing};
use crate::ui::context::Context;
use crate::ui::theme::surface::{self, RowState};
use crate::ui::theme::{Element, button as kind, field, font, size, space, text as colour};
use crate::ui::widget::watch::watch;
use crate::ui::widget::{chips, single_line};

use chip::chip;
pub use group::Chip;

/// What is typed has at least that much room on the line.
const INPUT: f32 = 120.0;

/// What is known of addresses, by the address in lower case.
pub type Known = HashMap<String, Standing>;

#[derive(Debug, Default)]
pub struct Field {
    people: Vec<Address>,
    /// Those of them who are shown together.
    groups: Vec<Group>,
    typed: String,
    /// Whom that may mean.
    offered: Vec<Address>,
    /// What was typed when they were looked up.
    asked: String,
    /// Which of them Enter takes.
    place: usize,
    /// The writer chose among them himself.
    stepped: bool,
    focused: bool,
    /// The last letter that was typed was erased just now.
    emptied: bool,
}

#[derive(Debug, Clone)]
pub enum Message {
    Typed(String),
    /// Several lines, which a field would run together.
    Pasted(String),
    /// Enter.
    Entered,
    Focused(bool),
    Offered {
        typed: String,
        people: Vec<Address>,
    },
    Taken(usize),
    Stepped(i8),
    Removed(Chip),
    /// A person can be written anew; a group is its people again.
    Reopened(Chip),
    /// Held by the pointer, drawn away from its place, or let go where it was.
    Grabbed(Chip),
    Pulled,
    LetGo,
    /// Backspace where nothing is typed.
    Erased,
    Closed,
}

/// What the window has to see to.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Action {
    None,
    /// Others are in it now.
    Changed,
    /// Who begins so?
    Ask(String),
    /// Nothing more is to be added here: the cursor goes on.
    Next,
    Grabbed(Chip),
    Pulled,
    LetGo,
}

impl Field {
    /// Of the groups, those whose people are all in it.
    pub fn of(people: Vec<Address>, groups: &[Group]) -> Self {
        let mut field = Self { people, ..Self::default() };
        let all_in =
            |group: &&Group| group.members.iter().all(|member| field.people.iter().any(|one| one.email == *member));
        let here: Vec<Group> = groups.iter().filter(all_in).cloned().collect();
        field.add_groups(here);
        field
    }

    pub fn people(&self) -> &[Address] {
        &self.people
    }

    /// Those in it, and what was typed and not ended.
    pub fn all(&self) -> Vec<Address> {
        let mut all = self.people.clone();
        add(&mut all, people(&self.typed));
        all
    }

    pub fn is_focused(&self) -> bool {
        self.focused
    }

    pub fn is_empty(&self) -> bool {
        self.people.is_empty() && self.typed.trim().is_empty()
    }

    pub fn is_blank(&self) -> bool {
        self.typed.is_empty()
    }

    pub fn add_all(&mut self, more: Vec<Address>) {
        add(&mut self.people, more);
    }

    /// All of them, who are then no longer in it.
    pub fn take_all(&mut self) -> Vec<Address> {
        let _ended = self.end();
        self.groups.clear();
        std::mem::take(&mut self.people)
    }

    pub fn drop_all(&mut self, emails: &[Email]) {
        let _ended = self.end();
        self.people.retain(|one| !Email::parse(&one.email).is_ok_and(|email| emails.contains(&email)));
        self.settle();
    }

    /// What is no address.
    pub fn drop_unfit(&mut self) {
        let _ended = self.end();
        self.people.retain(|one| Email::parse(&one.email).is_ok());
        self.settle();
    }

    pub fn offers(&self) -> bool {
        self.focused && !self.offered.is_empty()
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Typed(text) => self.type_in(&text),
            Message::Pasted(text) => {
                let all = format!("{}{text}", self.typed);
                self.add_list(&all);
                self.typed.clear();
                self.offered.clear();
                Action::Changed
            }
            Message::Entered => match self.meant().cloned() {
                Some(person) => self.take(person),
                None if self.typed.trim().is_empty() => Action::Next,
                None => self.end(),
            },
            Message::Focused(focused) => {
                self.focused = focused;
                // Whoever leaves has ended what he typed.
                if focused { Action::None } else { self.end() }
            }
            Message::Offered { typed, people } => {
                if typed == self.typed {
                    (self.place, self.stepped) = (0, false);
                    self.asked.clone_from(&typed);
                    self.offered = people.into_iter().filter(|one| !is_among(one, &self.people)).collect();
                }
                Action::None
            }
            Message::Taken(place) => match self.offered.get(place).cloned() {
                Some(person) => self.take(person),
                None => Action::None,
            },
            Message::Stepped(by) => {
                self.stepped = true;
                let last = self.offered.len().saturating_sub(1);
                self.place = self.place.saturating_add_signed(by.into()).min(last);
                Action::None
            }
            Message::Removed(chip) => {
                let _gone = self.take_out(chip);
                Action::Changed
            }
            Message::Reopened(Chip::Group(group)) => {
                self.open(group);
                Action::Changed
            }
            Message::Reopened(Chip::Person(place)) => {
                let ended = self.end();
                if place < self.people.len() {
                    self.typed = self.people.remove(place).to_string();
                    return Action::Changed;
                }
                ended
            }
            Message::Grabbed(chip) => Action::Grabbed(chip),
            Message::Pulled => Action::Pulled,
            Message::LetGo => Action::LetGo,
            // The key that erased the last letter is heard here too.
            Message::Erased if std::mem::take(&mut self.emptied) => Action::None,
            Message::Erased => match self.chips().last() {
                Some(&last) => {
                    let _gone = self.take_out(last);
                    Action::Changed
                }
                None => Action::None,
            },
            Message::Closed => {
                self.offered.clear();
                Action::None
            }
        }
    }

    /// Whom Enter takes. An address that is typed whole is meant as it is, unless
    /// the writer chose another; and nobody is taken who was offered for less.
    fn meant(&self) -> Option<&Address> {
        let offered = self.offered.get(self.place).filter(|_| self.asked == self.typed)?;
        match Email::parse(self.typed.trim()) {
            Ok(typed) if !self.stepped => Some(offered).filter(|one| Email::parse(&one.email) == Ok(typed)),
            _ => Some(offered),
        }
    }

    fn type_in(&mut self, text: &str) -> Action {
        self.emptied = text.is_empty() && !self.typed.is_empty();
        let (whole, rest) = typed(text);
        // A list that is pasted is taken whole.
        if text.len() > self.typed.len() + 1 && people(text).len() > 1 {
            self.typed.clear();
            self.offered.clear();
            self.add_list(text);
            return Action::Changed;
        }
        self.typed = rest;
        if whole.is_empty() {
            if self.typed.trim().is_empty() {
                self.offered.clear();
            }
            return Action::Ask(self.typed.clone());
        }
        self.offered.clear();
        add(&mut self.people, whole);
        Action::Changed
    }

    /// A list that came whole, with its groups.
    fn add_list(&mut self, text: &str) {
        add(&mut self.people, people(text));
        self.add_groups(groups(text));
    }

    fn take(&mut self, person: Address) -> Action {
        self.typed.clear();
        self.offered.clear();
        add(&mut self.people, vec![person]);
        Action::Changed
    }

    fn end(&mut self) -> Action {
        self.offered.clear();
        let whole = people(&std::mem::take(&mut self.typed));
        if whole.is_empty() {
            return Action::None;
        }
        add(&mut self.people, whole);
        Action::Changed
    }

    pub fn view<'a>(
        &'a self,
        ctx: &Context<'a>,
        id: Id,
        hint: &str,
        space_of: Space,
        known: &'a Known,
    ) -> Element<'a, Message> {
        let all = self.chips().into_iter().filter_map(|of| match of {
            Chip::Person(place) => self.people.get(place).map(|person| chip(ctx, place, person, space_of, known)),
            Chip::Group(place) => self.group_chip(ctx, place, space_of, known),
        });
        let input = text_input(hint, &self.typed)
            .id(id)
            .on_input(Message::Typed)
            .on_submit(Message::Entered)
            .size(size::BASE)
            .padding([3.0, 2.0])
            .width(Length::Fill)
            .style(field::bare);
        let panel = self.offers().then(|| self.panel());
        let on_tab = self.meant().map(|_| Message::Entered).filter(|_| self.offers());
        let field = watch(input, panel, Message::Focused, on_tab).on_lines(Message::Pasted);
        chips(field, all, INPUT).into()
    }

    fn panel(&self) -> Element<'_, Message> {
        let lines = self.offered.iter().enumerate().map(|(place, person)| {
            let name = single_line(person.display()).font(font::MEDIUM);
            let address = single_line(person.email.as_str()).size(size::SMALL).style(colour::muted);
            let look = kind::row(RowState::of(place == self.place, true));
            let line = button(column![name, address]).padding([space::XS, space::S]).width(Length::Fill).style(look);
            line.on_press(Message::Taken(place)).into()
        });
        container(column(lines)).width(340).padding(space::XS).style(surface::raised).into()
    }
}

fn add(people: &mut Vec<Address>, more: Vec<Address>) {
    for one in more {
        if !is_among(&one, people) {
            people.push(one);
        }
    }
}

/// The same address is the same person, whatever it is called.
fn is_among(person: &Address, people: &[Address]) -> bool {
    match Email::parse(&person.email) {
        Ok(email) => people.iter().any(|one| Email::parse(&one.email).is_ok_and(|other| other == email)),
        Err(_) => people.iter().any(|one| one.email == person.email),
    }
}

#[cfg(test)]
mod tests {
    use super::chip::{Remark, remarks};
    use super::*;
    use crate::domain::TrustedSpace;

    fn names(field: &Field) -> Vec<&str> {
        field.people().iter().map(|one| one.email.as_str()).collect()
    }

    #[test]
    fn who_is_ended_by_a_comma_is_in_and_comes_once() {
        let mut field = Field::default();
        assert_eq!(
            field.update(Message::Typed("anne@clinique.example".into())),
            Action::Ask("anne@clinique.example".into())
        );
        assert_eq!(field.update(Message::Typed("anne@clinique.example,".into())), Action::Changed);
        let _again = field.update(Message::Typed("Anne <ANNE@clinique.example>;".into()));
        assert_eq!(names(&field), ["anne@clinique.example"]);
        assert!(field.is_blank());
    }

    #[test]
    fn a_pasted_list_is_taken_whole() {
        let mut field = Field::default();
        let pasted = "anne@clinique.example; paul@clinique.example";
        assert_eq!(field.update(Message::Typed(pasted.into())), Action::Changed);
        assert_eq!(names(&field), ["anne@clinique.example", "paul@clinique.example"]);
    }

    #[test]
    fn enter_takes_who_is_offered_and_goes_on_where_nothing_is_typed() {
        let mut field = Field::default();
        let _asked = field.update(Message::Typed("du".into()));
        let people =
            vec![Address::new("Anne Durand", "anne@clinique.example"), Address::new("Paul Dupont", "p@x.example")];
        let _late = field.update(Message::Offered { typed: "d".into(), people: people.clone() });
        assert!(field.offered.is_empty(), "of an older question");
        let _now = field.update(Message::Offered { typed: "du".into(), people });
        let _down = field.update(Message::Stepped(1));
        assert_eq!(field.update(Message::Entered), Action::Changed);
        assert_eq!(names(&field), ["p@x.example"]);
        assert_eq!(field.update(Message::Entered), Action::Next);
    }

    #[test]
    fn nobody_is_taken_who_was_offered_for_something_else() {
        let mut field = Field::default();
        let paul = Address::new("Paul Martin", "p.martin@clinique.example");
        let _asked = field.update(Message::Typed("pa".into()));
        let _now = field.update(Message::Offered { typed: "pa".into(), people: vec![paul.clone()] });
        let _on = field.update(Message::Typed("paul@clinique.example".into()));
        assert_eq!(field.update(Message::Entered), Action::Changed);
        assert_eq!(names(&field), ["paul@clinique.example"], "the offer was for less");
        let _again = field.update(Message::Typed("paula@clinique.example".into()));
        let _now =
            field.update(Message::Offered { typed: "paula@clinique.example".into(), people: vec![paul.clone()] });
        let _ended = field.update(Message::Entered);
        assert_eq!(names(&field), ["paul@clinique.example", "paula@clinique.example"], "an address is meant as it is");
        let _own = field.update(Message::Typed("p.martin@clinique.example".into()));
        let _now = field.update(Message::Offered { typed: "p.martin@clinique.example".into(), people: vec![paul] });
        let _ended = field.update(Message::Entered);
        assert_eq!(field.people().last().unwrap().name, "Paul Martin", "with the name that it goes by");
    }

    #[test]
    fn a_pasted_column_is_a_list() {
        let mut field = Field::default();
        let _pasted = field.update(Message::Pasted("anne@clinique.example\npaul@clinique.example\n".into()));
        assert_eq!(names(&field), ["anne@clinique.example", "paul@clinique.example"]);
    }

    #[test]
    fn what_is_left_unended_is_in_when_the_cursor_leaves_even_if_it_is_no_address() {
        let mut field = Field::default();
        let _typed = field.update(Message::Typed("le laboratoire".into()));
        assert_eq!(field.all().len(), 1);
        assert_eq!(field.update(Message::Focused(false)), Action::Changed);
        assert_eq!(names(&field), ["le laboratoire"]);
        let known = Known::new();
        assert_eq!(remarks(&field.people[0], Space::Secure, &TrustedSpace::BY_NAME, &known), [Remark::Unfit]);
    }

    #[test]
    fn a_group_is_one_chip_until_it_is_opened_and_its_people_are_in() {
        let mut field = Field::default();
        let list = "zoe@x.example; Cabinet: anne@clinique.example, paul@clinique.example;";
        assert_eq!(field.update(Message::Pasted(list.into())), Action::Changed);
        assert_eq!(field.chips(), [Chip::Person(0), Chip::Group(0)]);
        assert_eq!((field.all().len(), field.name_of(Chip::Group(0)).as_deref()), (3, Some("Cabinet")));
        let _opened = field.update(Message::Reopened(Chip::Group(0)));
        assert_eq!(field.chips(), [Chip::Person(0), Chip::Person(1), Chip::Person(2)]);
    }

    #[test]
    fn a_group_goes_as_one_and_is_none_without_its_people() {
        let mut field = Field::default();
        let list = "zoe@x.example; Cabinet: anne@clinique.example, paul@clinique.example;";
        let _pasted = field.update(Message::Pasted(list.into()));
        let groups = field.groups().to_vec();
        let mut other = Field::of(field.people().to_vec(), &groups);
        assert_eq!(other.chips().len(), 2, "kept with a draft");
        other.drop_all(&[Email::parse("anne@clinique.example").unwrap()]);
        assert_eq!((names(&other), other.groups().len()), (vec!["zoe@x.example", "paul@clinique.example"], 0));
        assert_eq!(field.update(Message::Erased), Action::Changed);
        assert_eq!((names(&field), field.groups().len()), (vec!["zoe@x.example"], 0));
    }

    #[test]
    fn what_is_drawn_into_another_field_is_there_once() {
        let (mut to, mut cc) = (Field::default(), Field::default());
        let _pasted = to.update(Message::Pasted("Cabinet: anne@x.example, paul@x.example; zoe@x.example".into()));
        let _typed = cc.update(Message::Pasted("zoe@x.example;".into()));
        cc.put_in(to.take_out(Chip::Person(2)));
        assert_eq!((names(&to).len(), names(&cc)), (2, vec!["zoe@x.example"]));
        cc.put_in(to.take_out(Chip::Group(0)));
        assert_eq!((to.is_empty(), cc.chips()), (true, vec![Chip::Person(0), Chip::Group(0)]));
    }

    #[test]
    fn erasing_takes_the_last_away_and_one_can_be_written_anew() {
        let mut field =
            Field::of(vec![Address::new("Anne", "anne@clinique.example"), Address::new("", "p@x.example")], &[]);
        assert_eq!(field.update(Message::Erased), Action::Changed);
        assert_eq!(field.update(Message::Reopened(Chip::Person(0))), Action::Changed);
        assert_eq!((names(&field).len(), field.typed.as_str()), (0, "Anne <anne@clinique.example>"));
        assert_eq!(field.update(Message::Erased), Action::None);
    }
}
