import { css, html, type TemplateResult } from 'lit';
import { DeferredElement } from '../../../ui/elements/deferred-element.ts';
import { define } from '../../../ui/elements/define.ts';
import { page } from '../../../ui/styles/page.ts';
import { base } from '../../../ui/styles/shared.ts';
import '../../elements/gallery/element.ts';

/** @summary The page of examples: cards, and the ways to something of one's own. */
export class A2GalleryPage extends DeferredElement {
  static override styles = [
    base,
    page,
    css`
      article {
        gap: 1.25rem;
        max-inline-size: 80rem;
      }

      header p {
        max-inline-size: 70ch;
      }
    `,
  ];

  protected override render(): TemplateResult {
    return html`<article>
      <header>
        <h1 tabindex="-1">Examples to try</h1>
        <p>
          Each opens as an experiment, with its set-up filled in. Nothing trains until you press
          Run, and any setting can be changed. To start from nothing, or from a table of your own,
          open the
          <a href="#/playground">playground</a>.
        </p>
      </header>
      <section aria-labelledby="cards">
        <h2 id="cards" class="visually-hidden">Experiments</h2>
        <a2-gallery></a2-gallery>
      </section>
    </article>`;
  }
}

define('a2-gallery-page', A2GalleryPage);

declare global {
  interface HTMLElementTagNameMap {
    'a2-gallery-page': A2GalleryPage;
  }
}
