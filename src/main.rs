//! The `govkg` command: parse, run, print the error chain, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    govkg::cli::main()
}
