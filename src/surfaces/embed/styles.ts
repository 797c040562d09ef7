/** The frame of an embedded experiment: all that is shown until it comes into view. */
import { css } from 'lit';

export const embedStyles = css`
  :host {
    /* As the surrounding page, unless the author sets a theme. */
    color-scheme: inherit;
    container-type: inline-size;
    margin-block: 1rem;
    text-align: start;
  }

  :host([theme='light']) {
    color-scheme: light;
  }

  :host([theme='dark']) {
    color-scheme: dark;
  }

  :host([theme='system']) {
    color-scheme: light dark;
  }

  .frame {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75rem;
    padding: 1rem;
    border: 1px solid var(--a2-line);
    border-radius: var(--a2-radius);
    background: var(--a2-paper);
    color: var(--a2-ink);
  }

  header ::slotted(*),
  header h2 {
    margin: 0;
    font-size: var(--a2-title);
    line-height: 1.25;
  }

  /* Reserves the space of a run bar and a figure, so that nothing jumps when they load. */
  .waiting {
    display: grid;
    align-content: start;
    gap: 0.75rem;
    min-block-size: var(--a2-experiment-room, 30rem);
  }

  :host([compact]) .waiting {
    min-block-size: var(--a2-experiment-room, 24rem);
  }

  .waiting .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.9rem;
  }

  .problem {
    padding: 0.5rem 0.9rem;
    border-inline-start: 3px solid var(--a2-bad);
    border-radius: var(--a2-radius);
    background: var(--a2-bad-tint);
  }

  .problem button {
    margin-block-start: 0.4rem;
  }
`;
