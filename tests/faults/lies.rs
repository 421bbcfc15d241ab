//! A server that lies, in one pass. It must not crash Sceau, nor make it forget
//! a message that the server never said was gone, nor lay a body under another
//! message's row; and when the server is honest again all is in step.

use sceau::domain::{AccountId, Filter, Secret, Sort};
use sceau::engine::Command;

use super::peer::{Asked, PASSWORD, Peer, World};
use super::truth::{self, Truth};
use crate::mailbox::Desk;

type Answer = Vec<Vec<u8>>;

const PLAIN: &str = "IDLE LITERAL+";
const FULL: &str =
    "IDLE LITERAL+ ESEARCH CONDSTORE ENABLE QRESYNC LIST-EXTENDED LIST-STATUS SPECIAL-USE MOVE UIDPLUS ID";

struct Lie {
    name: &'static str,
    tell: fn(&Asked<'_>, Answer) -> Answer,
    /// The server says in so many words that messages are gone.
    says_gone: bool,
    /// It gives other bytes or flags for a message than the message's own, in a
    /// form in which nothing shows it: they stay until they change.
    believed: bool,
}

const fn lie(name: &'static str, tell: fn(&Asked<'_>, Answer) -> Answer) -> Lie {
    Lie { name, tell, says_gone: false, believed: false }
}

