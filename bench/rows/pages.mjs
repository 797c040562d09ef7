/**
 * The longest main-thread task of a page in milliseconds of processor time, compared with the limit: 50 ms,
 * or on a slow machine four pieces of a fixed amount of work that the same page does around it.
 */
import { spawn } from 'node:child_process';
import { buildIfStale } from '../../cli/build/stale.mjs';
import { root } from '../../cli/install.mjs';
import { chromiumMissing, findChromium } from '../../test/support/chromium.mjs';
import { median, medianRatio } from '../lib/statistics.mjs';
import { milliseconds } from '../lib/table.mjs';
import { skipped } from './row.mjs';

const work = 'pages: the longest task of the main thread';

/** @typedef {{ figures: readonly { name: string, took: number[], allowed: number[] }[] }} Figures */

/** @type {import('./row.mjs').Row} */
export const pagesRow = {
  name: 'pages',
  title: work,
  async run({ quick }) {
    if (findChromium() === null) return skipped(work, 'a fixed work', 1, chromiumMissing);
    await buildIfStale(['page']);
    const { figures } = await measured(quick ? 1 : 5);
    return {
      lines: figures.map(({ name, took, allowed }) => ({
        work: `longest task ${name}`,
        ours: milliseconds(median(took)),
        peer: '50 ms, or four pieces of a fixed work',
        theirs: milliseconds(median(allowed)),
        ratio: medianRatio(took, allowed),
        wanted: 1,
      })),
      notes: [
        'Pages: milliseconds of processor time of the page’s main thread in Chromium, not wall-clock time. The ratio is how many times longer a task could be.',
      ],
      data: { figures },
    };
  },
};

/** Runs in a separate process, because the measurement is TypeScript of the tests. @param {number} rounds @returns {Promise<Figures>} */
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
