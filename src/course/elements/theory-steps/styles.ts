import { css } from 'lit';

export const stepStyles = css`
  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    align-items: center;
    margin-block-end: 0.5rem;
  }

  li {
    padding: 0.35rem 0 0.6rem 0.9rem;
    border-inline-start: 3px solid var(--a2-line);
  }

  li.current {
    border-inline-start-color: var(--a2-accent);
  }

  button.title {
    min-block-size: 1.75rem;
    padding: 0;
    border: 0;
    color: var(--a2-ink);
    text-align: start;
  }

  button.title:hover {
    background: none !important;
    color: var(--a2-accent);
  }

  p.soft {
    max-inline-size: 70ch;
  }

  @media print {
    .bar {
      display: none;
    }

    li {
      break-inside: avoid;
    }
  }
`;
