import { assert } from 'chai';
import { parse } from 'valibot';
import { trialSchema } from '../../src/experiment/schema.ts';
import { longestFirst } from '../../src/pool/queue.ts';

const trial = (epochs: number, width: number) =>
  parse(trialSchema, {
    dataset: { name: 'housing-synthetic' },
    model: { depth: 2, width },
    optimizer: { name: 'adam' },
    batchSize: 32,
    epochs,
  });

describe('longestFirst', () => {
  it('puts more epochs and larger networks first', () => {
    const jobs = [trial(1, 8), trial(10, 8), trial(1, 64)].map((each) => ({ trial: each }));
    const widths = longestFirst(jobs).map((job) => [job.trial.epochs, job.trial.model.width]);
    assert.deepEqual(widths, [
      [1, 64],
      [10, 8],
      [1, 8],
    ]);
  });

  it('keeps the order of equal trials and leaves the array alone', () => {
    const jobs = ['a', 'b', 'c'].map((id) => ({ id, trial: trial(1, 8) }));
    assert.deepEqual(
      longestFirst(jobs).map(({ id }) => id),
      ['a', 'b', 'c'],
    );
    assert.deepEqual(longestFirst([]), []);
  });
});
