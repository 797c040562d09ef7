/**
 * The dense products inside a step, alone, against the machine's multiply-add peak. The engine measures
 * their time (peers/products.ts); the row is skipped where it cannot.
 */
import { median } from '../lib/statistics.mjs';
import { milliseconds } from '../lib/table.mjs';
import { productFlops } from '../lib/works.mjs';
import { skipped } from './row.mjs';

const work = 'dense products inside the I1d step';
const peer = 'f32x4 multiply-add peak';
const wanted = 65;

/** @type {import('./row.mjs').Row} */
export const productsRow = {
  name: 'products',
  title: work,
  async run({ peers, documents, effort, peak, engine }) {
    const lab = peers.find(({ id }) => id === 'lab');
    if (lab === undefined) return skipped(work, peer, wanted, `no engine ${engine}`, '%');
    const { sizes, batchSize } = documents['i1d-sgd'];
    const rounds = [];
    for (let round = 0; round < effort.rounds; round++) {
      const { ms } = await lab.ask({ products: 'i1d-sgd', steps: 500 });
      if (typeof ms !== 'number') {
        const why = `the engine ${engine} does not time its products alone`;
        return skipped(work, peer, wanted, why, '%');
      }
      rounds.push(ms);
    }
    const ms = median(rounds);
    const { best } = await peak();
    const ratio = (100 * productFlops(sizes, batchSize)) / (ms * 1e6) / best;
    const theirs = `${best.toFixed(1)} GFLOP/s`;
    return {
      lines: [{ work, ours: milliseconds(ms), peer, theirs, ratio, wanted, unit: '%' }],
      notes: [],
      data: { ms, rounds, gflops: productFlops(sizes, batchSize) / (ms * 1e6) },
    };
  },
};
