// The standard macros. Built-in ones are expanded by the front end.
#[macro_export] #[rustc_diagnostic_item = "format_args_macro"] #[rustc_builtin_macro] macro_rules! format_args { () => {} }
#[macro_export] #[rustc_builtin_macro] macro_rules! format_args_nl { () => {} }
#[macro_export] #[rustc_builtin_macro] macro_rules! const_format_args { () => {} }
#[macro_export] #[rustc_diagnostic_item = "concat_macro"] #[rustc_builtin_macro] macro_rules! concat { () => {} }
#[macro_export] #[rustc_diagnostic_item = "stringify_macro"] #[rustc_builtin_macro] macro_rules! stringify { () => {} }
#[macro_export] #[rustc_diagnostic_item = "line_macro"] #[rustc_builtin_macro] macro_rules! line { () => {} }
#[macro_export] #[rustc_diagnostic_item = "column_macro"] #[rustc_builtin_macro] macro_rules! column { () => {} }
#[macro_export] #[rustc_diagnostic_item = "file_macro"] #[rustc_builtin_macro] macro_rules! file { () => {} }
#[macro_export] #[rustc_diagnostic_item = "module_path_macro"] #[rustc_builtin_macro] macro_rules! module_path { () => {} }
#[macro_export] #[rustc_diagnostic_item = "cfg_macro"] #[rustc_builtin_macro] macro_rules! cfg { () => {} }
#[macro_export] #[rustc_builtin_macro] macro_rules! compile_error { () => {} }
#[macro_export] #[rustc_diagnostic_item = "env_macro"] #[rustc_builtin_macro] macro_rules! env { () => {} }
#[macro_export] #[rustc_diagnostic_item = "option_env_macro"] #[rustc_builtin_macro] macro_rules! option_env { () => {} }
#[macro_export] #[rustc_builtin_macro] macro_rules! include { () => {} }
#[macro_export] #[rustc_diagnostic_item = "include_str_macro"] #[rustc_builtin_macro] macro_rules! include_str { () => {} }
#[macro_export] #[rustc_diagnostic_item = "include_bytes_macro"] #[rustc_builtin_macro] macro_rules! include_bytes { () => {} }
#[macro_export] #[rustc_builtin_macro] macro_rules! offset_of { () => {} }
#[macro_export] #[rustc_builtin_macro] macro_rules! asm { () => {} }
#[macro_export] #[rustc_builtin_macro] macro_rules! global_asm { () => {} }
#[macro_export] #[rustc_builtin_macro] macro_rules! naked_asm { () => {} }
#[macro_export] #[rustc_builtin_macro] macro_rules! cfg_select { () => {} }
#[macro_export] #[rustc_diagnostic_item = "assert_macro"] #[rustc_builtin_macro] macro_rules! assert { () => {} }
#[macro_export] #[rustc_diagnostic_item = "panic_macro"] #[rustc_builtin_macro] macro_rules! panic { () => {} }
#[macro_export] #[rustc_diagnostic_item = "unreachable_macro"] #[rustc_builtin_macro] macro_rules! unreachable { () => {} }

