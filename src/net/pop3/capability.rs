//! What a server says it can do (CAPA, RFC 2449). One that knows no CAPA can
//! what RFC 1939 asks of everybody.

use std::time::Duration;

/// Longer than any server means it.
const LONGEST_DELAY: Duration = Duration::from_hours(1);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word of the list, said or not")]
pub struct Capabilities {
    pub(super) user: bool,
    pub(super) plain: bool,
    pub(super) xoauth2: bool,
    pub(super) external: bool,
    pub pipelining: bool,
    /// It wants this much time between two logins.
    pub login_delay: Option<Duration>,
}

impl Capabilities {
    pub(super) fn unknown() -> Self {
        Self { user: true, ..Self::default() }
    }

    pub(super) fn read(block: &[u8]) -> Self {
        let mut can = Self::default();
        for line in String::from_utf8_lossy(block).to_ascii_uppercase().lines() {
            let mut words = line.split_ascii_whitespace();
            match words.next() {
                Some("USER") => can.user = true,
                Some("PIPELINING") => can.pipelining = true,
                Some("SASL") => {
                    for mechanism in words {
                        can.plain |= mechanism == "PLAIN";
                        can.xoauth2 |= mechanism == "XOAUTH2";
                        can.external |= mechanism == "EXTERNAL";
                    }
                }
                Some("LOGIN-DELAY") => {
                    let seconds = words.next().and_then(|seconds| seconds.parse().ok());
                    can.login_delay = seconds.map(|seconds| Duration::from_secs(seconds).min(LONGEST_DELAY));
                }
                _ => {}
            }
        }
        can
    }
}

#[cfg(test)]
mod tests {
    use super::Capabilities;
    use std::time::Duration;

    #[test]
    fn capabilities_are_read_in_any_case() {
        let can = Capabilities::read(b"TOP\r\nuser\r\nSasl Plain XOAUTH2\r\nLOGIN-DELAY 900 USER\r\nPIPELINING\r\n");
        let expected = Capabilities {
            user: true,
            plain: true,
            xoauth2: true,
            external: false,
            pipelining: true,
            login_delay: Some(Duration::from_mins(15)),
        };
        assert_eq!(can, expected);
        assert_eq!(Capabilities::read(b""), Capabilities::default());
    }

    #[test]
    fn an_absurd_delay_is_not_kept() {
        let can = Capabilities::read(b"LOGIN-DELAY 99999999\r\n");
        assert_eq!(can.login_delay, Some(Duration::from_hours(1)));
        assert_eq!(Capabilities::read(b"LOGIN-DELAY soon\r\n").login_delay, None);
    }
}
