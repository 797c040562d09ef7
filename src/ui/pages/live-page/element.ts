import { LitElement, css, html, type TemplateResult } from 'lit';
import { define } from '../../elements/define.ts';
import '../../elements/live/element.ts';
import { page } from '../../styles/page.ts';
import { base } from '../../styles/shared.ts';
import { hrefOf } from '../route.ts';

/** @summary The page of the live network. Its address keeps the settings. */
export class A2LivePage extends LitElement {
  static override styles = [
    base,
    page,
    css`
      article {
        gap: 1rem;
        max-inline-size: 90rem;
      }

      header p {
        max-inline-size: 70ch;
      }
    `,
  ];

  static override properties = { link: {} };

  /** The part of the address after the page's name. */
  declare link: string;

  constructor() {
    super();
    this.link = '';
  }

  #keep(event: CustomEvent<{ readonly link: string }>): void {
    const { link } = event.detail;
    this.link = link;
    // A change of settings is no step in the history.
    history.replaceState(history.state, '', hrefOf(`live/${link}`));
  }

  protected override render(): TemplateResult {
    return html`<article>
      <header>
        <h1 tabindex="-1">A network, live</h1>
        <p class="soft">
          A small network learns to tell two classes of points apart, in your browser. Change
          anything and watch.
        </p>
      </header>
      <a2-live .link=${this.link} @a2-live-change=${this.#keep}></a2-live>
    </article>`;
  }
}

define('a2-live-page', A2LivePage);

declare global {
  interface HTMLElementTagNameMap {
    'a2-live-page': A2LivePage;
  }
}
