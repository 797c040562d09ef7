import { css, html, type TemplateResult } from 'lit';
import { labVersion } from '../../../base/version.ts';
import { inOrder } from '../../../catalog/kinds/members.ts';
import { datasetMeta } from '../../../catalog/registry/dataset.meta.ts';
import { engineMeta } from '../../../catalog/registry/engine.meta.ts';
import { DeferredElement } from '../../elements/deferred-element.ts';
import { define } from '../../elements/define.ts';
import { page } from '../../styles/page.ts';
import { base } from '../../styles/shared.ts';

/** @summary What the lab is, its versions and licences, what stays private, and how results are verified. */
export class A2AboutPage extends DeferredElement {
  static override styles = [
    base,
    page,
    css`
      article {
        gap: 1.75rem;
        max-inline-size: 46rem;
      }

      section {
        display: grid;
        gap: 0.5rem;
      }

      ul {
        padding-inline-start: 1.1rem;
        list-style: disc;
      }

      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 0.2rem 1.2rem;
      }

      dt {
        color: var(--a2-soft);
      }
    `,
  ];

  protected override render(): TemplateResult {
    return html`<article>
      <header>
        <h1 tabindex="-1">About the lab</h1>
        <p>
          a2-lab is a deep-learning laboratory in a browser tab. It trains small networks on real
          data, draws what happens while it happens, and writes each experiment as a PyTorch
          program. It was made for the second assignment of an introductory course, and works for
          any network of its kind.
        </p>
      </header>
      ${versions()} ${privacy()} ${verified()} ${licences()}
    </article>`;
  }
}

const versions = (): TemplateResult =>
  html`<section aria-labelledby="versions">
    <h2 id="versions">Versions</h2>
    <dl>
      <dt>Lab</dt>
      <dd>${labVersion}</dd>
      ${inOrder(engineMeta).map(
        (name) =>
          html`<dt>Engine</dt>
            <dd>${engineMeta[name].label}, revision ${engineMeta[name].revision}</dd>`,
      )}
    </dl>
    <p class="small soft">
      An engine’s revision rises when it may compute other digits. Results name the engine and the
      revision that computed them.
    </p>
  </section>`;

const privacy = (): TemplateResult =>
  html`<section aria-labelledby="privacy">
    <h2 id="privacy">Privacy</h2>
    <ul>
      <li>Everything is computed in this tab. Your tables, results and texts are not uploaded.</li>
      <li>
        No cookies, no statistics, no accounts. The page requests files only from the server that it
        came from.
      </li>
      <li>
        What is kept stays in this browser, and you can delete it: see
        <a href="#/device">On this device</a>. Others who use this browser profile can see it.
      </li>
      <li>
        A link to an experiment holds its set-up, never a table or a result. It is behind the “#”,
        which browsers do not send to servers.
      </li>
    </ul>
  </section>`;

const verified = (): TemplateResult =>
  html`<section aria-labelledby="verified">
    <h2 id="verified">How results are verified</h2>
    <ul>
      <li>
        Random numbers are those of PyTorch’s CPU generator: the split of the data, the initial
        weights and the order of the batches. They were compared with PyTorch 1.13 and 2.13, bit for
        bit, on x86 processors with AVX2.
      </li>
      <li>
        The lab’s own engine gives the same bits on every machine and in every browser, so a result
        can be verified by training it again. Losses agree with PyTorch’s to rounding.
      </li>
      <li>
        Each trial has a hash of its settings and one of its results. Hashes show damage and
        careless edits; retraining also shows forgeries. Press “Verify all” under
        <a href="#/results">Runs and results</a>.
      </li>
      <li>Results from elsewhere stay marked as imported until retraining has reproduced them.</li>
    </ul>
  </section>`;

const licences = (): TemplateResult =>
  html`<section aria-labelledby="licences">
    <h2 id="licences">Licences and sources</h2>
    <p>
      The lab is free software under the <a href="LICENSE.txt">MIT licence</a>. The packages in it
      are listed with their licences in
      <a href="THIRD-PARTY-LICENSES.txt">THIRD-PARTY-LICENSES.txt</a>; the algorithms that it
      follows are credited in <a href="NOTICES.md">NOTICES.md</a>. The program’s files name their
      sources, which your browser’s developer tools show.
    </p>
    <p>
      Data:
      ${inOrder(datasetMeta)
        .filter((name) => datasetMeta[name].standsInFor === undefined)
        .map(
          (name, index) =>
            html`${index === 0 ? '' : ', '}<a href="#/data/${name}">${datasetMeta[name].label}</a>`,
        )}.
      Each data page names who published them, and under which terms.
    </p>
  </section>`;

define('a2-about-page', A2AboutPage);

declare global {
  interface HTMLElementTagNameMap {
    'a2-about-page': A2AboutPage;
  }
}
