/**
 * An experiment of 20, 200 and 2,000 trials on one page: how long it takes to open, to start and to cancel, the
 * longest main-thread task meanwhile, and what it takes of memory and of the device. The limits are those of a page
 * that feels immediate; nodes are compared with the page of 20 trials.
 */
import { spawn } from 'node:child_process';
import { buildIfStale } from '../../cli/build/stale.mjs';
import { root } from '../../cli/install.mjs';
import { chromiumMissing, findChromium } from '../../test/support/chromium.mjs';
import { figure, milliseconds } from '../lib/table.mjs';
import { skipped } from './row.mjs';

const work = 'many: an experiment of thousands of trials on one page';
/** Milliseconds. */
const limits = { open: 1_000, start: 100, cancel: 100 };
/** The page of 2,000 trials may have so many times the nodes of one with 20. */
const maxNodes = 3;

/** @typedef {{ trials: number, open: number, start: number, cancel: number, nodes: { before: number, after: number }, heap: number, kept: number, finished: number, longest: { took: number, allowed: number } }} Figures */

/** @type {import('./row.mjs').Row} */
export const manyRow = {
  name: 'many',
  title: work,
  async run({ quick }) {
    if (findChromium() === null) return skipped(work, 'a limit', 1, chromiumMissing);
    await buildIfStale(['page']);
    const { figures } = await measured(quick ? 4 : 8);
    const [few] = figures;
    if (few === undefined) throw new Error('no page was measured');
    return {
      lines: figures.flatMap((each) => linesOf(each, few)),
      notes: [
        `Many: trials of 100 epochs on generated housing data, cancelled after ${quick ? 4 : 8} s. The longest task is in milliseconds of processor time, everything else in wall-clock time; a ratio is how many times longer it could be.`,
        ...figures.map(noteOf),
      ],
      data: { figures },
    };
  },
};

/** @param {Figures} figures @param {Figures} few @returns {import('../lib/table.mjs').Line[]} */
function linesOf({ trials, open, start, cancel, nodes, longest }, few) {
  const name = trials.toLocaleString('en');
  const within = (
    /** @type {string} */ what,
    /** @type {number} */ took,
    /** @type {number} */ most,
  ) => ({
    work: `${name} trials: ${what}`,
    ours: milliseconds(took),
    peer: 'limit',
    theirs: milliseconds(most),
    ratio: most / took,
    wanted: 1,
  });
  return [
    within('open', open, limits.open),
    within('from Run to Cancel', start, limits.start),
    within('from Cancel to the end', cancel, limits.cancel),
    within('longest task', longest.took, longest.allowed),
    {
      work: `${name} trials: nodes of the page`,
      ours: figure(nodes.after),
      peer: `${maxNodes} × those of 20 trials`,
      theirs: figure(maxNodes * few.nodes.after),
      ratio: (maxNodes * few.nodes.after) / nodes.after,
      wanted: 1,
    },
  ];
}

/** @param {Figures} figures */
const noteOf = ({ trials, heap, kept, finished }) =>
  `Many, ${trials.toLocaleString('en')} trials: ${figure(heap)} MB of JavaScript objects after the run; ${figure(kept / 1e6)} MB on the device for ${finished} finished trials.`;

/** Runs in a separate process, because the measurement is TypeScript of the tests. @param {number} seconds @returns {Promise<{ figures: readonly Figures[] }>} */
function measured(seconds) {
  const args = ['--import', 'tsx', 'test/e2e/many-figures.ts', String(seconds)];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part) => (text += part));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(text));
      else reject(new Error(`the pages were not measured: exit code ${String(code)}`));
    });
  });
}
