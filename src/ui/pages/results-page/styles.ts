import { css } from 'lit';

export const resultsPageStyles = css`
  article {
    gap: 1rem;
    max-inline-size: 80rem;
  }

  header p {
    max-inline-size: 70ch;
  }

  h2 {
    margin-block: 0.75rem 0.5rem;
    outline: none;
  }

  .notices {
    display: grid;
    gap: 0.5rem;
  }

  .notices:not(:has(a2-notice)) {
    display: none;
  }

  .line {
    display: block;
    overflow-wrap: anywhere;
  }

  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    align-items: center;
  }

  .import {
    position: relative;
    display: inline-flex;
    overflow: hidden;
    border-radius: var(--a2-radius);
  }

  .import input {
    position: absolute;
    inset: 0;
    opacity: 0;
    cursor: pointer;
    font-size: 0;
  }

  .import span {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    min-block-size: 2.125rem;
    padding: 0 0.8em;
    border: 1px solid var(--a2-line-strong);
    border-radius: var(--a2-radius);
    color: var(--a2-accent);
    font-weight: var(--a2-bold);
  }

  .import:hover span {
    border-color: var(--a2-accent);
    background: var(--a2-accent-tint);
  }

  .import:focus-within span {
    outline: 2px solid var(--a2-accent);
    outline-offset: -3px;
  }

  @media (pointer: coarse) {
    .import span {
      min-block-size: 2.75rem;
    }
  }

  .empty {
    padding-block: 2rem;
    max-inline-size: 60ch;
  }

  footer {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 1rem;
    align-items: center;
    margin-block-start: 1rem;
  }

  footer p {
    flex: 1 1 100%;
    max-inline-size: 70ch;
  }

  .sure {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    align-items: center;
    color: var(--a2-ink);
  }
`;
