// What rustc's library has and this one lacks, by name: a failure to find one of these is ours, and is refused, where a program's own
// types are involved and the failure would pass for the author's mistake. Kept complete by comparing rustdoc's pages of std with what
// the library declares; what gets implemented is taken off the list.
#[lang = "unsupported_names"]
#[unsupported(carrying_add)]
struct Names;
#[lang = "unsupported_impls"]
#[unsupported("Debug for Nothing")]
struct Impls;
