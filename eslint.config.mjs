/**
 * The walls of the house: each room imports only what stands below it, and a few things happen in one room
 * only; and all rules that need no types. Those that do, and import circles, are Oxlint's (.oxlintrc.json),
 * which needs an eighth of the time for them.
 */
import { readdirSync } from 'node:fs';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import regexp from 'eslint-plugin-regexp';
import wc from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';
import { writeCatalog } from './cli/build/catalog.mjs';

writeCatalog();

/**
 * The catalog's own rooms. Members are made of PyTorch's semantics alone; only datasets are also made with what all
 * datasets are loaded with, and their pages, like a metric's charts, write numbers.
 * @returns {Record<string, string[]>}
 */
function catalogRooms() {
  const numbers = './src/words/format.ts';
  const data = ['./src/datasets', './src/protocol/errors.ts', numbers];
  const more = { dataset: data, metric: [numbers], shared: data, registry: data };
  return Object.fromEntries(
    readdirSync('src/catalog', { withFileTypes: true })
      .filter((item) => item.isDirectory())
      .map(({ name }) => [
        `./src/catalog/${name}`,
        ['./src/torch', ...(Object.entries(more).find(([room]) => room === name)?.[1] ?? [])],
      ]),
  );
}

/** What each room may import besides itself, packages and, but for the lowest, the catalog. From the ground up. */
const rooms = {
  ...catalogRooms(),
  './src/experiment': [],
  './src/torch': [],
  './src/theory': ['./src/experiment', './src/torch'],
  './src/datasets': ['./src/experiment', './src/torch', './src/protocol/errors.ts'],
  './src/model': [
    './src/experiment',
    './src/torch',
    './src/datasets',
    './src/explore',
    './src/protocol/errors.ts',
  ],
  './src/explore': ['./src/experiment', './src/torch', './src/datasets'],
  './src/tables': ['./src/experiment', './src/datasets', './src/protocol/errors.ts'],
  './src/protocol': [
    './src/experiment',
    './src/datasets/types.ts',
    './src/model',
    './src/explore',
    './src/tables',
  ],
  './src/formats': ['./src/experiment', './src/protocol', './src/version.ts'],
  './workers/engine': ['./src/experiment', './src/torch', './src/datasets', './src/protocol'],
  './workers/trial': [
    './workers/engine',
    './src/experiment',
    './src/torch',
    './src/datasets',
    './src/protocol',
    './src/model',
    './src/explore',
    './src/tables',
  ],
  './src/run': [
    './src/formats',
    './src/model',
    './src/explore',
    './src/protocol',
    './src/experiment',
    './src/datasets',
    './src/words/format.ts',
    './src/version.ts',
  ],
  './src/pool': [
    './src/run',
    './src/protocol',
    './src/experiment',
    './src/datasets',
    './src/model',
    './src/explore',
    './src/tables',
  ],
  './src/store': [
    './src/formats',
    './src/tables',
    './src/run',
    './src/model',
    './src/protocol',
    './src/experiment',
    './src/datasets',
    './src/version.ts',
  ],
  './src/words': [
    './src/formats',
    './src/run',
    './src/protocol',
    './src/experiment',
    './src/datasets',
    './src/tables',
  ],
  './src/findings': [
    './src/formats',
    './src/words',
    './src/run',
    './src/explore',
    './src/protocol',
    './src/experiment',
    './src/datasets',
  ],
  './src/charts': [
    './src/explore',
    './src/words',
    './src/run',
    './src/experiment',
    './src/datasets',
  ],
  './src/figures': [
    './src/formats',
    './src/findings',
    './src/charts',
    './src/words',
    './src/run',
    './src/explore',
    './src/experiment',
    './src/datasets',
  ],
  './src/answers': [
    './src/theory',
    './src/charts',
    './src/words',
    './src/experiment',
    './src/datasets',
  ],
  './src/handin': [
    './src/store',
    './src/formats',
    './src/answers',
    './src/figures',
    './src/theory',
    './src/torch',
    './src/report',
    './src/findings',
    './src/charts',
    './src/model',
    './src/explore',
    './src/words',
    './src/run',
    './src/protocol',
    './src/experiment',
    './src/datasets',
    './src/version.ts',
  ],
  './src/components': [
    './src/formats',
    './src/figures',
    './src/answers',
    './src/offline',
    './src/theory',
    './src/charts',
    './src/findings',
    './src/store',
    './src/model',
    './src/explore',
    './src/tables',
    './src/words',
    './src/run',
    './src/pool',
    './src/protocol',
    './src/experiment',
    './src/datasets',
    './src/styles',
    './src/version.ts',
  ],
  './src/report': [
    './src/formats',
    './src/model',
    './src/run',
    './src/experiment',
    './src/datasets/types.ts',
    './src/version.ts',
  ],
  './src/offline': [],
  './src/pages': [
    './src/formats',
    './src/handin',
    './src/figures',
    './src/answers',
    './src/offline',
    './src/theory',
    './src/report',
    './src/findings',
    './src/store',
    './src/model',
    './src/explore',
    './src/tables',
    './src/components',
    './src/charts',
    './src/words',
    './src/run',
    './src/pool',
    './src/protocol',
    './src/experiment',
    './src/datasets',
    './src/styles',
    './src/version.ts',
  ],
  './src/api': [
    './src/formats',
    './src/words',
    './src/run',
    './src/pool',
    './src/protocol',
    './src/experiment',
    './src/datasets',
    './src/version.ts',
  ],
  './src/embed': [
    './src/formats',
    './src/api',
    './src/components',
    './src/words',
    './src/run',
    './src/pool',
    './src/store/student.ts',
    './src/protocol',
    './src/experiment',
    './src/datasets',
    './src/styles',
    './src/version.ts',
  ],
  './src/frame': [
    './src/formats',
    './src/embed',
    './src/api',
    './src/report',
    './src/protocol',
    './src/experiment',
    './src/styles',
  ],
  './cli/a2': [
    './src/formats',
    './src/handin',
    './src/answers',
    './src/words',
    './src/report',
    './src/findings',
    './src/model',
    './src/explore',
    './src/tables',
    './src/run',
    './src/pool',
    './src/protocol',
    './src/experiment',
    './src/datasets',
    './src/version.ts',
    './workers/trial',
  ],
  './cli/node': [
    './cli/a2',
    './src/api',
    './src/embed/events.ts',
    './src/protocol',
    './src/datasets',
    './src/version.ts',
  ],
};

