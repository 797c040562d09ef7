/** The page's sections on frames, hosts, programs and versions. */
import { html, type TemplateResult } from 'lit';
import '../../elements/code/element.ts';

const code = (label: string, text: string): TemplateResult =>
  html`<a2-code class="code" .label=${label} .code=${text}></a2-code>`;

const messages = [
  ['a2-start', 'experiment, trials', 'a run has started'],
  ['a2-progress', 'fraction, stepsDone, stepsTotal, secondsLeft', 'the run has made progress'],
  ['a2-trial', 'trial', 'a trial has ended'],
  ['a2-complete', 'results, cancelled', 'the run has ended; results is the results document'],
  ['a2-error', 'code, message', 'the experiment cannot be shown or run'],
  ['a2-height', 'height', 'the height needed at the frame’s width, in px'],
] as const;

export function frameSection(lab: string): TemplateResult {
  return html`
    <p>
      Where third-party scripts are not allowed, ${inline('embed.html')} shows one experiment in an
      iframe. Its URL says which: ${inline('preset=I2c')}, ${inline('x=')} with the part after
      ${inline('#/x/')} of a lab link, or ${inline('src=')} with a document on the lab’s own host.
      The element’s attributes follow: ${inline('compact')}, ${inline('theme=dark')},
      ${inline('autorun=visible')}. Opened outside a frame, it never starts automatically.
    </p>
    ${code('An iframe', `<iframe src="${lab}embed.html#preset=I2c&amp;compact" title="House prices" width="100%" height="640" loading="lazy"></iframe>`)}
    <p>
      The frame reports events with ${inline('postMessage')}, to its parent only and as plain data.
      ${inline('origin=https://school.example')} in the URL restricts the messages to pages of that
      origin.
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
        keeps nothing: data is fetched every time. To save files, add ${inline('allow-downloads')},
        for “Open in the lab” ${inline('allow-popups')}.
      </li>
      <li>
        No ${inline('allow')} is needed. On a page that is itself cross-origin isolated,
        ${inline('allow="cross-origin-isolated"')} lets workers share one copy of the data.
      </li>
    </ul>
  `;
}

export function hostSection(lab: string): TemplateResult {
  const { origin } = new URL(lab);
  return html`
    <p>
      A page without a Content-Security-Policy needs nothing. A page with a strict policy must allow
      the following. The element needs no permission for styles.
    </p>
    ${code(
      'Content-Security-Policy of your page',
      `script-src ${origin} 'wasm-unsafe-eval';
worker-src blob: ${origin};
connect-src ${origin}`,
    )}
    <ul class="notes">
      <li>
        ${inline('wasm-unsafe-eval')} allows compiling WebAssembly, but no scripts. Workers start
        from a Blob, because browsers refuse a worker of another origin; what they import counts as
        ${inline('worker-src')}.
      </li>
      <li>
        With ${inline("require-trusted-types-for 'script'")} also
        ${inline('trusted-types lit-html default')}, and a default policy of your page whose
        ${inline('createScriptURL')} lets ${inline('blob:')} through.
      </li>
      <li>Readers who save a figure as a picture need ${inline('img-src blob: data:')} as well.</li>
      <li>An iframe needs only ${inline(`frame-src ${origin}`)}.</li>
      <li>
        The lab’s host must send ${inline('Access-Control-Allow-Origin: *')} for
        ${inline('element/')}, ${inline('datasets/')} and ${inline('experiments/')}. GitHub Pages
        does so by itself.
      </li>
      <li>
        COOP and COEP are not needed. With them, the workers share one copy of the data; without
        them, each has its own.
      </li>
      <li>
        Datasets of many megabytes are fetched only when a reader presses Run or asks for them,
        never by ${inline('autorun')}.
      </li>
    </ul>
  `;
}

export function programSection(lab: string): TemplateResult {
  return html`
    <p>
      Experiments also run without an element: iterate over events and read the results document at
      the end. Leaving the loop cancels the run.
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
        Plain HTML: the tag can come before or after the script, or be created by a script. Moving
        it within the page does not interrupt its run; removing it stops the run. Ten on a page
        share one pool of workers.
      </li>
      <li>
        React 19 sets properties and listens to events by itself:
        ${inline('experiment={document}')}, ${inline('ona2-complete={…}')}. Render it on the client
        only, or use attributes: a server cannot set properties.
      </li>
      <li>
        Several versions on one page: the first to register the tag keeps it. Another version can be
        registered under a name of your own, because all tags inside it include the version:
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
