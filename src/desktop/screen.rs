//! Whether the screen is locked, as far as anybody in the session can say.

use std::time::Duration;

use tokio::time::timeout;
use zbus::{Connection, Proxy};

use super::Screen;

/// Who does not answer at once does not know.
const PATIENCE: Duration = Duration::from_secs(2);

/// Destination and interface, path.
const SAVERS: [(&str, &str); 4] = [
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
    ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
    ("org.mate.ScreenSaver", "/org/mate/ScreenSaver"),
];

/// Locked, if anybody says so. One that says nothing does not count.
pub(super) async fn look(session: &Connection) -> Screen {
    let savers = SAVERS.map(|(name, path)| answered(saver(session, name, path)));
    let (savers, login) = futures::join!(futures::future::join_all(savers), answered(login()));
    let said: Vec<bool> = savers.into_iter().chain([login]).flatten().collect();
    if said.contains(&true) {
        Screen::Locked
    } else if said.is_empty() {
        Screen::Unknown
    } else {
        Screen::Unlocked
    }
}

async fn answered(question: impl Future<Output = zbus::Result<bool>>) -> Option<bool> {
    timeout(PATIENCE, question).await.ok()?.ok()
}

async fn saver(session: &Connection, name: &str, path: &str) -> zbus::Result<bool> {
    let proxy = Proxy::new(session, name, path, name).await?;
    proxy.call("GetActive", &()).await
}

/// What the session's own lock screen told the system.
async fn login() -> zbus::Result<bool> {
    let system = Connection::system().await?;
    let path = "/org/freedesktop/login1/session/auto";
    let proxy = Proxy::new(&system, "org.freedesktop.login1", path, "org.freedesktop.login1.Session").await?;
    proxy.get_property("LockedHint").await
}
