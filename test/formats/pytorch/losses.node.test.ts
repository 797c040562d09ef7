/** Losses in the exported program, beside the lab. */
import { assert } from 'chai';
import { pythonsWithTorch } from '../../support/python.mjs';
import { worstRelative } from '../../workers/trials.ts';
import { flat } from '../results/plain.ts';
import { documentOf, lab, programOf, pytorch } from './beside.ts';

const values = documentOf(
  { dataset: { name: 'california-housing', trainSize: 200, testSize: 50 }, epochs: 2 },
  [
    {
      path: 'loss',
      values: [
        { name: 'mse' },
        { name: 'l1' },
        { name: 'huber', delta: 0.5 },
        { name: 'smooth-l1', beta: 0.3 },
      ],
    },
  ],
);

const classes = documentOf(
  {
    dataset: { name: 'fashion-mnist', trainSize: 200, testSize: 50 },
    epochs: 2,
    measure: { gradientNorms: true },
  },
  [
    {
      path: 'loss',
      values: [
        { name: 'cross-entropy' },
        { name: 'cross-entropy', smoothing: 0.1 },
        { name: 'cross-entropy', balanced: true },
        { name: 'cross-entropy', weights: [1, 2, 1, 1, 0.5, 1, 3, 1, 1, 0], smoothing: 0.2 },
      ],
    },
  ],
);

describe('a program with losses', () => {
  it('has no line of them where every trial has its task’s', () => {
    assert.include(programOf(documentOf({})), '    criterion = nn.MSELoss()\n');
    const source = programOf(documentOf({ loss: { name: 'mse' } }));
    assert.include(source, '    criterion = nn.MSELoss()\n');
  });

  for (const { python, version } of pythonsWithTorch())
    for (const [what, document] of [
      ['values', values],
      ['classes', classes],
    ] as const)
      it(`of ${what} has the lab’s losses and figures with torch ${version}`, async () => {
        const ours = await lab(document);
        const { trials } = await pytorch(python, document);
        assert.lengthOf(trials, ours.length);
        for (const [at, trial] of ours.entries()) {
          const label = JSON.stringify(trial.plan.values);
          const theirs = flat(trials[at]!);
          assert.isBelow(worstRelative(trial.batchLosses, theirs.batchLosses), 1e-4, label);
          const [own, other] = [trial.epochs.at(-1)!, theirs.epochs.at(-1)!];
          for (const [key, value] of Object.entries<number>({ ...own }))
            assert.closeTo(Reflect.get(other, key) as number, value, 1e-3, `${label} ${key}`);
          const norms = trial.gradientNorms?.activations ?? [];
          assert.isBelow(
            worstRelative(norms, theirs.gradientNorms?.activations.map(Number) ?? []),
            1e-4,
            label,
          );
        }
      });
});
