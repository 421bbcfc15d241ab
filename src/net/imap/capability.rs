//! What a server can do, as far as Sceau makes use of it.

/// Asked inside TLS and after login; what was said before does not count.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "that is what capabilities are")]
pub struct Capabilities {
    pub idle: bool,
    pub move_: bool,
    pub uidplus: bool,
    pub condstore: bool,
    pub qresync: bool,
    pub esearch: bool,
    pub special_use: bool,
    pub list_extended: bool,
    pub list_status: bool,
    pub literal_plus: bool,
    pub compress: bool,
    pub notify: bool,
    pub quota: bool,
    pub metadata: bool,
    pub acl: bool,
    pub id: bool,
    pub enable: bool,
    pub(super) sasl_ir: bool,
    pub(super) login_disabled: bool,
    pub(super) plain: bool,
    pub(super) xoauth2: bool,
}

impl Capabilities {
    pub(super) fn read<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut can = Self::default();
        for word in words {
            can.learn(&word.to_ascii_uppercase());
        }
        can
    }

    fn learn(&mut self, word: &str) {
        match word {
            "IDLE" => self.idle = true,
            "MOVE" => self.move_ = true,
            "UIDPLUS" => self.uidplus = true,
            "CONDSTORE" => self.condstore = true,
            // RFC 7162: who has the one has the other.
            "QRESYNC" => (self.qresync, self.condstore) = (true, true),
            "ESEARCH" => self.esearch = true,
            "SPECIAL-USE" => self.special_use = true,
            "LIST-EXTENDED" => self.list_extended = true,
            "LIST-STATUS" => self.list_status = true,
            "LITERAL+" => self.literal_plus = true,
            "COMPRESS=DEFLATE" => self.compress = true,
            "NOTIFY" => self.notify = true,
            "QUOTA" => self.quota = true,
            "METADATA" => self.metadata = true,
            "ACL" => self.acl = true,
            "ID" => self.id = true,
            "ENABLE" => self.enable = true,
            "SASL-IR" => self.sasl_ir = true,
            "LOGINDISABLED" => self.login_disabled = true,
            "AUTH=PLAIN" => self.plain = true,
            "AUTH=XOAUTH2" => self.xoauth2 = true,
            // These belong to the protocol itself (RFC 9051, appendix E).
            "IMAP4REV2" => {
                (self.idle, self.move_, self.uidplus, self.esearch) = (true, true, true, true);
                (self.special_use, self.list_extended, self.list_status) = (true, true, true);
                (self.enable, self.sasl_ir) = (true, true);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Capabilities;

    #[test]
    fn capabilities_are_read_in_any_case() {
        let can = Capabilities::read("IMAP4rev1 idle QRESYNC Auth=Plain X-OTHER".split(' '));
        assert!(can.idle && can.qresync && can.condstore && can.plain && !can.move_);
    }
}
