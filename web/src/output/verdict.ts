// One sentence for what happened and when.
import type { Judged } from '../engine/protocol';

export type Tone = 'ok' | 'rejected' | 'panicked' | 'refused' | 'stopped' | 'working';

export interface Verdict {
  tone: Tone;
  title: string; // what happened, in a word or two
  when: string; // when it happened
}

export function verdictOf({ check, run }: Judged): Verdict {
  if (check.verdict === 'refused') {
    const what = check.diagnostics[0]?.message.replace(/^borrowlab does not support (.*) yet$/s, '$1') ?? 'this program';
    return { tone: 'refused', title: 'Refused', when: `Borrowlab does not support ${what} yet` };
  }
  if (check.verdict === 'rejected' || run === null) {
    const errors = check.diagnostics.filter((d) => d.level === 'error');
    const codes = [...new Set(errors.map((d) => d.code).filter((c) => c !== null))].join(', ');
    return { tone: 'rejected', title: codes === '' ? 'Rejected' : `Rejected · ${codes}`, when: 'at compile time, before anything ran' };
  }
  switch (run.outcome) {
    case 'exited':
      return run.status === 0
        ? { tone: 'ok', title: 'Ran to the end', when: 'accepted at compile time, no panic at run time' }
        : { tone: 'panicked', title: `Ended with status ${run.status}`, when: 'at run time, by its own choice' };
    case 'panicked':
      return { tone: 'panicked', title: 'Panicked', when: 'at run time, after the compiler had accepted it' };
    case 'aborted':
      return { tone: 'panicked', title: 'Aborted', when: 'at run time' };
    case 'budget':
      return { tone: 'stopped', title: 'Stopped', when: `its budget of ${run.message} is used up` };
    case 'undefined_behaviour':
      return { tone: 'panicked', title: 'Undefined behaviour', when: 'at run time' };
    case 'deadlock':
      return { tone: 'panicked', title: 'Deadlock', when: 'at run time' };
    case 'refused':
      return { tone: 'refused', title: 'Refused', when: `at run time: Borrowlab does not support ${run.message} yet` };
    case 'stopped':
      return { tone: 'stopped', title: 'Stopped', when: 'at run time' };
  }
}
