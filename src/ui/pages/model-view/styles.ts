import { css } from 'lit';

export const modelViewStyles = css`
  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75rem;
  }

  h3 {
    margin-block-start: 0.75rem;
  }

  .bar,
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 1.5rem;
    align-items: end;
  }

  label {
    display: grid;
    color: var(--a2-soft);
    font-size: var(--a2-small);
  }

  select,
  input {
    max-inline-size: 100%;
    min-block-size: 2.125rem;
    color: var(--a2-ink);
    font: inherit;
  }

  select {
    border: 1px solid var(--a2-line-strong);
    border-radius: var(--a2-radius);
    background: var(--a2-raised);
  }

  .bad {
    color: var(--a2-bad);
  }

  .trouble {
    min-block-size: 1.5em;
  }

  .mark {
    color: var(--a2-warn);
    font-weight: 600;
  }
`;
