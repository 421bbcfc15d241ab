//! Laying a message into a folder.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::response::{Kind, Response, Status};
use super::say::{Part, flag_list, quoted};
use super::{Session, date};
use crate::domain::{Flags, Keyword, Timestamp, Uid, UidValidity};
use crate::net::{NetError, Refusal};

impl Session {
    /// Gives the place of the message, where the server tells it (UIDPLUS). The
    /// bytes are those of the message, with CRLF at the end of each line.
    pub async fn append(
        &mut self,
        raw_name: &str,
        flags: Flags,
        keywords: &[Keyword],
        received: Option<Timestamp>,
        bytes: &[u8],
    ) -> Result<Option<(UidValidity, Uid)>, NetError> {
        if self.capabilities.append_limit.is_some_and(|limit| bytes.len() as u64 > limit) {
            return Err(NetError::Refused(Refusal::Limit));
        }
        let mut command = format!("APPEND {} {} ", quoted(raw_name)?, flag_list(flags, keywords)?);
        if let Some(received) = received {
            let _ = write!(command, "\"{}\" ", date::write(received));
        }
        let mut place = None;
        self.run_parts(&[Part::Text(command), Part::Literal(Cow::Borrowed(bytes))], |response| {
            if let Response::Status(status @ Status { kind: Kind::Ok, .. }) = response
                && let Some((name, value)) = status.code()
                && name.eq_ignore_ascii_case("APPENDUID")
            {
                place = appenduid(value);
            }
        })
        .await?;
        Ok(place)
    }
}

/// `38505 3955`
fn appenduid(value: &str) -> Option<(UidValidity, Uid)> {
    let mut words = value.split_ascii_whitespace().map(str::parse::<u32>);
    let (validity, uid) = (words.next()?.ok()?, words.next()?.ok()?);
    (validity > 0 && uid > 0).then_some((UidValidity(validity), Uid(uid)))
}

#[cfg(test)]
mod tests {
    use super::appenduid;
    use crate::domain::{Uid, UidValidity};

    #[test]
    fn a_place_is_two_numbers() {
        assert_eq!(appenduid("38505 3955"), Some((UidValidity(38505), Uid(3955))));
        for odd in ["", "38505", "0 1", "1 0", "1 2:3", "a b"] {
            assert_eq!(appenduid(odd), None, "{odd}");
        }
    }
}
