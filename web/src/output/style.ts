// How output looks: colours as rustc has them, a rule at the side for who speaks.
import { css } from 'lit';

export const outputStyle = css`
  :host {
    display: block;
    min-height: 0;
  }
  .scroller {
    box-sizing: border-box;
    height: 100%;
    overflow: auto;
    container-type: inline-size;
    padding: 0.5rem 0;
  }
  :host([stale]) .scroller {
    opacity: 0.55;
  }
  .scroller:focus-visible,
  button:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: -2px;
  }
  section {
    position: relative;
    border-left: 3px solid transparent;
    padding: 0.15rem 0.8rem 0.15rem calc(0.8rem - 3px);
    min-width: max-content;
  }
  .stdout { border-left-color: var(--faint); }
  .stderr { border-left-color: var(--panic); }
  .borrowlab { border-left-color: var(--caution); }
  /* Borrowlab's own words stand apart from the program's and the compiler's. */
  section + .borrowlab {
    margin-top: 0.6rem;
    border-top: 1px solid var(--rule);
  }
  .source {
    margin: 0;
    font: 600 0.6875rem/1.6 var(--sans);
    letter-spacing: 0.04em;
    color: var(--muted);
  }
  pre {
    margin: 0;
    font: var(--code-size) / 1.5 var(--mono);
    color: var(--ink);
    tab-size: 4;
  }
  .stdout pre,
  .stderr pre,
  .message {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    max-width: calc(100cqi - 1.6rem);
  }
  .message {
    display: block;
  }
  .quiet {
    margin: 0;
    padding: 0.15rem 0.8rem;
    color: var(--muted);
    font-size: 0.875rem;
  }
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: none;
    padding: 0;
    cursor: pointer;
    text-decoration: underline;
    text-decoration-color: var(--faint);
    text-underline-offset: 3px;
  }
  button:hover {
    text-decoration-color: currentcolor;
    text-decoration-thickness: 2px;
  }
  .bold { font-weight: 700; }
  .red { color: var(--ansi-red); }
  .green { color: var(--ansi-green); }
  .yellow { color: var(--ansi-yellow); }
  .blue { color: var(--ansi-blue); }
  .magenta { color: var(--ansi-magenta); }
  .cyan { color: var(--ansi-cyan); }
  /* Dimmed late, so that a quick answer never flickers. */
  :host([stale]) .scroller {
    transition: opacity 0.15s 0.35s;
  }
  @media print {
    section {
      min-width: 0;
    }
    pre {
      white-space: pre-wrap;
    }
    .scroller {
      overflow: visible;
    }
  }
  .chunk {
    display: block;
    content-visibility: auto;
    contain-intrinsic-block-size: auto calc(var(--lines) * 1.5em);
  }
  .written {
    cursor: pointer;
  }
  .written:hover {
    background: var(--line-tint);
  }
  .later {
    opacity: 0.35;
  }
  .fixes {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem;
    margin: 0.3rem 0 0.5rem;
    padding: 0;
    max-width: calc(100cqi - 1.6rem);
    list-style: none;
  }
  .fixes .fix {
    min-height: var(--touch);
    padding: 0.2rem 0.7rem;
    border: 1px solid var(--good);
    border-radius: 6px;
    background: var(--raised);
    font: 500 0.8125rem/1.3 var(--sans);
    text-align: left;
    text-decoration: none;
  }
`;
