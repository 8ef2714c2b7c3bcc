// The lanes of a scenario's programs as SVG pictures.
import { Engine } from '../engine/client';
import type { Offer } from './snippets';

// By program; null: it is refused. Drawn by an engine of its own, as the programs are now.
export async function picturesOf({ scenario, theme }: Offer): Promise<(string | null)[]> {
  const engine = new Engine();
  try {
    const pictures: (string | null)[] = [];
    for (const { source, edition, title } of scenario.programs) {
      const answer = await engine.judge(source, edition);
      const refused = answer.check.verdict === 'refused';
      pictures.push(refused ? null : await engine.picture(answer, { theme, step: scenario.step, title: title || 'main.rs' }));
    }
    return pictures;
  } finally {
    engine.dispose();
  }
}
