/** Maps Web Awesome's tokens to the lab's, for the components that the lab uses. */
import { css } from 'lit';

export const webAwesomeTokens = css`
  :host {
    --wa-color-surface-raised: var(--a2-raised);
    --wa-color-surface-default: var(--a2-paper);
    --wa-color-overlay-modal: rgb(0 0 0 / 45%);
    --wa-color-text-normal: var(--a2-ink);
    --wa-color-neutral-fill-quiet: var(--a2-accent-tint);
    --wa-color-neutral-fill-normal: var(--a2-accent-tint);
    --wa-color-neutral-fill-loud: var(--a2-ink);
    --wa-color-neutral-on-quiet: var(--a2-ink);
    --wa-color-neutral-on-normal: var(--a2-ink);
    --wa-color-neutral-on-loud: var(--a2-paper);
    --wa-color-neutral-border-normal: var(--a2-line-strong);
    --wa-color-neutral-border-loud: var(--a2-line-strong);
    --wa-color-mix-hover: transparent 0%;
    --wa-color-mix-active: transparent 0%;
    --wa-panel-border-radius: calc(var(--a2-radius) + 2px);
    --wa-form-control-border-radius: var(--a2-radius);
    --wa-form-control-border-width: 1px;
    --wa-form-control-border-style: solid;
    --wa-form-control-height: 2.125rem;
    --wa-form-control-padding-inline: 0.6rem;
    --wa-shadow-l: 0 12px 40px rgb(0 0 0 / 30%);
    --wa-focus-ring: 2px solid var(--a2-accent);
    --wa-focus-ring-offset: 2px;
    --wa-space-2xs: 0.25rem;
    --wa-space-xs: 0.5rem;
    --wa-space-l: 1.1rem;
    --wa-space-2xl: 1.1rem;
    --wa-font-size-s: var(--a2-small);
    --wa-font-size-m: var(--a2-text);
    --wa-font-size-l: var(--a2-text);
    --wa-font-size-xl: var(--a2-text);
    --wa-font-weight-heading: var(--a2-bold);
    --wa-font-weight-action: var(--a2-bold);
    --wa-line-height-condensed: 1.3;
    --wa-transition-easing: ease;
    --wa-transition-fast: var(--a2-motion);
    --wa-transition-normal: var(--a2-motion);
  }
`;
