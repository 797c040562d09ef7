import { css, unsafeCSS } from 'lit';
import { rampCss } from '../../../figures/heatmap/colour.ts';
import { shades } from '../../gallery/picture.ts';

const shadeRules = Array.from({ length: shades }, (_, at) => {
  const { fill } = rampCss(at / (shades - 1));
  return `.shade-${at} { fill: ${fill}; }`;
}).join('\n');

const seriesRules = Array.from(
  { length: 8 },
  (_, at) => `.series-${at} { stroke: var(--a2-series-${at}); }`,
).join('\n');

export const galleryStyles = [
  css`
    ul {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr));
      gap: 1rem;
    }

    li {
      position: relative;
      display: grid;
      grid-template-rows: auto auto 1fr auto;
      gap: 0.35rem;
      padding: 0.75rem;
      border: 1px solid var(--a2-line);
      border-radius: var(--a2-radius);
      background: var(--a2-raised);
      transition: border-color var(--a2-motion);
    }

    li:hover,
    li:focus-within {
      border-color: var(--a2-accent);
    }

    /* The same size before and after the picture comes. */
    .picture {
      aspect-ratio: 16 / 9;
      margin-block-end: 0.25rem;
      border-radius: 3px;
      background: var(--a2-paper);
    }

    svg {
      display: block;
      inline-size: 100%;
      block-size: 100%;
    }

    /* The whole card is pressed. */
    h3 a::after {
      content: '';
      position: absolute;
      inset: 0;
      border-radius: var(--a2-radius);
    }

    h3 a {
      text-decoration: none;
    }

    li:hover h3 a {
      text-decoration: underline;
      text-underline-offset: 0.2em;
    }

    .axis {
      fill: none;
      stroke: var(--a2-line-strong);
    }

    .grid {
      fill: none;
      stroke: var(--a2-grid);
    }

    .line {
      fill: none;
      stroke-width: 2;
      stroke-linejoin: round;
      stroke-linecap: round;
    }

    .dashed {
      fill: none;
      stroke-width: 2;
      stroke-dasharray: 5 4;
      stroke-linejoin: round;
    }

    .label {
      fill: var(--a2-soft);
      font: 400 13px var(--a2-font);
    }

    @media (forced-colors: active) {
      li {
        border-color: CanvasText;
      }
    }
  `,
  unsafeCSS(shadeRules),
  unsafeCSS(seriesRules),
];
