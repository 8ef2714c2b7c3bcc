// What an element loads when it is wanted: verdicts and output, then, for who edits or steps through a run, the lab.
import type { Judged } from '../engine/protocol';
import { encodeScenario } from '../share/link';
import { type Program, type View, views } from '../share/scenario';
import { BlLive } from './bl-live';
import type { Labs } from './labs';
import { outcomeOf } from './outcome';
import { SharedEngine } from './shared-engine';
import type { Outcome, Told } from './told';

export interface Parts {
  programs: readonly Told[];
  view: View;
  step: number | null;
  codes: readonly HTMLElement[]; // by program: where its text stands
  results: readonly HTMLElement[]; // by program: where its verdict goes
  opened: () => void; // labs with controls of their own have taken the places of the texts
  settled: (index: number, outcome: Outcome, edited: boolean) => void;
}

let shared: SharedEngine | null = null;

export class Live {
  private lives: BlLive[] | null = null;
  private labs: Labs | null = null;

  constructor(
    private readonly host: HTMLElement,
    private readonly site: string,
    private readonly parts: Parts,
  ) {}

  async run(): Promise<void> {
    if (this.view !== 'output' || this.parts.step !== null || this.labs !== null) {
      await (await this.openLabs()).run();
      return;
    }
    this.lives ??= this.parts.programs.map((program, i) => this.show(program, i));
    await Promise.all(this.lives.map((live, i) => live.judge(this.source(i).source, this.source(i).edition)));
  }

  stop(): void {
    for (const live of this.lives ?? []) live.stop();
    this.labs?.stop();
  }

  // `at`: where in the window the reader pointed.
  async edit(at?: { x: number; y: number }): Promise<void> {
    (await this.openLabs()).focus(at);
  }

  get current(): readonly Program[] {
    return this.labs?.current ?? this.parts.programs;
  }

  fragment(): Promise<string> {
    const { view } = this;
    const { step } = this.parts;
    const programs = this.current.map(({ source, edition, title, hidden = [], folded = [] }) => ({
      source,
      edition,
      title,
      hidden,
      folded,
    }));
    return encodeScenario({ programs, title: this.host.getAttribute('title') ?? '', view, step });
  }

  // The element goes, or is drawn anew.
  release(): void {
    this.stop();
    this.labs?.remove();
    for (const live of this.lives ?? []) live.remove();
  }

  // A view that is not known is the first.
  private get view(): View {
    return views.find((view) => view === this.parts.view) ?? 'output';
  }

  private source(index: number): Program {
    return this.current[index] as Program;
  }

  private engine() {
    shared ??= new SharedEngine(this.site);
    return shared.client(() => this.host.shadowRoot as ShadowRoot);
  }

  private answered(index: number, judged: Judged, edited: boolean): void {
    this.parts.settled(index, outcomeOf(judged), edited);
  }

  private show(program: Told, index: number): BlLive {
    const live = new BlLive(this.engine(), (judged) => this.answered(index, judged, false));
    live.name = `Output of ${program.title || 'the program'}`;
    this.parts.results[index]?.replaceChildren(live);
    return live;
  }

  private async openLabs(): Promise<Labs> {
    if (this.labs !== null) return this.labs;
    const { Labs } = await import('./labs');
    this.labs ??= new Labs(
      this.parts,
      () => this.engine(),
      (index, judged, edited) => this.answered(index, judged, edited),
    );
    this.lives = null;
    this.parts.opened();
    return this.labs;
  }
}
