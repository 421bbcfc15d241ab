//! The invented practice that the panes are shown with.

use std::sync::{Arc, LazyLock};

use sceau::domain::receipt::Receipts;
use sceau::domain::thread::Conversation;
use sceau::domain::{
    Account, AccountDraft, AccountId, Address, AuthMethod, BodyState, Colour, Email, Envelope, Flag, Flags, Folder,
    FolderId, Keep, Keyword, Mark, MessageId, Part, PartId, PartRole, Period, Protocol, Role, Security, Server, Space,
    Summary, Tag, ThreadId, Timestamp,
};
use sceau::engine::{Event, Excerpt, Opened, SavedSearch, SavedSearchId, Scope};
use sceau::ui::mailboxes::Mailboxes;

/// Saturday 21 November 2026, 10:00 in Paris.
pub(crate) const NOW: Timestamp = Timestamp(1_795_251_600);

pub(crate) fn account(id: i64, label: &str, space: Space, colour: u8) -> Account {
    let server = |port| Server { host: "mail.cabinet.example".to_owned(), port, security: Security::Tls };
    let draft = AccountDraft {
        label: label.to_owned(),
        holder: "Dr Anne Durand".to_owned(),
        email: Email::parse("anne.durand@cabinet.example").unwrap(),
        user: "anne.durand".to_owned(),
        auth: AuthMethod::Password,
        certificate: None,
        incoming: server(993),
        protocol: Protocol::Imap,
        keep: Keep::All,
        smtp: Some(server(465)),
        space,
        colour: Colour(colour),
        sending: sceau::domain::Sending::default(),
        exporting: sceau::domain::export::Exporting::default(),
    };
    Account { id: AccountId(id), draft }
}

pub(crate) fn folder(account: i64, id: i64, path: &str, role: Option<Role>, unread: u32) -> Folder {
    Folder {
        id: FolderId(id),
        account: AccountId(account),
        path: path.to_owned(),
        separator: Some('/'),
        role,
        selectable: true,
        total: unread * 10,
        unread,
    }
}

pub(crate) fn accounts() -> Arc<[Account]> {
    Arc::new([
        account(1, "Dr Durand — MSSanté", Space::Secure, 0),
        account(2, "Cabinet des Tilleuls, secrétariat et associés", Space::Ordinary, 2),
    ])
}

pub(crate) fn folders(account: i64) -> Arc<[Folder]> {
    let at = |id| account * 100 + id;
    Arc::new([
        folder(account, at(1), "INBOX", Some(Role::Inbox), 12),
        folder(account, at(2), "Drafts", Some(Role::Drafts), 0),
        folder(account, at(3), "Sent", Some(Role::Sent), 0),
        folder(account, at(4), "Archive", Some(Role::Archive), 0),
        folder(account, at(5), "Junk", Some(Role::Junk), 3),
        folder(account, at(6), "Trash", Some(Role::Trash), 0),
        folder(account, at(7), "Laboratoires", None, 4),
        folder(account, at(8), "Laboratoires/Biologie médicale des Tilleuls et de la Gare", None, 128),
        folder(account, at(9), "Laboratoires/Anatomopathologie", None, 0),
        folder(account, at(10), "Courriers", None, 0),
        folder(account, at(11), "Courriers/Hôpital", None, 1),
        folder(account, at(12), "Courriers/Hôpital/Cardiologie", None, 1),
    ])
}

/// Both mailboxes with their folders.
pub(crate) fn mailboxes() -> &'static Mailboxes {
    static MAILBOXES: LazyLock<Mailboxes> = LazyLock::new(|| {
        let mut mailboxes = Mailboxes::default();
        for event in [
            Event::Accounts(accounts()),
            Event::Folders(AccountId(1), folders(1)),
            Event::Folders(AccountId(2), folders(2)),
        ] {
            assert!(mailboxes.apply(&event));
        }
        mailboxes
    });
    &MAILBOXES
}

pub(crate) fn searches() -> Arc<[SavedSearch]> {
    let search = |id, name: &str, query: &str| SavedSearch {
        id: SavedSearchId(id),
        name: name.to_owned(),
        query: query.to_owned(),
        scope: Scope::Everywhere,
    };
    Arc::new([search(1, "Biologie non lue", "de:labo est:non-lu"), search(2, "À rappeler", "tag:\"À rappeler\"")])
}

