//! Parse, run, print the one error, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    learning_cities::cli::main()
}
