/** Metrics that a document asks for: their effect on a trial and its id. */
import { assert } from 'chai';
import { askedMetrics } from '../../src/catalog/lookup/metric.ts';
import { metricMeta } from '../../src/catalog/registry/metric.meta.ts';
import { askedBy } from '../../src/document/asked.ts';
import { parseExperiment } from '../../src/document/parse.ts';

const datasets = { classification: 'fashion-synthetic', regression: 'housing-synthetic' } as const;

const parsed = (dataset: string, measure?: object, axes: readonly object[] = []) =>
  parseExperiment({
    format: 'a2-experiment',
    version: 1,
    name: 'asked',
    title: 'What is asked for',
    trial: {
      dataset: { name: dataset },
      model: { depth: 1, width: 4 },
      optimizer: { name: 'sgd' },
      batchSize: 16,
      epochs: 1,
      ...(measure === undefined ? {} : { measure }),
    },
    axes,
  });

function trialsOf(found: ReturnType<typeof parsed>) {
  if (!found.ok) throw new Error(found.issues.map(({ message }) => message).join('; '));
  return found.trials;
}

describe('metrics that a document asks for', () => {
  it('are none by default, and an empty list has the same id', () => {
    const [plain] = trialsOf(parsed('housing-synthetic'));
    const [empty] = trialsOf(parsed('housing-synthetic', { metrics: [] }));
    assert.deepEqual(empty, plain);
    assert.deepEqual(askedBy(plain!.trial), []);
    // Earlier versions must not find unknown keys in files and databases.
    assert.notProperty(plain!.trial.measure, 'metrics');
  });

  it('are metrics that are computed from outputs, each once', () => {
    for (const metrics of [['mse'], ['rmse'], ['nonsense'], 'mse', [1]])
      assert.isFalse(parsed('housing-synthetic', { metrics }).ok, JSON.stringify(metrics));
  });

  for (const name of askedMetrics) {
    const { task } = metricMeta[name];
    const other = task === 'regression' ? 'classification' : 'regression';

    it(`${name}: belongs to trials of its task, and to their ids`, () => {
      const [plain] = trialsOf(parsed(datasets[task]));
      const [asked] = trialsOf(parsed(datasets[task], { metrics: [name] }));
      assert.deepEqual(askedBy(asked!.trial), [name]);
      assert.notEqual(asked!.id, plain!.id);
      const twice = parsed(datasets[task], { metrics: [name, name] });
      const misfit = parsed(datasets[other], { metrics: [name] });
      if (twice.ok || misfit.ok) assert.fail('was taken');
      assert.include(twice.issues[0]!.message, 'each metric once');
      assert.include(misfit.issues[0]!.message, `a metric of a ${other}`);
      assert.equal(misfit.issues[0]!.path, 'trial.measure.metrics');
    });

    it(`${name}: may be an axis`, () => {
      const axes = [{ path: 'measure.metrics', values: [[], [name]] }];
      const trials = trialsOf(parsed(datasets[task], undefined, axes));
      assert.deepEqual(
        trials.map(({ trial }) => askedBy(trial)),
        [[], [name]],
      );
    });
  }
});
