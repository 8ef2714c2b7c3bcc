import { css } from 'lit';

export const shareStyle = css`
  dialog {
    width: min(50rem, 100vw - 1.5rem);
    /* The preview grows below: what stands above it stays under the pointer. */
    margin-top: 0.75rem;
  }
  .top {
    align-items: center;
    justify-content: space-between;
  }
  .kinds {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem;
    margin: 0.6rem 0 0.7rem;
  }
  .kinds button {
    border-color: transparent;
    background: none;
    color: var(--muted);
  }
  .kinds button:hover {
    border-color: var(--edge);
  }
  .kinds button[aria-selected="true"] {
    border-color: var(--edge);
    background: var(--raised);
    color: var(--ink);
  }
  textarea {
    max-height: 24rem;
    overflow-wrap: anywhere;
  }
  .links {
    font-size: 0.875rem;
  }
  .notice {
    padding: 0.5rem 0.8rem;
    border-left: 4px solid var(--caution);
    background: var(--raised);
    color: var(--ink);
  }
  .options {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(14rem, 100%), 1fr));
    gap: 0.5rem 0.8rem;
    align-items: end;
    margin-bottom: 0.8rem;
  }
  .options label {
    display: flex;
    flex-direction: column;
    gap: 0.2rem;
    margin: 0;
    font-weight: 500;
    font-size: 0.8125rem;
  }
  .options .check {
    flex-direction: row;
    align-items: center;
    min-height: var(--touch);
  }
  .options input,
  .options select {
    flex: none;
    width: 100%;
    font: 0.875rem/1.4 var(--sans);
  }
  .options .check input {
    width: 1.1rem;
    min-height: 1.1rem;
  }
  iframe {
    display: block;
    width: 100%;
    border: 0;
  }
  .preview img {
    display: block;
    max-width: 100%;
    height: auto;
    margin-bottom: 0.6rem;
    border: 1px solid var(--rule);
  }
`;
