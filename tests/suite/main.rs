//! One binary; a file a concern.

mod charts;
mod check;
mod cli;
mod demo;
mod framework;
mod ingest;
mod mapping;
mod methods;
mod peers;
mod properties;
mod queries;
mod site;
mod sql;
mod store;
mod support;
mod workbook;
