import { css } from 'lit';

export const importStyles = css`
  :host {
    display: grid;
    gap: 0.9rem;
  }

  .drop {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6rem 1rem;
    align-items: center;
    padding: 1rem;
    border: 1.5px dashed var(--a2-line-strong);
    border-radius: var(--a2-radius);
  }

  .drop.over {
    border-color: var(--a2-accent);
    background: var(--a2-accent-tint);
  }

  .drop p,
  .said {
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
    font-size: var(--a2-small);
  }

  .fields .wide {
    flex: 1 1 22rem;
  }

  .fields .tick {
    grid-auto-flow: column;
    align-items: center;
    justify-content: start;
    min-block-size: 2.125rem;
  }

  .format > summary {
    padding-block: 0.4rem;
    cursor: pointer;
  }

  .format[open] > summary {
    margin-block-end: 0.5rem;
  }

  .doubt {
    display: grid;
    gap: 0.5rem;
    padding: 0.8rem 1rem;
    border: 1px solid var(--a2-line-strong);
    border-inline-start: 4px solid var(--a2-accent);
    border-radius: var(--a2-radius);
  }

  .doubt h4 {
    margin: 0;
    font-size: 1rem;
  }

  .readings {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr));
    gap: 0.8rem 1.2rem;
  }

  .reading {
    display: grid;
    gap: 0.4rem;
    align-content: start;
    min-inline-size: 0;
  }

  .reading button {
    justify-self: start;
  }

  .use {
    white-space: normal;
    min-inline-size: 12rem;
  }

  .gaps {
    display: block;
    font-size: var(--a2-small);
  }

  input[type='text'],
  input[type='number'],
  select {
    min-block-size: 2.125rem;
    max-inline-size: 100%;
    padding-inline: 0.4rem;
    border: 1px solid var(--a2-line-strong);
    border-radius: var(--a2-radius);
    background: var(--a2-raised);
    color: var(--a2-ink);
    font: inherit;
  }

  .scroll {
    max-block-size: 22rem;
    overflow: auto;
  }

  td {
    max-inline-size: 22rem;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  input[type='checkbox'] {
    accent-color: var(--a2-accent);
  }
`;
