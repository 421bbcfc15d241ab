//! A report to what it says.

use crate::domain::receipt::{Delivery, Disposition, Fate, News, Report};
use crate::mime::entity::Entity;
use crate::mime::envelope::{ids, line};
use crate::mime::field::Fields;

/// Parts that are looked at; a report has three.
const PARTS: usize = 10;
/// Recipients of one report: no server takes as many in one go.
const RECIPIENTS: usize = 1_000;
/// Characters of an address, and of the words of a failure.
const LONGEST: usize = 320;

/// None where the message reports nothing that is understood.
pub fn report(message: &[u8]) -> Option<Report> {
    let root = Entity::message(message);
    if root.media_type() != "multipart/report" {
        return None;
    }
    let parts: Vec<Entity<'_>> = root.parts()?.into_iter().take(PARTS).map(Entity::part).collect();
    let (mut news, mut original) = (Vec::new(), None);
    for part in &parts {
        let body = part.decoded();
        match part.media_type() {
            "message/disposition-notification" => {
                let (fields, _) = Fields::of_message(&body);
                original = original.or_else(|| ids(&fields, "Original-Message-ID").into_iter().next());
                news.extend(disposition(&fields));
            }
            "message/delivery-status" | "message/global-delivery-status" => news.extend(deliveries(&body)),
            "message/rfc822" | "message/global" | "text/rfc822-headers" | "message/global-headers" => {
                // What the report itself says of it comes first.
                let (fields, _) = Fields::of_message(&body);
                original = original.or_else(|| ids(&fields, "Message-ID").into_iter().next());
            }
            _ => {}
        }
    }
    let answered = || ids(root.header(), "In-Reply-To").into_iter().next();
    (!news.is_empty()).then(|| Report { original: original.or_else(answered), news })
}

/// `manual-action/MDN-sent-manually; displayed/error`, as far as it can be read.
fn disposition(fields: &Fields<'_>) -> Option<News> {
    let value = line(fields.first("Disposition")?);
    let (mode, what) = value.split_once(';')?;
    let (what, modifier) = what.split_once('/').unwrap_or((what, ""));
    let named = match what.trim().to_ascii_lowercase().as_str() {
        "displayed" | "read" => Disposition::Displayed,
        "processed" => Disposition::Processed,
        "dispatched" => Disposition::Dispatched,
        "deleted" => Disposition::Deleted,
        "denied" => Disposition::Denied,
        "failed" => Disposition::Failed,
        _ => return None,
    };
    let mode = mode.split('/').next().unwrap_or_default().trim();
    let fate = Fate::Disposed {
        disposition: named,
        automatic: mode.eq_ignore_ascii_case("automatic-action"),
        error: error(fields, named, modifier),
    };
    Some(News { recipient: recipient(fields), fate })
}

/// Older hospital software writes the words of an error into the modifier
/// (`processed/Error: 902^…`), which no grammar allows.
fn error(fields: &Fields<'_>, named: Disposition, modifier: &str) -> Option<String> {
    let (modifier, told) = modifier.split_once(':').unwrap_or((modifier, ""));
    let is_error = |word: &str| ["error", "failure"].iter().any(|known| word.trim().eq_ignore_ascii_case(known));
    let failed = named == Disposition::Failed || modifier.split(',').any(is_error);
    let words = ["Error", "Failure"].iter().find_map(|name| fields.first(name)).map(line);
    let words = words.unwrap_or_else(|| told.trim().to_owned());
    failed.then(|| capped(&words))
}

