// An engine's answer as an outcome, for scripts and for what an author expects.
import type { Judged } from '../engine/protocol';
import { verdictOf } from '../output/verdict';
import type { Outcome } from './told';

function verdict({ check, run }: Judged): Outcome['verdict'] {
  if (check.verdict === 'rejected') return 'error';
  if (check.verdict === 'refused' || run === null || run.outcome === 'refused') return 'refused';
  if (run.outcome === 'budget' || run.outcome === 'stopped') return 'stopped';
  return run.outcome === 'exited' && run.status === 0 ? 'ok' : 'panic';
}

export function outcomeOf(judged: Judged): Outcome {
  const codes = judged.check.diagnostics.flatMap(({ level, code }) => (level === 'error' && code !== null ? [code] : []));
  const { title, detail } = verdictOf(judged);
  return {
    verdict: verdict(judged),
    codes: [...new Set(codes)],
    message: `${title}: ${detail}`,
    output: (judged.run?.output ?? []).map((piece) => piece.text).join(''),
  };
}
