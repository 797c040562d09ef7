import { css } from 'lit';

/** Text inputs of the theory pages. */
export const textInputs = css`
  input[type='text'] {
    inline-size: 100%;
    min-inline-size: 0;
    block-size: 2.125rem;
    padding: 0 0.5rem;
    border: 1px solid var(--a2-line-strong);
    border-radius: var(--a2-radius);
    background: var(--a2-raised);
    color: var(--a2-ink);
    font: inherit;
    font-variant-numeric: tabular-nums;
  }

  [aria-invalid='true'] {
    border-color: var(--a2-bad) !important;
  }

  @media (pointer: coarse) {
    input[type='text'] {
      block-size: 2.75rem;
    }
  }
`;

export const fieldStyles = css`
  ${textInputs}

  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend {
    padding: 0;
    margin-block-end: 0.35rem;
    color: var(--a2-soft);
    font-size: var(--a2-small);
  }

  .grid {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(6.5rem, 1fr));
    gap: 0.6rem 0.8rem;
    align-items: end;
  }

  .field {
    min-inline-size: 0;
  }

  .field.wide {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: minmax(0, 11rem) 7rem minmax(4rem, 20rem);
    gap: 0.25rem 0.8rem;
    align-items: center;
  }

  @media (max-width: 40rem) {
    .field.wide {
      grid-template-columns: minmax(0, 1fr) 7rem;
    }

    .field.wide .slider {
      grid-column: 1 / -1;
    }
  }

  label {
    display: flex;
    gap: 0.5em;
    align-items: baseline;
    font-size: var(--a2-small);
  }

  .name {
    color: var(--a2-soft);
  }

  .slider {
    inline-size: 100%;
    margin: 0;
    accent-color: var(--a2-accent);
  }

  .wrong {
    grid-column: 1 / -1;
    color: var(--a2-bad);
    font-size: var(--a2-small);
  }

  @media print {
    .slider {
      display: none;
    }

    input[type='text'] {
      border-color: transparent;
      padding: 0;
    }
  }
`;
