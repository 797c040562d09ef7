/** Users' tables in the parts of the lab that were made for its own datasets. */
import { targetWords } from '../../../src/text/target.ts';
import { assert } from 'chai';
import { frameOf } from '../../../src/figures/scatter/frame.ts';
import { trialData } from '../../../src/data/prepare-trial.ts';
import { parseExperiment } from '../../../src/document/parse.ts';
import { trialCounts } from '../../../src/document/parameters.ts';
import { findingsOf, findingsText } from '../../../src/insights/findings.ts';
import { judge } from '../../../src/lab/judge/judge.ts';
import { pytorchProgram } from '../../../src/formats/pytorch/program.ts';
import { tableDataset } from '../../../src/data/tables/dataset.ts';
import { parseTable } from '../../../src/data/tables/parse.ts';
import { countRows, suggestedChoice, tableSettings } from '../../../src/data/tables/plan.ts';
import { columnsOf } from '../../../src/text/columns.ts';
import { done, errors } from '../../insights/trials.ts';

/** 40 rows of y = 3x, of which some have no x, and a class by the sign. */
const rows = Array.from(
  { length: 40 },
  (_, i) => `${i % 9 === 4 ? '' : i},${3 * i},${'ab'[i % 2]}`,
);
const text = ['x,price,kind', ...rows, ''].join('\n');

async function planned(target: 'price' | 'kind', dataset: object = {}) {
  const own = await parseTable(new Blob([text]), { title: 'mine.csv' });
  const choice = {
    ...suggestedChoice(own.info)!,
    target,
    columns: ['x'],
    missing: 'mean',
  } as const;
  const task = target === 'price' ? 'regression' : 'classification';
  const counts = countRows(own, target, choice.columns);
  const table = tableSettings(own.info, { ...choice, task }, counts);
  const parsed = parseExperiment({
    format: 'a2-experiment',
    version: 1,
    name: 'mine',
    title: 'Mine',
    trial: {
      dataset: { name: 'table', table, ...dataset },
      model: { depth: 1, width: 4 },
      optimizer: { name: 'sgd' },
      batchSize: 4,
      epochs: 2,
    },
  });
  return { parsed, dataset: tableDataset(own, table, false) };
}

async function valid(target: 'price' | 'kind', settings: object = {}) {
  const { parsed, dataset } = await planned(target, settings);
  if (!parsed.ok) throw new Error(parsed.issues.map(({ message }) => message).join('; '));
  const [plan] = parsed.trials;
  return { experiment: parsed.experiment, plans: parsed.trials, plan: plan!, dataset };
}

const money = /\$|district|dollar/;

describe('rows of a table that are held back', () => {
  it('are the last of its training part, and count for no statistics', async () => {
    const { plan, dataset } = await valid('price', { validation: 6 });
    const { trial } = plan;
    assert.deepEqual(trialCounts(trial), { train: 24, test: 10, validation: 6 });
    const held = trialData(dataset, trial.dataset, trial.seed);
    const all = trialData(dataset, { ...trial.dataset, validation: null }, trial.seed);
    assert.deepEqual([...held.validation!.targets], [...all.train.targets.slice(24)]);
    assert.deepEqual([...held.train.targets], [...all.train.targets.slice(0, 24)]);
    assert.deepEqual([...held.test.targets], [...all.test.targets]);
    assert.isTrue([...held.validation!.features].every(Number.isFinite));
    const sum = [...held.train.features].reduce((total, value) => total + value, 0);
    assert.approximately(sum, 0, 1e-5);
  });

  it('leave one to train on', async () => {
    const { parsed } = await planned('price', { validation: 30 });
    assert.isFalse(parsed.ok);
    assert.include(JSON.stringify(parsed), 'trial.dataset.validation');
  });

  it('are held back by the exported program, too', async () => {
    const { experiment, plans } = await valid('price', { validation: 6 });
    const source = pytorchProgram(experiment, plans);
    assert.include(source, '"validation_size": 6');
    assert.include(source, '"train_count": 30');
    assert.include(source, 'kept = max(settings["train_count"]');
    assert.include(source, 'for rows in (train, test, validation):');
    const without = await valid('price');
    assert.notInclude(pytorchProgram(without.experiment, without.plans), 'validation');
  });
});

describe('the words for a table', () => {
  it('know no unit of its target', async () => {
    const { experiment, plan } = await valid('price', { validation: 6 });
    const epochs = errors([90, 40], [80, 30]).map((record) => ({
      ...record,
      validationMse: 50,
      validationMae: 5,
    }));
    const trial = done(plan, { epochs, baseline: { testMse: 120, testMae: 9 } });
    const columns = columnsOf([trial], []);
    assert.includeMembers(
      columns.map(({ key }) => key),
      ['testMae', 'validationMae'],
    );
    for (const column of columns) assert.notMatch(column.text(trial), money);
    const said = findingsText(findingsOf(experiment, [trial]));
    assert.include(said, '(price)²');
    assert.notMatch(said, money);
  });
});

describe('a model of a table', () => {
  const modelOf = ({ plan, dataset }: Awaited<ReturnType<typeof valid>>) => ({
    id: plan.id,
    trial: plan.trial,
    parameters: [],
    statistics: trialData(dataset, plan.trial.dataset, plan.trial.seed).statistics,
    engine: 'wasm',
    trainedAt: 0,
  });

  it('is judged by its classes, without images', async () => {
    const found = await valid('kind');
    const { dataset, plan } = found;
    const { test } = trialData(dataset, plan.trial.dataset, plan.trial.seed);
    const sure = Float32Array.from({ length: 2 * test.count }, (_, at) =>
      test.targets[at >> 1] === at % 2 ? 5 : 0,
    );
    const judged = await judge(modelOf(found), dataset, sure, new AbortController().signal);
    if (judged.task !== 'classification') throw new Error(judged.task);
    assert.isNull(judged.images);
    assert.deepEqual(judged.names, ['a', 'b']);
    const right = judged.matrix.map((row, index) => row[index]!);
    assert.equal(right[0]! + right[1]!, test.count);
  });

  it('is judged beside least squares, and has rows without gaps', async () => {
    const found = await valid('price');
    const { dataset, plan } = found;
    const { test } = trialData(dataset, plan.trial.dataset, plan.trial.seed);
    const judged = await judge(
      modelOf(found),
      dataset,
      Float32Array.from(test.targets),
      new AbortController().signal,
    );
    if (judged.task !== 'regression') throw new Error(judged.task);
    const { errors: all, features, districts } = judged.table;
    assert.deepEqual(
      all.map(([name]) => name),
      ['This network', 'Least squares', 'The training mean'],
    );
    assert.equal(all[0]![1].testMse, 0);
    assert.deepEqual(
      features.map(({ name, unit }) => [name, unit]),
      [['x', '']],
    );
    assert.isTrue(features.every(({ low, high }) => low >= 0 && high <= 39 && low < high));
    assert.equal(districts.count, test.count);
    for (let row = 0; row < test.count; row++) {
      assert.isTrue(districts.at(row).features.every(Number.isFinite));
    }
  });

  it('is drawn over the range of its target', () => {
    const frame = frameOf([10, 20, 110], [1, -4, 2]);
    assert.deepEqual(frame.values, [10, 110]);
    assert.equal(frame.near, 10);
    assert.equal(frame.residual, 4);
    const level = frameOf([5, 5], [0, 0]);
    assert.deepEqual(level.values, [4, 6]);
    assert.isAbove(level.residual, 0);
    const { cap, frame: own } = targetWords({ name: 'california-housing' });
    assert.deepEqual([cap?.from, own?.values], [5, [0, 6]]);
  });
});