const LIES: &[Lie] = &[
    // Counts.
    lie("fewer messages than there are", |_, answer| exists(answer, 3)),
    lie("more messages than there are", |_, answer| exists(answer, 4_000_000_000)),
    lie("a count that is none", |_, answer| replaced(answer, b" EXISTS", b"* 99999999999999 EXISTS\r\n")),
    lie("a count that goes up and down", |_, answer| {
        before_end(answer, b"* 40 EXISTS\r\n* 2 EXISTS\r\n* 0 EXISTS\r\n")
    }),
    // UIDs.
    lie("messages backwards", |_, answer| reversed(answer)),
    lie("each message twice", |_, answer| answer.into_iter().flat_map(twice_if_fetch).collect()),
    lie("each message twice, with other flags", |_, answer| {
        answer
            .into_iter()
            .flat_map(|response| [response.clone(), edited(response, b"FLAGS (", b"FLAGS (\\Draft ")])
            .collect()
    }),
    lie("a next UID that goes backwards", |_, answer| replaced(answer, b"[UIDNEXT ", b"* OK [UIDNEXT 2] next\r\n")),
    lie("no next UID", |_, answer| replaced(answer, b"[UIDNEXT ", b"* OK next\r\n")),
    lie("UIDs past the next UID", |_, answer| {
        before_end(answer, b"* 90 FETCH (UID 9000 FLAGS ())\r\n* 91 FETCH (UID 4294967295 FLAGS ())\r\n")
    }),
    lie("a UID of nought", |_, answer| before_end(answer, b"* 1 FETCH (UID 0 FLAGS (\\Seen))\r\n")),
    // What is left out.
    lie("half of the messages left out", |asked, answer| {
        let mut number = 0;
        answer
            .into_iter()
            .filter(|response| {
                number += 1;
                !lists(asked) || !is_fetch(response) || number % 2 == 0
            })
            .collect()
    }),
    lie("no message at all, and all is well", |asked, answer| {
        answer.into_iter().filter(|response| !lists(asked) || !is_fetch(response)).collect()
    }),
    lie("a line of a message that cannot be read", |asked, answer| {
        if lists(asked) { edited_all(answer, b"FLAGS (", b"FLAGS ((\"") } else { answer }
    }),
    lie("a line of one message that cannot be read", |asked, answer| {
        let garbled = |response: Vec<u8>| {
            if contains(&response, b"(UID 7 ") { edited(response, b"FETCH (", b"FETCH )") } else { response }
        };
        if lists(asked) { answer.into_iter().map(garbled).collect() } else { answer }
    }),
    lie(
        "a list of messages without UIDs",
        |asked, answer| {
            if lists(asked) { edited_all(answer, b"(UID ", b"(XUID ") } else { answer }
        },
    ),
    lie("no body", |asked, answer| {
        answer.into_iter().filter(|response| !bodies(asked) || !is_fetch(response)).collect()
    }),
    lie("a body that is NIL", |asked, answer| {
        let nil = |response: Vec<u8>| {
            if is_fetch(&response) { cut(response, b"BODY[", b"BODY[] NIL)\r\n") } else { response }
        };
        if bodies(asked) { answer.into_iter().map(nil).collect() } else { answer }
    }),
    // What nobody asked for.
    lie("flags of messages that are not there", |_, answer| {
        before_end(answer, b"* 999 FETCH (FLAGS (\\Deleted \\Seen))\r\n* 0 FETCH (FLAGS (\\Seen))\r\n")
    }),
    lie("the body of another message, unasked", |asked, answer| {
        let other = b"* 1 FETCH (UID 1 BODY[] {16}\r\nSubject: faux\r\n\r\n)\r\n";
        if bodies(asked) { before_end(answer, other) } else { answer }
    }),
    lie("the header of another message, unasked", |asked, answer| {
        let other = b"* 1 FETCH (UID 1 FLAGS () INTERNALDATE \"03-Nov-2025 10:00:00 +0100\" RFC822.SIZE 12 \
            BODY[HEADER] {16}\r\nSubject: faux\r\n\r\n)\r\n";
        if headers(asked) { before_end(answer, other) } else { answer }
    }),
    lie("the header of a message that is not there", |asked, answer| {
        let other = b"* 77 FETCH (UID 7777 FLAGS () INTERNALDATE \"03-Nov-2025 10:00:00 +0100\" RFC822.SIZE 12 \
            BODY[HEADER] {16}\r\nSubject: faux\r\n\r\n)\r\n";
        if headers(asked) { before_end(answer, other) } else { answer }
    }),
    lie("a body without a UID", |asked, answer| {
        if bodies(asked) { before_end(answer, b"* 1 FETCH (BODY[] {3}\r\nabc)\r\n") } else { answer }
    }),
    lie("expunges of everything and more", |_, answer| before_end(answer, &b"* 1 EXPUNGE\r\n".repeat(100))),
    lie("an expunge of nothing", |_, answer| before_end(answer, b"* 0 EXPUNGE\r\n* 4294967295 EXPUNGE\r\n")),
    Lie { says_gone: true, ..lie("all vanished", |_, answer| before_end(answer, b"* VANISHED 1:4294967295\r\n")) },
    Lie {
        says_gone: true,
        ..lie("all vanished earlier", |_, answer| before_end(answer, b"* VANISHED (EARLIER) 1:4294967295\r\n"))
    },
    lie("a vanishing that makes no sense", |_, answer| {
        before_end(answer, b"* VANISHED (EARLIER) *:0,,x\r\n* VANISHED\r\n* VANISHED (EARLIER) -1\r\n")
    }),
    lie("a search result that nobody asked for", |_, answer| {
        before_end(answer, b"* SEARCH 1 2 3\r\n* ESEARCH (TAG \"x\") UID ALL 1:4294967295\r\n")
    }),
    lie("capabilities in the middle", |_, answer| before_end(answer, b"* CAPABILITY IMAP4rev1 LOGINDISABLED\r\n")),
    lie("an invitation to go on", |_, answer| before_end(answer, b"+ \r\n+ cGFzc3dvcmQ6\r\n")),
    // The numbering.
    lie("another numbering at each opening", |asked, answer| {
        let line = format!("* OK [UIDVALIDITY {}] valid\r\n", 100 + asked.tag.len() + asked.connection);
        replaced(answer, b"[UIDVALIDITY ", line.as_bytes())
    }),
    lie("another numbering at every second command", |asked, answer| {
        let odd = asked.tag.bytes().last().is_some_and(|digit| digit % 2 == 1);
        if odd { replaced(answer, b"[UIDVALIDITY ", b"* OK [UIDVALIDITY 99] valid\r\n") } else { answer }
    }),
    lie("a numbering of nought", |_, answer| replaced(answer, b"[UIDVALIDITY ", b"* OK [UIDVALIDITY 0] valid\r\n")),
    lie("no numbering", |_, answer| replaced(answer, b"[UIDVALIDITY ", b"* OK nothing\r\n")),
    lie("a sequence that goes backwards", |_, answer| {
        replaced(answer, b"[HIGHESTMODSEQ ", b"* OK [HIGHESTMODSEQ 1] highest\r\n")
    }),
    lie("a sequence without end", |_, answer| {
        replaced(answer, b"[HIGHESTMODSEQ ", b"* OK [HIGHESTMODSEQ 18446744073709551615] highest\r\n")
    }),
    lie("a sequence of which nothing is kept", |_, answer| {
        replaced(answer, b"[HIGHESTMODSEQ ", b"* OK [NOMODSEQ] none\r\n")
    }),
    // Sizes.
    lie("a literal of a hundred gigabytes", |asked, answer| {
        if fetches(asked) { vec![b"* 1 FETCH (UID 31 BODY[] {107374182400}\r\nabc".to_vec(), vec![]] } else { answer }
    }),
    lie("a literal of more digits than a number has", |asked, answer| {
        if fetches(asked) {
            vec![b"* 1 FETCH (UID 31 BODY[] {99999999999999999999999999}\r\nabc".to_vec()]
        } else {
            answer
        }
    }),
    lie("a large literal that does not come", |asked, answer| {
        if fetches(asked) { vec![b"* 1 FETCH (UID 31 BODY[] {200000000}\r\nabc".to_vec(), vec![]] } else { answer }
    }),
    lie("a size that is not that of the message", |_, answer| edited_all(answer, b"RFC822.SIZE ", b"RFC822.SIZE 9")),
    // Flags.
    Lie {
        believed: true,
        ..lie("flags that are none", |_, answer| {
            edited_all(answer, b"FLAGS (", b"FLAGS (\\ \\\\Seen $ {1} \x01\x7f\xff\xfe NIL %*] ")
        })
    },
    Lie {
        believed: true,
        ..lie("ten thousand keywords", |asked, answer| {
            let many: Vec<String> = (0..10_000).map(|number| format!("k{number}")).collect();
            if fetches(asked) {
                edited_all(answer, b"FLAGS (", format!("FLAGS ({} ", many.join(" ")).as_bytes())
            } else {
                answer
            }
        })
    },
    Lie {
        believed: true,
        ..lie("a keyword of a megabyte", |asked, answer| {
            let long = format!("FLAGS ({} ", "k".repeat(1_000_000));
            let garbled = |response: Vec<u8>| {
                if contains(&response, b"(UID 7 ") { edited(response, b"FLAGS (", long.as_bytes()) } else { response }
            };
            if fetches(asked) { answer.into_iter().map(garbled).collect() } else { answer }
        })
    },
    // Folders.
    lie("no folder", |asked, answer| without(asked, answer, b"* LIST ")),
    lie("no inbox", |asked, answer| without(asked, answer, b"INBOX")),
    lie("a folder of an impossible name", |asked, answer| {
        if !asked.command.starts_with("LIST") {
            return answer;
        }
        before_end(answer, b"* LIST () \"/\" \"a\x00b\"\r\n* LIST () \"/\" \"a\rb\"\r\n* LIST () \"/\" {5}\r\na\r\nb\x00\r\n* LIST () \"/\" \"../../etc\"\r\n* LIST () \"/\" \"\"\r\n* LIST () \"\" \"&AGE-&\"\r\n* LIST () \"/\" \"\xff\xfe\"\r\n* LIST (\\Noselect) NIL \"///\"\r\n")
    }),
    lie("a folder name of a megabyte", |asked, answer| {
        let long = format!("* LIST () \"/\" {}\r\n", "n".repeat(1_000_000));
        if asked.command.starts_with("LIST") { before_end(answer, long.as_bytes()) } else { answer }
    }),
    lie("the inbox many times", |asked, answer| {
        if asked.command.starts_with("LIST") {
            before_end(answer, b"* LIST () \"/\" INBOX\r\n* LIST () \".\" inbox\r\n")
        } else {
            answer
        }
    }),
    Lie {
        says_gone: true,
        ..lie("an empty mailbox, for one connection", |asked, answer| {
            let answer = if fetches(asked) { without_fetch(answer) } else { exists(answer, 0) };
            let answer = replaced(answer, b"* SEARCH", b"* SEARCH\r\n");
            let answer = replaced(answer, b"* ESEARCH", b"* ESEARCH (TAG \"x\") UID\r\n");
            replaced(
                answer,
                b"* STATUS INBOX",
                b"* STATUS INBOX (MESSAGES 0 UIDNEXT 34 UIDVALIDITY 7 UNSEEN 0 HIGHESTMODSEQ 40)\r\n",
            )
        })
    },
    // How it ends.
    lie("a no after half of the messages", |asked, answer| {
        if !fetches(asked) {
            return answer;
        }
        let half = answer.len() / 2;
        let mut answer: Answer = answer.into_iter().take(half).collect();
        answer.push(format!("{} NO [SERVERBUG] later\r\n", asked.tag).into_bytes());
        answer
    }),
    lie("an end before its time", |asked, answer| {
        if !fetches(asked) {
            return answer;
        }
        let half = answer.len() / 2;
        let mut answer: Answer = answer.into_iter().take(half).collect();
        answer.push(vec![]);
        answer
    }),
    lie("a goodbye", |asked, answer| if fetches(asked) { vec![b"* BYE enough\r\n".to_vec(), vec![]] } else { answer }),
    lie(
        "the answer to another question",
        |asked, answer| {
            if fetches(asked) { vec![b"x99 OK done\r\n".to_vec()] } else { answer }
        },
    ),
    lie("a no to everything", |asked, _| vec![format!("{} NO [UNAVAILABLE] not today\r\n", asked.tag).into_bytes()]),
    lie("a bad to everything", |asked, _| vec![format!("{} BAD what\r\n", asked.tag).into_bytes()]),
    lie("words without sense", |_, answer| {
        before_end(answer, b"\r\n*\r\n* \r\n* 1\r\n* 1 FETCH\r\n\x00\xff\r\n* OK [\r\n* NO ]\r\n")
    }),
    lie("lines that end in LF alone", |_, answer| {
        answer.into_iter().map(|response| edited(response, b"\r\n", b"\n")).collect()
    }),
    lie("another protocol", |_, _| vec![b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec(), vec![]]),
    lie("a hang-up at once", |_, _| vec![vec![]]),
    lie("somebody who is in already", |asked, answer| {
        if asked.command.is_empty() { vec![b"* PREAUTH in\r\n".to_vec()] } else { answer }
    }),
    // Bytes.
    lie("the bodies of two messages exchanged", |asked, answer| {
        if !bodies(asked) {
            return answer;
        }
        let exchange = |response: Vec<u8>| {
            let response = edited(response, b"(UID 31 ", b"(UID 99932 ");
            let response = edited(response, b"(UID 32 ", b"(UID 31 ");
            edited(response, b"(UID 99932 ", b"(UID 32 ")
        };
        answer.into_iter().map(exchange).collect()
    }),
    Lie {
        believed: true,
        ..lie("a body of nothing", |asked, answer| {
            let nothing = |response: Vec<u8>| {
                if is_fetch(&response) { cut(response, b"BODY[", b"BODY[] {0}\r\n)\r\n") } else { response }
            };
            if bodies(asked) { answer.into_iter().map(nothing).collect() } else { answer }
        })
    },
];

