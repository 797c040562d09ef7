/**
 * Which test file runs in which browser, and why. Chromium runs all of them. In the gate (`npm test`),
 * Firefox and WebKit run the files that depend on what engines do differently, and
 * with `npm run test:browsers` all of them except `leftOut`.
 *
 * A test that needs a page has its own. Pure computations share one page, because opening ninety pages
 * takes longer than the tests on them.
 */
import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** @typedef {'firefox' | 'webkit'} OtherBrowser */
/** @typedef {'gate' | 'all'} Scope */
/** @typedef {'every engine' | 'Chromium'} Engines where a file runs in the gate */

/**
 * Every test of a page by topic: where it runs in the gate, and why there.
 * @type {Readonly<Record<string, Readonly<Record<string, readonly [Engines, string]>>>>}
 */
export const pageTests = {
  'What the browser keeps': {
    'test/store/store.browser.test.ts': [
      'every engine',
      'IndexedDB’s transactions, its blocked and refused ones included, are each engine’s own.',
    ],
    'test/store/connection.browser.test.ts': [
      'every engine',
      'Databases that are deleted or blocked while they are open, and the order of their events.',
    ],
    'test/store/claims.browser.test.ts': [
      'every engine',
      'Web Locks, and how they end with the frame that holds them.',
    ],
    'test/lab/session/shared-run.browser.test.ts': [
      'every engine',
      'Locks, channels between tabs and one IndexedDB, in the order of each engine.',
    ],
    'test/store/models.browser.test.ts': [
      'every engine',
      'IndexedDB keeps typed arrays by the engine’s own structured clone.',
    ],
    'test/store/foreign.browser.test.ts': [
      'Chromium',
      'It keeps runs and models by the transactions that test/store/store shows.',
    ],
    'test/store/tables.browser.test.ts': [
      'Chromium',
      'It keeps what test/store/models keeps: typed arrays, by the same transactions.',
    ],
    'test/frozen/store.browser.test.ts': [
      'every engine',
      'Records of a version before are put into IndexedDB as they were, and read by this one.',
    ],
    'test/ui/pages/kept.browser.test.ts': [
      'every engine',
      'Two pages share one IndexedDB while a run is written to it.',
    ],
    'test/data/store.browser.test.ts': [
      'every engine',
      'The Cache API, streams and the inflating of a real answer are the engine’s.',
    ],
    'test/ui/elements/findings.browser.test.ts': [
      'Chromium',
      'Its texts go into the database that test/store shows to keep what it is given.',
    ],
    'test/ui/elements/live/own-points.browser.test.ts': [
      'every engine',
      'Tables in IndexedDB and a worker that learns from them; the plane is drawn and pressed.',
    ],
    'test/ui/elements/own-text.browser.test.ts': [
      'every engine',
      'Photos are decoded, turned and encoded by the engine, and kept as Blobs in its IndexedDB.',
    ],
    'test/ui/pages/storage-notice.browser.test.ts': [
      'Chromium',
      'What a browser says of its storage is the test’s own; the store is shown elsewhere.',
    ],
    'test/ui/pages/results-page.browser.test.ts': [
      'Chromium',
      'It lists what the store holds, which test/store reads in every engine.',
    ],
    'test/ui/pages/run-words.browser.test.ts': [
      'Chromium',
      'Notes and tags are kept by the transactions that test/store shows, and searched as text.',
    ],
    'test/ui/pages/compare-page.browser.test.ts': [
      'Chromium',
      'It reads what the store holds; charts and tables are drawn elsewhere in every engine.',
    ],
    'test/ui/pages/report-page.browser.test.ts': [
      'Chromium',
      'It shows what the store holds; the report itself is text, and the same everywhere.',
    ],
  },
  'Workers, messages and their end': {
    'test/pool/crash.browser.test.ts': [
      'every engine',
      'Each engine tells in its own way, or not at all, that a worker has died.',
    ],
    'test/lab/pause.browser.test.ts': [
      'every engine',
      'A worker waits at a gate while messages still reach it.',
    ],
    'test/surfaces/api/run-experiment.browser.test.ts': [
      'every engine',
      'Module workers, the buffers that they share and their messages, down to the last event.',
    ],
    'test/workers/run-trial.browser.test.ts': [
      'every engine',
      'Work goes on between messages without a timer, which engines schedule differently.',
    ],
    'test/pool/checkpoints.browser.test.ts': [
      'every engine',
      'What a worker tells after it was cancelled, and memory that changes hands both ways.',
    ],
    'test/pool/pool.browser.test.ts': [
      'Chromium',
      'Which worker does what is the pool’s own logic; the tests above show its workers at work.',
    ],
    'test/pool/inspect.browser.test.ts': [
      'Chromium',
      'Its messages go the way of a trial’s, which the tests above show in every engine.',
    ],
    'test/pool/predict.browser.test.ts': [
      'Chromium',
      'Its messages go the way of a trial’s, which the tests above show in every engine.',
    ],
    'test/lab/experiment-run.browser.test.ts': [
      'Chromium',
      'It orders what a pool tells; pause.browser.test.ts does the same in every engine.',
    ],
  },
  'Engines of training': {
    'test/workers/choose.browser.test.ts': [
      'every engine',
      'Which of WebGPU, WebAssembly and its SIMD there are, and how they are refused, differs.',
    ],
    'test/workers/agree.browser.test.ts': [
      'Chromium',
      'It needs a WebGPU, which only Chromium has in software; comparing is arithmetic.',
    ],
    'test/workers/trajectories.browser.test.ts': [
      'Chromium',
      'WebAssembly rounds by its standard; wasm-engine.test.ts holds it to the oracle in every engine.',
    ],
    'test/workers/trajectories-more.browser.test.ts': [
      'Chromium',
      'The same arithmetic as trajectories.browser.test.ts with other settings.',
    ],
    'test/workers/trajectories-javascript.browser.test.ts': [
      'Chromium',
      'tfjs’s JavaScript, which takes minutes and rounds everywhere as ECMAScript has it.',
    ],
    'test/workers/final-figures.browser.test.ts': [
      'Chromium',
      'Whole trainings on the arithmetic that shorter tests compare in every engine.',
    ],
    'test/workers/tfjs-lists.browser.test.ts': [
      'Chromium',
      'Its derivatives are tfjs’s own, computed in plain JavaScript.',
    ],
    'test/workers/tfjs-engine.browser.test.ts': [
      'Chromium',
      'tfjs counts its tensors itself, and computes in WebAssembly or plain JavaScript.',
    ],
    'test/workers/tfjs-optimizer.browser.test.ts': [
      'Chromium',
      'Optimisers of sums, products and roots, which are exact by their standards.',
    ],
    'test/workers/tfjs-edges.browser.test.ts': [
      'Chromium',
      'Where float32 ends tfjs computes as everywhere, in WebAssembly or plain JavaScript.',
    ],
    'test/workers/checkpoint.browser.test.ts': [
      'Chromium',
      'Trials are compared with themselves, on arithmetic that other tests compare in every engine.',
    ],
    'test/workers/session-state.browser.test.ts': [
      'Chromium',
      'Sessions are compared with themselves, on arithmetic that other tests compare in every engine.',
    ],
    'test/workers/wasm-beside-tfjs.browser.test.ts': [
      'Chromium',
      'It compares two libraries, and no engine has a part in how they differ.',
    ],
  },
  'Drawing and measures of text': {
    'test/figures/charts/line-chart.browser.test.ts': [
      'every engine',
      'A canvas, its pixels, the pointer over it and the colours of the theme.',
    ],
    'test/ui/elements/chart.browser.test.ts': [
      'every engine',
      'A canvas that follows its size, and rests while an observer says that it is out of sight.',
    ],
    'test/figures/charts/svg.browser.test.ts': [
      'every engine',
      'Texts must not meet, and how wide they are is the engine’s and its fonts’.',
    ],
    'test/ui/styles/without-light-dark.browser.test.ts': [
      'every engine',
      'Custom properties, colours that are mixed, and rules for hosts of shadow roots.',
    ],
    'test/attacks/markup.browser.test.ts': [
      'Chromium',
      'Texts are escaped by the lab’s own code; markup.browser.test.ts shows every parser.',
    ],
    'test/ui/elements/markup.browser.test.ts': [
      'every engine',
      'What a parser makes of odd markup, and which of it could run, differs between engines.',
    ],
    'test/ui/elements/theory.browser.test.ts': [
      'every engine',
      'Formulas are MathML, which each engine lays out itself.',
    ],
    'test/ui/elements/figures/figures.browser.test.ts': [
      'Chromium',
      'It hands models to charts, which chart.browser.test.ts draws in every engine.',
    ],
    'test/ui/elements/network.browser.test.ts': [
      'Chromium',
      'Its layout is computed; the engine only draws boxes and text.',
    ],
    'test/ui/pages/network-view.browser.test.ts': [
      'Chromium',
      'When it fetches and what it says is the page’s own logic.',
    ],
    'test/ui/pages/theory.browser.test.ts': [
      'Chromium',
      'Answers are computed and put into elements that theory.browser.test.ts of components has shown.',
    ],
    'test/ui/pages/theory-graphs.browser.test.ts': [
      'Chromium',
      'Graphs are computed, and drawn as plain SVG.',
    ],
  },
  'Pointer, keyboard, focus and dialogs': {
    'test/ui/elements/chart-closer.browser.test.ts': [
      'every engine',
      'Drags, double clicks, keys and the focus while buttons come and go.',
    ],
    'test/ui/elements/parallel-coordinates.browser.test.ts': [
      'every engine',
      'Drags with a captured pointer, and numbers typed into fields.',
    ],
    'test/ui/elements/heatmap.browser.test.ts': [
      'every engine',
      'One stop for Tab and the arrow keys within, across a shadow root.',
    ],
    'test/ui/elements/run-bar.browser.test.ts': [
      'every engine',
      'A button keeps the focus while it becomes another, or can do nothing.',
    ],
    'test/ui/elements/locks.browser.test.ts': [
      'every engine',
      'A form with a modal dialog, and fields that can be read but not changed.',
    ],
    'test/surfaces/app/shortcuts.browser.test.ts': [
      'every engine',
      'A modal dialog that a key opens, and the focus that comes back from it.',
    ],
    'test/ui/elements/live/live.browser.test.ts': [
      'every engine',
      'Keys, pictures drawn on canvases, and a worker that dies.',
    ],
    'test/ui/elements/save-menu.browser.test.ts': [
      'every engine',
      'Escape, a press elsewhere, a download, and a picture made of a drawing.',
    ],
    'test/ui/elements/save-file.browser.test.ts': [
      'every engine',
      'Addresses of files, how long they live, and a modal dialog that asks for a press.',
    ],
    'test/ui/elements/predict.browser.test.ts': [
      'Chromium',
      'A form whose keys are events of its own; the focus is shown by run-bar.browser.test.ts.',
    ],
    'test/ui/elements/settings-form.browser.test.ts': [
      'Chromium',
      'Every field of the form of which locks.browser.test.ts shows some in every engine.',
    ],
    'test/ui/elements/document-dialog.browser.test.ts': [
      'Chromium',
      'A dialog with a text field; the form beside it has a file of its own.',
    ],
    'test/ui/elements/many-trials.browser.test.ts': [
      'every engine',
      'Which rows are in view follows from scrolling and sizes; heatmaps are drawn on a canvas.',
    ],
    'test/ui/elements/results-table.browser.test.ts': [
      'Chromium',
      'A table sorted by its own code.',
    ],
    'test/ui/elements/take-away.browser.test.ts': [
      'Chromium',
      'Which buttons there are is logic; save-menu.browser.test.ts saves in every engine.',
    ],
    'test/ui/pages/recording-view.browser.test.ts': [
      'Chromium',
      'A notice and a button, whose texts and events are the same in every engine.',
    ],
    'test/ui/elements/run-notices.browser.test.ts': [
      'every engine',
      'Browsers differ in notifications; each takes the press, the refusal and what is shown.',
    ],
    'test/ui/pages/set-up-fold.browser.test.ts': [
      'Chromium',
      'When it folds is the page’s own logic.',
    ],
    'test/ui/pages/set-up-undo.browser.test.ts': [
      'every engine',
      'Keys and focus in fields, whose own undo differs between engines.',
    ],
    'test/ui/pages/grid-view.browser.test.ts': [
      'Chromium',
      'What is chosen goes from element to element by their own events.',
    ],
  },
  'Files, pictures and streams': {
    'test/ui/elements/csv-import.browser.test.ts': [
      'Chromium',
      'It reads text in a worker, which test/pool shows to answer in every engine.',
    ],
    'test/ui/elements/table-needed.browser.test.ts': [
      'Chromium',
      'It reads a file as csv-import does, with the same worker and database.',
    ],
    'test/ui/elements/model-tools.browser.test.ts': [
      'every engine',
      'Pictures are decoded, dropped and drawn, with the engine’s colours and transparency.',
    ],
    'test/ui/elements/model-parts.browser.test.ts': [
      'every engine',
      'One draws on a canvas by keys, and takes back what was drawn.',
    ],
    'test/ui/pages/zip-button.browser.test.ts': [
      'every engine',
      'A stream is packed, saved as a download, and given up in the middle.',
    ],
    'test/ui/pages/model-view.browser.test.ts': [
      'Chromium',
      'It reads a file like model-tools.browser.test.ts; what it judges of it is computed.',
    ],
    'test/ui/pages/data-page.browser.test.ts': [
      'Chromium',
      'It shows datasets, whose loading and pictures other tests try in every engine.',
    ],
  },
  'Whole pages and the element': {
    'test/ui/elements/help.browser.test.ts': [
      'Chromium',
      'Popovers are the browser’s own by one standard; the texts are the same everywhere.',
    ],
    'test/surfaces/app/front-door.browser.test.ts': [
      'Chromium',
      'Pages of text, links and drawings; what they link to is opened in every engine.',
    ],
    'test/ui/pages/app.browser.test.ts': [
      'Chromium',
      'The journeys go through the whole lab, as it is built, in every engine.',
    ],
    'test/ui/pages/keep-awake.browser.test.ts': [
      'Chromium',
      'Its locks are the test’s own; when they are asked for is the page’s logic.',
    ],
    'test/ui/pages/assignment.browser.test.ts': [
      'Chromium',
      'It starts and counts runs, and leaves the work to what other tests show in every engine.',
    ],
    'test/surfaces/embed/manifest.browser.test.ts': [
      'Chromium',
      'It compares a document with a class; the journeys use the element in every engine.',
    ],
    'test/formats/embed-code.browser.test.ts': [
      'Chromium',
      'It parses short HTML, for which the standard leaves engines no choice.',
    ],
  },
};

