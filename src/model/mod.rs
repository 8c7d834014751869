//! The catalogue, a network's folder and the tables of the store: what every other part speaks of.

pub mod cities;
pub mod contact;
pub mod corrections;
pub mod definitions;
pub mod foreword;
pub mod form;
pub mod framework;
mod jpeg;
pub mod network;
pub mod network_file;
pub mod photo;
pub mod relations;
pub mod schema;
pub mod sdmx;
pub mod stories;
pub(crate) mod unread;
pub mod vocabulary;
pub mod withdrawal;
