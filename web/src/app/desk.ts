// What lies on the desk: the programs that an address opens, the reader's own changes to them, and the texts put aside meanwhile.
import { opening, samePrograms } from '../scenarios/scenarios';
import { decodeScenario, encodeScenario, LinkError } from '../share/link';
import { type Program, type Scenario, scenarioOf } from '../share/scenario';
import { keptWork, putAside, storedWork, storeWork, takeBack, type Work } from './stored';

export interface Desk {
  fragment: string; // under which it was opened, without #
  opened: Scenario; // as the address has it
  originals: readonly Program[]; // its programs
  programs: readonly Program[]; // with the reader's changes
  putAside: Work | null; // the reader's text that this took the place of
  problem: string | null; // why the address could not be followed; what was there before stays
}

const asOpened = async (fragment: string): Promise<Scenario> => (await decodeScenario(fragment)) ?? scenarioOf(opening);

// The reader's last text; what the page opens with where there is none.
async function lastText(problem: string): Promise<Desk> {
  const work = storedWork();
  const fragment = work?.opened ?? '';
  const opened = await asOpened(fragment).catch(() => scenarioOf(work?.programs ?? opening));
  return { fragment, opened, originals: opened.programs, programs: work?.programs ?? opening, putAside: null, problem };
}

// Opens an address's fragment. `before`: what lies on the desk now; it stays where the fragment is no scenario.
export async function open(fragment: string, before: Desk | null): Promise<Desk> {
  let opened: Scenario;
  try {
    opened = await asOpened(fragment);
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    return before === null ? lastText(error.message) : { ...before, problem: error.message };
  }
  const originals = opened.programs;
  const work = storedWork();
  if (work?.opened === fragment) return { fragment, opened, originals, programs: work.programs, putAside: null, problem: null };
  return { fragment, opened, originals, programs: originals, putAside: putAside(), problem: null };
}

// The fragment of a scenario, opened afresh: changes made to it earlier are put aside.
export async function fragmentOf(scenario: Scenario): Promise<{ fragment: string; putAside: Work | null }> {
  return { fragment: scenario.programs === opening ? '' : await encodeScenario(scenario), putAside: putAside() };
}

// Notes the reader's changes; what is as it was opened needs no note.
export function note(desk: Desk, programs: readonly Program[]): void {
  storeWork(samePrograms(programs, desk.originals) ? null : { opened: desk.fragment, programs: [...programs], at: Date.now() });
}

// Puts a text that was put aside back on the desk; its fragment is to be opened next.
export function bringBack(work: Work): string {
  putAside();
  takeBack(work);
  storeWork(work);
  return work.opened;
}

export { keptWork };
