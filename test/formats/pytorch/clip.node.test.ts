/** Clipping in the exported program, beside the lab. */
import { assert } from 'chai';
import { pythonsWithTorch } from '../../support/python.mjs';
import { worstRelative } from '../../workers/trials.ts';
import { flat } from '../results/plain.ts';
import { documentOf, lab, programOf, pytorch } from './beside.ts';

const document = documentOf(
  {
    dataset: { name: 'california-housing', trainSize: 200, testSize: 50 },
    optimizer: { name: 'sgd', learningRate: 0.05, momentum: 0.9, weightDecay: 0.1 },
    epochs: 3,
  },
  [{ path: 'clip', values: [{}, { norm: 0.3 }, { norm: 1e6 }, { value: 0.01 }] }],
);

describe('a program that clips gradients', () => {
  it('has no line of it where no trial does', () => {
    assert.notInclude(programOf(documentOf({})), 'clip');
  });

  for (const { python, version } of pythonsWithTorch())
    it(`has the lab’s losses with torch ${version}`, async () => {
      const ours = await lab(document);
      const { trials } = await pytorch(python, document);
      assert.lengthOf(trials, 4);
      const ends = new Set<number>();
      for (const [at, trial] of ours.entries()) {
        const theirs = flat(trials[at]!);
        const label = JSON.stringify(trial.plan.values);
        assert.isBelow(worstRelative(trial.batchLosses, theirs.batchLosses), 1e-4, label);
        ends.add(trial.batchLosses.at(-1)!);
      }
      // A limit that nothing reaches is none.
      assert.lengthOf([...ends], 3);
    });
});
