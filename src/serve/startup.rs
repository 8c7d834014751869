//! How a connection begins: encryption, a place, the user's password, parameters.

use std::collections::HashMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use futures::Sink;
use pgwire::api::auth::sasl::SASLAuthStartupHandler;
use pgwire::api::auth::sasl::scram::ScramAuth;
use pgwire::api::auth::{
    AuthSource, ServerParameterProvider, StartupHandler, finish_authentication, protocol_negotiation,
    save_startup_parameters_to_metadata,
};
use pgwire::api::{ClientInfo, ConnectionGuard, ConnectionHandle, PidSecretKeyGenerator};
use pgwire::error::{PgWireError, PgWireResult};
use pgwire::messages::startup::{PasswordMessageFamily, Startup as StartupMessage};
use pgwire::messages::{PgWireBackendMessage, PgWireFrontendMessage};
use tokio::sync::OwnedSemaphorePermit;

use crate::serve::error::{ending, fatal};
use crate::serve::limits::{PLACE, WRONG};
use crate::serve::settings::{Scope, Settings};
use crate::serve::shared::Shared;

/// Bytes of a user's name.
const NAME: usize = 128;

/// The parameters that are reported to clients.
struct Reported(Arc<Settings>);

impl ServerParameterProvider for Reported {
    fn server_parameters<C: ClientInfo>(&self, _: &C) -> Option<HashMap<String, String>> {
        Some(self.0.unreported().into_iter().collect())
    }
}

/// The beginning of one connection.
pub struct Startup {
    shared: Arc<Shared>,
    settings: Arc<Settings>,
    scram: Option<SASLAuthStartupHandler<Reported>>,
    /// Whether the proof of the password can be bound to the certificate.
    is_bound: bool,
    /// Given back when the connection ends.
    place: Mutex<Option<OwnedSemaphorePermit>>,
}

impl Startup {
    /// Of a connection with these settings.
    pub fn new(shared: Arc<Shared>, settings: Arc<Settings>) -> Startup {
        let mut is_bound = false;
        let scram = shared.secret.as_ref().map(|secret| {
            let source: Arc<dyn AuthSource> = Arc::<crate::serve::password::Secret>::clone(secret);
            let mut scram = ScramAuth::new(source);
            if let Some(tls) = &shared.tls {
                // A signature for which channel binding is not defined, as Ed25519, is used without it.
                is_bound = scram.configure_certificate(&tls.certificates).is_ok();
            }
            SASLAuthStartupHandler::new(Arc::new(Reported(Arc::clone(&settings))))
                .with_scram(scram)
                .with_pid_secret_key_generator(Arc::<pgwire::api::RandomPidSecretKeyGenerator>::clone(&shared.keys))
                .with_connection_manager(Arc::clone(&shared.connections))
        });
        Startup { shared, settings, scram, is_bound, place: Mutex::default() }
    }

    /// Looks at what a client asks for before anything else is done.
    fn admit<C: ClientInfo>(&self, client: &C, message: &StartupMessage) -> PgWireResult<()> {
        if self.shared.tls.is_some() && !client.is_secure() {
            return Err(fatal(
                "28000",
                "this server takes encrypted connections only; connect with sslmode=require or a stricter one",
            ));
        }
        let user = message.parameters.get("user").map(String::as_str).unwrap_or_default();
        if user.is_empty() || user.len() > NAME {
            return Err(fatal("28000", format!("name a user, with at most {NAME} characters")));
        }
        let other = self.shared.user.as_ref().is_some_and(|known| known != user);
        if other && self.scram.is_none() {
            return Err(fatal("28000", "this server does not know that user"));
        }
        self.settings.set_user(user);
        for (name, value) in &message.parameters {
            match name.as_str() {
                "user" | "database" | "replication" => {}
                "options" => self.options(value)?,
                name if name.starts_with("_pq_.") => {}
                name => self.settings.set(name, value, Scope::Session).map_err(ending)?,
            }
        }
        self.settings.started();
        match message.parameters.get("replication").map(String::as_str) {
            None | Some("false" | "off" | "no" | "0") => Ok(()),
            Some(_) => Err(fatal("0A000", "replication is not allowed: this only reads")),
        }
    }

