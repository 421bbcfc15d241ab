//! The print dialog of the system, asked for over the session's bus (the portal
//! of freedesktop.org). Where nobody answers there is none.

#[cfg(unix)]
pub(super) use portal::ask;

/// Other systems have none that can be asked.
#[cfg(not(unix))]
pub(super) async fn ask(_pdf: &[u8], _title: &str, _papers: &super::Papers) -> Option<bool> {
    None
}

#[cfg(unix)]
mod portal {
    use std::collections::HashMap;
    use std::time::Duration;

    use futures::StreamExt as _;
    use tokio::time::timeout;
    use zbus::zvariant::{Fd, OwnedObjectPath, OwnedValue, Value};
    use zbus::{Connection, Proxy};

    use super::super::Papers;

    const NAME: &str = "org.freedesktop.portal.Desktop";
    const PATH: &str = "/org/freedesktop/portal/desktop";
    const PRINT: &str = "org.freedesktop.portal.Print";
    const REQUEST: &str = "org.freedesktop.portal.Request";

    /// Who does not answer at once is not there.
    const PATIENCE: Duration = Duration::from_secs(5);
    /// A dialog that stands open over lunch.
    const THOUGHT: Duration = Duration::from_hours(2);

    /// Whether it was printed; None where there is no dialog, or it failed.
    pub(in super::super) async fn ask(pdf: &[u8], title: &str, papers: &Papers) -> Option<bool> {
        let session = timeout(PATIENCE, Connection::session()).await.ok()?.ok()?;
        let portal = timeout(PATIENCE, Proxy::new(&session, NAME, PATH, PRINT)).await.ok()?.ok()?;
        let version: u32 = timeout(PATIENCE, portal.get_property("version")).await.ok()?.ok()?;
        if version == 0 {
            return None;
        }
        let file = papers.nameless(pdf).ok()?;
        match answered(&session, &portal, title, Fd::from(&file)).await {
            // Sent off, closed by the user, or ended otherwise.
            Ok(0) => Some(true),
            Ok(1) => Some(false),
            Ok(_) | Err(_) => {
                tracing::info!("the print dialog did not print");
                None
            }
        }
    }

    async fn answered(session: &Connection, portal: &Proxy<'_>, title: &str, file: Fd<'_>) -> zbus::Result<u32> {
        let failed = || zbus::Error::Failure("no answer of the dialog".to_owned());
        // The answer may come before the handle: it is listened for first.
        let mut digits = [0; 8];
        getrandom::fill(&mut digits).map_err(|_| failed())?;
        let token = format!("sceau{:016x}", u64::from_ne_bytes(digits));
        let sender = session.unique_name().ok_or_else(failed)?.trim_start_matches(':').replace('.', "_");
        let path = OwnedObjectPath::try_from(format!("{PATH}/request/{sender}/{token}"))?;
        let request = Proxy::new(session, NAME, path, REQUEST).await?;
        let mut answers = request.receive_signal("Response").await?;
        let options = HashMap::from([("handle_token", Value::from(token.as_str())), ("modal", Value::from(true))]);
        let question = ("", title, file, options);
        let asked = portal.call::<_, _, OwnedObjectPath>("Print", &question);
        let _handle = timeout(PATIENCE, asked).await.map_err(|_| failed())??;
        let answer = timeout(THOUGHT, answers.next()).await.ok().flatten().ok_or_else(failed)?;
        let (code, _results): (u32, HashMap<String, OwnedValue>) = answer.body().deserialize()?;
        Ok(code)
    }
}
