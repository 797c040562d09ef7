/** Rows of single steps: the lab's engine against every peer, on the same net, data and order. */
import { inRounds } from '../lib/rounds.mjs';
import { medianRatio, spread } from '../lib/statistics.mjs';
import { milliseconds } from '../lib/table.mjs';
import { productFlops, works } from '../lib/works.mjs';

/**
 * @typedef {import('../lib/works.mjs').WorkName} WorkName
 * @typedef {import('./row.mjs').Row} Row
 * @typedef {import('./row.mjs').Context} Context
 */

/** How many times faster the lab should be, by work and peer; others have no target. */
const wanted = /** @type {Record<WorkName, Record<string, number>>} */ ({
  'i1d-sgd': { pytorch: 3, 'tfjs-layers': 60, 'jax-js': 20 },
  'i1d-adam': { pytorch: 5 },
  'housing-adam': { pytorch: 12 },
  'wide-sgd': {},
});

/** The target for the wide step's products as a share of the peak, over the whole step's time. */
const wantedOfPeak = 60;

/** @param {WorkName} name @returns {Row} */
const stepRow = (name) => ({
  name,
  title: works[name].title,
  async run(context) {
    const { peers, documents, effort } = context;
    const timings = await inRounds(name, peers, effort);
    const [first, ...rest] = timings;
    const lab = first?.id === 'lab' && first.error === undefined ? first : null;
    const others = first?.id === 'lab' ? rest : timings;
    const { dataset } = documents[name];
    const work = `${works[name].title}${dataset.synthetic ? ', on a stand-in' : ''}`;
    const ours = lab === null ? '—' : milliseconds(lab.ms);
    /** @type {import('../lib/table.mjs').Line[]} */
    const lines = others.map((timing) => ({
      work,
      ours,
      peer: timing.name,
      theirs: timing.error === undefined ? milliseconds(timing.ms) : 'failed',
      ratio:
        lab === null || timing.error !== undefined ? null : medianRatio(lab.rounds, timing.rounds),
      wanted: wanted[name][timing.id] ?? null,
    }));
    if (name === 'wide-sgd') lines.unshift(await peakLine(work, ours, lab, context));
    return {
      lines,
      notes: timings.flatMap(({ name: peer, error }) =>
        error === undefined ? [] : [`${works[name].title}: ${peer}: ${error}`],
      ),
      data: {
        dataset,
        timings: timings.map((timing) => ({
          ...timing,
          spread: timing.error === undefined ? spread(timing.rounds) : null,
        })),
      },
    };
  },
});

/**
 * @param {string} work @param {string} ours @param {{ ms: number } | null} lab @param {Context} context
 * @returns {Promise<import('../lib/table.mjs').Line>}
 */
async function peakLine(work, ours, lab, { documents, peak }) {
  const { best } = await peak();
  const { sizes, batchSize } = documents['wide-sgd'];
  const flops = productFlops(sizes, batchSize);
  return {
    work,
    ours,
    peer: 'f32x4 peak, products over the whole step',
    theirs: `${best.toFixed(1)} GFLOP/s`,
    ratio: lab === null ? null : (100 * flops) / (lab.ms * 1e6) / best,
    wanted: wantedOfPeak,
    unit: '%',
  };
}

export const stepRows = /** @type {WorkName[]} */ (Object.keys(works)).map(stepRow);
