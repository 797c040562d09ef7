/**
 * How long a page's main thread is busy at once, in milliseconds of the processor, beside what it may be: the
 * limit of the tests, a number of pieces of a fixed work that the same page does right before.
 */
import { spawn } from 'node:child_process';
import { buildIfStale } from '../../cli/build/stale.mjs';
import { root } from '../../cli/install.mjs';
import { chromiumMissing, findChromium } from '../../test/support/chromium.mjs';
import { median, medianRatio } from '../lib/statistics.mjs';
import { milliseconds } from '../lib/table.mjs';
import { skipped } from './row.mjs';

const work = 'pages: the longest task of the main thread';

/** @typedef {{ limit: number, figures: readonly { name: string, longest: number[], piece: number[] }[] }} Figures */

/** @type {import('./row.mjs').Row} */
export const pagesRow = {
  name: 'pages',
  title: work,
  async run({ quick }) {
    if (findChromium() === null) return skipped(work, 'a fixed work', 1, chromiumMissing);
    await buildIfStale(['page']);
    const { limit, figures } = await measured(quick ? 1 : 5);
    return {
      lines: figures.map(({ name, longest, piece }) => {
        const allowed = piece.map((each) => limit * each);
        return {
          work: `longest task ${name}`,
          ours: milliseconds(median(longest)),
          peer: `${limit} pieces of a fixed work`,
          theirs: milliseconds(median(allowed)),
          ratio: medianRatio(longest, allowed),
          wanted: 1,
        };
      }),
      notes: [
        'Pages: milliseconds of processor time of the page’s main thread in Chromium, not of the clock on the wall. The ratio is how many times longer a task might be.',
      ],
      data: { limit, figures },
    };
  },
};

/** In a process of its own, because it is TypeScript of the tests. @param {number} rounds @returns {Promise<Figures>} */
function measured(rounds) {
  const args = ['--import', 'tsx', 'test/e2e/busy-figures.ts', String(rounds)];
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
