/** Tests every schedule: its rates are PyTorch's, and its state follows from what it has seen. */
import { assert } from 'chai';
import { parse } from 'valibot';
import { inOrder } from '../../src/catalog/kinds/members.ts';
import { ScheduleRun } from '../../src/catalog/lookup/schedule.ts';
import { scheduleMeta } from '../../src/catalog/registry/schedule.meta.ts';
import { scheduleSchema } from '../../src/document/schema.ts';
import golden from '../golden/torch-training.json' with { type: 'json' };
import { assertListed } from './listed.ts';

type Written = Parameters<typeof parse<typeof scheduleSchema>>[1];

/** The rates of so many epochs, the losses given one after the other. */
function ratesOf(written: Written, epochs: number, losses: readonly number[] = []): number[] {
  const schedule = parse(scheduleSchema, written);
  const optimizer = { learningRate: golden.schedules.base_rate };
  const run = new ScheduleRun({ schedule, optimizer, epochs, stepsPerEpoch: 3 });
  return Array.from({ length: epochs }, (_, epoch) => {
    const ratesAt = run.epoch();
    const [first, last] = [ratesAt(0), ratesAt(2)];
    assert.deepEqual(first, last, 'moved within an epoch');
    run.epochEnd(losses[epoch] ?? NaN);
    return first.learningRate!;
  });
}

const { schedules } = golden;
const cases: readonly (readonly [keyof typeof schedules, Written])[] = [
  ['step(3,0.5)', { name: 'step', epochs: 3, gamma: 0.5 }],
  ['multi_step([2,5,6],0.1)', { name: 'multi-step', milestones: [2, 5, 6] }],
  ['exponential(0.9)', { name: 'exponential', gamma: 0.9 }],
  ['cosine(T_max=10,eta_min=0.001)', { name: 'cosine', epochs: 10, minRate: 0.001 }],
  ['cosine_restarts(T_0=4,T_mult=2)', { name: 'cosine-restarts', epochs: 4, growth: 2 }],
  ['linear(1/3→1 over 5)', { name: 'linear', epochs: 5, startFactor: 1 / 3, endFactor: 1 }],
  ['polynomial(total 10,power 2)', { name: 'polynomial', epochs: 10, power: 2 }],
  [
    'warmup 3 then cosine 7 (SequentialLR(LinearLR(0.1,total 3), CosineAnnealingLR(7), milestone 3))',
    { name: 'cosine', epochs: 7, warmup: { epochs: 3, factor: 0.1 } },
  ],
];

describe('Schedules', () => {
  it('have names and places of their own in lists', () => assertListed(scheduleMeta));

  for (const [name, written] of cases) {
    it(`gives PyTorch’s rates: ${name}`, () => {
      const expected = schedules[name] as readonly number[];
      const rates = ratesOf(written, expected.length);
      rates.forEach((rate, at) => assert.closeTo(rate, expected[at]!, 1e-15, `epoch ${at}`));
    });
  }

  it('lowers the rate on a plateau as PyTorch does', () => {
    const losses = schedules['plateau(factor 0.1,patience 2), metric'];
    const expected = schedules['plateau(factor 0.1,patience 2)'];
    const rates = ratesOf({ name: 'plateau', patience: 2 }, losses.length, losses);
    rates.forEach((rate, at) => assert.closeTo(rate, expected[at]!, 1e-17, `${at}`));
  });

  it('keeps the rate if there is none, also after a warm-up', () => {
    const warmup = { epochs: 2, factor: 0.5 };
    const rates = ratesOf({ name: 'constant', warmup }, 5);
    [0.05, 0.075, 0.1, 0.1, 0.1].forEach((rate, at) => assert.closeTo(rates[at]!, rate, 1e-15));
  });

  it('begins after the warm-up, whatever it is', () => {
    for (const name of inOrder(scheduleMeta)) {
      if (scheduleMeta[name].traits.per === 'step') continue;
      const needed = Object.fromEntries(
        Object.entries(scheduleMeta[name].fields).flatMap(([key, field]) =>
          field.kind === 'list' || (field.kind === 'count' && field.default === undefined)
            ? [[key, field.start]]
            : [],
        ),
      );
      const plain = { name, ...needed };
      const losses = Array.from({ length: 40 }, () => 1);
      const own = ratesOf(plain, 35, losses);
      const later = ratesOf({ ...plain, warmup: { epochs: 5 } }, 40, losses);
      assert.deepEqual(later.slice(5), own, name);
      assert.closeTo(later[0]!, 0.01, 1e-15);
    }
  });
});
