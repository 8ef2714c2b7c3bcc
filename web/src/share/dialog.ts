// What the page's dialogs have in common.
import { css } from 'lit';

// A modal dialog leaves the rest of the page inert. Tools that look at markup alone cannot see that: the page says it too, by this event.
export const tellModal = (from: HTMLElement, open: boolean) => from.dispatchEvent(new CustomEvent<boolean>('bl-modal', { detail: open }));

export const dialogStyle = css`
  dialog {
    box-sizing: border-box;
    width: min(38rem, 100vw - 1.5rem);
    max-height: calc(100dvh - 1.5rem);
    padding: 0;
    border: 1px solid var(--rule);
    border-radius: 12px;
    background: var(--panel);
    color: var(--ink);
    box-shadow: 0 12px 48px rgb(0 0 0 / 0.3);
  }
  dialog::backdrop {
    background: rgb(10 14 20 / 0.45);
  }
  .box {
    padding: 1rem 1.2rem 1.1rem;
  }
  h2 {
    margin: 0;
    font-size: 1.125rem;
  }
  p {
    margin: 0.2rem 0 0.4rem;
    color: var(--muted);
    font-size: 0.9375rem;
  }
  label {
    display: block;
    margin: 0.7rem 0 0.25rem;
    font-weight: 600;
    font-size: 0.875rem;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    align-items: flex-start;
  }
  .end {
    margin-top: 0.9rem;
    align-items: center;
    justify-content: space-between;
  }
  input,
  textarea {
    box-sizing: border-box;
    flex: 1;
    min-width: 0;
    min-height: var(--touch);
    padding: 0.4rem 0.6rem;
    border: 1px solid var(--edge);
    border-radius: 6px;
    background: var(--raised);
    color: var(--ink);
    font: 0.8125rem/1.4 var(--mono);
    resize: vertical;
  }
`;
