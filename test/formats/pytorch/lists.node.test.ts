/** Programs of networks as lists of layers: as they were reviewed, and along PyTorch's recorded losses. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { assert } from 'chai';
import { planOf } from '../../../src/document/parameters.ts';
import type { ResultsDocument } from '../../../src/formats/results/document.ts';
import trajectories from '../../golden/trajectories-layers.json' with { type: 'json' };
import { pythonsWithTorch } from '../../support/python.mjs';
import { flat } from '../results/plain.ts';
import { documentOf, parsed, programOf } from './beside.ts';

const linear = (width: number) => ({ name: 'linear', width });
const conv = (channels: number) => ({ name: 'conv2d', channels, kernel: 3, padding: 1 });
const dropout = (p: number) => ({ name: 'dropout', p });
const relu = { name: 'relu' };
const norm = { name: 'batch-norm' };
const pool = { name: 'max-pool2d' };
const flatten = { name: 'flatten' };

const fashion = { name: 'fashion-mnist', trainSize: 12_000 };
const nets = {
  dropout: {
    model: { layers: [linear(64), relu, dropout(0.5), linear(32), relu, dropout(0.2)] },
    optimizer: { name: 'sgd', learningRate: 0.1 },
    batchSize: 128,
  },
  'batch-norm-deep': {
    model: { layers: Array.from({ length: 8 }, () => [linear(16), norm, relu]).flat() },
    optimizer: { name: 'sgd', learningRate: 0.1, momentum: 0.9 },
    batchSize: 128,
  },
  cnn: {
    model: {
      layers: [
        ...[conv(8), relu, pool, conv(16), relu, pool, flatten],
        ...[linear(64), relu, dropout(0.25)],
      ],
    },
    optimizer: { name: 'adam', learningRate: 0.001 },
    batchSize: 64,
  },
};

const block = (layers: readonly object[], projection = false) => ({
  name: 'residual',
  projection,
  layers,
});
const everything = documentOf(
  {
    dataset: { name: 'fashion-mnist', trainSize: 300, testSize: 100 },
    model: { depth: 2, width: 8 },
    init: { name: 'kaiming-uniform' },
    measure: { gradientNorms: true },
    batchSize: 64,
  },
  [
    {
      path: 'model',
      values: [
        { depth: 2, width: 8, activation: 'tanh' },
        {
          layers: [
            ...[conv(4), block([conv(8), norm, relu, { ...conv(8), bias: false }], true)],
            ...[{ name: 'leaky-relu', slope: 0.2 }, { name: 'global-avg-pool' }, flatten],
            ...[linear(16), block([linear(16), relu, block([norm])]), dropout(0.3)],
          ],
        },
      ],
    },
    { path: 'init', values: [{ name: 'torch-default' }, { name: 'kaiming-uniform' }] },
  ],
);

const folder = (below: string) => fileURLToPath(new URL(below, import.meta.url));
const datasets = process.env.A2_DATASETS ?? folder('../../../data/cache');

describe('the PyTorch program of lists of layers', () => {
  for (const [name, document] of Object.entries({
    cnn: documentOf({ ...nets.cnn, dataset: fashion, epochs: 1 }),
    networks: everything,
  })) {
    it(`of ${name} is the one that was reviewed`, () => {
      const file = folder(`programs/lists-${name}.py`);
      const source = programOf(document);
      // A2_UPDATE=1 rewrites it; review the difference like any other change.
      if (process.env.A2_UPDATE === '1') writeFileSync(file, source);
      assert.equal(source, readFileSync(file, 'utf8'));
    });
  }

  it('sets modes only where they mean something, and copies only where it measures', () => {
    const plain = programOf(documentOf({ model: { layers: [linear(4), relu, linear(5)] } }));
    assert.notInclude(plain, 'model.eval()');
    assert.notInclude(plain, 'model.train()');
    assert.notInclude(plain, 'import copy');
    assert.include(plain, '    return Network(layers)\n');
    assert.include(plain, '        return self.layers(x)\n');
    const modes = programOf(documentOf({ model: { layers: [linear(4), norm] } }));
    assert.include(modes, '    model.train()\n    for x, y in loader:');
    assert.match(modes, /def evaluate\(model, data\):\n {4}""".*"""\n {4}model\.eval\(\)\n/);
  });
});

describe('the PyTorch program of lists of layers under PyTorch', () => {
  const pythons = pythonsWithTorch();
  let place = '';

  before(function () {
    const there = ['fashion-mnist', 'cal_housing.data'].some((name) =>
      existsSync(path.join(datasets, name)),
    );
    if (pythons.length === 0 || !there) this.skip();
    place = mkdtempSync(path.join(os.tmpdir(), 'a2-lists-'));
  });

  after(() => {
    if (place !== '') rmSync(place, { recursive: true, force: true });
  });

  function run(python: string, source: string): ResultsDocument {
    writeFileSync(path.join(place, 'program.py'), source);
    const args = ['program.py', '--data', path.resolve(datasets), '--threads', '1'];
    const env = { ...process.env, OPENBLAS_CORETYPE: 'Haswell' };
    const ended = spawnSync(python, args, { cwd: place, encoding: 'utf8', env });
    assert.equal(ended.status, 0, ended.stderr);
    return JSON.parse(readFileSync(path.join(place, 'results.json'), 'utf8')) as ResultsDocument;
  }

  for (const [name, trial] of Object.entries(nets)) {
    it(`trains ${name} along PyTorch’s recorded losses`, () => {
      const wanted = trajectories.nets[name as keyof typeof nets];
      for (const { python, version } of pythons) {
        const { trials } = run(
          python,
          programOf(documentOf({ ...trial, dataset: fashion, epochs: 1 })),
        );
        const losses = flat(trials[0]!).batchLosses;
        const steps = Math.min(wanted.agree_steps, losses.length, 100);
        assert.isAtLeast(steps, 50);
        for (let step = 0; step < steps; step++) {
          const loss = wanted.batch_losses[step]!;
          // Later, rounding differences have grown: versions and processors sum in other orders.
          const tolerance = step < 30 ? 1e-5 : 1e-3;
          assert.closeTo(losses[step]!, loss, tolerance * loss, `${version}, step ${step}`);
        }
      }
    });

    it(`trains ${name} alike, measured or not`, () => {
      const dataset = { name: 'fashion-mnist', trainSize: 700, testSize: 10 };
      const [plain, measured] = [false, true].map((gradientNorms) => {
        const document = documentOf({ ...trial, dataset, epochs: 2, measure: { gradientNorms } });
        return flat(run(pythons[0]!.python, programOf(document)).trials[0]!);
      });
      assert.deepEqual(measured!.batchLosses, plain!.batchLosses);
      assert.deepEqual(measured!.epochs, plain!.epochs);
      const activations = trial.model.layers.filter((each) => each === relu);
      assert.lengthOf(measured!.gradientNorms!.activations, activations.length);
    });
  }

  it('runs networks of both forms, as every PyTorch does', () => {
    const norms = pythons.map(({ python }) =>
      run(python, programOf(everything)).trials.map((trial) => flat(trial).gradientNorms!),
    );
    for (const [index, { trial }] of parsed(everything).trials.entries()) {
      const activations = planOf(trial).ops.filter(({ kind }) => kind === 'activation');
      for (const [of, all] of norms.entries()) {
        assert.lengthOf(all[index]!.activations, activations.length);
        all[index]!.activations.forEach((norm, at) => {
          const first = norms[0]![index]!.activations[at]!;
          assert.closeTo(norm!, first, 1e-4 * first, `${pythons[of]!.version}, trial ${index}`);
        });
      }
    }
  });
});
