import { css } from 'lit';

export const reportPageStyles = css`
  :host {
    display: block;
    padding: 1.5rem clamp(1rem, 2.5vw, 2.5rem) 3rem;
  }

  article,
  .controls {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.25rem;
    max-inline-size: 72rem;
  }

  header p {
    max-inline-size: 70ch;
  }

  h1 {
    margin-block: 0.1rem 0.4rem;
    outline: none;
  }

  h2 {
    margin-block-end: 0.5rem;
  }

  .id {
    color: var(--a2-soft);
    font-variant-numeric: tabular-nums;
  }

  .file {
    color: var(--a2-ink);
    font-family: var(--a2-mono);
    overflow-wrap: anywhere;
  }

  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr));
    gap: 0.75rem 1rem;
    max-inline-size: 60rem;
    margin-block-end: 0.5rem;
  }

  .fields label {
    display: grid;
    gap: 0.25rem;
    font-size: var(--a2-small);
    font-weight: var(--a2-bold);
  }

  input[type='text'],
  select {
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: 2.25rem;
    padding: 0 0.6rem;
    border: 1px solid var(--a2-line-strong);
    border-radius: var(--a2-radius);
    background: var(--a2-raised);
    color: var(--a2-ink);
    font: 400 var(--a2-text) / 1.3 var(--a2-font);
    text-overflow: ellipsis;
  }

  .choices,
  .missing {
    max-inline-size: 60rem;
  }

  .choices li {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.25rem 1rem;
    align-items: center;
    padding-block: 0.4rem;
    border-block-start: 1px solid var(--a2-line);
  }

  .missing li {
    display: grid;
    grid-template-columns: 4.5rem minmax(0, 1fr) auto;
    gap: 0.25rem 0.75rem;
    align-items: center;
    min-block-size: 2.75rem;
    padding-block: 0.3rem;
    border-block-start: 1px solid var(--a2-line);
  }

  .unread ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem;
    margin: 0.25rem 0 0;
    padding: 0;
    list-style: none;
  }

  a2-report-answers,
  a2-hand-in-file {
    max-inline-size: 60rem;
  }

  a2-run-bar {
    max-inline-size: 60rem;
    margin-block-start: 0.75rem;
  }

  .groups {
    display: grid;
    gap: 0.5rem;
  }

  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1rem;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend {
    padding: 0;
    color: var(--a2-soft);
    font-size: var(--a2-small);
  }

  fieldset label {
    display: inline-flex;
    gap: 0.4em;
    align-items: center;
    min-block-size: 1.75rem;
  }

  input[type='checkbox'] {
    inline-size: 1.05rem;
    block-size: 1.05rem;
    margin: 0;
    accent-color: var(--a2-accent);
  }

  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    align-items: center;
  }

  @media (min-width: 40rem) {
    .choices li {
      grid-template-columns: minmax(0, 18rem) minmax(0, 1fr);
    }
  }

  @media (pointer: coarse) {
    input[type='text'],
    select {
      min-block-size: 2.75rem;
    }

    fieldset label {
      min-block-size: 2.75rem;
    }
  }

  @media print {
    :host {
      padding: 0;
    }

    article {
      display: block;
      max-inline-size: none;
    }

    .no-print {
      display: none;
    }
  }
`;
