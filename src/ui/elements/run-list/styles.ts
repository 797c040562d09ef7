import { css } from 'lit';

export const runListStyles = css`
  :host {
    container-type: inline-size;
  }

  li {
    padding-block: 0.6rem;
    border-block-end: 1px solid var(--a2-line);
  }

  li:first-child {
    border-block-start: 1px solid var(--a2-line);
  }

  .run {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) max-content;
    grid-template-areas: 'box what end' '. actions actions';
    gap: 0.25rem 0.75rem;
    align-items: start;
  }

  input[type='checkbox'] {
    grid-area: box;
    inline-size: 1.15rem;
    block-size: 1.15rem;
    margin: 0.15rem 0 0;
    accent-color: var(--a2-accent);
  }

  .what {
    grid-area: what;
    overflow-wrap: anywhere;
  }

  .set-up {
    max-inline-size: 80ch;
  }

  .what span {
    white-space: nowrap;
  }

  .notes {
    max-inline-size: 70ch;
    margin-block-start: 0.15rem;
    white-space: pre-line;
  }

  .folded {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 4;
  }

  .tags {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3rem;
    margin-block: 0.2rem;
  }

  .tags .tag {
    max-inline-size: 100%;
    border-color: var(--a2-line);
    overflow-wrap: anywhere;
    text-align: start;
  }

  .tags .tag[aria-pressed='true'] {
    border-color: var(--a2-accent);
    background: var(--a2-accent-tint);
  }

  .more {
    margin-block-start: 0.75rem;
  }

  a2-run-notes {
    margin-block-start: 0.4rem;
  }

  .name {
    inline-size: min(100%, 30rem);
    min-block-size: 2rem;
    padding-inline: 0.4rem;
    border: 1px solid var(--a2-line-strong);
    border-radius: var(--a2-radius);
    background: var(--a2-raised);
    color: var(--a2-ink);
    font: inherit;
    font-weight: var(--a2-bold);
  }

  .mark {
    display: flex;
    gap: 0.35em;
    align-items: center;
    color: var(--a2-warn);
  }

  .end {
    grid-area: end;
    text-align: end;
  }

  .status {
    display: inline-flex;
    gap: 0.35em;
    align-items: center;
    font-size: var(--a2-small);
  }

  .status.done {
    color: var(--a2-good);
  }

  .status.diverged {
    color: var(--a2-warn);
  }

  .status.failed {
    color: var(--a2-bad);
  }

  .actions {
    grid-area: actions;
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem;
    margin-inline-start: -0.5em;
  }

  .actions a.button {
    min-block-size: 1.75rem;
    padding: 0 0.5em;
    border-color: transparent;
    font-size: var(--a2-small);
  }

  @media (pointer: coarse) {
    .actions a.button {
      min-block-size: 2.25rem;
    }
  }

  @container (inline-size < 34rem) {
    .run {
      grid-template-columns: auto minmax(0, 1fr);
      grid-template-areas: 'box what' '. end' '. actions';
    }

    .end {
      text-align: start;
    }

    .end p {
      display: inline-flex;
      margin-inline-end: 0.75rem;
    }
  }
`;