/// Around the longest word of the extract.
pub(crate) fn excerpt(id: MessageId) -> Excerpt {
    let text = summary(id).extract;
    let word = text.split_whitespace().max_by_key(|word| word.len()).unwrap_or_default();
    let start = text.find(word).unwrap_or_default();
    let hit = start..start + word.len();
    Excerpt { hits: std::iter::once(hit).collect(), text }
}

pub(crate) fn tags() -> Vec<Tag> {
    let tag = |keyword: &str, name: &str, colour| Tag {
        keyword: Keyword::new(keyword),
        name: name.to_owned(),
        colour: Colour(colour),
    };
    vec![tag("$label1", "Urgent", 0), tag("$sceau_rappel", "À rappeler", 1), tag("$sceau_dossier", "Dossier", 5)]
}

const WHO: [&str; 8] = [
    "Laboratoire des Tilleuls",
    "Dr Sylvain Lefèvre",
    "Centre hospitalier de Sainte-Œuvre — cardiologie interventionnelle",
    "Léa Bernard",
    "Dr Gaëlle Kerguélen-Îlot",
    "Secrétariat de radiologie",
    "Pharmacie de la Gare",
    "Maëlys Çelik, infirmière",
];

const SUBJECT: [&str; 8] = [
    "Résultats de biologie de M. Paul Exemple",
    "Avis pour Mme Bernard : essoufflement à l’effort depuis trois semaines",
    "Compte rendu d’hospitalisation",
    "Renouvellement",
    "Re: Échographie",
    "Scanner thoracique du 19 novembre — images jointes et compte rendu définitif signé",
    "Substitution d’une spécialité en rupture",
    "Plaie du talon, photos",
];

const EXTRACT: [&str; 8] = [
    "Sodium 138 mmol/l, potassium 4,1 mmol/l. Les valeurs hors norme sont marquées d’un astérisque.",
    "Cher confrère, je vous adresse Mme Bernard, 54 ans, pour un essoufflement d’apparition récente.",
    "Motif d’entrée : douleur thoracique. Évolution favorable sous traitement.",
    "Bonjour docteur, il me faudrait le renouvellement de mon ordonnance.",
    "Merci pour votre retour rapide. Je la revois jeudi.",
    "Pas d’anomalie parenchymateuse. Micronodule stable du lobe supérieur droit.",
    "La spécialité prescrite est en rupture jusqu’au mois prochain.",
    "La plaie est propre, périphérie saine. Je refais le pansement demain.",
];

pub(crate) fn summary(id: MessageId) -> Summary {
    let number = usize::try_from(id.0.unsigned_abs()).unwrap();
    let mut flags = Flags::NONE;
    for (flag, every) in [(Flag::Seen, 0), (Flag::Flagged, 5), (Flag::Answered, 4), (Flag::Forwarded, 7)] {
        let is_on = if every == 0 { number % 3 != 0 } else { number % every == 1 };
        flags = if is_on { flags.with(flag) } else { flags };
    }
    let keywords = match number % 6 {
        1 => vec![Keyword::new("$label1")],
        4 => vec![Keyword::new("$sceau_rappel"), Keyword::new("$sceau_dossier")],
        _ => Vec::new(),
    };
    Summary {
        id,
        folder: FolderId([101, 208, 203][number % 3]),
        who: WHO[number % 8].to_owned(),
        subject: SUBJECT[(number / 8 + number) % 8].to_owned(),
        date: Timestamp(NOW.0 - 3400 - 11_000 * i64::try_from(number).unwrap()),
        size: 4_000 + 37_123 * number as u64,
        flags,
        keywords,
        attachment: number % 4 == 0,
        mark: match number % 5 {
            0 => Mark::Signed,
            3 => Mark::Encrypted,
            _ => Mark::Plain,
        },
        body: BodyState::Here,
        extract: EXTRACT[(number / 8 + number) % 8].to_owned(),
        about: None,
    }
}

/// The days of the dates of [`summary`], as they are called on that Saturday.
pub(crate) fn period(number: usize) -> Period {
    let month = |month| Period::Month { year: 2026, month };
    let until = [
        (3, Period::Today),
        (11, Period::Yesterday),
        (19, Period::Weekday(4)),
        (27, Period::Weekday(3)),
        (35, Period::Weekday(2)),
        (43, Period::Weekday(1)),
        (98, Period::LastWeek),
        (161, month(11)),
        (404, month(10)),
    ];
    until.into_iter().find(|(end, _)| number < *end).map_or(Period::Year(2025), |(_, period)| period)
}

