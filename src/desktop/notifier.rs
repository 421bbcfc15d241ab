//! Desktop notifications (org.freedesktop.Notifications). Where there is no
//! session bus, or nobody on it who shows them, nothing happens.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt;
use jiff::Zoned;
use jiff::civil::Weekday;
use tokio::sync::Mutex;
use tokio::time::timeout;
use zbus::zvariant::Value;
use zbus::{Connection, Proxy};

use super::{News, Note, Screen, note, screen};
use crate::config::{Content, Day, Hour, Notifications};
use crate::domain::MessageId;
use crate::i18n::Words;

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";
/// The name of our desktop entry.
const ENTRY: &str = "fr.sceau.Sceau";
/// Of the freedesktop sound naming specification.
const SOUND: &str = "message-new-email";
/// How long we wait for whoever shows notifications to take one.
const PATIENCE: Duration = Duration::from_secs(10);
/// A notification that is pressed later than this opens nothing.
const ATTENTION: Duration = Duration::from_hours(24);

/// Cheap to clone; connects when it has something to say.
#[derive(Clone, Default)]
pub struct Notifier {
    session: Arc<Mutex<Option<Connection>>>,
}

impl std::fmt::Debug for Notifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Notifier")
    }
}

impl Notifier {
    /// Tells of new mail, if the settings and the hour allow it. Answers when
    /// the notification is gone: with the message to open, if it was pressed.
    pub async fn tell(&self, news: News, settings: Notifications, words: Words) -> Option<MessageId> {
        let (day, hour) = moment(&Zoned::now());
        if !settings.may_tell(news.account, day, hour) {
            return None;
        }
        match self.show(&news, &settings, &words).await {
            Ok(pressed) => pressed,
            Err(error) => {
                tracing::info!(reason = reason(&error), "no notification");
                None
            }
        }
    }

    async fn show(&self, news: &News, settings: &Notifications, words: &Words) -> zbus::Result<Option<MessageId>> {
        let session = self.session().await?;
        let screen = match settings.content {
            Content::Unlocked => screen::look(&session).await,
            Content::Always | Content::Never => Screen::Unknown,
        };
        let note = note(news, settings, screen, words);
        let shown = self.put_up(&session, &note, words).await;
        if shown.is_err() {
            // The session may have begun anew.
            *self.session.lock().await = None;
        }
        Ok(if shown? { note.opens } else { None })
    }

    async fn session(&self) -> zbus::Result<Connection> {
        let mut session = self.session.lock().await;
        if let Some(connection) = &*session {
            return Ok(connection.clone());
        }
        let connection = timeout(PATIENCE, Connection::session()).await.map_err(|_| silent())??;
        Ok(session.insert(connection).clone())
    }

    /// Whether it was pressed.
    async fn put_up(&self, session: &Connection, note: &Note, words: &Words) -> zbus::Result<bool> {
        let proxy = Proxy::new(session, NAME, PATH, NAME).await?;
        // Before it is up: it may be pressed at once.
        // All of one stream: what is pressed is closed in the same breath, and the
        // order tells.
        let mut signals = proxy.receive_all_signals().await?;
        let asked = async {
            let can: Vec<String> = proxy.call("GetCapabilities", &()).await?;
            let can = |what: &str| can.iter().any(|can| can == what);
            let body = if can("body-markup") { escaped(&note.body) } else { note.body.clone() };
            let open = words.say("news-open");
            let actions = if can("actions") { vec!["default", open.as_str()] } else { Vec::new() };
            proxy
                .call("Notify", &("Sceau", 0_u32, ENTRY, note.title.as_str(), body, actions, hints(note.sound), -1_i32))
                .await
        };
        let id: u32 = timeout(PATIENCE, asked).await.map_err(|_| silent())??;
        let answered = async {
            while let Some(signal) = signals.next().await {
                let (header, body) = (signal.header(), signal.body());
                match header.member().map(zbus::names::MemberName::as_str) {
                    Some("ActionInvoked") => {
                        let (which, action): (u32, String) = body.deserialize()?;
                        if which == id && action == "default" {
                            return Ok(true);
                        }
                    }
                    Some("NotificationClosed") => {
                        let (which, _why): (u32, u32) = body.deserialize()?;
                        if which == id {
                            return Ok(false);
                        }
                    }
                    _ => {}
                }
            }
            Ok(false)
        };
        timeout(ATTENTION, answered).await.unwrap_or(Ok(false))
    }
}

fn hints(sound: bool) -> HashMap<&'static str, Value<'static>> {
    let sound = if sound { ("sound-name", SOUND.into()) } else { ("suppress-sound", true.into()) };
    HashMap::from([("category", "email.arrived".into()), ("desktop-entry", ENTRY.into()), sound])
}

/// Nothing in a letter is markup.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Without the other side's words, which may quote ours.
fn reason(error: &zbus::Error) -> &str {
    match error {
        zbus::Error::MethodError(name, ..) => name.as_str(),
        zbus::Error::Failure(_) => "no answer in time",
        _ => "no session bus",
    }
}

fn silent() -> zbus::Error {
    zbus::Error::Failure("no answer in time".to_owned())
}

fn moment(now: &Zoned) -> (Day, Hour) {
    let day = match now.weekday() {
        Weekday::Monday => Day::Monday,
        Weekday::Tuesday => Day::Tuesday,
        Weekday::Wednesday => Day::Wednesday,
        Weekday::Thursday => Day::Thursday,
        Weekday::Friday => Day::Friday,
        Weekday::Saturday => Day::Saturday,
        Weekday::Sunday => Day::Sunday,
    };
    let number = |number: i8| u16::try_from(number).unwrap_or_default();
    (day, Hour::new(number(now.hour()), number(now.minute())).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{escaped, moment};
    use crate::config::{Day, Hour};

    #[test]
    fn a_subject_is_no_markup() {
        assert_eq!(escaped("<b>A & B</b>"), "&lt;b&gt;A &amp; B&lt;/b&gt;");
    }

    #[test]
    fn the_hour_is_that_of_the_workstation() {
        let at = |text: &str| moment(&text.parse().unwrap());
        assert_eq!(at("2026-11-21T23:05:00+01:00[Europe/Paris]"), (Day::Saturday, Hour::new(23, 5).unwrap()));
        assert_eq!(at("2026-11-22T00:30:00+01:00[Europe/Paris]"), (Day::Sunday, Hour::new(0, 30).unwrap()));
    }
}
