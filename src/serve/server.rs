//! The server: where it listens, what its connections share, and how it stops.

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use pgwire::api::ConnectionManager;
use tokio::sync::{Semaphore, watch};

use crate::base::error::{Error, Result};
use crate::engine::Engine;
use crate::engine::limits::held;
use crate::engine::watch::{QUERY, STACK, say_panics_once};
use crate::serve::limits::{GRACE, GROWN, STUCK};
use crate::serve::password::Secret;
use crate::serve::query::Database;
use crate::serve::shared::Shared;
use crate::serve::{connection, log, tls};

/// The user of a server with a password where no other is named.
pub const USER: &str = "reader";

/// Connections that may be at their beginning, or about to be refused, beyond those that are served.
const BEGINNING: usize = 32;

/// How long connections get to end before the server is started again.
const PARTING: Duration = Duration::from_secs(1);

/// Where and for whom to listen.
#[derive(Debug, Clone)]
pub struct Options {
    /// Address and port; port 0 is any that is free.
    pub listen: SocketAddr,
    /// The one user; none is anybody, or [`USER`] where there is a password.
    pub user: Option<String>,
    /// A file whose first line is the user's password.
    pub password: Option<PathBuf>,
    /// Certificate and key, as PEM.
    pub tls: Option<(PathBuf, PathBuf)>,
    /// Connections at the same time.
    pub connections: usize,
    /// How long a connection may be idle.
    pub idle: Duration,
}

/// How a server has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It was stopped.
    Stopped,
    /// A query that was stopped goes on.
    Stuck,
}

/// Stops a server from another thread.
#[derive(Debug, Clone)]
pub struct Stopper(watch::Sender<bool>);

impl Stopper {
    /// From now on nobody is let in, and connections end when their query is done.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

/// A server that listens.
pub struct Server {
    listener: TcpListener,
    engine: Arc<Engine>,
    shared: Arc<Shared>,
    stopper: Stopper,
    beginning: Arc<Semaphore>,
}

impl Server {
    /// Listens, and answers nobody before [`Server::run`].
    ///
    /// # Errors
    /// An address beyond this machine without a password, a password, certificate or key that cannot be used, an address
    /// that is taken, queries that cannot be planned.
    pub fn listen(engine: Engine, options: &Options) -> Result<Server> {
        if !options.listen.ip().is_loopback() && options.password.is_none() {
            return Err(Error::Usage(format!(
                "--listen {}: whoever reaches this address could read the whole store; give --password-file, or listen on 127.0.0.1",
                options.listen
            )));
        }
        let tls = options.tls.as_ref().map(|(certificate, key)| tls::encryption(certificate, key)).transpose()?;
        let user = options.user.clone();
        let secret = match &options.password {
            Some(file) => Some(Arc::new(Secret::read(file, user.as_deref().unwrap_or(USER))?)),
            None => None,
        };
        let engine = Arc::new(engine);
        let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let sessions = Arc::new(Database::new(Arc::clone(&engine), processors.max(2))?);
        let listener = TcpListener::bind(options.listen).map_err(|error| {
            Error::Usage(format!(
                "--listen {}: cannot listen there: {error}; give another address or port, such as 127.0.0.1:5433",
                options.listen
            ))
        })?;
        listener.set_nonblocking(true).map_err(Error::io("listen on", options.listen.to_string()))?;
        let (stop, stopping) = watch::channel(false);
        let shared = Shared {
            sessions,
            places: Arc::new(Semaphore::new(options.connections)),
            idle: options.idle,
            connections: Arc::new(ConnectionManager::new()),
            keys: Arc::default(),
            secret,
            user,
            tls,
            stopping,
        };
        let beginning = Arc::new(Semaphore::new(options.connections + BEGINNING));
        Ok(Server { listener, engine, shared: Arc::new(shared), stopper: Stopper(stop), beginning })
    }

    /// Where it listens.
    pub fn address(&self) -> Result<SocketAddr> {
        self.listener.local_addr().map_err(Error::io("find the address of", "the server"))
    }

    /// To stop it.
    pub fn stopper(&self) -> Stopper {
        self.stopper.clone()
    }

    /// Serves until it is stopped; clients whose queries run get some seconds more.
    ///
    /// # Errors
    /// Threads that cannot be started; [`Ended::Stuck`] is none: the server is to be started again.
    pub fn run(self) -> Result<Ended> {
        // A panic is an error of the client whose message it came from.
        say_panics_once();
        let fault = |error| Error::io("start threads for", "the server")(error);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .thread_name(QUERY)
            // Statements are copied and dropped on these threads too, which is recursive; only what is used takes memory.
            .thread_stack_size(STACK)
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(fault)?;
        let all = self.beginning.available_permits();
        let Server { listener, engine, shared, beginning, stopper } = self;
        let ended = runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).map_err(fault)?;
            let (ended, grace) = tokio::select! {
                () = accept(listener, &shared, &beginning) => (Ended::Stopped, GRACE),
                () = stuck(&engine) => (Ended::Stuck, PARTING),
            };
            // Clients whose connections are idle get to read why they end.
            stopper.stop();
            let all = u32::try_from(all).unwrap_or(u32::MAX);
            let _ = tokio::time::timeout(grace, beginning.acquire_many(all)).await;
            Ok(ended)
        });
        runtime.shutdown_timeout(Duration::from_millis(300));
        ended
    }
}

/// Ends when queries that were stopped go on for too long, or the program grows by too much while they do.
async fn stuck(engine: &Engine) {
    let most = engine.limits().memory.saturating_mul(GROWN);
    let mut before = held();
    while engine.unfinished(STUCK) == 0 {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let now = held();
        if engine.unfinished(Duration::ZERO) == 0 {
            before = now;
        } else if now.zip(before).is_some_and(|(now, before)| now.saturating_sub(before) > most) {
            return;
        }
    }
}

async fn accept(listener: tokio::net::TcpListener, shared: &Arc<Shared>, beginning: &Arc<Semaphore>) {
    let mut stopping = shared.stopping.clone();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopping.wait_for(|stopping| *stopping) => return,
        };
        let (stream, address) = match accepted {
            Ok(accepted) => accepted,
            Err(_) => {
                // Out of files, mostly: what is open may be closed meanwhile.
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let Ok(place) = Arc::clone(beginning).try_acquire_owned() else {
            log::line(address, "refused: too many connections");
            continue;
        };
        let shared = Arc::clone(shared);
        tokio::spawn(async move {
            connection::serve(stream, address, shared).await;
            drop(place);
        });
    }
}
