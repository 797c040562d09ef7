/**
 * `node test/windows/run.mjs` (`npm run test:windows`): tests the lab for Windows, under Wine on Debian.
 * Part of a release and not of the gate, because it takes long. Ends with a summary line.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { readOptions } from '../../data/options.mjs';
import { ensureInstalled, root } from '../../cli/install.mjs';

/** The supported Node versions that Wine 8 can run. */
const versions = '20.20.2,22.22.0';

const command = 'node test/windows/run.mjs';
const help = `${command} [--node ${versions}] [--datasets FOLDER] [--only PART]

Builds and uses the lab with Node for Windows under Wine: the page in Chromium, the command line, the README's commands at
the Windows command prompt, and the tests that need no browser.

--node        Node versions, separated by commas
--datasets    folder with the published files (default: A2_DATASETS, else data/cache)
--only        use (what a student does) or tests (the Node tests)`;

/** @type {import('../../data/options.mjs').Values<{ node: 'string', datasets: 'string', only: 'string' }>} */
let values = {};
try {
  const read = readOptions(command, { node: 'string', datasets: 'string', only: 'string' });
  if (read.help) {
    console.log(help);
    process.exit(0);
  }
  values = read.values;
  if (values.only !== undefined && !['use', 'tests'].includes(values.only))
    throw new Error(`--only: wanted use or tests, got "${values.only}"`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
}
ensureInstalled('all');
const { buildIfStale } = await import('../../cli/build/stale.mjs');
const { checksOf } = await import('./checks.mjs');
const { untriedCommands } = await import('./commands.mjs');
const { checkOut, installPackages, otherBytes } = await import('./tree.mjs');
const { testsOf } = await import('./tests.mjs');
const { ensureWine, home, windowsNode } = await import('./wine.mjs');

const datasets = givenDatasets();
const totals = { passed: 0, failed: 0 };
/** @type {string[]} */
const failed = [];
/** What is not tested, and why. @type {string[]} */
const skipped = [
  'PowerShell: Wine has none; the commands are tested at the Windows command prompt',
  'The PDF of a hand-in: no Windows browser runs here, so the report is HTML',
  'Node 24 and 26: they need a newer Wine',
  'npm for Windows: the packages are installed by the npm of this system, for Windows',
  ...(datasets === null
    ? ['The real datasets: none were found; generated stand-ins are used']
    : []),
  ...untriedCommands(datasets !== null),
];

/** The published files, or null. */
function givenDatasets() {
  const given = values.datasets ?? process.env['A2_DATASETS'] ?? '';
  if (given !== '') return path.resolve(given);
  const cache = path.join(root, 'data/cache');
  if (!existsSync(path.join(cache, 'index.json'))) return null;
  // All files in one folder, as after downloading them.
  const folder = path.join(home, 'datasets');
  mkdirSync(folder, { recursive: true });
  for (const item of readdirSync(cache, { withFileTypes: true })) {
    if (!item.isDirectory()) continue;
    for (const name of readdirSync(path.join(cache, item.name)))
      if (!name.startsWith('.'))
        copyFileSync(path.join(cache, item.name, name), path.join(folder, name));
  }
  return folder;
}

/** @param {string} title @param {() => void | Promise<void>} run */
async function check(title, run) {
  const began = performance.now();
  try {
    await run();
    totals.passed += 1;
    console.log(`✔ ${title} (${((performance.now() - began) / 1000).toFixed(0)} s)`);
  } catch (error) {
    totals.failed += 1;
    failed.push(title);
    console.log(`✘ ${title}\n${error instanceof Error ? error.message : String(error)}`);
  }
}

/** @param {string} version of Node */
async function withNode(version) {
  const node = windowsNode(version);
  console.log(`\n── Node ${version} for Windows`);
  if (values.only !== 'tests')
    for (const { title, run } of checksOf(node, datasets))
      await check(`Node ${version}: ${title}`, run);
  if (values.only === 'use') return;
  const counts = await testsOf(node, datasets);
  totals.passed += counts.passed;
  totals.failed += counts.failed.length;
  failed.push(...counts.failed.map((each) => `Node ${version}: ${each}`));
  skipped.push(...counts.skipped.map((each) => `Node ${version}: ${each}`));
  console.log(
    `Tests: ${counts.passed} passed, ${counts.failed.length} failed, ${counts.skipped.length} skipped`,
  );
}

/** @param {string} heading @param {readonly string[]} lines */
function list(heading, lines) {
  if (lines.length > 0)
    console.log(`\n${heading}:\n${lines.map((line) => `  - ${line}`).join('\n')}`);
}

try {
  ensureWine();
  // With what it leaves is compared.
  await buildIfStale(['cli']);
  const files = checkOut();
  await check('Git set to Windows line endings checks out the same bytes', () => {
    const others = otherBytes(files);
    if (others.length > 0) throw new Error(`other bytes: ${others.join(', ')}`);
    if (
      !readFileSync(path.join(root, 'test/data/tables/shapes/files/titanic.csv'), 'utf8').includes(
        '\r\n',
      )
    )
      throw new Error('the files with CRLF line endings have lost them');
  });
  installPackages();
  for (const version of (values.node ?? versions).split(',')) await withNode(version);
} catch (error) {
  totals.failed += 1;
  failed.push(error instanceof Error ? error.message : String(error));
}
list('Skipped', skipped);
list('Failed', failed);
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${skipped.length} skipped`);
process.exit(totals.failed === 0 ? 0 : 1);
