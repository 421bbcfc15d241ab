//! The second step: the servers, as found or as typed.

use crate::domain::{Email, Found, Leave, Protocol, Security, Server, Service, Source};

#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Servers {
    /// The address they are for: another address starts another search.
    pub email: Email,
    pub origin: Origin,
    pub user: String,
    /// The certificate says who comes: a name is only wanted where it opens several
    /// mailboxes.
    pub by_certificate: bool,
    pub imap: Fields,
    /// What the incoming server speaks; IMAP, unless an offer says otherwise.
    pub protocol: Protocol,
    pub smtp: Fields,
    /// No outgoing server is wanted.
    pub receive_only: bool,
    /// The fields are on view; found servers are first shown as a summary.
    pub unfolded: bool,
    pub tried: bool,
}

#[derive(Clone)]
pub(super) enum Origin {
    ByHand,
    /// A search came back empty.
    NothingFound,
    Found {
        offers: Vec<Found>,
        picked: usize,
    },
}

/// One server while it is being typed.
#[derive(Clone)]
pub(super) struct Fields {
    pub host: String,
    pub port: String,
    pub security: Security,
}

/// A change of one field.
#[derive(Debug, Clone)]
pub enum Edit {
    User(String),
    Host(Service, String),
    Port(Service, String),
    Security(Service, Security),
    ReceiveOnly(bool),
    Protocol(Protocol),
    Leave(Leave),
    /// Another of the offers.
    Picked(usize),
    Unfolded,
}

impl Servers {
    pub(super) fn by_hand(email: Email, origin: Origin) -> Self {
        Self {
            user: email.as_str().to_owned(),
            by_certificate: false,
            email,
            origin,
            imap: Fields::empty(Service::Imap),
            smtp: Fields::empty(Service::Smtp),
            protocol: Protocol::Imap,
            receive_only: false,
            unfolded: true,
            tried: false,
        }
    }

    /// The first offer is shown; the others can be picked.
    pub(super) fn found(email: Email, offers: Vec<Found>) -> Self {
        if offers.is_empty() {
            return Self::by_hand(email, Origin::NothingFound);
        }
        let mut servers = Self::by_hand(email, Origin::Found { offers, picked: 0 });
        servers.unfolded = false;
        servers.pick(0);
        servers
    }

    pub(super) fn edit(&mut self, edit: Edit) {
        match edit {
            Edit::User(user) => self.user = user,
            Edit::Host(service, host) => self.fields(service).host = host,
            Edit::Port(service, port) => self.fields(service).port = port,
            Edit::Security(service, security) => self.secure_with(service, security),
            Edit::ReceiveOnly(only) => self.receive_only = only,
            Edit::Protocol(protocol) => self.speak(protocol),
            Edit::Leave(leave) => self.protocol = Protocol::Pop3(leave),
            Edit::Picked(which) => self.pick(which),
            Edit::Unfolded => self.unfolded = true,
        }
    }

    /// Where the servers on view were found, if they were.
    pub(super) fn source(&self) -> Option<Source> {
        let Origin::Found { offers, picked } = &self.origin else { return None };
        offers.get(*picked).map(|found| found.source)
    }

    /// The name of the user follows from how they sign in, unless it was typed.
    pub(super) fn sign_in(&mut self, by_certificate: bool) {
        if by_certificate == self.by_certificate {
            return;
        }
        self.by_certificate = by_certificate;
        let usual = self.usual_user();
        if by_certificate && self.user == usual {
            self.user.clear();
        } else if !by_certificate && self.user.trim().is_empty() {
            self.user = usual;
        }
    }

    fn usual_user(&self) -> String {
        match &self.origin {
            Origin::Found { offers, picked } => offers.get(*picked).map(|found| found.user.clone()),
            Origin::ByHand | Origin::NothingFound => None,
        }
        .unwrap_or_else(|| self.email.as_str().to_owned())
    }

