import { css } from 'lit';

export const appStyle = css`
  :host {
    display: block;
    max-width: 92rem;
    margin: 0 auto;
    padding: 0 clamp(0.6rem, 2vw, 1.6rem) 1rem;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.3rem 1rem;
    padding: 0.7rem 0;
  }
  h1 {
    margin: 0;
    font: 700 1.25rem/1.2 var(--sans);
    letter-spacing: -0.01em;
  }
  h1 a {
    display: inline-flex;
    align-items: center;
    gap: 0.55rem;
    min-height: var(--touch);
    color: var(--ink);
    text-decoration: none;
  }
  .tagline {
    flex: 1 1 12rem;
    margin: 0;
    color: var(--muted);
    font-size: 0.9375rem;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  .theme {
    display: inline-grid;
    place-items: center;
    min-width: var(--touch);
    padding: 0;
  }
  .theme svg {
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.5;
  }
  .theme path {
    fill: currentcolor;
    stroke: none;
  }
  .lead {
    max-width: 58rem;
    margin: 0.4rem 0 1rem;
    font-size: clamp(1.05rem, 0.95rem + 0.5vw, 1.3rem);
    line-height: 1.45;
    text-wrap: pretty;
  }
  .lead code {
    font-family: var(--mono);
    font-size: 0.92em;
  }
  .shared {
    color: var(--shared);
    font-weight: 650;
  }
  .exclusive {
    color: var(--exclusive);
    font-weight: 650;
  }
  .notice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 0.8rem;
    margin: 0 0 0.9rem;
    padding: 0.5rem 0.9rem;
    border: 1px solid var(--rule);
    border-left: 4px solid var(--shared);
    border-radius: 6px;
    background: var(--panel);
  }
  .notice p {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .problem {
    border-left-color: var(--bad);
  }
  footer {
    margin-top: 1rem;
    color: var(--muted);
    font-size: 0.8125rem;
  }
  @media (width < 40rem) {
    .tagline {
      order: 3;
      flex-basis: 100%;
    }
    header {
      justify-content: space-between;
      column-gap: 0.5rem;
    }
    .tools {
      gap: 0.35rem;
    }
    h1 {
      font-size: 1.125rem;
    }
  }
`;
