/** Shared by the peers in Node: a work is opened once, and a run is timed in blocks. */
import { blocks, median } from './statistics.mjs';

/**
 * @typedef {(steps: number, wantLosses: boolean) => Promise<readonly number[]>} Train
 * trains so many steps, and returns their losses where they are wanted
 */

/**
 * Answers `run`. The first run of a work returns its losses, for the comparison with the lab's; it
 * compiles and warms up, so its time means little.
 * @param {(work: string) => Promise<Train>} open
 * @returns {(question: Record<string, unknown>) => Promise<{ ms: number, losses: readonly number[] }>}
 */
export function runs(open) {
  /** @type {Map<string, Train>} */
  const opened = new Map();
  return async (question) => {
    const work = String(question['run']);
    const steps = Number(question['steps']);
    const train = opened.get(work);
    if (train === undefined) {
      const fresh = await open(work);
      opened.set(work, fresh);
      const started = performance.now();
      const losses = await fresh(steps, true);
      return { ms: (performance.now() - started) / steps, losses };
    }
    const times = [];
    for (const block of blocks(steps)) {
      const started = performance.now();
      await train(block, false);
      times.push((performance.now() - started) / block);
    }
    return { ms: median(times), losses: [] };
  };
}
