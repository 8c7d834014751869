//! How much a connection may take, printed in `SECURITY.md`. What a statement may take is in
//! [`engine::limits`](crate::engine::limits).

use std::time::Duration;

/// Connections at the same time, where no other number is given.
pub const CONNECTIONS: u32 = 50;

/// How long a client may take until it is known.
pub const STARTUP: Duration = Duration::from_secs(15);

/// How long a client waits for a place where all are taken.
pub const PLACE: Duration = Duration::from_secs(1);

/// How long a wrong password waits for its answer.
pub const WRONG: Duration = Duration::from_secs(1);

/// How long a connection may be idle.
pub const IDLE: Duration = Duration::from_secs(30 * 60);

/// How long a client may take nothing of what it is sent.
pub const STALL: Duration = Duration::from_secs(60);

/// Bytes of a message before the client is known.
pub const BEFORE: usize = 10_000;

/// Bytes of a message: a text at its limit with parameters.
pub const MESSAGE: usize = 1 << 20;

/// Statements of one message.
pub const STATEMENTS: usize = 50;

/// Prepared statements, open portals, and savepoints, that a connection may keep.
pub const KEPT: usize = 300;

/// Bytes of the texts of prepared statements, and of the parameters of open portals, that a connection may keep. Planned,
/// a text takes up to a hundred times its size.
pub const KEPT_BYTES: usize = 2 << 20;

/// Parameters of a statement.
pub const PARAMETERS: usize = 1000;

/// Results that may wait to be sent, as a multiple of the largest one.
pub const RESULTS: usize = 4;

/// How long running queries may go on when the server is stopped.
pub const GRACE: Duration = Duration::from_secs(5);

/// How long a query that was cancelled may go on before the server is started again: a computation that does not yield
/// cannot be ended otherwise.
pub const STUCK: Duration = Duration::from_secs(20);

/// What the program may grow by while a query that was stopped goes on, as a multiple of the memory limit; beyond it the
/// server is started again, since the other queries are not held to the limit meanwhile.
pub const GROWN: usize = 4;
