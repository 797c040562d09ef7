/** Rows of networks that are lists of layers: the lab's own engine against PyTorch, and convolution against the peak. */
import { listWorks } from '../lib/list-works.mjs';
import { inRounds } from '../lib/rounds.mjs';
import { median, medianRatio, spread } from '../lib/statistics.mjs';
import { milliseconds } from '../lib/table.mjs';
import { skipped } from './row.mjs';

/**
 * @typedef {import('../lib/list-works.mjs').ListWorkName} ListWorkName
 * @typedef {import('./row.mjs').Row} Row
 */

/** How many times faster than PyTorch the lab should be. */
const wanted = /** @type {Record<ListWorkName, number>} */ ({
  'list-norm': 3,
  'list-residual': 3,
  'list-dropout': 2,
  'list-pictures': 1,
});

/**
 * Losses that must agree: Adam makes steps of rounding errors where a norm leaves a bias no gradient, and with them
 * PyTorch leaves its own float64 from the sixth step of the residual blocks on.
 */
const losses = 5;

/** Peers with lists of layers. */
const able = new Set(['lab', 'pytorch', 'pytorch-fused']);

/** @param {ListWorkName} name @returns {Row} */
const listRow = (name) => ({
  name,
  title: listWorks[name].title,
  async run({ peers, effort }) {
    const work = listWorks[name].title;
    const [lab, ...others] = await inRounds(
      name,
      peers.filter(({ id }) => able.has(id)),
      { ...effort, losses },
    );
    if (lab?.id !== 'lab' || lab.error !== undefined)
      return skipped(work, 'PyTorch', wanted[name], lab?.error ?? 'there is no lab');
    return {
      lines: others.map((timing) => ({
        work,
        ours: milliseconds(lab.ms),
        peer: timing.name,
        theirs: timing.error === undefined ? milliseconds(timing.ms) : 'failed',
        ratio: timing.error === undefined ? medianRatio(lab.rounds, timing.rounds) : null,
        wanted: timing.id === 'pytorch' ? wanted[name] : null,
      })),
      notes: others.flatMap(({ name: peer, error }) =>
        error === undefined ? [] : [`${work}: ${peer}: ${error}`],
      ),
      data: {
        timings: [lab, ...others].map((timing) => ({
          ...timing,
          spread: timing.error === undefined ? spread(timing.rounds) : null,
        })),
      },
    };
  },
});

const convolution = 'convolution of 3 × 3 (8→16 and 16→16 channels, 14 × 14, batch 64)';
const wantedOfPeak = 50;

/** @type {Row} */
const convolutionRow = {
  name: 'convolution',
  title: convolution,
  async run({ peers, effort, peak, engine }) {
    const peer = 'f32x4 multiply-add peak';
    const lab = peers.find(({ id }) => id === 'lab');
    if (lab === undefined)
      return skipped(convolution, peer, wantedOfPeak, `no engine ${engine}`, '%');
    const { best } = await peak();
    const lines = [];
    const data = [];
    for (const index of [0, 1]) {
      const rounds = [];
      let flops = 0;
      for (let round = 0; round < effort.rounds; round++) {
        const answer = await lab.ask({ convolution: index, steps: 50 });
        if (typeof answer['ms'] !== 'number')
          return skipped(convolution, peer, wantedOfPeak, `${engine} does not time it alone`, '%');
        rounds.push(answer['ms']);
        flops = Number(answer['flops']);
      }
      const ms = median(rounds);
      lines.push({
        work: `${convolution}, ${index === 0 ? 'first' : 'second'}`,
        ours: milliseconds(ms),
        peer,
        theirs: `${best.toFixed(1)} GFLOP/s`,
        ratio: (100 * flops) / (ms * 1e6) / best,
        wanted: wantedOfPeak,
        unit: /** @type {const} */ ('%'),
      });
      data.push({ ms, rounds, gflops: flops / (ms * 1e6) });
    }
    return { lines, notes: [], data: { convolutions: data } };
  },
};

export const listRows = [
  .../** @type {ListWorkName[]} */ (Object.keys(listWorks)).map(listRow),
  convolutionRow,
];
