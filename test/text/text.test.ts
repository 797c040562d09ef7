import { assert } from 'chai';
import { sentenceOf } from '../../src/text/sentence.ts';
import { adviceFor } from '../../src/text/advice.ts';
import {
  axisValueText,
  initText,
  nameOf,
  settingText,
  trialLabel,
  valueText,
} from '../../src/text/labels.ts';
import { parseExperiment } from '../../src/document/parse.ts';
import { documents } from '../lab/fixture/fake-lab.ts';

function sentence(name: string): string {
  const parsed = parseExperiment(documents[name]);
  if (!parsed.ok) throw new Error(name);
  return sentenceOf(parsed.trials[0]!.trial, parsed.experiment.axes)
    .map(({ text, varied }) => (varied ? `[${text}]` : text))
    .join(' · ');
}

describe('settings in words', () => {
  it('writes a whole set-up in one line', () => {
    assert.equal(
      sentence('I1d'),
      'FashionMNIST · 8 layers of 16, ReLU · [uniform ±0.01, uniform ±0.1, uniform ±1 or Xavier] · SGD 0.01 · batches of 128 · 5 epochs · seed 433',
    );
    assert.equal(
      sentence('I1f'),
      'FashionMNIST · 8 layers of 16, ReLU · Xavier · [SGD, RMSProp or Adam 0.01] · batches of 128 · 5 epochs · seed 433',
    );
    assert.include(sentence('I1c'), 'no training');
    assert.include(sentence('I2d'), '[Adam 0.1, 0.01 or 0.001] · [batches of 16, 32 or 64]');
  });

  it('counts the values of a long axis', () => {
    const parsed = parseExperiment({
      ...(documents.I2c as object),
      axes: [{ path: 'seed', values: [1, 2, 3, 4, 5, 6, 7] }],
    });
    if (!parsed.ok) throw new Error('not valid');
    const parts = sentenceOf(parsed.trials[0]!.trial, parsed.experiment.axes);
    assert.deepEqual(parts.at(-1), { text: 'seeds 1, 2, 3, 4, … (7)', varied: true });
  });

  it('names validation rows', () => {
    const document = documents.I2d as { trial: { dataset: object } };
    const dataset = { ...document.trial.dataset, validation: 2000 };
    const parsed = parseExperiment({ ...document, trial: { ...document.trial, dataset } });
    if (!parsed.ok) throw new Error('not valid');
    const text = sentenceOf(parsed.trials[0]!.trial, parsed.experiment.axes)
      .map((part) => part.text)
      .join(' · ');
    assert.include(text, 'California housing · 2,000 rows for validation · ');
    assert.equal(axisValueText('dataset.validation', null), 'validation rows none');
  });

  it('appends axes that have no place in the sentence', () => {
    const parsed = parseExperiment({
      ...(documents.I2c as object),
      axes: [{ path: 'optimizer.beta1', values: [0.8, 0.9] }],
    });
    if (!parsed.ok) throw new Error('not valid');
    const last = sentenceOf(parsed.trials[0]!.trial, parsed.experiment.axes).at(-1);
    assert.equal(last?.text, 'β₁ 0.8 or β₁ 0.9');
  });

  it('labels trials by what was varied', () => {
    assert.equal(trialLabel({ init: { name: 'uniform', d: 0.01 } }), 'uniform ±0.01');
    assert.equal(
      trialLabel({ 'optimizer.learningRate': 0.1, batchSize: 16 }),
      'rate 0.1 · batch 16',
    );
    assert.equal(trialLabel({ 'optimizer.name': 'rmsprop' }), 'RMSProp');
    assert.equal(trialLabel({}), 'the trial');
  });

  it('writes any value, even an invalid one', () => {
    assert.equal(initText({ name: 'normal', std: 0.02 }), 'normal σ 0.02');
    assert.equal(initText({ name: 'xavier-uniform', gain: 2 }), 'Xavier × 2');
    assert.equal(initText('nonsense'), 'nonsense');
    assert.equal(valueText(null), 'all');
    assert.equal(valueText(true), 'yes');
    assert.equal(valueText([1]), '[1]');
    assert.equal(nameOf(undefined), 'nothing');
    assert.equal(settingText('optimizer.learningRate'), 'learning rate');
    assert.equal(settingText('something.else'), 'something.else');
  });

  it('says what happened and what to do', () => {
    assert.equal(
      adviceFor({ code: 'worker-crashed', message: 'the worker ended' }),
      'The worker ended. The other trials are not affected. Run this one again.',
    );
    assert.equal(adviceFor({ code: 'new', message: 'Something.' }), 'Something.');
  });
});
