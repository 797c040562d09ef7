import { css } from 'lit';

export const stageStyles = css`
  :host,
  article {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75rem;
  }

  .asked {
    display: grid;
    gap: 0.25rem;
    max-inline-size: 72ch;
  }

  .notes {
    padding-inline-start: 1rem;
    list-style: disc;
  }

  .room {
    min-block-size: 18rem;
  }

  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 0.9rem;
  }

  .foot .by {
    margin-inline-start: auto;
  }

  .change a2-settings-form,
  .table a2-results-table {
    margin-block-start: 0.75rem;
  }
`;
