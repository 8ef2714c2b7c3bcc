// What a run's end means, told with the program's own names. Written for this project.
import type { RunResult } from '../../engine/protocol';
import type { Collision, Lane, Trace } from '../../engine/trace';
import { panicsOf } from '../../output/panics';
import type { Rule } from './errors';
import { lineOf, offsetOf } from './facts';
import { code, type Part, say } from './say';

export interface Clash {
  held: Lane;
  refused: Lane | null;
  collision: Collision;
}

// The borrow that was refused at run time, and the one that was in its way.
export function clashOf(trace: Trace | null): Clash | null {
  const collision = trace?.collisions.filter((c) => c.step !== null).at(-1);
  const held = collision === undefined ? undefined : trace?.lanes[collision.held];
  if (collision === undefined || held === undefined) return null;
  return { held, refused: collision.refused === null ? null : (trace?.lanes[collision.refused] ?? null), collision };
}

const lengthIn = (n: number) =>
  n === 0
    ? 'something that is empty'
    : n === 1
      ? 'something with 1 element, at index 0'
      : `something with ${n} elements, at index 0 to ${n - 1}`;

const who = (lane: Lane): Part => (lane.holder === null ? `A temporary ${lane.what}` : code(lane.holder.text));

function borrowPanic(source: string, clash: Clash | null, already: string): Rule {
  const title = 'Shared or exclusive, never both';
  const asked = already === 'already borrowed' ? 'wants it exclusively' : 'wants to share it';
  if (clash === null)
    return {
      title,
      text: say`A guard of the cell was still alive, and another part of the program ${asked}. ${code('RefCell')} keeps the compiler's rule at run time: by counting, and by a panic.`,
    };
  const { held, collision } = clash;
  const end: Part[] =
    held.end === null || held.end.place.from <= collision.place.from
      ? say` A guard holds until it is dropped, not until its last use.`
      : say` A guard holds until it is dropped, not until its last use: this one until ${lineOf(source, held.end.place.from)}.`;
  return {
    title,
    text: say`${who(held)} has ${code(held.of.text)} ${held.kind === 'shared' ? 'shared' : 'exclusively'} since ${lineOf(source, held.start.from)}, and ${lineOf(source, collision.place.from)} ${asked}.${end} It is the compiler's rule, kept at run time.`,
  };
}

function panicked(source: string, run: RunResult, trace: Trace | null): Rule {
  const panic = panicsOf(run).at(-1);
  const message = panic?.message ?? '';
  const on: Part[] = panic === undefined ? [] : [' on ', { at: offsetOf(source, panic.line, panic.column), line: panic.line }];
  const index = /^index out of bounds: the len is (\d+) but the index is (\d+)/.exec(message);
  const overflow = /^attempt to (add|subtract|multiply|negate|divide|calculate the remainder|shift left|shift right) with overflow/.exec(
    message,
  );
  if (/already (mutably )?borrowed/.test(message))
    return borrowPanic(source, clashOf(trace), /already mutably/.test(message) ? 'already mutably borrowed' : 'already borrowed');
  if (/PoisonError/.test(message))
    return {
      title: 'A lock remembers a panic',
      text: say`A thread panicked while it held the lock, so what the lock guards may be half changed. The lock is poisoned: every later ${code('lock()')} returns an error, which this program does not expect.`,
    };
  if (index !== null)
    return {
      title: 'Every index is checked',
      text: say`The element with index ${index[2] ?? ''} is asked for${on}, of ${lengthIn(Number(index[1]))}. ${code('get')} returns an ${code('Option')} instead of panicking.`,
    };
  if (overflow !== null || /with overflow|by zero|divisor of zero/.test(message))
    return {
      title: /zero/.test(message) ? 'Nothing is divided by zero' : 'A number has a range',
      text: /zero/.test(message)
        ? say`The divisor is zero${on}. ${code('checked_div')} and ${code('checked_rem')} return an ${code('Option')} instead of panicking.`
        : say`The result does not fit the type of the operands${on}, and in a debug build that is a panic, not a silent wrap. ${code('wrapping_')}, ${code('saturating_')} and ${code('checked_')} methods say what else should happen.`,
    };
  if (/called `Option::unwrap\(\)` on a `None` value/.test(message))
    return {
      title: 'Unwrapping is a claim',
      text: say`${code('unwrap')} claims that there is a value${on}, and there was none. ${code('if let')}, ${code('match')}, ${code('?')} or ${code('unwrap_or')} deal with ${code('None')}.`,
    };
  if (/called `Result::unwrap\(\)` on an `Err` value/.test(message))
    return {
      title: 'Unwrapping is a claim',
      text: say`${code('unwrap')} claims that nothing went wrong${on}, and something did; the message says what. ${code('match')} or ${code('?')} deal with the ${code('Err')}.`,
    };
  return {
    title: 'A panic ends its thread',
    text: say`The program gave up${on}, with a message of its own. What it owned was dropped on the way out, as at every end of a scope.`,
  };
}

export function ruleOfRun(source: string, run: RunResult, trace: Trace | null): Rule | null {
  switch (run.outcome) {
    case 'exited':
      return run.status !== 0
        ? null
        : {
            title: 'The rules are kept',
            text: say`Every borrow that the compiler could see is in order, and no cell or lock refused one at run time.`,
          };
    case 'panicked':
      return panicked(source, run, trace);
    case 'deadlock': {
      const clash = clashOf(trace);
      if (clash === null)
        return {
          title: 'Everyone waits',
          text: say`No thread can go on, because each waits for something that only another could do. Rust prevents data races, not deadlocks.`,
        };
      const { held, collision } = clash;
      return {
        title: 'A lock is not shared with its owner',
        text: say`${who(held)} has locked ${code(held.of.text)} since ${lineOf(source, held.start.from)}, and ${lineOf(source, collision.place.from)} waits for it. A guard unlocks when it is dropped, so the wait never ends.`,
      };
    }
    case 'undefined_behaviour':
      return {
        title: 'Unsafe code must keep the rules itself',
        text: say`An ${code('unsafe')} part of the program broke a rule that the compiler cannot check there: ${run.message.split('\n', 1)[0] ?? ''}. Real hardware might show anything after that; Borrowlab stops.`,
      };
    case 'budget':
      return {
        title: 'Nothing runs for ever here',
        text: say`The program used up its budget of ${run.message}. It may simply be long, or it may never end; Borrowlab cannot tell the one from the other.`,
      };
    case 'refused':
      return {
        title: 'Right or refused',
        text: say`The program needs something that Borrowlab does not have yet. Rather than guess, it says so, and makes no claim about what the program would do.`,
      };
    default:
      return null;
  }
}
