// Formatting: the traits, Formatter, and the interpreter of format_args! templates (see the front end's format strings).
use crate::boxed::Box;
use crate::cell::Cell;
use crate::intrinsics;
use crate::marker::PhantomData;
use crate::string::String;

pub mod rt {}
pub type Result = crate::result::Result<(), Error>;
#[derive(Copy, Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Error;
impl Display for Error { fn fmt(&self, f: &mut Formatter<'_>) -> Result { Display::fmt("an error occurred when formatting an argument", f) } }

pub trait Write {
    fn write_str(&mut self, s: &str) -> Result;
    fn write_char(&mut self, c: char) -> Result { let mut buf = [0u8; 4]; self.write_str(c.encode_utf8(&mut buf)) }
    fn write_fmt(&mut self, args: Arguments<'_>) -> Result where Self: Sized { write(self, args) }
}
impl<W: Write> Write for &mut W {
    fn write_str(&mut self, s: &str) -> Result { (**self).write_str(s) }
    fn write_char(&mut self, c: char) -> Result { (**self).write_char(c) }
}
impl dyn Write + '_ { pub fn write_fmt(&mut self, args: Arguments<'_>) -> Result { write(self, args) } }

macro_rules! format_traits { ($($(#[$complete:meta])* $Name:ident $item:literal)*) => { $(
    #[rustc_diagnostic_item = $item]
    $(#[$complete])*
    pub trait $Name { fn fmt(&self, f: &mut Formatter<'_>) -> Result; }
    impl<T: ?Sized + $Name> $Name for &T { fn fmt(&self, f: &mut Formatter<'_>) -> Result { $Name::fmt(&**self, f) } }
    impl<T: ?Sized + $Name> $Name for &mut T { fn fmt(&self, f: &mut Formatter<'_>) -> Result { $Name::fmt(&**self, f) } }
)* } }
format_traits! { #[rustc_trivial_field_reads] Debug "Debug" #[complete(all)] Display "Display" Octal "Octal" LowerHex "LowerHex" UpperHex "UpperHex" Binary "Binary" LowerExp "LowerExp" UpperExp "UpperExp" }
#[rustc_diagnostic_item = "Pointer"]
pub trait Pointer { fn fmt(&self, f: &mut Formatter<'_>) -> Result; }
impl<T: ?Sized> Pointer for &T { fn fmt(&self, f: &mut Formatter<'_>) -> Result { Pointer::fmt(&(*self as *const T), f) } }
impl<T: ?Sized> Pointer for &mut T { fn fmt(&self, f: &mut Formatter<'_>) -> Result { Pointer::fmt(&(&raw const **self), f) } }
pub(crate) fn pointer_fmt_inner(addr: usize, f: &mut Formatter<'_>) -> Result {
    let old = f.options;
    if f.alternate() {
        f.options.flags |= FLAG_ZERO;
        if f.options.width.is_none() { f.options.width = Some(18); }
    }
    f.options.flags |= FLAG_ALTERNATE;
    let ret = LowerHex::fmt(&addr, f);
    f.options = old;
    ret
}

const FLAG_PLUS: u32 = 1;
const FLAG_MINUS: u32 = 2;
const FLAG_ALTERNATE: u32 = 4;
const FLAG_ZERO: u32 = 8;
const FLAG_DEBUG_LOWER_HEX: u32 = 16;
const FLAG_DEBUG_UPPER_HEX: u32 = 32;

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Alignment { Left, Right, Center }
#[derive(Copy, Clone)]
struct Options { flags: u32, fill: char, align: Option<Alignment>, width: Option<usize>, precision: Option<usize> }
const DEFAULT: Options = Options { flags: 0, fill: ' ', align: None, width: None, precision: None };

#[lang = "Formatter"]
pub struct Formatter<'a> { options: Options, buf: &'a mut (dyn Write + 'a) }

// One argument: what to format and how, types erased.
#[lang = "format_argument"]
#[derive(Copy, Clone)]
pub struct Argument<'a> { value: *const u8, kind: ArgumentKind, lifetime: PhantomData<&'a ()> }
#[derive(Copy, Clone)]
enum ArgumentKind { Format(fn(*const u8, &mut Formatter<'_>) -> Result), Count(usize) }
macro_rules! new_arguments { ($($lang:literal $name:ident $erased:ident $Trait:ident)*) => { $(
    fn $erased<T: $Trait>(value: *const u8, f: &mut Formatter<'_>) -> Result { <T as $Trait>::fmt(unsafe { &*(value as *const T) }, f) }
    #[lang = $lang]
    pub fn $name<T: $Trait>(x: &T) -> Argument<'_> {
        Argument { value: x as *const T as *const u8, kind: ArgumentKind::Format($erased::<T>), lifetime: PhantomData }
    }
)* } }
new_arguments! {
    "format_argument_new_display" new_display erased_display Display
    "format_argument_new_debug" new_debug erased_debug Debug
    "format_argument_new_octal" new_octal erased_octal Octal
    "format_argument_new_lower_hex" new_lower_hex erased_lower_hex LowerHex
    "format_argument_new_upper_hex" new_upper_hex erased_upper_hex UpperHex
    "format_argument_new_binary" new_binary erased_binary Binary
    "format_argument_new_lower_exp" new_lower_exp erased_lower_exp LowerExp
    "format_argument_new_upper_exp" new_upper_exp erased_upper_exp UpperExp
    "format_argument_new_pointer" new_pointer erased_pointer Pointer
}
#[lang = "format_argument_from_usize"]
#[track_caller]
pub fn from_usize(x: &usize) -> Argument<'_> { if *x > 0xFFFF { panic!("Formatting argument out of range"); } Argument { value: x as *const usize as *const u8, kind: ArgumentKind::Count(*x), lifetime: PhantomData } }

#[lang = "format_arguments"]
#[derive(Copy, Clone)]
pub struct Arguments<'a> { template: &'a [u8], text: Option<&'static str>, args: &'a [Argument<'a>] }
#[lang = "format_arguments_new"]
pub fn new_arguments<'a, const N: usize, const M: usize>(template: &'a [u8; N], args: &'a [Argument<'a>; M]) -> Arguments<'a> { Arguments { template, text: None, args } }
#[lang = "format_arguments_from_str"]
pub const fn arguments_from_str(text: &'static str) -> Arguments<'static> { Arguments { template: &[], text: Some(text), args: &[] } }
impl<'a> Arguments<'a> {
    pub const fn as_str(&self) -> Option<&'static str> { self.text }
    pub fn as_statically_known_str(&self) -> Option<&'static str> { self.text }
}
impl Debug for Arguments<'_> { fn fmt(&self, fmt: &mut Formatter<'_>) -> Result { Display::fmt(self, fmt) } }
impl Display for Arguments<'_> { fn fmt(&self, fmt: &mut Formatter<'_>) -> Result { write(fmt.buf, *self) } }

struct Template<'a> { bytes: &'a [u8], at: usize }
impl<'a> Template<'a> {
    fn byte(&mut self) -> u8 { let b = self.bytes[self.at]; self.at += 1; b }
    fn varint(&mut self) -> usize {
        let mut value = 0usize;
        let mut shift = 0u32;
        loop {
            let b = self.byte();
            value |= ((b & 127) as usize) << shift;
            if b < 128 { return value; }
            shift += 7;
        }
    }
}
pub fn write(output: &mut dyn Write, args: Arguments<'_>) -> Result {
    if let Some(text) = args.text { return output.write_str(text); }
    let mut t = Template { bytes: args.template, at: 0 };
    let mut f = Formatter { options: DEFAULT, buf: output };
    let mut next = 0usize;
    loop {
        let tag = t.byte();
        if tag == 0 { return Ok(()); }
        if tag == 1 {
            let len = t.varint();
            let start = t.at;
            t.at += len;
            f.buf.write_str(unsafe { crate::str::from_utf8_unchecked(crate::slice::from_raw_parts(t.bytes.as_ptr().add(start), len)) })?;
            continue;
        }
        if tag == 2 {
            f.options = DEFAULT;
        } else {
            next = t.varint();
            let fill = unsafe { crate::char::from_u32_unchecked(t.varint() as u32) };
            let align = match t.byte() { 0 => Some(Alignment::Left), 1 => Some(Alignment::Right), 2 => Some(Alignment::Center), _ => None };
            let flags = t.varint() as u32;
            let width = count(&mut t, args.args);
            let precision = count(&mut t, args.args);
            f.options = Options { flags, fill, align, width, precision };
        }
        let argument = &args.args[next];
        next += 1;
        match argument.kind { ArgumentKind::Format(format) => format(argument.value, &mut f)?, ArgumentKind::Count(n) => Display::fmt(&n, &mut f)? }
    }
}
fn count(t: &mut Template<'_>, args: &[Argument<'_>]) -> Option<usize> {
    match t.byte() {
        0 => None,
        1 => Some(t.varint()),
        _ => { let i = t.varint(); match args[i].kind { ArgumentKind::Count(n) => Some(n), _ => None } }
    }
}
pub fn format(args: Arguments<'_>) -> String {
    if let Some(text) = args.text { return String::from(text); }
    let mut output = String::new();
    match write(&mut output, args) { Ok(()) => output, Err(_) => panic!("a formatting trait implementation returned an error when the underlying stream did not") }
}

impl<'a> Formatter<'a> {
    fn wrap_buf<'b>(&self, buf: &'b mut (dyn Write + 'b)) -> Formatter<'b> { Formatter { options: self.options, buf } }
    pub fn pad_integral(&mut self, is_nonnegative: bool, prefix: &str, buf: &str) -> Result {
        let mut width = buf.len();
        let mut sign = None;
        if !is_nonnegative { sign = Some('-'); width += 1; } else if self.sign_plus() { sign = Some('+'); width += 1; }
        let prefix = if self.alternate() { width += prefix.len(); Some(prefix) } else { None };
        let min = match self.options.width { None => 0, Some(w) => w };
        if width >= min {
            self.write_prefix(sign, prefix)?;
            return self.buf.write_str(buf);
        }
        if self.sign_aware_zero_pad() {
            let old = self.options;
            self.options.fill = '0';
            self.options.align = Some(Alignment::Right);
            self.write_prefix(sign, prefix)?;
            let post = self.padding(min - width, Alignment::Right)?;
            self.buf.write_str(buf)?;
            self.write_fill(post)?;
            self.options = old;
            return Ok(());
        }
        let post = self.padding(min - width, Alignment::Right)?;
        self.write_prefix(sign, prefix)?;
        self.buf.write_str(buf)?;
        self.write_fill(post)
    }
    fn write_prefix(&mut self, sign: Option<char>, prefix: Option<&str>) -> Result {
        if let Some(c) = sign { self.buf.write_char(c)?; }
        if let Some(prefix) = prefix { self.buf.write_str(prefix) } else { Ok(()) }
    }
    pub fn pad(&mut self, s: &str) -> Result {
        if self.options.width.is_none() && self.options.precision.is_none() { return self.buf.write_str(s); }
        let s = match self.options.precision {
            None => s,
            Some(max) => match s.char_indices().nth(max) { Some((i, _)) => &s[..i], None => s },
        };
        match self.options.width {
            None => self.buf.write_str(s),
            Some(width) => {
                let n = s.chars().count();
                if n >= width { return self.buf.write_str(s); }
                let post = self.padding(width - n, Alignment::Left)?;
                self.buf.write_str(s)?;
                self.write_fill(post)
            }
        }
    }
    // Writes what comes before; returns how much comes after.
    fn padding(&mut self, padding: usize, default: Alignment) -> crate::result::Result<usize, Error> {
        let align = match self.options.align { Some(a) => a, None => default };
        let pre = match align { Alignment::Left => 0, Alignment::Right => padding, Alignment::Center => padding / 2 };
        self.write_fill(pre)?;
        Ok(padding - pre)
    }
    fn write_fill(&mut self, n: usize) -> Result { let mut i = 0; while i < n { self.buf.write_char(self.options.fill)?; i += 1; } Ok(()) }
    // A float's text, with its sign, to be padded with the sign first where zeros are asked for.
    fn pad_number(&mut self, text: &str, negative: bool, finite: bool) -> Result {
        let mut len = text.len();
        let plus = !negative && self.sign_plus();
        if plus { len += 1; }
        let min = match self.options.width { None => 0, Some(w) => w };
        let digits = if negative { &text[1..] } else { text };
        let sign = if negative { "-" } else if plus { "+" } else { "" };
        if len >= min { self.buf.write_str(sign)?; return self.buf.write_str(digits); }
        if self.sign_aware_zero_pad() && finite {
            self.buf.write_str(sign)?;
            let mut i = len;
            while i < min { self.buf.write_char('0')?; i += 1; }
            return self.buf.write_str(digits);
        }
        let post = self.padding(min - len, Alignment::Right)?;
        self.buf.write_str(sign)?;
        self.buf.write_str(digits)?;
        self.write_fill(post)
    }
    pub fn write_str(&mut self, data: &str) -> Result { self.buf.write_str(data) }
    pub fn write_char(&mut self, c: char) -> Result { self.buf.write_char(c) }
    pub fn write_fmt(&mut self, fmt: Arguments<'_>) -> Result { if let Some(s) = fmt.text { self.buf.write_str(s) } else { write(self.buf, fmt) } }
    pub fn fill(&self) -> char { self.options.fill }
    pub fn align(&self) -> Option<Alignment> { self.options.align }
    pub fn width(&self) -> Option<usize> { self.options.width }
    pub fn precision(&self) -> Option<usize> { self.options.precision }
    pub fn sign_plus(&self) -> bool { self.options.flags & FLAG_PLUS != 0 }
    pub fn sign_minus(&self) -> bool { self.options.flags & FLAG_MINUS != 0 }
    pub fn alternate(&self) -> bool { self.options.flags & FLAG_ALTERNATE != 0 }
    pub fn sign_aware_zero_pad(&self) -> bool { self.options.flags & FLAG_ZERO != 0 }
    fn debug_lower_hex(&self) -> bool { self.options.flags & FLAG_DEBUG_LOWER_HEX != 0 }
    fn debug_upper_hex(&self) -> bool { self.options.flags & FLAG_DEBUG_UPPER_HEX != 0 }
    pub fn debug_struct<'b>(&'b mut self, name: &str) -> DebugStruct<'b, 'a> { let result = self.write_str(name); DebugStruct { fmt: self, result, has_fields: false } }
    pub fn debug_tuple<'b>(&'b mut self, name: &str) -> DebugTuple<'b, 'a> { let result = self.write_str(name); DebugTuple { fmt: self, result, fields: 0, empty_name: name.is_empty() } }
    pub fn debug_list<'b>(&'b mut self) -> DebugList<'b, 'a> { let result = self.write_str("["); DebugList { inner: DebugInner { fmt: self, result, has_fields: false } } }
    pub fn debug_set<'b>(&'b mut self) -> DebugSet<'b, 'a> { let result = self.write_str("{"); DebugSet { inner: DebugInner { fmt: self, result, has_fields: false } } }
    pub fn debug_map<'b>(&'b mut self) -> DebugMap<'b, 'a> { let result = self.write_str("{"); DebugMap { fmt: self, result, has_fields: false, has_key: false, on_newline: true } }
    // What derive(Debug) calls.
    pub fn debug_tuple_fields_finish(&mut self, name: &str, values: &[&dyn Debug]) -> Result {
        let mut builder = self.debug_tuple(name);
        for value in values { builder.field(value); }
        builder.finish()
    }
    pub fn debug_struct_fields_finish(&mut self, name: &str, names: &[&str], values: &[&dyn Debug]) -> Result {
        let mut builder = self.debug_struct(name);
        let mut i = 0;
        while i < names.len() { builder.field(names[i], values[i]); i += 1; }
        builder.finish()
    }
}
impl Write for Formatter<'_> {
    fn write_str(&mut self, s: &str) -> Result { self.buf.write_str(s) }
    fn write_char(&mut self, c: char) -> Result { self.buf.write_char(c) }
    fn write_fmt(&mut self, args: Arguments<'_>) -> Result { write(self.buf, args) }
}

// Indents what is written through it: `{:#?}`.
struct PadAdapter<'buf, 'state> { buf: &'buf mut (dyn Write + 'buf), on_newline: &'state mut bool }
impl Write for PadAdapter<'_, '_> {
    fn write_str(&mut self, s: &str) -> Result {
        let bytes = s.as_bytes();
        let mut start = 0;
        while start < bytes.len() {
            if *self.on_newline { self.buf.write_str("    ")?; }
            let rest = bytes.len() - start;
            let at = intrinsics::find_byte(unsafe { bytes.as_ptr().add(start) }, rest, 10);
            let len = if at < rest { at + 1 } else { rest };
            *self.on_newline = at < rest;
            self.buf.write_str(unsafe { crate::str::from_utf8_unchecked(crate::slice::from_raw_parts(bytes.as_ptr().add(start), len)) })?;
            start += len;
        }
        Ok(())
    }
}
pub struct DebugStruct<'a, 'b> { fmt: &'a mut Formatter<'b>, result: Result, has_fields: bool }
impl<'a, 'b> DebugStruct<'a, 'b> {
    pub fn field(&mut self, name: &str, value: &dyn Debug) -> &mut Self {
        if self.result.is_ok() { self.result = self.write_field(name, value); }
        self.has_fields = true;
        self
    }
    fn write_field(&mut self, name: &str, value: &dyn Debug) -> Result {
        if self.fmt.alternate() {
            if !self.has_fields { self.fmt.write_str(" {\n")?; }
            let mut on_newline = true;
            let options = self.fmt.options;
            let mut adapter = PadAdapter { buf: self.fmt.buf, on_newline: &mut on_newline };
            let mut writer = Formatter { options, buf: &mut adapter };
            writer.write_str(name)?;
            writer.write_str(": ")?;
            value.fmt(&mut writer)?;
            writer.write_str(",\n")
        } else {
            self.fmt.write_str(if self.has_fields { ", " } else { " { " })?;
            self.fmt.write_str(name)?;
            self.fmt.write_str(": ")?;
            value.fmt(self.fmt)
        }
    }
    pub fn finish_non_exhaustive(&mut self) -> Result {
        if self.result.is_ok() {
            self.result = if self.has_fields {
                if self.fmt.alternate() { self.fmt.write_str("    ..\n}") } else { self.fmt.write_str(", .. }") }
            } else {
                self.fmt.write_str(" { .. }")
            };
        }
        self.result
    }
    pub fn finish(&mut self) -> Result {
        if self.has_fields && self.result.is_ok() { self.result = if self.fmt.alternate() { self.fmt.write_str("}") } else { self.fmt.write_str(" }") }; }
        self.result
    }
}
pub struct DebugTuple<'a, 'b> { fmt: &'a mut Formatter<'b>, result: Result, fields: usize, empty_name: bool }
impl<'a, 'b> DebugTuple<'a, 'b> {
    pub fn field(&mut self, value: &dyn Debug) -> &mut Self {
        if self.result.is_ok() { self.result = self.write_field(value); }
        self.fields += 1;
        self
    }
    fn write_field(&mut self, value: &dyn Debug) -> Result {
        if self.fmt.alternate() {
            if self.fields == 0 { self.fmt.write_str("(\n")?; }
            let mut on_newline = true;
            let options = self.fmt.options;
            let mut adapter = PadAdapter { buf: self.fmt.buf, on_newline: &mut on_newline };
            let mut writer = Formatter { options, buf: &mut adapter };
            value.fmt(&mut writer)?;
            writer.write_str(",\n")
        } else {
            self.fmt.write_str(if self.fields == 0 { "(" } else { ", " })?;
            value.fmt(self.fmt)
        }
    }
    pub fn finish_non_exhaustive(&mut self) -> Result {
        if self.result.is_ok() {
            self.result = if self.fields == 0 { self.fmt.write_str("(..)") } else if self.fmt.alternate() { self.fmt.write_str("    ..\n)") } else { self.fmt.write_str(", ..)") };
        }
        self.result
    }
    pub fn finish(&mut self) -> Result {
        if self.fields > 0 && self.result.is_ok() {
            if self.fields == 1 && self.empty_name && !self.fmt.alternate() { self.result = self.fmt.write_str(","); }
            if self.result.is_ok() { self.result = self.fmt.write_str(")"); }
        }
        self.result
    }
}
struct DebugInner<'a, 'b> { fmt: &'a mut Formatter<'b>, result: Result, has_fields: bool }
impl<'a, 'b> DebugInner<'a, 'b> {
    fn finish_non_exhaustive(&mut self, close: &str) -> Result {
        if self.result.is_ok() {
            self.result = if !self.has_fields { self.fmt.write_str("..") } else if self.fmt.alternate() { self.fmt.write_str("    ..\n") } else { self.fmt.write_str(", ..") };
            if self.result.is_ok() { self.result = self.fmt.write_str(close); }
        }
        self.result
    }
    fn entry(&mut self, entry: &dyn Debug) {
        if self.result.is_ok() { self.result = self.write_entry(entry); }
        self.has_fields = true;
    }
    fn write_entry(&mut self, entry: &dyn Debug) -> Result {
        if self.fmt.alternate() {
            if !self.has_fields { self.fmt.write_str("\n")?; }
            let mut on_newline = true;
            let options = self.fmt.options;
            let mut adapter = PadAdapter { buf: self.fmt.buf, on_newline: &mut on_newline };
            let mut writer = Formatter { options, buf: &mut adapter };
            entry.fmt(&mut writer)?;
            writer.write_str(",\n")
        } else {
            if self.has_fields { self.fmt.write_str(", ")?; }
            entry.fmt(self.fmt)
        }
    }
}
pub struct DebugSet<'a, 'b> { inner: DebugInner<'a, 'b> }
impl<'a, 'b> DebugSet<'a, 'b> {
    pub fn entry(&mut self, entry: &dyn Debug) -> &mut Self { self.inner.entry(entry); self }
    pub fn entries<D: Debug, I: IntoIterator<Item = D>>(&mut self, entries: I) -> &mut Self { for entry in entries { self.inner.entry(&entry); } self }
    pub fn finish(&mut self) -> Result { if self.inner.result.is_ok() { self.inner.result = self.inner.fmt.write_str("}"); } self.inner.result }
    pub fn finish_non_exhaustive(&mut self) -> Result { self.inner.finish_non_exhaustive("}") }
}
pub struct DebugList<'a, 'b> { inner: DebugInner<'a, 'b> }
impl<'a, 'b> DebugList<'a, 'b> {
    pub fn entry(&mut self, entry: &dyn Debug) -> &mut Self { self.inner.entry(entry); self }
    pub fn entries<D: Debug, I: IntoIterator<Item = D>>(&mut self, entries: I) -> &mut Self { for entry in entries { self.inner.entry(&entry); } self }
    pub fn finish(&mut self) -> Result { if self.inner.result.is_ok() { self.inner.result = self.inner.fmt.write_str("]"); } self.inner.result }
    pub fn finish_non_exhaustive(&mut self) -> Result { self.inner.finish_non_exhaustive("]") }
}
pub struct DebugMap<'a, 'b> { fmt: &'a mut Formatter<'b>, result: Result, has_fields: bool, has_key: bool, on_newline: bool }
impl<'a, 'b> DebugMap<'a, 'b> {
    pub fn entry(&mut self, key: &dyn Debug, value: &dyn Debug) -> &mut Self { self.key(key).value(value) }
    pub fn key(&mut self, key: &dyn Debug) -> &mut Self {
        if self.result.is_ok() { self.result = self.write_key(key); }
        self
    }
    fn write_key(&mut self, key: &dyn Debug) -> Result {
        if self.has_key { panic!("attempted to begin a new map entry without completing the previous one"); }
        if self.fmt.alternate() {
            if !self.has_fields { self.fmt.write_str("\n")?; }
            self.on_newline = true;
            let options = self.fmt.options;
            let mut adapter = PadAdapter { buf: self.fmt.buf, on_newline: &mut self.on_newline };
            let mut writer = Formatter { options, buf: &mut adapter };
            key.fmt(&mut writer)?;
            writer.write_str(": ")?;
        } else {
            if self.has_fields { self.fmt.write_str(", ")?; }
            key.fmt(self.fmt)?;
            self.fmt.write_str(": ")?;
        }
        self.has_key = true;
        Ok(())
    }
    pub fn value(&mut self, value: &dyn Debug) -> &mut Self {
        if self.result.is_ok() { self.result = self.write_value(value); }
        self.has_fields = true;
        self
    }
    fn write_value(&mut self, value: &dyn Debug) -> Result {
        if !self.has_key { panic!("attempted to format a map value before its key"); }
        if self.fmt.alternate() {
            let options = self.fmt.options;
            let mut adapter = PadAdapter { buf: self.fmt.buf, on_newline: &mut self.on_newline };
            let mut writer = Formatter { options, buf: &mut adapter };
            value.fmt(&mut writer)?;
            writer.write_str(",\n")?;
        } else {
            value.fmt(self.fmt)?;
        }
        self.has_key = false;
        Ok(())
    }
    pub fn finish_non_exhaustive(&mut self) -> Result {
        if self.result.is_ok() {
            if self.has_key { panic!("attempted to finish a map with a partial entry"); }
            self.result = if !self.has_fields { self.fmt.write_str("..}") } else if self.fmt.alternate() { self.fmt.write_str("    ..\n}") } else { self.fmt.write_str(", ..}") };
        }
        self.result
    }
    pub fn entries<K: Debug, V: Debug, I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) -> &mut Self { for (k, v) in entries { self.entry(&k, &v); } self }
    pub fn finish(&mut self) -> Result {
        if self.result.is_ok() {
            if self.has_key { panic!("attempted to finish a map with a partial entry"); }
            self.result = self.fmt.write_str("}");
        }
        self.result
    }
}
pub struct FromFn<F>(F);
pub fn from_fn<F: Fn(&mut Formatter<'_>) -> Result>(f: F) -> FromFn<F> { FromFn(f) }
impl<F: Fn(&mut Formatter<'_>) -> Result> Debug for FromFn<F> { fn fmt(&self, f: &mut Formatter<'_>) -> Result { (self.0)(f) } }
impl<F: Fn(&mut Formatter<'_>) -> Result> Display for FromFn<F> { fn fmt(&self, f: &mut Formatter<'_>) -> Result { (self.0)(f) } }

// --- numbers ---
fn format_integer(magnitude: u128, nonnegative: bool, radix: u32, upper: bool, prefix: &str, f: &mut Formatter<'_>) -> Result {
    let mut buf = [0u8; 128];
    let n = intrinsics::format_u128(magnitude, radix, upper, buf.as_mut_ptr());
    let text = unsafe { crate::str::from_utf8_unchecked(crate::slice::from_raw_parts(buf.as_ptr(), n)) };
    f.pad_integral(nonnegative, prefix, text)
}
macro_rules! integer_formats { ($($t:ident $u:ident $signed:literal;)*) => { $(
    impl Display for $t {
        fn fmt(&self, f: &mut Formatter<'_>) -> Result {
            let negative = $signed && (*self as i128) < 0;
            let magnitude = if negative { (*self as i128 as u128).wrapping_neg() } else { *self as u128 };
            format_integer(magnitude, !negative, 10, false, "", f)
        }
    }
    impl Debug for $t {
        fn fmt(&self, f: &mut Formatter<'_>) -> Result {
            if f.debug_lower_hex() { LowerHex::fmt(self, f) } else if f.debug_upper_hex() { UpperHex::fmt(self, f) } else { Display::fmt(self, f) }
        }
    }
    impl Binary for $t { fn fmt(&self, f: &mut Formatter<'_>) -> Result { format_integer(*self as $u as u128, true, 2, false, "0b", f) } }
    impl Octal for $t { fn fmt(&self, f: &mut Formatter<'_>) -> Result { format_integer(*self as $u as u128, true, 8, false, "0o", f) } }
    impl LowerHex for $t { fn fmt(&self, f: &mut Formatter<'_>) -> Result { format_integer(*self as $u as u128, true, 16, false, "0x", f) } }
    impl UpperHex for $t { fn fmt(&self, f: &mut Formatter<'_>) -> Result { format_integer(*self as $u as u128, true, 16, true, "0x", f) } }
    impl LowerExp for $t { fn fmt(&self, f: &mut Formatter<'_>) -> Result { LowerExp::fmt(&(*self as f64), f) } }
    impl UpperExp for $t { fn fmt(&self, f: &mut Formatter<'_>) -> Result { UpperExp::fmt(&(*self as f64), f) } }
)* } }
integer_formats! { u8 u8 false; u16 u16 false; u32 u32 false; u64 u64 false; u128 u128 false; usize usize false; i8 u8 true; i16 u16 true; i32 u32 true; i64 u64 true; i128 u128 true; isize usize true; }
fn format_float(value: f64, is_f32: bool, mode: u32, f: &mut Formatter<'_>) -> Result {
    let precision = match f.options.precision { Some(p) => p as isize, None => -1 };
    let capacity = 1100 + if precision > 0 { precision as usize } else { 0 };
    let mut buf: crate::vec::Vec<u8> = crate::vec::Vec::with_capacity(capacity);
    let n = intrinsics::format_f64(value, is_f32, mode, precision, buf.as_mut_ptr(), capacity);
    let text = unsafe { crate::str::from_utf8_unchecked(crate::slice::from_raw_parts(buf.as_ptr(), n)) };
    f.pad_number(text, text.as_bytes()[0] == b'-', value.is_finite())
}
macro_rules! float_formats { ($($t:ident $is32:literal)*) => { $(
    impl Display for $t { fn fmt(&self, f: &mut Formatter<'_>) -> Result { format_float(*self as f64, $is32, 0, f) } }
    impl Debug for $t { fn fmt(&self, f: &mut Formatter<'_>) -> Result { format_float(*self as f64, $is32, 1, f) } }
    impl LowerExp for $t { fn fmt(&self, f: &mut Formatter<'_>) -> Result { format_float(*self as f64, $is32, 2, f) } }
    impl UpperExp for $t { fn fmt(&self, f: &mut Formatter<'_>) -> Result { format_float(*self as f64, $is32, 3, f) } }
)* } }
float_formats! { f32 true f64 false }

// --- other primitives ---
impl Debug for ! { fn fmt(&self, _: &mut Formatter<'_>) -> Result { *self } }
impl Display for ! { fn fmt(&self, _: &mut Formatter<'_>) -> Result { *self } }
impl Debug for bool { fn fmt(&self, f: &mut Formatter<'_>) -> Result { Display::fmt(self, f) } }
impl Display for bool { fn fmt(&self, f: &mut Formatter<'_>) -> Result { f.pad(if *self { "true" } else { "false" }) } }
impl Debug for str {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_char('"')?;
        let mut from = 0;
        for (i, c) in self.char_indices() {
            let code = c as u32;
            if code >= 0x20 && code < 0x7f && c != '"' && c != '\\' { continue; }
            let esc = c.escape_debug_in_str();
            if esc.len() != 1 {
                f.write_str(&self[from..i])?;
                for e in esc { f.write_char(e)?; }
                from = i + c.len_utf8();
            }
        }
        f.write_str(&self[from..])?;
        f.write_char('"')
    }
}
impl Display for str { fn fmt(&self, f: &mut Formatter<'_>) -> Result { f.pad(self) } }
impl Debug for char {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_char('\'')?;
        for c in self.escape_debug_in_char() { f.write_char(c)?; }
        f.write_char('\'')
    }
}
impl Display for char {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if f.options.width.is_none() && f.options.precision.is_none() { f.write_char(*self) } else { let mut buf = [0u8; 4]; f.pad(self.encode_utf8(&mut buf)) }
    }
}
impl Debug for () { fn fmt(&self, f: &mut Formatter<'_>) -> Result { f.pad("()") } }
impl<T: Debug> Debug for [T] { fn fmt(&self, f: &mut Formatter<'_>) -> Result { f.debug_list().entries(self.iter()).finish() } }
impl<T: Debug, const N: usize> Debug for [T; N] { fn fmt(&self, f: &mut Formatter<'_>) -> Result { Debug::fmt(&self[..], f) } }
