import { assert } from 'chai';
import fc from 'fast-check';
import { EigenvalueDecomposition } from 'ml-matrix';
import { behaviour } from '../../../src/course/answers/t4/results.ts';
import golden from '../../golden/least-squares.json' with { type: 'json' };
import { contoursOf, pointOn } from '../../../src/course/theory/least-squares/contours.ts';
import {
  closedForm,
  iterates,
  stepFrom,
} from '../../../src/course/theory/least-squares/descent.ts';
import {
  gradientAt,
  lossAt,
  minimiser,
  problemOf,
  spectrumOf,
} from '../../../src/course/theory/least-squares/problem.ts';

const value = fc.integer({ min: -20, max: 20 }).map((each) => each / 4);
const data = fc.integer({ min: 1, max: 4 }).chain((features) =>
  fc.integer({ min: 1, max: 12 }).chain((rows) =>
    fc.record({
      features: fc.constant(features),
      x: fc.array(value, { minLength: rows * features, maxLength: rows * features }),
      y: fc.array(value, { minLength: rows, maxLength: rows }),
      w: fc.array(value, { minLength: features, maxLength: features }),
    }),
  ),
);

/** Straight from the definition, row by row. */
function bruteLoss(x: readonly number[], y: readonly number[], w: readonly number[]): number {
  let sum = 0;
  y.forEach((target, row) => {
    let error = -target;
    w.forEach((weight, i) => (error += x[row * w.length + i]! * weight));
    sum += error * error;
  });
  return sum / (2 * y.length);
}

