/** Tables of numbers, scrolled sideways where they are wide. */
import { css } from 'lit';

export const tables = css`
  .scroll {
    /* Hidden texts in cells must scroll with them. */
    position: relative;
    overflow-x: auto;
    overscroll-behavior-x: contain;
  }

  table {
    border-collapse: collapse;
    font-size: var(--a2-small);
    font-variant-numeric: tabular-nums;
  }

  caption {
    text-align: start;
    color: var(--a2-soft);
    padding-block-end: 0.35rem;
  }

  th,
  td {
    padding: 0.35rem 0.6rem;
    border-block-end: 1px solid var(--a2-line);
    text-align: end;
    white-space: nowrap;
  }

  th:first-child,
  td:first-child {
    padding-inline-start: 0;
  }

  th {
    font-weight: var(--a2-bold);
  }

  .start {
    text-align: start;
  }

  thead th {
    border-block-end-color: var(--a2-line-strong);
    vertical-align: bottom;
  }
`;
