import { css } from 'lit';

export const predictStyles = css`
  section {
    display: flex;
    flex-wrap: wrap;
    gap: 0.9rem 2rem;
    align-items: flex-start;
    padding: 0.8rem 0.9rem;
    border: 1px solid var(--a2-line);
    border-inline-start: 3px solid var(--a2-accent);
    border-radius: var(--a2-radius);
    background: var(--a2-raised);
  }

  .side,
  ::slotted([slot='result']) {
    flex: 1 1 20rem;
    min-inline-size: 0;
  }

  .question {
    max-inline-size: 70ch;
    margin-block: 0.2rem 0.6rem;
    white-space: pre-line;
    overflow-wrap: anywhere;
  }

  label {
    display: block;
    margin-block-end: 0.2rem;
  }

  textarea {
    display: block;
    inline-size: 100%;
    max-inline-size: 44rem;
    min-block-size: 5rem;
    padding: 0.5rem 0.6rem;
    border: 1px solid var(--a2-line-strong);
    border-radius: var(--a2-radius);
    background: var(--a2-paper);
    color: var(--a2-ink);
    font: inherit;
    resize: vertical;
  }

  [aria-invalid='true'] {
    border-color: var(--a2-bad);
    box-shadow: inset 0 0 0 1px var(--a2-bad);
  }

  .error:not(:empty) {
    margin-block-start: 0.2rem;
    color: var(--a2-bad);
  }

  .given {
    max-inline-size: 70ch;
    margin: 0;
    border-radius: var(--a2-radius);
    overflow-wrap: anywhere;
  }

  blockquote.given {
    padding: 0.5rem 0.7rem;
    background: var(--a2-sunken);
  }

  .given:focus:not(:focus-visible) {
    outline: none;
  }

  .foot {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem 0.9rem;
    align-items: center;
    margin-block-start: 0.5rem;
  }
`;
