import { css } from 'lit';

export const runBarStyles = css`
  :host {
    container-type: inline-size;
  }

  .bar {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) minmax(0, auto);
    grid-template-areas: 'go now engine' 'go whole engine';
    gap: 0.25rem 1rem;
    align-items: center;
    padding: 0.6rem 0.9rem;
    border: 1px solid var(--a2-line);
    border-radius: calc(var(--a2-radius) + 2px);
    background: var(--a2-raised);
    box-shadow: var(--a2-shadow);
  }

  .buttons {
    grid-area: go;
    display: flex;
    gap: 0.4rem;
  }

  .second {
    min-block-size: 2.5rem;
    white-space: nowrap;
  }

  .go {
    inline-size: 8.25rem;
    white-space: nowrap;
    min-block-size: 2.5rem;
    font-size: var(--a2-text);
  }

  .now {
    grid-area: now;
    display: flex;
    gap: 0.4rem 0.9rem;
    align-items: baseline;
    min-inline-size: 0;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .now > * {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .now .left {
    flex: none;
    margin-inline-start: auto;
  }

  progress {
    grid-area: whole;
  }

  .engine {
    grid-area: engine;
    max-inline-size: 17rem;
    color: var(--a2-soft);
    font-size: var(--a2-small);
    line-height: 1.35;
  }

  .engine span {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }

  .engine strong {
    color: var(--a2-ink);
    font-weight: var(--a2-bold);
  }

  @container (inline-size < 860px) {
    .engine {
      max-inline-size: 12rem;
    }
  }

  @container (inline-size < 600px) {
    .bar {
      grid-template-columns: auto minmax(0, 1fr);
      grid-template-areas: 'go now' 'go whole' 'engine engine';
      gap: 0.2rem 0.75rem;
    }

    .go {
      gap: 0.25em;
      inline-size: 7rem;
      padding-inline: 0;
    }

    .second {
      inline-size: 2.75rem;
      padding: 0;
    }

    .second .text {
      display: none;
    }

    .left:not(:empty)::before {
      content: '· ';
    }

    .engine {
      max-inline-size: none;
    }

    .engine span {
      -webkit-line-clamp: 1;
    }

    .now {
      display: -webkit-box;
      min-block-size: 2.6em;
      overflow: hidden;
      font-size: var(--a2-small);
      line-height: 1.3;
      white-space: normal;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
    }
  }
`;
