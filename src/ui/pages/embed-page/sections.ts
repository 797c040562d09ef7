/** The page's words on frames, hosts, programs and versions. */
import { html, type TemplateResult } from 'lit';
import '../../elements/code/element.ts';

const code = (label: string, text: string): TemplateResult =>
  html`<a2-code class="code" .label=${label} .code=${text}></a2-code>`;

const messages = [
  ['a2-start', 'experiment, trials', 'a run has begun'],
  ['a2-progress', 'fraction, stepsDone, stepsTotal, secondsLeft', 'it has got further'],
  ['a2-trial', 'trial', 'a trial is settled'],
  ['a2-complete', 'results, cancelled', 'the run is over; results is the results document'],
  ['a2-error', 'code, message', 'the experiment cannot be shown or run'],
  ['a2-height', 'height', 'what it takes at the frame’s width, in px'],
] as const;

export function frameSection(lab: string): TemplateResult {
  return html`
    <p>
      Where scripts of others are not wanted, ${inline('embed.html')} shows one experiment in an
      iframe. Its address says which: ${inline('preset=I2c')}, ${inline('x=')} and what stands
      behind ${inline('#/x/')} in a link of the lab, or ${inline('src=')} and a document on the
      lab’s own host. The element’s attributes follow: ${inline('compact')},
      ${inline('theme=dark')}, ${inline('autorun=visible')}. Opened by itself, outside a frame, it
      never starts by itself.
    </p>
    ${code('An iframe', `<iframe src="${lab}embed.html#preset=I2c&amp;compact" title="House prices" width="100%" height="640" loading="lazy"></iframe>`)}
    <p>
      The frame tells its page what happens with ${inline('postMessage')}, to its parent alone and
      as plain data. ${inline('origin=https://school.example')} in the address keeps the messages
      for pages of that origin.
    </p>
    <table aria-label="Messages of the frame">
      <thead>
        <tr>
          <th scope="col">type</th>
          <th scope="col">With</th>
          <th scope="col">When</th>
        </tr>
      </thead>
      <tbody>
        ${messages.map(
          ([type, fields, when]) =>
            html`<tr>
              <th scope="row"><code>${type}</code></th>
              <td class="type"><code>${fields}</code></td>
              <td>${when}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <ul class="notes">
      <li>
        ${inline('sandbox="allow-scripts"')} is enough to train. The frame then has no origin and
        keeps nothing: data are fetched anew each time. For saving files add
        ${inline('allow-downloads')}, for “Open in the lab” ${inline('allow-popups')}.
      </li>
      <li>
        No ${inline('allow')} is needed. On a page that is itself isolated,
        ${inline('allow="cross-origin-isolated"')} lets workers share one copy of the data.
      </li>
    </ul>
  `;
}

export function hostSection(lab: string): TemplateResult {
  const { origin } = new URL(lab);
  return html`
    <p>
      A page without a Content-Security-Policy needs nothing. One with a strict policy must allow
      these, and nothing of style: the element brings its own without it.
    </p>
    ${code(
      'Content-Security-Policy of your page',
      `script-src ${origin} 'wasm-unsafe-eval';
worker-src blob: ${origin};
connect-src ${origin}`,
    )}
    <ul class="notes">
      <li>
        ${inline('wasm-unsafe-eval')} lets WebAssembly be compiled, and no script. Workers begin as
        a Blob, because browsers refuse a worker of another origin; what they import counts as
        ${inline('worker-src')}.
      </li>
      <li>
        With ${inline("require-trusted-types-for 'script'")} also
        ${inline('trusted-types lit-html default')}, and a default policy of your page whose
        ${inline('createScriptURL')} lets ${inline('blob:')} through.
      </li>
      <li>Readers who save a figure as a picture need ${inline('img-src blob: data:')} as well.</li>
      <li>For an iframe ${inline(`frame-src ${origin}`)} is all.</li>
      <li>
        The lab’s host must send ${inline('Access-Control-Allow-Origin: *')} for
        ${inline('element/')}, ${inline('datasets/')} and ${inline('experiments/')}. GitHub Pages
        does so by itself.
      </li>
      <li>
        COOP and COEP are not needed. Where your page has them the workers share one copy of the
        data; without, each has its own.
      </li>
      <li>
        Data of many megabytes are fetched when a reader presses Run or asks for them, never by
        ${inline('autorun')}.
      </li>
    </ul>
  `;
}

export function programSection(lab: string): TemplateResult {
  return html`
    <p>
      The same runs without an element: an iteration over events, and the results document at its
      end. Leaving the loop cancels the run.
    </p>
    ${code(
      'In a module',
      `import { configure, presetDocument, runExperiment } from '${lab}element/index.js';
// With npm: from 'a2-lab'.

configure({ datasets: '${lab}datasets/' });
const run = runExperiment(await presetDocument('I2c'), { workers: 2, data: 'stand-in' });
for await (const event of run) {
  if (event.type === 'epoch') console.log(event.trial.values, event.record);
}
const results = await run.results;`,
    )}
  `;
}

export function versionsSection(): TemplateResult {
  return html`
    <ul class="notes">
      <li>
        Plain HTML: the tag may stand before or after the script, be made by a script, and be moved
        within the page; its run goes on. Removed, it stops. Ten on a page share one pool of
        workers.
      </li>
      <li>
        React 19 sets properties and listens to events by itself:
        ${inline('experiment={document}')}, ${inline('ona2-complete={…}')}. Render it in the browser
        only, or give it attributes: a server knows no properties.
      </li>
      <li>
        Several versions on one page: the first that registers the tag has it. Another version can
        be registered under a name of yours, because everything inside it has the version in its own
        tags:
      </li>
    </ul>
    ${code(
      'In a module',
      `import { A2Experiment } from 'a2-lab';

customElements.define('my-experiment', class extends A2Experiment {});`,
    )}
  `;
}

const inline = (text: string): TemplateResult => html`<code>${text}</code>`;
