//! What the connections of a server share.

use std::sync::Arc;
use std::time::Duration;

use pgwire::api::{ConnectionManager, RandomPidSecretKeyGenerator};
use tokio::sync::{Semaphore, watch};

use crate::serve::password::Secret;
use crate::serve::session::Sessions;
use crate::serve::tls::Encryption;

/// What connections share.
pub struct Shared {
    /// The relations, made once, and the catalogue about them.
    pub sessions: Arc<dyn Sessions>,
    /// Places for connections.
    pub places: Arc<Semaphore>,
    /// How long a connection may be idle.
    pub idle: Duration,
    /// Connections by their keys, to cancel their queries.
    pub connections: Arc<ConnectionManager>,
    /// Makes the keys.
    pub keys: Arc<RandomPidSecretKeyGenerator>,
    /// The password.
    pub secret: Option<Arc<Secret>>,
    /// The user.
    pub user: Option<String>,
    /// Encryption.
    pub tls: Option<Encryption>,
    /// Whether the server is being stopped.
    pub stopping: watch::Receiver<bool>,
}
