import { css } from 'lit';

export const deviceStyles = css`
  article {
    gap: 1.75rem;
    max-inline-size: 60rem;
  }

  header,
  section > p {
    max-inline-size: 70ch;
  }

  section {
    display: grid;
    gap: 0.5rem;
  }

  .line {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    align-items: baseline;
  }

  .line > span {
    flex: 1 1 12rem;
  }

  .line > svg {
    flex: none;
    transform: translateY(0.15em);
  }

  li {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem 1.5rem;
    align-items: start;
    padding-block: 0.9rem;
    border-block-start: 1px solid var(--a2-line);
  }

  .state {
    display: grid;
    gap: 0.3rem;
    min-block-size: 2.6em;
    align-content: start;
    font-variant-numeric: tabular-nums;
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem;
  }

  .trouble {
    color: var(--a2-bad);
  }

  @media (min-width: 48rem) {
    li {
      grid-template-columns: minmax(0, 4fr) minmax(0, 4fr) minmax(0, 3fr);
    }

    .buttons {
      justify-content: end;
    }
  }
`;
