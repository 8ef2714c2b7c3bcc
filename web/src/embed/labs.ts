// The labs of an element, in the places of the texts that were only read.
import type { Judge } from '../engine/engines';
import { useEngines } from '../engine/engines';
import type { Judged } from '../engine/protocol';
import '../lab/bl-lab';
import type { BlLab } from '../lab/bl-lab';
import type { Program } from '../share/scenario';
import type { Parts } from './live';

export class Labs {
  private readonly labs: BlLab[];
  private readonly judges: Judge[] = [];

  constructor(parts: Parts, engine: () => Judge, answered: (index: number, judged: Judged, edited: boolean) => void) {
    this.labs = parts.programs.map((program, index) => {
      const judge = engine();
      this.judges.push(judge);
      // A lab takes its engine as it is made.
      useEngines(() => ({
        ...judge,
        judge: async (source, edition, onChecked) => {
          const answer = await judge.judge(source, edition, onChecked);
          answered(index, answer, source !== program.source);
          return answer;
        },
      }));
      const lab = document.createElement('bl-lab');
      lab.toggleAttribute('compact', true);
      lab.program = lab.original = program;
      lab.view = parts.view;
      lab.step = parts.step;
      parts.results[index]?.replaceChildren();
      parts.codes[index]?.replaceChildren(lab);
      return lab;
    });
  }

  get current(): Program[] {
    return this.labs.map((lab) => lab.current);
  }

  async run(): Promise<void> {
    for (const lab of this.labs) {
      await lab.updateComplete;
      lab.run();
    }
  }

  stop(): void {
    for (const judge of this.judges) judge.stop();
  }

  async focus(at?: { x: number; y: number }): Promise<void> {
    await this.labs[0]?.updateComplete;
    const lab = this.labs.find((each) => at !== undefined && contains(each.getBoundingClientRect(), at)) ?? this.labs[0];
    lab?.focusEditor(at);
  }

  remove(): void {
    for (const lab of this.labs) lab.remove();
  }
}

const contains = (box: DOMRect, { x, y }: { x: number; y: number }) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