    pub(super) fn user_words(&self) -> Option<&'static str> {
        (self.tried && !self.by_certificate && self.user.trim().is_empty()).then_some("assistant-user-missing")
    }

    /// The servers, once every field says something that can be tried.
    pub(super) fn parsed(&self) -> Option<(String, Server, Option<Server>)> {
        let user = Some(self.user.trim()).filter(|user| self.by_certificate || !user.is_empty())?;
        let imap = self.imap.parsed()?;
        let smtp = if self.receive_only { None } else { Some(self.smtp.parsed()?) };
        Some((user.to_owned(), imap, smtp))
    }

    /// The port follows, unless it was one of the user's own.
    fn speak(&mut self, protocol: Protocol) {
        let incoming = &mut self.imap;
        if incoming.port.trim() == incoming_port(self.protocol, incoming.security).to_string() {
            incoming.port = incoming_port(protocol, incoming.security).to_string();
        }
        self.protocol = protocol;
    }

    fn secure_with(&mut self, service: Service, security: Security) {
        let protocol = self.protocol;
        let fields = self.fields(service);
        let usual = |security| match service {
            Service::Imap => incoming_port(protocol, security),
            Service::Smtp => outgoing_port(security),
        };
        if fields.port.trim() == usual(fields.security).to_string() {
            fields.port = usual(security).to_string();
        }
        fields.security = security;
    }

    fn fields(&mut self, service: Service) -> &mut Fields {
        match service {
            Service::Imap => &mut self.imap,
            Service::Smtp => &mut self.smtp,
        }
    }

    fn pick(&mut self, which: usize) {
        let Origin::Found { offers, picked } = &mut self.origin else { return };
        let Some(found) = offers.get(which) else { return };
        *picked = which;
        if !self.by_certificate {
            self.user.clone_from(&found.user);
        }
        self.protocol = found.protocol;
        self.imap = Fields::of(&found.incoming);
        self.receive_only = found.smtp.is_none();
        self.smtp = found.smtp.as_ref().map_or(Fields::empty(Service::Smtp), Fields::of);
    }
}

impl Fields {
    fn empty(service: Service) -> Self {
        let port = match service {
            Service::Imap => incoming_port(Protocol::Imap, Security::Tls),
            Service::Smtp => outgoing_port(Security::Tls),
        };
        Self { host: String::new(), port: port.to_string(), security: Security::Tls }
    }

    fn of(server: &Server) -> Self {
        Self { host: server.host.clone(), port: server.port.to_string(), security: server.security }
    }

    pub(super) fn host_words(&self) -> Option<&'static str> {
        if self.host.trim().is_empty() {
            return Some("assistant-host-missing");
        }
        self.host().is_none().then_some("assistant-host-bad")
    }

    pub(super) fn port_words(&self) -> Option<&'static str> {
        self.port().is_none().then_some("assistant-port-bad")
    }

    fn host(&self) -> Option<String> {
        let host = idna::domain_to_ascii_strict(self.host.trim().trim_end_matches('.')).ok()?;
        Some(host).filter(|host| !host.is_empty())
    }

    fn port(&self) -> Option<u16> {
        self.port.trim().parse().ok().filter(|port| *port != 0)
    }

    fn parsed(&self) -> Option<Server> {
        Some(Server { host: self.host()?, port: self.port()?, security: self.security })
    }
}

/// RFC 8314, and RFC 3501 and 2595 for STARTTLS.
fn incoming_port(protocol: Protocol, security: Security) -> u16 {
    match (protocol, security) {
        (Protocol::Imap, Security::Tls) => 993,
        (Protocol::Imap, Security::StartTls) => 143,
        (Protocol::Pop3(_), Security::Tls) => 995,
        (Protocol::Pop3(_), Security::StartTls) => 110,
    }
}

