// What rustc's library has, stable or not, and this one lacks, by name: a failure to find one of these is ours, and is refused, where a
// program's own types are involved and the failure would pass for the author's mistake. (Where only the library's types are, every
// failure is refused.) Kept complete by comparing rustdoc's pages of std with what the library declares; what gets implemented is taken
// off the list. Names that some type of this library has are left out.
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
// "Trait for Type".
#[lang = "unsupported_impls"]
#[unsupported("Debug for Flatten", "Debug for FlatMap", "FusedIterator for MapWhile")]
struct Impls;
