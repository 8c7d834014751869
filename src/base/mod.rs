//! What knows nothing of cities: errors, files and their hashes, texts, dates, time zones, tables in memory and their rows with
//! types, threads.

pub mod characters;
pub mod dates;
pub mod durable;
pub mod error;
pub mod hash;
pub mod key;
pub mod link;
pub mod names;
pub mod parquet;
pub mod progress;
pub mod regular;
pub mod root;
pub mod rows;
pub mod scratch;
pub mod source;
pub mod spanned;
pub mod table;
pub mod text;
pub mod threads;
pub mod zones;
