import { css } from 'lit';

/** Styles of the document around the experiment, which fills the frame. */
export const frameStyles = css`
  :root {
    background: var(--a2-paper);
    color: var(--a2-ink);
    font: 400 var(--a2-text) / 1.5 var(--a2-font);
  }

  body,
  main > * {
    margin: 0;
  }

  main > p {
    padding: 1rem;
    max-inline-size: 70ch;
  }
`;
