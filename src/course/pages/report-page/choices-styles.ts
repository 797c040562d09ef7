import { css } from 'lit';

/** For `choicesPart`. */
export const choicesStyles = css`
  .own-choices {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr));
    gap: 1rem 2rem;
  }

  .own-choice {
    display: grid;
    gap: 0.25rem;
    align-content: start;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  .own-choice legend {
    padding: 0;
    color: var(--a2-ink);
    font-size: var(--a2-text);
    font-weight: var(--a2-bold);
  }

  .own-choice label {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.5em;
    align-items: start;
    padding-block: 0.25rem;
    font-weight: 400;
  }

  .own-choice input {
    inline-size: 1.05rem;
    block-size: 1.05rem;
    margin: 0.2em 0 0;
    accent-color: var(--a2-accent);
  }

  .own-choice small {
    display: block;
    font-size: var(--a2-small);
    font-variant-numeric: tabular-nums;
  }
`;
