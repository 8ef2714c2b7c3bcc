// The lab is a column of five rows. Side by side, labs share their rows, so that verdict stands beside verdict.
import { css } from 'lit';
import { lanesStyle } from '../views/lanes/style';

const ownStyle = css`
  :host {
    display: grid;
    grid-template-rows: auto minmax(8rem, auto) auto auto minmax(6rem, auto);
    min-width: 0;
    background: var(--panel);
    border: 1px solid var(--rule);
    border-radius: 10px;
    overflow: hidden;
  }
  header,
  .editor,
  .foot,
  bl-verdict,
  .panel {
    min-width: 0;
  }
  .editor {
    grid-row: 2;
  }
  .foot {
    grid-row: 3;
  }
  /* The bar of time takes the hint's place; screen readers keep it. */
  .hint.aside {
    position: absolute;
    clip-path: inset(50%);
  }
  bl-verdict {
    grid-row: 4;
  }
  .panel {
    grid-row: 5;
    display: flex;
    flex-direction: column;
    min-height: 0;
  }
  .tabs {
    display: flex;
    flex: none;
    padding: 0 0.5rem;
    border-bottom: 1px solid var(--rule);
  }
  .tabs button {
    min-height: 2rem;
    border: none;
    border-bottom: 2px solid transparent;
    border-radius: 0;
    background: none;
    color: var(--muted);
    font-size: 0.8125rem;
  }
  .tabs button:hover {
    color: var(--ink);
  }
  .tabs button[aria-selected="true"] {
    border-bottom-color: var(--ink);
    color: var(--ink);
  }
  .tabs button:focus-visible {
    outline-offset: -2px;
  }
  .view {
    display: flex;
    flex: 1 1 auto;
    flex-direction: column;
    min-height: 0;
  }
  .view > * {
    flex: 1 1 auto;
    min-height: 0;
  }
  bl-timeline {
    height: 18rem;
  }
  .view > .scroller {
    height: 18rem;
    overflow: auto;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.4rem 0.8rem;
    padding: 0.5rem 0.5rem 0.5rem 0.9rem;
    border-bottom: 1px solid var(--rule);
  }
  h2 {
    flex: 1 1 12rem;
    margin: 0;
    font: 600 1rem/1.3 var(--sans);
    overflow-wrap: anywhere;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem;
  }
  label {
    display: inline-flex;
    align-items: center;
    gap: 0.4rem;
    font-size: 0.8125rem;
    color: var(--muted);
  }
  .run {
    border-color: var(--ink);
    background: var(--ink);
    color: var(--panel);
  }
  .run:hover {
    background: color-mix(in srgb, var(--ink) 85%, var(--panel));
  }
  .stop {
    border-color: var(--bad);
    color: var(--bad);
  }
  .editor {
    overflow: auto;
    max-height: min(70vh, 40rem);
  }
  .editor:focus-within {
    box-shadow: inset 3px 0 0 var(--focus);
  }
  .hint {
    margin: 0;
    padding: 0.1rem 0.9rem 0.4rem;
    font-size: 0.75rem;
    color: var(--muted);
  }
  .panel {
    max-height: 40rem;
  }
  /* Alone and with room, the program stands beside what became of it. */
  @media (width >= 60rem) {
    :host([wide]) {
      grid-template: auto auto minmax(20rem, 1fr) auto / minmax(0, 11fr) minmax(0, 10fr);
    }
    :host([wide]) header {
      grid-column: 1 / -1;
    }
    :host([wide]) .editor {
      grid-area: 2 / 1 / 4 / 2;
      max-height: max(24rem, 100vh - 14rem);
    }
    :host([wide]) .foot {
      grid-area: 4 / 1;
    }
    :host([wide]) bl-verdict {
      grid-area: 2 / 2;
      border-left: 1px solid var(--rule);
    }
    :host([wide]) .panel {
      grid-area: 3 / 2 / 5 / 3;
      max-height: max(22rem, 100vh - 18rem);
      border-left: 1px solid var(--rule);
    }
  }
  /* Compact, the parts share what height there is; who has as much as they want says so by these names. */
  :host([compact]) {
    --code-size: 0.8125rem;
    grid-template-rows: auto var(--code-row, minmax(4rem, 3fr)) auto auto var(--panel-row, minmax(3.5rem, 2fr));
    border: none;
    border-radius: 0;
    min-height: 0;
  }
  :host([compact]) header {
    padding: 0.25rem 0.3rem 0.25rem 0.8rem;
  }
  :host([compact]) h2 {
    flex-basis: 7rem;
    font-size: 0.875rem;
  }
  /* In a low frame the title has one row; its tip has all of it. */
  @media (height < 32rem) {
    :host([compact]) header,
    :host([compact]) .tools {
      flex-wrap: nowrap;
    }
    :host([compact]) h2 {
      flex: 1 1 0;
      min-width: 0;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
  }
  :host([compact]) label span {
    position: absolute;
    clip-path: inset(50%);
  }
  :host([compact]) .hint {
    position: absolute;
    clip-path: inset(50%);
  }
  :host([compact]) .editor,
  :host([compact]) .panel {
    max-height: none;
    min-height: 0;
  }
  :host([compact]) .editor {
    max-height: var(--code-height, none);
  }
  :host([compact]) .panel {
    max-height: var(--panel-height, none);
  }
  /* A keyboard is not to be expected where the pointer is a finger; screen readers keep the hint. */
  @media (pointer: coarse) {
    .hint {
      position: absolute;
      clip-path: inset(50%);
    }
  }
  @media print {
    .editor,
    .panel {
      max-height: none;
    }
    .hint {
      display: none;
    }
  }
`;

export const labStyle = [ownStyle, lanesStyle];
