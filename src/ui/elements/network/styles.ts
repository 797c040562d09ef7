import { css } from 'lit';

export const networkStyles = css`
  figure {
    display: grid;
    gap: 0.5rem;
  }

  figcaption p {
    max-inline-size: 70ch;
  }

  .drawing {
    display: block;
    max-inline-size: 100%;
  }

  .line {
    fill: none;
    stroke: var(--a2-line-strong);
    stroke-width: 0.5;
    opacity: 0.55;
  }

  circle {
    fill: var(--a2-raised);
    stroke: var(--a2-soft);
    stroke-width: 1.5;
  }

  circle.hidden {
    fill: var(--a2-accent-tint);
    stroke: var(--a2-accent);
  }

  text {
    fill: var(--a2-ink);
    font: 400 11px var(--a2-font);
    font-variant-numeric: tabular-nums;
    text-anchor: middle;
  }

  text.name,
  text.sum {
    font-weight: var(--a2-bold);
  }

  text.shape {
    fill: var(--a2-soft);
  }

  text.dots {
    fill: var(--a2-soft);
    font-size: 16px;
  }

  @media (forced-colors: active) {
    text {
      fill: CanvasText;
    }
  }
`;
