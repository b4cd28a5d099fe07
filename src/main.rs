//! The `mlpath` program: reads the process, runs the command, ends.

use std::io;
use std::process::ExitCode;

use mlpath::app;
use mlpath::system::System;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let system = System::read();
    let exit = app::run(&arguments, &system, &mut io::stdout().lock(), &mut io::stderr().lock());
    ExitCode::from(exit as u8)
}
