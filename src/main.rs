//! The `relire` command. See [`relire::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    relire::cli::main()
}
