//! Setting an account up: finding its servers and trying them, before anything
//! is kept.

use crate::domain::{AccountDraft, AccountId, Email, Found, Protocol, Secret, Service};
use crate::net::{self, NetError};

use super::{Engine, Fault, FaultKind, Subject, faults};

impl Engine {
    /// Servers for an address, the most trustworthy first.
    pub async fn find_servers(&self, email: Email) -> Result<Vec<Found>, Fault> {
        let anchors = self.inner.access.anchors().clone();
        let found = self.on_the_line(async move { net::find::find(&email, &anchors).await }).await?;
        if found.is_empty() {
            return Err(Fault::new(
                FaultKind::NoServersFound,
                Subject::NewAccount,
                "nothing published, nothing answers",
            ));
        }
        Ok(found)
    }

    /// Signs in to one of the two servers and out again.
    pub async fn check(&self, service: Service, draft: AccountDraft, secret: Secret) -> Result<(), Fault> {
        let (access, auth) = (self.inner.access.clone(), draft.auth);
        let checked = self.on_the_line(async move {
            let connector = access.connector(&draft)?;
            let AccountDraft { incoming, user, auth, .. } = &draft;
            match (service, &draft.smtp) {
                (Service::Imap, _) => match draft.protocol {
                    Protocol::Imap => {
                        let session = net::imap::Session::open(incoming, connector, user, *auth, &secret).await?;
                        session.logout().await;
                    }
                    Protocol::Pop3(_) => net::pop3::check(incoming, connector, user, *auth, &secret).await?,
                },
                (Service::Smtp, Some(smtp)) => {
                    let _offer = net::smtp::check(smtp, connector, &draft.user, draft.auth, &secret).await?;
                }
                (Service::Smtp, None) => {}
            }
            Ok(())
        });
        checked.await.map_err(|fault| faults::by_way_of(auth, fault))
    }

    /// The secret that is kept of an account, to try its servers with.
    pub async fn kept_secret(&self, account: AccountId) -> Result<Secret, Fault> {
        let kept = self.inner.store.secret(account).await.map_err(faults::store)?;
        kept.ok_or_else(|| Fault::new(FaultKind::LoginRefused, Subject::Account(account), "no secret is kept"))
    }

    async fn on_the_line<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, NetError>> + Send + 'static,
    ) -> Result<T, Fault> {
        let task = AbortOnDrop(self.inner.handle.spawn(work));
        match task.await {
            Ok(done) => done.map_err(|error| faults::net(&error, Subject::NewAccount)),
            Err(_) => Err(faults::worker()),
        }
    }
}

/// Who stops waiting stops the work: that is how the assistant cancels.
struct AbortOnDrop<T>(tokio::task::JoinHandle<T>);

impl<T> Future for AbortOnDrop<T> {
    type Output = Result<T, tokio::task::JoinError>;

    fn poll(mut self: std::pin::Pin<&mut Self>, cx: &mut std::task::Context<'_>) -> std::task::Poll<Self::Output> {
        std::pin::Pin::new(&mut self.0).poll(cx)
    }
}

impl<T> Drop for AbortOnDrop<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}