#[test]
fn no_lie_of_a_plain_server_costs_a_message() {
    try_all(PLAIN);
}

#[test]
fn no_lie_of_a_server_that_can_do_all_costs_a_message() {
    try_all(FULL);
}

fn try_all(capabilities: &'static str) {
    let peer = Peer::start(World::new(capabilities));
    let mut desk = Desk::trusting(peer.anchor_pem());
    let only = std::env::var("SCEAU_LIE").unwrap_or_default();
    let mut wrong = Vec::new();
    for lie in LIES.iter().filter(|lie| lie.name.contains(&only)) {
        peer.with(|world| *world = World::new(capabilities));
        peer.be_honest();
        let account = desk.add(peer.draft(), Secret::new(PASSWORD));
        if let Err(why) = try_one(&peer, &mut desk, account, lie) {
            wrong.push(format!("{}: {why}", lie.name));
        }
        desk.engine.send(Command::RemoveAccount(account));
        desk.until(|event| matches!(event, sceau::engine::Event::Accounts(_)).then_some(()));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn try_one(peer: &Peer, desk: &mut Desk, account: AccountId, lie: &Lie) -> Result<(), String> {
    let before = truth::here(desk, account);
    if before != peer.with(|world| truth::of_world(world)) {
        return Err("not in step at the beginning".to_owned());
    }
    peer.with(|world| {
        let inbox = world.inbox();
        inbox.flag(2, "\\Flagged");
        inbox.expunge(4);
        (0..3).for_each(|_| world.deliver("INBOX"));
    });
    let honest = peer.with(|world| truth::of_world(world));

    peer.lie(lie.tell);
    let outcome = truth::pass(desk, account);
    desk.try_ask(desk.engine.integrity()).map_err(|fault| format!("the cache: {fault}"))?;
    let lied_to = truth::here(desk, account);
    if !lie.says_gone {
        nothing_lost(&before, &honest, &lied_to).map_err(|why| format!("{why}, after {outcome:?}"))?;
    }
    under_their_own_rows(desk, account)?;

    peer.be_honest();
    truth::pass(desk, account).map_err(|fault| format!("the honest pass after it: {fault}"))?;
    let after = truth::here(desk, account);
    if after != honest && !lie.believed {
        return Err(format!("not in step afterwards: {after:?}, and the server has {honest:?}"));
    }
    if after.values().map(Vec::len).ne(honest.values().map(Vec::len)) {
        return Err("not as many messages as the server has".to_owned());
    }
    if lie.believed { Ok(()) } else { each_under_its_own_number(peer, desk, account) }
}

/// What the server says of a UID from now on arrives at the message that it has under it.
fn each_under_its_own_number(peer: &Peer, desk: &mut Desk, account: AccountId) -> Result<(), String> {
    peer.with(|world| {
        let inbox = world.inbox();
        inbox.flag(31, "\\Answered");
        inbox.flag(1, "\\Answered");
        inbox.expunge(33);
    });
    let honest = peer.with(|world| truth::of_world(world));
    truth::pass(desk, account).map_err(|fault| format!("the second honest pass: {fault}"))?;
    let after = truth::here(desk, account);
    let answered = |truth: &Truth| {
        let inbox = truth["INBOX"].iter().filter(|letter| letter.flags.iter().any(|flag| flag == "\\answered"));
        inbox.map(|letter| letter.bytes.clone()).collect::<Vec<_>>()
    };
    if answered(&after) != answered(&honest) {
        return Err("a mark arrived at another message".to_owned());
    }
    Ok(())
}

/// Each message that was here and that the server still has is still here.
fn nothing_lost(before: &Truth, honest: &Truth, now: &Truth) -> Result<(), String> {
    for (folder, held) in before {
        let there = honest.get(folder).map(Vec::as_slice).unwrap_or_default();
        let here = now.get(folder).map(Vec::as_slice).unwrap_or_default();
        for letter in held.iter().filter(|letter| there.iter().any(|other| other.bytes == letter.bytes)) {
            if !here.iter().any(|other| other.bytes == letter.bytes) {
                return Err(format!("{letter:?} of {folder} is lost"));
            }
        }
    }
    Ok(())
}

/// Each message that opens is the one that its row tells of.
fn under_their_own_rows(desk: &Desk, account: AccountId) -> Result<(), String> {
    for folder in desk.folders(account).into_iter().filter(|folder| folder.selectable) {
        let ids = desk.ask(desk.engine.list(folder.id, Sort::default(), Filter::All));
        for row in desk.ask(desk.engine.page(ids)) {
            let Ok(bytes) = desk.try_ask(desk.engine.source(row.id)) else { continue };
            if bytes.is_empty() {
                continue;
            }
            if !contains(&bytes, format!("Subject: {}\r\n", row.subject).as_bytes()) {
                return Err(format!("the row {:?} holds another message", row.subject));
            }
        }
    }
    Ok(())
}

// What is asked.

fn fetches(asked: &Asked<'_>) -> bool {
    asked.command.starts_with("UID FETCH")
}

fn bodies(asked: &Asked<'_>) -> bool {
    fetches(asked) && asked.command.contains("BODY.PEEK[]")
}

fn headers(asked: &Asked<'_>) -> bool {
    fetches(asked) && asked.command.contains("BODY.PEEK[HEADER")
}

/// UIDs and flags, for comparing.
fn lists(asked: &Asked<'_>) -> bool {
    fetches(asked) && !asked.command.contains("BODY")
}

// What is said.

fn contains(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

fn is_fetch(response: &[u8]) -> bool {
    response.starts_with(b"* ") && contains(response.get(..24).unwrap_or(response), b" FETCH (")
}

fn twice_if_fetch(response: Vec<u8>) -> Answer {
    if is_fetch(&response) { vec![response.clone(), response] } else { vec![response] }
}

fn before_end(mut answer: Answer, more: &[u8]) -> Answer {
    let end = answer.pop();
    answer.push(more.to_vec());
    answer.extend(end);
    answer
}

fn reversed(mut answer: Answer) -> Answer {
    let end = answer.pop();
    answer.reverse();
    answer.extend(end);
    answer
}

fn replaced(answer: Answer, words: &[u8], line: &[u8]) -> Answer {
    let one = |response: Vec<u8>| {
        let matches = response.starts_with(b"* ") && contains(response.get(..40).unwrap_or(&response), words);
        if matches { line.to_vec() } else { response }
    };
    answer.into_iter().map(one).collect()
}

fn exists(answer: Answer, count: u32) -> Answer {
    replaced(answer, b" EXISTS", format!("* {count} EXISTS\r\n").as_bytes())
}

/// The first occurrence of some words, said otherwise.
fn edited(response: Vec<u8>, words: &[u8], instead: &[u8]) -> Vec<u8> {
    match response.windows(words.len()).position(|window| window == words) {
        Some(at) => [&response[..at], instead, &response[at + words.len()..]].concat(),
        None => response,
    }
}

fn edited_all(answer: Answer, words: &[u8], instead: &[u8]) -> Answer {
    answer.into_iter().map(|response| edited(response, words, instead)).collect()
}

/// From these words on, something else.
fn cut(response: Vec<u8>, words: &[u8], instead: &[u8]) -> Vec<u8> {
    match response.windows(words.len()).position(|window| window == words) {
        Some(at) => [&response[..at], instead].concat(),
        None => response,
    }
}

fn without(asked: &Asked<'_>, answer: Answer, words: &[u8]) -> Answer {
    if !asked.command.starts_with("LIST") {
        return answer;
    }
    answer.into_iter().filter(|response| !contains(response, words)).collect()
}

fn without_fetch(answer: Answer) -> Answer {
    answer.into_iter().filter(|response| !is_fetch(response)).collect()
}
