import { css } from 'lit';

export const parallelStyles = css`
  .scroll {
    overflow-x: auto;
    overscroll-behavior-x: contain;
  }

  svg.plot {
    display: block;
    inline-size: 100%;
    min-inline-size: var(--least, 0);
    user-select: none;
  }

  text {
    fill: var(--a2-soft);
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }

  text.title {
    fill: var(--a2-ink);
    font-size: 12px;
    font-weight: var(--a2-bold);
    text-anchor: middle;
  }

  .halo {
    stroke: var(--a2-raised);
    stroke-width: 6;
    stroke-linejoin: round;
    paint-order: stroke;
  }

  .axis {
    stroke: var(--a2-line-strong);
    stroke-width: 1;
  }

  .line {
    fill: none;
    stroke: currentColor;
    stroke-width: 1.8;
    stroke-linejoin: round;
  }

  .many .line {
    stroke-width: 0.9;
  }

  .edge {
    fill: none;
    stroke: currentColor;
    stroke-width: 1.6;
  }

  .line.pending {
    stroke-dasharray: 2 3;
  }

  .line.out {
    stroke: var(--a2-line);
    opacity: 0.6;
  }

  .line.pale {
    opacity: 0.22;
  }

  .line.set-off {
    stroke-width: 3.5;
  }

  .hit {
    fill: none;
    stroke: transparent;
    stroke-width: 9;
    cursor: pointer;
    pointer-events: stroke;
  }

  .area {
    fill: transparent;
    cursor: pointer;
  }

  .handle {
    fill: transparent;
    cursor: ns-resize;
    touch-action: pan-x;
  }

  .handle:hover {
    fill: var(--a2-accent);
    opacity: 0.12;
  }

  .limit {
    fill: var(--a2-accent);
    opacity: 0.3;
    pointer-events: none;
  }

  .under {
    display: grid;
    gap: 0.3rem;
    margin-block-start: 0.4rem;
    font-size: var(--a2-small);
  }

  .foot {
    grid-template-columns: minmax(0, 1fr) auto auto;
  }

  .foot > details {
    grid-column-end: 4;
  }

  .foot > a2-full-screen {
    grid-area: 1 / 3 / 2 / 4;
    z-index: 1;
  }

  .under p {
    max-inline-size: 80ch;
  }

  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr));
    gap: 0.5rem 1.25rem;
    padding-block: 0.5rem;
  }

  .fields [role='group'] {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 5.5rem auto 5.5rem;
    gap: 0.4rem;
    align-items: center;
  }

  .fields input,
  .fields select {
    inline-size: 100%;
    min-inline-size: 0;
  }

  [aria-invalid='true'] {
    border-color: var(--a2-bad) !important;
  }
`;
