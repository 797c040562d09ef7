import { css } from 'lit';

export const mapStyles = css`
  figure {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
  }

  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0.35rem 0.6rem;
    align-items: center;
  }

  .ramp {
    display: inline-flex;
    flex: 0 1 12rem;
    min-inline-size: 6rem;
    block-size: 0.8rem;
    border-radius: 2px;
    overflow: hidden;
    forced-color-adjust: none;
  }

  .ramp span {
    flex: 1;
  }

  .map {
    position: relative;
    inline-size: fit-content;
    max-inline-size: 100%;
    border-radius: var(--a2-radius);
    background: var(--a2-sunken);
    touch-action: pan-y;
    cursor: crosshair;
  }

  canvas {
    display: block;
    max-inline-size: 100%;
  }

  .ring {
    position: absolute;
    inline-size: 15px;
    block-size: 15px;
    margin: -7.5px;
    border: 2px solid var(--a2-ink);
    border-radius: 50%;
    pointer-events: none;
  }

  .foot {
    /* As wide as a map can be. */
    max-inline-size: 720px;
  }

  .reading {
    min-block-size: 3em;
    max-inline-size: 70ch;
  }

  .scroll {
    max-block-size: 24rem;
    overflow: auto;
  }
`;
