/**
 * The pool: the same trials with one worker and with two, in wall-clock time. Eight equal trials, because
 * the grid's nine cannot be divided evenly: five of nine equal trials would give a bound of 1.8.
 *
 * For comparison, the machine's own limit: two independent programs with half of
 * the trials each. Their ratio to one program with all of them is the bound for any pool.
 */
import path from 'node:path';
import { hasCommandLine, runA2 } from '../lib/a2.mjs';
import { eightSeeds, gridEpochs, writeSeeds } from '../lib/grid.mjs';
import { median, medianRatio } from '../lib/statistics.mjs';
import { figure } from '../lib/table.mjs';
import { skipped } from './row.mjs';

const work = 'pool: eight housing trials with two workers';
const against = 'one worker';
const wanted = 1.9;

/** @type {import('./row.mjs').Row} */
export const poolRow = {
  name: 'pool',
  title: work,
  async run({ folder, engine, quick }) {
    if (!hasCommandLine()) return skipped(work, against, wanted, 'there is no cli/a2.mjs here yet');
    const epochs = quick ? 10 : gridEpochs;
    const rounds = quick ? 1 : 3;
    const experiment = writeSeeds(folder, epochs);
    const out = path.join(folder, 'pool-results.json');
    const timed = async (/** @type {number} */ workers) =>
      (await runA2(experiment, { workers, engine, out })).seconds;
    // Not timed: it may build the command line.
    await runA2(writeSeeds(folder, 1), { workers: 1, engine, out });
    const halves = [eightSeeds.slice(0, 4), eightSeeds.slice(4)].map((seeds, half) => ({
      experiment: writeSeeds(folder, epochs, seeds),
      out: path.join(folder, `pool-half-${half}.json`),
    }));
    const apart = async () => {
      const ends = await Promise.all(
        halves.map((half) => runA2(half.experiment, { workers: 1, engine, out: half.out })),
      );
      return Math.max(...ends.map(({ seconds }) => seconds));
    };
    /** @type {number[]} */ const one = [];
    /** @type {number[]} */ const two = [];
    /** @type {number[]} */ const separate = [];
    for (let round = 0; round < rounds; round++) {
      one.push(await timed(1));
      two.push(await timed(2));
      separate.push(await apart());
    }
    const notes =
      epochs === gridEpochs ? [] : [`Pool: ${epochs} epochs per trial, so the start weighs more.`];
    return {
      lines: [
        {
          work,
          ours: `${figure(median(two))} s`,
          peer: against,
          theirs: `${figure(median(one))} s`,
          ratio: medianRatio(two, one),
          wanted,
        },
        {
          work,
          ours: `${figure(median(two))} s`,
          peer: 'two programs, half of the trials each',
          theirs: `${figure(median(separate))} s`,
          ratio: medianRatio(two, separate),
          wanted: null,
        },
      ],
      notes: [
        ...notes,
        `Pool: two programs that share nothing but the machine are ${figure(medianRatio(separate, one))} × as fast as one. No pool can be much better on this machine.`,
      ],
      data: { epochs, one, two, separate },
    };
  },
};
