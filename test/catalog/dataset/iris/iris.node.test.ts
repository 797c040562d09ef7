/** Iris: compares its rows with scikit-learn's, and training with the PyTorch program. */
import { assert } from 'chai';
import { spawnSync } from 'node:child_process';
import { loadDataset } from '../../../../src/data/load.ts';
import { hasDatasets } from '../../../protocol/harness.ts';
import { pythonWithTorch } from '../../../support/python.mjs';
import { documentOf, lab, pytorch } from '../../../formats/pytorch/beside.ts';
import { worstRelative } from '../../../workers/trials.ts';
import { lossesOf } from '../../../../src/formats/results/losses-of.ts';

const load = () => loadDataset('iris', { baseUrl: 'about:blank', shared: false });

/** scikit-learn's rows and classes, or null if it is not installed. */
function sklearn(): { data: number[][]; target: number[] } | null {
  const program =
    'import json; from sklearn.datasets import load_iris; d = load_iris(); print(json.dumps({"data": d.data.tolist(), "target": d.target.tolist()}))';
  const { status, stdout } = spawnSync('/usr/bin/python3', ['-c', program], { encoding: 'utf8' });
  return status === 0 ? (JSON.parse(stdout) as { data: number[][]; target: number[] }) : null;
}

describe('Iris', () => {
  it('has fifty rows of each species, all measured', async () => {
    const { features, targets, inputs, trainCount, testCount, classNames } = await load();
    assert.equal(trainCount + testCount, 150);
    assert.lengthOf(features, 150 * inputs);
    for (const species of classNames.keys())
      assert.lengthOf(
        [...targets].filter((target) => target === species),
        50,
      );
    // The means that are printed with the data (UCI's iris.names, and Fisher's table for two rows of it).
    const mean = (column: number) =>
      Array.from({ length: 150 }, (_, row) => features[row * inputs + column]!).reduce(
        (sum, value) => sum + value / 150,
        0,
      );
    for (const [column, wanted] of [5.8433, 3.0573, 3.758, 1.1993].entries())
      assert.closeTo(mean(column), wanted, 1e-4);
  });

  it('has scikit-learn’s rows, in their order', async function () {
    const wanted = sklearn();
    if (wanted === null) this.skip();
    const { features, targets } = await load();
    assert.deepEqual([...features], wanted.data.flat());
    assert.deepEqual([...targets], wanted.target);
  });

  it('trains as the program that is exported, with rows held back, and counts its classes', async function () {
    const python = pythonWithTorch();
    if (python === null || !hasDatasets) this.skip();
    const document = documentOf({
      dataset: { name: 'iris', validation: 20 },
      model: { depth: 2, width: 8, activation: 'tanh' },
      optimizer: { name: 'adam', learningRate: 0.02 },
      batchSize: 16,
      epochs: 20,
    });
    const [ours] = await lab(document);
    const theirs = (await pytorch(python, document)).trials[0]!;
    assert.isAtMost(worstRelative(ours!.batchLosses, lossesOf(theirs)), 1e-3);
    assert.deepEqual(ours!.classes?.train, theirs.classes?.train);
    const last = ours!.epochs.at(-1);
    assert.isAbove(last !== undefined && 'testAccuracy' in last ? last.testAccuracy : 0, 0.85);
  });
});
