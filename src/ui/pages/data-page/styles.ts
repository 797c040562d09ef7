import { css } from 'lit';

export const dataStyles = css`
  article {
    gap: 1.25rem;
    max-inline-size: 80rem;
  }

  header p,
  li {
    max-inline-size: 70ch;
  }

  dl {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 0.15rem 1rem;
  }

  dt {
    color: var(--a2-soft);
  }

  .checksum {
    font-family: var(--a2-mono);
    overflow-wrap: anywhere;
  }

  .progress {
    max-inline-size: 30rem;
    min-block-size: 4rem;
  }
`;

/** For the parts that show a dataset's contents. */
export const contentStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 2rem;
  }

  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.6rem;
  }

  section > p {
    max-inline-size: 70ch;
  }

  h2 {
    font-size: 1.0625rem;
  }

  code {
    font-family: var(--a2-mono);
    font-size: 0.92em;
    overflow-wrap: anywhere;
  }

  .field {
    display: inline-flex;
    gap: 0.5rem;
    align-items: center;
  }

  .fields {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 1.25rem;
    align-items: center;
  }

  input[type='text'],
  select {
    min-block-size: 2.125rem;
    padding-inline: 0.5rem;
    border: 1px solid var(--a2-line-strong);
    border-radius: var(--a2-radius);
    background: var(--a2-raised);
    color: var(--a2-ink);
    font: inherit;
  }

  input[type='text'] {
    inline-size: 9rem;
    font-variant-numeric: tabular-nums;
  }

  input[aria-invalid='true'] {
    border-color: var(--a2-bad);
  }

  .bad {
    color: var(--a2-bad);
  }

  .status {
    min-block-size: 1.5em;
  }
`;
