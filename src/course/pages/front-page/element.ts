import { html, type TemplateResult } from 'lit';
import { DeferredElement } from '../../../ui/elements/deferred-element.ts';
import { define } from '../../../ui/elements/define.ts';
import { LoadedModules } from '../../../ui/elements/loaded.ts';
import '../../../ui/elements/notice/element.ts';
import { page } from '../../../ui/styles/page.ts';
import { base, buttons } from '../../../ui/styles/shared.ts';
import '../../elements/gallery/element.ts';
import { frontStyles } from './styles.ts';

/** @summary The front door: what the lab is, a network that learns, three ways in, and examples. */
export class A2FrontPage extends DeferredElement {
  static override styles = [base, buttons, page, frontStyles];

  readonly #parts = new LoadedModules<unknown>(this);

  protected override render(): TemplateResult {
    return html`<article>
      <header>
        <h1 tabindex="-1">See neural networks learn, in this tab</h1>
        <p class="lead">
          a2-lab is a deep-learning laboratory for students, their teachers and the curious. It
          trains small networks on real data with PyTorch’s seeds, shows why they learn or fail, and
          gives you the PyTorch program for each result.
        </p>
        <p class="soft">
          Nothing to install. Nothing is uploaded: everything is computed in this tab.
        </p>
      </header>
      ${this.#live()} ${this.#doors()}
      <section aria-labelledby="examples">
        <h2 id="examples">Examples to try</h2>
        <p class="soft">
          Press a card to open its experiment. It waits until you press Run, and you can change any
          setting.
        </p>
        <a2-gallery></a2-gallery>
      </section>
      <footer class="small soft">
        <a href="#/glossary">Terms and formulas</a>
        <a href="#/about">About the lab, privacy and licences</a>
      </footer>
    </article>`;
  }

  #live(): TemplateResult {
    return html`<section class="live" aria-labelledby="live">
      <h2 id="live">Try it: this network learns to tell two classes of points apart</h2>
      ${this.#network()}
    </section>`;
  }

  /** The rest of the page does not wait for it. */
  #network(): TemplateResult {
    const loaded = this.#parts.get('live', () => import('../../../ui/elements/live/element.ts'));
    if (loaded.state === 'here') return html`<a2-live autoplay></a2-live>`;
    if (loaded.state === 'loading') return html`<p class="wait soft">Loading the network …</p>`;
    return html`<a2-notice kind="error">
      The network could not be fetched: ${loaded.why}
      <button slot="action" type="button" @click=${() => this.#parts.retry('live')}>
        Try again
      </button>
    </a2-notice>`;
  }

  #doors(): TemplateResult {
    return html`<section aria-labelledby="doors">
      <h2 id="doors">Three ways in</h2>
      <ul class="doors">
        <li>
          <h3>Do the assignment</h3>
          <p>
            Five experiments and six theory questions. One button trains them all; the report
            collects what you hand in.
          </p>
          <p class="ways">
            <a class="button" href="#/assignment">Open the assignment</a>
            <a href="#/theory">Theory</a>
            <a href="#/report">Your report</a>
          </p>
        </li>
        <li>
          <h3>Set it for a class</h3>
          <p>
            Lock settings, ask for a prediction before the run, give each student a seed, and verify
            what comes back.
          </p>
          <p class="ways">
            <a class="button" href="#/class">Set an exercise</a>
            <a href="#/embed">Put it on your page</a>
          </p>
        </li>
        <li>
          <h3>Try something of your own</h3>
          <p>
            Any network, on the lab’s data or on a CSV file that never leaves this browser. Or start
            from an example.
          </p>
          <p class="ways">
            <a class="button" href="#/playground">Open the playground</a>
            <a href="#/gallery">Examples</a>
          </p>
        </li>
      </ul>
    </section>`;
  }
}

define('a2-front-page', A2FrontPage);

declare global {
  interface HTMLElementTagNameMap {
    'a2-front-page': A2FrontPage;
  }
}
