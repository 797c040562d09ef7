import { css } from 'lit';

export const pageStyles = css`
  :host {
    display: block;
    padding: 1.5rem clamp(1rem, 2.5vw, 2.5rem) 3rem;
  }

  article {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    grid-template-areas: 'asked' 'notices' 'class' 'setup' 'figures';
    gap: 1rem 2rem;
    max-inline-size: 108rem;
  }

  .asked {
    grid-area: asked;
    display: grid;
    gap: 0.5rem 2.5rem;
  }

  .asked .what {
    max-inline-size: 70ch;
  }

  h1 {
    margin-block: 0.1rem 0.4rem;
    outline: none;
  }

  .notes {
    display: grid;
    gap: 0.25rem;
    max-inline-size: 70ch;
    align-content: start;
    padding-inline-start: 0.9rem;
    border-inline-start: 2px solid var(--a2-line);
  }

  .notices {
    grid-area: notices;
    display: grid;
    gap: 0.5rem;
  }

  .notices:not(:has(a2-notice, a2-table-needed)) {
    display: none;
  }

  .class {
    grid-area: class;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75rem;
  }

  .class:not(:has(*)) {
    display: none;
  }

  .setup {
    grid-area: setup;
  }

  .skip:not(:focus-within) {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }

  .setup h2 {
    margin-block-end: 0.35rem;
  }

  .sentence {
    margin-block-end: 0.75rem;
    max-inline-size: 70ch;
  }

  .sentence .varied {
    font-weight: var(--a2-bold);
  }

  .sentence .part {
    white-space: normal;
  }

  .sentence .dot {
    color: var(--a2-soft);
  }

  .undone:not(:empty) {
    position: fixed;
    z-index: 3;
    inset-block-start: 0.75rem;
    inset-inline: 1rem;
    inline-size: fit-content;
    max-inline-size: 28rem;
    margin-inline: auto;
    padding: 0.4rem 0.8rem;
    border-radius: var(--a2-radius);
    background: var(--a2-ink);
    color: var(--a2-paper);
    pointer-events: none;
  }

  .change > summary {
    margin-block-end: 0.5rem;
  }

  .change[open] > summary {
    margin-block-end: 0.75rem;
  }

  .figures {
    grid-area: figures;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1rem;
    align-content: start;
  }

  .figures > section > h2 {
    margin-block: 0.75rem 0.35rem;
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

  :host {
    padding-block-end: 9rem;
  }

  @media (min-width: 68rem) {
    :host {
      padding-block-end: 3rem;
    }

    article:not(.folded) {
      grid-template-columns: 20rem minmax(0, 1fr);
      grid-template-areas: 'asked asked' 'notices notices' 'class class' 'setup figures';
    }

    .asked {
      grid-template-columns: minmax(0, 70ch) minmax(16rem, 1fr);
      align-items: end;
    }

    :not(.folded) > .setup {
      position: sticky;
      inset-block-start: 0;
      max-block-size: 100dvh;
      padding-block: 0.75rem;
      padding-inline: 2px 0.5rem;
      overflow-y: auto;
      scrollbar-width: thin;
    }

    .unfold {
      margin-block-end: 0.75rem;
    }

    .undone:not(:empty) {
      inset-block: auto 1rem;
      inset-inline: auto 1rem;
    }

    .figures {
      padding-block-start: 0.75rem;
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

  .computed {
    min-block-size: 1.5em;
    margin-block-start: 0.5rem;
  }
`;
