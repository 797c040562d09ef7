import { css } from 'lit';

export const histogramStyles = css`
  svg.bars {
    display: block;
    inline-size: 100%;
    block-size: var(--bars-height, 2.5rem);
    border-block-end: 1px solid var(--a2-line-strong);
  }

  svg.bars .bar {
    fill: currentColor;
  }

  svg.bars .zero {
    stroke: var(--a2-line-strong);
    stroke-dasharray: 2 2;
    fill: none;
  }

  @media (forced-colors: active) {
    svg.bars {
      forced-color-adjust: none;
      color: CanvasText;
    }
  }
`;
