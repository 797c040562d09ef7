import { css } from 'lit';

export const findingsStyles = css`
  section {
    display: grid;
    /* Tables scroll inside themselves. */
    grid-template-columns: minmax(0, 1fr);
    gap: 0.6rem;
  }

  .text {
    display: grid;
    gap: 0.75rem;
    max-inline-size: 70ch;
    overflow-wrap: break-word;
  }

  .evidence {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75rem;
  }

  .evidence .text {
    color: var(--a2-soft);
    font-size: var(--a2-small);
  }

  .own {
    padding-inline-start: 0.9rem;
    border-inline-start: 3px solid var(--a2-accent);
  }

  .plain {
    white-space: pre-line;
  }

  .empty {
    min-block-size: 4.5rem;
    padding: 0.75rem 0.9rem;
    border: 1px dashed var(--a2-line-strong);
    border-radius: var(--a2-radius);
    max-inline-size: 70ch;
  }

  textarea {
    display: block;
    inline-size: 100%;
    max-inline-size: 70ch;
    min-block-size: 16rem;
    padding: 0.6rem 0.75rem;
    border: 1px solid var(--a2-line-strong);
    border-radius: var(--a2-radius);
    background: var(--a2-paper);
    color: var(--a2-ink);
    font: inherit;
    field-sizing: content;
    resize: vertical;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    align-items: center;
  }

  .said {
    color: var(--a2-soft);
    font-size: var(--a2-small);
  }

  .changed {
    color: var(--a2-warn);
  }

  details[open] > summary {
    margin-block-end: 0.5rem;
  }

  .scroll {
    max-block-size: 24rem;
    overflow-y: auto;
  }

  td:not(.sentence):first-child {
    padding-inline-start: 0.6rem;
  }

  td.sentence {
    min-inline-size: 16rem;
    white-space: normal;
    vertical-align: top;
  }
`;