/// Groups of fields: the first is about the whole message, the others are about
/// a recipient each.
fn deliveries(body: &[u8]) -> Vec<News> {
    let mut news = Vec::new();
    let mut rest = body;
    while !rest.is_empty() && news.len() < RECIPIENTS {
        let (fields, after) = Fields::of_part(rest, |_| false);
        // Lines that are no fields, and end no group.
        if after.len() == rest.len() {
            break;
        }
        rest = after;
        let action = fields.first("Action").map(line).unwrap_or_default();
        let action = match action.trim().to_ascii_lowercase().as_str() {
            "failed" => Delivery::Failed,
            "delayed" => Delivery::Delayed,
            "delivered" => Delivery::Delivered,
            "relayed" => Delivery::Relayed,
            "expanded" => Delivery::Expanded,
            _ => continue,
        };
        let status = fields.first("Status").map(line).unwrap_or_default();
        let status = status.split_whitespace().next().unwrap_or_default();
        let is_status = status.len() <= 11 && status.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let status = if is_status { status.to_owned() } else { String::new() };
        news.push(News { recipient: recipient(&fields), fate: Fate::Delivery { action, status } });
    }
    news
}

/// `rfc822; anne@cabinet.example`: the address that was written to says more than
/// the one where it ended.
fn recipient(fields: &Fields<'_>) -> String {
    let value = ["Original-Recipient", "Final-Recipient"].iter().find_map(|name| fields.first(name)).map(line);
    let value = value.unwrap_or_default();
    let address = value.split_once(';').map_or(value.as_str(), |(_, address)| address).trim();
    capped(address.strip_prefix('<').and_then(|address| address.strip_suffix('>')).unwrap_or(address))
}

