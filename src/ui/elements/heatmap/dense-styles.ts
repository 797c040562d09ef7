import { css } from 'lit';

export const denseStyles = css`
  :host {
    display: block;
    max-inline-size: 100%;
  }

  .scroll {
    overflow-x: auto;
    overscroll-behavior-x: contain;
    padding: 3px;
  }

  .cells {
    position: relative;
    inline-size: max-content;
    cursor: pointer;
  }

  canvas {
    display: block;
  }

  .at {
    position: absolute;
    border-radius: 2px;
  }

  .at:focus-visible {
    outline-offset: 1px;
  }
`;
