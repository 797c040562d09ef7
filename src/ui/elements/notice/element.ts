import { LitElement, css, html, type TemplateResult } from 'lit';
import { base } from '../../styles/shared.ts';
import { define } from '../define.ts';
import { icon, type IconName } from '../icons.ts';

type Kind = 'info' | 'warning' | 'error' | 'offline';

const icons: Readonly<Record<Kind, IconName>> = {
  info: 'info',
  warning: 'warning',
  error: 'failed',
  offline: 'offline',
};

/**
 * @summary A message in the page's flow, with a slot for an action button.
 *
 * @slot - the message
 * @slot action - a button that resolves the problem
 */
export class A2Notice extends LitElement {
  static override styles = [
    base,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem 0.8rem;
        align-items: center;
        padding: 0.5rem 0.9rem;
        border-inline-start: 3px solid var(--a2-accent);
        border-radius: var(--a2-radius);
        background: var(--a2-accent-tint);
      }

      .warning,
      .offline {
        border-color: var(--a2-warn);
        background: var(--a2-warn-tint);
      }

      .error {
        border-color: var(--a2-bad);
        background: var(--a2-bad-tint);
      }

      p {
        flex: 1 1 16rem;
        max-inline-size: 70ch;
      }
    `,
  ];

  static override properties = { kind: {} };

  declare kind: Kind;

  constructor() {
    super();
    this.kind = 'info';
  }

  protected override render(): TemplateResult {
    return html`
      <div class=${this.kind} role=${this.kind === 'error' ? 'alert' : 'status'}>
        ${icon(icons[this.kind])}
        <p><slot></slot></p>
        <slot name="action"></slot>
      </div>
    `;
  }
}

define('a2-notice', A2Notice);

declare global {
  interface HTMLElementTagNameMap {
    'a2-notice': A2Notice;
  }
}
