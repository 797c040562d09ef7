import { css } from 'lit';

/** The frame that the grid's figures share with the charts. */
export const figureStyles = css`
  figure {
    padding: 0.75rem 0.9rem 0.6rem;
    border: 1px solid var(--a2-line);
    border-radius: calc(var(--a2-radius) + 2px);
    background: var(--a2-raised);
  }

  :host(:fullscreen) {
    overflow: auto;
    background: var(--a2-raised);
  }

  :host(:fullscreen) figure {
    border: 0;
    border-radius: 0;
  }

  figcaption {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.9rem;
    min-block-size: 2rem;
    margin-block-end: 0.4rem;
  }

  figcaption .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.35rem 0.9rem;
    align-items: center;
    margin-inline-start: auto;
  }

  .stand-in {
    color: var(--a2-warn);
    font-size: var(--a2-small);
    font-weight: var(--a2-bold);
  }

  label {
    display: inline-flex;
    gap: 0.4rem;
    align-items: center;
    color: var(--a2-soft);
    font-size: var(--a2-small);
  }

  select,
  input[type='text'] {
    min-block-size: 2rem;
    padding: 0 0.4rem;
    border: 1px solid var(--a2-line-strong);
    border-radius: var(--a2-radius);
    background: var(--a2-raised);
    color: var(--a2-ink);
    font: inherit;
    font-variant-numeric: tabular-nums;
  }

  @media (pointer: coarse) {
    select,
    input[type='text'] {
      min-block-size: 2.75rem;
      font-size: 1rem;
    }
  }
`;

export const heatmapStyles = css`
  .body {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 2rem;
    align-items: start;
  }

  .panels {
    max-inline-size: 100%;
    display: flex;
    flex-wrap: wrap;
    gap: 0.75rem 1.5rem;
  }

  .panel {
    min-inline-size: 0;
    max-inline-size: 100%;
  }

  /* Cells grow with the screen, and their heads stay readable. */
  :host(:fullscreen) .scroll {
    max-block-size: none;
  }

  :host(:fullscreen) td:not(.corner) {
    min-inline-size: min(14vw, 11rem);
    block-size: min(11vh, 6rem);
    font-size: var(--a2-text);
  }

  .files {
    display: flex;
    align-items: start;
  }

  .panel.dense {
    inline-size: 100%;
  }

  .panels:has(.dense) {
    inline-size: 100%;
  }

  .panel h4 {
    margin: 0 0 0.2rem;
    font-size: var(--a2-small);
    font-weight: var(--a2-bold);
  }

  .scroll {
    /* Its heads stay above its cells, and under whatever lies over the page. */
    isolation: isolate;
    max-block-size: 34rem;
    overflow: auto;
    overscroll-behavior-x: contain;
    /* Room for the outlines of the cells at the edge. */
    padding: 3px;
  }

  table {
    border-collapse: separate;
    border-spacing: 2px;
    font-size: var(--a2-small);
    font-variant-numeric: tabular-nums;
  }

  th {
    padding: 0.15rem 0.5rem;
    background: var(--a2-raised);
    font-weight: var(--a2-bold);
    text-align: center;
    white-space: nowrap;
  }

  th.name {
    color: var(--a2-soft);
    font-weight: 400;
  }

  tbody th,
  thead th.start {
    position: sticky;
    inset-inline-start: 0;
    z-index: 1;
    text-align: end;
  }

  thead {
    position: sticky;
    inset-block-start: 0;
    z-index: 2;
  }

  th.name.wide {
    text-align: start;
  }

  td {
    position: relative;
    box-sizing: border-box;
    min-inline-size: 5.25rem;
    block-size: 2.75rem;
    padding: 0 0.4rem;
    border: 1px solid var(--a2-line);
    border-radius: 3px;
    background: var(--a2-sunken);
    color: var(--a2-soft);
    text-align: center;
    white-space: nowrap;
    cursor: pointer;
  }

  td.corner {
    min-inline-size: 0;
    block-size: auto;
    border: 0;
    background: none;
    cursor: default;
  }

  td.none {
    border-style: dashed;
    background: transparent;
    cursor: default;
  }

  td.valued {
    border-color: transparent;
    background: var(--fill, var(--a2-sunken));
    color: var(--text, var(--a2-ink));
    transition: background-color var(--a2-motion);
  }

  td.waiting {
    border-style: dashed;
  }

  td.running::after {
    content: '';
    position: absolute;
    inset-block-end: 0;
    inset-inline-start: 0;
    block-size: 4px;
    inline-size: calc(100% * var(--done, 0));
    border-radius: 2px;
    background: var(--a2-accent);
  }

  td.running {
    color: var(--a2-ink);
  }

  /* Hatched, to differ from every colour of the scale. */
  td:is(.diverged, .failed, .cancelled) {
    background: repeating-linear-gradient(
      -45deg,
      var(--a2-sunken) 0 5px,
      var(--a2-raised) 5px 10px
    );
  }

  td.diverged {
    color: var(--a2-warn);
  }

  td.failed {
    color: var(--a2-bad);
  }

  td:hover:not(.none) {
    border-color: var(--a2-ink);
  }

  td:focus-visible {
    outline-offset: 1px;
  }

  td[aria-selected='true'] {
    border-color: var(--a2-raised);
    box-shadow: 0 0 0 3px var(--a2-ink);
  }

  td .best {
    display: block;
    font-weight: var(--a2-bold);
    line-height: 1.15;
  }

  td .figure {
    display: block;
    line-height: 1.2;
  }

  td.is-best .figure {
    font-weight: var(--a2-bold);
  }

  .under {
    display: grid;
    gap: 0.3rem;
    flex: 1 1 19rem;
    align-content: start;
    padding-block-start: 0.25rem;
    font-size: var(--a2-small);
  }

  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0.2rem 0.5rem;
    align-items: center;
    color: var(--a2-soft);
    font-variant-numeric: tabular-nums;
  }

  .legend svg {
    inline-size: 10rem;
    max-inline-size: 40vw;
    block-size: 0.75rem;
    border-radius: 2px;
  }

  .reading {
    min-block-size: 1.5em;
    font-variant-numeric: tabular-nums;
  }

  .choice {
    max-inline-size: 75ch;
  }

  .under .files {
    justify-self: end;
  }

  @media (max-width: 30rem) {
    th {
      padding-inline: 0.25rem;
    }

    th.name.start {
      white-space: normal;
    }

    td {
      min-inline-size: 4.25rem;
      padding: 0 0.15rem;
    }

    /* The text is sufficient. */
    td .figure svg.icon {
      display: none;
    }
  }

  @media (forced-colors: active) {
    td,
    .legend svg {
      forced-color-adjust: none;
    }

    td:not(.valued, .none, .corner) {
      background: Canvas;
      color: CanvasText;
      border-color: CanvasText;
    }

    td[aria-selected='true'] {
      box-shadow: 0 0 0 3px Highlight;
    }
  }
`;
