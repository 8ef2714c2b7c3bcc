// Output only: what a program prints. Input, files and sockets are not part of the playground.
use crate::fmt;
struct RawStdout;
struct RawStderr;
impl fmt::Write for RawStdout { fn write_str(&mut self, s: &str) -> fmt::Result { crate::intrinsics::write_stdout(s.as_ptr(), s.len()); Ok(()) } }
impl fmt::Write for RawStderr { fn write_str(&mut self, s: &str) -> fmt::Result { crate::intrinsics::write_stderr(s.as_ptr(), s.len()); Ok(()) } }
pub fn _print(args: fmt::Arguments<'_>) { let _ = fmt::write(&mut RawStdout, args); }
pub fn _eprint(args: fmt::Arguments<'_>) { let _ = fmt::write(&mut RawStderr, args); }

pub mod prelude { pub use super::Write; }
pub type Result<T> = crate::result::Result<T, Error>;
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum ErrorKind { NotFound, PermissionDenied, ConnectionRefused, ConnectionReset, ConnectionAborted, NotConnected, AddrInUse, AddrNotAvailable, BrokenPipe, AlreadyExists, WouldBlock, InvalidInput, InvalidData, TimedOut, WriteZero, Interrupted, Unsupported, UnexpectedEof, OutOfMemory, Other }
impl ErrorKind {
    fn description(&self) -> &'static str {
        use self::ErrorKind::*;
        match *self {
            NotFound => "entity not found", PermissionDenied => "permission denied", ConnectionRefused => "connection refused", ConnectionReset => "connection reset",
            ConnectionAborted => "connection aborted", NotConnected => "not connected", AddrInUse => "address in use", AddrNotAvailable => "address not available",
            BrokenPipe => "broken pipe", AlreadyExists => "entity already exists", WouldBlock => "operation would block", InvalidInput => "invalid input parameter",
            InvalidData => "invalid data", TimedOut => "timed out", WriteZero => "write zero", Interrupted => "operation interrupted", Unsupported => "unsupported",
            UnexpectedEof => "unexpected end of file", OutOfMemory => "out of memory", Other => "other error",
        }
    }
}
impl fmt::Display for ErrorKind { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(self.description()) } }
enum Repr { Simple(ErrorKind), Message(ErrorKind, &'static str), Custom(ErrorKind, crate::boxed::Box<dyn crate::error::Error + Send + Sync>) }
pub struct Error { repr: Repr }
impl Error {
    pub fn new<E: Into<crate::boxed::Box<dyn crate::error::Error + Send + Sync>>>(kind: ErrorKind, error: E) -> Error { Error { repr: Repr::Custom(kind, error.into()) } }
    pub fn other<E: Into<crate::boxed::Box<dyn crate::error::Error + Send + Sync>>>(error: E) -> Error { Error::new(ErrorKind::Other, error) }
    pub fn kind(&self) -> ErrorKind { match &self.repr { Repr::Simple(kind) | Repr::Message(kind, _) | Repr::Custom(kind, _) => *kind } }
    pub fn get_ref(&self) -> Option<&(dyn crate::error::Error + Send + Sync + 'static)> { match &self.repr { Repr::Custom(_, error) => Some(&**error), _ => None } }
    pub fn into_inner(self) -> Option<crate::boxed::Box<dyn crate::error::Error + Send + Sync>> { match self.repr { Repr::Custom(_, error) => Some(error), _ => None } }
    pub fn raw_os_error(&self) -> Option<i32> { None }
}
impl From<ErrorKind> for Error { fn from(kind: ErrorKind) -> Error { Error { repr: Repr::Simple(kind) } } }
impl crate::error::Error for Error { fn source(&self) -> Option<&(dyn crate::error::Error + 'static)> { match &self.repr { Repr::Custom(_, error) => error.source(), _ => None } } }
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.repr {
            Repr::Simple(kind) => f.debug_tuple("Kind").field(kind).finish(),
            Repr::Message(kind, message) => f.debug_struct("Error").field("kind", kind).field("message", message).finish(),
            Repr::Custom(kind, error) => f.debug_struct("Custom").field("kind", kind).field("error", error).finish(),
        }
    }
}
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { match &self.repr { Repr::Simple(kind) => f.write_str(kind.description()), Repr::Message(_, message) => f.write_str(message), Repr::Custom(_, error) => fmt::Display::fmt(error, f) } }
}

#[rustc_diagnostic_item = "IoWrite"]
pub trait Write {
    fn write(&mut self, buf: &[u8]) -> Result<usize>;
    fn flush(&mut self) -> Result<()>;
    fn write_all(&mut self, mut buf: &[u8]) -> Result<()> {
        while !buf.is_empty() {
            match self.write(buf) {
                Ok(0) => return Err(Error { repr: Repr::Message(ErrorKind::WriteZero, "failed to write whole buffer") }),
                Ok(n) => buf = &buf[n..],
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                Err(e) => return Err(e),
            }
        }
        Ok(())
    }
    fn write_fmt(&mut self, args: fmt::Arguments<'_>) -> Result<()> {
        let mut adapter = Adapter { inner: self, error: Ok(()) };
        match fmt::write(&mut adapter, args) { Ok(()) => Ok(()), Err(_) => if adapter.error.is_err() { adapter.error } else { panic!("a formatting trait implementation returned an error when the underlying stream did not") } }
    }
    fn by_ref(&mut self) -> &mut Self where Self: Sized { self }
}
// Formats into bytes; keeps the error that formatting cannot carry.
struct Adapter<'a, T: ?Sized + 'a> { inner: &'a mut T, error: Result<()> }
impl<T: Write + ?Sized> fmt::Write for Adapter<'_, T> {
    fn write_str(&mut self, s: &str) -> fmt::Result { match self.inner.write_all(s.as_bytes()) { Ok(()) => Ok(()), Err(e) => { self.error = Err(e); Err(fmt::Error) } } }
}
#[derive(Copy, Clone, Debug, Default)]
#[non_exhaustive]
pub struct Sink;
#[must_use] pub const fn sink() -> Sink { Sink }
impl Write for Sink { fn write(&mut self, buf: &[u8]) -> Result<usize> { Ok(buf.len()) } fn flush(&mut self) -> Result<()> { Ok(()) } }
impl Write for &Sink { fn write(&mut self, buf: &[u8]) -> Result<usize> { Ok(buf.len()) } fn flush(&mut self) -> Result<()> { Ok(()) } }
impl Write for crate::vec::Vec<u8> { fn write(&mut self, buf: &[u8]) -> Result<usize> { self.extend_from_slice(buf); Ok(buf.len()) } fn flush(&mut self) -> Result<()> { Ok(()) } }
impl<W: Write + ?Sized> Write for &mut W { fn write(&mut self, buf: &[u8]) -> Result<usize> { (**self).write(buf) } fn flush(&mut self) -> Result<()> { (**self).flush() } }
impl<W: Write + ?Sized> Write for crate::boxed::Box<W> { fn write(&mut self, buf: &[u8]) -> Result<usize> { (**self).write(buf) } fn flush(&mut self) -> Result<()> { (**self).flush() } }
macro_rules! standard_streams { ($($make:ident $stream:ident $lock:ident $write:ident)*) => { $(
    pub struct $stream { _private: () }
    pub struct $lock<'a> { _stream: crate::marker::PhantomData<&'a ()> }
    pub fn $make() -> $stream { $stream { _private: () } }
    impl $stream { pub fn lock(&self) -> $lock<'static> { $lock { _stream: crate::marker::PhantomData } } }
    impl Write for $stream { fn write(&mut self, buf: &[u8]) -> Result<usize> { crate::intrinsics::$write(buf.as_ptr(), buf.len()); Ok(buf.len()) } fn flush(&mut self) -> Result<()> { Ok(()) } }
    impl Write for &$stream { fn write(&mut self, buf: &[u8]) -> Result<usize> { crate::intrinsics::$write(buf.as_ptr(), buf.len()); Ok(buf.len()) } fn flush(&mut self) -> Result<()> { Ok(()) } }
    impl Write for $lock<'_> { fn write(&mut self, buf: &[u8]) -> Result<usize> { crate::intrinsics::$write(buf.as_ptr(), buf.len()); Ok(buf.len()) } fn flush(&mut self) -> Result<()> { Ok(()) } }
)* } }
standard_streams! { stdout Stdout StdoutLock write_stdout stderr Stderr StderrLock write_stderr }
