/**
 * `npm run fuzz`: the tests that draw random cases, with new ones. `npm test` draws from one seed, so that it
 * is the same run everywhere; new cases are looked for here, for as long as one likes
 * (`npm run fuzz -- --help`). Each round has a seed of its own and as many rounds run at a time as there
 * are cores. `--programs` compares random experiments with PyTorch instead (test/protocol). The exit code is 1
 * if anything failed. Node's own modules only, until the packages are
 * installed.
 */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureInstalled, root } from '../cli/install.mjs';
import { readCounts, failedTests } from './support/counts.mjs';
import { help, parseOptions, seeds, UsageError } from './support/fuzz-options.mjs';

/** @typedef {{ file: string, name: string, message: string }} Failure */
/** @typedef {{ passed: number, failures: Failure[], trouble: string | null }} Result */

const options = optionsOrExit();
process.chdir(root);
if (options.programs !== null) process.exit(await comparePrograms(options.programs));
const drawing = drawingFiles();
const files = chosen();
const draws = process.env['A2_DRAWS'] ?? '5';

function optionsOrExit() {
  try {
    const given = parseOptions(process.argv.slice(2));
    if (!given.help) return given;
    console.log(help);
    process.exit(0);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return refuse(error.message);
  }
}

/**
 * Random experiments beside PyTorch; the exit code.
 * @param {import('./support/fuzz-options.mjs').ProgramOptions} programs
 */
async function comparePrograms(programs) {
  ensureInstalled('all');
  const { prepare } = await import('../data/prepare.mjs');
  const { buildKernels } = await import('../cli/build/kernels.mjs');
  const { tsImport } = await import('tsx/esm/api');
  await prepare();
  buildKernels();
  /** @type {typeof import('./protocol/tell.ts')} */
  const { tellPrograms } = await tsImport('./protocol/tell.ts', import.meta.url);
  return tellPrograms({ ...programs, seed: options.seed ?? randomInt(seeds) });
}

/** @param {string} message @returns {never} */
function refuse(message) {
  console.error(`fuzz: ${message}\n\n${help}`);
  process.exit(2);
}

/** The test files that use fast-check, by themselves or by what they share with others. */
function drawingFiles() {
  const sources = new Map(
    readdirSync('test', { recursive: true, encoding: 'utf8' })
      .map((file) => path.join('test', file))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => [file, readFileSync(file, 'utf8')]),
  );
  /** @param {string} file @param {readonly string[]} [seen] @returns {boolean} */
  const draws = (file, seen = []) => {
    const text = sources.get(file);
    if (text === undefined || seen.includes(file)) return false;
    if (text.includes("from 'fast-check'")) return true;
    return [...text.matchAll(/ from '(\.[^']+\.ts)'/g)].some(([, imported = '']) =>
      draws(path.join(path.dirname(file), imported), [...seen, file]),
    );
  };
  return [...sources.keys()]
    .filter((file) => file.endsWith('.test.ts') && draws(file))
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => !/^test\/(e2e|alone)\//.test(file))
    .toSorted();
}

function chosen() {
  const part = options.parts.find((each) => !drawing.some((file) => file.includes(each)));
  if (part !== undefined) {
    refuse(
      `"${part}": wanted a part of the path of a test file that draws cases, such as theory/graph`,
    );
  }
  const wanted = drawing.filter(
    (file) => options.parts.length === 0 || options.parts.some((each) => file.includes(each)),
  );
  const inBrowser = wanted.filter((file) => file.endsWith('.browser.test.ts'));
  const inNode = wanted.filter((file) => !inBrowser.includes(file));
  if (inNode.length === 0 && !options.browser)
    refuse(`"${options.parts.join(' ')}": such tests run on a page only, wanted with --browser`);
  return { inNode, inBrowser: options.browser ? inBrowser : [] };
}

ensureInstalled('all');
const { prepare } = await import('../data/prepare.mjs');
const { buildKernels } = await import('../cli/build/kernels.mjs');
const { chromiumMissing, ensureChromium } = await import('./support/chromium.mjs');
await prepare();
// Tests import the compiled kernels.
buildKernels();
const chromium = files.inBrowser.length > 0 ? ensureChromium() : null;
if (files.inBrowser.length > 0 && chromium === null) refuse(`--browser: ${chromiumMissing}`);

const temporary = mkdtempSync(path.join(os.tmpdir(), 'a2-fuzz-'));
/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
let over = false;

