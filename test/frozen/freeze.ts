/**
 * Freezes what this build of the lab writes, in the folder `NUMBER` beside this file: documents with their ids and
 * links, results, programs, models, the bits of trainings, and a browser's database. It is run once, by the last
 * commit before a change that must move none of it, and refuses to write over what is there.
 *
 *     node cli/build/stale.mjs
 *     A2_DATASETS=folder npx tsx test/frozen/freeze.ts NUMBER
 */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { linkOf } from '../../src/document/link.ts';
import { parseExperiment } from '../../src/document/parse.ts';
import { settingsHash } from '../../src/lab/kept/stored-run.ts';
import { parseTable } from '../../src/data/tables/parse.ts';
import { countRows, suggestedChoice, tableSettings } from '../../src/data/tables/plan.ts';
import { experimentsOf } from '../protocol/experiments.ts';
import type { TrialDocument } from '../../src/document/schema.ts';
import { optimizerForms } from '../workers/optimizers.ts';
import { shapes, wideTrials } from './cases.ts';
import { groupingOf, idsHash, trajectoryOf } from './measured.ts';

type Settings<Key extends keyof TrialDocument> = NonNullable<TrialDocument[Key]>;

const activations = ['relu', 'leaky-relu', 'tanh', 'sigmoid', 'linear'] as const;
const inits: readonly Settings<'init'>[] = [
  { name: 'torch-default' },
  { name: 'uniform', d: 0.3 },
  { name: 'normal', std: 0.2 },
  { name: 'xavier-uniform' },
  { name: 'xavier-normal', gain: 5 / 3 },
  { name: 'kaiming-uniform' },
  { name: 'kaiming-normal' },
];
const datasets: readonly Settings<'dataset'>[] = [
  { name: 'fashion-mnist', trainSize: 150, testSize: 60 },
  { name: 'california-housing', trainSize: 150, testSize: 60, validation: 40 },
  { name: 'fashion-synthetic', trainSize: 130, testSize: 50, validation: 30 },
  { name: 'housing-synthetic', trainSize: 140, testSize: 60 },
];

/**
 * One experiment for each form of each optimiser, each on the next dataset, activation and initialisation.
 * @param tables documents on the table of one's own, in its two tasks
 */
function memberDocuments(tables: readonly Settings<'dataset'>[]): readonly unknown[] {
  const all = [...datasets, ...tables];
  return optimizerForms.map((optimizer, index) => {
    const activation = activations[index % activations.length]!;
    const init = inits[index % inits.length]!;
    const dataset = all[index % all.length]!;
    return {
      format: 'a2-experiment',
      version: 1,
      name: `member-${index + 1}`,
      title: `${dataset.name}, ${activation}, ${init.name}, ${optimizer.name}`,
      trial: {
        dataset,
        model: { depth: 1 + (index % 3), width: 5 + 3 * index, activation },
        init,
        optimizer: { ...optimizer, learningRate: Math.min(optimizer.learningRate, 0.01) },
        batchSize: 16 + index,
        epochs: 2,
        seed: 433 + index,
        measure: { gradientNorms: index % 2 === 0, batchLosses: true },
      },
      axes: index % 4 === 3 ? [{ path: 'seed', values: [0, 4294967295] }] : [],
    };
  });
}

const classroom = [
  undefined,
  { lock: ['*'] },
  { lock: ['optimizer', 'model.width'], predict: 'Which one is better?' },
  { studentSeed: true },
];

/** Random documents, and what follows from them. */
async function documents(): Promise<unknown[]> {
  const drawn = await experimentsOf(433, 500);
  const rows: unknown[] = [];
  for (const [index, { document }] of drawn.entries()) {
    const around = classroom[index % classroom.length];
    const whole = {
      ...(document as Record<string, unknown>),
      ...(index % 5 === 0 ? { question: 'What is learnt?', notes: ['Zeile eins', '第二行'] } : {}),
      ...(around === undefined ? {} : { classroom: around }),
    };
    const parsed = parseExperiment(whole);
    if (!parsed.ok) throw new Error(parsed.issues.map(({ message }) => message).join('\n'));
    const { experiment, trials } = parsed;
    rows.push({
      document: whole,
      trials: trials.length,
      ids: idsHash(trials),
      settings: settingsHash(experiment),
      link: await linkOf(experiment),
    });
  }
  return rows;
}

async function tables(csv: string): Promise<Settings<'dataset'>[]> {
  const own = await parseTable(new Blob([csv]), { title: 'table.csv' });
  const suggested = suggestedChoice(own.info)!;
  const all = own.info.columns.map(({ name }) => name);
  return (['regression', 'classification'] as const).map((task) => {
    const target = task === 'regression' ? 'y' : 'kind';
    const columns = all.filter((name) => name !== 'kind' && name !== target);
    const missing = task === 'regression' ? 'mean' : 'drop';
    const choice = { ...suggested, target, task, columns, missing } as const;
    const table = tableSettings(own.info, choice, countRows(own, target, columns));
    return { name: 'table', table, validation: task === 'regression' ? null : 9 };
  });
}

async function freeze(number: string): Promise<void> {
  const here = path.join(import.meta.dirname, number);
  if (!/^\d+$/.test(number) || existsSync(path.join(here, 'documents.json')))
    throw new Error('wanted the number of a folder in which nothing is frozen yet');
  const csv = readFileSync(path.join(here, 'table.csv'), 'utf8');

  /** One line an entry, so that a difference can be read. */
  const write = (name: string, rows: readonly unknown[]) => {
    const lines = rows.map((row) => JSON.stringify(row)).join(',\n');
    writeFileSync(path.join(here, name), `[\n${lines}\n]\n`);
  };

  write('documents.json', await documents());
  write(
    'grouping.json',
    shapes.map((shape) => ({ shape, grouping: groupingOf(shape) })),
  );
  const trajectories: unknown[] = [];
  for (const trial of wideTrials) trajectories.push({ trial, bits: await trajectoryOf(trial) });
  write('trajectories.json', trajectories);

  const members = path.join(here, 'members');
  mkdirSync(members, { recursive: true });
  const a2 = (...args: string[]) =>
    execFileSync('node', ['cli/a2.mjs', ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  for (const [index, document] of memberDocuments(await tables(csv)).entries()) {
    const base = path.join(members, String(index + 1).padStart(2, '0'));
    const models = mkdtempSync(path.join(os.tmpdir(), 'a2-frozen-'));
    writeFileSync(`${base}.json`, `${JSON.stringify(document, null, 2)}\n`);
    const table = JSON.stringify(document).includes('"table":')
      ? ['--table', path.join(here, 'table.csv')]
      : [];
    a2(
      'run',
      `${base}.json`,
      '--quiet',
      '--engine',
      'wasm',
      '--out',
      `${base}.results.json`,
      '--models',
      models,
      ...table,
    );
    a2('export-torch', `${base}.json`, '--out', `${base}.py`);
    for (const [at, name] of readdirSync(models).toSorted().entries())
      renameSync(path.join(models, name), `${base}${at === 0 ? '' : `-${at + 1}`}.safetensors`);
    rmSync(models, { recursive: true });
  }
}

void freeze(process.argv[2] ?? '');
