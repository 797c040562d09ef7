/** Forged files are detected by retraining, whatever their hashes say. */
import { assert } from 'chai';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ResultsDocument } from '../../src/formats/results/document.ts';
import { modelFile, readModel } from '../../src/formats/model/model-file.ts';
import { compareTrials } from '../../src/lab/compare.ts';
import { lossesHash } from '../../src/formats/results/losses-hash.ts';
import { recordedTrial } from '../../src/formats/results/trial.ts';
import { trialStateOf } from '../../src/lab/recorded.ts';
import { figuresSeal, withRecord } from '../../src/formats/results/seals.ts';
import { lossesOf } from '../../src/formats/results/losses-of.ts';
import { documentFile, plainDocument, type HeldDocument } from '../../src/formats/results/write.ts';
import { recordsOf } from '../../src/formats/results/columns.ts';
import type { EpochRecord } from '../../src/document/results.ts';
import { readText, textOf } from '../formats/results/plain.ts';
import { a2, Folder, planOf, smallExperiment } from './support.ts';
import { layersIn } from '../support/short-form.ts';

const axes = [{ path: 'seed', values: [1, 2] }];
const measure = { gradientNorms: true, batchLosses: true };

type Json = Record<string, unknown>;
type Path = readonly string[];

/** With its losses as numbers, which can be forged one by one. */
const copyOf = (document: ResultsDocument): HeldDocument => ({
  ...structuredClone(document),
  trials: document.trials.map(({ losses, ...trial }) => ({
    ...structuredClone(trial),
    ...(losses === undefined ? {} : { losses: { ...losses, data: lossesOf({ losses }) } }),
  })),
});

/** A forged document: every hash recomputed over the edited content. */
async function resealed(document: HeldDocument): Promise<HeldDocument> {
  const trials = await Promise.all(
    document.passport!.trials.map(async (row) => {
      const result = document.trials.find(({ id }) => id === row.id)!;
      const losses = await lossesHash(result.losses?.data ?? new Float32Array(0));
      return { ...row, losses, figures: await figuresSeal(result, row.weights, lossesHash) };
    }),
  );
  return withRecord({ ...document, passport: { ...document.passport!, trials } }, lossesHash);
}

function* numbersIn(value: unknown, at: Path = []): Generator<Path> {
  if (typeof value === 'number') yield at;
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) yield* numbersIn(inner, [...at, key]);
  }
}

function forge(document: HeldDocument, at: Path): void {
  const [last, ...before] = at.toReversed();
  const from = before
    .toReversed()
    .reduce<Json>((inner, key) => inner[key] as Json, document as unknown as Json);
  const value = from[last!] as number;
  // The nearest float32, so that a loss is still one.
  from[last!] = Number.isInteger(value) ? value + 1 : Math.fround(value * (1 + 2 ** -22));
}

