import { css } from 'lit';
import { textInputs } from '../theory-fields/styles.ts';

export const tryStyles = css`
  ${textInputs}

  form {
    display: grid;
    gap: 0.75rem;
    padding: 0.9rem 1rem;
    border: 1px solid var(--a2-line);
    border-radius: var(--a2-radius);
    background: var(--a2-raised);
  }

  .asks {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 11rem), 1fr));
    gap: 0.75rem 1rem;
  }

  .ask {
    min-inline-size: 0;
  }

  label {
    font-size: var(--a2-small);
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    align-items: center;
  }

  .hints {
    display: grid;
    gap: 0.35rem;
    padding-inline-start: 1.4rem;
    list-style: decimal;
    max-inline-size: 70ch;
  }

  .hints:empty {
    display: none;
  }

  .ask p {
    color: var(--a2-soft);
  }

  .ask p.right,
  .outcome.solved {
    color: var(--a2-good);
  }

  .ask p.wrong,
  .ask p.no {
    color: var(--a2-bad);
  }

  .outcome {
    margin-block-end: 0.5rem;
    color: var(--a2-soft);
    font-size: var(--a2-small);
  }

  .hidden {
    display: none;
  }

  @media print {
    form,
    .outcome {
      display: none;
    }

    .hidden {
      display: block;
    }
  }
`;
