/** Chance is the accuracy of always predicting the most frequent class, and accuracy alone is not enough. */
import { assert } from 'chai';
import fc from 'fast-check';
import { figuresOf } from '../../src/figures/specs.ts';
import { chanceBound } from '../../src/insights/chance.ts';
import { diagnose, troublesOf } from '../../src/insights/diagnosis.ts';
import { findingsOf } from '../../src/insights/findings.ts';
import { figureOfClasses } from '../../src/catalog/lookup/metric.ts';
import { chanceOf, classFigures, unequalClassFigures } from '../../src/lab/class-figures.ts';
import { columnsOf } from '../../src/text/columns.ts';
import golden from '../golden/class-figures.json' with { type: 'json' };
import { classesOf, ended, tableOf, yesAndNo } from './own-table.ts';
import { accuracies, done, find, planned, said, spaced } from './trials.ts';

const rare = tableOf(yesAndNo, 1000);
const always = [
  [191, 0],
  [9, 0],
];
const some = [
  [185, 6],
  [3, 6],
];
const all = [
  [191, 0],
  [0, 9],
];
const badges = (trial: Parameters<typeof diagnose>[0]) =>
  troublesOf(trial).map(({ badge }) => badge);
const ids = (run: typeof rare, trial: Parameters<typeof diagnose>[0]) =>
  findingsOf(run.experiment, [trial]).map(({ id }) => id);

describe('chance', () => {
  it('is the share of the most frequent class, and the entropy of the shares', () => {
    for (const { counts, share, loss } of golden.chance) {
      const names = counts.map(String);
      const { trial } = tableOf(names, 1000).plans[0]!;
      const chance = chanceOf(trial, classesOf(counts))!;
      assert.closeTo(chance.share, share, 1e-12);
      assert.closeTo(chance.loss, loss, 1e-12);
      assert.equal(chance.mostFrequent, names[0]);
      assert.isFalse(chance.equal);
    }
  });

  it('is 1 / classes where classes are as good as equal, whatever the split', () => {
    const { trial } = tableOf(['a', 'b', 'c'], 150).plans[0]!;
    const counted = { train: [41, 34, 37], test: [9, 16, 13] };
    assert.deepEqual(chanceOf(trial, counted), {
      share: 1 / 3,
      loss: Math.log(3),
      classes: 3,
      equal: true,
      mostFrequent: null,
    });
    const [fashion] = planned().plans;
    assert.equal(chanceOf(fashion!.trial)!.share, 0.1);
    assert.isNull(chanceOf(trial));
    // All but one class are equal.
    const nine = tableOf(Array.from('abcdefghij'), 1000).plans[0]!.trial;
    const few = [...new Array<number>(9).fill(22), 2];
    assert.isFalse(chanceOf(nine, classesOf(few))!.equal);
  });

  it('has the binomial’s bound, never above 1', () => {
    // By exact fractions: the least k with P(more than k of n right) ≤ 0.0005.
    assert.equal(chanceBound(0.955, 200), 199 / 200);
    assert.equal(chanceBound(0.1, 100), 21 / 100);
    assert.equal(chanceBound(0.98, 200), 1);
    assert.equal(chanceBound(0.5, 10), 1);
    assert.equal(chanceBound(0.99, 5000), 4971 / 5000);
    assert.equal(chanceBound(1, 10), 1);
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1, noNaN: true }), fc.nat(1e6), (share, rows) => {
        const bound = chanceBound(share, rows + 1);
        assert.isAtMost(bound, 1);
        assert.isAtLeast(bound, share);
      }),
    );
  });
});