/**
 * Tests without a page that every engine runs in the gate. All others compute with what ECMAScript defines
 * to the last bit (sums, products, roots, strings, JSON): Node and Chromium run them.
 * @type {Readonly<Record<string, string>>}
 */
export const computingInEveryEngine = {
  // Logarithms, exponentials and angles, whose last bits the standard leaves to the engine.
  'test/torch/normal.test.ts': 'Normal numbers of log1p, sin and cos must be PyTorch’s to the bit.',
  'test/torch/init.test.ts': 'Whole networks of such normal numbers must be PyTorch’s.',
  'test/catalog/loss.test.ts': 'exp and log of the cross-entropy, in float64 and in WebAssembly.',
  'test/workers/wasm-engine.test.ts':
    'Compiles the kernels, with relaxed SIMD where there is some, and holds them to float64.',
  'test/workers/wasm-edges.test.ts':
    'Infinities, subnormal numbers and no numbers in WebAssembly, relaxed SIMD included.',
  'test/course/theory/graph.test.ts': 'exp, and the derivatives of formulas that use it.',
  'test/data/synthetic.test.ts': 'Generated data must have the same bytes on every engine.',
  'test/figures/charts/scale.test.ts': 'Ticks at decades, by log10.',
  'test/figures/heatmap.test.ts': 'Colours by cube roots and powers.',
  'test/data/explore/places.test.ts': 'Distances by sines and cosines.',
  'test/figures/dataset-map/colour.test.ts': 'Colours by cubes and roots.',
  // Intl and Unicode, of which engines have different editions.
  'test/base/numbers.test.ts': 'Numbers in words, by Intl and toLocaleString.',
  'test/text/columns.test.ts': 'Columns are sorted by the language’s order.',
  'test/insights/findings.test.ts': 'Sentences with numbers by toLocaleString.',
  'test/course/handin/file-name.test.ts': 'Unicode’s normal forms and classes of characters.',
  // Streams, compression, encodings, checksums and addresses are the engine’s own code.
  'test/data/fetch.test.ts': 'Streams, their cancelling, inflating and checksums.',
  'test/document/link.test.ts': 'Documents are compressed into addresses and back.',
  'test/document/text.test.ts': 'Texts are decoded from UTF-8, UTF-16 and windows-1252.',
  'test/data/tables/parse.test.ts': 'Files come as streams, in UTF-8, UTF-16 and windows-1252.',
  'test/lab/compare.test.ts': 'Losses are hashed by the engine’s SHA-256.',
  'test/surfaces/api/configure.test.ts': 'Addresses are taken and refused by URL.',
  'test/surfaces/api/spawn.test.ts': 'Origins are compared as URL gives them.',
  'test/surfaces/app/router.test.ts': 'Addresses of any text, decoded.',
  'test/ui/elements/locate.test.ts': 'Takes exactly what the engine’s own JSON.parse takes.',
  // Whether the settings of all tests reach them.
  'test/support/draws.test.ts': 'The page hands the settings over in every engine.',
};

