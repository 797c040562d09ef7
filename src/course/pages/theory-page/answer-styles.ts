import { css } from 'lit';

/** Styles shared by the answers to all questions. */
export const answerStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.75rem;
  }

  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.6rem;
  }

  section > p,
  .answer > p,
  .text {
    max-inline-size: 70ch;
  }

  h3 {
    margin-block-start: 0.5rem;
  }

  .answer {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.6rem;
  }

  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1rem 2rem;
  }

  .choice {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1.25rem;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
    font-size: var(--a2-small);
  }

  .choice legend {
    float: inline-start;
    padding: 0;
    margin-inline-end: 0.4rem;
    color: var(--a2-soft);
  }

  .choice label {
    display: inline-flex;
    gap: 0.4em;
    align-items: center;
    min-block-size: 1.75rem;
  }

  .choice input {
    accent-color: var(--a2-accent);
    inline-size: 1rem;
    block-size: 1rem;
    margin: 0;
  }

  .slip {
    max-inline-size: 70ch;
    padding-inline-start: 0.9rem;
    border-inline-start: 3px solid var(--a2-warn);
  }

  tr.asked > :is(th, td) {
    background: var(--a2-accent-tint);
  }

  .print-only {
    display: none;
  }

  .reset {
    justify-self: start;
  }

  @media (min-width: 60rem) {
    .columns {
      grid-template-columns: minmax(0, 5fr) minmax(0, 6fr);
    }

    .stays {
      position: sticky;
      inset-block-start: 1rem;
      align-self: start;
    }
  }

  @media print {
    :host,
    .columns {
      display: block;
    }

    .stays {
      position: static;
    }

    section {
      margin-block-end: 1.25rem;
    }

    h2,
    h3,
    h4,
    dt {
      break-after: avoid;
      break-inside: avoid;
    }

    table,
    figure,
    dl {
      break-inside: avoid;
    }

    /* WebKit ignores break-after: space reserved below an unbreakable heading moves it to the next page together
       with what follows, and a definition list or a figure needs more of it. */
    :is(h2, h3, h4)::after {
      content: '';
      display: block;
      block-size: 3.5em;
      margin-block-end: -3.5em;
    }

    :is(h2, h3, h4):has(+ dl)::after {
      block-size: 35mm;
      margin-block-end: -35mm;
    }

    :is(h2, h3, h4):has(+ figure)::after {
      block-size: 80mm;
      margin-block-end: -80mm;
    }

    .print-only {
      display: block;
    }

    /* Canvases off the screen are not drawn; in print a table shows their values. */
    a2-chart {
      display: none;
    }

    .no-print {
      display: none !important;
    }

    .scroll {
      overflow: visible !important;
    }
  }
`;
