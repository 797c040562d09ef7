import { css } from 'lit';

export const passportStyles = css`
  :host {
    padding-block: 0.75rem;
  }

  dl {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 0.15rem 1rem;
    margin-block-end: 0.75rem;
  }

  dt {
    color: var(--a2-soft);
  }

  dd {
    overflow-wrap: anywhere;
    white-space: pre-line;
  }

  .mono {
    font-family: var(--a2-mono);
  }

  .verdict {
    min-inline-size: 12rem;
    max-inline-size: 30rem;
    white-space: normal;
  }

  .good {
    color: var(--a2-good);
  }

  .warn {
    color: var(--a2-warn);
  }

  .verify {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 0.9rem;
    align-items: center;
    margin-block-start: 0.75rem;
  }

  .verify span {
    flex: 1 1 16rem;
    max-inline-size: 70ch;
  }
`;