const slow =
  'takes minutes in this engine; its arithmetic is JavaScript’s own, the same in every browser';

/**
 * What does not run in an engine even where all test files are asked for.
 * @type {Readonly<Record<OtherBrowser, Readonly<Record<string, string>>>>}
 */
export const leftOut = {
  firefox: { 'test/workers/trajectories-javascript.browser.test.ts': slow },
  webkit: { 'test/workers/trajectories-javascript.browser.test.ts': slow },
};

/**
 * What a run counts as skipped, with the reason: the gate asks no more of an engine than its list has.
 * @param {OtherBrowser} browser @param {Scope} scope
 */
export const skippedFiles = (browser, scope) => (scope === 'all' ? leftOut[browser] : {});

/** The test files that there are. @returns {{ withPage: string[], computing: string[] }} */
export function foundFiles() {
  const files = readdirSync('test', { recursive: true, encoding: 'utf8' })
    .map((file) => `test/${file.split(path.sep).join('/')}`)
    .filter(
      (file) => file.endsWith('.test.ts') && !/\.node\.test\.ts$|^test\/(e2e|alone)\//.test(file),
    )
    .toSorted();
  const withPage = files.filter((file) => file.endsWith('.browser.test.ts'));
  return { withPage, computing: files.filter((file) => !withPage.includes(file)) };
}

