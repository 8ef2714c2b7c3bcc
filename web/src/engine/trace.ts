// What the views are functions of: the facts of a check and the events of a run, as the engine (core/views) gives them.
// The format is described in web/TRACE.md; a change that breaks a reader of it raises the version. Places are UTF-16 offsets into
// the program's text.

export const traceVersion = 1;

export interface Extent {
  from: number;
  to: number;
}

// Something that the program names: a variable, a field, an element. `text` is as rustc would quote it: `data`, `self.items`, `v[_]`.
export interface Named {
  text: string;
  declared: Extent | null; // where the variable is declared; null: a temporary, or not in the program's own text
}

// One borrow, from where it starts to where it ends: a loan that the checker saw, or a guard of a cell or lock that the run saw.
export interface Lane {
  id: number; // its index in `lanes`
  time: 'compile' | 'run';
  kind: 'shared' | 'exclusive' | 'moved'; // moved: from where a value was moved out to where it is missed or comes back
  what: string; // '&', '&mut', 'Ref', 'RefMut', 'MutexGuard', 'move', …: the type's own last name for guards
  of: Named; // what is borrowed, moved or locked
  holder: Named | null; // the variable that holds the borrow; null: a temporary
  body: number; // index into `bodies`
  start: Extent; // the expression that borrows
  uses: Extent[]; // later uses that keep it alive, in order of the text
  end: { place: Extent; how: 'last use' | 'drop' | 'scope' | 'moved' | 'unwound' | 'never' | 'refused' } | null; // null: as `start`
  fromLine: number; // lines of the text that it spans, from 0, both included; loops may make `fromLine` the loop's head
  toLine: number;
  column: number; // its place beside the code, from 0, so that lanes whose lines overlap stand apart
  collisions: number[]; // indices into `collisions`
  steps: [start: number, end: number | null][]; // time 'run': each time it was taken, in steps; null: still held at the end
}

// Where the rule is broken: what was held, what was refused.
export interface Collision {
  held: number; // lane
  refused: number | null; // lane; null: a use that is no borrow (a write, a move, a drop)
  place: Extent;
  code: string | null; // rustc's error code; null at run time
  message: string; // the error's or the panic's own first line
  step: number | null; // at run time
}

export interface Body {
  name: string; // as in rustc's MIR: `main`, `Tree::add`, `main::{closure#0}`
  extent: Extent;
}

export type EventKind =
  | 'statement' // a statement of the program begins: one step
  | 'call'
  | 'return'
  | 'loan_start'
  | 'loan_end'
  | 'flag' // a cell's or lock's state changed, or a change was refused
  | 'count' // a reference count changed
  | 'moved'
  | 'dropped'
  | 'unwind'
  | 'print'
  | 'storage_live'
  | 'storage_dead'
  | 'write'
  | 'thread'; // another thread goes on

// One event of a run. `step` counts the statements begun before and with it, from 1.
export interface Event {
  kind: EventKind;
  step: number;
  place: Extent | null;
  thread: number;
  frame: number; // depth, from 0
  name: string | null; // the variable or fn concerned
  lane: number | null; // loan_start, loan_end, flag: index into `lanes`
  value: number; // flag: the borrow flag (0 free, n > 0 shared, -1 exclusive); count: the count; print: index into the run's output
  address: number; // guest address concerned; 0: none
  refused: boolean; // flag: the change was not allowed; `value` is what it stays at
}

// The whole, as `Session.trace()` gives it after `check`, and after `run(true)` with the run's part.
export interface Trace {
  version: number;
  bodies: Body[];
  lanes: Lane[];
  collisions: Collision[];
  steps: number; // how many statements ran; 0: nothing ran
  truncated: boolean; // the run went on after the budget of events was spent
  // By step - 1, what stepping needs: where it is, how deep, how much output there is, whether a borrow event happened in it.
  stepFrom: Int32Array; // -1: not in the program's own text
  stepTo: Int32Array;
  stepDepth: Int32Array;
  stepOutput: Int32Array; // pieces of output written before this step
  stepThread: Int32Array; // the thread that runs it; 1 is the main thread
  stepBorrow: Uint8Array; // 1: a loan, guard, count or move event belongs to this step
  // The panic (or deadlock) told in the layout of a borrow error; empty where there is nothing to explain.
  explanation: { rendered: string; text: string } | null;
}

// Memory at a step, as `Session.memoryAt(step)` gives it. Everything that can be pointed at has an `at`, its guest address, stable
// from step to step. A struct and its first field have the same: the `type` tells them apart.
interface Placed {
  type: string;
  at: number;
  size: number; // bytes
}

export type Value = Placed &
  (
    | { kind: 'scalar'; text: string }
    | { kind: 'text'; text: string; more: number } // str; `more` bytes are not shown
    | {
        kind: 'pointer';
        borrow: 'shared' | 'exclusive' | 'raw' | 'owner' | 'weak';
        guard: boolean; // it keeps a cell or lock: Ref, MutexGuard, …
        to: number | null; // null: to nothing (null, dangling on purpose, or an empty value)
        length: number | null; // of slices, vectors, strings
        pointee: string; // the type of what it points to
        dangling: boolean; // what it points to is gone
        preview: string | null; // what it points to, where that is a string or a number: it may not be shown anywhere
      }
    | { kind: 'struct'; variant: string | null; fields: { name: string; value: Value }[] } // tuples and closures too
    | { kind: 'list'; items: Value[]; more: number } // arrays, and what vectors and the like own; `more` items are not shown
    | { kind: 'cell'; state: 'free' | 'shared' | 'exclusive'; count: number; holders: string[]; value: Value | null }
    | {
        kind: 'lock';
        state: 'free' | 'shared' | 'exclusive';
        count: number;
        holders: string[]; // as the program names them, with the thread where there are several: `guard (thread 2)`
        owner: string | null; // the one that has it exclusively
        waiters: string[]; // threads
        poisoned: boolean;
        value: Value | null;
      }
    | { kind: 'counted'; strong: number; weak: number; value: Value | null } // the allocation behind Rc and Arc; null: dropped
    | { kind: 'gone'; why: 'moved' | 'uninitialised' | 'dropped' | 'dangling' }
    | { kind: 'folded' } // too deep, too much, or not known (unions)
  );

export interface Slot {
  name: string; // empty: a temporary that owns something
  declared: Extent | null;
  value: Value;
}

export interface Frame {
  fn: string;
  at: number; // its guest address
  place: Extent | null; // where it is: the statement that begins next, or the call that it waits for
  slots: Slot[];
}

export interface ThreadState {
  id: number;
  name: string | null;
  state: 'running' | 'ready' | 'waiting' | 'sleeping' | 'finished';
  waitsFor: string | null; // in words
  hiddenFrames: number; // left out after the first one
  frames: Frame[]; // outermost first
}

export interface Memory {
  step: number;
  threads: ThreadState[];
  heap: Value[]; // what boxes, vectors, Rc and Arc own, by address
  statics: Slot[]; // those that the run has used
}
