import { css } from 'lit';

export const whatIfStyles = css`
  .parts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr));
    gap: 1rem 2rem;
  }

  .field {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 6.5rem;
    gap: 0 0.5rem;
    align-items: center;
    font-size: var(--a2-small);
  }

  .field label,
  .field select {
    grid-column: 1 / -1;
  }

  .field select {
    inline-size: 100%;
  }

  .fixed {
    margin: 0;
    padding-block: 0.25rem;
  }

  .fixed .soft {
    text-align: end;
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    align-items: end;
    margin-block-start: 0.75rem;
  }

  .bar label,
  .along {
    display: grid;
    color: var(--a2-soft);
    font-size: var(--a2-small);
  }

  .bar input {
    inline-size: 7rem;
    min-block-size: 2.125rem;
  }

  .along {
    inline-size: fit-content;
    margin-block: 0.75rem 0.25rem;
  }

  input {
    inline-size: 100%;
    font: inherit;
    accent-color: var(--a2-accent);
  }

  select {
    min-block-size: 2.125rem;
    font: inherit;
  }

  select,
  input[type='text'] {
    border: 1px solid var(--a2-line-strong);
    border-radius: var(--a2-radius);
    background: var(--a2-raised);
    color: var(--a2-ink);
  }

  .value {
    font-size: var(--a2-title);
    font-weight: var(--a2-bold);
  }

  svg {
    display: block;
    inline-size: 100%;
    max-inline-size: 30rem;
  }

  polyline {
    fill: none;
    stroke: var(--a2-accent);
    stroke-width: 2;
  }

  svg line {
    stroke: var(--a2-line-strong);
  }

  circle {
    fill: var(--a2-accent);
  }

  circle.other {
    fill: var(--a2-raised);
    stroke: var(--a2-accent);
    stroke-width: 1.5;
  }

  text {
    fill: var(--a2-soft);
    font-size: 11px;
  }
`;
