// Output only: what a program prints. Input, files and sockets are not part of the playground.
use crate::fmt;
struct RawStdout;
struct RawStderr;
impl fmt::Write for RawStdout { fn write_str(&mut self, s: &str) -> fmt::Result { crate::intrinsics::write_stdout(s.as_ptr(), s.len()); Ok(()) } }
impl fmt::Write for RawStderr { fn write_str(&mut self, s: &str) -> fmt::Result { crate::intrinsics::write_stderr(s.as_ptr(), s.len()); Ok(()) } }
pub fn _print(args: fmt::Arguments<'_>) { let _ = fmt::write(&mut RawStdout, args); }
pub fn _eprint(args: fmt::Arguments<'_>) { let _ = fmt::write(&mut RawStderr, args); }
