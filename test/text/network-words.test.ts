/** Networks and settings of their layers in words. */
import { assert } from 'chai';
import { settingText, settingValueText, trialLabel } from '../../src/text/labels.ts';
import { networkWords } from '../../src/text/network-words.ts';
import { sentenceOf } from '../../src/text/sentence.ts';
import { document, trialsOf } from '../document/documents.ts';

const linear = { name: 'linear', width: 16 };
const norm = { name: 'batch-norm' };
const relu = { name: 'relu' };
const conv = { name: 'conv2d', channels: 8, kernel: 3 };
const pool = { name: 'max-pool2d' };

describe('networks in words', () => {
  it('say their layers in order, and repeated ones once', () => {
    const deep = Array.from({ length: 8 }, () => [linear, norm, relu]).flat();
    assert.equal(networkWords({ layers: deep }), '8 × (16 → batch norm → ReLU)');
    assert.equal(
      networkWords({ layers: [conv, relu, pool, conv, relu, pool, { name: 'flatten' }, linear] }),
      '2 × (conv 8 → ReLU → max pool) → flatten → 16',
    );
    const block = { name: 'residual', layers: [linear, relu, linear] };
    assert.equal(networkWords({ layers: [block, block] }), '2 × residual (16 → ReLU → 16)');
    assert.equal(networkWords({ layers: [{ name: 'dropout' }] }), 'dropout 0.5');
    assert.equal(networkWords({ layers: [] }), 'no hidden layer');
    assert.equal(networkWords({ depth: 8, width: 16 }), '8 × 16, ReLU');
    assert.equal(networkWords({ depth: 0, width: 16 }), 'no hidden layer');
    assert.equal(networkWords({ layers: [{ name: 'identity' }, 3, null] }), 'identity → 2 × ?');
  });

  it('label axes over them and over their layers', () => {
    assert.equal(settingText('model.layers.3.p'), 'layer 4: p');
    assert.equal(settingText('model.layers.3.layers.0.width'), 'layer 4.1: width');
    assert.equal(settingText('model.layers.2.name'), 'layer 3');
    assert.equal(trialLabel({ 'model.layers.3.p': 0.25 }), 'layer 4: p 0.25');
    assert.equal(trialLabel({ 'model.layers.2.name': 'identity' }), 'layer 3 identity');
    assert.equal(trialLabel({ 'model.layers.2': norm }), 'layer 3 batch norm');
    assert.equal(
      trialLabel({ model: { layers: [linear, norm, relu] }, seed: 1 }),
      '16 → batch norm → ReLU · seed 1',
    );
    assert.equal(trialLabel({ 'model.layers': [linear, relu] }), '16 → ReLU');
    assert.equal(settingValueText('model', { depth: 2, width: 3 }), '2 × 3, ReLU');
  });

  it('stand in the sentence of a set-up', () => {
    const said = (model: object, axes: object[] = []) =>
      sentenceOf(trialsOf(document({ axes }, { model }))[0]!.trial, axes as never)
        .map(({ text, varied }) => (varied ? `*${text}*` : text))
        .join(' · ');
    const layers = [linear, norm, relu, { name: 'dropout', p: 0.5 }];
    assert.include(said({ layers }), ' · 16 → batch norm → ReLU → dropout 0.5 · ');
    const rates = { path: 'model.layers.3.p', values: [0.1, 0.5] };
    assert.include(said({ layers }, [rates]), '*layer 4: p 0.1 or layer 4: p 0.5*');
    const networks = { path: 'model', values: [{ depth: 2, width: 3 }, { layers }] };
    assert.include(
      said({ layers }, [networks]),
      '*2 × 3, ReLU or 16 → batch norm → ReLU → dropout 0.5*',
    );
  });
});
