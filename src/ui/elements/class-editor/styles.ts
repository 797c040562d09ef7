import { css } from 'lit';

export const classEditorStyles = css`
  form {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr));
    gap: 1rem 2rem;
    align-items: start;
  }

  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  .locks {
    grid-column: 1 / -1;
  }

  legend {
    margin-block-end: 0.35rem;
    padding: 0;
    font-weight: var(--a2-bold);
  }

  fieldset p {
    max-inline-size: 70ch;
  }

  .names {
    display: grid;
    grid-template-columns: minmax(0, 2fr) minmax(0, 1fr);
    gap: 0.6rem;
    margin-block-end: 0.3rem;
  }

  .names label {
    display: grid;
    gap: 0.2rem;
    font-size: var(--a2-small);
  }

  input[type='text'],
  textarea {
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: 2.125rem;
    padding: 0.3rem 0.5rem;
    border: 1px solid var(--a2-line-strong);
    border-radius: var(--a2-radius);
    background: var(--a2-paper);
    color: var(--a2-ink);
    font: inherit;
  }

  textarea {
    display: block;
    margin-block: 0.2rem 0.3rem;
    resize: vertical;
  }

  ::placeholder {
    color: var(--a2-soft);
    opacity: 1;
  }

  .box {
    display: inline-flex;
    gap: 0.4rem;
    align-items: center;
    min-block-size: 1.75rem;
  }

  .box input {
    flex: none;
    inline-size: 1rem;
    block-size: 1rem;
    margin: 0;
    accent-color: var(--a2-accent);
  }

  .group {
    margin-block-start: 0.5rem;
  }

  .boxes {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 8.25rem), 1fr));
    gap: 0 0.75rem;
  }

  code {
    font: inherit;
    white-space: nowrap;
  }

  @media (pointer: coarse) {
    .box {
      min-block-size: 2.75rem;
    }

    input[type='text'] {
      min-block-size: 2.75rem;
    }
  }
`;
