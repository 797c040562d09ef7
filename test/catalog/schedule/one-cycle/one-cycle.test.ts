import { assert } from 'chai';
import { parse } from 'valibot';
import { ScheduleRun } from '../../../../src/catalog/lookup/schedule.ts';
import { scheduleSchema } from '../../../../src/document/schema.ts';
import { parseExperiment } from '../../../../src/document/parse.ts';
import { document } from '../../../document/documents.ts';
import golden from '../../../golden/torch-training.json' with { type: 'json' };

const { schedules } = golden;

/** Four epochs of five steps. */
function ratesOf(optimizer: { readonly learningRate: number }, more: object = {}) {
  const schedule = parse(scheduleSchema, { name: 'one-cycle', ...more });
  const run = new ScheduleRun({ schedule, optimizer, epochs: 4, stepsPerEpoch: 5 });
  return Array.from({ length: 4 }, () => {
    const ratesAt = run.epoch();
    run.epochEnd(Number.NaN);
    return [0, 1, 2, 3, 4].map(ratesAt);
  }).flat();
}

describe('the schedule one-cycle', () => {
  it('gives PyTorch’s rate and momentum at every step', () => {
    const rates = ratesOf({ learningRate: schedules.base_rate, momentum: 0 } as never);
    for (const [step, { learningRate, momentum }] of rates.entries()) {
      assert.closeTo(learningRate!, schedules['one_cycle(max 0.1,total 20)'][step]!, 1e-15);
      assert.closeTo(momentum!, schedules.one_cycle_momentum[step]!, 1e-15);
    }
  });

  it('moves β₁ of an optimiser that has one, and nothing else where it is told so', () => {
    const adam = { learningRate: 0.1, beta1: 0.9 };
    assert.hasAllKeys(ratesOf(adam)[3], ['learningRate', 'beta1']);
    assert.hasAllKeys(ratesOf(adam, { cyclesMomentum: false })[3], ['learningRate']);
  });

  it('takes no warm-up, since it climbs itself', () => {
    const schedule = { name: 'one-cycle', warmup: { epochs: 1 } };
    const parsed = parseExperiment(document({}, { schedule }));
    const issues = parsed.ok ? [] : parsed.issues;
    assert.match(
      issues[0]!.message,
      /^trial\.schedule\.warmup: expected no key warmup with one-cycle/,
    );
  });
});
