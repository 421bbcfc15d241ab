//! Notifications on a session bus of their own, shown by a service that only
//! these tests know.

#![allow(clippy::used_underscore_binding, reason = "the macro of the interface uses them all")]

use std::collections::HashMap;
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sceau::config::{Content, Day, Hour, Notifications, Quiet};
use sceau::desktop::{Letter, News, Notifier};
use sceau::domain::{AccountId, MessageId};
use sceau::i18n::{Language, Words};
use zbus::object_server::SignalEmitter;
use zbus::zvariant::OwnedValue;

/// What was shown: title, body, actions, the sound if there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Shown {
    title: String,
    body: String,
    actions: Vec<String>,
    sound: Option<String>,
}

/// Shows nothing, remembers all, and does at once what its user would do.
struct Daemon {
    shown: Arc<Mutex<Vec<Shown>>>,
    presses: bool,
    runtime: tokio::runtime::Handle,
}

#[zbus::interface(name = "org.freedesktop.Notifications")]
#[expect(clippy::too_many_arguments, clippy::unused_self, clippy::unused_async, reason = "the protocol's")]
impl Daemon {
    fn get_capabilities(&self) -> Vec<&'static str> {
        vec!["body", "body-markup", "actions", "sound"]
    }

    async fn notify(
        &self,
        _app: String,
        _replaces: u32,
        _icon: String,
        title: String,
        body: String,
        actions: Vec<String>,
        hints: HashMap<String, OwnedValue>,
        _expires: i32,
        #[zbus(signal_emitter)] emitter: SignalEmitter<'_>,
    ) -> u32 {
        let sound = hints.get("sound-name").map(|sound| String::try_from(sound.clone()).unwrap());
        self.shown.lock().unwrap().push(Shown { title, body, actions, sound });
        let (emitter, presses) = (emitter.to_owned(), self.presses);
        let _detached = self.runtime.spawn(async move {
            tokio::time::sleep(Duration::from_millis(50)).await;
            // Somebody else's first.
            Self::action_invoked(&emitter, 6, "default").await.unwrap();
            if presses {
                Self::action_invoked(&emitter, 7, "default").await.unwrap();
            }
            Self::notification_closed(&emitter, 7, 2).await.unwrap();
        });
        7
    }

    #[zbus(signal)]
    async fn action_invoked(emitter: &SignalEmitter<'_>, id: u32, action: &str) -> zbus::Result<()>;

    #[zbus(signal)]
    async fn notification_closed(emitter: &SignalEmitter<'_>, id: u32, why: u32) -> zbus::Result<()>;
}

struct Saver(bool);

#[zbus::interface(name = "org.freedesktop.ScreenSaver")]
impl Saver {
    fn get_active(&self) -> bool {
        self.0
    }
}

/// The desktop of a test; gone with the value.
struct Desktop {
    shown: Arc<Mutex<Vec<Shown>>>,
    _service: zbus::Connection,
}

impl Desktop {
    async fn new(presses: bool, locked: Option<bool>) -> Self {
        let shown = Arc::new(Mutex::new(Vec::new()));
        let daemon = Daemon { shown: shown.clone(), presses, runtime: tokio::runtime::Handle::current() };
        let mut service = zbus::connection::Builder::session().unwrap();
        service = service.serve_at("/org/freedesktop/Notifications", daemon).unwrap();
        service = service.name("org.freedesktop.Notifications").unwrap();
        if let Some(locked) = locked {
            service = service.serve_at("/org/freedesktop/ScreenSaver", Saver(locked)).unwrap();
            service = service.name("org.freedesktop.ScreenSaver").unwrap();
        }
        Self { shown, _service: service.build().await.unwrap() }
    }

    fn take(&self) -> Vec<Shown> {
        std::mem::take(&mut self.shown.lock().unwrap())
    }
}

fn news(count: usize) -> News {
    let letter = Letter { id: MessageId(42), who: "Bob Lemaire".to_owned(), subject: "<b>Analyses</b>".to_owned() };
    News { account: AccountId(1), mailbox: "Cabinet".to_owned(), letters: vec![letter; count], count }
}

async fn tell(news: News, settings: Notifications) -> Option<MessageId> {
    Notifier::default().tell(news, settings, Words::new(Language::Fr)).await
}

fn always() -> Notifications {
    Notifications { content: Content::Always, ..Notifications::default() }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "started by the test below, inside a session of its own"]
async fn inside_a_session() {
    // Nobody shows notifications yet.
    assert_eq!(tell(news(1), always()).await, None);

    let desktop = Desktop::new(true, None).await;
    assert_eq!(tell(news(1), always()).await, Some(MessageId(42)), "pressing it opens the message");
    let shown = desktop.take();
    let expected = Shown {
        title: "Bob Lemaire".to_owned(),
        body: "&lt;b&gt;Analyses&lt;/b&gt;\nCabinet".to_owned(),
        actions: vec!["default".to_owned(), "Ouvrir".to_owned()],
        sound: Some("message-new-email".to_owned()),
    };
    assert_eq!(shown, [expected]);

    tell(news(3), Notifications { sound: false, ..always() }).await;
    let shown = desktop.take();
    assert_eq!((shown.len(), shown[0].title.as_str()), (1, "3 nouveaux messages dans Cabinet"));
    assert_eq!(shown[0].sound, None);

    // Nobody knows whether the screen is locked.
    tell(news(1), Notifications::default()).await;
    assert_eq!(desktop.take()[0].title, "Nouveau message dans Cabinet");

    let all_day = (Hour::new(0, 0).unwrap(), Hour::new(23, 59).unwrap());
    let every = [Day::Monday, Day::Tuesday, Day::Wednesday, Day::Thursday, Day::Friday, Day::Saturday, Day::Sunday];
    let quiet = Quiet { on: true, from: all_day.0, to: all_day.1, days: every.to_vec() };
    for silent in [
        Notifications { quiet, ..always() },
        Notifications { on: false, ..always() },
        Notifications { off: vec![AccountId(1)], ..always() },
    ] {
        assert_eq!(tell(news(1), silent).await, None);
    }
    assert_eq!(desktop.take(), []);
    drop(desktop);

    for (locked, title) in [(true, "Nouveau message dans Cabinet"), (false, "Bob Lemaire")] {
        let desktop = loop {
            // The names are free a moment after the last service has gone.
            tokio::time::sleep(Duration::from_millis(100)).await;
            let free = zbus::Connection::session().await.unwrap();
            let bus = zbus::fdo::DBusProxy::new(&free).await.unwrap();
            if !bus.name_has_owner("org.freedesktop.Notifications".try_into().unwrap()).await.unwrap() {
                break Desktop::new(false, Some(locked)).await;
            }
        };
        assert_eq!(tell(news(1), Notifications::default()).await, None, "it was closed, not pressed");
        let shown = desktop.take();
        assert_eq!((shown[0].title.as_str(), shown[0].body.contains("Analyses")), (title, !locked));
    }
    println!("told and pressed");
}

#[tokio::test]
#[ignore = "started by the test below, without a session bus"]
async fn outside_of_any_session() {
    assert_eq!(tell(news(1), always()).await, None);
    println!("nothing happened");
}

/// A bus that starts no program of this machine, whatever is installed here.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// One of these tests, by its whole name, in a process of its own.
pub(crate) fn again(test: &str, program: Option<&str>) -> Output {
    let home = tempfile::tempdir().unwrap();
    let mut command = match program {
        Some(program) => {
            let bus = home.path().join("bus.conf");
            std::fs::write(&bus, BUS).unwrap();
            let mut command = Command::new(program);
            command.arg(format!("--config-file={}", bus.display())).arg("--").arg(std::env::current_exe().unwrap());
            command
        }
        None => Command::new(std::env::current_exe().unwrap()),
    };
    command.args(["--exact", "--ignored", "--nocapture", test]);
    command.env("HOME", home.path()).env("XDG_RUNTIME_DIR", home.path());
    // Neither the session of who runs the tests nor their login.
    command.env("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus").env_remove("DISPLAY");
    command.output().expect("dbus-run-session is among what the tests need")
}

pub(crate) fn said(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    said
}

#[test]
fn news_are_told_as_the_settings_and_the_screen_allow() {
    assert!(said(&again("desktop::inside_a_session", Some("dbus-run-session"))).contains("told and pressed"));
}

#[test]
fn without_a_session_bus_nothing_happens() {
    assert!(said(&again("desktop::outside_of_any_session", None)).contains("nothing happened"));
}
