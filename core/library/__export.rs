// Used by the standard macros' expansions.
pub fn must_use<T>(t: T) -> T { t }
