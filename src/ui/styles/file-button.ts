import { css } from 'lit';

/**
 * `<label class="file">Words <input type="file" /></label>` looks like a button. The native input
 * covers it invisibly, so that keys, clicks and dropped files reach it, and screen readers find it.
 */
export const fileButtons = css`
  label.file {
    position: relative;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    inline-size: fit-content;
    max-inline-size: 100%;
    min-block-size: 2.125rem;
    padding: 0 0.8em;
    border: 1px solid var(--a2-line-strong);
    border-radius: var(--a2-radius);
    color: var(--a2-accent);
    font: inherit;
    font-size: var(--a2-text);
    font-weight: var(--a2-bold);
    cursor: pointer;
    transition:
      background-color var(--a2-motion),
      border-color var(--a2-motion);
  }

  label.file:hover {
    border-color: var(--a2-accent);
    background: var(--a2-accent-tint);
  }

  label.file:has(input:focus-visible) {
    outline: 2px solid var(--a2-accent);
    outline-offset: 2px;
  }

  label.file input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    min-block-size: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }

  label.file input::file-selector-button {
    cursor: pointer;
  }

  @media (pointer: coarse) {
    label.file {
      min-block-size: 2.75rem;
    }
  }
`;
