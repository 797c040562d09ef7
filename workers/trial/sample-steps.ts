/** Runs a few of a trial's steps on an engine: how long they take, and their results. */
import type { TrialData } from '../../src/protocol/dataset.ts';
import type { Trial } from '../../src/document/schema.ts';
import { throwIfAborted } from '../../src/base/errors.ts';
import type { LayerParameters } from '../../src/torch/layers.ts';
import type { Engine, Session } from '../engine/types.ts';
import { yieldToEventLoop } from '../../src/base/event-loop.ts';
import { openSession } from './open-session.ts';

/** Timed steps, after one that triggers compilation. */
const timedSteps = 3;

export interface StepSample {
  /** Milliseconds of one step, the median of a few. */
  readonly stepTime: number;
  /** Loss before each step: of four full batches, and of the short last batch of an epoch, if any. */
  readonly losses: readonly number[];
  /** Before the steps, after the first of them, and after all. */
  readonly parameters: Readonly<Record<'start' | 'first' | 'end', readonly LayerParameters[]>>;
  /** Mean over the first `testRows` rows of the test part, after the steps. */
  readonly testLoss: number;
  readonly testRows: number;
}

/**
 * Uses consecutive rows: the batches have the trial's shapes, and every engine gets the same ones.
 * @param testRows by default as many as this engine evaluates at once
 */
export async function sampleSteps(
  trial: Trial,
  data: TrialData,
  engine: Engine,
  { signal, testRows }: { readonly signal?: AbortSignal | undefined; readonly testRows?: number },
): Promise<StepSample> {
  const { train, test } = data;
  const full = Math.min(trial.batchSize, train.count);
  const session = await openSession(trial, data, engine);
  try {
    const start = await session.parameters();
    let first = start;
    const losses: number[] = [];
    const times: number[] = [];
    for (let step = 0; step <= timedSteps; step++) {
      const started = performance.now();
      losses.push(await stepOn(session, rowsUpTo(full), signal));
      times.push(performance.now() - started);
      if (step === 0) first = await session.parameters();
    }
    const short = train.count % full;
    if (short > 0) losses.push(await stepOn(session, rowsUpTo(short), signal));
    const rows = Math.min(test.count, testRows ?? session.evaluationRows);
    const { loss } = await session.evaluate('test', 0, rows);
    const end = await session.parameters();
    throwIfAborted(signal);
    return {
      stepTime: times.slice(1).toSorted((a, b) => a - b)[timedSteps >> 1]!,
      losses,
      parameters: { start, first, end },
      testLoss: loss / rows,
      testRows: rows,
    };
  } finally {
    session.close();
  }
}

const rowsUpTo = (count: number): Int32Array => Int32Array.from({ length: count }, (_, row) => row);

/** One step on these rows; its loss. */
async function stepOn(
  session: Session,
  rows: Int32Array,
  signal: AbortSignal | undefined,
): Promise<number> {
  let loss = NaN;
  for await (const { losses } of session.train(rows, rows.length)) {
    loss = losses[0] ?? loss;
    await yieldToEventLoop();
    throwIfAborted(signal);
  }
  return loss;
}