/// Of ten messages, three are of one conversation, and one of one's own too.
const ANSWER: i64 = 500_000;

pub(crate) fn thread_of(id: MessageId) -> ThreadId {
    match id.0.rem_euclid(10) {
        one @ (0 | 3 | 7) => ThreadId(id.0 - one),
        _ => ThreadId(id.0),
    }
}

pub(crate) fn conversation(thread: ThreadId) -> Conversation {
    let first = thread.0;
    let numbers =
        if first.rem_euclid(10) == 0 { vec![first, ANSWER + first, first + 3, first + 7] } else { vec![first] };
    Conversation {
        thread,
        messages: numbers.into_iter().map(MessageId).collect(),
        unread: usize::from(first % 20 == 0),
    }
}

/// The row of a message in the inbox; answers of one's own lie among the sent.
pub(crate) fn row(id: MessageId) -> Summary {
    let first = thread_of(MessageId(id.0 % ANSWER));
    let subject =
        if first.0 == id.0 { summary(id).subject } else { format!("Re: {}", summary(MessageId(first.0)).subject) };
    let folder = FolderId(if id.0 >= ANSWER { 103 } else { 101 });
    let shown = summary(MessageId(id.0 % ANSWER));
    let flags = if id.0 >= ANSWER { Flags::NONE.with(Flag::Seen) } else { shown.flags };
    Summary { id, folder, subject, flags, ..shown }
}

pub(crate) fn part(id: u32, media_type: &str, name: &str, size: u64) -> Part {
    Part {
        id: PartId(id),
        media_type: media_type.to_owned(),
        role: PartRole::Attachment,
        name: name.to_owned(),
        content_id: None,
        size,
    }
}

pub(crate) const LETTER: &str = "Cher confrère,\n\nJe vous adresse Mme Léa Bernard, née le 3 mars 1972, pour un essoufflement à l’effort \
    apparu il y a trois semaines, sans douleur thoracique, sans fièvre. L’auscultation est libre, la tension à 13/8, \
    l’électrocardiogramme sans particularité.\n\nBiologie du 18 novembre :\n- hémoglobine 12,4 g/dl ;\n- BNP 35 ng/l ;\n- \
    D-dimères 420 µg/l.\n\nJe vous remercie de ce que vous pourrez faire pour elle.\n\nBien confraternellement,\nDr Anne \
    Durand\n\nLe 19 novembre 2026, le Dr Sylvain Lefèvre a écrit :\n> Bonjour Anne,\n> Peux-tu m’envoyer un mot pour Mme \
    Bernard ? Je peux la voir mardi à 9 h.\n>> D’accord pour mardi.\n> Amitiés,\n> Sylvain\n";

pub(crate) fn opened(id: MessageId, text: &str) -> Arc<Opened> {
    let summary = summary(id);
    let envelope = Envelope {
        subject: summary.subject.clone(),
        from: vec![Address::new(summary.who.clone(), "expediteur@hopital.example")],
        to: vec![
            Address::new("Dr Anne Durand", "anne.durand@cabinet.example"),
            Address::new("", "secretariat@tilleuls.example"),
        ],
        cc: (0..8).map(|n| Address::new(WHO[n], format!("personne{n}@reseau.example"))).collect(),
        date: Some(summary.date),
        ..Envelope::default()
    };
    let parts = vec![
        part(1, "application/pdf", "Compte rendu d’hospitalisation de Mme Léa Bernard, définitif.pdf", 482_000),
        part(2, "text/plain", "bilan.hpr", 2_300),
        part(3, "application/zip", "IHE_XDM.zip", 1_240_000),
        part(4, "image/jpeg", "talon.jpg", 3_100_000),
    ];
    Arc::new(Opened {
        mark: summary.mark,
        summary,
        envelope,
        parts,
        results: false,
        text: text.to_owned(),
        headers: "From: expediteur@hopital.example\nSubject: =?utf-8?q?R=C3=A9sultats?=\n".to_owned(),
        seal: None,
        receipts: Receipts::default(),
    })
}
