//! SQL at a terminal: how rows are printed, and the prompt.

mod bounded;
mod command;
mod complete;
mod editor;
mod fold;
pub mod history;
mod out_file;
pub mod prompt;
mod records;
pub mod rows;
pub mod session;
mod table;
mod terminal;
