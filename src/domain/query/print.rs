//! A query as it can be typed. What is printed is read as the same query.

use super::operator::{Operator, Tongue, answer, state};
use super::{Place, Query, Term};

impl Query {
    pub fn print(&self, tongue: Tongue) -> String {
        let mut text = String::new();
        write(self, tongue, &mut text);
        // So that a last word that is whole is not taken for one only begun.
        if !text.is_empty() && Self::parse(&text) != *self {
            text.push(' ');
        }
        text
    }
}

fn write(query: &Query, tongue: Tongue, to: &mut String) {
    match query {
        Query::And(all) => {
            for (at, one) in all.iter().enumerate() {
                to.push_str(if at > 0 { " " } else { "" });
                grouped(one, matches!(one, Query::Or(_)), tongue, to);
            }
        }
        Query::Or(any) => {
            let or = match tongue {
                Tongue::French => " OU ",
                Tongue::English => " OR ",
            };
            for (at, one) in any.iter().enumerate() {
                to.push_str(if at > 0 { or } else { "" });
                write(one, tongue, to);
            }
        }
        Query::Not(inner) => {
            to.push('-');
            grouped(inner, matches!(**inner, Query::And(_) | Query::Or(_)), tongue, to);
        }
        Query::Term(term) => to.push_str(&term.print(tongue)),
    }
}

fn grouped(query: &Query, group: bool, tongue: Tongue, to: &mut String) {
    to.push_str(if group { "(" } else { "" });
    write(query, tongue, to);
    to.push_str(if group { ")" } else { "" });
}

impl Term {
    fn print(&self, tongue: Tongue) -> String {
        let with = |operator: Operator, value: &str| format!("{}:{value}", operator.name(tongue));
        match self {
            Self::Text { place, text, begun } => {
                let operator = match place {
                    Place::Anywhere => String::new(),
                    place => with(Operator::Place(*place), ""),
                };
                let star = if *begun { "*" } else { "" };
                self.first_that_reads(format!("{operator}{text}{star}"), format!("{operator}\"{text}\"{star}"))
            }
            Self::Tag(name) => self.named(&with(Operator::Tag, ""), name),
            Self::Folder(name) => self.named(&with(Operator::Folder, ""), name),
            Self::Attachment(has) => with(Operator::Place(Place::Attachment), answer(*has, tongue)),
            Self::Date(dates) => {
                let (operator, moment) = dates.operator();
                with(operator, &moment.print(tongue))
            }
            Self::Size(size) => with(Operator::Size, &size.print(tongue)),
            Self::Patient(name) => self.named(&with(Operator::Patient, ""), name),
            Self::Ins(number) => with(Operator::Ins, number),
            Self::Born(moment) => with(Operator::Born, &moment.print(tongue)),
            Self::Is(is) => with(Operator::Is, state(*is, tongue)),
        }
    }

    fn named(&self, operator: &str, name: &str) -> String {
        self.first_that_reads(format!("{operator}{name}"), format!("{operator}\"{name}\""))
    }

    /// Without quotes where they are not needed: not even in a group, nor before
    /// a closing parenthesis.
    fn first_that_reads(&self, bare: String, quoted: String) -> String {
        let reads = |text: &str| Query::parse(text) == Query::Term(self.clone());
        if reads(&format!("({bare} )")) && reads(&format!("({bare})")) { bare } else { quoted }
    }
}
