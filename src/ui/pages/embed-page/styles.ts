import { css } from 'lit';

export const embedPageStyles = css`
  article {
    gap: 2.25rem;
    max-inline-size: 84rem;
  }

  header,
  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75rem;
    min-inline-size: 0;
  }

  p,
  .notes {
    max-inline-size: 70ch;
  }

  nav ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1rem;
  }

  h2 {
    font-size: 1.125rem;
    scroll-margin-block-start: 1rem;
  }

  .notes {
    display: grid;
    gap: 0.4rem;
    padding-inline-start: 1.1rem;
    list-style: disc;
  }

  .code {
    max-inline-size: 56rem;
  }

  .list {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 2rem;
  }

  code {
    font-family: var(--a2-mono);
    font-size: 0.92em;
    overflow-wrap: anywhere;
  }

  table {
    inline-size: 100%;
    max-inline-size: 72rem;
  }

  th,
  td {
    text-align: start;
    white-space: normal;
    vertical-align: top;
  }

  th:first-child {
    inline-size: 13rem;
  }

  tbody th {
    font-weight: 400;
  }

  td.type {
    inline-size: 18rem;
    color: var(--a2-soft);
  }

  /* On a phone each row is a short paragraph. */
  @media (width < 44rem) {
    thead {
      display: none;
    }

    tr {
      display: block;
      padding-block: 0.4rem;
      border-block-end: 1px solid var(--a2-line);
    }

    th,
    td,
    th:first-child,
    td.type {
      display: block;
      inline-size: auto;
      padding: 0;
      border: 0;
    }
  }
`;

const fields = css`
  label {
    display: grid;
    gap: 0.2rem;
    min-inline-size: 0;
    font-size: var(--a2-small);
  }

  select,
  textarea,
  input:not([type='radio'], [type='checkbox']) {
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: 2.125rem;
    padding-inline: 0.4rem;
    border: 1px solid var(--a2-line-strong);
    border-radius: var(--a2-radius);
    background: var(--a2-raised);
    color: var(--a2-ink);
    font: inherit;
    font-size: var(--a2-text);
  }

  textarea {
    padding-block: 0.35rem;
    resize: vertical;
  }

  ::placeholder {
    color: var(--a2-soft);
    opacity: 1;
  }

  input[type='radio'],
  input[type='checkbox'] {
    flex: none;
    inline-size: 1rem;
    block-size: 1rem;
    margin: 0;
    accent-color: var(--a2-accent);
  }

  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend {
    padding: 0;
  }
`;

export const generatorStyles = css`
  ${fields}

  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.25rem;
  }

  .generator {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.25rem 2rem;
    align-items: start;
  }

  .form,
  .result,
  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75rem;
  }

  .two {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 0.6rem 0.75rem;
    align-items: end;
  }

  .ticks {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem 1.1rem;
  }

  .forms {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem 1.1rem;
    align-items: center;
  }

  .forms legend {
    float: inline-start;
    font-size: var(--a2-small);
    color: var(--a2-soft);
  }

  .ticks label,
  .forms label {
    display: flex;
    gap: 0.4rem;
    align-items: center;
    min-block-size: 1.75rem;
    font-size: var(--a2-text);
  }

  .preview > * {
    margin-block: 0;
  }

  details > :not(summary) {
    margin-block-start: 0.5rem;
  }

  @media (pointer: coarse) {
    .ticks label,
    .forms label,
    select {
      min-block-size: 2.75rem;
    }
  }

  @media (min-width: 60rem) {
    .generator {
      grid-template-columns: 22rem minmax(0, 1fr);
    }
  }
`;

export const exampleStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
  }

  p {
    max-inline-size: 70ch;
  }

  .pair {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75rem 1.5rem;
    align-items: start;
  }

  .source {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
  }

  .log {
    min-block-size: 9.5rem;
    max-block-size: 12rem;
    overflow: auto;
    padding: 0.5rem 0.8rem;
    border: 1px solid var(--a2-line);
    border-radius: var(--a2-radius);
    font-family: var(--a2-mono);
    overflow-wrap: anywhere;
  }

  .live > * {
    margin-block: 0;
  }

  @media (min-width: 80rem) {
    .pair {
      grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
    }

    .live {
      margin-block-start: 2rem;
    }
  }
`;
