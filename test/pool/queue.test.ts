import { assert } from 'chai';
import fc from 'fast-check';
import { parse } from 'valibot';
import { trialCost } from '../../src/document/parameters.ts';
import { trialSchema, type Trial } from '../../src/document/schema.ts';
import { inOrder } from '../../src/pool/queue.ts';

const trial = (epochs: number, width: number, batchSize = 32) =>
  parse(trialSchema, {
    dataset: { name: 'housing-synthetic' },
    model: { depth: 2, width },
    optimizer: { name: 'adam' },
    batchSize,
    epochs,
  });

const jobsOf = (trials: readonly Trial[]) => trials.map((each, at) => ({ id: at, trial: each }));
const costs = (jobs: readonly { trial: Trial }[]) => jobs.map((job) => trialCost(job.trial));

/** The finishing time if workers take the next job when free. */
function makespan(costs: readonly number[], workers: number): number {
  const free = new Array<number>(workers).fill(0);
  for (const cost of costs) free[free.indexOf(Math.min(...free))]! += cost;
  return Math.max(...free);
}

/** The optimal finishing time, by exhaustive search. */
function shortest(all: readonly number[], workers: number): number {
  const loads = new Array<number>(workers).fill(0);
  let best = Infinity;
  const place = (at: number) => {
    if (at === all.length) best = Math.min(best, Math.max(...loads));
    else
      for (let worker = 0; worker < workers; worker++) {
        loads[worker]! += all[at]!;
        place(at + 1);
        loads[worker]! -= all[at]!;
      }
  };
  place(0);
  return best;
}

describe('inOrder', () => {
  it('puts more epochs and larger networks first', () => {
    const jobs = jobsOf([trial(1, 8), trial(10, 8), trial(1, 64)]);
    assert.deepEqual(
      inOrder(jobs, 1).map(({ id }) => id),
      [2, 1, 0],
    );
  });

  it('keeps the order of equal trials and leaves the array alone', () => {
    const jobs = jobsOf([1, 2, 3].map(() => trial(1, 8)));
    for (const workers of [1, 2, 3]) {
      assert.sameOrderedMembers(
        inOrder(jobs, workers).map(({ id }) => id),
        [0, 1, 2],
      );
    }
    assert.deepEqual(inOrder([], 2), []);
  });

  it('shares the grid of 3 rates × 3 batch sizes out as evenly as can be', () => {
    const grid = jobsOf([16, 32, 64].flatMap((batch) => [1, 2, 3].map(() => trial(9, 64, batch))));
    const ends = makespan(costs(inOrder(grid, 2)), 2);
    assert.approximately(ends, shortest(costs(grid), 2), 1);
    const longestFirst = costs(grid).toSorted((a, b) => b - a);
    assert.isBelow(ends, 0.95 * makespan(longestFirst, 2));
  });

  it('loses no job and ends no later than 4/3 of the shortest end', () => {
    const epochs = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(epochs, fc.integer({ min: 1, max: 3 }), (lengths, workers) => {
        const jobs = jobsOf(lengths.map((each) => trial(each, 8)));
        const ordered = inOrder(jobs, workers);
        assert.sameMembers(ordered, jobs);
        const least = shortest(costs(jobs), workers);
        assert.isAtMost(makespan(costs(ordered), workers), (4 / 3) * least * (1 + 1e-6));
      }),
    );
  });
});
