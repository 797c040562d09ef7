import { assert } from 'chai';
import { waitingTrial } from '../../src/lab/reduce.ts';
import { parseExperiment } from '../../src/document/parse.ts';
import { trialsWith } from '../../src/text/find-trials.ts';

const parsed = parseExperiment({
  format: 'a2-experiment',
  version: 1,
  name: 'found',
  title: 'Found',
  trial: {
    dataset: { name: 'iris' },
    model: { depth: 1, width: 4, activation: 'relu' },
    optimizer: { name: 'sgd', learningRate: 0.01 },
    batchSize: 16,
    epochs: 1,
  },
  axes: [
    { path: 'optimizer.name', values: ['sgd', 'adam'] },
    { path: 'model.width', values: [1, 10, 100] },
  ],
});
if (!parsed.ok) throw new Error('not valid');
const states = parsed.trials.map(waitingTrial);
const found = (text: string) =>
  trialsWith(states, text).map(({ plan }) => Object.values(plan.values).join(' '));

describe('trials found by words', () => {
  it('are all without any', () => {
    assert.lengthOf(found(''), 6);
    assert.lengthOf(found('  '), 6);
  });

  it('have all of the words, of which beginnings suffice', () => {
    assert.deepEqual(found('ada wid'), ['adam 1', 'adam 10', 'adam 100']);
    assert.deepEqual(found('SGD waiting 10'), ['sgd 10']);
    assert.isEmpty(found('sgd done'));
    assert.isEmpty(found('gd'));
  });

  it('have a number as a whole', () => {
    assert.deepEqual(found('1'), ['sgd 1', 'adam 1']);
    assert.deepEqual(found('10.0'), []);
  });
});
