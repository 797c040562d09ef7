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
