import { css } from 'lit';

export const liveStyles = css`
  :host {
    container: live / inline-size;
  }

  .live {
    display: grid;
    gap: 1rem;
  }

  .bar,
  .row,
  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 0.75rem;
    align-items: center;
  }

  .bar .now {
    margin-inline-start: auto;
    font-variant-numeric: tabular-nums;
  }

  .stage {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.25rem;
  }

  .side {
    display: grid;
    gap: 0.75rem;
    align-content: start;
  }

  .middle {
    display: grid;
    gap: 0.9rem;
    align-content: start;
    min-inline-size: 0;
  }

  .middle a2-live-network {
    min-block-size: 20rem;
  }

  .controls {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr));
    gap: 0.6rem 0.75rem;
  }

  label {
    display: grid;
    gap: 0.15rem;
    color: var(--a2-soft);
    font-size: var(--a2-small);
  }

  label.inline {
    display: inline-flex;
    gap: 0.4rem;
    align-items: center;
  }

  label.range {
    grid-template-columns: 1fr auto;
  }

  label.range input {
    grid-column: 1 / -1;
    min-block-size: 2.125rem;
  }

  input,
  select {
    accent-color: var(--a2-accent);
    min-inline-size: 0;
    color: var(--a2-ink);
    font: inherit;
  }

  select,
  input[type='text'] {
    inline-size: 100%;
    min-block-size: 2.125rem;
    padding-inline: 0.5em;
    border: 1px solid var(--a2-line-strong);
    border-radius: var(--a2-radius);
    background: var(--a2-raised);
    font-size: var(--a2-text);
  }

  .seed {
    display: flex;
    gap: 0.35rem;
  }

  .seed input {
    inline-size: 5.5em;
  }

  .seed button {
    padding-inline: 0.5em;
    font-size: var(--a2-small);
    white-space: nowrap;
  }

  .counter {
    display: inline-flex;
    gap: 0.4rem;
    align-items: center;
    font-size: var(--a2-small);
  }

  .counter button {
    inline-size: 2.125rem;
    padding: 0;
  }

  .counter span {
    min-inline-size: 7.6em;
    text-align: center;
  }

  .caption {
    min-block-size: 3em;
    max-inline-size: 60ch;
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

  /* On a phone the picture comes first, and moves before anything is set. */
  @container live (inline-size < 46rem) {
    .stage > :last-child {
      order: -1;
    }
  }

  @container live (inline-size >= 46rem) {
    .stage {
      grid-template-columns: minmax(0, 1.5fr) minmax(15rem, 1fr);
    }
  }

  @container live (inline-size >= 68rem) {
    .stage {
      grid-template-columns: 10.5rem minmax(0, 1.6fr) minmax(18rem, 1fr);
    }

    .stage > .data .controls {
      grid-template-columns: minmax(0, 1fr);
    }
  }

  @container live (46rem <= inline-size < 68rem) {
    .stage > .data {
      grid-column: 1 / -1;
    }
  }

  @media (pointer: coarse) {
    select,
    input[type='text'],
    label.range input {
      min-block-size: 2.75rem;
    }
  }
`;