describe('least squares', () => {
  it('has the loss of its definition and the gradient of its differences', () => {
    fc.assert(
      fc.property(data, ({ x, y, w, features }) => {
        const problem = problemOf(x, y, features);
        const size = 1 + bruteLoss(x, y, w);
        assert.approximately(lossAt(problem, w), bruteLoss(x, y, w), 1e-11 * size);
        gradientAt(problem, w).forEach((slope, i) => {
          // The loss is quadratic, so a difference of any width is exact but for rounding.
          const moved = (by: number) => w.map((each, j) => (j === i ? each + by : each));
          const difference = (bruteLoss(x, y, moved(0.5)) - bruteLoss(x, y, moved(-0.5))) / 1;
          assert.approximately(slope, difference, 1e-10 * size);
        });
      }),
    );
  });

  it('has no slope at the minimiser, and none of less norm is as good', () => {
    fc.assert(
      fc.property(data, ({ x, y, w, features }) => {
        const problem = problemOf(x, y, features);
        const best = minimiser(problem);
        for (const slope of gradientAt(problem, best)) assert.approximately(slope, 0, 1e-8);
        // Of all minimisers the shortest has no part in the directions that the data do not determine.
        const { rank, largest } = spectrumOf(problem);
        const { eigenvectorMatrix, realEigenvalues } = new EigenvalueDecomposition(problem.gram, {
          assumeSymmetric: true,
        });
        realEigenvalues.forEach((eigenvalue, column) => {
          if (eigenvalue > largest * 1e-13) return;
          const direction = eigenvectorMatrix.getColumn(column);
          const part = best.reduce((sum, each, i) => sum + each * direction[i]!, 0);
          assert.approximately(part, 0, 1e-7 * (1 + Math.hypot(...best)));
        });
        assert.isAtMost(rank, Math.min(features, y.length));
        assert.isAtLeast(lossAt(problem, w), lossAt(problem, best) - 1e-9);
      }),
    );
  });

  for (const { name, features, x, y, rank, sizes, w, loss } of golden.cases) {
    it(`is what ${golden.by} finds: ${name}`, () => {
      const problem = problemOf(x, y, features);
      const spectrum = spectrumOf(problem);
      assert.equal(spectrum.rank, rank);
      const largest = sizes[0]!;
      const kept = spectrum.eigenvalues.toReversed().map(Math.sqrt).slice(0, rank);
      kept.forEach((size, i) => assert.approximately(size, sizes[i]!, 1e-14 * largest));
      // Rounding in X or y of a last digit moves w by that times the condition.
      const condition = rank === 0 ? 1 : largest / sizes[rank - 1]!;
      const best = minimiser(problem);
      const length = Math.hypot(...w) + Math.hypot(...y) / (largest || 1);
      best.forEach((each, i) =>
        assert.approximately(each, w[i]!, 20 * Number.EPSILON * condition * length),
      );
      const scale = Math.hypot(...y) ** 2;
      const reach = (largest * Math.hypot(...w) * 20 * Number.EPSILON) ** 2;
      assert.approximately(lossAt(problem, best), loss, 1e-12 * scale + reach);
    });
  }

  it('finds the minimiser of a column of large numbers beside one of ones, in XᵀX’s own numbers', () => {
    const x = [0, 1, 2, 3, 4].flatMap((k) => [1, 5000 + k]);
    const problem = problemOf(x, [1, 3, 5, 7, 9], 2);
    assert.deepEqual(problem.gram.to2DArray(), [
      [5, 25_010],
      [25_010, 125_100_030],
    ]);
    assert.equal(spectrumOf(problem).rank, 2);
    const [a, b] = minimiser(problem);
    assert.approximately(a!, -9999, 1e-6);
    assert.approximately(b!, 2, 1e-9);
    assert.isBelow(lossAt(problem, [a!, b!]), 1e-18);
    const { levels } = contoursOf(problem, [[0, 0]]);
    assert.isTrue(levels.every(({ axes }) => axes.every(Number.isFinite)));
    // Of the slow direction 3·10⁻¹⁵ goes at each step, which 1 − 3·10⁻¹⁵ does not show.
    const words = behaviour(spectrumOf(problem), spectrumOf(problem).limit * 0.4);
    const steps = /after ([^ ]+) steps, a tenth is left/.exec(words)?.[1];
    assert.match(steps ?? '', /10|e\+?1[45]/);
  });

  it('of a singular XᵀX takes the minimiser of least norm', () => {
    // Two equal columns: any w with w₁ + w₂ = 2 fits, and (1, 1) is the shortest.
    const problem = problemOf([1, 1, 2, 2, 3, 3], [2, 4, 6], 2);
    assert.equal(spectrumOf(problem).rank, 1);
    minimiser(problem).forEach((each) => assert.approximately(each, 1, 1e-12));
    // No information at all.
    assert.deepEqual(minimiser(problemOf([0, 0], [1], 2)).map(Math.abs), [0, 0]);
  });

  it('takes the same steps one by one and all at once', () => {
    fc.assert(
      fc.property(
        data,
        fc.integer({ min: 0, max: 60 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        ({ x, y, w, features }, steps, share) => {
          const problem = problemOf(x, y, features);
          const { limit } = spectrumOf(problem);
          const rate = limit === Infinity ? 1 : limit * share;
          const last = iterates(problem, w, rate, steps).at(-1)!;
          const atOnce = closedForm(problem, w, rate, steps);
          const size = Math.hypot(...last, ...w, 1);
          last.forEach((each, i) => assert.approximately(atOnce[i]!, each, 1e-9 * size));
        },
      ),
    );
  });

  it('converges just below 2N/λ_max and diverges just above', () => {
    const problem = problemOf([1, 0.2, -0.4, 1, 0.3, 0.7], [1, -1, 0.5], 2);
    const { limit } = spectrumOf(problem);
    const away = (rate: number) => {
      const end = closedForm(problem, [3, -2], rate, 5000);
      const best = minimiser(problem);
      return Math.hypot(...end.map((each, i) => each - best[i]!));
    };
    assert.isBelow(away(0.99 * limit), 1e-6);
    assert.isAbove(away(1.01 * limit), 1e6);
  });

  it('writes w₁ and w₂ as the assignment does', () => {
    const problem = problemOf([1, 2, 3, 4], [1, 2], 2);
    const [w0, alpha] = [[0.5, -0.5], 0.05];
    const w1 = stepFrom(problem, w0, alpha);
    // By hand: Xᵀ(Xw₀ − y)/N = (1/2)·[1 3; 2 4]·(−1.5, −2.5) = (−4.5, −6.5).
    assert.approximately(w1[0]!, 0.5 + 0.05 * 4.5, 1e-15);
    assert.approximately(w1[1]!, -0.5 + 0.05 * 6.5, 1e-15);
    assert.deepEqual(iterates(problem, w0, alpha, 2)[2], stepFrom(problem, w1, alpha));
  });

  it('refuses what is no problem or no number of steps', () => {
    assert.throws(() => problemOf([1, 2, 3], [1], 2), /3 numbers for 1 rows of 2/);
    assert.throws(() => problemOf([], [], 1), RangeError);
    assert.throws(() => closedForm(problemOf([1], [1], 1), [0], 0.1, 1.5), /whole number/);
  });

  it('has level lines on which the loss is the same everywhere', () => {
    const x = [1, 0.2, -0.4, 1, 0.3, 0.7];
    const y = [1, -1, 0.5];
    const contours = contoursOf(problemOf(x, y, 2), [[3, -2]], 5);
    assert.lengthOf(contours.levels, 5);
    for (const level of contours.levels) {
      for (const turn of [0, 0.7, 2, 4, 5.5]) {
        assert.approximately(bruteLoss(x, y, pointOn(contours, level, turn)), level.loss, 1e-9);
      }
    }
    assert.approximately(contours.levels.at(-1)!.loss, bruteLoss(x, y, [3, -2]), 1e-9);
    const open = contoursOf(problemOf([1, 1, 2, 2], [1, 2], 2), [[3, 0]], 3);
    assert.include(open.levels[0]!.axes, Infinity);
    assert.throws(() => contoursOf(problemOf([1], [1], 1), []), /over 1 weights/);
  });
});
