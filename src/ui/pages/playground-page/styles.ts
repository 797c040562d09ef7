import { css } from 'lit';

export const playgroundStyles = css`
  .top {
    display: grid;
    gap: 0.9rem;
    padding: 1.5rem clamp(1rem, 2.5vw, 2.5rem) 0;
  }

  header p {
    max-inline-size: 70ch;
  }

  .fields {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6rem 1rem;
    align-items: end;
  }

  .fields label {
    display: grid;
    gap: 0.2rem;
    min-inline-size: 0;
    font-size: var(--a2-small);
  }

  select {
    min-block-size: 2.125rem;
    max-inline-size: min(100%, 20rem);
    padding-inline: 0.4rem;
    border: 1px solid var(--a2-line-strong);
    border-radius: var(--a2-radius);
    background: var(--a2-raised);
    color: var(--a2-ink);
    font: inherit;
  }

  .part {
    min-inline-size: 0;
    padding: 0.6rem 0.9rem;
    border: 1px solid var(--a2-line);
    border-radius: var(--a2-radius);
    background: var(--a2-raised);
  }

  .part[open] > summary {
    margin-block-end: 0.7rem;
  }

  .kept {
    margin-block-end: 0.8rem;
  }

  .kept li {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    align-items: center;
  }
`;
