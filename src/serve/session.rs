//! What the protocol asks of the database: sessions, statements to prepare and to run.
//!
//! These are trait objects because the functions of the protocol are generic over the client, and the compiler would prove
//! for each of them anew that plans and syntax trees can be sent between threads, which takes minutes.

use std::sync::Arc;
use std::time::Duration;

use arrow::datatypes::Schema;
use datafusion::common::ParamValues;
use futures::future::BoxFuture;
use pgwire::api::Type;
use pgwire::error::PgWireResult;

use crate::serve::parameters::Parameter;
use crate::serve::rows::Rows;
use crate::serve::settings::Settings;

/// Gives each connection its session.
pub trait Sessions: Send + Sync {
    /// A session with the connection's parameters.
    fn session(self: Arc<Self>, settings: &Arc<Settings>) -> Arc<dyn Session>;
}

/// The session of a connection.
pub trait Session: Send + Sync {
    /// The most time that the server gives to a statement.
    fn time(&self) -> Duration;

    /// Checks and plans a statement, whose parameters may have types already; nothing is made or run.
    fn prepare(&self, sql: &str, given: &[Option<Type>]) -> BoxFuture<'_, PgWireResult<Arc<dyn Prepared>>>;

    /// Runs a text that has no parameters.
    fn ask(&self, sql: &str) -> BoxFuture<'_, PgWireResult<Rows>>;
}

/// A statement that was checked and planned.
pub trait Prepared: Send + Sync {
    /// Its parameters, by number.
    fn parameters(&self) -> &[Parameter];

    /// The types that the client gave for them.
    fn given(&self) -> &[Option<Type>];

    /// Its columns, with these values for its parameters.
    fn columns(&self, values: Option<&ParamValues>) -> PgWireResult<Schema>;

    /// Runs it.
    fn run(&self, values: Option<ParamValues>) -> BoxFuture<'_, PgWireResult<Rows>>;
}
