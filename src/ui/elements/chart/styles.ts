import { css } from 'lit';

export const chartStyles = css`
  :host {
    container-type: inline-size;
  }

  figure {
    padding: 0.75rem 0.9rem 0.6rem;
    border: 1px solid var(--a2-line);
    border-radius: calc(var(--a2-radius) + 2px);
    background: var(--a2-raised);
  }

  :host(:fullscreen) {
    overflow: auto;
    background: var(--a2-raised);
  }

  :host(:fullscreen) figure {
    border: 0;
    border-radius: 0;
  }

  :host(:fullscreen) .plot {
    block-size: var(--plot);
  }

  figcaption {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.1rem 0.9rem;
    min-block-size: 1.75rem;
  }

  .key {
    display: inline-flex;
    gap: 0.8rem;
    color: var(--a2-soft);
    font-size: var(--a2-small);
  }

  .key svg {
    inline-size: 24px;
    block-size: 8px;
    margin-inline-end: 0.3rem;
  }

  .stand-in {
    color: var(--a2-warn);
    font-size: var(--a2-small);
    font-weight: var(--a2-bold);
  }

  .controls {
    display: inline-flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: 0.2rem 0.5rem;
    margin-inline-start: auto;
  }

  .tools {
    display: inline-flex;
  }

  .tools button {
    min-inline-size: 1.75rem;
  }

  .tools button {
    border-color: var(--a2-line);
    border-radius: 0;
  }

  .tools button:first-of-type {
    border-start-start-radius: var(--a2-radius);
    border-end-start-radius: var(--a2-radius);
  }

  .tools button:last-of-type {
    border-start-end-radius: var(--a2-radius);
    border-end-end-radius: var(--a2-radius);
  }

  .tools button + button {
    border-inline-start: 0;
  }

  .tools button[aria-disabled='true'] {
    border-color: var(--a2-line);
  }

  button.outliers {
    border-color: var(--a2-line);
  }

  .tools [aria-pressed='true'],
  .outliers[aria-pressed='true'] {
    background: var(--a2-accent-tint);
    font-weight: var(--a2-bold);
  }

  .heads {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: end;
    color: var(--a2-soft);
    font-size: var(--a2-small);
  }

  .stage {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }

  .plot {
    min-inline-size: 0;
    block-size: 250px;
    overflow: hidden;
    border-radius: var(--a2-radius);
    touch-action: pan-y;
  }

  @container (inline-size < 420px) {
    .plot {
      block-size: 220px;
    }
  }

  .promise {
    position: absolute;
    inset-block-start: 0;
    inset-inline: 60px 14px;
    block-size: 206px;
    display: flex;
    align-items: center;
    justify-content: center;
    color: var(--a2-soft);
    text-align: center;
    pointer-events: none;
  }

  .promise span {
    max-inline-size: 44ch;
    padding: 0.2rem 0.5rem;
    background: var(--a2-raised);
  }

  .legend button {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 0.45rem;
    inline-size: 100%;
    min-block-size: 22px;
    block-size: 22px;
    padding: 0 0.35rem;
    border-color: transparent;
    border-radius: 4px;
    color: var(--a2-ink);
    font-size: var(--a2-small);
    font-weight: 400;
    line-height: 20px;
    text-align: start;
  }

  .legend .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .legend button[aria-pressed='false'] {
    color: var(--a2-soft);
    text-decoration: line-through;
  }

  .legend button[aria-pressed='false'] .swatch {
    opacity: 0.35;
  }

  .values {
    display: inline-grid;
    grid-auto-flow: column;
    grid-auto-columns: 3.4rem;
    font-variant-numeric: tabular-nums;
    text-align: end;
  }

  .flow-head {
    display: flex;
    justify-content: end;
    padding-inline-end: calc(0.35rem + 1px);
    color: var(--a2-soft);
    font-size: var(--a2-small);
  }

  .legend.flow {
    display: grid;
    gap: 2px;
    max-block-size: 18rem;
    margin-block-end: 0.25rem;
    overflow-y: auto;
  }

  .legend.flow button {
    min-block-size: 28px;
    block-size: auto;
  }

  .beside .promise {
    inset-inline-end: calc(var(--gutter) + 14px);
  }

  .beside .stage {
    grid-template-columns: minmax(0, 1fr) var(--gutter);
  }

  .beside .legend {
    position: relative;
  }

  .beside .legend li {
    position: absolute;
    inset-inline: 0;
    inset-block-start: 0;
    transition: transform var(--a2-motion);
  }

  .foot {
    display: flex;
    flex-wrap: wrap;
    gap: 0.1rem 1.2rem;
    margin-block-start: 0.35rem;
    font-size: var(--a2-small);
  }

  .summary {
    flex: 1 1 20rem;
    /* Two lines, so that nothing moves when text appears. */
    min-block-size: 3em;
    color: var(--a2-soft);
  }

  .hint {
    flex: 1 0 100%;
    color: var(--a2-soft);
  }

  /* Touch scrolls where a mouse drags; the buttons zoom instead. */
  @media (hover: none) {
    .hint {
      display: none;
    }
  }

  /* On a phone, text that comes and goes has its own line. */
  @container (inline-size < 420px) {
    .outliers {
      order: 1;
    }
  }

  details {
    min-inline-size: 0;
  }

  .foot details summary {
    line-height: 1.75rem;
  }

  details[open] {
    flex: 0 0 100%;
  }

  .scroll {
    max-block-size: 18rem;
    margin-block-start: 0.4rem;
    overflow: auto;
  }

  thead th {
    position: sticky;
    inset-block-start: 0;
    background: var(--a2-raised);
  }

  @media (forced-colors: active) {
    .legend .swatch {
      forced-color-adjust: none;
    }

    /* Forced colours have no tints, so a pressed button has a frame. */
    .tools [aria-pressed='true'],
    .outliers[aria-pressed='true'] {
      outline: 2px solid Highlight;
      outline-offset: -3px;
    }

    .u-select {
      opacity: 0.4;
      background: Highlight;
    }
  }
`;
