/**
 * The walls of the house: each room imports only what stands below it, and a few things happen in one room
 * only; and all rules that need no types. Those that do, and import circles, are Oxlint's (.oxlintrc.json),
 * which needs an eighth of the time for them: all but the one of our own, which Oxlint cannot run with types.
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
import { memberNamesRule } from './cli/lint/member-names.mjs';

writeCatalog();

/**
 * The catalog's own rooms. Members are made of PyTorch's semantics alone; only datasets are also made with what all
 * datasets are loaded with.
 * @returns {Record<string, string[]>}
 */
function catalogRooms() {
  const ground = ['./src/catalog', './src/base', './src/torch'];
  const data = [...ground, './src/formats', './src/data'];
  return Object.fromEntries(
    readdirSync('src/catalog', { withFileTypes: true })
      .filter((item) => item.isDirectory())
      .map(({ name }) => [
        `./src/catalog/${name}`,
        ['dataset', 'shared', 'registry'].includes(name) ? data : ground,
      ]),
  );
}

/** The rooms of src/ from the ground up: each may import those before it, but for what `apart` says. */
const floors = [
  'base',
  'torch',
  'catalog',
  'document',
  'protocol',
  'formats',
  'data',
  'lab',
  'pool',
  'store',
  'offline',
  'text',
  'insights',
  'figures',
  'ui',
  'course',
  'surfaces',
];

/** Rooms that do not see each other although one stands above the other. */
const apart = /** @type {Readonly<Record<string, readonly string[]>>} */ ({
  store: ['pool'],
  offline: floors.slice(1),
  text: ['pool', 'store', 'offline'],
  insights: ['pool', 'store', 'offline'],
  figures: ['pool', 'store', 'offline'],
});

const upTo = (/** @type {string} */ top) =>
  floors.slice(0, floors.indexOf(top) + 1).map((room) => `./src/${room}`);

/** What each room may import besides itself and packages. @type {Readonly<Record<string, readonly string[]>>} */
const rooms = {
  ...catalogRooms(),
  ...Object.fromEntries(
    floors
      .filter((room) => room !== 'catalog')
      .map((room) => {
        const below = floors.slice(0, floors.indexOf(room));
        const seen = below.filter((other) => !(apart[room] ?? []).includes(other));
        return [`./src/${room}`, seen.map((other) => `./src/${other}`)];
      }),
  ),
  './workers/engine': upTo('data'),
  './workers/trial': ['./workers/engine', ...upTo('lab')],
  './cli/a2': [
    './src/formats',
    './src/course/handin',
    './src/course/answers',
    './src/text',
    './src/insights',
    ...upTo('pool'),
    './workers/trial',
  ],
  './cli/node': [
    './cli/a2',
    './src/surfaces/api',
    './src/surfaces/embed/events.ts',
    ...upTo('data'),
  ],
};

const zones = Object.entries(rooms).map(([target, below]) => ({
  target,
  from: ['./src', './workers', './cli', './data', './bench', './test'].filter(
    (place) => place !== target,
  ),
  except: [],
  allowed: [target, ...below],
}));

/** import-x wants each forbidden place named; these are all rooms but the allowed ones. */
const places = [...Object.keys(rooms), './src/catalog/defaults.ts', './cli', './bench', './test'];
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
const uplot = only('uplot', 'src/figures/charts');
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
].map((name) => ({ name, message: 'A page alone has it; src/lab/ports/ is how it comes in.' }));
const newWorker = {
  selector: "NewExpression[callee.name='Worker']",
  message: 'Only src/pool and cli/a2/spawn.ts spawn workers.',
};

/** The catalog, and the course that is made of its members: only there may a member's name stand in the code. */
const namingMembers = ['src/catalog', 'src/course'].map((folder) => `${folder}/**`);

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
      'workers/engine/generated/**',
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
    files: ['{src,workers,cli,data}/**/*.{ts,mjs}'],
    ignores: namingMembers,
    languageOptions: { parserOptions: { project: 'cli/lint/tsconfig.json' } },
    plugins: { a2: { rules: { 'member-names': memberNamesRule } } },
    rules: { 'a2/member-names': ['error', { catalog: 'src/catalog' }] },
  },
  {
    files: ['src/{ui,course,surfaces}/**/*.ts'],
    plugins: { lit, 'lit-a11y': litA11y, wc },
    rules: {
      ...lit.configs['flat/recommended'].rules,
      ...litA11y.configs.recommended.rules,
      ...wc.configs['flat/recommended'].rules,
    },
  },
  {
    // An element whose idea is long may be long.
    files: ['src/{ui,course,surfaces}/**/*element.ts'],
    rules: { 'max-lines': ['error', { max: 500 }] },
  },
  {
    files: ['src/figures/charts/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [tfjs] }] },
  },
  {
    // They run in Node as in a page: what a page alone has comes in by src/lab/ports/.
    files: [
      'src/{base,torch,catalog,document,protocol,formats,data,lab,text,insights}/**/*.ts',
      'src/surfaces/api/**/*.ts',
    ],
    // A page's workers, for a page that names none.
    ignores: ['src/surfaces/api/spawn.ts'],
    rules: {
      'no-restricted-globals': ['error', ...pageOnly],
      'no-restricted-imports': ['error', { patterns: [tfjs, uplot, drawing] }],
    },
  },
  {
    files: [
      'workers/engine/tfjs/**/*.ts',
      'src/catalog/*/*/tfjs.ts',
      'src/catalog/*/*/graph.ts',
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
