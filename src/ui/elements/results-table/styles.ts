import { css } from 'lit';

export const resultsTableStyles = css`
  table {
    min-inline-size: 100%;
  }

  thead th {
    padding-block: 0;
  }

  button {
    display: inline-flex;
    gap: 0.15em;
    align-items: center;
    min-block-size: 2.25rem;
    padding: 0;
    border: 0;
    background: none;
    color: var(--a2-accent);
    font: inherit;
    cursor: pointer;
  }

  button:hover {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }

  .setter {
    min-block-size: 1.5rem;
    color: inherit;
    font-weight: var(--a2-bold);
  }

  .set-off {
    background: var(--a2-accent-tint);
    box-shadow: inset 0 0 0 2px var(--a2-accent);
  }

  .note {
    margin-block-start: 0.4rem;
  }

  .part {
    isolation: isolate;
    max-block-size: min(75vh, 44rem);
    overflow-y: auto;
    overflow-anchor: none;
    border-block-end: 1px solid var(--a2-line);
  }

  .part thead th {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    background: var(--a2-paper);
    box-shadow: inset 0 -1px var(--a2-line-strong);
  }

  @media print {
    .part {
      max-block-size: none;
      overflow: visible;
    }
  }

  .gap td {
    padding: 0;
    border: 0;
  }

  .filter {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3rem 0.75rem;
    align-items: center;
    margin-block-end: 0.4rem;
  }

  .filter label {
    display: inline-flex;
    gap: 0.4rem;
    align-items: center;
  }

  .filter input {
    min-block-size: 2rem;
    padding-inline: 0.4rem;
    border: 1px solid var(--a2-line-strong);
    border-radius: var(--a2-radius);
    background: var(--a2-raised);
    color: var(--a2-ink);
    font: inherit;
  }

  .order {
    inline-size: 1em;
  }

  .status {
    display: inline-flex;
    gap: 0.35em;
    align-items: center;
  }

  .done {
    color: var(--a2-good);
  }

  .diverged {
    color: var(--a2-warn);
  }

  .failed {
    color: var(--a2-bad);
  }

  .swatch {
    margin-inline-end: 0.4rem;
    vertical-align: -1px;
  }

  .best {
    color: var(--a2-good);
    font-weight: var(--a2-bold);
  }

  tbody tr:hover {
    background: var(--a2-sunken);
  }

  /* Wider than its place: the first column stays, and the edge says that there is more. */
  .frame {
    position: relative;
  }

  .sideways tr {
    background: var(--a2-paper);
  }

  .sideways :is(th, td):first-child:not([data-gap]) {
    position: sticky;
    inset-inline-start: 0;
    z-index: 1;
    max-inline-size: min(45vw, 18rem);
    padding-inline-start: 0.2rem;
    background: inherit;
    white-space: normal;
  }

  .sideways.moved :is(th, td):first-child {
    box-shadow: 6px 0 6px -5px var(--a2-line-strong);
  }

  .sideways.part thead th:first-child {
    z-index: 2;
    background: var(--a2-paper);
  }

  .sideways tbody tr:hover {
    background: var(--a2-sunken);
  }

  .sideways tbody tr.set-off {
    background: var(--a2-accent-tint);
  }

  .frame.more::after {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0;
    inline-size: 1.75rem;
    background: linear-gradient(to right, transparent, var(--a2-line-strong));
    opacity: 0.7;
    pointer-events: none;
  }
`;