describe('the figures of classes', () => {
  it('are scikit-learn’s', () => {
    for (const { confusion, balancedAccuracy, macroF1, recall, precision, f1 } of golden.figures) {
      const found = classFigures(confusion, []);
      assert.closeTo(figureOfClasses('balanced-accuracy', found), balancedAccuracy, 1e-12);
      assert.closeTo(figureOfClasses('macro-f1', found), macroF1, 1e-12);
      for (const [at, each] of found.entries()) {
        assert.closeTo(each.recall ?? 0, recall[at]!, 1e-12);
        assert.closeTo(each.precision, precision[at]!, 1e-12);
        assert.closeTo(each.f1, f1[at]!, 1e-12);
        assert.equal(each.recall === null, each.rows === 0);
      }
    }
  });

  it('are those of the definitions, row by row', () => {
    const matrices = fc
      .integer({ min: 2, max: 5 })
      .chain((size) =>
        fc.array(fc.array(fc.nat(4), { minLength: size, maxLength: size }), {
          minLength: size,
          maxLength: size,
        }),
      )
      .filter((matrix) => matrix.some((row) => row.some((count) => count > 0)));
    fc.assert(
      fc.property(matrices, (confusion) => {
        const rows = confusion.flatMap((row, truth) =>
          row.flatMap((count, said) => Array.from({ length: count }, () => ({ truth, said }))),
        );
        const met = confusion.flatMap((_, at) =>
          rows.some(({ truth, said }) => truth === at || said === at) ? [at] : [],
        );
        const scores = met.map((at) => {
          const right = rows.filter(({ truth, said }) => truth === at && said === at).length;
          const missed = rows.filter(({ truth, said }) => truth === at && said !== at).length;
          const wrong = rows.filter(({ truth, said }) => truth !== at && said === at).length;
          return {
            recall: right + missed === 0 ? null : right / (right + missed),
            f1: right === 0 ? 0 : right / (right + (missed + wrong) / 2),
          };
        });
        const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
        const found = classFigures(confusion, []);
        const recalls = scores.flatMap(({ recall }) => recall ?? []);
        assert.closeTo(figureOfClasses('balanced-accuracy', found), mean(recalls), 1e-9);
        const f1 = figureOfClasses('macro-f1', found);
        assert.closeTo(f1, mean(scores.map((each) => each.f1)), 1e-9);
      }),
    );
  });
});

describe('a network on imbalanced classes', () => {
  it('is at chance where it is no better than the most frequent class', () => {
    const trial = ended(rare, always, 0.19);
    assert.deepEqual(badges(trial), ['at chance']);
    assert.equal(
      said(rare, [trial], 'chance'),
      'The network is no better than always predicting the most frequent class, “no”: its test accuracy is 95.5 %, and that class has 95.5 % of 200 test rows; its test loss of 0.1900 is above that of the class shares as probabilities, 0.1835. It predicts one class for every test row.',
    );
    assert.notInclude(ids(rare, trial), 'leaving-chance');
    const two = tableOf(yesAndNo, 1000, { axes: [{ path: 'seed', values: [1, 2] }] });
    assert.equal(
      said(two, [ended(two, always, 0.19, 0), ended(two, always, 0.2, 1)], 'chance'),
      'All 2 trials end at chance, no better than always predicting the most frequent class (accuracy, test loss): seed 1 (95.5 %, 0.1900) and seed 2 (95.5 %, 0.2000).',
    );
    // Worse than that is no better either.
    const worse = [
      [180, 11],
      [9, 0],
    ];
    assert.deepEqual(badges(ended(rare, worse, 0.5)), ['at chance']);
  });

  it('is at chance where it always predicts one class, whatever its loss', () => {
    const trial = ended(rare, always, 0.15);
    assert.deepEqual(badges(trial), ['at chance']);
    assert.include(diagnose(trial)[0]!.explanation, 'is below that of the class shares');
  });

  it('is not at chance where its loss shows that it has learnt, or its accuracy', () => {
    assert.isEmpty(badges(ended(rare, some, 0.1)));
    assert.isEmpty(badges(ended(rare, all, 0.01)));
  });

  it('leaves chance where it is better than the most frequent class', () => {
    assert.equal(
      said(rare, [ended(rare, all, 0.01)], 'leaving-chance'),
      'The test accuracy stays above chance (always predicting the most frequent class, 95.5 %) from epoch 1 (100.0 %).',
    );
    assert.isUndefined(said(rare, [ended(rare, some, 0.1)], 'leaving-chance'));
  });

  it('is described by balanced accuracy, F1 and the recall of every class, too', () => {
    assert.equal(
      said(rare, [ended(rare, some, 0.1)], 'unequal-classes'),
      'Accuracy alone says little, because the classes are imbalanced (“no” has 95.5 % of 200 test rows): with an accuracy of 95.5 %, balanced accuracy is 81.8 %, macro F1 0.774, and recall is 96.9 % for “no” (185 of 191 rows, F1 0.976) and 66.7 % for “yes” (6 of 9 rows, F1 0.571).',
    );
    const two = tableOf(yesAndNo, 1000, { axes: [{ path: 'seed', values: [1, 2] }] });
    const trials = [ended(two, always, 0.19, 0), ended(two, some, 0.1, 1)];
    assert.match(
      said(two, trials, 'unequal-classes')!,
      /test rows\)\. With seed 1 and an accuracy of 95\.5 %, balanced accuracy is 50\.0 %.*; with seed 2 and an accuracy of 95\.5 %, balanced accuracy is 81\.8 %/,
    );
    const [first, second] = columnsOf(trials, two.experiment.axes).filter(({ key }) =>
      ['balancedAccuracy', 'macroF1'].includes(key),
    );
    assert.deepEqual(
      columnsOf(trials, two.experiment.axes)
        .map(({ key }) => key)
        .slice(2, 5),
      ['testAccuracy', 'balancedAccuracy', 'macroF1'],
    );
    assert.deepEqual(trials.map(first!.text).map(spaced), ['50.0 %', '81.8 %']);
    assert.deepEqual(trials.map(second!.text), ['0.488', '0.774']);
  });

  it('names only the best and the worst of many trials', () => {
    const many = tableOf(yesAndNo, 1000, {
      axes: [{ path: 'seed', values: [1, 2, 3, 4, 5, 6, 7] }],
    });
    const trials = many.plans.map((_, at) =>
      ended(many, at === 2 ? all : at < 5 ? some : always, 0.2, at),
    );
    assert.match(
      said(many, trials, 'unequal-classes')!,
      /The best and the worst of 7 trials by balanced accuracy: with seed 3 and .*100\.0 %.*; with seed 7 and .*50\.0 %/,
    );
  });

  it('names only the classes with the lowest and the highest recall of many', () => {
    const many = tableOf(Array.from('abcdef'), 1000);
    const confusion = Array.from({ length: 6 }, (_, truth) =>
      Array.from({ length: 6 }, (__, told) => (told === truth ? 10 * (truth + 1) : 2)),
    );
    const text = said(many, [ended(many, confusion, 0.5)], 'unequal-classes')!;
    assert.include(text, 'recall ranges from 50.0 % for “a” (10 of 20 rows');
    assert.include(text, 'to 85.7 % for “f” (60 of 70 rows');
    assert.notInclude(text, '“c”');
  });
});

