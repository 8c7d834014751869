//! What the connections of a server share.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::Duration;

use pgwire::api::{ConnectionManager, RandomPidSecretKeyGenerator};
use tokio::sync::{Semaphore, watch};
use tokio_rustls::TlsAcceptor;

use crate::engine::Engine;
use crate::serve::catalogue::Catalogue;
use crate::serve::password::Secret;

/// What connections share.
pub struct Shared {
    /// The relations, made once.
    pub engine: Arc<Engine>,
    /// The database as clients see it.
    pub catalogue: Catalogue,
    /// Queries that may run at the same time.
    pub running: Arc<Semaphore>,
    /// Bytes of results that wait to be sent.
    pub held: Arc<AtomicUsize>,
    /// The most of them.
    pub most_held: usize,
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
    pub tls: Option<TlsAcceptor>,
    /// Whether the server is being stopped.
    pub stopping: watch::Receiver<bool>,
}
