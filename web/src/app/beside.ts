// Pairs that can be made of what lies on the desk: the same program in another edition, before and after the reader's edits, a copy.
import { editions } from '../engine/protocol';
import { sameProgram } from '../scenarios/scenarios';
import type { Program } from '../share/scenario';

export interface Choice {
  title: string;
  programs: Program[];
}

const named = (program: Program) => program.title || 'Your program';
const entitled = (program: Program, what: string): Program => ({ ...program, title: `${named(program)}, ${what}` });

// `current`: with the reader's changes, `originals`: as they were opened.
export function besideChoices(current: readonly Program[], originals: readonly Program[]): Choice[] {
  const [first, second] = current;
  if (first === undefined) return [];
  if (second !== undefined) {
    return [
      { title: `Only “${named(first)}”`, programs: [first] },
      { title: `Only “${named(second)}”`, programs: [second] },
      { title: 'Change sides', programs: [second, first] },
    ];
  }
  const choices = editions
    .filter((edition) => edition !== first.edition)
    .map((edition): Choice => {
      const pair = [first, { ...first, edition }].sort((a, b) => a.edition - b.edition);
      const programs = pair.map((p) => entitled(p, `edition ${p.edition}`));
      return { title: `The same in edition ${edition}`, programs };
    })
    .reverse();
  const original = originals[0];
  if (original !== undefined && !sameProgram(original, first))
    choices.unshift({ title: 'Before and after your changes', programs: [entitled(original, 'before'), entitled(first, 'after')] });
  return [...choices, { title: 'A copy, to change', programs: [first, entitled(first, 'changed')] }];
}
