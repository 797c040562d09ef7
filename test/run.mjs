/**
 * `npm test`: everything, from a fresh clone, ending in one line that counts. With `--no-browser`
 * (`npm run verify`) only what needs no browser. Node's own modules only, until the packages are
 * installed.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
const { prepare } = await import('../data/prepare.mjs');
const { buildKernels } = await import('../cli/build/kernels.mjs');

const totals = { passed: 0, failed: 0, skipped: 0 };
/** @type {string[]} */
const skippedTests = [];
/** @type {string[]} */
const failedTests = [];
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

/** A suite that counts its tests itself. @param {Lane} lane @param {string} title @param {readonly string[]} args @param {NodeJS.ProcessEnv} [env] */
async function suite(lane, title, args, env = {}) {
  const file = path.join(temporary, `${title.replaceAll(/\W+/g, '-')}.json`);
  const passed = await program(lane, title, args, { ...env, A2_COUNTS: file });
  /** @type {import('./support/count-reporter.mjs').Counts} */
  const counts = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { passed: 0, failed: 0, skipped: 0, skippedTests: [], failedTests: [] };
  totals.passed += counts.passed;
  totals.skipped += counts.skipped;
  skippedTests.push(...counts.skippedTests);
  failedTests.push(...counts.failedTests.map((name) => `${title}: ${name}`));
  // A suite that ends badly without a failed test (it crashed, say) is a failure all the same.
  totals.failed += passed ? counts.failed : Math.max(1, counts.failed);
  if (!passed || counts.failed > 0) failedStages.push(title);
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
  await suite('second', tests, [bin('@web/test-runner/dist/bin.js')], { ...env, A2_BROWSER: name });
  await suite('second', journeys, [...mocha, `test/e2e/${name}.test.ts`], env);
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

const inNode = () =>
  suite('first', 'Unit tests in Node (mocha)', [
    ...mocha,
    'test/**/*.test.ts',
    '--ignore',
    'test/**/*.browser.test.ts',
    '--ignore',
    'test/e2e/**',
    '--ignore',
    'test/alone/**',
  ]);

/** @param {NodeJS.ProcessEnv} env */
async function inChromium(env) {
  await suite(
    'first',
    'Unit and component tests in Chromium',
    [bin('@web/test-runner/dist/bin.js')],
    env,
  );
  const elsewhere = ['test/e2e/firefox.test.ts', 'test/e2e/webkit.test.ts'];
  await suite(
    'first',
    'End-to-end tests on the built lab',
    [...mocha, 'test/e2e/**/*.test.ts', ...elsewhere.flatMap((file) => ['--ignore', file])],
    env,
  );
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
  const alone = [...mocha, 'test/alone/*.test.ts'];
  await suite('first', 'How long pages are busy at once', alone, env);
}

rmSync(temporary, { recursive: true, force: true });
if (skippedTests.length > 0)
  console.log(`\nSkipped:\n${skippedTests.map((name) => `  - ${name}`).join('\n')}`);
if (failedTests.length > 0)
  console.log(`\nFailed tests:\n${failedTests.map((name) => `  - ${name}`).join('\n')}`);
if (failedStages.length > 0) console.log(`\nFailed: ${failedStages.join(', ')}`);
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(totals.failed === 0 ? 0 : 1);
