import { css } from 'lit';

export const theoryPageStyles = css`
  :host {
    padding-block-end: 6rem;
  }

  article {
    gap: 1.25rem;
    max-inline-size: 72rem;
  }

  header {
    max-inline-size: 70ch;
  }

  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1rem;
    align-items: center;
    margin-block-start: 0.4rem;
  }

  .questions {
    display: grid;
    gap: 1rem;
    max-inline-size: 70ch;
  }

  nav {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 2rem;
    padding-block-start: 1rem;
    border-block-start: 1px solid var(--a2-line);
    font-size: var(--a2-small);
  }

  @media print {
    :host {
      padding: 0;
    }

    article {
      display: block;
    }

    .no-print {
      display: none !important;
    }
  }
`;
