//! The flags that change what a query may use.

use std::time::Duration;

use crate::engine::limits::Limits;

/// Flags of every command that takes queries; each has the default of [`Limits`].
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Limits")]
pub struct LimitArgs {
    /// Seconds that a query may take, without the making of the marts that it reads
    #[arg(long, value_name = "SECONDS", default_value_t = Limits::default().time.as_secs(), value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    time_limit: u64,
    /// MB of memory that it may need; from half of it on, sorting and grouping go to temporary files
    #[arg(long, value_name = "MB", default_value_t = megabytes(Limits::default().memory as u64), value_parser = clap::value_parser!(u64).range(16..=10_000_000))]
    memory_limit: u64,
    /// MB of these temporary files, which are in TMPDIR
    #[arg(long, value_name = "MB", default_value_t = megabytes(Limits::default().scratch), value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    scratch_limit: u64,
    /// Rows of the result
    #[arg(long, value_name = "N", default_value_t = Limits::default().rows as u64, value_parser = clap::value_parser!(u64).range(1..))]
    row_limit: u64,
    /// MB of the result
    #[arg(long, value_name = "MB", default_value_t = megabytes(Limits::default().output as u64), value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    output_limit: u64,
}

impl LimitArgs {
    /// What the flags say.
    pub fn limits(&self) -> Limits {
        let bytes = |megabytes: u64| usize::try_from(megabytes << 20).unwrap_or(usize::MAX);
        Limits {
            time: Duration::from_secs(self.time_limit),
            memory: bytes(self.memory_limit),
            scratch: self.scratch_limit << 20,
            rows: usize::try_from(self.row_limit).unwrap_or(usize::MAX),
            output: bytes(self.output_limit),
        }
    }
}

fn megabytes(bytes: u64) -> u64 {
    bytes >> 20
}
