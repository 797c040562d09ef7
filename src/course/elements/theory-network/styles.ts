import { css } from 'lit';

export const networkStyles = css`
  :host {
    container-type: inline-size;
  }

  svg {
    display: block;
    inline-size: 100%;
    max-inline-size: 34rem;
    block-size: auto;
    overflow: visible;
  }

  text {
    fill: var(--a2-ink);
    font-family: var(--a2-font);
    font-size: 12.5px;
    font-variant-numeric: tabular-nums;
    text-anchor: middle;
  }

  .name {
    font-size: 15px;
    font-style: italic;
  }

  .value {
    font-size: 12px;
  }

  /* Letters over lines: the paper's colour keeps them apart. */
  .plate {
    fill: var(--a2-paper);
  }

  .beside {
    paint-order: stroke;
    stroke: var(--a2-paper);
    stroke-width: 5px;
    stroke-linejoin: round;
  }

  .edge {
    fill: none;
    stroke: var(--a2-line-strong);
    stroke-width: 1.4;
  }

  .tip {
    fill: var(--a2-line-strong);
  }

  .edge.active {
    stroke: var(--a2-accent);
    stroke-width: 2.4;
  }

  .tip.active {
    fill: var(--a2-accent);
  }

  :is(.input, .neuron, .loss) {
    fill: var(--a2-raised);
    stroke: var(--a2-ink);
    stroke-width: 1.4;
  }

  .input {
    fill: var(--a2-sunken);
  }

  :is(.input, .neuron, .loss).active {
    fill: var(--a2-accent-tint);
    stroke: var(--a2-accent);
    stroke-width: 2.4;
  }

  :is(.weight, .gradient).active {
    font-weight: var(--a2-bold);
  }

  .gradient {
    fill: var(--a2-bad);
  }

  /* On a small screen the drawing shrinks; its text must not shrink as much. */
  @container (max-width: 24rem) {
    text {
      font-size: 15.5px;
    }

    .name {
      font-size: 18px;
    }

    .value {
      font-size: 14px;
    }
  }

  details {
    margin-block-start: 0.4rem;
  }

  @media print {
    details:not([open]) {
      display: none;
    }

    svg {
      max-inline-size: 24rem;
    }
  }
`;
