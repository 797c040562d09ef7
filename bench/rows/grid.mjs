/** The whole grid of question I2d: two workers of the lab against two processes of PyTorch. */
import path from 'node:path';
import { hasCommandLine, runA2 } from '../lib/a2.mjs';
import { gridEpochs, trainGrid, writeGrid } from '../lib/grid.mjs';
import { Peer } from '../lib/line-protocol.mjs';
import { pytorchCommand } from '../lib/peers.mjs';
import { tolerance } from '../lib/rounds.mjs';
import { largestDifference, median, medianRatio } from '../lib/statistics.mjs';
import { figure } from '../lib/table.mjs';
import { skipped } from './row.mjs';

const work = 'housing grid (9 cells, 100 epochs), two workers';
/** The target against PyTorch's default optimiser; there is none against the fused one. */
const wanted = { plain: 12, fused: null };
const processes = 2;
const variants = /** @type {const} */ (['plain', 'fused']);

/** @type {import('./row.mjs').Row} */
export const gridRow = {
  name: 'grid',
  title: work,
  async run({ folder, cells, engine, python, quick, full }) {
    const against = `${processes} processes of PyTorch`;
    if (!hasCommandLine())
      return skipped(work, against, wanted.plain, 'there is no cli/a2.mjs here yet');
    if (python === null) return skipped(work, against, wanted.plain, 'there is no PyTorch');
    const labEpochs = quick ? 10 : gridEpochs;
    const torchEpochs = full ? gridEpochs : quick ? 1 : 3;
    const rounds = quick || full ? 1 : 3;
    const experiment = writeGrid(folder, labEpochs);
    const out = path.join(folder, 'grid-results.json');
    const lab = () => runA2(experiment, { workers: processes, engine, out });
    // Not timed: it may build the command line.
    await runA2(writeGrid(folder, 1), { workers: processes, engine, out });

    const groups = variants.map((variant) => ({
      wanted: wanted[variant],
      name: `${processes} processes of PyTorch${variant === 'fused' ? ', fused optimiser' : ''}`,
      peers: Array.from(
        { length: processes },
        () => new Peer(...pytorchCommand(python, folder, variant)),
      ),
      seconds: /** @type {number[]} */ ([]),
    }));
    try {
      for (const { peers } of groups) {
        await Promise.all(peers.map((peer) => peer.greeting()));
        await Promise.all(peers.map((peer) => peer.ask({ train: cells[0]?.id, epochs: 1 })));
      }
      /** @type {number[]} */
      const ours = [];
      let difference = 0;
      for (let round = 0; round < rounds; round++) {
        const { seconds, trials } = await lab();
        ours.push((seconds * gridEpochs) / labEpochs);
        for (const group of groups) {
          const grid = await trainGrid(group.peers, cells, torchEpochs);
          group.seconds.push((grid.seconds * gridEpochs) / torchEpochs);
          difference = Math.max(difference, firstEpochsApart(trials, grid.records));
        }
      }
      return {
        lines: groups.map(({ name, wanted: least, seconds }) => ({
          work,
          ours: `${figure(median(ours))} s`,
          peer: name,
          theirs: `${figure(median(seconds))} s`,
          ratio: medianRatio(ours, seconds),
          wanted: least,
        })),
        notes: [
          scaledNote('PyTorch', torchEpochs),
          scaledNote('the lab', labEpochs),
          `Grid: after the first epoch the training errors of lab and PyTorch differ by at most ${difference.toPrecision(2)} (at learning rates below 0.1, where rounding errors do not grow). The lab's seconds include the start of the command; PyTorch's begin when its processes have loaded everything.`,
        ].filter((note) => note !== ''),
        data: {
          labEpochs,
          torchEpochs,
          lab: ours,
          peers: groups.map(({ name, seconds }) => ({ name, seconds })),
          difference,
        },
      };
    } finally {
      for (const { peers } of groups) for (const peer of peers) peer.close();
    }
  },
};

const scaledNote = (/** @type {string} */ who, /** @type {number} */ epochs) =>
  epochs === gridEpochs
    ? ''
    : `Grid: ${who} trained ${epochs} epochs of every cell; the seconds are scaled to ${gridEpochs}${who === 'PyTorch' ? ' (`--full` trains all)' : ''}.`;

/**
 * The largest difference of the mean squared error on the training part after one epoch.
 * With learning rate 0.1 rounding errors grow so fast that PyTorch's own two optimisers diverge from each other; those
 * cells are left out. Throws Error where another cell was not the same work.
 * @param {readonly import('../lib/a2.mjs').TrialResult[]} trials
 * @param {Map<string, Record<string, number>[]>} records by cell
 */
export function firstEpochsApart(trials, records) {
  const steady = trials.filter(({ values }) => Number(values['optimizer.learningRate']) < 0.1);
  const apart = largestDifference(
    steady.map(({ figures }) => Number(figures.train['mse']?.[0])),
    steady.map(({ values }) =>
      Number(records.get(Object.values(values).join('-'))?.[0]?.['trainMse']),
    ),
  );
  if (apart <= tolerance) return apart;
  throw new Error(
    `after one epoch the errors differ by ${apart.toPrecision(2)}: not the same work`,
  );
}
