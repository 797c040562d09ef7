import { css } from 'lit';

export const t3Styles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.5rem;
  }

  section,
  details {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.6rem;
    justify-items: start;
  }

  section > *,
  details > * {
    max-inline-size: 100%;
  }

  a2-graph-drawing {
    justify-self: stretch;
    padding: 0.75rem;
    border: 1px solid var(--a2-line);
    border-radius: calc(var(--a2-radius) + 2px);
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem;
  }

  button[aria-pressed='true'] {
    border-color: var(--a2-accent);
    background: var(--a2-accent-tint);
  }

  label {
    font-size: var(--a2-small);
    font-weight: var(--a2-bold);
  }

  textarea {
    inline-size: 100%;
    max-inline-size: 60rem;
    padding: 0.5rem 0.6rem;
    border: 1px solid var(--a2-line-strong);
    border-radius: var(--a2-radius);
    background: var(--a2-raised);
    color: var(--a2-ink);
    font: 400 var(--a2-text) / 1.5 var(--a2-mono);
    resize: vertical;
  }

  textarea[aria-invalid='true'] {
    border-color: var(--a2-bad);
  }

  .trouble {
    color: var(--a2-bad);
  }

  pre {
    margin: 0.3rem 0;
    overflow-x: auto;
    color: var(--a2-bad);
    font: 400 var(--a2-small) / 1.4 var(--a2-mono);
  }

  .wide {
    overflow-x: auto;
  }

  .numbers {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 0.9rem;
  }

  .numbers label {
    display: flex;
    gap: 0.4rem;
    align-items: center;
    font-style: italic;
    font-weight: 400;
  }

  input {
    inline-size: 5.5rem;
    min-block-size: 2rem;
    padding: 0 0.4rem;
    border: 1px solid var(--a2-line-strong);
    border-radius: var(--a2-radius);
    background: var(--a2-raised);
    color: var(--a2-ink);
    font: inherit;
    font-style: normal;
    font-variant-numeric: tabular-nums;
  }

  @media print {
    .no-print {
      display: none;
    }
  }
`;
