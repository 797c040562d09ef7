import { css } from 'lit';

export const pointsStyles = css`
  .editor {
    display: grid;
    gap: 0.6rem;
  }

  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 0.1rem 1rem;
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend {
    padding: 0;
  }

  .tool {
    display: inline-flex;
    gap: 0.35rem;
    align-items: center;
    min-block-size: 2rem;
    font-size: var(--a2-small);
  }

  input {
    accent-color: var(--a2-accent);
  }

  canvas {
    inline-size: 100%;
    aspect-ratio: 1;
    border: 1px solid var(--a2-line-strong);
    border-radius: var(--a2-radius);
    background: var(--a2-raised);
    cursor: crosshair;
    touch-action: manipulation;
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }

  .bar .primary {
    margin-inline-start: auto;
  }

  .swatch {
    display: inline-block;
    inline-size: 0.75em;
    block-size: 0.75em;
    border-radius: 50%;
  }

  .swatch.first {
    background: var(--a2-series-5);
  }

  .swatch.second {
    background: var(--a2-series-6);
  }

  @media (pointer: coarse) {
    .tool {
      min-block-size: 2.75rem;
    }
  }
`;
