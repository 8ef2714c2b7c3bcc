// The scenarios that the page offers: tests/scenarios, each checked against rustc's own answer.
import type { Edition } from '../engine/protocol';
import type { Program } from '../share/scenario';

interface Description {
  title: string;
  edition: Edition;
  order: number;
  group?: string;
  pair?: string; // the scenario that belongs beside this one
}

export interface Scenario {
  name: string;
  title: string;
  group: string;
  programs: Program[]; // one, or two side by side
}

const sources = import.meta.glob<string>('../../../tests/scenarios/*/main.rs', { query: '?raw', import: 'default', eager: true });
const descriptions = import.meta.glob<Description>('../../../tests/scenarios/*/scenario.json', { import: 'default', eager: true });

const nameOf = (file: string) => file.split('/').at(-2) ?? '';

function load(): Scenario[] {
  const singles = Object.entries(descriptions)
    .map(([file, description]) => {
      const source = sources[file.replace('scenario.json', 'main.rs')] ?? '';
      return { name: nameOf(file), ...description, program: { source, edition: description.edition, title: description.title } };
    })
    .sort((a, b) => a.order - b.order);
  return singles.flatMap((single) => {
    const partner = singles.find((other) => other.name === single.pair);
    if (partner !== undefined && partner.order < single.order) return [];
    const members = partner === undefined ? [single] : [single, partner];
    const title = members.map((m) => m.title).join(' / ');
    return [{ name: single.name, title, group: single.group ?? 'More', programs: members.map((m) => m.program) }];
  });
}

export const scenarios: readonly Scenario[] = load();

export const sameProgram = (a: Program, b: Program) => a.source === b.source && a.edition === b.edition && a.title === b.title;
export const samePrograms = (a: readonly Program[], b: readonly Program[]) =>
  a.length === b.length &&
  a.every((program, i) => {
    const other = b[i];
    return other !== undefined && sameProgram(program, other);
  });

// Scenarios by their group, in order.
export function groups(): [string, Scenario[]][] {
  const byName = new Map<string, Scenario[]>();
  for (const scenario of scenarios) byName.set(scenario.group, [...(byName.get(scenario.group) ?? []), scenario]);
  return [...byName];
}

// What the page opens with.
export const opening: readonly Program[] = scenarios[0]?.programs ?? [];
