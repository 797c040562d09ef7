/** The version of kept records: what older labs know stays as it was, what they do not know they leave alone. */
import { assert } from 'chai';
import type { Meta } from '../../../src/catalog/kinds/members.ts';
import { activationMeta } from '../../../src/catalog/registry/activation.meta.ts';
import { datasetMeta } from '../../../src/catalog/registry/dataset.meta.ts';
import { initMeta } from '../../../src/catalog/registry/init.meta.ts';
import { metricMeta } from '../../../src/catalog/registry/metric.meta.ts';
import { optimizerMeta } from '../../../src/catalog/registry/optimizer.meta.ts';
import { recordVersion, recordVersions } from '../../../src/lab/kept/record-version.ts';
import { trialOf } from '../../workers/trials.ts';

const plain = trialOf({
  dataset: { name: 'california-housing' },
  model: { depth: 1, width: 4 },
  optimizer: { name: 'adam' },
  batchSize: 32,
  epochs: 1,
});
const gelu = { ...plain, model: { ...plain.model, activation: 'gelu' as const } };
const iris = { ...plain, dataset: { ...plain.dataset, name: 'iris' as const } };
const r2 = { ...plain, measure: { ...plain.measure, metrics: ['r2' as const] } };

describe('the version of kept records', () => {
  it('is 1 for what the first lab knew', () => {
    assert.equal(recordVersion([]), 1);
    assert.equal(recordVersion([plain]), 1);
  });

  it('is 2 as soon as one trial has a member that came later', () => {
    for (const later of [gelu, iris, r2]) assert.equal(recordVersion([plain, later]), 2);
  });

  it('is told by every member that the first lab did not know', () => {
    const without = (metas: Readonly<Record<string, Meta>>) =>
      Object.keys(metas).filter((name) => metas[name]!.since === undefined);
    assert.sameMembers(without(activationMeta), [
      ...['relu', 'leaky-relu', 'sigmoid', 'tanh', 'linear'],
    ]);
    assert.sameMembers(without(datasetMeta), [
      ...['fashion-mnist', 'california-housing', 'fashion-synthetic', 'housing-synthetic'],
    ]);
    assert.sameMembers(without(initMeta), [
      ...['torch-default', 'uniform', 'normal'],
      ...['xavier-uniform', 'xavier-normal', 'kaiming-uniform', 'kaiming-normal'],
    ]);
    assert.sameMembers(without(optimizerMeta), ['sgd', 'rmsprop', 'adam', 'adamw']);
    assert.sameMembers(without(metricMeta), [
      ...['loss', 'accuracy', 'balanced-accuracy', 'macro-f1', 'mse', 'rmse', 'mae'],
    ]);
  });

  it('is one that this lab reads, whatever the member', () => {
    const metas: Meta[] = [activationMeta, datasetMeta, metricMeta].flatMap((all) =>
      Object.values<Meta>(all),
    );
    for (const { since = 1 } of metas) assert.isAtMost(since, Math.max(...recordVersions));
  });
});