const zones = Object.entries(rooms).map(([target, below]) => ({
  target,
  from: ['./src', './workers', './cli', './data', './bench', './test'].filter(
    (place) => place !== target,
  ),
  except: [],
  allowed: [target, ...(target === './src/torch' ? [] : ['./src/catalog']), ...below],
}));

/** import-x wants each forbidden place named; these are all rooms but the allowed ones. */
const places = [
  ...Object.keys(rooms),
  './src/styles',
  './src/catalog/defaults.ts',
  './src/main.ts',
  './src/make-lab.ts',
  './src/index.ts',
  './src/define.ts',
  './src/embed.ts',
  './src/embed-frame.ts',
  './cli',
  './bench',
  './test',
];
const restricted = zones.map(({ target, allowed }) => ({
  target,
  // One zone a room: with one for each pair of rooms every file is compared with two thousand.
  from: places.filter(
    (place) =>
      !allowed.some(
        (one) => one === place || one.startsWith(`${place}/`) || place.startsWith(`${one}/`),
      ),
  ),
  message: `${target} may import only ${allowed.join(', ')}`,
}));

const only = (/** @type {string} */ group, /** @type {string} */ where) => ({
  group: [group, `${group}/*`],
  message: `Only ${where} imports this.`,
});
const tfjs = only('@tensorflow/*', 'workers/engine/tfjs and the catalog for it');
const uplot = only('uplot', 'src/charts');
const drawing = only('lit', 'what is drawn');
/** Of what a page has and Node has not, what code is most likely to reach for. */
const pageOnly = [
  'document',
  'window',
  'self',
  'navigator',
  'location',
  'history',
  'localStorage',
  'sessionStorage',
  'indexedDB',
  'caches',
  'customElements',
  'HTMLElement',
  'Element',
  'Node',
  'Worker',
  'matchMedia',
  'requestAnimationFrame',
  'requestIdleCallback',
].map((name) => ({ name, message: 'A page alone has it; src/run/ports/ is how it comes in.' }));
const newWorker = {
  selector: "NewExpression[callee.name='Worker']",
  message: 'Only src/pool and cli/a2/spawn.ts spawn workers.',
};

export default tseslint.config(
  {
    ignores: [
      'dist*/**',
      'data/cache/**',
      'node_modules/**',
      'coverage/**',
      '.cache/**',
      // AssemblyScript, which its own compiler checks, and what it is compiled to.
      'workers/kernels/**',
      '**/*.as.ts',
      'workers/engine/wasm/built/**',
      'bench/kernels/**',
    ],
  },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strict, ...tseslint.configs.stylistic],
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver({ project: 'src/tsconfig.json' })],
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones: restricted }],
      'no-restricted-imports': ['error', { patterns: [tfjs, uplot] }],
      'no-restricted-syntax': ['error', newWorker],
      'max-lines': ['error', { max: 350 }],
      // Indices of numeric loops are in range by construction; a check in the innermost loop is not free.
      '@typescript-eslint/no-non-null-assertion': 'off',
      eqeqeq: ['error', 'always'],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    // Files of any origin are read with them: what backtracks by the square of a text's length stops a page.
    files: ['{src,workers,cli,data}/**/*.{ts,mjs}'],
    languageOptions: { parser: tseslint.parser },
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { ignoreSticky: true, report: 'potential' }],
    },
  },
  {
    files: ['src/components/**/*.ts', 'src/pages/**/*.ts', 'src/embed/**/*.ts'],
    plugins: { lit, 'lit-a11y': litA11y, wc },
    rules: {
      ...lit.configs['flat/recommended'].rules,
      ...litA11y.configs.recommended.rules,
      ...wc.configs['flat/recommended'].rules,
    },
  },
  {
    // An element whose idea is long may be long.
    files: ['src/{components,pages,embed}/**/*element.ts'],
    rules: { 'max-lines': ['error', { max: 500 }] },
  },
  {
    files: ['src/charts/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [tfjs] }] },
  },
  {
    // They run in Node as in a page: what a page alone has comes in by src/run/ports/.
    files: ['src/{run,api,findings,words}/**/*.ts'],
    // A page's workers, for a page that names none.
    ignores: ['src/api/spawn.ts'],
    rules: {
      'no-restricted-globals': ['error', ...pageOnly],
      'no-restricted-imports': ['error', { patterns: [tfjs, uplot, drawing] }],
    },
  },
  {
    files: [
      'workers/engine/tfjs/**/*.ts',
      'src/catalog/*/*/tfjs.ts',
      'src/catalog/{kinds,shared}/*.ts',
      'test/workers/**/*.ts',
    ],
    rules: { 'no-restricted-imports': ['error', { patterns: [uplot] }] },
  },
  {
    files: ['src/pool/**/*.ts', 'cli/a2/spawn.ts', 'test/**/*.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // chai's assertions are calls for effect, and tests reach into what they test.
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
);
