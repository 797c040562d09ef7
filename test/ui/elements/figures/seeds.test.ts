import { assert } from 'chai';
import fc from 'fast-check';
import { reading } from '../../../../src/figures/charts/describe.ts';
import { trialStyle } from '../../../../src/figures/charts/palette.ts';
import { FigureModels } from '../../../../src/figures/models.ts';
import { hasSeedAxis, meanOf, trialGroups } from '../../../../src/figures/seeds.ts';
import { figuresOf } from '../../../../src/figures/specs.ts';
import { badgeOf } from '../../../../src/insights/diagnosis.ts';
import { after, seedAxes, trialsOf } from './support.ts';

describe('seeds as an axis', () => {
  it('is one where there are two seeds or more', () => {
    assert.isTrue(hasSeedAxis(seedAxes));
    assert.isFalse(hasSeedAxis([{ path: 'seed', values: [1] }]));
    assert.isFalse(hasSeedAxis([{ path: 'epochs', values: [1, 2] }]));
  });

  it('puts together what differs in nothing else, in the colours of pages without seeds', () => {
    const trials = trialsOf(seedAxes);
    const groups = trialGroups(trials, seedAxes, true, badgeOf);
    assert.deepEqual(
      groups.map(({ group }) => group.label),
      ['SGD, 3 seeds', 'Adam, 3 seeds'],
    );
    assert.deepEqual(
      groups.map((each) => each.trials.map(({ plan }) => plan.trial.seed)),
      [
        [1, 2, 3],
        [1, 2, 3],
      ],
    );
    const axes = seedAxes.slice(0, 1);
    assert.deepEqual(groups[1]?.group.style, trialStyle(axes, { 'optimizer.name': 'adam' }));
    assert.lengthOf(trialGroups(trials, seedAxes, false, badgeOf), 6);
    assert.lengthOf(trialGroups(trialsOf(axes), axes, true, badgeOf), 2);
  });

  it('counts seeds where they are the only axis', () => {
    const axes = seedAxes.slice(1);
    const [only, ...more] = trialGroups(trialsOf(axes), axes, true, badgeOf);
    assert.isEmpty(more);
    assert.equal(only?.group.label, '3 seeds');
  });

  it('says how many seeds stopped, and of all of them that the set-up did', () => {
    const trials = trialsOf(seedAxes);
    const stopped = trials.map((trial, index) =>
      index < 4 ? { ...trial, status: 'diverged' as const } : trial,
    );
    const [sgd, adam] = trialGroups(stopped, seedAxes, true, badgeOf);
    assert.equal(sgd?.group.note, 'diverged');
    assert.equal(adam?.group.label, 'Adam, 3 seeds (1 diverged)');
    assert.isUndefined(adam?.group.note);
  });

  it('has the mean between minimum and maximum, over those that have a value', () => {
    const value = fc.option(fc.double({ min: -1e300, max: 1e300, noNaN: true }), { nil: null });
    const table = fc
      .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 12 }))
      .chain(([seeds, length]) =>
        fc.array(fc.array(value, { minLength: length, maxLength: length }), {
          minLength: seeds,
          maxLength: seeds,
        }),
      );
    fc.assert(
      fc.property(table, (columns) => {
        const { values, spread } = meanOf(columns);
        values.forEach((mean, at) => {
          const found = columns.map((column) => column[at] ?? null).filter((each) => each !== null);
          assert.equal(spread.counts[at], found.length);
          if (found.length === 0) {
            assert.isNull(mean);
            assert.isNull(spread.low[at]);
            return;
          }
          assert.equal(spread.low[at], Math.min(...found));
          assert.equal(spread.high[at], Math.max(...found));
          assert.isAtLeast(mean!, spread.low[at]!);
          assert.isAtMost(mean!, spread.high[at]!);
          const exact = found.reduce((sum, each) => sum + each / found.length, 0);
          const size = Math.max(...found.map(Math.abs));
          assert.isAtMost(Math.abs(mean! - exact), size * 1e-12 + Number.MIN_VALUE * 8);
        });
        assert.equal(spread.of, columns.length);
      }),
    );
  });

  it('has a mean where the sum is more than a number can hold', () => {
    assert.deepEqual(meanOf([[1.7e308], [1.6e308]]).values, [1.7e308]);
  });

  it('grows as seeds get on, and says how many have got there', () => {
    const trials = trialsOf(seedAxes);
    const [figure] = figuresOf(trials.map(({ plan }) => plan.trial)).filter(
      ({ spec }) => spec.id === 'accuracy',
    );
    const models = new FigureModels(seedAxes, badgeOf);
    const begun = [
      after(trials[0]!, [0.2, 0.4, 0.5]),
      after(trials[1]!, [0.4, 0.6]),
      ...trials.slice(2),
    ];
    const model = models.model(figure!, begun, true);
    assert.deepEqual(model.lines[0]?.values.slice(1), [0.5, 0.5]);
    assert.deepEqual(model.lines[0]?.spread?.counts, [2, 2, 1]);
    assert.include(
      reading(figure!.spec, model, 1),
      'SGD, 3 seeds: train 50.0 %, 40.0 to 60.0 over 2 of 3 seeds'.replace(' %', '\u00a0%'),
    );
    assert.include(model.note, 'means over seeds');
    assert.equal(models.model(figure!, begun, true), model, 'nothing new, nothing built');
    const single = models.model(figure!, begun, false);
    assert.lengthOf(single.groups, 6);
    assert.isUndefined(single.note);
    assert.isUndefined(single.lines[0]?.spread);
  });

  it('holds every batch of every seed in the band, near and far', () => {
    const axes = seedAxes.slice(1);
    const trials = trialsOf(axes, 20);
    const [figure] = figuresOf(trials.map(({ plan }) => plan.trial)).filter(
      ({ kind }) => kind === 'steps',
    );
    const losses = trials.map((_, seed) =>
      Array.from({ length: 2000 }, (_, step) =>
        Math.fround(2 + Math.sin(step * 7.7 + seed) + (step === 777 ? 9 : 0)),
      ),
    );
    const begun = trials.map((trial, seed) => after(trial, [], losses[seed]));
    const models = new FigureModels(axes, badgeOf);
    const all = losses.flat();
    const far = models.model(figure!, begun, true);
    const ends = (column: readonly (number | null)[] = []) =>
      column.filter((each) => each !== null);
    assert.equal(Math.max(...ends(far.lines[0]?.spread?.high)), Math.max(...all));
    assert.equal(Math.min(...ends(far.lines[0]?.spread?.low)), Math.min(...all));
    const near = models.model(figure!, begun, true, [770, 790]);
    assert.deepEqual(
      near.x,
      Array.from({ length: 21 }, (_, index) => 770 + index),
    );
    near.x.forEach((step, at) => {
      const found = losses.map((each) => each[step - 1]!);
      assert.equal(near.lines[0]?.spread?.high[at], Math.max(...found));
      assert.equal(near.lines[0]?.spread?.low[at], Math.min(...found));
      assert.approximately(near.lines[0]!.values[at]!, found.reduce((a, b) => a + b) / 3, 1e-12);
    });
  });
});
