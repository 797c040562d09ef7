/** The package's README. Its tables are generated from the manifest, so they are always up to date. */
import { elementOf } from './manifest.mjs';

/** @param {string} text in a cell of a Markdown table */
const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows]
    .map((row) => `| ${row.map((text) => cell(text)).join(' | ')} |`)
    .join('\n');

const code = (/** @type {string} */ text) => `\`${text}\``;

/**
 * @param {import('./manifest.mjs').Manifest} manifest
 * @param {{ name: string, version: string }} of the package
 */
export function readme(manifest, { name, version }) {
  const { attributes, cssParts, cssProperties, events, slots } = elementOf(manifest);
  const attributeRows = attributes.map((each) => [
    code(each.name),
    code(String(each.type?.text)),
    String(each.description),
  ]);
  const eventRows = events.map((each) => [
    code(each.name),
    code(String(each.type?.text)),
    String(each.description),
  ]);
  const styleRows = [
    ...slots.map((each) => [`slot ${code(each.name)}`, String(each.description)]),
    ...cssParts.map((each) => [code(`::part(${each.name})`), String(each.description)]),
    ...cssProperties.map((each) => [code(each.name), String(each.description)]),
  ];
  return `# ${name}

\`<a2-experiment>\` puts a small deep-learning experiment on any page: the reader clicks Run, and the
networks train in Web Workers, in this browser and nowhere else. \`runExperiment\` does the same without
a page, in a browser or in Node. The lab's own engine gives the same bits everywhere. No dependencies.

## With a script tag

\`\`\`html
<script type="module" src="https://cdn.jsdelivr.net/npm/${name}@${version}/embed.js"></script>
<a2-experiment preset="I2c"></a2-experiment>
\`\`\`

Or copy this folder to your own server and load \`embed.js\` from there. Keep all files
together: the script loads the worker from its own folder. If that server has another origin than the page, it
must send \`Access-Control-Allow-Origin\`, as CDNs do.

## With npm

\`\`\`sh
npm install ${name}
\`\`\`

\`\`\`js
import '${name}/define'; // registers <a2-experiment>

document.querySelector('a2-experiment').addEventListener('a2-complete', (event) => {
  console.log(event.results.trials);
});
\`\`\`

${code(name)} alone registers nothing: it exports the API below, \`A2Experiment\` and the event classes. The package includes types
and \`custom-elements.json\`.

**Vite** (6.1 or newer) builds the workers itself, and needs them as modules:

\`\`\`js
// vite.config.js
export default {
  worker: { format: 'es' },
  // Only for \`vite dev\`, which would otherwise move the module away from its worker.
  optimizeDeps: { exclude: ['${name}'] },
};
\`\`\`

**webpack 5** needs no configuration. **esbuild** ignores workers: bundle with \`--bundle --format=esm --splitting
--outdir=DIR\`, copy \`node_modules/${name}/*.js\` and \`*.wasm\` into a folder that you serve, and set
the worker's URL:

\`\`\`js
import { configure } from '${name}';
configure({ worker: '/assets/${name}/worker.js' });
\`\`\`

## The element

${table(['Attribute', 'Values', 'Meaning'], attributeRows)}

The property \`experiment\` takes a document as an object. \`run()\` resolves to the results document,
\`cancel()\` stops a run and keeps what is finished, \`results\` is the last run's document or null.

${table(['Event', 'Class', 'Meaning'], eventRows)}

Events bubble and cross shadow roots. Their data are properties of the event itself.

${table(['For styling', 'Meaning'], styleRows)}

## React 19

\`\`\`jsx
import '${name}/react'; // registers the element, and declares it for JSX in TypeScript

<a2-experiment experiment={document} compact ona2-complete={(event) => setResults(event.results)} />;
\`\`\`

Attributes, properties and events need no wrapper. An element that React removes terminates its workers.

## Datasets

The real FashionMNIST (31 MB) and California housing are not in the package. Without their URL,
experiments train on generated stand-ins, and every figure says so. Serve the folder \`datasets/\` of a
published lab, and set its URL in the attribute \`datasets\`, or once for the page:

\`\`\`js
import { configure } from '${name}';
configure({ datasets: 'https://lab.example/datasets/' });
\`\`\`

## Without a page

\`\`\`js
import { presetDocument, runExperiment } from '${name}';

const run = runExperiment(await presetDocument('I2c'), { seed: 7 });
for await (const event of run) {
  if (event.type === 'epoch') console.log(event.trial.id, event.record);
}
const results = await run.results;
\`\`\`

Events come in order: \`start\`, \`dataset\`, \`progress\`, \`epoch\`, \`trial\`, \`complete\`. Leaving the loop cancels
the run, as do \`run.cancel()\` and the option \`signal\`. An invalid experiment rejects with a
\`LabError\` that names the path, what was wanted and what was found. Options: \`engine\`, \`workers\`, \`seed\`,
\`data\` (\`auto\`, \`real\`, \`stand-in\`), \`datasets\`, \`deterministic\`, \`signal\`.

In Node (20.19 or newer) the same import trains on worker threads; \`datasets\` may then also be a folder on the disk.
The package includes the lab's command line: \`node node_modules/${name}/bin/${name}.mjs run I2c\` (or \`npx ${name} run I2c\`, where the shell allows it). It caches downloaded
datasets in \`~/.cache/${name}\`.

## Content-Security-Policy

With the script on the page's own origin:

\`\`\`
script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self' data:; img-src 'self' data: blob:
\`\`\`

With the script on another origin, such as \`https://cdn.example\`:

\`\`\`
script-src https://cdn.example 'wasm-unsafe-eval'; worker-src blob: https://cdn.example;
connect-src https://cdn.example data:; img-src data: blob:
\`\`\`

\`connect-src\` also needs the origin of \`src\` and of the datasets. Styles need no directive: they are
constructed style sheets.

With \`require-trusted-types-for 'script'\`, allow Lit's policy and a default policy of your own
(\`trusted-types lit-html default\`) whose \`createScriptURL\` accepts the worker's URL: the
script's own origin, or \`blob:\` where the script is on another origin.

## Licence

MIT, see LICENSE and NOTICES.md. The licences of bundled packages are in THIRD-PARTY-LICENSES.txt; \`node/\` has
its own.
`;
}
