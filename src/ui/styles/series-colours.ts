import { css } from 'lit';

/** `class="series-3"` gives an element the colour of series 3. */
export const seriesColours = css`
  .series-0 {
    color: var(--a2-series-0);
  }
  .series-1 {
    color: var(--a2-series-1);
  }
  .series-2 {
    color: var(--a2-series-2);
  }
  .series-3 {
    color: var(--a2-series-3);
  }
  .series-4 {
    color: var(--a2-series-4);
  }
  .series-5 {
    color: var(--a2-series-5);
  }
  .series-6 {
    color: var(--a2-series-6);
  }
  .series-7 {
    color: var(--a2-series-7);
  }
`;
