import { css } from 'lit';

export const glossaryStyles = css`
  article {
    gap: 2rem;
    max-inline-size: 72rem;
  }

  header p {
    max-inline-size: 70ch;
  }

  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 1rem;
    align-items: center;
    margin-block-start: 0.75rem;
  }

  input {
    inline-size: min(20rem, 100%);
    min-block-size: 2.125rem;
    padding: 0 0.6rem;
    border: 1px solid var(--a2-line-strong);
    border-radius: var(--a2-radius);
    background: var(--a2-raised);
    color: var(--a2-ink);
    font: inherit;
  }

  input::placeholder {
    color: var(--a2-soft);
    opacity: 1;
  }

  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.6rem;
  }

  .entries {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr));
    gap: 0.25rem 2rem;
  }

  .entry {
    min-inline-size: 0;
    padding: 0.5rem 0.6rem;
    margin-inline: -0.6rem;
    border-radius: var(--a2-radius);
  }

  .named {
    background: var(--a2-accent-tint);
  }

  h3 a {
    color: inherit;
    text-decoration: none;
  }

  h3 a:hover {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
`;
