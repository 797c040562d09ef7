/** The checks and suites of a test run, and the programs that run them. */
import path from 'node:path';
import { root } from '../../cli/install.mjs';
import { halves } from '../e2e/halves.mjs';
import { titles } from './browsers.mjs';

/**
 * A check passes or fails as a whole; a suite counts its tests itself, and can run some of its files alone.
 * @typedef {object} Stage
 * @property {'check' | 'suite'} kind
 * @property {string} title
 * @property {(files: readonly string[] | null) => readonly string[]} args null for all of its files
 * @property {NodeJS.ProcessEnv} env
 * @property {boolean} needsBuild whether it must wait for the builds
 */

const bin = (/** @type {string} */ file) => path.join(root, 'node_modules', file);

const mocha = [
  bin('mocha/bin/mocha.js'),
  '--reporter',
  path.join(root, 'test/support/mocha-reporter.cjs'),
];

/** @param {string} title @param {string[]} args @returns {Stage} */
const check = (title, ...args) => ({
  kind: 'check',
  title,
  args: () => args,
  env: {},
  needsBuild: false,
});

/** @param {Stage} stage @returns {Stage} */
const needsBuild = (stage) => ({ ...stage, needsBuild: true });

/** Tests of Node's. @param {string} title @param {readonly string[]} all @param {NodeJS.ProcessEnv} [env] @returns {Stage} */
const inMocha = (title, all, env = {}) => ({
  kind: 'suite',
  title,
  args: (files) => [...mocha, ...(files ?? all)],
  env,
  needsBuild: true,
});

/** Tests of a browser's. @param {string} title @param {NodeJS.ProcessEnv} env @returns {Stage} */
const inPages = (title, env) => ({
  kind: 'suite',
  title,
  args: (files) => [
    bin('@web/test-runner/dist/bin.js'),
    ...(files === null ? [] : ['--files', ...files]),
  ],
  env,
  needsBuild: false,
});

export const build = check('Build', path.join(root, 'test/support/build.mjs'));

const sizes = needsBuild(check('Sizes (size-limit)', bin('size-limit/bin.js')));

/** Stages that need no build, the longest first. */
const checks = [
  check('Lint (eslint)', bin('eslint/bin/eslint.js'), '--max-warnings=0', '.'),
  check(
    'Lint with types (oxlint)',
    bin('oxlint/bin/oxlint'),
    '--report-unused-disable-directives-severity=error',
  ),
  ...['test', 'src', 'workers', 'cli', 'bench'].map((thread) =>
    check(`Types of ${thread}`, bin('typescript-7/bin/tsc'), '-p', thread),
  ),
  check(
    'Formatting (prettier)',
    bin('prettier/bin/prettier.cjs'),
    '--check',
    '--log-level=warn',
    '.',
  ),
  check('Dead code (knip)', bin('knip/bin/knip.js')),
];

const notInNode = ['test/**/*.browser.test.ts', 'test/e2e/**'];
const inNode = inMocha('Unit tests in Node', [
  'test/**/*.test.ts',
  ...notInNode.flatMap((not) => ['--ignore', not]),
]);

/** @typedef {import('./test-files.mjs').OtherBrowser} OtherBrowser */

/** @param {'chromium' | OtherBrowser} browser @param {'gate' | 'all'} scope @param {NodeJS.ProcessEnv} env */
const unitTests = (browser, scope, env) =>
  inPages(`Unit and component tests in ${browser === 'chromium' ? 'Chromium' : titles[browser]}`, {
    ...env,
    A2_BROWSER: browser,
    A2_SCOPE: scope,
  });

/** @param {OtherBrowser} browser @param {NodeJS.ProcessEnv} env */
const journeys = (browser, env) =>
  inMocha(`Journeys in ${titles[browser]}`, [`test/e2e/${browser}.test.ts`], env);

/** @param {NodeJS.ProcessEnv} env */
const endToEnd = (env) =>
  halves.map((files, index) =>
    inMocha(`End-to-end tests on the built lab, ${index + 1} of ${halves.length}`, files, env),
  );

/**
 * The gate: everything in Chromium, and in the other engines what differs between engines. In lane
 * order: stages that find mistakes quickly first, then the long ones, so that the lanes finish
 * together.
 * @param {readonly OtherBrowser[]} others @param {NodeJS.ProcessEnv} env
 */
export const gate = (others, env) => [
  build,
  ...checks,
  inNode,
  sizes,
  ...endToEnd(env),
  unitTests('chromium', 'gate', env),
  ...others.map((browser) => unitTests(browser, 'gate', env)),
  ...others.map((browser) => journeys(browser, env)),
];

/** Without a browser. */
export const verify = [build, ...checks, inNode, sizes];

/**
 * All page tests in every engine, before a release.
 * @param {readonly OtherBrowser[]} others @param {NodeJS.ProcessEnv} env
 */
export const allBrowsers = (others, env) => [
  build,
  unitTests('chromium', 'all', env),
  ...others.map((browser) => unitTests(browser, 'all', env)),
  ...others.map((browser) => journeys(browser, env)),
];
