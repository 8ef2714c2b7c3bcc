// What rustc's library has, stable or not, and this one lacks, by name: a failure to find one of these is ours, and is refused, where it
// would pass for the author's mistake. Kept complete by comparing rustdoc's pages of std with what the library declares; what gets
// implemented is taken off the lists. First names that no type of this library has.
#[lang = "unsupported_names"]
#[unsupported(
    adjust_alignment_to, advance_back_by, advance_by, algebraic_add, algebraic_div, algebraic_mul, algebraic_rem, algebraic_sub, alignment,
    allocator, array_assume_init, array_chunks, as_ascii, as_ascii_unchecked, as_millis_f32, as_millis_f64, as_non_null,
    as_non_null_ptr, as_simd, as_simd_mut, as_u64, as_uninit_mut, as_uninit_ref, as_uninit_slice, as_uninit_slice_mut,
    bit_width, borrowing_sub, break_ok, byte_offset, byte_offset_from, byte_offset_from_unsigned, can_unwind, carrying_add,
    carrying_carryless_mul, carrying_mul, carrying_mul_add, carryless_mul, cast_array, cast_slice, cast_uninit, checked_div_exact,
    clamp_magnitude, clone_from_ref, clone_from_ref_in, cmp_by, collect_into, const_make_global, continue_ok, cursor_back, cursor_back_mut,
    cursor_front, cursor_front_mut, data_ptr, decrement_strong_count_in, deposit_bits, div_duration_ceil, div_duration_floor, div_exact,
    div_floor, drain_sorted, entry_with, eq_by, erf, erfc, exit_process, extend_front, extend_one, extend_packed, extend_reserve,
    extract_bits, fetch_byte_add, fetch_byte_sub, fetch_ptr_add, fetch_ptr_sub, field_with, file_as_c_str, for_value_raw, format_into,
    from_ascii, from_days, from_fn, from_mut_slice, from_mut_unchecked, from_nanos_u128, from_non_null, from_non_null_in, from_parts,
    from_parts_in, from_raw_in, from_raw_os_error, from_raw_parts_in, from_raw_vec, from_size_alignment, from_size_alignment_unchecked,
    from_utf16be, from_utf16be_lossy, from_utf16le, from_utf16le_lossy, from_utf8_lossy_owned, from_weeks, funnel_shl, funnel_shr,
    get_mut_or_init, get_mut_or_try_init, get_mut_unchecked, get_or_try_init, get_or_try_insert_with, guaranteed_eq, guaranteed_ne,
    highest_one, increment_strong_count_in, intersperse, intersperse_with, into_array, into_chars, into_chunks, into_err, into_flat_iter,
    into_iter_sorted, into_non_null, into_non_null_with_allocator, into_ok, into_parts, into_parts_with_alloc, into_raw_parts_with_alloc,
    into_raw_with_allocator, into_slices, into_utf8_lossy, into_value, is_aligned_to, is_ascii_octdigit, is_full, is_partitioned,
    is_utf16_surrogate, isolate_highest_one, isolate_lowest_one, keep_rest, key_with, last_os_error, ln_gamma, lower_bound, lower_bound_mut,
    lowest_one, map_addr, map_or_default, map_windows, maximum, minimum, new_cyclic_in, new_in, new_uninit_in, new_uninit_slice_in,
    new_zeroed_in, new_zeroed_slice_in, next_chunk, next_index, no_hooks, padding_needed_for, partial_cmp_by, partial_sort_unstable,
    partial_sort_unstable_by, partial_sort_unstable_by_key, partition_dedup, partition_dedup_by, partition_dedup_by_key, partition_in_place,
    pin_in, prepend_from_within, push_within_capacity, recv_deadline, remove_matches, repeat_packed, replace_first, replace_last,
    rsplit_array_mut, rsplit_array_ref, same_channel, send_deadline, send_timeout, set_limit, shift_left, shift_right, shl_exact, shr_exact,
    slice_from_raw_parts, spawn_unchecked, split_array_mut, split_array_ref, split_at_spare_mut, static_mut, static_ref, strip_circumfix,
    subslice_range, substr_range, swap_unchecked, to_int_unchecked, to_raw_parts, to_vec_in, trait_info_of, trait_info_of_trait_type_id,
    trim_prefix, trim_suffix, truncate_front, try_cast_aligned, try_clone_from_ref, try_clone_from_ref_in, try_collect, try_find,
    try_insert, try_map, try_new, try_new_in, try_new_uninit, try_new_uninit_in, try_new_uninit_slice, try_new_uninit_slice_in,
    try_new_zeroed, try_new_zeroed_in, try_new_zeroed_slice, try_new_zeroed_slice_in, try_pin, try_pin_in, try_reduce, try_remove,
    try_shrink_to, try_shrink_to_fit, try_update, try_with_capacity, try_with_capacity_in, unchecked_disjoint_bitor, unchecked_div_exact,
    unchecked_shl_exact, unchecked_shr_exact, undo_leak, upper_bound, upper_bound_mut, value_with, widening_carryless_mul, widening_mul,
    with_addr, with_capacity_and_hasher_in, with_capacity_in, with_exposed_provenance, with_hasher_in, with_metadata_of, with_mut,
    with_options, without_provenance, wrapping_byte_add, wrapping_byte_offset, wrapping_byte_sub, wrapping_next_power_of_two, zip_with,
)]
struct Names;
// Names that rustc's library has twice: in `sync::nonpoison` and `sync::mpmc` as well, which are not stable. Messages give their paths.
#[lang = "ambiguous_names"]
mod ambiguous_names {
    pub struct Condvar;
    pub struct Mutex;
    pub struct MutexGuard;
    pub struct MappedMutexGuard;
    pub struct RwLock;
    pub struct RwLockReadGuard;
    pub struct RwLockWriteGuard;
    pub struct Sender;
    pub struct Receiver;
}
// "Type name name …": what it has of its own, or a trait of that name gives it. For names that others here have.
#[lang = "unsupported_methods"]
#[unsupported(
    "Alignment MIN as_nonzero as_usize log2 mask new new_unchecked of_val of_val_raw", "Arc downcast_unchecked map",
    "Arguments from_str", "AtomicBool from_mut get_mut_slice", "AtomicI16 from_mut get_mut_slice", "AtomicI32 from_mut get_mut_slice",
    "AtomicI64 from_mut get_mut_slice", "AtomicI8 from_mut get_mut_slice", "AtomicIsize from_mut get_mut_slice",
    "AtomicPtr from_mut get_mut_slice null", "AtomicU16 from_mut get_mut_slice", "AtomicU32 from_mut get_mut_slice",
    "AtomicU64 from_mut get_mut_slice", "AtomicU8 from_mut get_mut_slice", "AtomicUsize from_mut get_mut_slice", "BTreeMap merge",
    "BTreeSet entry get_or_insert get_or_insert_with", "BinaryHeap pop_if", "Bound as_mut copied",
    "Box downcast_unchecked map new_zeroed new_zeroed_slice take", "Cell get_cloned", "Chain get_mut get_ref into_inner",
    "Duration MICROSECOND MILLISECOND NANOSECOND SECOND", "Entry get insert", "Error downcast get_mut",
    "Formatter flags new options sign", "HashMap get_disjoint_unchecked_mut", "HashSet entry get_or_insert get_or_insert_with",
    "IntoIter empty new new_unchecked", "Iter as_slices", "IterMut as_mut_slice as_mut_slices as_slices", "LazyCell into_inner",
    "LazyLock into_inner", "Lines remainder", "LinkedList remove retain", "LocalKey update", "MaybeUninit as_bytes as_bytes_mut",
    "Mutex get_cloned replace set", "MutexGuard filter_map map",
    "NonNull align_offset as_mut_ptr cast_init expose_provenance from_raw_parts get_unchecked_mut offset_from_unsigned",
    "NonZero from_ascii_radix from_be from_le from_mut from_str_radix reverse_bits rotate_left rotate_right swap_bytes to_be to_le unchecked_add unchecked_mul",
    "Option flatten_mut flatten_ref reduce", "PeekMut refresh", "Pin as_deref_mut", "RSplit remainder", "RSplitN remainder",
    "RSplitTerminator remainder", "Range iter", "RangeFrom iter", "RangeInclusive iter", "Rc downcast_unchecked map",
    "Receiver capacity is_empty len", "Ref leak", "RefMut leak", "Rev into_inner", "RwLock get_cloned replace set",
    "RwLockReadGuard filter_map map", "RwLockWriteGuard filter_map map", "Sender capacity is_empty len try_send",
    "Split as_slice remainder", "SplitAsciiWhitespace remainder", "SplitInclusive remainder", "SplitN remainder",
    "SplitTerminator remainder", "SplitWhitespace remainder",
    "SystemTime MAX MIN saturating_add saturating_duration_since saturating_sub", "Take get_mut get_ref into_inner limit position",
    "Thread from_raw into_raw", "TryReserveError kind", "TypeId info", "UnsafeCell replace", "VacantEntry get", "Vec peek_mut recycle",
    "VecDeque extend_from_within extract_if prepend splice", "Wrapping next_power_of_two", "array transpose", "bool ok_or ok_or_else",
    "f32 BITS MAX_EXACT_INTEGER MIN_EXACT_INTEGER gamma", "f64 BITS MAX_EXACT_INTEGER MIN_EXACT_INTEGER gamma",
    "i128 checked_next_multiple_of div_ceil next_multiple_of", "i16 checked_next_multiple_of div_ceil next_multiple_of",
    "i32 checked_next_multiple_of div_ceil next_multiple_of", "i64 checked_next_multiple_of div_ceil next_multiple_of",
    "i8 checked_next_multiple_of div_ceil next_multiple_of", "isize checked_next_multiple_of div_ceil next_multiple_of",
    "pointer as_array as_mut_array as_mut_slice as_slice cast_init get_unchecked get_unchecked_mut mask split_at_mut split_at_mut_unchecked",
    "slice align_to_uninit_mut as_bytes as_bytes_mut as_flattened as_flattened_mut as_mut_slice as_slice as_str assume_init assume_init_drop assume_init_mut assume_init_ref new_uninit_slice new_zeroed_slice rsplit_once sort_floats split_once write_clone_of_slice write_copy_of_slice write_filled write_iter write_with",
    "str as_str", "ExactSizeIterator is_empty", "Write write_all_vectored write_vectored is_write_vectored", "RangeBounds is_empty",
)]
struct Methods;
// "Trait for Type", where at least one such impl is missing; with its module, a type whose name others have too.
#[lang = "unsupported_impls"]
#[unsupported(
    "Add for Saturating", "Add for Wrapping", "AddAssign for Saturating", "AddAssign for Wrapping", "AsMut for MaybeUninit",
    "AsRef for Cell", "AsRef for Drain", "AsRef for MaybeUninit", "BitAnd for Saturating", "BitAnd for Wrapping",
    "BitAndAssign for Saturating", "BitAndAssign for Wrapping", "BitOr for Saturating", "BitOr for T", "BitOr for Wrapping",
    "BitOrAssign for Saturating", "BitOrAssign for Wrapping", "BitXor for Saturating", "BitXor for Wrapping",
    "BitXorAssign for Saturating", "BitXorAssign for Wrapping", "Clone for !", "Clone for OnceWith", "Clone for Receiver",
    "Clone for bool", "Clone for char", "Clone for f32", "Clone for f64", "Clone for i128", "Clone for i16", "Clone for i32",
    "Clone for i64", "Clone for i8", "Clone for isize", "Clone for pointer", "Clone for u128", "Clone for u16", "Clone for u32",
    "Clone for u64", "Clone for u8", "Clone for usize", "Debug for BuildHasherDefault", "Debug for Difference", "Debug for EscapeDebug",
    "Debug for EscapeUnicode", "Debug for ExtractIf", "Debug for F", "Debug for FlatMap", "Debug for Flatten", "Debug for Intersection",
    "Debug for MatchIndices", "Debug for Matches", "Debug for OnceWith", "Debug for PanicHookInfo", "Debug for RMatchIndices",
    "Debug for RMatches", "Debug for RSplitTerminator", "Debug for RepeatN", "Debug for SplitTerminator", "Debug for Stderr",
    "Debug for StderrLock", "Debug for Stdout", "Debug for StdoutLock", "Debug for SymmetricDifference", "Debug for Union",
    "Debug for Utf8Chunks", "Debug for ValuesMut", "Default for IntoKeys", "Default for IntoValues",
    "Default for Keys", "Default for Values", "Default for ValuesMut", "Default for pointer", "Div for Saturating", "Div for Wrapping",
    "DivAssign for Saturating", "DivAssign for Wrapping", "Eq for BuildHasherDefault", "Eq for F", "Error for !",
    "ExactSizeIterator for EscapeDebug", "ExactSizeIterator for EscapeUnicode", "ExactSizeIterator for OnceWith", "Extend for String",
    "From for Error", "From for Infallible", "From for MaybeUninit", "From for Range", "From for RangeFrom", "From for RangeInclusive",
    "From for RangeToInclusive", "From for RecvTimeoutError", "From for T", "From for TryFromIntError", "From for TryFromSliceError",
    "From for TryRecvError", "From for TryReserveError", "From for TryReserveErrorKind", "From for char", "FromIterator for Box",
    "FromIterator for Cow", "FromIterator for String", "FromIterator for tuple", "FusedIterator for MapWhile", "Hash for F",
    "IntoIterator for Range", "IntoIterator for RangeFrom", "IntoIterator for RangeInclusive", "Iterator for slice",
    "LowerExp for NonZero", "Mul for Saturating", "Mul for Wrapping", "MulAssign for Saturating", "MulAssign for Wrapping", "Ord for F",
    "Ord for Pin", "PartialEq for BuildHasherDefault", "PartialEq for F", "PartialOrd for F", "PartialOrd for Pin", "Pointer for F",
    "Product for Saturating", "Product for Wrapping", "Rem for Saturating", "Rem for Wrapping", "RemAssign for Saturating",
    "RemAssign for Wrapping", "Shl for Wrapping", "ShlAssign for Wrapping", "Shr for Wrapping", "ShrAssign for Wrapping",
    "Sub for Saturating", "Sub for Wrapping", "SubAssign for Saturating", "SubAssign for Wrapping", "Sum for Saturating",
    "Sum for Wrapping", "TryFrom for NonZero", "UpperExp for NonZero", "Write for Arc",
    "Write for Empty", "Write for VecDeque",
    "AsRef for string::Drain", "Clone for array::IntoIter", "Clone for hash_set::Difference", "Clone for hash_set::Intersection",
    "Clone for option::Iter", "Clone for result::IntoIter", "Clone for result::Iter", "Debug for btree_set::Range",
    "Debug for hash_map::Drain", "Debug for hash_map::IntoIter", "Debug for hash_map::IntoKeys", "Debug for hash_map::IntoValues",
    "Debug for hash_map::Iter", "Debug for hash_map::IterMut", "Debug for hash_set::Iter", "Debug for result::IntoIter",
    "Debug for result::Iter", "Debug for result::IterMut", "Debug for str::EscapeDefault", "Debug for str::RSplit",
    "Debug for str::RSplitN", "Debug for str::Split", "Debug for str::SplitInclusive", "Debug for str::SplitN",
    "Debug for string::Drain", "Debug for vec_deque::Drain", "Default for array::IntoIter", "Default for btree_map::IterMut",
    "Default for btree_set::Iter", "Default for btree_set::Range", "Default for hash_map::IntoIter", "Default for hash_map::Iter",
    "Default for hash_map::IterMut", "Default for hash_set::Iter", "DoubleEndedIterator for result::IntoIter",
    "DoubleEndedIterator for result::Iter", "DoubleEndedIterator for result::IterMut", "DoubleEndedIterator for string::Drain",
    "ExactSizeIterator for hash_map::Drain", "ExactSizeIterator for result::IntoIter", "ExactSizeIterator for result::Iter",
    "ExactSizeIterator for result::IterMut",
)]
struct Impls;
// Private fields that rustc knows of, by the names that its structs give them.
#[lang = "unsupported_fields"]
#[unsupported(
    a, alloc, b, base, borrow, buf, cap, count, data, end, end_index, f, flag, front, back, func, handle, head, index, inner, iter, it, len,
    length, limit, lock, map, marker, n, once, once_state, peeked, phantom, poison, pointer, ptr, raw, root, sent, start, state, tail, value,
    vec, weak,
)]
struct Fields;
