// What the compiler and the user's build decide. Two macros are the user's, for the whole program:
//
//   BORROWLAB_CELL_TRACK_BORROWS  cells remember where they were made, guards where they were taken; panics and fatal errors tell
//   BORROWLAB_CELL_PANIC_ABORT    a panic writes its message and aborts, as it does anyway where exceptions are off
//
// Builds that differ in these have different types, by an inline namespace: mixing them does not link, instead of going wrong.
//
// The pointer in a guard or an owner is declared mutable for GCC's sake: it takes `const auto guard = …` for read-only memory, whose
// members it does not keep in registers unless they are mutable. A loop that borrows and releases costs nearly twice as much without.
#pragma once
#include <version>

#if defined(__cpp_exceptions) && !defined(BORROWLAB_CELL_PANIC_ABORT)
#define BORROWLAB_CELL_UNWIND 1
#else
#define BORROWLAB_CELL_UNWIND 0
#endif

// Is std::source_location one pointer, which fits beside a count? So it is in the libraries of GCC and Clang, on little-endian machines.
#if defined(__cpp_lib_source_location) && defined(__GNUC__) && defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ && \
    !defined(BORROWLAB_CELL_TRACK_BORROWS)
#define BORROWLAB_CELL_PLACED 1
#else
#define BORROWLAB_CELL_PLACED 0
#endif

#if defined(BORROWLAB_CELL_TRACK_BORROWS)
#define BORROWLAB_CELL_TRACKED 1
#if BORROWLAB_CELL_UNWIND
#define BORROWLAB_CELL_ABI tracked_unwind
#else
#define BORROWLAB_CELL_ABI tracked_abort
#endif
#else
#define BORROWLAB_CELL_TRACKED 0
#if BORROWLAB_CELL_PLACED && BORROWLAB_CELL_UNWIND
#define BORROWLAB_CELL_ABI placed_unwind
#elif BORROWLAB_CELL_PLACED
#define BORROWLAB_CELL_ABI placed_abort
#elif BORROWLAB_CELL_UNWIND
#define BORROWLAB_CELL_ABI unwind
#else
#define BORROWLAB_CELL_ABI abort_
#endif
#endif

// Clang warns where the result outlives what is marked so.
#if defined(__clang__)
#define BORROWLAB_LIFETIMEBOUND [[clang::lifetimebound]]
#define BORROWLAB_GUARD_OF(T) [[gsl::Pointer(T)]]
#else
#define BORROWLAB_LIFETIMEBOUND
#define BORROWLAB_GUARD_OF(T)
#endif

// An empty value takes no room beside a flag or a lock.
#if defined(_MSC_VER)
#define BORROWLAB_NO_UNIQUE_ADDRESS [[msvc::no_unique_address]]
#else
#define BORROWLAB_NO_UNIQUE_ADDRESS [[no_unique_address]]
#endif

// A path that is rarely taken: kept out of the callers' code.
#if defined(__GNUC__)
#define BORROWLAB_COLD [[gnu::cold, gnu::noinline]]
#else
#define BORROWLAB_COLD
#endif