#[macro_export]
macro_rules! panic_2015 {
    () => ($crate::panicking::panic("explicit panic"));
    ($msg:literal $(,)?) => ($crate::panicking::panic_literal($msg));
    ($msg:expr $(,)?) => ($crate::panicking::begin_panic($msg));
    ($fmt:expr, $($arg:tt)+) => ($crate::panicking::panic_fmt($crate::format_args!($fmt, $($arg)+)));
}
#[macro_export]
macro_rules! panic_2021 {
    () => ($crate::panicking::panic("explicit panic"));
    ("{}", $arg:expr $(,)?) => ($crate::panicking::panic_display(&$arg));
    ($($t:tt)+) => ($crate::panicking::panic_fmt($crate::format_args!($($t)+)));
}
#[macro_export]
macro_rules! unreachable_2015 {
    () => ($crate::panicking::panic("internal error: entered unreachable code"));
    ($msg:expr $(,)?) => ($crate::panicking::unreachable_display(&$msg));
    ($fmt:expr, $($arg:tt)*) => ($crate::panic!($crate::concat!("internal error: entered unreachable code: ", $fmt), $($arg)*));
}
#[macro_export]
macro_rules! unreachable_2021 {
    () => ($crate::panicking::panic("internal error: entered unreachable code"));
    ($($t:tt)+) => ($crate::panic!("internal error: entered unreachable code: {}", $crate::format_args!($($t)+)));
}
#[macro_export]
#[rustc_diagnostic_item = "print_macro"]
macro_rules! print { ($($arg:tt)*) => {{ $crate::io::_print($crate::format_args!($($arg)*)); }}; }
#[macro_export]
#[rustc_diagnostic_item = "println_macro"]
macro_rules! println {
    () => { $crate::print!("\n") };
    ($($arg:tt)*) => {{ $crate::io::_print($crate::format_args_nl!($($arg)*)); }};
}
#[macro_export]
#[rustc_diagnostic_item = "eprint_macro"]
macro_rules! eprint { ($($arg:tt)*) => {{ $crate::io::_eprint($crate::format_args!($($arg)*)); }}; }
#[macro_export]
#[rustc_diagnostic_item = "eprintln_macro"]
macro_rules! eprintln {
    () => { $crate::eprint!("\n") };
    ($($arg:tt)*) => {{ $crate::io::_eprint($crate::format_args_nl!($($arg)*)); }};
}
#[macro_export]
#[rustc_diagnostic_item = "format_macro"]
#[at(format = "alloc/src/macros.rs:111:0")]
macro_rules! format {
    ($($arg:tt)*) => {
        $crate::__export::must_use({
            $crate::fmt::format($crate::format_args!($($arg)*))
        })
    }
}
#[macro_export]
#[rustc_diagnostic_item = "write_macro"]
macro_rules! write { ($dst:expr, $($arg:tt)*) => { $dst.write_fmt($crate::format_args!($($arg)*)) }; }
#[macro_export]
#[rustc_diagnostic_item = "writeln_macro"]
macro_rules! writeln {
    ($dst:expr $(,)?) => { $crate::write!($dst, "\n") };
    ($dst:expr, $($arg:tt)*) => { $dst.write_fmt($crate::format_args_nl!($($arg)*)) };
}
#[macro_export]
// The lines are rustc's own: errors name them.
#[rustc_diagnostic_item = "vec_macro"]
#[at(vec = "alloc/src/macros.rs:42:0")]
macro_rules! vec {
    () => (
        $crate::vec::Vec::new()
    );
    ($elem:expr; $n:expr) => (
        $crate::vec::from_elem($elem, $n)
    );








    ($($x:expr),+ $(,)?) => (
        <[_]>::into_vec($crate::boxed::Box::new([$($x),+]))
    );
}
#[macro_export]
#[rustc_diagnostic_item = "assert_eq_macro"]
#[at(assert_eq = "core/src/macros/mod.rs:42:0")]
macro_rules! assert_eq {
    ($left:expr, $right:expr $(,)?) => ({
        match (&$left, &$right) {
            (left_val, right_val) => {
                if !(*left_val == *right_val) {
                    let kind = $crate::panicking::AssertKind::Eq;
                    // The reborrows keep the values out of the stack slots that the borrows would need
                    // before the comparison. The lines are rustc's own: errors name them.

                    $crate::panicking::assert_failed(kind, &*left_val, &*right_val, $crate::option::Option::None);
                }
            }
        }
    });
    ($left:expr, $right:expr, $($arg:tt)+) => ({
        match (&$left, &$right) {
            (left_val, right_val) => {
                if !(*left_val == *right_val) {
                    let kind = $crate::panicking::AssertKind::Eq;



                    $crate::panicking::assert_failed(kind, &*left_val, &*right_val, $crate::option::Option::Some($crate::format_args!($($arg)+)));
                }
            }
        }
    });
}
#[macro_export]
#[rustc_diagnostic_item = "assert_ne_macro"]
#[at(assert_ne = "core/src/macros/mod.rs:98:0")]
macro_rules! assert_ne {
    ($left:expr, $right:expr $(,)?) => ({
        match (&$left, &$right) {
            (left_val, right_val) => {
                if *left_val == *right_val {
                    let kind = $crate::panicking::AssertKind::Ne;
                    // The reborrows keep the values out of the stack slots that the borrows would need
                    // before the comparison. The lines are rustc's own: errors name them.

                    $crate::panicking::assert_failed(kind, &*left_val, &*right_val, $crate::option::Option::None);
                }
            }
        }
    });
    ($left:expr, $right:expr, $($arg:tt)+) => ({
        match (&($left), &($right)) {
            (left_val, right_val) => {
                if *left_val == *right_val {
                    let kind = $crate::panicking::AssertKind::Ne;



                    $crate::panicking::assert_failed(kind, &*left_val, &*right_val, $crate::option::Option::Some($crate::format_args!($($arg)+)));
                }
            }
        }
    });
}
#[macro_export]
#[rustc_diagnostic_item = "debug_assert_macro"]
macro_rules! debug_assert { ($($arg:tt)*) => { if true { $crate::assert!($($arg)*); } }; }
#[macro_export]
#[rustc_diagnostic_item = "debug_assert_eq_macro"]
macro_rules! debug_assert_eq { ($($arg:tt)*) => { if true { $crate::assert_eq!($($arg)*); } }; }
#[macro_export]
#[rustc_diagnostic_item = "debug_assert_ne_macro"]
macro_rules! debug_assert_ne { ($($arg:tt)*) => { if true { $crate::assert_ne!($($arg)*); } }; }
#[macro_export]
#[rustc_diagnostic_item = "matches_macro"]
macro_rules! matches {
    ($expression:expr, $pattern:pat $(if $guard:expr)? $(,)?) => {
        match $expression { $pattern $(if $guard)? => true, _ => false }
    };
}
#[macro_export]
#[rustc_diagnostic_item = "try_macro"]
macro_rules! r#try {
    ($expr:expr $(,)?) => {
        match $expr {
            $crate::result::Result::Ok(val) => val,
            $crate::result::Result::Err(err) => { return $crate::result::Result::Err($crate::convert::From::from(err)); }
        }
    };
}
#[macro_export]
#[rustc_diagnostic_item = "todo_macro"]
macro_rules! todo {
    () => ($crate::panicking::panic("not yet implemented"));
    ($($arg:tt)+) => ($crate::panic!("not yet implemented: {}", $crate::format_args!($($arg)+)));
}
#[macro_export]
#[rustc_diagnostic_item = "unimplemented_macro"]
macro_rules! unimplemented {
    () => ($crate::panicking::panic("not implemented"));
    ($($arg:tt)+) => ($crate::panic!("not implemented: {}", $crate::format_args!($($arg)+)));
}
#[macro_export]
#[rustc_diagnostic_item = "dbg_macro"]
#[at(dbg = "std/src/macros.rs:352:0")]
macro_rules! dbg {





    () => {
        $crate::eprintln!("[{}:{}:{}]", $crate::file!(), $crate::line!(), $crate::column!())
    };
    ($val:expr $(,)?) => {
        // A match: the temporaries of the value live as long as the whole.
        match $val {
            tmp => {
                $crate::eprintln!("[{}:{}:{}] {} = {:#?}", $crate::file!(), $crate::line!(), $crate::column!(), $crate::stringify!($val), &tmp);
                tmp
            }
        }
    };
    ($($val:expr),+ $(,)?) => { ($($crate::dbg!($val)),+,) };
}
#[macro_export]
#[rustc_diagnostic_item = "thread_local_macro"]
macro_rules! thread_local {
    () => {};
    ($(#[$attr:meta])* $vis:vis static $name:ident : $t:ty = const $init:block; $($rest:tt)*) => (
        $crate::thread_local!($(#[$attr])* $vis static $name: $t = $init);
        $crate::thread_local!($($rest)*);
    );
    ($(#[$attr:meta])* $vis:vis static $name:ident : $t:ty = const $init:block) => (
        $crate::thread_local!($(#[$attr])* $vis static $name: $t = $init);
    );
    ($(#[$attr:meta])* $vis:vis static $name:ident : $t:ty = $init:expr; $($rest:tt)*) => (
        $crate::thread_local!($(#[$attr])* $vis static $name: $t = $init);
        $crate::thread_local!($($rest)*);
    );
    ($(#[$attr:meta])* $vis:vis static $name:ident : $t:ty = $init:expr) => (
        $(#[$attr])* $vis const $name: $crate::thread::LocalKey<$t> = {
            fn __init() -> $t { $init }
            static __KEY: u8 = 0;
            $crate::thread::LocalKey::__new(&__KEY, __init)
        };
    );
}
#[macro_export]
macro_rules! addr_of { ($place:expr) => { &raw const $place }; }
#[macro_export]
macro_rules! addr_of_mut { ($place:expr) => { &raw mut $place }; }
#[macro_export]
#[rustc_diagnostic_item = "pin_macro"]
#[at(name = "core/src/pin.rs:2033:10")]
macro_rules! pin {
    ($value:expr $(,)?) => { $crate::pin::Pin::<&mut _> { __pointer: &mut
                  { $value } } };
}
