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
    /// Annotations on folders and on the mailbox as a whole.
    pub metadata: bool,
    /// Annotations on the mailbox as a whole, at least.
    pub metadata_server: bool,
    /// A folder can be made for a role.
    pub create_special_use: bool,
    pub namespace: bool,
    /// The largest message that can be laid into a folder, in bytes.
    pub append_limit: Option<u64>,
    pub acl: bool,
    pub id: bool,
    pub enable: bool,
    /// Mod-sequences come without being asked for at each folder.
    pub(super) condstore_enabled: bool,
    pub(super) literal_minus: bool,
    pub(super) unselect: bool,
    pub(super) sasl_ir: bool,
    pub(super) login_disabled: bool,
    pub(super) plain: bool,
    pub(super) xoauth2: bool,
    pub(super) external: bool,
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
            "METADATA" => (self.metadata, self.metadata_server) = (true, true),
            "METADATA-SERVER" => self.metadata_server = true,
            "CREATE-SPECIAL-USE" => self.create_special_use = true,
            "NAMESPACE" => self.namespace = true,
            "LITERAL-" => self.literal_minus = true,
            "UNSELECT" => self.unselect = true,
            "ACL" => self.acl = true,
            "ID" => self.id = true,
            "ENABLE" => self.enable = true,
            "SASL-IR" => self.sasl_ir = true,
            "LOGINDISABLED" => self.login_disabled = true,
            "AUTH=PLAIN" => self.plain = true,
            "AUTH=XOAUTH2" => self.xoauth2 = true,
            "AUTH=EXTERNAL" => self.external = true,
            // These belong to the protocol itself (RFC 9051, appendix E).
            "IMAP4REV2" => {
                (self.idle, self.move_, self.uidplus, self.esearch) = (true, true, true, true);
                (self.special_use, self.list_extended, self.list_status) = (true, true, true);
                (self.enable, self.sasl_ir, self.namespace, self.unselect) = (true, true, true, true);
                self.literal_minus = true;
            }
            _ => {
                if let Some(limit) = word.strip_prefix("APPENDLIMIT=") {
                    self.append_limit = limit.parse().ok();
                }
            }
        }
    }

    /// Whether the server has confirmed what it was asked to switch on.
    pub(super) fn enabled(&mut self, confirmed: bool) {
        self.qresync &= confirmed;
        self.condstore_enabled = confirmed;
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

    #[test]
    fn a_limit_is_read_where_there_is_one() {
        assert_eq!(Capabilities::read(["APPENDLIMIT=35651584"]).append_limit, Some(35_651_584));
        assert_eq!(Capabilities::read(["APPENDLIMIT"]).append_limit, None);
    }

    #[test]
    fn what_is_not_confirmed_is_not_there() {
        let mut can = Capabilities::read(["QRESYNC"]);
        can.enabled(false);
        assert!(!can.qresync && can.condstore && !can.condstore_enabled);
    }
}
