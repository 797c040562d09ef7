/** Networks as lists of layers in documents: their ids, their short forms, and what is refused where. */
import { assert } from 'chai';
import fc from 'fast-check';
import { canonicalTrial } from '../../src/document/canonical-trial.ts';
import { contentHash } from '../../src/document/hash.ts';
import { limits } from '../../src/document/limits.ts';
import type { WrittenLayer } from '../../src/document/model.ts';
import {
  planOf,
  trialCost,
  trialOperations,
  trialParameters,
} from '../../src/document/parameters.ts';
import { parseExperiment } from '../../src/document/parse.ts';
import { activations } from '../../src/document/schema.ts';
import { document, trialsOf } from './documents.ts';
import { cnn, linear, lists, refusedAt, shortList, small } from './lists.ts';

const table = { name: 'california-housing' };
const trialOf = (layers: readonly unknown[], more: object = {}) =>
  trialsOf(document({}, { model: { layers }, ...more }))[0]!;
const idOf = (layers: readonly unknown[], more: object = {}) => trialOf(layers, more).id;

/** Every default of a list filled in. */
const filled = (layers: readonly WrittenLayer[], more: object) => {
  const { model } = trialOf(layers, more).trial;
  return 'layers' in model ? model.layers : layers;
};

describe('networks as lists of layers', () => {
  it('have one id, however they are written', () => {
    for (const [kind, dataset, inputs] of [
      ['images', { name: 'fashion-mnist' }, 784],
      ['table', table, 8],
    ] as const) {
      fc.assert(
        fc.property(lists(kind, inputs), (layers) => {
          const more = { dataset };
          const { id, trial } = trialOf(layers, more);
          assert.equal(idOf(filled(layers, more), more), id);
          const canonical = canonicalTrial(trial);
          assert.equal(contentHash(canonical), id);
          const again = trialsOf(document({}, JSON.parse(JSON.stringify(canonical)) as object));
          assert.equal(again[0]!.id, id);
          assert.deepEqual(again[0]!.trial, trial);
        }),
        { numRuns: 60 },
      );
    }
  });

  it('leave defaults out of their canonical form, also inside other layers', () => {
    const inner = [
      { name: 'dropout', p: 0.5 },
      { name: 'residual', projection: false, layers: [{ name: 'dropout', p: 0.1 }] },
      { name: 'max-pool2d', kernel: 2, stride: 2, padding: 0 },
    ];
    const block = { name: 'residual', projection: true, layers: inner };
    const { model } = canonicalTrial(
      trialOf([{ ...cnn[0], stride: 1, bias: true }, block, { name: 'flatten' }]).trial,
    );
    assert.deepEqual<unknown>(model, {
      layers: [
        cnn[0],
        {
          name: 'residual',
          projection: true,
          layers: [
            { name: 'dropout' },
            { name: 'residual', layers: [{ name: 'dropout', p: 0.1 }] },
            { name: 'max-pool2d' },
          ],
        },
        { name: 'flatten' },
      ],
    });
  });

  it('have the short form’s id where they mean its network', () => {
    const depths = fc.integer({ min: 1, max: limits.depth });
    fc.assert(
      fc.property(
        depths,
        fc.integer({ min: 1, max: 64 }),
        fc.constantFrom(...activations),
        fc.boolean(),
        (depth, width, activation, idle) => {
          const [short] = trialsOf(document({}, { model: { depth, width, activation } }));
          const layers = shortList(depth, width, activation);
          const nothing = idle ? [{ name: 'flatten' }, { name: 'identity' }] : [];
          assert.equal(idOf([...nothing, ...layers, ...nothing]), short!.id);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('have ids of their own where they do not', () => {
    const relu = { name: 'relu' };
    const others: unknown[][] = [
      [],
      [relu],
      [linear(4), relu, linear(4)],
      [linear(4), relu, linear(5), relu],
      [linear(4), relu, linear(4), { name: 'tanh' }],
      [{ ...linear(4), bias: false }, relu],
      [linear(4), relu, relu],
      [linear(4), relu, { name: 'dropout' }],
      shortList(limits.depth + 1, 4, 'relu'),
    ];
    for (const layers of others) {
      const { model } = trialOf(layers).trial;
      assert.property(model, 'layers', JSON.stringify(layers));
    }
    assert.lengthOf(new Set(others.map((layers) => idOf(layers))), others.length);
  });

  it('refuse what no layer knows, with its place and what there is', () => {
    const unknown = refusedAt([linear(8), { name: 'conv3d' }]);
    assert.include(unknown, 'trial.model.layers.1.name');
    assert.include(unknown, "'conv2d'");
    assert.include(unknown, "'identity'");
    assert.equal(
      refusedAt([{ name: 'dropout', rate: 0.5 }]),
      'trial.model.layers.0.rate: expected only the keys name, p, got "rate"',
    );
    const inner = [{ name: 'residual', layers: [{ name: 'linear', width: 0 }] }];
    assert.include(refusedAt(inner), 'trial.model.layers.0.layers.0.width: expected a number ≥ 1');
    assert.include(refusedAt([{ name: 'linear' }]), 'trial.model.layers.0.width');
    assert.include(refusedAt({}), 'trial.model.layers: expected');
    const both = parseExperiment(document({}, { model: { layers: [], depth: 2 } }));
    assert.include(
      both.ok ? '' : both.issues[0]!.message,
      'trial.model.depth: expected no such key',
    );
  });

  it('refuse more layers, and deeper ones, than the limits', () => {
    const many = new Array(limits.layers + 1).fill({ name: 'relu' });
    assert.include(refusedAt(many), 'trial.model.layers: expected at most 256 layers');
    let deep: unknown[] = [{ name: 'relu' }];
    for (let level = 1; level < limits.layerNesting; level++)
      deep = [{ name: 'residual', layers: deep }];
    assert.property(trialOf(deep).trial.model, 'layers');
    assert.include(refusedAt([{ name: 'residual', layers: deep }]), 'trial.model: expected lists');
    let bottomless: unknown[] = [];
    for (let level = 0; level < 1e5; level++)
      bottomless = [{ name: 'residual', layers: bottomless }];
    assert.include(refusedAt(bottomless), 'levels deep');
  });
});

describe('what does not fit in a list of layers', () => {
  it('is two settings of a layer that do not go together', () => {
    const inner = [{ name: 'residual', layers: [{ name: 'hardtanh', min: 2, max: 1 }] }];
    assert.equal(
      refusedAt(inner),
      'trial.model.layers.0.layers.0.max: expected a number above min, got 1',
    );
  });

  it('is told at its place', () => {
    assert.include(
      refusedAt([cnn[0], linear(64)]),
      'trial.model.layers.1: expected a flatten before it',
    );
    assert.include(
      refusedAt([{ ...cnn[0], kernel: 40 }]),
      'trial.model.layers.0.kernel: expected a kernel of at most 30',
    );
    assert.include(refusedAt(cnn, { dataset: table }), 'trial.model.layers.0: expected pictures');
    const block = { name: 'residual', layers: [linear(5)] };
    assert.include(
      refusedAt([linear(8), block]),
      'trial.model.layers.1.layers: expected an output',
    );
  });

  it('is told at the axis that set it', () => {
    const kernels = { axes: [{ path: 'model.layers.0.kernel', values: [3, 40] }] };
    assert.include(refusedAt(cnn, {}, kernels), 'axes.0.values.1: expected a kernel of at most 30');
    const networks = { axes: [{ path: 'model.layers', values: [cnn, [cnn[0], linear(3)]] }] };
    assert.include(refusedAt(cnn, {}, networks), 'axes.0.values.1.1: expected a flatten before it');
  });

  it('is a network too large', () => {
    const wide = [linear(4096), linear(4096), linear(4096)];
    assert.include(
      refusedAt(wide),
      'trial.model: expected a network of at most 20000000 parameters',
    );
    const pictures = [
      { ...cnn[0], channels: 64 },
      { name: 'global-avg-pool' },
      { name: 'flatten' },
    ];
    assert.include(
      refusedAt(pictures, { batchSize: 10_000 }),
      'trial.model.layers: expected layers with at most 100000000 outputs together for a batch of 10000 rows',
    );
    assert.property(trialOf(pictures).trial.model, 'layers');
  });

  it('is a batch of one row under batch norm', () => {
    const rows = (trainSize: number) => ({ dataset: { name: 'fashion-mnist', trainSize } });
    const found = refusedAt(small, { ...rows(257), batchSize: 128 });
    assert.include(found, 'trial.model.layers.1: expected more than one row in every batch');
    assert.include(found, 'the last batch has one (257 training rows, batchSize 128)');
    assert.include(refusedAt(small, { batchSize: 1 }), 'batchSize 1 leaves one');
    const inner = [{ name: 'residual', layers: [{ name: 'batch-norm' }] }];
    assert.include(refusedAt(inner, { batchSize: 1 }), 'trial.model.layers.0.layers.0');
    assert.isNotEmpty(idOf(small, { ...rows(258), batchSize: 128 }));
    // Nothing is trained.
    assert.isNotEmpty(idOf(small, { ...rows(257), batchSize: 128, epochs: 0 }));
    const norms = { measure: { gradientNorms: true }, epochs: 0, batchSize: 1 };
    assert.include(refusedAt(small, norms), 'more than one row');
    // A picture's pixels are values enough.
    assert.isNotEmpty(
      idOf([cnn[0], { name: 'batch-norm' }, { name: 'flatten' }], { batchSize: 1 }),
    );
  });
});

describe('costs of lists of layers', () => {
  it('are the short form’s where they mean its network', () => {
    const [short] = trialsOf(document());
    const list = trialOf([...shortList(8, 16, 'relu'), { name: 'dropout' }]);
    assert.equal(trialParameters(list.trial), trialParameters(short!.trial));
    assert.isAbove(trialCost(list.trial), 0.9 * trialCost(short!.trial));
    assert.equal(planOf(short!.trial).tensors.length, 18);
  });

  it('count a convolution', () => {
    const { trial } = trialOf(cnn);
    assert.equal(trialParameters(trial), 80 + (8 * 14 * 14 + 1) * 64 + 650);
    assert.isAbove(trialOperations(trial), 2 * (28 * 28 * 8 * 9 + 8 * 14 * 14 * 64 + 640));
    assert.deepEqual(planOf(trial).inputs, [1, 28, 28]);
  });
});
