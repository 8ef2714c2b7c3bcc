// A verdict in plain English: the rule in question, with the program's own names, and small edits that may resolve it.
import type { Judged } from '../../engine/protocol';
import { type Candidate, candidatesOf } from './edits';
import { type Rule, ruleOf } from './errors';
import { Facts } from './facts';
import { ruleOfRun } from './runs';
import { say } from './say';

export interface Words extends Rule {
  candidates: Candidate[]; // to be tried before they are offered
}

// Null: there is nothing to say that the verdict does not say itself.
export function wordsFor(judged: Judged, source: string): Words | null {
  const rule = ruleFor(judged, source);
  return rule === null ? null : { ...rule, candidates: candidatesOf(judged, source) };
}

function ruleFor({ check, run, trace }: Judged, source: string): Rule | null {
  if (check.verdict === 'refused')
    return {
      title: 'Right or refused',
      text: say`The program needs something that Borrowlab does not have yet. Rather than guess, it says so, and makes no claim about what rustc would do.`,
    };
  if (run !== null) return ruleOfRun(source, run, trace);
  const first = check.diagnostics.find((d) => d.level === 'error');
  return first === undefined ? null : ruleOf(new Facts(first, source, trace));
}
