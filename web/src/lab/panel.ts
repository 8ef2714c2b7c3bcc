// What stands below the verdict: tabs, and the view that is chosen. A program that did not run has its output alone.
import { html, nothing } from 'lit';
import type { Answer } from '../engine/answer';
import type { Memory, Event as RunEvent } from '../engine/trace';
import '../views/memory/bl-memory-at';
import '../views/time/bl-timeline';
import type { View } from '../share/scenario';
import type { Steps } from '../views/time/steps';
import '../views/words/bl-words';

// The lanes have no tab: they always stand beside the code.
const tabs = ['output', 'memory', 'timeline'] as const;
type Tab = (typeof tabs)[number];
const names: Record<Tab, string> = { output: 'Output', memory: 'Memory', timeline: 'Timeline' };

export interface PanelParts {
  answer: Answer | null;
  stale: boolean;
  title: string;
  steps: Steps | null; // null: nothing ran, or not so that it can be stepped through
  moment: number;
  source: string; // as it was judged
  view: View;
  events: (from: number, to: number) => Promise<RunEvent[] | null>;
  memoryAt: (step: number) => Promise<Memory | null>;
  tryOut: (source: string) => Promise<boolean>;
}

function choose(target: EventTarget | null, view: View) {
  target?.dispatchEvent(new CustomEvent<View>('bl-view', { detail: view, bubbles: true, composed: true }));
}

function move(event: KeyboardEvent) {
  const list = event.currentTarget as HTMLElement;
  const all = [...list.querySelectorAll<HTMLElement>('[role=tab]')];
  const at = all.indexOf(event.target as HTMLElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
  const next = to === undefined || at < 0 ? undefined : all[(to + all.length) % all.length];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
  next.click();
}

export function panelOf(parts: PanelParts) {
  const offered = parts.steps === null ? tabs.slice(0, 1) : tabs;
  const shown = offered.find((tab) => tab === parts.view) ?? 'output';
  return html`
    <bl-words .judged=${parts.answer} .source=${parts.source} ?stale=${parts.stale} .tryOut=${parts.tryOut}></bl-words>
    <div class="tabs" role="tablist" aria-label=${`Views of ${parts.title}`} @keydown=${move}>
      ${offered.map(
        (view) =>
          html`<button role="tab" id=${`tab-${view}`} aria-selected=${view === shown} aria-controls="view" tabindex=${view === shown ? 0 : -1}
            @click=${(e: Event) => choose(e.currentTarget, view)}>${names[view]}</button>`,
      )}
    </div>
    <div class="view" id="view" role="tabpanel" aria-labelledby=${`tab-${shown}`}>${viewOf(shown, parts)}</div>
  `;
}

function viewOf(tab: Tab, { answer, stale, title, steps, moment, source, events, memoryAt }: PanelParts) {
  switch (tab) {
    case 'output':
      return html`<bl-output .judged=${answer} ?stale=${stale} .name=${`Output of ${title}`} .seen=${steps?.output(moment) ?? null} .timed=${steps !== null}></bl-output>`;
    case 'memory':
      return html`<div class="scroller"><bl-memory-at .run=${answer} .step=${moment} .read=${memoryAt}></bl-memory-at></div>`;
    case 'timeline':
      return answer === null
        ? nothing
        : html`<bl-timeline .trace=${answer.trace} .steps=${steps} .source=${source} .step=${moment} .events=${events}></bl-timeline>`;
  }
}
