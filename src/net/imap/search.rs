//! Looking for messages on the server, for what is not here.

use super::response::Response;
use super::say::{self, Part};
use super::{Session, date};
use crate::domain::{Keyword, Timestamp, Uid};
use crate::net::{NetError, Refusal};

/// What to look for. Days are those of the server's reception, in UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Criteria {
    /// Anywhere in the message.
    Text(String),
    From(String),
    To(String),
    Subject(String),
    /// The name of a header and what stands in it.
    Header(&'static str, String),
    /// On that day or later.
    Since(Timestamp),
    /// On an earlier day.
    Before(Timestamp),
    /// In bytes.
    Larger(u32),
    Smaller(u32),
    Keyword(Keyword),
    Unseen,
    Flagged,
    /// No draft.
    Undraft,
    Not(Box<Self>),
    Or(Box<Self>, Box<Self>),
    /// All of them; of none, every message.
    And(Vec<Self>),
}

impl Session {
    /// The UIDs of the folder that is open, ascending.
    pub async fn uids(&mut self) -> Result<Vec<Uid>, NetError> {
        self.find(vec![Part::Text("ALL".to_owned())]).await
    }

    /// The UIDs of the messages found, ascending.
    pub async fn search(&mut self, criteria: &Criteria) -> Result<Vec<Uid>, NetError> {
        if self.exists == 0 {
            return Ok(Vec::new());
        }
        let mut said = Said::default();
        said.say(criteria)?;
        let mut parts = said.parts();
        if parts.iter().any(|part| matches!(part, Part::Literal(_))) {
            parts.insert(0, Part::Text("CHARSET UTF-8 ".to_owned()));
        }
        self.find(parts).await
    }

    async fn find(&mut self, criteria: Vec<Part<'static>>) -> Result<Vec<Uid>, NetError> {
        let verb = if self.capabilities.esearch { "UID SEARCH RETURN (ALL) " } else { "UID SEARCH " };
        let mut parts = vec![Part::Text(verb.to_owned())];
        parts.extend(criteria);
        let mut found = Vec::new();
        self.run_parts(&parts, |response| {
            if let Response::Search(ranges) = response {
                found.extend(ranges.iter().cloned());
            }
        })
        .await?;
        // Ranges are filled in only as far as the folder can fill them.
        let most = found.iter().map(|range| u64::from(range.end() - range.start()) + 1).sum::<u64>();
        if most > u64::from(self.exists.max(1)) * 2 + 1000 {
            return Err(NetError::Odd("more UIDs than messages"));
        }
        let mut uids: Vec<Uid> = found.into_iter().flatten().map(Uid).collect();
        uids.sort_unstable();
        uids.dedup();
        Ok(uids)
    }
}

/// Criteria in the words of the protocol: text as far as it goes, then bytes.
#[derive(Default)]
struct Said {
    parts: Vec<Part<'static>>,
    text: String,
}

impl Said {
    fn parts(mut self) -> Vec<Part<'static>> {
        self.parts.push(Part::Text(self.text));
        self.parts
    }

    fn say(&mut self, criteria: &Criteria) -> Result<(), NetError> {
        match criteria {
            Criteria::Text(text) => self.key("TEXT ", text),
            Criteria::From(text) => self.key("FROM ", text),
            Criteria::To(text) => self.key("TO ", text),
            Criteria::Subject(text) => self.key("SUBJECT ", text),
            Criteria::Header(name, text) => {
                self.word("HEADER ", name);
                self.key(" ", text);
            }
            Criteria::Since(day) => self.word("SINCE ", &date::day(*day)),
            Criteria::Before(day) => self.word("BEFORE ", &date::day(*day)),
            Criteria::Larger(bytes) => self.word("LARGER ", &bytes.to_string()),
            Criteria::Smaller(bytes) => self.word("SMALLER ", &bytes.to_string()),
            Criteria::Keyword(keyword) if !say::is_atom(keyword.as_str()) => {
                return Err(NetError::Refused(Refusal::KeywordRefused));
            }
            Criteria::Keyword(keyword) => self.word("KEYWORD ", keyword.as_str()),
            Criteria::Unseen => self.word("UNSEEN", ""),
            Criteria::Flagged => self.word("FLAGGED", ""),
            Criteria::Undraft => self.word("UNDRAFT", ""),
            Criteria::Not(not) => {
                self.text.push_str("NOT ");
                self.say(not)?;
            }
            Criteria::Or(one, other) => {
                self.text.push_str("OR ");
                self.say(one)?;
                self.text.push(' ');
                self.say(other)?;
            }
            Criteria::And(all) => return self.say_all(all),
        }
        Ok(())
    }

    fn word(&mut self, key: &str, value: &str) {
        self.text.push_str(key);
        self.text.push_str(value);
    }

    fn say_all(&mut self, all: &[Criteria]) -> Result<(), NetError> {
        let [first, rest @ ..] = all else {
            self.text.push_str("ALL");
            return Ok(());
        };
        self.text.push('(');
        self.say(first)?;
        for criteria in rest {
            self.text.push(' ');
            self.say(criteria)?;
        }
        self.text.push(')');
        Ok(())
    }

    fn key(&mut self, key: &str, text: &str) {
        self.text.push_str(key);
        match say::text(text) {
            Part::Text(text) => self.text.push_str(&text),
            literal @ Part::Literal(_) => {
                self.parts.push(Part::Text(std::mem::take(&mut self.text)));
                self.parts.push(literal);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Criteria, Said};
    use crate::domain::{Keyword, Timestamp};
    use crate::net::imap::say::Part;

    fn said(criteria: &Criteria) -> String {
        let mut said = Said::default();
        said.say(criteria).unwrap();
        let part = |part: &Part<'_>| match part {
            Part::Text(text) => text.clone(),
            Part::Literal(bytes) => format!("<{}>", String::from_utf8_lossy(bytes)),
        };
        said.parts().iter().map(part).collect()
    }

    #[test]
    fn criteria_are_said_in_the_words_of_the_protocol() {
        let text = |text: &str| Criteria::Text(text.to_owned());
        assert_eq!(said(&Criteria::And(Vec::new())), "ALL");
        let all = Criteria::And(vec![
            Criteria::Subject("bilan \"x\"".to_owned()),
            Criteria::Or(Box::new(text("été")), Box::new(Criteria::Not(Box::new(Criteria::Flagged)))),
            Criteria::Since(Timestamp(837_596_665)),
            Criteria::Smaller(9),
        ]);
        assert_eq!(said(&all), "(SUBJECT \"bilan \\\"x\\\"\" OR TEXT <été> NOT FLAGGED SINCE 17-Jul-1996 SMALLER 9)");
    }

    #[test]
    fn a_header_is_named_and_its_value_is_said() {
        let header = Criteria::Header("Message-ID", "<a@b.example>".to_owned());
        assert_eq!(
            said(&Criteria::And(vec![header, Criteria::Undraft])),
            "(HEADER Message-ID \"<a@b.example>\" UNDRAFT)"
        );
    }

    #[test]
    fn a_keyword_that_is_no_word_is_not_said() {
        assert!(Said::default().say(&Criteria::Keyword(Keyword::new("a) ALL"))).is_err());
    }
}
