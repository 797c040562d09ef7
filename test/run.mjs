/**
 * `npm test`: the gate, from a fresh clone, ending in one line that counts. With `--no-browser`
 * (`npm run verify`) only what needs no browser; with `--browsers` (`npm run test:browsers`) all that runs in
 * pages, in each of three engines. Node's own modules only, until the packages are installed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureInstalled, root } from '../cli/install.mjs';

const options = ['--no-browser', '--browsers'];
const [option, ...more] = process.argv.slice(2);
if ((option !== undefined && !options.includes(option)) || more.length > 0) {
  console.error(
    `node test/run.mjs takes one of ${options.join(' and ')}, or nothing; found ${process.argv.slice(2).join(' ')}.`,
  );
  process.exit(2);
}
const started = performance.now();
ensureInstalled('all');
const { chromiumMissing, chromiumVersion, ensureChromium } = await import('./support/chromium.mjs');
const { firefoxVersion, missingReason, titles } = await import('./support/browsers.mjs');
const { installMissing } = await import('./support/debian.mjs');
const { webkitVersion } = await import('./support/webkit.mjs');
const { failedFiles, failedTests, readCounts } = await import('./support/counts.mjs');
const { inLanes, runProgram } = await import('./support/lanes.mjs');
const { settings } = await import('./support/settings.mjs');
const suites = await import('./support/suites.mjs');
const { timeSpent, told, totalsOf } = await import('./support/summary.mjs');
const { skippedFiles } = await import('./support/test-files.mjs');
const { prepare } = await import('../data/prepare.mjs');
const { buildKernels } = await import('../cli/build/kernels.mjs');

/** @typedef {import('./support/suites.mjs').Stage} Stage */
/** @typedef {import('./support/summary.mjs').Outcome} Outcome */

const temporary = mkdtempSync(path.join(os.tmpdir(), 'a2-test-'));
/** @type {Outcome[]} */
const outcomes = [];
/** What does not run here, and why: counted and listed as skipped, never left out in silence. @type {string[]} */
const skipped = [];
/** What keeps the tests from running at all. @type {string[]} */
const obstacles = [];

/** @param {Stage} stage @param {boolean} live @param {readonly string[] | null} files @param {NodeJS.ProcessEnv} env */
async function ended(stage, live, files, env) {
  const again = files === null ? '' : ', again';
  const target = path.join(temporary, `${`${stage.title}${again}`.replaceAll(/\W+/g, '-')}.json`);
  const program = {
    title: `${stage.title}${again}`,
    args: stage.args(files),
    env: { ...stage.env, A2_COUNTS: target, ...env },
  };
  const { passed, milliseconds } = await runProgram(program, { cwd: root, live });
  return { stage, passed, milliseconds, files: readCounts(target) };
}

/** Begins with the build; what needs one waits for it, and does not run where it failed. @param {readonly Stage[]} stages */
async function run(stages) {
  /** @type {(passed: boolean) => void} */
  let tell = () => undefined;
  /** @type {Promise<boolean>} */
  const built = new Promise((resolve) => (tell = resolve));
  await inLanes(stages, async (stage, live) => {
    if (stage.needsBuild && !(await built)) {
      obstacles.push(`${stage.title}: there is no build to test`);
      return;
    }
    const outcome = await ended(stage, live, null, {});
    outcomes.push(outcome);
    if (stage === suites.build) tell(outcome.passed);
  });
}

/** More failed files than these are no accident, and take long. */
const maxAgain = 4;

/**
 * Runs the files again that had a failed test, now with nothing beside them, and returns what passes then:
 * such a test, or what it tests, has a race. It helps whoever looks for the fault. What has failed stays
 * failed.
 */
async function passingAlone() {
  /** @type {string[]} */
  const passing = [];
  const failed = outcomes.map(({ files }) => failedFiles(files));
  if (failed.flat().length > maxAgain) return passing;
  for (const [at, { stage, files }] of outcomes.entries()) {
    const names = failed[at] ?? [];
    if (names.length === 0) continue;
    // What waits in vain again is not waited for as long.
    const second = await ended(stage, true, names, { A2_PATIENCE: '60' });
    // A file that does not even count any more has shown nothing.
    const ran = names.every((file) => file in second.files);
    const still = new Set(failedTests(second.files).map(({ name }) => name));
    const gone = failedTests(files).filter(({ name }) => ran && !still.has(name));
    passing.push(...gone.map((test) => told(stage.title, test)));
  }
  return passing;
}

/** The engines beside Chromium that are here. @param {'gate' | 'all'} scope */
async function otherBrowsers(scope) {
  /** @type {import('./support/test-files.mjs').OtherBrowser[]} */
  const found = [];
  for (const name of /** @type {const} */ (['firefox', 'webkit'])) {
    const missing = missingReason(name);
    if (missing !== null) {
      skipped.push(`Unit and component tests in ${titles[name]}: ${missing}`);
      skipped.push(`Journeys in ${titles[name]}: ${missing}`);
      continue;
    }
    console.log(`Browser: ${name === 'firefox' ? firefoxVersion() : await webkitVersion()}`);
    for (const [file, why] of Object.entries(skippedFiles(name, scope)))
      skipped.push(`${file} in ${titles[name]}: ${why}`);
    found.push(name);
  }
  return found;
}

/** What runs, once everything is there. @returns {Promise<readonly Stage[]>} */
async function stagesToRun() {
  if (option === '--no-browser') return suites.verify;
  const chromium = ensureChromium();
  if (chromium === null) {
    obstacles.push(chromiumMissing);
    return suites.verify;
  }
  installMissing();
  console.log(`Browser: ${chromiumVersion(chromium)}`);
  const env = { CHROME_PATH: chromium, A2_BUNDLES: path.join(temporary, 'bundles') };
  return option === '--browsers'
    ? suites.allBrowsers(await otherBrowsers('all'), env)
    : suites.gate(await otherBrowsers('gate'), env);
}

await prepare();
// Types and tests import the compiled kernels.
buildKernels();
const stages = await stagesToRun();
console.log(
  `Random cases: seed ${settings.seed} (A2_SEED; \`node test/fuzz.mjs\` draws new ones). A wait is given up after ${settings.patience / 1000} s (A2_PATIENCE).`,
);
await run(stages);

const alone = await passingAlone();
const { totals, skippedTests, failed, failedStages } = totalsOf(outcomes);
totals.failed += obstacles.length;
totals.skipped += skipped.length;
const spent = timeSpent(outcomes);
rmSync(temporary, { recursive: true, force: true });

/** @param {string} heading @param {readonly string[]} lines @param {string} [bullet] */
const list = (heading, lines, bullet = '- ') => {
  if (lines.length > 0)
    console.log(`\n${heading}:\n${lines.map((line) => `  ${bullet}${line}`).join('\n')}`);
};
list('Where the time went, two stages at a time', spent.stages, '');
list('The slowest tests', spent.slowest, '');
list('Skipped', [...skipped, ...skippedTests]);
list('Failed tests', failed);
list('Of these passed, run again alone', alone);
list('Not run', obstacles);
if (failedStages.length > 0) console.log(`\nFailed: ${failedStages.join(', ')}`);
const minutes = ((performance.now() - started) / 60_000).toFixed(1);
console.log(`\nAll of it took ${minutes} minutes.`);
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(totals.failed === 0 ? 0 : 1);