/// RFC 8314, and RFC 6409 for STARTTLS.
fn outgoing_port(security: Security) -> u16 {
    match security {
        Security::Tls => 465,
        Security::StartTls => 587,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn email() -> Email {
        Email::parse("anne.durand@cabinet.example").unwrap()
    }

    fn found(host: &str, smtp: bool, source: Source) -> Found {
        let server = |port| Server { host: host.to_owned(), port, security: Security::Tls };
        Found {
            incoming: server(993),
            protocol: Protocol::Imap,
            smtp: smtp.then(|| server(465)),
            user: "adurand".to_owned(),
            source,
        }
    }

    #[test]
    fn the_first_offer_is_taken_and_another_may_be_picked() {
        let offers = vec![found("one.example", true, Source::Autoconfig), found("two.example", false, Source::Guess)];
        let mut servers = Servers::found(email(), offers);
        assert_eq!(servers.source(), Some(Source::Autoconfig));
        assert!(!servers.unfolded);
        servers.edit(Edit::Picked(1));
        let (user, imap, smtp) = servers.parsed().unwrap();
        assert_eq!((user.as_str(), imap.host.as_str(), smtp), ("adurand", "two.example", None));
        servers.edit(Edit::Picked(7));
        assert_eq!(servers.source(), Some(Source::Guess), "what is not offered changes nothing");
    }

    #[test]
    fn a_search_without_a_find_asks_for_the_servers() {
        let servers = Servers::found(email(), Vec::new());
        assert!(matches!(servers.origin, Origin::NothingFound) && servers.unfolded);
        assert_eq!(servers.user, "anne.durand@cabinet.example");
        assert_eq!(servers.parsed(), None);
    }

    #[test]
    fn a_certificate_says_who_comes_unless_a_name_was_typed() {
        let mut servers = Servers::by_hand(Email::parse("anne@cabinet.example").unwrap(), Origin::ByHand);
        for service in [Service::Imap, Service::Smtp] {
            servers.edit(Edit::Host(service, "un.example".to_owned()));
        }
        servers.sign_in(true);
        assert_eq!(servers.parsed().map(|(user, ..)| user).as_deref(), Some(""));
        servers.sign_in(false);
        assert_eq!(servers.user, "anne@cabinet.example", "a password wants a name again");
        servers.edit(Edit::User("cabinet".to_owned()));
        servers.sign_in(true);
        assert_eq!(servers.user, "cabinet");
    }

    #[test]
    fn the_port_follows_the_security_unless_it_is_the_users_own() {
        let mut servers = Servers::by_hand(email(), Origin::ByHand);
        servers.edit(Edit::Security(Service::Imap, Security::StartTls));
        servers.edit(Edit::Security(Service::Smtp, Security::StartTls));
        assert_eq!((servers.imap.port.as_str(), servers.smtp.port.as_str()), ("143", "587"));
        servers.edit(Edit::Port(Service::Imap, "1143".to_owned()));
        servers.edit(Edit::Security(Service::Imap, Security::Tls));
        assert_eq!(servers.imap.port, "1143");
    }

    #[test]
    fn an_old_mailbox_speaks_pop3_on_its_own_port() {
        let mut servers = Servers::by_hand(email(), Origin::ByHand);
        servers.edit(Edit::Protocol(Protocol::Pop3(Leave::OnServer)));
        assert_eq!(servers.imap.port, "995");
        servers.edit(Edit::Security(Service::Imap, Security::StartTls));
        assert_eq!(servers.imap.port, "110");
        servers.edit(Edit::Leave(Leave::Days(30)));
        assert_eq!(servers.protocol, Protocol::Pop3(Leave::Days(30)));
        servers.edit(Edit::Protocol(Protocol::Imap));
        assert_eq!((servers.protocol, servers.imap.port.as_str()), (Protocol::Imap, "143"));
    }

    #[test]
    fn what_is_no_host_or_no_port_is_said() {
        let mut fields = Fields::empty(Service::Imap);
        assert_eq!(fields.host_words(), Some("assistant-host-missing"));
        for bad in ["imap cabinet", "https://imap.example", "imap.example:993", "a@b.example"] {
            fields.host = bad.to_owned();
            assert_eq!(fields.host_words(), Some("assistant-host-bad"), "{bad}");
        }
        for good in ["imap.cabinet.example", " IMAP.Cabinet.example. ", "localhost", "192.0.2.7", "imap.été.example"]
        {
            fields.host = good.to_owned();
            assert_eq!(fields.host_words(), None, "{good}");
        }
        for (port, bad) in [("", true), ("0", true), ("65536", true), ("-1", true), ("993", false), (" 143 ", false)] {
            fields.port = port.to_owned();
            assert_eq!(fields.port_words().is_some(), bad, "{port}");
        }
    }

    #[test]
    fn a_mailbox_that_only_receives_needs_no_outgoing_server() {
        let mut servers = Servers::by_hand(email(), Origin::ByHand);
        servers.edit(Edit::Host(Service::Imap, "imap.cabinet.example".to_owned()));
        assert!(servers.parsed().is_none());
        servers.edit(Edit::ReceiveOnly(true));
        assert_eq!(servers.parsed().unwrap().2, None);
    }
}
