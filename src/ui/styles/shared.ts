/** Styles that most components share: native controls in the lab's look. */
import { css } from 'lit';

export const base = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  :host {
    display: block;
    color: var(--a2-ink);
    font: 400 var(--a2-text) / 1.5 var(--a2-font);
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }

  h1 {
    font-size: var(--a2-title);
    font-weight: var(--a2-bold);
    line-height: 1.25;
    letter-spacing: -0.01em;
  }

  h2,
  h3 {
    font-size: var(--a2-text);
    font-weight: var(--a2-bold);
  }

  ul,
  ol {
    list-style: none;
  }

  a {
    color: var(--a2-accent);
  }

  :focus-visible {
    outline: 2px solid var(--a2-accent);
    outline-offset: 2px;
  }

  svg.icon {
    display: inline-block;
    flex: none;
    inline-size: 1em;
    block-size: 1em;
    vertical-align: -0.125em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .small {
    font-size: var(--a2-small);
  }

  .soft {
    color: var(--a2-soft);
  }

  .numbers {
    font-variant-numeric: tabular-nums;
  }

  .visually-hidden:not(:focus-within) {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

export const buttons = css`
  button,
  a.button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.4em;
    min-block-size: 2.125rem;
    padding: 0 0.8em;
    border: 1px solid var(--a2-line-strong);
    border-radius: var(--a2-radius);
    background: transparent;
    color: var(--a2-accent);
    font: inherit;
    font-weight: var(--a2-bold);
    text-decoration: none;
    cursor: pointer;
    transition:
      background-color var(--a2-motion),
      border-color var(--a2-motion);
  }

  button:hover:not([disabled], [aria-disabled='true']),
  a.button:hover {
    border-color: var(--a2-accent);
    background: var(--a2-accent-tint);
  }

  button.primary {
    border-color: transparent;
    background: var(--a2-accent);
    color: var(--a2-on-accent);
  }

  button.primary:hover:not([disabled], [aria-disabled='true']) {
    border-color: transparent;
    background: var(--a2-accent-strong);
  }

  button.quiet {
    min-block-size: 1.75rem;
    padding: 0 0.5em;
    border-color: transparent;
    font-size: var(--a2-small);
    font-weight: 400;
  }

  button[disabled],
  button[aria-disabled='true'] {
    border-color: var(--a2-line);
    background: var(--a2-sunken);
    color: var(--a2-soft);
    cursor: not-allowed;
  }

  button.quiet[disabled],
  button.quiet[aria-disabled='true'] {
    border-color: transparent;
    background: transparent;
  }

  @media (pointer: coarse) {
    button,
    a.button {
      min-block-size: 2.75rem;
    }

    button.quiet {
      min-block-size: 2.25rem;
    }
  }

  @media (forced-colors: active) {
    button.primary,
    button.primary:hover:not([disabled], [aria-disabled='true']) {
      border-color: ButtonText;
      background: ButtonFace;
      color: ButtonText;
    }
  }
`;

export const progressBars = css`
  progress {
    appearance: none;
    display: block;
    inline-size: 100%;
    block-size: 6px;
    border: 0;
    border-radius: 3px;
    overflow: hidden;
    background: var(--a2-line);
    color: var(--a2-accent);
  }

  progress::-webkit-progress-bar {
    background: var(--a2-line);
  }

  progress::-webkit-progress-value {
    background: currentColor;
  }

  progress::-moz-progress-bar {
    background: currentColor;
  }

  @media (forced-colors: active) {
    progress {
      border: 1px solid CanvasText;
      forced-color-adjust: none;
      background: Canvas;
      color: Highlight;
    }
  }
`;

export const disclosures = css`
  summary {
    inline-size: fit-content;
    border-radius: var(--a2-radius);
    color: var(--a2-accent);
    font-size: var(--a2-small);
    cursor: pointer;
  }

  summary:hover {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
`;

export const tables = css`
  .scroll {
    /* Visually hidden texts in cells must scroll with them. */
    position: relative;
    overflow-x: auto;
    overscroll-behavior-x: contain;
  }

  table {
    border-collapse: collapse;
    font-size: var(--a2-small);
    font-variant-numeric: tabular-nums;
  }

  caption {
    text-align: start;
    color: var(--a2-soft);
    padding-block-end: 0.35rem;
  }

  th,
  td {
    padding: 0.35rem 0.6rem;
    border-block-end: 1px solid var(--a2-line);
    text-align: end;
    white-space: nowrap;
  }

  th:first-child,
  td:first-child {
    padding-inline-start: 0;
  }

  th {
    font-weight: var(--a2-bold);
  }

  .start {
    text-align: start;
  }

  thead th {
    border-block-end-color: var(--a2-line-strong);
    vertical-align: bottom;
  }
`;

/** `class="series-3"` gives an element the colour of series 3. */
export const seriesColours = css`
  .series-0 {
    color: var(--a2-series-0);
  }
  .series-1 {
    color: var(--a2-series-1);
  }
  .series-2 {
    color: var(--a2-series-2);
  }
  .series-3 {
    color: var(--a2-series-3);
  }
  .series-4 {
    color: var(--a2-series-4);
  }
  .series-5 {
    color: var(--a2-series-5);
  }
  .series-6 {
    color: var(--a2-series-6);
  }
  .series-7 {
    color: var(--a2-series-7);
  }
`;
