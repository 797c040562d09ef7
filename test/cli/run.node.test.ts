/** `a2 run` on the stand-ins: what it leaves, and that it computes what the engine computes. */
import { lstatSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { assert } from 'chai';
import { trialData } from '../../src/data/prepare-trial.ts';
import { loadDataset } from '../../src/data/load.ts';
import type { ResultsDocument } from '../../src/formats/results/document.ts';
import type { Trial } from '../../src/document/schema.ts';
import { forward } from '../../src/lab/model/forward.ts';
import { regressionFigures } from '../../src/lab/model/regression-figures.ts';
import { readSafetensors } from '../../src/formats/model/safetensors.ts';
import { engineMeta } from '../../src/catalog/registry/engine.meta.ts';
import { engineRecord } from '../../src/formats/results/engine-record.ts';
import { startTfjs } from '../../workers/engine/tfjs/engine.ts';
import { runTrial } from '../../workers/trial/run-trial.ts';
import { buildIfStale } from '../../cli/build/stale.mjs';
import { needsLinks, needsSignals } from '../support/system.ts';
import { a2, Folder, planOf, smallExperiment, start } from './support.ts';
import { flat, flatTrials } from '../formats/results/plain.ts';
import { schemaErrors } from '../formats/results/json-schema.ts';

const axes = [{ path: 'seed', values: [1, 2, 3] }];
const engine = ['--engine', 'tfjs-cpu'];

/** The trial on the engine itself, without pool, threads or build. */
async function directly(trial: Trial) {
  const options = { baseUrl: 'file:///', shared: false };
  const dataset = await loadDataset(trial.dataset.name, options);
  const batchLosses: number[] = [];
  const epochs: unknown[] = [];
  for await (const event of runTrial(
    trial,
    dataset,
    await startTfjs('cpu', { name: 'tfjs-cpu', reason: 'test', revision: 2 }),
  )) {
    if (event.type === 'batches') batchLosses.push(...event.losses);
    if (event.type === 'epoch') epochs.push(event.record);
  }
  return { batchLosses, epochs };
}

const figures = (document: ResultsDocument) =>
  flatTrials(document).map(({ id, epochs, batchLosses, gradientNorms }) => ({
    id,
    epochs,
    batchLosses,
    gradientNorms,
  }));

describe('a2 run', () => {
  let folder: Folder;
  before(() => buildIfStale(['cli']));
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => {
    folder.remove();
  });

  it('writes a results document with the engine’s own figures, for 1 and for 2 workers', async () => {
    const document = smallExperiment({ measure: { gradientNorms: true } }, axes);
    const file = folder.write('small.json', document);
    for (const workers of ['1', '2']) {
      const out = folder.at(`results-${workers}.json`);
      const ended = await a2('run', file, ...engine, '--workers', workers, '--out', out);
      assert.equal(ended.code, 0, ended.stderr);
      assert.match(ended.stdout, /^small: A small experiment \(California housing stand-in\)/);
      assert.match(ended.stdout, /\n +3 {2}done .+tfjs cpu\n$/);
      assert.include(ended.stderr, 'generated data, not the real data');
    }
    const [one, two] = [folder.results('results-1.json'), folder.results('results-2.json')];
    assert.deepEqual(figures(one), figures(two));

    const { experiment, trials } = planOf(document);
    assert.equal(one.format, 'a2-results');
    assert.equal(one.version, 2);
    assert.deepEqual(schemaErrors(one), []);
    assert.deepEqual(one.experiment, experiment);
    const record = engineRecord({ name: 'tfjs-cpu', revision: engineMeta['tfjs-cpu'].revision });
    assert.equal(one.environment.engine, record);
    assert.match(one.environment.userAgent, /^node v\d+/);
    assert.deepEqual(Object.keys(one.environment.datasets), ['housing-synthetic']);
    assert.match(one.environment.datasets['housing-synthetic']!, /^synthetic:/);
    for (const [index, { id, trial, values }] of trials.entries()) {
      const result = flat(one.trials[index]!);
      assert.deepInclude(result, { id, values, status: 'done', engine: record });
      assert.isAbove(result.seconds, 0);
      assert.lengthOf(result.gradientNorms!.activations, 2);
      assert.lengthOf(result.deadUnits!.shares, 2);
      assert.isAbove(result.baseline!.test.mse!, 0);
      const wanted = await directly(trial);
      assert.deepEqual(result.batchLosses, wanted.batchLosses);
      assert.deepEqual<unknown>(result.epochs, wanted.epochs);
      assert.isTrue(result.batchLosses.every((loss) => Math.fround(loss) === loss));
    }
    assert.deepEqual(readdirSync(folder.path).toSorted(), [
      'results-1.json',
      'results-1.run',
      'results-2.json',
      'results-2.run',
      'small.json',
    ]);
  });

  it('trains on tfjs’s WebAssembly too, and a pipe gets the document and nothing else', async () => {
    const stdin = JSON.stringify(smallExperiment());
    const args = ['run', '-', '--engine', 'tfjs-wasm', '--out', '-', '--quiet'];
    const { code, stdout, stderr } = await start(args, stdin).ended;
    assert.deepEqual([code, stderr], [0, '']);
    const { trials } = JSON.parse(stdout) as ResultsDocument;
    assert.match(trials[0]!.engine, /^tfjs-wasm \(revision \d+\)$/);
    assert.equal(trials[0]!.losses!.count, 20);
  });

  it('exits with 0 where a trial diverged, which is a result', async () => {
    const optimizer = { name: 'sgd', learningRate: 1e6 };
    const file = folder.write('small.json', smallExperiment({ optimizer }));
    const { code, stdout, stderr } = await a2('run', file, ...engine);
    assert.equal(code, 0, stderr);
    assert.include(stdout, 'diverged');
    assert.include(stderr, 'the trial diverged: the loss became');
  });

  it('exits with 1 where the engine cannot run, and says why once', async () => {
    const file = folder.write('small.json', smallExperiment({}, axes));
    const { code, stderr } = await a2('run', file, '--engine', 'tfjs-webgpu', '--quiet');
    assert.equal(code, 1);
    assert.match(stderr, /^3 trials failed: The engine tfjs-webgpu .*no WebGPU in Node/);
    assert.lengthOf(stderr.trimEnd().split('\n'), 1);
  });

  it('leaves a model for each trial, which predicts what the document says', async () => {
    const file = folder.write('small.json', smallExperiment({}, axes));
    const [models, out] = [folder.at('new/models'), folder.at('results.json')];
    const ended = await a2('run', file, ...engine, '--models', models, '--out', out);
    assert.equal(ended.code, 0, ended.stderr);
    assert.include(ended.stderr, `3 models written to ${models}.`);
    const dataset = await loadDataset('housing-synthetic', { baseUrl: 'file:///', shared: false });
    const names = readdirSync(models);
    assert.lengthOf(names, 3);
    for (const { id, values, epochs } of flatTrials(folder.results('results.json'))) {
      const name = names.find((each) => each.includes(id.slice(0, 8)));
      assert.equal(
        name?.replace(/-[0-9a-f]{8}\.safetensors$/, ''),
        `small-seed-${String(values.seed)}`,
      );
      const model = readSafetensors(readFileSync(path.join(models, name!)), name!);
      const { test } = trialData(dataset, model.trial.dataset, model.trial.seed);
      const predicted = forward(model, test.features, 1, 0, test.count);
      const { testMse } = regressionFigures(predicted, test.targets);
      const last = epochs.at(-1)!;
      assert.closeTo(testMse, 'testMse' in last ? last.testMse : NaN, 1e-6);
    }
  });

  it('refuses before it trains where the models cannot be written', async () => {
    const file = folder.write('small.json', smallExperiment());
    const { code, stderr } = await a2('run', file, ...engine, '--models', file);
    assert.equal(code, 2);
    assert.include(stderr, 'cannot take models, because it is not a folder');
  });

  it('replaces what a link points to and not the link', async function () {
    needsLinks(this);
    const file = folder.write('small.json', smallExperiment());
    folder.write('old.json', {});
    symlinkSync('old.json', folder.at('link.json'));
    const { code } = await a2('run', file, ...engine, '--out', folder.at('link.json'));
    assert.equal(code, 0);
    assert.isTrue(lstatSync(folder.at('link.json')).isSymbolicLink());
    assert.equal(folder.results('old.json').format, 'a2-results');
  });

  it('keeps what is finished when it is interrupted, and exits with 130', async function () {
    needsSignals(this);
    const long = [{ path: 'epochs', values: [1, 10_000] }];
    const file = folder.write('long.json', smallExperiment({}, long));
    const out = folder.at('results.json');
    const running = start(['run', file, ...engine, '--workers', '2', '--out', out]);
    await running.says('epochs 1: done');
    running.child.kill('SIGINT');
    const { code, stdout, stderr } = await running.ended;
    assert.equal(code, 130, stderr);
    assert.include(stdout, 'cancelled');
    const { trials } = folder.results('results.json');
    assert.deepEqual(
      trials.map(({ status }) => status),
      ['done', 'cancelled'],
    );
    assert.lengthOf(trials[0]!.epochs, 1);
    assert.equal(trials[0]!.losses!.count, 10);
  });

  it('says before it trains that it will record very many losses', async function () {
    needsSignals(this);
    const many = [{ path: 'seed', values: Array.from({ length: 40 }, (_, at) => at + 1) }];
    const dataset = { name: 'housing-synthetic' };
    const file = folder.write(
      'many.json',
      smallExperiment({ dataset, batchSize: 1, epochs: 60 }, many),
    );
    const running = start(['run', file, ...engine, '--workers', '1']);
    await running.says('losses in all');
    running.child.kill('SIGINT');
    const { stderr } = await running.ended;
    assert.match(stderr, /This run records the loss of every batch, \d+,\d+,\d+ losses in all/);
    assert.include(stderr, 'set trial.measure.batchLosses to false');
  });

  it('says which files of a dataset are missing and what to do', async () => {
    const dataset = { name: 'california-housing' };
    const file = folder.write('real.json', smallExperiment({ dataset }));
    const { code, stderr } = await a2('run', file, '--datasets', folder.path);
    assert.equal(code, 1);
    assert.include(stderr, `has cal_housing.data of California housing`);
    assert.include(stderr, 'train on "housing-synthetic"');
  });

  it('refuses a file that is not the published one, and leaves it alone', async () => {
    const dataset = { name: 'california-housing' };
    const file = folder.write('real.json', smallExperiment({ dataset }));
    writeFileSync(folder.at('cal_housing.data'), 'not houses');
    const { code, stderr } = await a2('run', file, '--datasets', folder.path, '--quiet');
    assert.equal(code, 1);
    assert.include(stderr, 'cal_housing.data');
    assert.include(stderr, 'is too short');
    assert.equal(readFileSync(folder.at('cal_housing.data'), 'utf8'), 'not houses');
  });
});
