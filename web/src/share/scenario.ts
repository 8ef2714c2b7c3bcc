// What a link carries: one program, or two side by side, and how they are looked at.
import type { Edition } from '../engine/protocol';

// Lines of a program, from 1, both included.
export interface Lines {
  from: number;
  to: number;
}

export interface Program {
  source: string;
  edition: Edition;
  title: string;
  hidden?: readonly Lines[]; // lines that belong to the program and are not shown at first, as rustdoc's `# ` lines
  folded?: readonly Lines[]; // lines that the editor has folded: all but the first are out of sight
}

export const views = ['output', 'lanes', 'memory', 'timeline'] as const;
export type View = (typeof views)[number];

export interface Scenario {
  programs: readonly Program[];
  title: string; // of the whole; empty: the programs' own titles do
  view: View;
  step: number | null; // of the run, which the views show; null: its end
}

export const scenarioOf = (programs: readonly Program[]): Scenario => ({ programs, title: '', view: 'output', step: null });

export const titleOf = ({ title, programs }: Scenario): string =>
  title ||
  programs
    .map((program) => program.title)
    .filter((each) => each !== '')
    .join(' / ');