/** Ends all rounds at once, with all that they have started. */
function end() {
  over = true;
  for (const { pid } of running) {
    try {
      if (pid !== undefined) process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, end);

/**
 * Runs a program of node_modules to its end and returns what it says on its standard error, or null where it
 * was ended.
 * @param {readonly string[]} args @param {NodeJS.ProcessEnv} env @returns {Promise<string | null>}
 */
function program([file = '', ...args], env) {
  return new Promise((resolve) => {
    // In a group of its own, which is ended with all that is in it.
    const child = spawn(process.execPath, [path.join('node_modules', file), ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, ...env },
      detached: process.platform !== 'win32',
    });
    running.add(child);
    let said = '';
    child.stderr.on('data', (chunk) => (said = `${said}${String(chunk)}`.slice(-4_000)));
    child.once('error', (error) => (said += error.message));
    child.once('close', (_, signal) => {
      running.delete(child);
      resolve(signal === null && !over ? said : null);
    });
    if (over) end();
  });
}

/** @param {number} seed */
const drawnFrom = (seed) => ({ A2_SEED: String(seed), A2_DRAWS: draws });

/** @param {number} seed @returns {Promise<Result>} */
async function inNode(seed) {
  const output = path.join(temporary, `node-${seed}`);
  const said = await program(
    ['mocha/bin/mocha.js', '--reporter=./test/support/fuzz-reporter.cjs', ...files.inNode],
    { ...drawnFrom(seed), A2_FUZZ: output },
  );
  const lines = existsSync(output) ? readFileSync(output, 'utf8').split('\n') : [];
  /** @type {{ counts?: { passed: number }, failure?: Failure }[]} */
  const told = lines.filter((line) => line !== '').map((line) => JSON.parse(line));
  const counts = told.find((line) => line.counts !== undefined)?.counts;
  return {
    passed: counts?.passed ?? 0,
    failures: told.flatMap(({ failure }) => failure ?? []),
    trouble: counts === undefined ? said : null,
  };
}

/** Chromium once at a time: two of them would only wait for each other. */
let browserFree = Promise.resolve();

/** @param {number} seed @returns {Promise<Result>} */
function inBrowser(seed) {
  const run = browserFree.then(async () => {
    if (over) return { passed: 0, failures: [], trouble: null };
    const output = path.join(temporary, `browser-${seed}`);
    const env = { ...drawnFrom(seed), A2_COUNTS: output, CHROME_PATH: chromium ?? '' };
    const said = await program(
      ['@web/test-runner/dist/bin.js', '--files', ...files.inBrowser],
      env,
    );
    const counts = readCounts(output);
    const failures = Object.entries(counts).flatMap(([file, one]) =>
      failedTests({ [file]: one }).map(({ name, reason, message = reason }) => ({
        file,
        name: name.replace(`${file}: `, ''),
        message,
      })),
    );
    const passed = Object.values(counts).reduce((sum, one) => sum + one.passed, 0);
    return { passed, failures, trouble: existsSync(output) ? null : said };
  });
  browserFree = run.then(() => undefined);
  return run;
}

/** @type {Map<string, { failure: Failure, again: string, times: number }>} */
const found = new Map();
let [rounds, broken] = [0, 0];

/** The command that repeats a failure, in any shell. @param {Failure} failure @param {number} seed */
function repeating({ file }, seed) {
  const browser = file.endsWith('.browser.test.ts') ? ' --browser' : '';
  const given = process.env['A2_DRAWS'] === undefined ? '' : ` (with A2_DRAWS as ${draws})`;
  return `node test/fuzz.mjs --seed ${seed}${browser} ${file}${given}`;
}

/** @param {number} seed */
async function round(seed) {
  const started = performance.now();
  const results = [];
  if (files.inNode.length > 0) results.push(await inNode(seed));
  if (files.inBrowser.length > 0 && !over) results.push(await inBrowser(seed));
  rounds += 1;
  const failures = results.flatMap((result) => result.failures);
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const counts = over ? 'cut short' : `${passed} passed`;
  console.log(`Seed ${seed}: ${counts}, ${failures.length} failed, ${seconds} s`);
  for (const failure of failures) tell(failure, seed);
  for (const { trouble } of results) {
    if (trouble === null || over) continue;
    broken += 1;
    console.log(`  It ended without a result:\n${indented(trouble)}`);
    // So would all others.
    end();
  }
}

/** At length the first time. @param {Failure} failure @param {number} seed */
function tell(failure, seed) {
  const key = `${failure.file}: ${failure.name}`;
  const before = found.get(key);
  if (before !== undefined) {
    before.times += 1;
    console.log(`  Failed again: ${key}`);
    return;
  }
  const again = repeating(failure, seed);
  found.set(key, { failure, again, times: 1 });
  console.log(`  Failed: ${key}\n${indented(failure.message)}\n  Again: ${again}\n`);
}

/** @param {string} text */
const indented = (text) => text.trimEnd().replaceAll(/^(?=.)/gm, '      ');

const begun = performance.now();
const count = files.inNode.length + files.inBrowser.length;
console.log(
  `Test files that draw cases: ${count}, each ${draws} times as many as node test/run.mjs.`,
);
if (options.seed !== null) {
  await round(options.seed);
} else {
  const timer = setTimeout(end, options.minutes * 60_000);
  const lane = async () => {
    while (!over) await round(randomInt(seeds));
  };
  await Promise.all(Array.from({ length: os.availableParallelism() }, lane));
  clearTimeout(timer);
}
rmSync(temporary, { recursive: true, force: true });

const minutes = ((performance.now() - begun) / 60_000).toFixed(1);
/** @param {number} number @param {string} thing */
const counted = (number, thing) => `${number} ${thing}${number === 1 ? '' : 's'}`;
console.log(
  `\n${counted(rounds, 'round')} in ${minutes} minutes, ${counted(found.size, 'test')} failed`,
);
for (const [key, { again, times }] of found) console.log(`  ${key} (${times} ×)\n    ${again}`);
process.exitCode = found.size + broken > 0 ? 1 : 0;
