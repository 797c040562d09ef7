/** Times peers in rounds: each computes alone, in turn, so that a slow minute affects all of them. */
import { largestDifference, median } from './statistics.mjs';

/**
 * @typedef {{ id: string, name: string, ask: (question: Record<string, unknown>) => Promise<Record<string, unknown>> }} Contender
 * @typedef {{ rounds: number, roundMs: number, losses: number }} Effort
 * @typedef {{ id: string, name: string, rounds: number[], ms: number, difference: number | null, error?: string }} Timing
 * `rounds` and `ms` are milliseconds a step; `difference` is the largest one to the first
 * contender's losses, null for that one itself
 */

/** Maximum difference of losses for the same work. */
export const tolerance = 1e-3;

/**
 * Times a work on all contenders. One that fails, or whose losses differ from those of the first
 * contender, has an `error` and no times.
 * @param {string} work @param {readonly Contender[]} contenders @param {Effort} effort
 * @returns {Promise<Timing[]>}
 */
export async function inRounds(work, contenders, { rounds, roundMs, losses }) {
  /** @type {(Timing & { contender: Contender, steps: number })[]} */
  const timings = [];
  /** @type {readonly number[] | null} */
  let reference = null;
  for (const contender of contenders) {
    const { id, name } = contender;
    const timing = { id, name, rounds: [], ms: Number.NaN, difference: null, contender, steps: 0 };
    timings.push(timing);
    await attempt(timing, async () => {
      const first = await run(contender, work, losses);
      if (first.losses.length !== losses) {
        throw new Error(`told ${first.losses.length} losses of ${losses}`);
      }
      if (reference === null) reference = first.losses;
      else agree(timing, first.losses, reference);
      // Run again after warming up, to measure the speed and so the size of a round.
      const warm = await run(contender, work, stepsFor(first.ms, roundMs / 2));
      timing.steps = stepsFor(warm.ms, roundMs);
    });
  }
  for (let round = 0; round < rounds; round++) {
    for (const timing of timings) {
      if (timing.error !== undefined) continue;
      await attempt(timing, async () => {
        timing.rounds.push((await run(timing.contender, work, timing.steps)).ms);
      });
    }
  }
  return timings.map(({ contender: _, steps: __, ...timing }) =>
    timing.error === undefined ? { ...timing, ms: median(timing.rounds) } : timing,
  );
}

/** @param {Timing} timing @param {readonly number[]} losses @param {readonly number[]} reference */
function agree(timing, losses, reference) {
  timing.difference = largestDifference(losses, reference);
  if (timing.difference <= tolerance) return;
  const apart = timing.difference.toPrecision(2);
  throw new Error(`its losses differ by ${apart} from the first one's: it is not the same work`);
}

/** @param {Timing} timing @param {() => Promise<void>} work */
async function attempt(timing, work) {
  try {
    await work();
  } catch (error) {
    timing.error = error instanceof Error ? error.message : String(error);
  }
}

/** @param {Contender} contender @param {string} work @param {number} steps */
async function run(contender, work, steps) {
  const { ms, losses } = await contender.ask({ run: work, steps });
  if (typeof ms !== 'number' || !(ms > 0)) throw new Error(`told ${String(ms)} ms`);
  return { ms, losses: /** @type {readonly number[]} */ (losses) };
}

/** Enough steps for five blocks, but no more than a fast engine takes in seconds. @param {number} ms @param {number} total */
const stepsFor = (ms, total) => Math.min(200_000, Math.max(5, Math.round(total / ms)));
