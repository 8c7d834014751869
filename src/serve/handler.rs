//! What the two ways to ask have in common: commands, what the client keeps, and how a client cancels.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use futures::future::{Either, select};
use futures::{Sink, SinkExt};
use pgwire::api::results::{Response, Tag};
use pgwire::api::store::PortalStore;
use pgwire::api::{ClientInfo, ClientPortalStore, ConnectionHandle};
use pgwire::error::{PgWireError, PgWireResult};
use pgwire::messages::PgWireBackendMessage;
use pgwire::messages::response::TransactionStatus;
use pgwire::messages::startup::ParameterStatus;

use crate::serve::command::Command;
use crate::serve::error::refused;
use crate::serve::limits::{KEPT, KEPT_BYTES};
use crate::serve::log;
use crate::serve::session::{Prepared, Session};
use crate::serve::settings::Settings;
use crate::serve::show;

/// A statement that a client has parsed.
#[derive(Clone)]
pub enum Parsed {
    /// About the connection.
    Command(Arc<str>, Command),
    /// A query.
    Query(Arc<str>, Arc<dyn Prepared>),
}

/// One connection's side of both protocols.
pub struct Handler {
    /// Prepares and runs its statements.
    pub session: Arc<dyn Session>,
    /// Its parameters.
    pub settings: Arc<Settings>,
    /// The client's address, for the log.
    pub address: SocketAddr,
    kept: Mutex<Kept>,
}

/// What the client keeps here, by name with its bytes.
#[derive(Default)]
pub struct Kept {
    /// Texts of prepared statements.
    pub statements: BTreeMap<String, usize>,
    /// Parameters of open portals.
    pub portals: BTreeMap<String, usize>,
}

impl Kept {
    /// Whether there is room for one more statement of so many bytes.
    pub fn has_room_for_statement(&self, name: &str, bytes: usize) -> PgWireResult<()> {
        room(&self.statements, name, bytes, "prepared statements")
    }

    /// Whether there is room for one more portal of so many bytes.
    pub fn has_room_for_portal(&self, name: &str, bytes: usize) -> PgWireResult<()> {
        room(&self.portals, name, bytes, "open portals")
    }
}

/// One of the same name gives its room to the new one.
fn room(kept: &BTreeMap<String, usize>, name: &str, bytes: usize, what: &str) -> PgWireResult<()> {
    let others = || kept.iter().filter(|(other, _)| *other != name);
    if others().count() >= KEPT {
        return Err(refused("54000", format!("a connection keeps at most {KEPT} {what}; close some")));
    }
    if others().map(|(_, bytes)| bytes).sum::<usize>() + bytes > KEPT_BYTES {
        let most = KEPT_BYTES >> 20;
        let message = format!("the {what} of a connection, with their parameters, have at most {most} MB; close some");
        return Err(refused("54000", message));
    }
    Ok(())
}

impl Handler {
    /// For a connection from `address`.
    pub fn new(session: Arc<dyn Session>, settings: Arc<Settings>, address: SocketAddr) -> Handler {
        Handler { session, settings, address, kept: Mutex::default() }
    }

    /// What the client keeps.
    pub fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Refuses all but the end of a transaction in which something has failed.
    pub fn unless_failed<C: ClientInfo>(client: &C, command: Option<&Command>) -> PgWireResult<()> {
        let ends = matches!(command, Some(Command::Commit | Command::Rollback | Command::RollbackTo(_)));
        if client.transaction_status() == TransactionStatus::Error && !ends {
            return Err(refused("25P02", "a statement of this transaction has failed; end it with rollback"));
        }
        Ok(())
    }

