/** A figure's footer: its table on the left, its files on the right. */
import { css } from 'lit';

export const footStyles = css`
  .foot {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: start;
    font-size: var(--a2-small);
  }

  /* An open table takes the whole width, and the files stay in place. */
  .foot > details {
    grid-area: 1 / 1 / 2 / 3;
    min-inline-size: 0;
  }

  .foot > details > summary {
    line-height: 1.75rem;
  }

  .foot > a2-save-menu {
    grid-area: 1 / 2 / 2 / 3;
    z-index: 1;
  }
`;