/**
 * Files for Web Test Runner, those first that take longest.
 * @param {string} browser @param {Scope} scope @returns {string[]}
 */
export function testFiles(browser, scope) {
  const { all, gate } = sharedPages();
  const withPage = foundFiles().withPage.toSorted((a, b) => turn(a) - turn(b));
  if (browser !== 'firefox' && browser !== 'webkit') return [...all, ...withPage];
  if (scope === 'all') return [...all, ...withPage.filter((file) => !(file in leftOut[browser]))];
  const everywhere = Object.values(pageTests)
    .flatMap((topic) => Object.entries(topic))
    .flatMap(([file, [engines]]) => (engines === 'every engine' ? [file] : []));
  return [...gate, ...everywhere];
}

/** The longest, by what the end of a run tells: last of all, one core would wait for them. */
const longest = [
  'test/workers/trajectories.browser.test.ts',
  'test/workers/trajectories-javascript.browser.test.ts',
  'test/workers/tfjs-engine.browser.test.ts',
  'test/workers/tfjs-lists.browser.test.ts',
  'test/workers/choose.browser.test.ts',
  'test/ui/pages/report-page.browser.test.ts',
  'test/ui/pages/theory.browser.test.ts',
  'test/pool/pool.browser.test.ts',
];

/** @param {string} file */
const turn = (file) => (longest.includes(file) ? longest.indexOf(file) : longest.length);

