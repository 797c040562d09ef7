import { assert } from 'chai';
import type { TrainedModel } from '../../src/protocol/trained-model.ts';
import { ModelStore } from '../../src/store/models.ts';
import { openDatabase } from '../../src/store/open.ts';
import { trialOf } from '../workers/trials.ts';

const trial = trialOf({
  model: { depth: 0, width: 1 },
  dataset: { name: 'california-housing' },
  optimizer: { name: 'sgd' },
  batchSize: 16,
  epochs: 1,
});

const model = (trainedAt: number): TrainedModel => ({
  id: `trial ${trainedAt}`,
  trial,
  parameters: [{ inputs: 8, outputs: 1, weight: new Float32Array(8), bias: new Float32Array(1) }],
  statistics: null,
  engine: 'wasm',
  trainedAt,
});

describe('ModelStore', () => {
  it('has its models still when the page is opened again, the oldest gone', async () => {
    const name = `models ${crypto.randomUUID()}`;
    const first = new ModelStore(() => openDatabase(name), 4);
    for (const at of [1, 2, 3, 4, 5]) await first.put(model(at));
    const again = new ModelStore(() => openDatabase(name), 4);
    assert.deepEqual(await again.get('trial 5'), model(5));
    assert.deepEqual(await again.get('trial 2'), model(2));
    assert.isNull(await again.get('trial 1'));
  });

  it('keeps them in memory where there is no database', async () => {
    const store = new ModelStore(() => Promise.reject(new Error('refused')), 2);
    for (const at of [1, 2, 3]) await store.put(model(at));
    assert.isNull(await store.get('trial 1'));
    assert.deepEqual(await store.get('trial 3'), model(3));
  });
});
