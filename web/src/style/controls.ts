// Buttons, menus and fields, alike in all parts of the page.
import { css } from 'lit';

export const controls = css`
  button,
  select,
  a.button {
    box-sizing: border-box;
    min-height: var(--touch);
    padding: 0 0.75rem;
    border: 1px solid var(--edge);
    border-radius: 6px;
    background: var(--raised);
    color: var(--ink);
    font: 500 0.875rem/1.2 var(--sans);
    cursor: pointer;
  }
  a.button {
    display: inline-flex;
    align-items: center;
    text-decoration: none;
  }
  button:hover,
  select:hover,
  a.button:hover {
    border-color: var(--ink);
  }
  button.quiet {
    background: none;
    border-color: transparent;
    color: var(--muted);
    text-decoration: underline;
    text-decoration-color: var(--faint);
    text-underline-offset: 3px;
  }
  button.quiet:hover {
    color: var(--ink);
  }
  select {
    padding: 0 0.3rem 0 0.5rem;
  }
  button:focus-visible,
  select:focus-visible,
  a:focus-visible,
  input:focus-visible,
  textarea:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  a {
    color: var(--shared);
    text-underline-offset: 3px;
  }
  kbd {
    padding: 0 0.3em;
    border: 1px solid var(--rule);
    border-bottom-width: 2px;
    border-radius: 4px;
    font: 0.9em var(--sans);
  }
  @media (width < 40rem) {
    button,
    a.button {
      padding: 0 0.6rem;
    }
  }
  @media print {
    button,
    select {
      display: none;
    }
  }
`;