    /// Takes a place, perhaps that of a connection which is just ending.
    async fn take_place(&self) -> PgWireResult<()> {
        let place = tokio::time::timeout(PLACE, Arc::clone(&self.shared.places).acquire_owned()).await;
        let Ok(Ok(place)) = place else {
            return Err(fatal("53300", "all connections of this server are in use; try again later"));
        };
        *self.place.lock().unwrap_or_else(PoisonError::into_inner) = Some(place);
        Ok(())
    }

    /// Parameters as a command line: `-c name=value`, `--name=value`.
    fn options(&self, text: &str) -> PgWireResult<()> {
        let mut words = text.split_whitespace();
        while let Some(word) = words.next() {
            let given = match word {
                "-c" => words.next(),
                word => word.strip_prefix("--").or_else(|| word.strip_prefix("-c")),
            };
            let Some((name, value)) = given.and_then(|given| given.split_once('=')) else {
                return Err(fatal("42601", "options are written as -c name=value"));
            };
            self.settings.set(name, value, Scope::Session).map_err(ending)?;
        }
        Ok(())
    }
}

/// Whether a client's first message of SCRAM says that it could bind its proof to the certificate and that the server does
/// not offer it: where it does, the message must be refused (RFC 5802, section 6). It is the name of the mechanism with a
/// zero, the length of what follows in four bytes, and that.
fn says_that_binding_is_not_offered(body: &[u8]) -> bool {
    let name = body.iter().position(|byte| *byte == 0);
    name.is_some_and(|end| body[..end].starts_with(b"SCRAM-") && body[end + 1..].get(4..6) == Some(b"y,"))
}

#[async_trait]
impl StartupHandler for Startup {
    async fn on_startup<C>(&self, client: &mut C, message: PgWireFrontendMessage) -> PgWireResult<()>
    where
        C: ClientInfo + Sink<PgWireBackendMessage> + Unpin + Send + Sync,
        C::Error: Debug,
        PgWireError: From<<C as Sink<PgWireBackendMessage>>::Error>,
    {
        if let PgWireFrontendMessage::Startup(startup) = &message {
            self.admit(client, startup)?;
            self.take_place().await?;
        }
        if let Some(scram) = &self.scram {
            if let PgWireFrontendMessage::PasswordMessageFamily(PasswordMessageFamily::Raw(body)) = &message
                && self.is_bound
                && says_that_binding_is_not_offered(body)
            {
                return Err(fatal(
                    "28000",
                    "the client was not offered SCRAM-SHA-256-PLUS, which this server offers: something between them may have changed what was sent",
                ));
            }
            let ended = scram.on_startup(client, message).await;
            if let Err(PgWireError::InvalidPassword(_)) = ended {
                tokio::time::sleep(WRONG).await;
                return Err(fatal("28P01", "the user or the password is wrong"));
            }
            return ended;
        }
        let PgWireFrontendMessage::Startup(startup) = &message else {
            return Err(fatal("08P01", "a connection begins with a startup message"));
        };
        protocol_negotiation(client, startup).await?;
        save_startup_parameters_to_metadata(client, startup);
        let (pid, key) = self.shared.keys.generate(client);
        client.set_pid_and_secret_key(pid, key.clone());
        let (handle, guard) = self.shared.connections.register(pid, key);
        client.session_extensions().insert::<Arc<ConnectionHandle>>(handle);
        client.session_extensions().insert::<ConnectionGuard>(guard);
        finish_authentication(client, &Reported(Arc::clone(&self.settings))).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_that_was_not_offered_the_binding_is_known() {
        for (message, expected) in [
            (&b"SCRAM-SHA-256\0\0\0\0\x0cy,,n=,r=abcd"[..], true),
            (b"SCRAM-SHA-256\0\0\0\0\x0cn,,n=,r=abcd", false),
            (b"SCRAM-SHA-256-PLUS\0\0\0\0\x0cp=tls-server-end-point,,n=,r=abcd", false),
            (b"c=eSws,r=abcd,p=x", false),
            (b"SCRAM-SHA-256\0\0", false),
            (b"", false),
        ] {
            assert_eq!(says_that_binding_is_not_offered(message), expected);
        }
    }
}