/** The pages of all browsers and scopes, which bundles are made of. */
export function allPages() {
  const { all, gate } = sharedPages();
  return [...all, ...gate, ...foundFiles().withPage];
}

/** The computing on few pages: two of all of it, so that both cores of a small machine have one. */
const sharedPages = () => ({
  all: shared('all', foundFiles().computing, 2),
  gate: shared('gate', Object.keys(computingInEveryEngine), 1),
});

const folder = '.cache/tests';

/** A file that runs others on its page. @param {string} file */
export const isShared = (file) =>
  path.relative(process.cwd(), path.resolve(file)).split(path.sep).join('/').startsWith(folder);

/**
 * Writes `pages` files that run all of `files`, and returns their paths.
 * @param {string} name @param {readonly string[]} files @param {number} pages
 */
function shared(name, files, pages) {
  mkdirSync(folder, { recursive: true });
  return Array.from({ length: pages }, (_, at) => {
    const entry = `${folder}/${name}-${at + 1}-of-${pages}.test.ts`;
    // By turns: what takes long stands close together, in one folder.
    const own = files.filter((_, index) => index % pages === at);
    // Another browser's run may write the same one at this moment.
    writeFileSync(`${entry}.${process.pid}`, sharedEntry(own));
    renameSync(`${entry}.${process.pid}`, entry);
    return entry;
  });
}

/**
 * Puts the tests of each file into a suite that is named after it, by which count-reporter.mjs knows them.
 * esbuild makes of each import a function in the same bundle, so that a file that cannot be imported is
 * a failed test, and the others run.
 * @param {readonly string[]} files
 */
const sharedEntry = (files) => `
const root = globalThis.mocha.suite;
const load = {
${files.map((file) => `  '${file}': () => import('../../${file}'),\n`).join('')}};
for (const [file, run] of Object.entries(load)) {
  const before = root.suites.length;
  let reason = null;
  try {
    await run();
  } catch (error) {
    reason = { error };
  }
  const suites = root.suites.splice(before);
  describe(file, () => {
    if (reason !== null) {
      it('can be imported', () => {
        throw reason.error;
      });
    }
  });
  const own = root.suites.at(-1);
  for (const suite of suites) {
    suite.parent = own;
    own.suites.push(suite);
  }
}
`;