describe('where classes are equal', () => {
  const equal = tableOf(yesAndNo, 1000);
  const trial = ended(
    equal,
    [
      [90, 10],
      [20, 80],
    ],
    0.4,
  );

  it('there is no such finding, and chance with two classes is one half', () => {
    assert.isNull(unequalClassFigures(trial.plan.trial, trial.classes));
    assert.isUndefined(find(findingsOf(equal.experiment, [trial]), 'unequal-classes'));
    assert.equal(
      said(equal, [trial], 'leaving-chance'),
      'The test accuracy stays above chance from epoch 1 (85.0 %).',
    );
    assert.notInclude(
      columnsOf([trial], []).map(({ key }) => key),
      'balancedAccuracy',
    );
    const fashion = done(planned().plans[0]!, { epochs: accuracies([0.5]) });
    assert.isUndefined(find(findingsOf(planned().experiment, [fashion]), 'unequal-classes'));
  });
});

describe('where the classes of a table were not counted', () => {
  it('there is no chance level', () => {
    const trial = ended(rare, always, 0.19);
    Reflect.deleteProperty(trial, 'classes');
    assert.isEmpty(badges(trial));
    assert.notInclude(ids(rare, trial), 'leaving-chance');
  });
});

describe('the line of chance in the figures', () => {
  const lines = (run: typeof rare, counts: readonly (readonly number[])[]) =>
    figuresOf(
      run.plans.map(({ trial }) => trial),
      counts.map((each) => classesOf(each)),
    ).map(({ spec: { id, references } }) => ({
      id,
      references: references.map(({ value, label }) => [value, spaced(label)]),
    }));

  it('is at the share of the most frequent class and at the entropy of the shares', () => {
    const [accuracy, batch, loss] = lines(rare, [[191, 9]]);
    assert.deepEqual(accuracy, { id: 'accuracy', references: [[0.955, 'chance, 95.5 %']] });
    for (const figure of [batch!, loss!]) {
      assert.closeTo(figure.references[0]![0] as number, golden.chance[0]!.loss, 1e-12);
      assert.equal(figure.references[0]![1], 'chance, 0.184');
    }
  });

  it('is the mean of splits that differ, with their span', () => {
    const two = tableOf(yesAndNo, 1000, { axes: [{ path: 'seed', values: [1, 2] }] });
    const [accuracy] = lines(two, [
      [190, 10],
      [180, 20],
    ]);
    const [[value, label]] = accuracy!.references as [[number, string]];
    assert.closeTo(value, 0.925, 1e-12);
    assert.equal(label, 'chance, 90 % to 95 %');
  });

  it('is where it always was where classes are equal, and nowhere where it is not known', () => {
    assert.deepEqual(lines(planned(), [])[0]!.references, [[0.1, 'chance, 10 %']]);
    assert.deepEqual(lines(planned(), []).at(-1)!.references, [[Math.log(10), 'chance, ln 10']]);
    for (const { references } of lines(rare, [])) assert.isEmpty(references);
  });
});
