import { css, html, type TemplateResult } from 'lit';
import { DeferredElement } from '../../../ui/elements/deferred-element.ts';
import { define } from '../../../ui/elements/define.ts';
import { page } from '../../../ui/styles/page.ts';
import { base, buttons } from '../../../ui/styles/shared.ts';

/** @summary What an instructor does, step by step, with links to where it is done. */
export class A2ClassPage extends DeferredElement {
  static override styles = [
    base,
    buttons,
    page,
    css`
      article {
        gap: 1.75rem;
        max-inline-size: 46rem;
      }

      ol {
        display: grid;
        gap: 1.5rem;
        counter-reset: step;
      }

      ol > li {
        position: relative;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.4rem;
        padding-inline-start: 2.5rem;
        counter-increment: step;
      }

      ol > li::before {
        content: counter(step);
        position: absolute;
        inset-inline-start: 0;
        inline-size: 1.6rem;
        border: 1px solid var(--a2-line-strong);
        border-radius: 50%;
        color: var(--a2-soft);
        text-align: center;
      }

      section {
        display: grid;
        gap: 0.4rem;
      }

      ul {
        padding-inline-start: 1.1rem;
        list-style: disc;
      }

      pre {
        overflow-x: auto;
        margin: 0;
        padding: 0.6rem 0.8rem;
        border-radius: var(--a2-radius);
        background: var(--a2-sunken);
        font: var(--a2-small) / 1.5 var(--a2-mono);
      }
    `,
  ];

  protected override render(): TemplateResult {
    return html`<article>
      <header>
        <h1 tabindex="-1">Set it for a class</h1>
        <p>
          An exercise is an experiment with rules: what students may change, what they predict
          before they run it, and which seed each of them has. It is one link. Students need no
          account, and nothing they do reaches a server.
        </p>
      </header>
      <ol>
        <li>
          <h2>Choose the experiment</h2>
          <p>
            Open the <a href="#/playground">playground</a> and start from a copy of a preset, from
            one of the <a href="#/gallery">examples</a>, or from a table of your own. Set what is to
            be varied, and run it once: you then know how long it takes and what students will see.
          </p>
        </li>
        <li>
          <h2>Set the rules</h2>
          <p>In the playground, open “For a class: locks, a question, a seed for each student”.</p>
          <ul>
            <li>Write the title, the task, and a short name for files and seeds.</li>
            <li>Ask for a prediction. Run stays blocked until it is answered.</li>
            <li>
              Give each student a seed, derived from the student’s id, so that no two runs are
              equal.
            </li>
            <li>
              Lock what must not change. A lock guides; it is no security measure, because anyone
              with the document can edit it.
            </li>
          </ul>
        </li>
        <li>
          <h2>Hand it out</h2>
          <p>
            Press “Open as students see it” to check it, then “Copy link for students”. The link
            holds the whole exercise and starts nothing by itself. To show it inside your course
            page, generate the code under <a href="#/embed">On your own page</a>: a script tag, npm,
            React or an iframe.
          </p>
        </li>
        <li>
          <h2>Collect the results</h2>
          <p>
            Under their results, students save “Results, JSON”. The file has the settings, the seed,
            the id, the prediction, all figures, and a hash of each. For the whole assignment they
            hand in the PDF and the ZIP of <a href="#/report">their report</a>.
          </p>
        </li>
        <li>
          <h2>Verify what you received</h2>
          <p>
            Import the files under <a href="#/results">Runs and results</a> and press “Verify all”,
            or run in the lab’s folder:
          </p>
          <pre
            tabindex="0"
            aria-label="Command"
          ><code>node cli/a2.mjs verify results.json</code></pre>
          <p>
            Both retrain every trial and compare all losses, figures and weights, bit for bit. An
            edited figure or another student’s file is found: hashes show careless edits, and only
            retraining shows a forgery. Imported runs stay marked as imported until then.
          </p>
        </li>
      </ol>
      <section aria-labelledby="good-to-know">
        <h2 id="good-to-know">Good to know</h2>
        <ul>
          <li>
            The lab works offline after the first visit, and on any machine with a recent browser.
          </li>
          <li>
            You can host your own copy: the built folder is a static site that needs no server
            program.
          </li>
          <li>
            Every experiment exports a PyTorch program, so that a solution in Python can be compared
            with the lab’s.
          </li>
        </ul>
      </section>
    </article>`;
  }
}

define('a2-class-page', A2ClassPage);

declare global {
  interface HTMLElementTagNameMap {
    'a2-class-page': A2ClassPage;
  }
}
