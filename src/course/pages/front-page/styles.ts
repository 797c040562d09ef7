import { css } from 'lit';

export const frontStyles = css`
  article {
    gap: 2rem;
    max-inline-size: 84rem;
  }

  header {
    display: grid;
    gap: 0.25rem;
    max-inline-size: 70ch;
  }

  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.6rem;
  }

  /* About as tall as the network, so that little moves when it comes. */
  .wait {
    min-block-size: 36rem;
    padding: 1rem;
    border: 1px dashed var(--a2-line);
    border-radius: var(--a2-radius);
  }

  footer {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem 1.5rem;
  }

  .doors {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr));
    gap: 1rem;
  }

  .doors li {
    display: grid;
    grid-template-rows: auto 1fr auto;
    gap: 0.5rem;
    padding: 1rem;
    border: 1px solid var(--a2-line);
    border-radius: var(--a2-radius);
    background: var(--a2-raised);
  }

  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem 1rem;
    align-items: center;
    margin-block-start: 0.25rem;
  }
`;
