import { css } from 'lit';

export const t4Styles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.5rem;
  }

  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.6rem;
  }

  section > p {
    max-inline-size: 70ch;
  }

  .steps {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
    overflow-x: auto;
  }

  .code {
    margin: 0;
    padding: 0.75rem 1rem;
    overflow-x: auto;
    border: 1px solid var(--a2-line);
    border-radius: var(--a2-radius);
    background: var(--a2-sunken);
    font: 400 var(--a2-small) / 1.6 var(--a2-mono);
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
  }

  textarea {
    max-inline-size: 24rem;
    padding: 0.5rem 0.6rem;
    border: 1px solid var(--a2-line-strong);
    border-radius: var(--a2-radius);
    background: var(--a2-raised);
    color: var(--a2-ink);
    font: 400 var(--a2-text) / 1.5 var(--a2-mono);
  }

  .sliders {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr));
    gap: 0.75rem 1.5rem;
    max-inline-size: 60rem;
  }

  .sliders label {
    display: grid;
    gap: 0.2rem;
  }

  input[type='range'] {
    inline-size: 100%;
    accent-color: var(--a2-accent);
  }

  output,
  .result {
    font-variant-numeric: tabular-nums;
  }

  .side-by-side {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr));
    gap: 1rem;
    align-items: start;
  }

  figcaption {
    margin-block-end: 0.4rem;
    font-weight: var(--a2-bold);
  }

  figure {
    min-inline-size: 0;
    padding: 0.9rem;
    border: 1px solid var(--a2-line);
    border-radius: calc(var(--a2-radius) + 2px);
  }

  @media print {
    .buttons {
      display: none;
    }
  }
`;
