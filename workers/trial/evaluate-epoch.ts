/** Measures all parts after an epoch. Loaded with the first trial, to keep the worker's initial script small. */
import type { PartName } from '../../src/catalog/kinds/metric.ts';
import type { AskedMetrics } from '../../src/catalog/lookup/asked-metrics.ts';
import { figuresOfSums } from '../../src/catalog/lookup/record.ts';
import type { Part, TrialData } from '../../src/protocol/dataset.ts';
import { askedBy } from '../../src/document/asked.ts';
import type { EpochRecord } from '../../src/document/results.ts';
import type { Trial } from '../../src/document/schema.ts';
import type { TrialEvent } from '../../src/protocol/worker-api.ts';
import type { Training } from '../engine/types.ts';
import { between } from './between.ts';
import type { Keeper } from './keeper.ts';
import type { Pauser } from './pauser.ts';

/** A factory for the metrics that a trial asks for, loaded on demand; null if it asks for none. */
export async function metersOf(trial: Trial): Promise<(() => AskedMetrics) | null> {
  const names = askedBy(trial);
  if (names.length === 0) return null;
  const { AskedMetrics: Meter } = await import('../../src/catalog/lookup/asked-metrics.ts');
  return () => new Meter(names);
}

/** Measures all parts after an epoch. */
export async function* evaluateEpoch(
  session: Training,
  { task, train, test, validation, outputs }: TrialData,
  asked: (() => AskedMetrics) | null,
  epoch: number,
  rest: Pauser,
  keeper: Keeper | null,
): AsyncGenerator<TrialEvent, EpochRecord> {
  const figures: object[] = [];
  const parts: [PartName, Part][] = [
    ['train', train],
    ['test', test],
  ];
  if (validation !== undefined) parts.push(['validation', validation]);
  const all = parts.reduce((sum, [, { count }]) => sum + count, 0);
  let done = 0;
  const most = session.evaluationRows;
  const said = asked === null ? undefined : new Float32Array(most * outputs);
  let shown = performance.now();
  for (const [part, { count, targets }] of parts) {
    const more = asked?.();
    const total = { loss: 0, correct: 0, absolute: 0 };
    for (let from = 0; from < count; from += most) {
      yield* between(rest, keeper);
      const to = Math.min(from + most, count);
      const sums = await session.evaluate(part, from, to, said);
      if (said !== undefined)
        more?.add(said.subarray(0, (to - from) * outputs), targets.subarray(from, to));
      total.loss += sums.loss;
      total.correct += sums.correct;
      total.absolute += sums.absolute;
      done += to - from;
      const now = performance.now();
      if (now - shown < 40) continue;
      shown = now;
      yield { type: 'evaluating', epoch, fraction: done / all };
    }
    figures.push(figuresOfSums(task, part, total, count), more?.figures(part) ?? {});
  }
  return Object.assign({ epoch }, ...figures) as EpochRecord;
}

/** A record's first value that is not finite: the trial has diverged. Undefined if there is none. */
export const divergedFigure = (record: EpochRecord): number | undefined =>
  Object.values<number>({ ...record }).find((value) => !Number.isFinite(value));
