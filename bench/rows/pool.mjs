/**
 * The pool: the same trials with one worker and with two, by the clock on the wall. Eight alike, because
 * the nine of the grid cannot be shared evenly: five of nine like ones are a bound of 1.8.
 */
import path from 'node:path';
import { hasCommandLine, runA2 } from '../lib/a2.mjs';
import { gridEpochs, writeSeeds } from '../lib/grid.mjs';
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
    const one = [];
    const two = [];
    for (let round = 0; round < rounds; round++) {
      one.push(await timed(1));
      two.push(await timed(2));
    }
    const notes =
      epochs === gridEpochs ? [] : [`Pool: ${epochs} epochs a trial, so the start weighs more.`];
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
      ],
      notes,
      data: { epochs, one, two },
    };
  },
};