fn capped(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::report;
    use crate::domain::receipt::{Delivery, Disposition, Fate, News, Report};

    fn mdn(fields: &str) -> Option<Report> {
        let bytes = format!(
            "In-Reply-To: <autre@b.example>\r\nContent-Type: multipart/report; report-type=disposition-notification;\r\n\
             \tboundary=a\r\n\r\n--a\r\n\r\nLu.\r\n--a\r\nContent-Type: message/disposition-notification\r\n\r\n{fields}\r\n\
             --a\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <dedans@b.example>\r\n--a--\r\n"
        );
        report(bytes.as_bytes())
    }

    fn disposed(disposition: Disposition, automatic: bool, error: Option<&str>) -> Fate {
        Fate::Disposed { disposition, automatic, error: error.map(str::to_owned) }
    }

    fn fate(disposition: &str) -> Option<Fate> {
        Some(mdn(&format!("Disposition: {disposition}"))?.news.remove(0).fate)
    }

    #[test]
    fn a_receipt_says_what_became_of_which_message() {
        let read = mdn("Reporting-UA: poste; Logiciel\r\nFinal-Recipient: RFC822;paul@c.example\r\n\
            Original-Recipient: rfc822; <Paul@alias.example>\r\nOriginal-Message-ID: <un@b.example>\r\n\
            Disposition: manual-action/MDN-sent-manually; displayed")
        .unwrap();
        assert_eq!(read.original.as_deref(), Some("un@b.example"));
        assert_eq!(read.news.len(), 1);
        assert_eq!(read.news[0].recipient, "Paul@alias.example");
        assert_eq!(read.news[0].fate, disposed(Disposition::Displayed, false, None));
    }

    #[test]
    fn dispositions_are_read_as_they_are_really_written() {
        let table = [
            ("automatic-action/MDN-sent-automatically;Processed", Some(disposed(Disposition::Processed, true, None))),
            (
                "manual-action/MDN-sent-automatically; deleted/superseded",
                Some(disposed(Disposition::Deleted, false, None)),
            ),
            (
                "Automatic-Action / x ; displayed / error , expired",
                Some(disposed(Disposition::Displayed, true, Some(""))),
            ),
            (
                "automatic-action/MDN-sent-automatically; processed/Error: 902^Patient inconnu",
                Some(disposed(Disposition::Processed, true, Some("902^Patient inconnu"))),
            ),
            (
                "automatic-action/MDN-sent-automatically; processed/error\r\nError: 902 Patient",
                Some(disposed(Disposition::Processed, true, Some("902 Patient"))),
            ),
            ("manual-action/MDN-sent-manually; denied", Some(disposed(Disposition::Denied, false, None))),
            (
                "manual-action/MDN-sent-manually; failed\r\nFailure: x",
                Some(disposed(Disposition::Failed, false, Some("x"))),
            ),
            ("displayed", None),
            ("manual-action/MDN-sent-manually; eaten", None),
        ];
        for (written, expected) in table {
            assert_eq!(fate(written), expected, "{written}");
        }
    }

    #[test]
    fn the_message_is_found_in_what_is_returned_where_the_report_does_not_name_it() {
        let read = mdn("Disposition: manual-action/MDN-sent-manually; displayed").unwrap();
        assert_eq!((read.original.as_deref(), read.news[0].recipient.as_str()), (Some("dedans@b.example"), ""));
        let alone = b"In-Reply-To: <autre@b.example>\nContent-Type: multipart/report; boundary=a\n\n--a\n\
            Content-Type: message/disposition-notification\n\nDisposition: a/b; displayed\n--a--";
        assert_eq!(report(alone).unwrap().original.as_deref(), Some("autre@b.example"));
    }

    #[test]
    fn a_delivery_report_tells_of_each_recipient() {
        let bytes =
            b"Content-Type: multipart/report; report-type=delivery-status; boundary=a\r\n\r\n--a\r\n\r\nNon.\r\n\
            --a\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.b.example\r\n\r\n\
            Final-Recipient: rfc822;paul@c.example\r\nAction: Failed\r\nStatus: 5.1.1 (nobody)\r\n\r\n\
            Original-Recipient: rfc822;zoe@c.example\r\nAction: delivered\r\nStatus: deux\r\n\r\n\
            Final-Recipient: rfc822;x@c.example\r\nAction: lost\r\n\r\n--a\r\nContent-Type: message/rfc822\r\n\r\n\
            Message-ID: <un@b.example>\r\nSubject: s\r\n\r\nx\r\n--a--\r\n";
        let news = |recipient: &str, action, status: &str| News {
            recipient: recipient.to_owned(),
            fate: Fate::Delivery { action, status: status.to_owned() },
        };
        let expected = Report {
            original: Some("un@b.example".to_owned()),
            news: vec![
                news("paul@c.example", Delivery::Failed, "5.1.1"),
                news("zoe@c.example", Delivery::Delivered, ""),
            ],
        };
        assert_eq!(report(bytes), Some(expected));
    }

    #[test]
    fn what_is_no_report_or_makes_no_sense_reports_nothing() {
        assert_eq!(report(b""), None);
        assert_eq!(report(b"Content-Type: multipart/report; boundary=a\n\nx"), None);
        assert_eq!(
            report(b"Content-Type: multipart/report; boundary=a\n\n--a\n\nDisposition: a/b; displayed\n--a--"),
            None
        );
        let mixed =
            b"Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: message/disposition-notification\n\n\
            Disposition: a/b; displayed\n--a--";
        assert_eq!(report(mixed), None, "a part of an ordinary message is none");
        let nonsense = b"Content-Type: multipart/report; boundary=a\n\n--a\nContent-Type: message/delivery-status\n\n\
            no field at all\nnor here\n\nAction: failed\n--a--";
        assert_eq!(report(nonsense), None);
    }

    #[test]
    fn a_report_without_end_is_read_as_far_as_the_cap() {
        let mut bytes =
            b"Content-Type: multipart/report; boundary=a\n\n--a\nContent-Type: message/delivery-status\n\n".to_vec();
        bytes.extend_from_slice(&b"Action: failed\n\n".repeat(5_000));
        let read = report(&bytes).unwrap();
        assert_eq!(read.news.len(), super::RECIPIENTS);
        let long = mdn(&format!("Disposition: a/b; displayed\r\nFinal-Recipient: {}", "x".repeat(5_000))).unwrap();
        assert_eq!(long.news[0].recipient.len(), super::LONGEST);
    }
}
