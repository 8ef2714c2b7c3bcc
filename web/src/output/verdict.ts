// One sentence for what happened and when, and the two stages that a program goes through.
import type { CheckResult, Judged, RunResult } from '../engine/protocol';
import { panicsOf } from './panics';

export type Tone = 'ok' | 'rejected' | 'panicked' | 'refused' | 'stopped' | 'working';
export type Stage = 'passed' | 'failed' | 'open' | 'skipped'; // open: not known (yet)

export interface Verdict {
  tone: Tone;
  title: string; // what happened, in a word or two
  detail: string; // how and when
  compile: Stage;
  run: Stage;
}

const firstLine = (text: string) => text.split('\n', 1)[0] ?? '';
const inTwoWords = (message: string, prefix: RegExp) => firstLine(message).replace(prefix, '').replace(/ yet$/, '');

function ofCheck(check: CheckResult): Verdict {
  const errors = check.diagnostics.filter((d) => d.level === 'error');
  if (check.verdict === 'refused') {
    const what = errors[0] === undefined ? firstLine(check.text).replace(/^error: /, '') : errors[0].message;
    return { tone: 'refused', title: 'Refused', detail: capital(what), compile: 'open', run: 'skipped' };
  }
  const codes = [...new Set(errors.map((d) => d.code).filter((c) => c !== null))].join(', ');
  const title = codes === '' ? 'Rejected' : `Rejected · ${codes}`;
  return { tone: 'rejected', title, detail: 'at compile time, before anything ran', compile: 'failed', run: 'skipped' };
}

const capital = (text: string) => text.replace(/^borrowlab/, 'Borrowlab');

function ofRun(run: RunResult): Verdict {
  const stages = { compile: 'passed', run: 'failed' } as const;
  switch (run.outcome) {
    case 'exited':
      return run.status === 0
        ? {
            tone: 'ok',
            title: 'Ran to the end',
            detail: 'accepted at compile time, no panic at run time',
            compile: 'passed',
            run: 'passed',
          }
        : { tone: 'panicked', title: `Exit status ${run.status}`, detail: 'at run time, by its own choice', ...stages };
    case 'panicked': {
      const message = panicsOf(run).at(-1)?.message ?? '';
      return {
        tone: 'panicked',
        title: message === '' ? 'Panicked' : `Panicked · ${message}`,
        detail: 'at run time, accepted at compile time',
        ...stages,
      };
    }
    case 'aborted':
      return { tone: 'panicked', title: 'Aborted', detail: 'at run time, accepted at compile time', ...stages };
    case 'budget':
      return { tone: 'stopped', title: 'Stopped', detail: `at run time: its budget of ${run.message} is used up`, ...stages };
    case 'undefined_behaviour':
      return { tone: 'panicked', title: 'Undefined behavior', detail: `at run time: ${firstLine(run.message)}`, ...stages };
    case 'deadlock':
      return { tone: 'panicked', title: 'Deadlock', detail: 'at run time: every thread waits for another', ...stages };
    case 'refused': {
      const what = inTwoWords(run.message, /^borrowlab does not support /);
      return {
        tone: 'refused',
        title: 'Refused',
        detail: `at run time: Borrowlab does not support ${what} yet`,
        compile: 'passed',
        run: 'open',
      };
    }
    case 'stopped':
      return { tone: 'stopped', title: 'Stopped', detail: 'at run time', ...stages };
  }
}

export const verdictOf = ({ check, run }: Judged): Verdict => (run === null ? ofCheck(check) : ofRun(run));

export const loading: Verdict = {
  tone: 'working',
  title: 'Loading',
  detail: 'the engine comes to your browser',
  compile: 'open',
  run: 'open',
};

export const failed = (message: string): Verdict => ({
  tone: 'refused',
  title: 'No verdict',
  detail: message,
  compile: 'open',
  run: 'open',
});

// `checked`: the program was accepted and is running.
export const working = (checked: boolean): Verdict => ({
  tone: 'working',
  title: checked ? 'Running' : 'Checking',
  detail: checked ? 'accepted at compile time' : '',
  compile: checked ? 'passed' : 'open',
  run: 'open',
});

export const stoppedByReader = (checked: boolean): Verdict => ({
  tone: 'stopped',
  title: 'Stopped',
  detail: checked ? 'by you, at run time' : 'by you, before there was a verdict',
  compile: checked ? 'passed' : 'open',
  run: checked ? 'failed' : 'open',
});
