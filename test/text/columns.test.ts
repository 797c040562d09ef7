import { assert } from 'chai';
import { bestOf, columnsOf, sorted, type Column } from '../../src/text/columns.ts';
import { done, running, troubled } from '../lab/fixture/states.ts';
import { parseExperiment } from '../../src/document/parse.ts';
import { documents } from '../lab/fixture/fake-lab.ts';
import type { TrialState } from '../../src/lab/state.ts';

function planned(name: string) {
  const parsed = parseExperiment(documents[name]);
  if (!parsed.ok) throw new Error(name);
  return { axes: parsed.experiment.axes, trials: parsed.trials };
}

const byKey = (columns: readonly Column[], key: string): Column =>
  columns.find((column) => column.key === key)!;

describe('the table of results', () => {
  it('has the columns that the task needs', () => {
    const keys = (name: string) => {
      const { axes, trials } = planned(name);
      return columnsOf(done(trials).trials, axes).map(({ key }) => key);
    };
    assert.includeMembers(keys('I1d'), [
      'init',
      'testAccuracy',
      'trainAccuracy',
      'seconds',
      'engine',
    ]);
    assert.includeMembers(keys('I2d'), [
      'optimizer.learningRate',
      'batchSize',
      'testMse',
      'testMae',
    ]);
    assert.includeMembers(keys('I1c'), ['firstNorm', 'lastNorm', 'normRatio']);
    assert.notInclude(keys('I1c'), 'testAccuracy');
    assert.deepEqual(
      columnsOf([], []).map(({ key }) => key),
      ['status'],
    );
  });

  it('writes figures with their unit', () => {
    const { axes, trials } = planned('I1d');
    const state = done(trials).trials;
    const columns = columnsOf(state, axes);
    assert.match(byKey(columns, 'testAccuracy').text(state[3]!), /^\d\d\.\d\u00a0%$/);
    assert.equal(byKey(columns, 'init').text(state[0]!), 'uniform ±0.01');
  });

  it('marks the best, only among trials that finished', () => {
    const { axes, trials } = planned('I1d');
    const column = byKey(columnsOf(done(trials).trials, axes), 'testAccuracy');
    assert.deepEqual([...bestOf(done(trials).trials, column)], [trials[3]!.id]);
    assert.isEmpty(bestOf(troubled(trials).trials, column));
    assert.isEmpty(
      bestOf(done(trials).trials, byKey(columnsOf(done(trials).trials, axes), 'seconds')),
    );
  });

  it('marks the settings with the best mean over the seeds, not the luckiest seed', () => {
    const document = documents.I1d as { axes: object[] };
    const seeds = { path: 'seed', values: [1, 2, 3] };
    const parsed = parseExperiment({ ...document, axes: [...document.axes, seeds] });
    if (!parsed.ok) throw new Error('not valid');
    // The first settings have the best seed, the second the best mean.
    const accuracy = [0.9, 0.1, 0.1, 0.6, 0.6, 0.5];
    const trials = done(parsed.trials).trials.map((trial, index) => ({
      ...trial,
      epochs: trial.epochs.map((record) => ({ ...record, testAccuracy: accuracy[index] ?? 0.2 })),
    }));
    const column = byKey(columnsOf(trials, parsed.experiment.axes), 'testAccuracy');
    assert.deepEqual(
      [...bestOf(trials, column)],
      trials.slice(3, 6).map(({ plan }) => plan.id),
    );
  });

  it('marks the best test figure by the validation rows', () => {
    const document = documents.I2d as { trial: { dataset: object } };
    const dataset = { ...document.trial.dataset, validation: 2000 };
    const parsed = parseExperiment({ ...document, trial: { ...document.trial, dataset } });
    if (!parsed.ok) throw new Error('not valid');
    // The third trial is the best by validation, the last by test.
    const trials = done(parsed.trials).trials.map((trial, index) => ({
      ...trial,
      epochs: trial.epochs.map((record) => ({
        ...record,
        testMse: 1 - index / 100,
        validationMse: index === 2 ? 0.1 : 0.5,
        validationMae: 0.3 + index,
      })),
    }));
    const columns = columnsOf(trials, parsed.experiment.axes);
    const test = byKey(columns, 'testMse');
    assert.equal(test.chosenBy, 'validation MSE');
    assert.deepEqual([...bestOf(trials, test)], [trials[2]!.plan.id]);
    assert.deepEqual([...bestOf(trials, byKey(columns, 'validationMse'))], [trials[2]!.plan.id]);
    assert.deepEqual([...bestOf(trials, byKey(columns, 'testMae'))], [trials[0]!.plan.id]);
    assert.isUndefined(byKey(columns, 'trainMse').chosenBy);
    const plain = columnsOf(done(planned('I2d').trials).trials, parsed.experiment.axes);
    assert.isUndefined(byKey(plain, 'testMse').chosenBy);
    assert.notInclude(
      plain.map(({ key }) => key),
      'validationMse',
    );
  });

  it('sorts in both directions, with missing values last', () => {
    const { axes, trials } = planned('I2d');
    const state = running(trials).trials;
    const columns = columnsOf(state, axes);
    const values = (rows: readonly TrialState[]) =>
      rows.map((row) => byKey(columns, 'testMse').read(row));
    const up = values(sorted(state, columns, { key: 'testMse', descending: false }));
    const present = up.filter((value) => value !== null);
    assert.deepEqual(
      present,
      present.toSorted((a, b) => Number(a) - Number(b)),
    );
    assert.isNull(up.at(-1));
    assert.isNull(values(sorted(state, columns, { key: 'testMse', descending: true })).at(-1));
    assert.deepEqual(sorted(state, columns, null), [...state]);
    assert.deepEqual(sorted(state, columns, { key: 'nothing', descending: true }), [...state]);
  });

  it('sorts texts in natural order', () => {
    const { axes, trials } = planned('I1d');
    const state = done(trials).trials;
    const columns = columnsOf(state, axes);
    const order = sorted(state, columns, { key: 'init', descending: false }).map((row) =>
      byKey(columns, 'init').text(row),
    );
    assert.deepEqual(order, ['uniform ±0.01', 'uniform ±0.1', 'uniform ±1', 'Xavier']);
  });
});