describe('a2 verify', () => {
  let folder: Folder;
  let document: ResultsDocument;
  let models: string[];

  before(async function () {
    folder = new Folder();
    const file = folder.write('small.json', smallExperiment({ measure }, axes));
    const args = ['--engine', 'wasm', '--quiet', '--out', folder.at('results.json')];
    const ended = await a2('run', file, ...args, '--models', folder.at('models'));
    assert.equal(ended.code, 0, ended.stderr);
    document = folder.results('results.json');
    models = readdirSync(folder.at('models')).map((name) => path.join(folder.at('models'), name));
  });

  after(() => folder.remove());

  it('confirms that unchanged results and models equal what training gives', async () => {
    const { code, stdout, stderr } = await a2(
      'verify',
      folder.at('results.json'),
      ...models,
      '--quiet',
    );
    assert.equal(code, 0, stderr + stdout);
    assert.lengthOf(stdout.match(/: equal, bit for bit/g) ?? [], 2);
    assert.lengthOf(stdout.match(/its weights are equal, bit for bit/g) ?? [], 2);
    assert.match(stdout, /4 records \(of .*\): verified\.\n$/);
  });

  it('refuses files that do not match their hashes before it trains', async () => {
    const edited = copyOf(document);
    forge(edited, ['trials', '0', 'figures', 'test', 'mse', '1']);
    const results = folder.write('edited.json', plainDocument(edited));
    const one = await a2('verify', results);
    assert.equal(one.code, 1);
    assert.include(
      one.stderr,
      'passport.trials.0.figures: expected the hash of the trial’s figures',
    );
    const bytes = readFileSync(models[0]!);
    bytes[bytes.length - 2]! ^= 1;
    writeFileSync(folder.at('edited.safetensors'), bytes);
    const two = await a2('verify', folder.at('edited.safetensors'));
    assert.equal(two.code, 1);
    assert.include(two.stderr, 'its weights do not match their hash');
  });

  it('detects forged figures and weights with recomputed hashes', async () => {
    const forged = copyOf(document);
    forge(forged, ['trials', '1', 'figures', 'test', 'mae', '1']);
    const results = folder.write('forged.json', plainDocument(await resealed(forged)));
    const model = await readModel(readFileSync(models[0]!), models[0]!);
    layersIn(model.parameters)[0]!.weight[3]! += 1e-3;
    writeFileSync(folder.at('forged.safetensors'), await modelFile(model));
    const ended = await a2('verify', results, folder.at('forged.safetensors'), '--quiet');
    assert.equal(ended.code, 1, ended.stderr);
    assert.match(ended.stdout, /seed 1: equal, bit for bit/i);
    assert.match(ended.stdout, /seed 2: .*differs in a figure \(epoch 2, testMae\)/i);
    assert.include(ended.stdout, 'its weights differ from those that training gives here');
    assert.match(ended.stdout, /1 of 3 records .* verified\.\n$/);
  });

  it('compares what another program computed, and never verifies it', async () => {
    const plain = { ...document };
    Reflect.deleteProperty(plain, 'passport');
    const trials = plain.trials.map((trial) => ({ ...trial, engine: 'torch 2.9.0' }));
    const file = folder.write('torch.json', { ...plain, trials });
    const { code, stdout } = await a2('verify', file, '--quiet');
    assert.equal(code, 1);
    assert.match(stdout, /0 of 2 records .* verified\.\n$/);
  });

  it('reports different data as a difference', async () => {
    const forged = copyOf(document);
    Reflect.set(forged.environment.datasets, 'housing-synthetic', 'a'.repeat(64));
    const file = folder.write('data.json', plainDocument(await resealed(forged)));
    const { code, stdout } = await a2('verify', file, '--quiet');
    assert.equal(code, 1);
    assert.include(stdout, 'it names different data');
  });
});

describe('retraining', () => {
  let folder: Folder;
  const runs: ResultsDocument[] = [];

  before(async function () {
    folder = new Folder();
    const file = folder.write('small.json', smallExperiment({ measure }));
    for (const name of ['one.json', 'two.json']) {
      const args = ['--engine', 'wasm', '--quiet', '--out', folder.at(name)];
      assert.equal((await a2('run', file, ...args)).code, 0);
      runs.push(folder.results(name));
    }
  });

  after(() => folder.remove());

  it('detects every single forged figure, with recomputed hashes', async () => {
    const [document, other] = runs as [ResultsDocument, ResultsDocument];
    const { trials } = planOf(document.experiment);
    const stateIn = ({ trials: [result], passport }: HeldDocument) => {
      const records = recordsOf(result!.epochs, result!.figures) as unknown as EpochRecord[];
      return trialStateOf(recordedTrial(result!, records, trials[0]!, passport!.trials[0]));
    };
    const again = stateIn(copyOf(other));
    // A trial's time is no figure, and no training shows it.
    const paths = [...numbersIn(copyOf(document).trials, ['trials'])].filter(
      (at) => !['seconds', 'values', 'epochs', 'end'].includes(at[2]!),
    );
    assert.isAbove(paths.length, 30);
    for (const at of paths) {
      const forged = copyOf(document);
      forge(forged, at);
      const sealed = await resealed(forged);
      const read = await readText(await textOf(documentFile(sealed)));
      // What no hash can tell, the schema may: more dead units than there are.
      if (!read.ok) continue;
      const recorded = stateIn(sealed);
      assert.isFalse(compareTrials(recorded, again).equal, at.join('.'));
    }
    const weights = copyOf(document);
    Reflect.set(weights.passport!.trials[0]!, 'weights', 'b'.repeat(64));
    const recorded = stateIn(weights);
    assert.equal(compareTrials(recorded, again).firstFigure, 'weights');
  });
});
