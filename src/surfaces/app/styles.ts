import { css } from 'lit';

export const appStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    /* A short page is no reason for a tall header. */
    grid-template-rows: auto 1fr;
    min-block-size: 100dvh;
    background: var(--a2-paper);
  }

  .skip {
    position: absolute;
    z-index: 4;
    inset-block-start: 0.5rem;
    inset-inline-start: 0.5rem;
    padding: 0.4rem 0.8rem;
    border-radius: var(--a2-radius);
    background: var(--a2-accent);
    color: var(--a2-on-accent);
  }

  .skip:not(:focus) {
    clip-path: inset(50%);
  }

  .side {
    position: sticky;
    z-index: 3;
    inset-block-start: 0;
    display: flex;
    gap: 0.75rem;
    align-items: center;
    padding: 0.35rem 1rem;
    border-block-end: 1px solid var(--a2-line);
    background: var(--a2-paper);
  }

  .brand {
    color: var(--a2-ink);
    font-weight: var(--a2-bold);
    text-decoration: none;
    letter-spacing: -0.01em;
  }

  .tools {
    margin-inline-start: auto;
  }

  .menu > summary {
    display: inline-flex;
    gap: 0.4rem;
    align-items: center;
    min-block-size: 2.25rem;
    padding: 0 0.5rem;
    list-style: none;
    font-size: var(--a2-small);
  }

  .menu > summary::-webkit-details-marker {
    display: none;
  }

  .menu > nav {
    position: absolute;
    inset-block-start: 100%;
    inset-inline: 0;
    max-block-size: calc(100dvh - 4rem);
    padding: 0.75rem 1rem 1rem;
    border-block-end: 1px solid var(--a2-line);
    background: var(--a2-paper);
    box-shadow: 0 8px 24px rgb(0 0 0 / 18%);
    overflow-y: auto;
  }

  nav h2 {
    margin-block: 1rem 0.25rem;
    color: var(--a2-soft);
    font-size: var(--a2-small);
    font-weight: 400;
  }

  nav h2:first-of-type {
    margin-block-start: 0;
  }

  nav a {
    display: grid;
    grid-template-columns: 2.2rem minmax(0, 1fr) 1rem;
    gap: 0.35rem;
    align-items: baseline;
    padding: 0.4rem 0.5rem;
    margin-inline: -0.5rem;
    border-radius: var(--a2-radius);
    color: var(--a2-ink);
    font-size: var(--a2-small);
    line-height: 1.35;
    text-decoration: none;
  }

  nav a.place {
    grid-template-columns: minmax(0, 1fr);
  }

  nav a:hover {
    background: var(--a2-accent-tint);
  }

  nav a .id {
    color: var(--a2-soft);
    font-variant-numeric: tabular-nums;
  }

  nav a[aria-current] {
    background: var(--a2-accent-tint);
    font-weight: var(--a2-bold);
  }

  nav a[aria-current] .id {
    color: var(--a2-accent);
  }

  .about {
    display: none;
  }

  main {
    min-inline-size: 0;
    outline: none;
  }

  .message {
    padding: 2rem clamp(1rem, 2.5vw, 2.5rem);
  }

  @media (min-width: 68rem) {
    :host {
      grid-template-columns: 14rem minmax(0, 1fr);
      grid-template-rows: none;
    }

    .side {
      flex-direction: column;
      gap: 1.25rem;
      align-items: stretch;
      block-size: 100dvh;
      padding: 1.5rem 1.25rem 1rem;
      border-block-end: 0;
      border-inline-end: 1px solid var(--a2-line);
      overflow-y: auto;
    }

    .tools {
      margin-inline-start: -0.5rem;
      margin-block-start: auto;
    }

    .about {
      display: block;
      margin-block-end: 0.5rem;
      padding-inline: 0.5rem;
    }
  }

  @media print {
    :host {
      display: block;
      background: none;
    }

    .side,
    .skip {
      display: none;
    }
  }
`;
