/** What every page that is one column of parts has in common; its own styles say how wide it is and how far apart. */
import { css } from 'lit';

export const page = css`
  :host {
    display: block;
    padding: 1.5rem clamp(1rem, 2.5vw, 2.5rem) 3rem;
  }

  article {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }

  h1 {
    margin-block: 0.1rem 0.4rem;
    outline: none;
  }
`;
