// How lanes look: colours are the page's, forms tell the kinds apart without them.
import { css } from 'lit';

export const lanesStyle = css`
  .lanes {
    position: relative;
    flex: none;
    align-self: stretch;
    box-sizing: border-box;
    overflow: visible;
    font: 0.6875rem/1 var(--mono);
    user-select: none;
  }
  .lanes.stale {
    opacity: 0.55;
  }
  .lanes svg {
    position: absolute;
    top: 0;
    left: 0;
    overflow: visible;
  }
  .lanes .shared {
    --tone: var(--shared);
  }
  .lanes .exclusive {
    --tone: var(--exclusive);
  }
  .lanes .moved {
    --tone: var(--muted);
  }
  .lanes path {
    fill: none;
    stroke: var(--tone);
    stroke-width: 2;
  }
  .lanes .track {
    stroke: var(--edge);
    stroke-width: 1.5;
  }
  .lanes .birth {
    fill: var(--panel);
    stroke: var(--muted);
    stroke-width: 1.5;
  }
  .lanes .leader {
    stroke: var(--edge);
    stroke-width: 1;
    stroke-dasharray: 1 3;
  }
  .lanes .halo {
    stroke: var(--panel);
    stroke-width: 5;
  }
  .lanes .bar {
    stroke-width: 7;
    stroke-linecap: butt;
  }
  .lanes .hollow {
    stroke: var(--panel);
    stroke-width: 3;
  }
  .lanes .moved .bar {
    stroke-width: 2.5;
    stroke-dasharray: 4 3;
  }
  .lanes .cap {
    stroke-width: 2.5;
  }
  .lanes .head,
  .lanes .stop {
    fill: var(--panel);
    stroke: var(--tone);
    stroke-width: 2.5;
  }
  .lanes .exclusive .head,
  .lanes .exclusive .stop {
    fill: var(--tone);
  }
  .lanes .tick {
    fill: var(--tone);
  }
  .lanes .exclusive .tick {
    fill: var(--panel);
  }
  .lanes .hit {
    stroke: transparent;
    stroke-width: 15;
    pointer-events: stroke;
    cursor: pointer;
  }
  .lanes .spark {
    stroke: var(--bad);
    stroke-width: 2.5;
  }
  .lanes .badge {
    fill: var(--bad);
    stroke: var(--panel);
    stroke-width: 1.5;
  }
  .lanes .cross {
    stroke: var(--panel);
    stroke-width: 1.8;
    stroke-linecap: round;
  }
  .lanes .clash {
    pointer-events: none;
  }
  .lanes .lane.idle,
  .lanes.has-lit .lane:not(.lit) {
    opacity: 0.28;
  }
  .lanes .lane.lit .bar {
    stroke-width: 9;
  }
  .lanes .lane.lit .hollow {
    stroke-width: 4;
  }
  .lanes .lane.lit .leader {
    stroke: var(--tone);
  }
  .lanes .band {
    position: absolute;
    inset-inline: 0;
    background: var(--now);
  }
  .lanes ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .lanes li {
    position: absolute;
    right: 2px;
    display: flex;
    gap: 0.3rem;
    align-items: center;
    height: calc(var(--code-size) * 1.6);
  }
  .lanes li .owner {
    flex: 0 1 auto;
    overflow: hidden;
    color: var(--muted);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .lanes li button {
    flex: 0 1 auto;
    min-width: 0.9rem;
    min-height: 0;
    height: 100%;
    padding: 0 1px;
    overflow: hidden;
    border: none;
    border-radius: 3px;
    background: none;
    color: var(--tone);
    font: inherit;
    font-weight: 600;
    text-align: left;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .lanes li button.idle {
    font-weight: 400;
    color: var(--muted);
  }
  .lanes li button.lit,
  .lanes li button:hover {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .lanes li button:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: -1px;
  }
  .lanes .tip {
    position: absolute;
    right: 4px;
    z-index: 20;
    box-sizing: border-box;
    width: max-content;
    max-width: min(19rem, 70vw);
    margin: 0;
    padding: 0.4rem 0.6rem;
    border: 1px solid var(--rule);
    border-radius: 6px;
    background: var(--raised);
    color: var(--ink);
    font: 0.8125rem/1.4 var(--sans);
    box-shadow: 0 4px 16px rgb(0 0 0 / 0.18);
    pointer-events: none;
    white-space: normal;
  }
  .lanes [hidden] {
    display: none;
  }
  .bl-lit {
    border-radius: 3px;
  }
  .bl-lit-shared {
    --lit: var(--shared);
  }
  .bl-lit-exclusive {
    --lit: var(--exclusive);
  }
  .bl-lit-moved {
    --lit: var(--muted);
  }
  .bl-lit-start {
    background: color-mix(in srgb, var(--lit) 24%, transparent);
    outline: 1.5px solid var(--lit);
  }
  .bl-lit-use {
    background: color-mix(in srgb, var(--lit) 16%, transparent);
  }
  .bl-lit-end {
    background: color-mix(in srgb, var(--lit) 16%, transparent);
    outline: 1.5px dashed var(--lit);
  }
  .bl-lit-name {
    outline: 1.5px dotted var(--lit);
  }
  .cm-line.bl-now {
    background: var(--now);
  }
  .bl-now-statement {
    text-decoration: underline;
    text-decoration-color: var(--ink);
    text-decoration-thickness: 1.5px;
    text-underline-offset: 4px;
  }
  @media (prefers-reduced-motion: no-preference) {
    .lanes .lane {
      transition: opacity 0.12s;
    }
  }
  @media print {
    .lanes .tip {
      display: none;
    }
  }
`;
