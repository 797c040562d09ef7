/** Points in the plane: compares rows with those of the exported program bit by bit, and training with it. */
import { assert } from 'chai';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { noiseOf } from '../../../src/catalog/lookup/dataset.ts';
import { datasetMeta, type DatasetName } from '../../../src/catalog/registry/dataset.meta.ts';
import { loadDataset } from '../../../src/data/load.ts';
import { trialData } from '../../../src/data/prepare-trial.ts';
import { parseExperiment } from '../../../src/document/parse.ts';
import { lossesOf } from '../../../src/formats/results/losses-of.ts';
import { documentOf, lab, parsed, programOf, pytorch } from '../../formats/pytorch/beside.ts';
import { pythonWithTorch } from '../../support/python.mjs';
import { worstRelative } from '../../workers/trials.ts';

const names = (Object.keys(datasetMeta) as DatasetName[]).filter(
  (name) => noiseOf(name) !== undefined,
);
const load = (name: DatasetName) => loadDataset(name, { baseUrl: 'about:blank', shared: false });
const sha = (values: Float64Array): string =>
  createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex').slice(0, 16);

/** Of the points at the dataset's own noise: a change of any bit needs another version. */
const golden: Readonly<Record<string, string>> = {
  circles: '061dbcdb9bdbdb20',
  moons: 'af9188fc2bdcbe92',
  spirals: 'eb3657554347833a',
  xor: '9de6458a12f2c6fa',
};

const document = (name: string, noise: number | null) =>
  documentOf({
    dataset: { name, validation: 40, noise },
    model: { depth: 2, width: 8, activation: 'tanh' },
    optimizer: { name: 'adam', learningRate: 0.02 },
    batchSize: 20,
    epochs: 30,
  });

/** What each program's `load_data` gives for its only trial: [features, classes] a part, as hexadecimal bytes. */
function programParts(python: string, programs: readonly string[]): string[][][] {
  const run = `import sys, types, json
from pathlib import Path
found = []
for text in json.load(sys.stdin):
    module = types.ModuleType("program")
    exec(compile(text, "program", "exec"), module.__dict__)
    settings = {**module.BASE, **module.TRIALS[0]["settings"]}
    parts = module.load_data(Path("."), settings)
    found.append([[t.numpy().tobytes().hex() for t in part.tensors] for part in parts])
print(json.dumps(found))`;
  const { status, stdout, stderr } = spawnSync(python, ['-c', run], {
    input: JSON.stringify(programs),
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as string[][][];
}

const hex = (view: ArrayBufferView): string =>
  Buffer.from(view.buffer, view.byteOffset, view.byteLength).toString('hex');

describe('Points in the plane', () => {
  for (const name of names) {
    it(`${name}: has the same points as ever, in two equal classes`, async () => {
      const { features, targets } = await load(name);
      assert.instanceOf(features, Float64Array);
      assert.equal(sha(features as Float64Array), golden[name]);
      assert.lengthOf(
        [...targets].filter((target) => target === 0),
        200,
      );
    });
  }

  it('are made by the program to the bit, at any noise', async function () {
    const python = pythonWithTorch();
    if (python === null) this.skip();
    const cases = names.flatMap((name) => [null, 0, 0.3].map((noise) => ({ name, noise })));
    const programs = cases.map(({ name, noise }) => programOf(document(name, noise)));
    const theirs = programParts(python, programs);
    for (const [index, { name, noise }] of cases.entries()) {
      const { trial } = parsed(document(name, noise)).trials[0]!;
      assert.equal(trial.dataset.noise, noise ?? undefined);
      const { train, test, validation } = trialData(await load(name), trial.dataset, trial.seed);
      for (const [at, part] of [train, test, validation!].entries()) {
        const [features, classes] = theirs[index]![at]!;
        assert.equal(hex(part.features), features, `${name} at ${noise}, part ${at}`);
        assert.equal(hex(BigInt64Array.from(part.targets, BigInt)), classes);
      }
    }
  });

  it('train as the program', async function () {
    const python = pythonWithTorch();
    if (python === null) this.skip();
    const [ours] = await lab(document('spirals', 0.02));
    const theirs = (await pytorch(python, document('spirals', 0.02))).trials[0]!;
    assert.isAtMost(worstRelative(ours!.batchLosses, lossesOf(theirs)), 1e-3);
  });

  it('have a noise only where they are noisy', () => {
    const noise = (name: string, value: number) => parseExperiment(document(name, value));
    assert.isFalse(noise('iris', 0.1).ok);
    assert.isFalse(noise('moons', 1.1).ok);
    assert.isFalse(noise('moons', -0.1).ok);
  });

  it('have one id at their own noise, however it is written', () => {
    const id = (noise: number | null) => parsed(document('moons', noise)).trials[0]!.id;
    assert.equal(id(datasetMeta.moons.noise!), id(null));
    assert.notEqual(id(0.3), id(null));
  });
});
