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
const { firefoxVersion, installMissing, missingReason, titles } =
  await import('./support/browsers.mjs');
const { webkitVersion } = await import('./support/webkit.mjs');
const { leftOut } = await import('./support/test-files.mjs');
const { prepare } = await import('../data/prepare.mjs');
const { buildKernels } = await import('../cli/build/kernels.mjs');

const totals = { passed: 0, failed: 0, skipped: 0 };
/** @type {string[]} */
const skippedTests = [];
/** @type {string[]} */
const failedStages = [];
const temporary = mkdtempSync(path.join(os.tmpdir(), 'a2-test-'));

/**
 * Runs a program of node_modules and passes its output on.
 * @param {string} title @param {readonly string[]} args @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<boolean>}
 */
function program(title, args, env = {}) {
  console.log(`\n── ${title}`);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

/** A check that passes or fails as a whole. @param {string} title @param {readonly string[]} args */
async function check(title, args) {
  const passed = await program(title, args);
  totals[passed ? 'passed' : 'failed'] += 1;
  if (!passed) failedStages.push(title);
  return passed;
}

/** A suite that counts its tests itself. @param {string} title @param {readonly string[]} args @param {NodeJS.ProcessEnv} [env] */
async function suite(title, args, env = {}) {
  const file = path.join(temporary, `${title.replaceAll(/\W+/g, '-')}.json`);
  const passed = await program(title, args, { ...env, A2_COUNTS: file });
  /** @type {{ passed: number, failed: number, skipped: number, skippedTests: string[] }} */
  const counts = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { passed: 0, failed: 0, skipped: 0, skippedTests: [] };
  totals.passed += counts.passed;
  totals.skipped += counts.skipped;
  skippedTests.push(...counts.skippedTests);
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
  await suite(tests, [bin('@web/test-runner/dist/bin.js')], { ...env, A2_BROWSER: name });
  if (built) await suite(journeys, [...mocha, `test/e2e/${name}.test.ts`], env);
}

await prepare();
// Types and tests import the compiled kernels.
buildKernels();

await check('Formatting (prettier)', [
  bin('prettier/bin/prettier.cjs'),
  '--check',
  '--log-level=warn',
  '.',
]);
for (const thread of ['src', 'workers', 'cli', 'bench', 'test']) {
  await check(`Types of ${thread}`, [bin('typescript/bin/tsc'), '-p', thread]);
}
await check('Lint (eslint)', [bin('eslint/bin/eslint.js'), '--max-warnings=0', '.']);
await check('Dead code (knip)', [bin('knip/bin/knip.js')]);
const built = await check('Build (rollup)', [path.join(root, 'cli/build/stale.mjs')]);
if (built) await check('Sizes (size-limit)', [bin('size-limit/bin.js')]);
await suite('Unit tests in Node (mocha)', [
  ...mocha,
  'test/**/*.test.ts',
  '--ignore',
  'test/**/*.browser.test.ts',
  '--ignore',
  'test/e2e/**',
]);

if (withBrowser) {
  const chromium = ensureChromium();
  if (chromium === null) {
    console.error(`\n${chromiumMissing}`);
    totals.failed += 1;
    failedStages.push('Chromium');
  } else {
    console.log(`\nBrowser: ${chromiumVersion(chromium)}`);
    installMissing(['firefox', 'webkit']);
    const env = { CHROME_PATH: chromium, A2_BUNDLES: path.join(temporary, 'bundles') };
    await suite('Unit and component tests in Chromium', [bin('@web/test-runner/dist/bin.js')], env);
    const elsewhere = ['test/e2e/firefox.test.ts', 'test/e2e/webkit.test.ts'];
    if (built)
      await suite(
        'End-to-end tests on the built lab',
        [...mocha, 'test/e2e/**/*.test.ts', ...elsewhere.flatMap((file) => ['--ignore', file])],
        env,
      );
    for (const name of /** @type {const} */ (['firefox', 'webkit'])) await inBrowser(name, env);
  }
}

rmSync(temporary, { recursive: true, force: true });
if (skippedTests.length > 0)
  console.log(`\nSkipped:\n${skippedTests.map((name) => `  - ${name}`).join('\n')}`);
if (failedStages.length > 0) console.log(`\nFailed: ${failedStages.join(', ')}`);
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(totals.failed === 0 ? 0 : 1);
