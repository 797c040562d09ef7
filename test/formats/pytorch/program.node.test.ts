import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { assert } from 'chai';
import type { ResultsDocument } from '../../../src/formats/results/document.ts';
import { parseExperiment } from '../../../src/document/parse.ts';
import { pytorchProgram } from '../../../src/formats/pytorch/program.ts';
import { pythonWithTorch } from '../../support/python.mjs';
import trajectories from '../../golden/trajectories.json' with { type: 'json' };
import { flat } from '../results/plain.ts';

const presets = ['I1c', 'I1d', 'I1f', 'I2c', 'I2d'];
const folder = (below: string) => fileURLToPath(new URL(below, import.meta.url));
/** The given folder, or what was prepared from it. */
const datasets = process.env.A2_DATASETS ?? folder('../../../data/cache');

function programOf(document: unknown): string {
  const parsed = parseExperiment(document);
  if (!parsed.ok) throw new Error(parsed.issues.map((each) => each.message).join('\n'));
  return pytorchProgram(parsed.experiment, parsed.trials);
}

interface PresetDocument {
  trial: Record<string, unknown>;
  axes?: unknown[];
}

const preset = (name: string): PresetDocument =>
  JSON.parse(
    readFileSync(folder(`../../../public/experiments/${name}.json`), 'utf8'),
  ) as PresetDocument;

describe('the PyTorch program', () => {
  for (const name of presets) {
    it(`of ${name} is the one that was reviewed`, () => {
      const file = folder(`programs/${name}.py`);
      const source = programOf(preset(name));
      // A2_UPDATE=1 rewrites it; review the difference like any other change.
      if (process.env.A2_UPDATE === '1') writeFileSync(file, source);
      assert.equal(source, readFileSync(file, 'utf8'));
    });
  }

  it('puts nothing of a document into the source but as a literal', () => {
    const title = 'x"""\nimport os\nos.system("true")\n"""\\';
    const source = programOf({ ...preset('I1d'), title, question: title });
    assert.notInclude(source, '\nimport os\n');
    assert.notInclude(source, '\nos.system');
  });
});

describe('the PyTorch program under PyTorch', () => {
  let python: string | null = null;
  let place = '';

  before(function () {
    python = pythonWithTorch();
    const prepared = existsSync(path.join(datasets, 'fashion-mnist'));
    const given = existsSync(path.join(datasets, 'cal_housing.data'));
    if (python === null || !(prepared || given)) this.skip();
    place = mkdtempSync(path.join(os.tmpdir(), 'a2-program-'));
  });

  after(() => {
    if (place !== '') rmSync(place, { recursive: true, force: true });
  });

  function run(document: unknown, ...options: string[]): ResultsDocument {
    writeFileSync(path.join(place, 'program.py'), programOf(document));
    const out = path.join(place, 'results.json');
    const args = ['program.py', '--data', path.resolve(datasets), '--out', out, ...options];
    // The recorded losses were computed with AVX2. With AVX-512, OpenBLAS sums in another order, and the losses part.
    const env = { ...process.env, OPENBLAS_CORETYPE: 'Haswell' };
    const ended = spawnSync(python!, args, { cwd: place, encoding: 'utf8', env });
    assert.equal(ended.status, 0, ended.stderr);
    return JSON.parse(readFileSync(out, 'utf8')) as ResultsDocument;
  }

  function assertClose(found: readonly number[], wanted: readonly number[], tolerance: number) {
    assert.isNotEmpty(wanted);
    for (const [index, value] of wanted.entries()) {
      const error = Math.abs((found[index] ?? NaN) - value);
      assert.isAtMost(error, tolerance * Math.abs(value), `at ${index}: ${found[index]}, ${value}`);
    }
  }

  it('trains I1d’s Xavier trial along PyTorch’s recorded losses', () => {
    const document = preset('I1d');
    const trial = { ...document.trial, epochs: 1, init: { name: 'xavier-uniform' } };
    const { trials } = run({ ...document, trial, axes: [] }, '--threads', '1');
    const wanted = trajectories.batchLosses['fashion xavier sgd lr=.01 batch=128'];
    assert.lengthOf(trials, 1);
    const { batchLosses } = flat(trials[0]!);
    assert.lengthOf(batchLosses, 469);
    assertClose(batchLosses, wanted.losses, wanted.tolerance);
  });

  it('trains I2c along PyTorch’s recorded losses', () => {
    const document = preset('I2c');
    const { trials } = run(
      { ...document, trial: { ...document.trial, epochs: 1 } },
      '--threads',
      '1',
    );
    const wanted = trajectories.batchLosses['housing adam lr=.001 batch=32'];
    assertClose(flat(trials[0]!).batchLosses, wanted.losses, wanted.tolerance);
    assert.property(trials[0]!.figures.test, 'mae');
  });

  it('measures I1c’s gradient norms, all four curves', () => {
    const { trials, format } = run(preset('I1c'), '--threads', '1');
    assert.equal(format, 'a2-results');
    assert.lengthOf(trials, 4);
    const { tolerance, xavier } = trajectories.gradientNorms;
    assertClose(trials[3]!.gradientNorms!.activations.map(Number), xavier.activations, tolerance);
  });

  it('stops where the loss leaves the finite numbers, and its results are JSON', () => {
    const document = preset('I2c');
    const optimizer = { name: 'sgd', learningRate: 1000 };
    const { trials } = run({ ...document, trial: { ...document.trial, optimizer, epochs: 1 } });
    assert.equal(trials[0]!.status, 'diverged');
    assert.isTrue(flat(trials[0]!).batchLosses.every((loss) => Number.isFinite(loss)));
  });

  it('runs every initialisation, activation and optimiser that a document can name', () => {
    const inits = [
      { name: 'torch-default' },
      { name: 'uniform', d: 0.1 },
      { name: 'normal', std: 0.1 },
      { name: 'xavier-uniform', gain: 2 },
      { name: 'xavier-normal' },
      { name: 'kaiming-uniform' },
      { name: 'kaiming-normal' },
    ];
    const optimizers = [
      { name: 'sgd', learningRate: 0.01, momentum: 0.9, nesterov: true, weightDecay: 0.001 },
      { name: 'rmsprop', learningRate: 0.001, centered: true, momentum: 0.5 },
      { name: 'adam', learningRate: 0.001, beta1: 0.8, amsgrad: true },
      { name: 'adamw', weightDecay: 0.1, epsilon: 1e-6 },
    ];
    const activations = ['relu', 'leaky-relu', 'tanh', 'sigmoid', 'linear'];
    const count = Math.max(inits.length, optimizers.length, activations.length);
    const document = preset('I2c');
    for (let index = 0; index < count; index++) {
      const trial = {
        ...document.trial,
        dataset: { name: 'california-housing', trainSize: 200, testSize: 50 },
        model: { depth: 2, width: 5, activation: activations[index % activations.length] },
        init: inits[index % inits.length],
        optimizer: optimizers[index % optimizers.length],
        epochs: 1,
        measure: { gradientNorms: true },
      };
      const { trials } = run({ ...document, trial });
      assert.equal(trials[0]!.status, 'done');
      assert.equal(trials[0]!.losses!.count, 7);
    }
  });
});
