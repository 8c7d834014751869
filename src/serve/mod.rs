//! SQL over the PostgreSQL protocol: the engine's relations for any client of PostgreSQL, only to read.
//!
//! A connection has its own parameters and session; relations are made once for all. Every statement passes the gate and
//! the limits of [`Engine::query`](crate::engine::Engine::query). What clients ask of PostgreSQL's catalogue is answered
//! from tables that know our relations, their titles and the meanings of their columns.

mod catalogue;
mod command;
mod configuration;
mod connection;
mod error;
mod extended;
mod framing;
mod functions;
mod handler;
mod keeper;
pub mod limits;
mod log;
mod parameters;
mod password;
mod query;
mod rewrite;
mod rows;
mod scalar;
mod send;
mod server;
mod session;
mod settings;
mod shared;
mod show;
mod simple;
mod startup;
mod statements;
mod tables;
mod tls;
mod views;

pub use keeper::{Keeper, is_kept, when_left};
pub use server::{Ended, Options, Server, Stopper, USER};
