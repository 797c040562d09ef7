/** The summaries of `<details>`. */
import { css } from 'lit';

export const disclosures = css`
  summary {
    inline-size: fit-content;
    border-radius: var(--a2-radius);
    color: var(--a2-accent);
    font-size: var(--a2-small);
    cursor: pointer;
  }

  summary:hover {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
`;
