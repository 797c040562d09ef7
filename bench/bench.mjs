/** Runs the benchmark: from the command line to the table and JSON. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../cli/install.mjs';
import { prepare } from '../data/prepare.mjs';
import { bundle } from './lib/bundle.mjs';
import { environment } from './lib/environment.mjs';
import { gridDocument } from './lib/grid.mjs';
import { listWorks } from './lib/list-works.mjs';
import { help, parseOptions, UsageError } from './lib/options.mjs';
import { measurePeakApart } from './lib/peak.mjs';
import { pythonWithTorch, startPeers } from './lib/peers.mjs';
import { reached, table } from './lib/table.mjs';
import { works } from './lib/works.mjs';
import { failed } from './rows/row.mjs';
import { gridRow } from './rows/grid.mjs';
import { listRows } from './rows/lists.mjs';
import { manyRow } from './rows/many.mjs';
import { pagesRow } from './rows/pages.mjs';
import { poolRow } from './rows/pool.mjs';
import { productsRow } from './rows/products.mjs';
import { stepRows } from './rows/steps.mjs';

const rows = [...stepRows, productsRow, ...listRows, gridRow, poolRow, pagesRow, manyRow];
const efforts = {
  quick: { rounds: 3, roundMs: 200, losses: 20 },
  usual: { rounds: 9, roundMs: 700, losses: 20 },
};

/**
 * @param {readonly string[]} args
 * @returns {Promise<number>} the exit code: 0 even if a target is missed, because a benchmark is not a test
 */
export async function bench(args) {
  const names = rows.map(({ name }) => name);
  /** @type {ReturnType<typeof parseOptions>} */
  let options;
  try {
    options = parseOptions(args, names);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`bench: ${error.message}\n\n${help.replace('ROWS', names.join(', '))}`);
    return 2;
  }
  if (options.help) {
    console.log(help.replace('ROWS', names.join(', ')));
    return 0;
  }
  const { inputs, lab } = await bundle({
    inputs: 'bench/lib/inputs.ts',
    lab: 'bench/peers/lab.ts',
  });
  await prepare();
  const folder = path.join(root, '.cache', 'bench', 'works');
  rmSync(folder, { recursive: true, force: true });
  /** @type {typeof import('./lib/inputs.ts')} */
  const { worksOf, writeInputs, writeLists } = await import(pathToFileURL(String(inputs)).href);
  const cache = path.join(root, 'data', 'cache');
  const grid = await writeInputs(worksOf(gridDocument()), folder, cache);
  const documents = /** @type {import('./rows/row.mjs').Context['documents']} */ (
    await writeInputs(works, folder, cache)
  );
  await writeLists(listWorks, works['i1d-sgd'].trial, folder, cache);
  const python = pythonWithTorch();
  const { engine, quick, full } = options;
  const { started, missing } = await startPeers({ folder, lab: String(lab), engine, python });
  for (const { name, device } of started) console.log(`Found ${name} (${device}).`);
  for (const { id, why } of missing) console.log(`Without ${id}: ${why}`);
  try {
    const place = environment(
      Object.fromEntries(started.map((p) => [p.id, `${p.name}, ${p.device}`])),
    );
    /** @type {Promise<import('./lib/peak.mjs').Peak> | undefined} */
    let peak;
    const outcomes = await runRows(options.only, {
      peers: started,
      documents,
      cells: Object.entries(grid).map(([id, { batchSize }]) => ({ id, batchSize })),
      folder,
      effort: efforts[quick ? 'quick' : 'usual'],
      peak: () => (peak ??= Promise.resolve(measurePeakApart())),
      engine,
      python,
      quick,
      full,
    });
    report(outcomes, { place, options, missing, peak: (await peak) ?? null });
    return 0;
  } finally {
    for (const { peer } of started) peer.close();
  }
}

/** @param {readonly string[]} only @param {import('./rows/row.mjs').Context} context */
async function runRows(only, context) {
  const outcomes = [];
  for (const row of rows.filter(({ name }) => only.includes(name))) {
    console.log(`Running ${row.title} …`);
    // A row that fails does not stop the others.
    const outcome = await row.run(context).catch((error) => failed(row.title, error));
    outcomes.push({ name: row.name, title: row.title, ...outcome });
  }
  return outcomes;
}

/**
 * @param {Awaited<ReturnType<typeof runRows>>} outcomes
 * @param {{ place: ReturnType<typeof environment>, options: ReturnType<typeof parseOptions>, missing: readonly { id: string, why: string }[], peak: import('./lib/peak.mjs').Peak | null }} run
 */
function report(outcomes, { place, options, missing, peak }) {
  const lines = outcomes.flatMap((outcome) => outcome.lines);
  console.log(`\n${place.processor}, ${place.processors} processors, Node ${place.node}\n`);
  console.log(table(lines));
  for (const note of outcomes.flatMap(({ notes }) => notes)) console.log(`\n${note}`);
  if (options.quick) console.log('\nA quick run: its figures are unreliable.');
  if (place.load > 0.7) {
    console.log(`\nOther programs were running at the start (load ${place.load}).`);
  }
  const document = {
    format: 'a2-bench',
    version: 1,
    environment: place,
    options,
    missing,
    peak,
    rows: outcomes.map((outcome) => ({
      ...outcome,
      lines: outcome.lines.map((line) => ({ ...line, reached: reached(line) })),
    })),
  };
  const date = place.date.slice(0, 19).replaceAll(':', '');
  const file = path.resolve(options.out ?? path.join(root, 'bench', 'results', `${date}.json`));
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`);
  console.log(`\nWritten to ${path.relative(process.cwd(), file)}.`);
}
