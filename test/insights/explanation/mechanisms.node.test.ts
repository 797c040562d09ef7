/**
 * Every mechanism that an explanation names, on networks that have it and on networks that were made to refute it: all are
 * really drawn, inspected and trained, on generated data.
 */
import { assert } from 'chai';
import { paragraph } from '../../../src/insights/explanation/explain.ts';
import { explained, said } from './made.ts';

const uniform = (...all: number[]) => all.map((d) => ({ name: 'uniform', d }));
const xavier = { name: 'xavier-uniform' };
describe('a network that vanishes', () => {
  it('is said to, with its cause, its factor per layer and what depth does to it', async () => {
    const found = await explained({ axis: { path: 'init', values: [...uniform(0.01), xavier] } });
    const signal = said(found, 'vanishing-signal') ?? '';
    assert.match(
      signal,
      /^With uniform ±0\.01, the signal vanishes: .* a factor of 0\.01\d per layer/,
    );
    assert.match(signal, /because summing 16 inputs with weights of σ 0\.005\d scales them by √16/);
    assert.match(
      said(found, 'vanishing-gradient') ?? '',
      /^The gradient shrinks alike backwards \(0\.01\d per layer\), so SGD’s first steps .* hidden weight.* and the network does not learn\.$/,
    );
    assert.match(
      said(found, 'depth') ?? '',
      /over depths 2, 4, 8 and 16, .* falls from 0\.0\d+ to \d\.\d×10⁻²[⁷⁸⁹] with uniform ±0\.01 \(.*¹⁵ ≈ .*\), but only to \S+ with Xavier\.$/,
    );
    assert.isUndefined(said(found, 'exploding'));
  });

  it('is not said to vanish where it does not', async () => {
    const found = await explained({
      trial: { model: { depth: 4, width: 16 } },
      axis: { path: 'init', values: [...uniform(0.4), xavier] },
    });
    assert.notInclude(paragraph(found), 'vanish');
  });

  it('has no cause in the size of its weights where its factor does not follow from it', async () => {
    // Near zero, GELU halves what it gets.
    const found = await explained({
      trial: { model: { depth: 8, width: 16, activation: 'gelu' } },
      axis: { path: 'init', values: [...uniform(0.1), xavier] },
    });
    assert.match(said(found, 'vanishing-signal') ?? '', /signal vanishes/);
    assert.notInclude(said(found, 'vanishing-signal')!, 'because');
  });

  it('is not said to stay where it was if it learns all the same', async () => {
    const found = await explained({
      trial: {
        model: { depth: 4, width: 16 },
        optimizer: { name: 'adam', learningRate: 0.01 },
        epochs: 4,
      },
      axis: { path: 'init', values: [...uniform(0.1), xavier] },
    });
    assert.isDefined(said(found, 'vanishing-signal'));
    assert.notInclude(paragraph(found), 'learns');
    assert.notInclude(paragraph(found), 'does not learn');
    assert.notInclude(paragraph(found), 'at chance');
  });
});

describe('a network whose outputs explode', () => {
  it('is said to, with its first loss', async () => {
    const found = await explained({ axis: { path: 'init', values: [...uniform(1), xavier] } });
    assert.match(
      said(found, 'exploding') ?? '',
      /^With uniform ±1, signal and gradient grow \(1\.\d and 1\.\d per layer\): the first loss is \d+ instead of ln 10 = 2\.30/,
    );
  });

  it('is not said to where the same weights keep the scale', async () => {
    const found = await explained({
      trial: { model: { depth: 8, width: 5 } },
      axis: { path: 'init', values: [...uniform(1), xavier] },
    });
    assert.isUndefined(said(found, 'exploding'));
  });
});

describe('a network that saturates', () => {
  const saturating = (activation: string) =>
    explained({
      trial: { model: { depth: 8, width: 64, activation } },
      axis: { path: 'init', values: [...uniform(1), xavier] },
    });

  it('is said to, with the share of its activations', async () => {
    assert.match(
      said(await saturating('tanh'), 'saturation') ?? '',
      /^With uniform ±1, tanh saturates: \d\d.% of the activations lie in its flat ends/,
    );
  });

  it('is not said to where the activation has no flat ends, or they are not reached', async () => {
    assert.isUndefined(said(await saturating('relu'), 'saturation'));
    const small = await explained({
      trial: { model: { depth: 8, width: 16, activation: 'tanh' } },
      axis: { path: 'init', values: [...uniform(0.1), xavier] },
    });
    assert.isUndefined(said(small, 'saturation'));
  });
});

describe('the scale that an initialisation keeps', () => {
  it('is named only where it is kept: not over sixteen layers of ReLU', async () => {
    const kept = async (depth: number) =>
      said(
        await explained({
          trial: { model: { depth, width: 16 } },
          axis: { path: 'init', values: [...uniform(0.01), xavier] },
        }),
        'kept-scale',
      );
    assert.match(
      (await kept(8)) ?? '',
      /^Xavier fits the weights to the layer sizes and keeps both/,
    );
    assert.isUndefined(await kept(16));
  });
});

describe('depth', () => {
  it('is not said to multiply anything where the factor is one', async () => {
    const found = await explained({
      trial: { model: { depth: 8, width: 64, activation: 'linear' } },
      axis: { path: 'init', values: [xavier, { name: 'xavier-normal' }] },
    });
    assert.isUndefined(said(found, 'depth'));
  });
});

describe('an optimiser that scales each step', () => {
  const both = (learningRate: number, depth: number, epochs = 2) =>
    explained({
      trial: {
        model: { depth, width: 16 },
        optimizer: { name: 'sgd', learningRate },
        epochs,
      },
      axis: { path: 'optimizer.name', values: ['sgd', 'adam'] },
    });

  it('is the reason where its steps are measured to be larger and it is ahead', async () => {
    const found = await both(0.01, 8, 4);
    assert.match(said(found, 'plain-steps') ?? '', /^SGD’s step is the rate times the gradient/);
    assert.match(
      said(found, 'scaled-steps') ?? '',
      /^Adam divides each parameter’s gradient by .* at least \d+ times as far/,
    );
  });

  it('is no reason where plain steps are not slower', async () => {
    const found = await both(0.5, 1, 4);
    assert.isUndefined(said(found, 'plain-steps'));
    assert.isUndefined(said(found, 'scaled-steps'));
    const deep = await both(0.2, 2, 6);
    assert.isUndefined(said(deep, 'scaled-steps'));
  });
});

describe('networks of several seeds', () => {
  it('are compared by their means, with the spread', async () => {
    const found = await explained({
      trial: { model: { depth: 2, width: 16 }, optimizer: { name: 'adam', learningRate: 0.01 } },
      axis: { path: 'init', values: [...uniform(0.01), xavier] },
      more: [{ path: 'seed', values: [1, 2, 3] }],
    });
    assert.match(said(found, 'outcome') ?? '', /\d\s%\s±\s\d+\.\d\s%,\s3\sseeds/);
  });
});