    /// Follows a command: the word that it is answered with, or rows.
    pub async fn follow<C>(&self, client: &mut C, command: &Command) -> PgWireResult<Response>
    where
        C: ClientInfo + ClientPortalStore + Sink<PgWireBackendMessage> + Unpin + Send + Sync,
        C::PortalStore: PortalStore,
        PgWireError: From<<C as Sink<PgWireBackendMessage>>::Error>,
    {
        let settings = &self.settings;
        let tag = match command {
            Command::Begin => {
                settings.begin();
                client.set_transaction_status(client.transaction_status().to_in_transaction_state());
                "BEGIN"
            }
            Command::Commit | Command::Rollback => {
                let failed = client.transaction_status() == TransactionStatus::Error;
                client.set_transaction_status(TransactionStatus::Idle);
                let committed = !failed && *command == Command::Commit;
                settings.end(committed);
                if committed { "COMMIT" } else { "ROLLBACK" }
            }
            Command::RollbackTo(name) => {
                settings.back_to(name)?;
                if client.transaction_status() == TransactionStatus::Error {
                    client.set_transaction_status(TransactionStatus::Transaction);
                }
                "ROLLBACK"
            }
            Command::Savepoint(name) => {
                settings.save(name)?;
                "SAVEPOINT"
            }
            Command::Release(name) => {
                settings.release(name)?;
                "RELEASE"
            }
            Command::Set(scope, name, value) => {
                settings.set(name, value, *scope)?;
                "SET"
            }
            Command::Reset(name) => {
                settings.reset(name.as_deref())?;
                "RESET"
            }
            Command::Show(name) => return Ok(Response::Query(show::rows(settings, name.as_deref())?)),
            Command::Discard(what) => {
                if what == "all" {
                    settings.reset(None)?;
                    self.forget(client.portal_store(), None);
                }
                "DISCARD"
            }
            Command::Deallocate(name) => {
                self.forget(client.portal_store(), name.as_deref());
                "DEALLOCATE"
            }
            Command::Nothing(tag) => tag,
        };
        Ok(Response::Execution(Tag::new(tag)))
    }

    /// Reports which parameters have changed, by whatever means.
    pub async fn report<C>(&self, client: &mut C) -> PgWireResult<()>
    where
        C: Sink<PgWireBackendMessage> + Unpin + Send,
        PgWireError: From<<C as Sink<PgWireBackendMessage>>::Error>,
    {
        for (name, value) in self.settings.unreported() {
            client.feed(PgWireBackendMessage::ParameterStatus(ParameterStatus::new(name, value))).await?;
        }
        Ok(())
    }

    /// Drops a statement that the client keeps, or all of them and what is open.
    pub fn forget(&self, store: &impl PortalStore, name: Option<&str>) {
        let mut kept = self.kept();
        match name {
            Some(name) => {
                store.rm_statement(name);
                kept.statements.remove(name);
            }
            None => {
                store.clear_portals();
                kept.portals.clear();
                std::mem::take(&mut kept.statements).keys().for_each(|name| store.rm_statement(name));
            }
        }
    }

    /// Work that the client may cancel from another connection.
    pub async fn cancellable<C: ClientInfo, T>(
        client: &C,
        work: impl Future<Output = PgWireResult<T>>,
    ) -> PgWireResult<T> {
        let Some(handle) = client.session_extensions().get::<Arc<ConnectionHandle>>() else { return work.await };
        let cancelled = handle.start_query().await;
        let work = std::pin::pin!(work);
        match select(work, cancelled).await {
            Either::Left((done, _)) => done,
            Either::Right(_) => Err(refused("57014", "stopped, as the client asked")),
        }
    }

    /// Writes one line of the log.
    pub fn say(&self, sql: &str, begun: Instant, ended: &PgWireResult<usize>) {
        let user = self.settings.user();
        match ended {
            Ok(rows) => log::statement(self.address, &user, begun.elapsed(), Ok(*rows), sql),
            Err(PgWireError::UserError(info)) => {
                log::statement(self.address, &user, begun.elapsed(), Err(&info.code), sql);
            }
            Err(_) => log::statement(self.address, &user, begun.elapsed(), Err("XX000"), sql),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_bounded_in_number_and_size() {
        let mut kept = Kept::default();
        kept.statements.extend((0..KEPT).map(|number| (number.to_string(), 1)));
        assert!(kept.has_room_for_statement("0", 1).is_ok());
        assert!(kept.has_room_for_statement("new", 1).is_err());
        kept.portals.insert(String::new(), KEPT_BYTES);
        assert!(kept.has_room_for_portal("", KEPT_BYTES).is_ok());
        assert!(kept.has_room_for_portal("new", 0).is_ok());
        assert!(kept.has_room_for_portal("new", 1).is_err());
    }
}
