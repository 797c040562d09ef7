import { assert } from 'chai';
import { parseExperiment } from '../../src/document/parse.ts';
import { lossOf } from '../../src/document/parameters.ts';
import { recordVersion } from '../../src/lab/kept/record-version.ts';
import { sentenceOf } from '../../src/text/sentence.ts';
import { document, trialsOf } from './documents.ts';

const housing = { name: 'california-housing' };
const withLoss = (loss: unknown, trial: object = {}) => document({}, { loss, ...trial });
const idOf = (trial: object): string => trialsOf(document({}, trial))[0]!.id;

function refused(loss: unknown, trial: object = {}): string {
  const parsed = parseExperiment(withLoss(loss, trial));
  return parsed.ok ? '' : parsed.issues.map(({ message }) => message).join('; ');
}

describe('the loss of a document', () => {
  it('leaves a trial’s id where it was if it is the task’s, without settings', () => {
    assert.equal(idOf({ loss: { name: 'cross-entropy' } }), idOf({}));
    assert.equal(idOf({ loss: { name: 'cross-entropy', smoothing: 0 } }), idOf({}));
    assert.equal(idOf({ dataset: housing, loss: { name: 'mse' } }), idOf({ dataset: housing }));
    assert.notEqual(idOf({ loss: { name: 'cross-entropy', smoothing: 0.1 } }), idOf({}));
    assert.equal(
      idOf({ dataset: housing, loss: { name: 'huber' } }),
      idOf({ dataset: housing, loss: { name: 'huber', delta: 1 } }),
    );
  });

  it('is refused where the dataset is of the other task, even as its default', () => {
    assert.include(
      refused({ name: 'mse' }),
      'trial.loss.name: expected a loss of a classification: \'cross-entropy\', got "mse"',
    );
    assert.include(
      refused({ name: 'cross-entropy' }, { dataset: housing }),
      "trial.loss.name: expected a loss of a regression: 'mse' or 'l1' or 'huber' or 'smooth-l1'",
    );
  });

  it('tells at its place what is wrong with the weights of classes', () => {
    const weights = [1, 2, 3];
    assert.include(
      refused({ name: 'cross-entropy', weights }),
      'trial.loss.weights: expected 10 numbers, one for each class, got [1,2,3]',
    );
    const ten = new Array<number>(10).fill(1);
    assert.equal(refused({ name: 'cross-entropy', weights: ten }), '');
    assert.include(
      refused({ name: 'cross-entropy', weights: ten, balanced: true }),
      'no key weights',
    );
    assert.include(
      refused({ name: 'cross-entropy', weights: ten.map(() => 0) }),
      'trial.loss.weights: expected a weight above 0',
    );
    assert.include(refused({ name: 'huber', delta: 0 }, { dataset: housing }), 'trial.loss.delta');
  });

  it('is an axis, in the sentence and in the version of kept records', () => {
    const axes = [{ path: 'loss.name', values: ['mse', 'l1', 'huber'] }];
    const trials = trialsOf(document({ axes }, { dataset: housing, loss: { delta: 0.5 } }));
    assert.deepEqual(
      trials.map(({ trial }) => trial.loss),
      [undefined, { name: 'l1' }, { name: 'huber', delta: 0.5 }],
    );
    assert.deepEqual(
      trials.map(({ trial }) => lossOf(trial)),
      ['mse', 'l1', 'huber'],
    );
    assert.equal(recordVersion([trials[0]!.trial]), 1);
    assert.equal(recordVersion([trials[1]!.trial]), 3);
    const texts = sentenceOf(trials[2]!.trial, []).map(({ text }) => text);
    assert.include(texts, 'loss: Huber, δ 0.5');
  });
});
