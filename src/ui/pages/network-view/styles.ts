import { css } from 'lit';

export const viewStyles = css`
  .whole {
    border: 1px solid var(--a2-line);
    border-radius: var(--a2-radius);
    background: var(--a2-raised);
  }

  .whole.words {
    padding: 0.5rem 0.9rem;
  }

  .whole > summary {
    inline-size: auto;
    padding: 0.5rem 0.9rem;
    font-weight: var(--a2-bold);
  }

  .whole > summary .soft {
    margin-inline-start: 0.5rem;
    font-weight: 400;
  }

  .inside {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1rem;
    padding: 0.5rem 0.9rem 0.9rem;
  }

  .choice {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    align-items: center;
  }

  select {
    min-block-size: 2.125rem;
    max-inline-size: 100%;
    border: 1px solid var(--a2-line-strong);
    border-radius: var(--a2-radius);
    background: var(--a2-paper);
    color: var(--a2-ink);
    font: inherit;
  }

  .lead {
    max-inline-size: 70ch;
  }

  .status {
    min-block-size: 1.5em;
  }

  .batch {
    margin-block-start: 1rem;
  }

  .batch h3 {
    margin-block-end: 0.25rem;
  }
`;
