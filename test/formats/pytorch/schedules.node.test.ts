/** Schedules in the exported program, beside the lab: the same rates, and losses up to rounding. */
import { assert } from 'chai';
import { pythonsWithTorch } from '../../support/python.mjs';
import { scheduleForms } from '../../workers/schedules.ts';
import { worstRelative } from '../../workers/trials.ts';
import { flat } from '../results/plain.ts';
import { documentOf, lab, programOf, pytorch } from './beside.ts';

const own = (schedule: object, more: object = {}) => ({
  dataset: { name: 'california-housing', trainSize: 200, testSize: 50, validation: 100 },
  epochs: 6,
  schedule,
  ...more,
});

const optimizers = [
  { name: 'sgd', learningRate: 0.05 },
  { name: 'adam', learningRate: 0.01 },
];

/** Every schedule, one trial without any, one that follows the training part. */
const everySchedule = documentOf(own({ name: 'constant' }), [
  { path: 'optimizer', values: optimizers },
  { path: 'schedule', values: [{ name: 'constant' }, ...scheduleForms] },
]);

describe('a program with schedules', () => {
  it('has no line of them where no trial has one', () => {
    const without = programOf(documentOf({}));
    assert.notInclude(without, 'schedule');
    assert.notInclude(without, 'learningRate"] = rate');
    const constant = programOf(documentOf({ schedule: { name: 'constant' } }));
    assert.notInclude(constant.slice(0, constant.indexOf('EXPERIMENT = ')), 'schedule');
  });

  it('reads like one that a teacher would write', () => {
    const source = programOf(documentOf(own({ name: 'cosine', epochs: 6, minRate: 0.001 })));
    assert.include(source, '"schedule": {"name": "cosine", "T_max": 6, "eta_min": 0.001}');
    assert.include(source, '"cosine": torch.optim.lr_scheduler.CosineAnnealingLR,');
    assert.notInclude(source, 'SequentialLR');
  });

  for (const { python, version } of pythonsWithTorch()) {
    it(`has the lab’s rates and losses with torch ${version}`, async () => {
      const ours = await lab(everySchedule);
      const { trials } = await pytorch(python, everySchedule);
      assert.lengthOf(trials, ours.length);
      for (const [at, trial] of ours.entries()) {
        const what = JSON.stringify([trial.plan.trial.optimizer.name, trial.plan.trial.schedule]);
        const theirs = trials[at]!;
        const rates = trial.epochs.flatMap(({ learningRate }) => learningRate ?? []);
        assert.lengthOf(rates, trial.plan.trial.schedule === undefined ? 0 : 6, what);
        assert.lengthOf(theirs.rates ?? [], rates.length, what);
        rates.forEach((rate, epoch) =>
          assert.closeTo(rate, theirs.rates![epoch]!, 1e-12, `${what} epoch ${epoch}`),
        );
        assert.isBelow(worstRelative(trial.batchLosses, flat(theirs).batchLosses), 1e-3, what);
      }
    });
  }
});
