/** Which of two engines is the faster one for a trial: a few of its very steps are timed on both. */
import { trialData } from '../../src/datasets/prepare-trial.ts';
import type { Dataset, TrialData } from '../../src/datasets/types.ts';
import type { Trial } from '../../src/experiment/schema.ts';
import { throwIfAborted } from '../../src/protocol/errors.ts';
import type { Engine } from '../engine/types.ts';
import { breathe } from './breathe.ts';
import { openSession } from './run-trial.ts';

/** Steps that are timed, after one that compiles what there is to compile. */
const timedSteps = 3;

/**
 * The faster engine, its reason telling both times. What fails on the GPU leaves the trial to the
 * processor. Throws LabError `aborted`, and what opening a session on the processor throws.
 */
export async function fasterEngine(
  trial: Trial,
  dataset: Dataset,
  gpu: Engine,
  processor: Engine,
  signal?: AbortSignal,
): Promise<Engine> {
  const data = trialData(dataset, trial.dataset, trial.seed);
  const ours = await stepTime(trial, data, processor, signal);
  let theirs: number;
  try {
    theirs = await stepTime(trial, data, gpu, signal);
  } catch (error) {
    throwIfAborted(signal);
    const why = error instanceof Error ? error.message : String(error);
    return because(processor, `the GPU failed at a trial step (${why})`);
  }
  const times = `a step takes ${shown(theirs)} on the GPU and ${shown(ours)} on the processor`;
  return because(theirs < ours ? gpu : processor, times);
}

const shown = (milliseconds: number): string => `${milliseconds.toPrecision(2)} ms`;

const because = (engine: Engine, reason: string): Engine => ({
  ...engine,
  info: { ...engine.info, reason },
});

/** Milliseconds of one step, the median of a few. Consecutive rows will do: only time counts. */
async function stepTime(
  trial: Trial,
  data: TrialData,
  engine: Engine,
  signal: AbortSignal | undefined,
): Promise<number> {
  const rows = Int32Array.from(
    { length: Math.min(trial.batchSize, data.train.count) },
    (_, row) => row,
  );
  const session = await openSession(trial, data, engine);
  try {
    const times: number[] = [];
    for (let step = 0; step <= timedSteps; step++) {
      const started = performance.now();
      for await (const stretch of session.train(rows, rows.length)) {
        await breathe();
        throwIfAborted(signal);
        if (stretch.losses.length > 0) break;
      }
      times.push(performance.now() - started);
    }
    return times.slice(1).toSorted((a, b) => a - b)[timedSteps >> 1]!;
  } finally {
    session.close();
  }
}
