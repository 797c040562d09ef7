/**
 * `npm test`: everything, from a fresh clone, ending in one line that counts. With `--no-browser`
 * (`npm run verify`) only what needs no browser. Node's own modules only, until the packages are
 * installed.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureInstalled, root } from '../cli/install.mjs';

const withBrowser = !process.argv.includes('--no-browser');
ensureInstalled();
const { chromiumMissing, chromiumVersion, ensureChromium } = await import('./support/chromium.mjs');
const { firefoxVersion, missingReason, titles } = await import('./support/browsers.mjs');
const { installMissing } = await import('./support/debian.mjs');
const { webkitVersion } = await import('./support/webkit.mjs');
const { leftOut } = await import('./support/test-files.mjs');
const { failedFiles, failedTests, readCounts } = await import('./support/counts.mjs');
const { prepare } = await import('../data/prepare.mjs');
const { buildKernels } = await import('../cli/build/kernels.mjs');

const totals = { passed: 0, failed: 0, skipped: 0 };
/** @type {string[]} */
const skippedTests = [];
/** @type {Suite[]} */
const suites = [];
/** @type {string[]} */
const failedStages = [];
const temporary = mkdtempSync(path.join(os.tmpdir(), 'a2-test-'));

/**
 * Runs a program of node_modules. Two go on at a time, each in its lane: the first lane's output is
 * passed on as it comes, the second's is shown in one piece when its program has ended.
 * @typedef {'first' | 'second'} Lane
 * @param {Lane} lane @param {string} title @param {readonly string[]} args @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<boolean>}
 */
function program(lane, title, args, env = {}) {
  const heading = `\n── ${title}`;
  if (lane === 'first') console.log(heading);
  return new Promise((resolve) => {
    const output = lane === 'first' ? 'inherit' : 'pipe';
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', output, output],
      env: { ...process.env, ...env },
    });
    /** @type {Buffer[]} */
    const said = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => said.push(chunk));
    }
    const end = (/** @type {boolean} */ passed) => {
      if (lane === 'second') console.log(`${heading}\n${Buffer.concat(said).toString()}`);
      resolve(passed);
    };
    child.once('error', () => end(false));
    child.once('close', (code) => end(code === 0));
  });
}

/** A check that passes or fails as a whole. @param {Lane} lane @param {string} title @param {readonly string[]} args */
async function check(lane, title, args) {
  const passed = await program(lane, title, args);
  totals[passed ? 'passed' : 'failed'] += 1;
  if (!passed) failedStages.push(title);
  return passed;
}

/**
 * A suite that counts its tests itself, with what it takes to run some of its files again.
 * @typedef {object} Suite
 * @property {string} title
 * @property {(files: readonly string[] | null) => readonly string[]} args null for all of its files
 * @property {NodeJS.ProcessEnv} env
 * @property {boolean} [passed]
 * @property {import('./support/counts.mjs').FileCounts} [files]
 */

/** @param {Lane} lane @param {Suite} one */
async function suite(lane, one) {
  suites.push(one);
  Object.assign(one, await counted(lane, one, null, one.title));
}

/** @param {Lane} lane @param {Suite} one @param {readonly string[] | null} files @param {string} title */
async function counted(lane, { args, env }, files, title) {
  const target = path.join(temporary, `${title.replaceAll(/\W+/g, '-')}.json`);
  const passed = await program(lane, title, args(files), { ...env, A2_COUNTS: target });
  return { passed, files: readCounts(target) };
}

/** More failed files than these are no accident of a busy machine, and take long. */
const mostAgain = 4;

/**
 * Runs the files again that had a failed test, now with nothing beside them, and returns what passes then:
 * such a test, or what it tests, has a race or draws its cases. It helps whoever looks for the fault. What
 * has failed stays failed.
 */
async function passingAlone() {
  /** @type {string[]} */
  const passing = [];
  const failed = suites.map(({ files = {} }) => failedFiles(files));
  if (failed.flat().length > mostAgain) return passing;
  for (const [at, one] of suites.entries()) {
    const [names, first] = [failed[at] ?? [], one.files ?? {}];
    if (names.length === 0) continue;
    const second = await counted('first', one, names, `${one.title}, again`);
    // A file that does not even count any more has shown nothing.
    const ran = names.every((file) => file in second.files);
    const still = new Set(failedTests(second.files).map(({ name }) => name));
    const gone = failedTests(first).filter(({ name }) => ran && !still.has(name));
    passing.push(...gone.map((test) => told(one.title, test)));
  }
  return passing;
}

/** @param {string} title @param {{ name: string, reason: string }} test */
const told = (title, { name, reason }) => `${title}: ${name}: ${reason}`;

/** What all suites have counted in the end. */
function addSuites() {
  /** @type {string[]} */
  const failed = [];
  for (const { title, passed, files = {} } of suites) {
    for (const counts of Object.values(files)) {
      totals.passed += counts.passed;
      totals.failed += counts.failed;
      totals.skipped += counts.skipped;
      skippedTests.push(...counts.skippedTests);
    }
    failed.push(...failedTests(files).map((test) => told(title, test)));
    // A suite that ends badly without a failed test (it crashed, say) is a failure all the same.
    const crashed = passed === false && failedFiles(files).length === 0;
    if (crashed) totals.failed += 1;
    if (crashed || failedFiles(files).length > 0) failedStages.push(title);
  }
  return failed;
}

