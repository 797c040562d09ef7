import { assert } from 'chai';
import fc from 'fast-check';
import { chanceBound } from '../../src/insights/chance.ts';
import { blocksOf, diagnose, troublesOf } from '../../src/insights/diagnosis.ts';
import { afterEvent, settled, waitingTrial } from '../../src/lab/reduce.ts';
import type { TrialState } from '../../src/lab/state.ts';
import { accuracies, done, errors, housing, planned, spaced } from './trials.ts';

const [plan] = planned().plans;
const [house] = planned({}, housing).plans;
const kinds = (trial: TrialState) => diagnose(trial).map(({ kind }) => kind);
const badges = (trial: TrialState) => troublesOf(trial).map(({ badge }) => spaced(badge));

describe('diagnose', () => {
  it('says nothing of a trial that waits, runs, failed or was cancelled', () => {
    for (const status of ['waiting', 'running', 'failed', 'cancelled'] as const) {
      assert.isEmpty(diagnose(done(plan!, { status, epochs: accuracies([0.1]) })));
    }
  });

  it('names the step at which a trial diverged, and how', () => {
    for (const [loss, word] of [
      [NaN, 'NaN'],
      [Infinity, 'infinite'],
    ] as const) {
      const state = afterEvent(waitingTrial(plan!), { type: 'diverged', step: 1234, loss });
      const trial = settled(state, null);
      assert.deepEqual(badges(trial), ['diverged at step 1,234']);
      assert.include(diagnose(trial)[0]!.explanation, `became ${word} at step 1,234`);
    }
  });

  it('calls a trial at chance within the binomial bound of its test rows, and no other', () => {
    // 10,000 rows: 0.1 + 3.29 √(0.09 / 10,000) = 0.10987.
    assert.closeTo(chanceBound(0.1, 10_000), 0.10987, 1e-5);
    assert.deepEqual(badges(done(plan!, { epochs: accuracies([0.1098]) })), ['at chance']);
    assert.isEmpty(badges(done(plan!, { epochs: accuracies([0.1105]) })));
    const [few] = planned({}, { dataset: { name: 'fashion-mnist', testSize: 100 } }).plans;
    assert.deepEqual(
      badges(
        done(few!, { epochs: accuracies([0.16]).map((record) => ({ ...record, testLoss: 2.4 })) }),
      ),
      ['at chance'],
    );
  });

  it('does not call a trial at chance whose loss shows that it has begun to learn', () => {
    const [record] = accuracies([0.1]);
    assert.isEmpty(badges(done(plan!, { epochs: [{ ...record!, testLoss: 2.1 }] })));
  });

  it('explains chance with its figures', () => {
    const [chance] = diagnose(done(plan!, { epochs: accuracies([0.1]) }));
    assert.equal(
      spaced(chance!.explanation),
      'The network is no better than guessing: its test accuracy of 10.0 % is within the sampling error of guessing among 10 classes on 10,000 rows; its test loss of 2.303 is that of equal probabilities, ln 10 = 2.303.',
    );
  });

  it('names a dead layer before dead units, and dead units from half of them on', () => {
    const dead = (...shares: number[]) =>
      badges(done(plan!, { epochs: accuracies([0.5]), deadUnits: { shares, rows: 1024 } }));
    assert.deepEqual(dead(0.25, 1, 0.5), ['dead: all of layer 2']);
    assert.deepEqual(dead(0.75, 0.99), ['dead: 87 % of units']);
    assert.deepEqual(dead(0.5, 0.5), ['dead: 50 % of units']);
    assert.deepEqual(dead(0.5, 0.49), []);
  });

  it('compares a regression with always predicting the mean, where that was measured', () => {
    const baseline = { testMse: 1.354, testMae: 0.92 };
    const badge = (mse: number) => badges(done(house!, { epochs: errors([mse]), baseline }));
    assert.deepEqual(badge(1.36), ['no better than the mean']);
    assert.deepEqual(badge(1.345), ['no better than the mean']);
    assert.isEmpty(badge(1.3));
    assert.isEmpty(badges(done(house!, { epochs: errors([1.4]) })));
  });

  it('calls overfitting only what rises on the test part while it falls on the training part', () => {
    const falling = [1, 0.8, 0.6, 0.5, 0.4];
    const rising = [1, 0.7, 0.6, 0.7, 0.8];
    assert.deepEqual(kinds(done(house!, { epochs: errors(rising, falling) })), ['overfitting']);
    assert.isEmpty(kinds(done(house!, { epochs: errors(rising, rising) })));
    assert.deepEqual(kinds(done(house!, { epochs: errors(falling, falling) })), ['improving']);
  });

  it('never says of one trial that it overfits and still improves', () => {
    const losses = fc.array(fc.double({ min: 0.01, max: 10, noNaN: true }), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(losses, losses, (tests, trains) => {
        const epochs = errors(tests, trains);
        const trial = done(house!, { epochs });
        const found = diagnose(trial);
        const last = Math.max(1, Math.floor(tests.length / 5));
        const mean = (values: readonly number[]) =>
          values.reduce((a, b) => a + b, 0) / values.length;
        const end = mean(tests.slice(-last));
        const earlier = blocksOf(trial)
          .slice(0, -1)
          .map(({ test }) => test);
        for (const { kind } of found) {
          if (kind === 'improving') assert.isBelow(end, Math.min(...earlier));
          if (kind === 'overfitting') assert.isAbove(end, Math.min(...earlier));
        }
        assert.isBelow(found.length, 2);
      }),
    );
  });
});
