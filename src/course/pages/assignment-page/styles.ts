import { css } from 'lit';

export const assignmentStyles = css`
  :host {
    padding-block-end: 9rem;
  }

  article {
    gap: 1rem;
    max-inline-size: 72rem;
  }

  .next {
    margin-block-start: 1rem;
  }

  header {
    max-inline-size: 70ch;
  }

  section {
    margin-block-start: 0.75rem;
  }

  section > h2 {
    margin-block-end: 0.25rem;
  }

  li {
    display: grid;
    grid-template-columns: 2.6rem minmax(0, 1fr);
    gap: 0.25rem 0.75rem;
    padding-block: 0.75rem;
    border-block-start: 1px solid var(--a2-line);
  }

  .id {
    color: var(--a2-soft);
    font-variant-numeric: tabular-nums;
  }

  .what,
  .answer {
    min-inline-size: 0;
  }

  .answer {
    grid-column: 2;
  }

  .status {
    display: flex;
    gap: 0.45em;
    align-items: baseline;
    font-variant-numeric: tabular-nums;
  }

  .status > svg {
    transform: translateY(0.15em);
  }

  .done > svg {
    color: var(--a2-good);
  }

  .failed {
    color: var(--a2-bad);
  }

  .stand-in {
    padding: 0 0.4em;
    border-radius: var(--a2-radius);
    background: var(--a2-warn-tint);
    color: var(--a2-warn);
    font-size: var(--a2-small);
    white-space: nowrap;
  }

  a2-run-bar {
    position: fixed;
    z-index: 2;
    inset-block-end: 0;
    inset-inline: 0;
  }

  a2-run-bar::part(bar) {
    border-width: 1px 0 0;
    border-radius: 0;
    padding-block-end: calc(0.6rem + env(safe-area-inset-bottom));
  }

  @media (min-width: 48rem) {
    li {
      grid-template-columns: 2.6rem minmax(0, 5fr) minmax(0, 6fr);
    }

    .answer {
      grid-column: 3;
    }
  }

  @media (min-width: 68rem) {
    :host {
      padding-block-end: 3rem;
    }

    a2-run-bar {
      position: sticky;
      inset-block: 0.5rem auto;
      inset-inline: auto;
    }

    a2-run-bar::part(bar) {
      border-width: 1px;
      border-radius: calc(var(--a2-radius) + 2px);
      padding-block-end: 0.6rem;
    }
  }
`;
