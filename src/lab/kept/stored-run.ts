/** A run as it is kept; read-run.ts reads it. */
import { contentHash } from '../../document/hash.ts';
import type { Experiment } from '../../document/schema.ts';
import { engineOfRecord } from '../../formats/results/engine-record.ts';
import { isOutdated } from '../../protocol/engine-revision.ts';
import type { Entry, RunRecord, Tally } from './run-schema.ts';
import { tallyOf } from './tally.ts';

/** A run in a list: its trials are counted. */
export type ListedRun = RunRecord & { readonly tally: Tally };

/** A run with all its trials. */
export type StoredRun = ListedRun & { readonly trials: readonly Entry[] };

/** Equal for experiments that train the same trials in the same order, whatever their names. */
export const settingsHash = ({ trial, axes }: Experiment): string => contentHash({ trial, axes });

/** When this browser stored it; an imported run's `started` comes from its file. */
export const keptAt = ({ imported, started }: Pick<RunRecord, 'imported' | 'started'>): number =>
  imported?.at ?? started;

/** @param runs raw stored values, possibly invalid */
export const nextOrder = (runs: readonly unknown[]): number =>
  1 + Math.max(0, ...runs.map((run) => Number(Reflect.get(Object(run) as object, 'order')) || 0));

/** The latest first, by the store's counter; runs from before the counter are the oldest. */
export const byAge = (a: ListedRun, b: ListedRun): number =>
  (b.order ?? 0) - (a.order ?? 0) || keptAt(b) - keptAt(a);

/** Whether some results are from another engine revision than the current one. */
export const hasOutdatedTrials = ({ tally }: Pick<ListedRun, 'tally'>): boolean =>
  tally.engines.some((engine) => isOutdated(engineOfRecord(engine)));

export const waitingEntry = (id: string): Entry => ({
  id,
  key: null,
  status: 'waiting',
  last: null,
});

/** With its trials counted. */
export const withTrials = <T extends object>(
  run: T,
  trials: readonly Entry[],
): T & { trials: readonly Entry[]; tally: Tally } => ({ ...run, trials, tally: tallyOf(trials) });
