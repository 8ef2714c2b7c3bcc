import { css, unsafeCSS } from 'lit';

// The page's content security policy allows no style attributes.
const depths = unsafeCSS(Array.from({ length: 16 }, (_, depth) => `[data-depth="${depth}"] { --depth: ${depth}; }`).join('\n'));

export const memoryStyle = css`
  :host {
    display: block;
    padding: 0.5rem 0.6rem 0.8rem;
    font-size: 0.8125rem;
    --row: 1.625rem;
  }
  .picture {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 11fr) minmax(0, 9fr);
    column-gap: var(--middle, 24px);
    padding-inline: var(--left, 4px) var(--right, 4px);
    align-items: start;
  }
  .picture.narrow {
    grid-template-columns: minmax(0, 1fr);
    row-gap: 0.6rem;
    padding-left: 0;
  }
  svg {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    overflow: visible;
    pointer-events: none;
  }
  h3 {
    margin: 0.2rem 0 0.3rem;
    font: 600 0.6875rem/1.6 var(--sans);
    letter-spacing: 0.04em;
    color: var(--muted);
  }
  h3 span {
    font-weight: 400;
    letter-spacing: 0;
  }
  section + section {
    margin-top: 0.8rem;
  }
  .box {
    margin-bottom: 0.5rem;
    border: 1px solid var(--rule);
    border-radius: 6px;
    background: var(--panel);
    overflow: hidden;
  }
  h4 {
    margin: 0;
    padding: 0.2rem 0.5rem;
    border-bottom: 1px solid var(--rule);
    background: color-mix(in srgb, var(--ink) 4%, var(--panel));
    font: 600 0.8125rem/1.5 var(--mono);
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .none {
    margin: 0;
    padding: 0 0.5rem;
    line-height: var(--row);
    color: var(--muted);
  }
  .row {
    box-sizing: border-box;
    display: flex;
    align-items: center;
    gap: 0.5rem;
    height: var(--row);
    padding: 0 0.5rem 0 calc(0.5rem + var(--depth) * 0.9rem);
    border-left: 3px solid transparent;
    white-space: nowrap;
    outline-offset: -2px;
  }
  .row + .row {
    border-top: 1px solid color-mix(in srgb, var(--rule) 55%, transparent);
  }
  ${depths}
  code {
    font: inherit;
    font-family: var(--mono);
  }
  .row .name {
    flex: none;
    max-width: 45%;
    overflow: hidden;
    text-overflow: ellipsis;
    font-family: var(--mono);
    color: var(--ink);
  }
  .value {
    flex: 0 1 auto;
    min-width: 1.5rem;
    overflow: hidden;
    text-overflow: ellipsis;
    color: var(--code-number);
    font-weight: 600;
  }
  .note {
    flex: 1 1 0;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    text-align: right;
    color: var(--muted);
    font: 0.75rem/1.5 var(--mono);
  }
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: none;
    padding: 0;
    cursor: pointer;
  }
  button.name {
    text-decoration: underline;
    text-decoration-color: var(--faint);
    text-underline-offset: 3px;
  }
  button:focus-visible,
  .row:focus {
    outline: 2px solid var(--focus);
  }
  .pointer.shared { color: var(--shared); }
  .pointer.exclusive { color: var(--exclusive); }
  .pointer.owner { color: var(--ink); }
  .pointer.raw, .pointer.weak { color: var(--muted); }
  .fold {
    flex: none;
    color: var(--shared);
    font-size: 0.75rem;
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .gone .value {
    color: var(--muted);
    font-weight: 400;
    font-style: italic;
  }
  .gone .name {
    color: var(--muted);
    text-decoration: line-through;
  }
  .row.shared { border-left-color: var(--shared); }
  .row.shared > .value { color: var(--shared); }
  .row.exclusive { border-left: 3px double var(--exclusive); }
  .row.exclusive > .value { color: var(--exclusive); }
  .row.shared > .note, .row.exclusive > .note {
    color: var(--ink);
    font-family: var(--sans);
  }
  .mark {
    flex: none;
    padding: 0 0.35em;
    border-radius: 1em;
    background: color-mix(in srgb, var(--caution) 18%, transparent);
    color: var(--caution);
    font: 600 0.6875rem/1.5 var(--sans);
  }
  .row.changed, .row.new {
    background: color-mix(in srgb, var(--caution) 7%, transparent);
  }
  .row.lit {
    background: color-mix(in srgb, var(--focus) 14%, transparent);
  }
  .wire .line {
    fill: none;
    stroke: var(--wire);
    stroke-width: 1.5;
  }
  .wire .tip, .wire .start {
    fill: var(--wire);
    stroke: none;
  }
  .wire { --wire: var(--faint); }
  .wire.shared { --wire: var(--shared); }
  .wire.exclusive { --wire: var(--exclusive); }
  .wire.exclusive .line { stroke-width: 2.5; }
  .wire.owner { --wire: var(--muted); }
  .wire.raw .line { stroke-dasharray: 5 4; }
  .wire.weak .line { stroke-dasharray: 1.5 3.5; }
  .wire.raw .start, .wire.weak .start {
    fill: var(--panel);
    stroke: var(--wire);
    stroke-width: 1.5;
  }
  .has-lit .wire:not(.lit) { opacity: 0.25; }
  .wire.lit .line { stroke-width: 3; }
  .quiet {
    margin: 0;
    color: var(--muted);
    font-size: 0.875rem;
  }
  @media (pointer: coarse), (width < 40rem) {
    :host {
      --row: 2.25rem;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .row.changed, .row.new {
      animation: noticed 0.5s ease-out;
    }
    @keyframes noticed {
      from {
        background: color-mix(in srgb, var(--caution) 35%, transparent);
      }
    }
  }
`;