/** Counted and listed as skipped, never left out in silence. @param {string} title @param {string} reason */
function skip(title, reason) {
  totals.skipped += 1;
  skippedTests.push(`${title}: ${reason}`);
}

const bin = (/** @type {string} */ file) => path.join(root, 'node_modules', file);
const mocha = [
  bin('mocha/bin/mocha.js'),
  '--import=tsx',
  '--reporter',
  path.join(root, 'test/support/mocha-reporter.cjs'),
];

/** Tests of Node's. @param {string} title @param {readonly string[]} all @param {NodeJS.ProcessEnv} [env] @returns {Suite} */
const inMocha = (title, all, env = {}) => ({
  title,
  args: (files) => [...mocha, ...(files ?? all)],
  env,
});

/** Tests of a browser's. @param {string} title @param {NodeJS.ProcessEnv} env @returns {Suite} */
const inPages = (title, env) => ({
  title,
  args: (files) => [
    bin('@web/test-runner/dist/bin.js'),
    ...(files === null ? [] : ['--files', ...files]),
  ],
  env,
});

/** The suites of a browser beside Chromium. @param {'firefox' | 'webkit'} name @param {NodeJS.ProcessEnv} env */
async function inBrowser(name, env) {
  const title = titles[name];
  const [tests, journeys] = [`Unit and component tests in ${title}`, `Journeys in ${title}`];
  const missing = missingReason(name);
  if (missing !== null) {
    skip(tests, missing);
    skip(journeys, missing);
    return;
  }
  console.log(`\nBrowser: ${name === 'firefox' ? firefoxVersion() : await webkitVersion()}`);
  for (const [file, why] of Object.entries(leftOut[name])) skip(`${file} in ${title}`, why);
  await suite('second', inPages(tests, { ...env, A2_BROWSER: name }));
  await suite('second', inMocha(journeys, [`test/e2e/${name}.test.ts`], env));
}

/** What needs no build. */
async function checks() {
  await check('second', 'Formatting (prettier)', [
    bin('prettier/bin/prettier.cjs'),
    '--check',
    '--log-level=warn',
    '.',
  ]);
  for (const thread of ['src', 'workers', 'cli', 'bench', 'test']) {
    await check('second', `Types of ${thread}`, [bin('typescript/bin/tsc'), '-p', thread]);
  }
  await check('second', 'Lint (eslint)', [bin('eslint/bin/eslint.js'), '--max-warnings=0', '.']);
  await check('second', 'Dead code (knip)', [bin('knip/bin/knip.js')]);
}

const inNode = () => {
  const all = ['test/**/*.test.ts'];
  for (const not of ['test/**/*.browser.test.ts', 'test/e2e/**', 'test/alone/**']) {
    all.push('--ignore', not);
  }
  return suite('first', inMocha('Unit tests in Node (mocha)', all));
};

/** @param {NodeJS.ProcessEnv} env */
async function inChromium(env) {
  await suite('first', inPages('Unit and component tests in Chromium', env));
  const all = ['test/e2e/**/*.test.ts'];
  for (const not of ['firefox', 'webkit']) all.push('--ignore', `test/e2e/${not}.test.ts`);
  await suite('first', inMocha('End-to-end tests on the built lab', all, env));
}

await prepare();
// Types and tests import the compiled kernels.
buildKernels();
const chromium = withBrowser ? ensureChromium() : null;
if (withBrowser) installMissing();

const built = await check('first', 'Build (rollup)', [path.join(root, 'cli/build/stale.mjs')]);
if (built) await check('first', 'Sizes (size-limit)', [bin('size-limit/bin.js')]);
if (!withBrowser || !built) {
  await Promise.all([checks(), inNode()]);
} else if (chromium === null) {
  console.error(`\n${chromiumMissing}`);
  totals.failed += 1;
  failedStages.push('Chromium');
  await Promise.all([checks(), inNode()]);
} else {
  console.log(`\nBrowser: ${chromiumVersion(chromium)}`);
  const env = { CHROME_PATH: chromium, A2_BUNDLES: path.join(temporary, 'bundles') };
  const second = async () => {
    await checks();
    for (const name of /** @type {const} */ (['firefox', 'webkit'])) await inBrowser(name, env);
  };
  await Promise.all([inNode().then(() => inChromium(env)), second()]);
  // Last, when nothing else is at work: what is told of a page's own slowness is also a machine's.
  await suite('first', inMocha('How long pages are busy at once', ['test/alone/*.test.ts'], env));
}

const alone = await passingAlone();
const failed = addSuites();

rmSync(temporary, { recursive: true, force: true });
/** @param {string} heading @param {readonly string[]} names */
const list = (heading, names) => {
  if (names.length > 0)
    console.log(`\n${heading}:\n${names.map((name) => `  - ${name}`).join('\n')}`);
};
list('Skipped', skippedTests);
list('Failed tests', failed);
list('Of these passed, run again alone', alone);
if (failedStages.length > 0) console.log(`\nFailed: ${failedStages.join(', ')}`);
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(totals.failed === 0 ? 0 : 1);
