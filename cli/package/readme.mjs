/** The package's README: its tables are made from the manifest, so that they cannot be out of date. */
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

\`<a2-experiment>\` puts a small deep-learning experiment on any page: the reader presses Run, and the
networks train in Web Workers, in this browser and nowhere else. \`runExperiment\` does the same without
a page, in a browser and in Node. The lab's own engine gives the same bits everywhere. No dependencies.

## With a script tag

\`\`\`html
<script type="module" src="https://cdn.jsdelivr.net/npm/${name}@${version}/embed.js"></script>
<a2-experiment preset="I2c"></a2-experiment>
\`\`\`

Or copy this folder to your own server and name \`embed.js\` there. All its files belong beside each
other: the workers' program is found beside the script. On another origin than the page, its server
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

${code(name)} alone registers nothing: it has the API below, \`A2Experiment\` and the events' classes. Types
and \`custom-elements.json\` are in the package.

**Vite** (6.1 or newer) builds the workers itself, and wants modules of them:

\`\`\`js
// vite.config.js
export default {
  worker: { format: 'es' },
  // Only for \`vite dev\`, which would else move the module away from its worker.
  optimizeDeps: { exclude: ['${name}'] },
};
\`\`\`

**webpack 5** needs nothing of its own. **esbuild** leaves workers alone: bundle with \`--bundle --format=esm --splitting
--outdir=DIR\`, and copy \`node_modules/${name}/*.js\` and \`*.wasm\` into a folder that you serve; then say
where the workers' program is:

\`\`\`js
import { configure } from '${name}';
configure({ worker: '/assets/${name}/worker.js' });
\`\`\`

## The element

${table(['Attribute', 'Values', 'Meaning'], attributeRows)}

The property \`experiment\` takes a document as an object. \`run()\` resolves to the results document,
\`cancel()\` ends a run and keeps what is finished, \`results\` is the last run's document or null.

${table(['Event', 'Class', 'Tells'], eventRows)}

Events bubble and cross shadow roots; what they tell are properties of the event itself.

${table(['For styling', 'What it is'], styleRows)}

## React 19

\`\`\`jsx
import '${name}/react'; // registers the element, and tells TypeScript of it in JSX

<a2-experiment experiment={document} compact ona2-complete={(event) => setResults(event.results)} />;
\`\`\`

Attributes, properties and events need no wrapper. An element that React takes away ends its workers.

## Datasets

The real FashionMNIST (31 MB) and California housing are not in the package. Without an address the
experiments train on generated stand-ins, and say so on every figure. Serve the folder \`datasets/\` of a
published lab, and name it in the attribute \`datasets\`, or once for the page:

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
the run, as do \`run.cancel()\` and the option \`signal\`. An experiment that is none rejects with a
\`LabError\` that names the path, what was wanted and what was found. Options: \`engine\`, \`workers\`, \`seed\`,
\`data\` (\`auto\`, \`real\`, \`stand-in\`), \`datasets\`, \`deterministic\`, \`signal\`.

In Node (20.19 or newer) the same import trains on worker threads; \`datasets\` is then also a folder of the disk.
The command line of the lab comes along: \`node node_modules/${name}/bin/${name}.mjs run I2c\` (in short \`npx ${name} run I2c\`, where the shell lets it). It keeps downloaded
datasets in \`~/.cache/${name}\`.

## Content-Security-Policy

With the script on your own origin, a page needs

\`\`\`
script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self' data:; img-src 'self' data: blob:
\`\`\`

With the script on another origin, such as \`https://cdn.example\`:

\`\`\`
script-src https://cdn.example 'wasm-unsafe-eval'; worker-src blob: https://cdn.example;
connect-src https://cdn.example data:; img-src data: blob:
\`\`\`

\`connect-src\` also needs the origin of \`src\` and of the datasets. Styles need nothing: they are
constructed style sheets.

With \`require-trusted-types-for 'script'\` the page allows Lit's policy and one of its own,
\`trusted-types lit-html default\`, in which \`createScriptURL\` lets the worker's address through: the
script's own origin, or \`blob:\` where the script is on another.

## Licence

MIT, see LICENSE and NOTICES.md. The licences of the packages that are bundled are in THIRD-PARTY-LICENSES.txt, for
\`node/\` in the one there.
`;
}
