import { css } from 'lit';

export const formStyles = css`
  :host {
    container-type: inline-size;
  }

  fieldset {
    min-inline-size: 0;
    margin: 0 0 1rem;
    padding: 0;
    border: 0;
  }

  legend {
    padding: 0;
    margin-block-end: 0.35rem;
    color: var(--a2-soft);
    font-size: var(--a2-small);
  }

  .grid {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 8.5rem), 1fr));
    gap: 0.65rem 0.6rem;
    align-items: start;
  }

  .wide {
    grid-column: 1 / -1;
  }

  .field {
    min-inline-size: 0;
  }

  .top {
    display: flex;
    gap: 0;
    align-items: center;
    justify-content: space-between;
    min-block-size: 1.625rem;
    font-size: var(--a2-small);
  }

  .top label,
  .top .label {
    min-inline-size: 0;
    overflow: hidden;
    font-weight: var(--a2-bold);
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .help {
    position: relative;
    flex: none;
    inline-size: 1rem;
    block-size: 1rem;
    border: 1px solid var(--a2-line-strong);
    border-radius: 50%;
    color: var(--a2-soft);
    font-size: 0.6875rem;
    line-height: 0.875rem;
    text-align: center;
    text-decoration: none;
  }

  .top .help {
    margin-inline: 1px auto;
  }

  .help:hover {
    border-color: var(--a2-accent);
    color: var(--a2-accent);
  }

  /* A finger needs more than is drawn. */
  .help::after {
    content: '';
    position: absolute;
    inset: -0.25rem;
  }

  fieldset:disabled .top button,
  fieldset:disabled .rows button {
    visibility: hidden;
  }

  .top button[aria-pressed='true'] {
    background: var(--a2-accent-tint);
    font-weight: var(--a2-bold);
  }

  .top button {
    min-block-size: 1.5rem;
    padding: 0;
    border-inline-width: 0;
  }

  input,
  select {
    inline-size: 100%;
    min-inline-size: 0;
    block-size: 2.125rem;
    padding: 0 0.5rem;
    border: 1px solid var(--a2-line-strong);
    border-radius: var(--a2-radius);
    background: var(--a2-raised);
    color: var(--a2-ink);
    font: inherit;
    font-variant-numeric: tabular-nums;
  }

  input::placeholder {
    color: var(--a2-soft);
    opacity: 1;
  }

  input:focus-visible,
  select:focus-visible {
    outline-offset: 0;
  }

  [aria-invalid='true'] {
    border-color: var(--a2-bad);
    box-shadow: inset 0 0 0 1px var(--a2-bad);
  }

  :is(input, select):disabled {
    border-color: var(--a2-line);
    background: var(--a2-sunken);
    color: var(--a2-soft);
    opacity: 1;
    cursor: not-allowed;
  }

  input[readonly] {
    border-style: dashed;
    border-color: var(--a2-line);
    background: var(--a2-sunken);
    text-overflow: ellipsis;
  }

  .lock {
    display: inline-flex;
    padding-inline: 0.3rem;
    color: var(--a2-soft);
  }

  .why {
    display: inline-flex;
    gap: 0.35em;
    align-items: center;
    margin-inline-start: 0.5rem;
    color: var(--a2-soft);
  }

  p.why {
    margin-inline-start: 0;
  }

  .varied :is(input[type='text'], select):not(:disabled, [readonly], [aria-invalid='true']) {
    border-color: var(--a2-accent);
  }

  .tag {
    color: var(--a2-soft);
    font-size: var(--a2-small);
  }

  .rows {
    display: grid;
    gap: 0.35rem;
  }

  .row {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 6.25rem 1.75rem;
    gap: 0.35rem;
    align-items: center;
  }

  .row.single {
    grid-template-columns: minmax(0, 1fr) 6.25rem;
  }

  .row .parameter {
    display: flex;
    gap: 0.35rem;
    align-items: center;
    font-size: var(--a2-small);
    white-space: nowrap;
  }

  .parameter .soft {
    flex: none;
    min-inline-size: 1.6rem;
    text-align: end;
  }

  .row button {
    min-inline-size: 1.75rem;
    padding: 0;
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.2rem 0.9rem;
    min-block-size: 2.125rem;
    align-items: center;
  }

  .choices label {
    display: inline-flex;
    gap: 0.35rem;
    align-items: center;
  }

  .choices input {
    inline-size: 1rem;
    block-size: 1rem;
    margin: 0;
    accent-color: var(--a2-accent);
  }

  .hint {
    margin-block-start: 0.2rem;
    line-height: 1.35;
  }

  .group {
    margin-block-end: 1rem;
  }

  .group summary {
    margin-block-end: 0.35rem;
  }

  .axes {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.15rem;
  }

  .axes li {
    display: flex;
    gap: 0.1rem;
    align-items: center;
    font-size: var(--a2-small);
  }

  .axes .axis {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .axes strong {
    font-weight: var(--a2-bold);
  }

  .axes button {
    flex: none;
    min-inline-size: 1.75rem;
    padding: 0;
  }

  fieldset:disabled .axes button {
    visibility: hidden;
  }

  .trials {
    margin-block: 0.2rem 0.4rem;
  }

  .error {
    margin-block-start: 0.2rem;
    color: var(--a2-bad);
    font-size: var(--a2-small);
  }

  .foot {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    align-items: center;
    justify-content: space-between;
  }

  .general {
    margin-block-end: 0.75rem;
    padding: 0.5rem 0.75rem;
    border-inline-start: 3px solid var(--a2-bad);
    border-radius: var(--a2-radius);
    background: var(--a2-bad-tint);
  }

  @media (pointer: coarse) {
    input:not([type='checkbox']),
    select {
      block-size: 2.75rem;
      font-size: 1rem;
    }
  }
`;
