//! One binary; a file a concern.

mod as_of;
mod bad_input;
mod briefs;
mod charts;
mod check;
mod cli;
mod corrections;
mod demo;
mod framework;
mod gaps;
mod hostile;
mod ingest;
mod language;
mod mapping;
mod messages;
mod methods;
mod peers;
mod printed;
mod properties;
mod queries;
mod site;
mod sql;
mod store;
mod support;
mod trend;
mod workbook;
