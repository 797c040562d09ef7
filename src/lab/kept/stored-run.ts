/** A run as stored: its experiment, trials, times and machine. */
import * as v from 'valibot';
import { contentHash } from '../../document/hash.ts';
import { expand } from '../../document/expand.ts';
import { experimentSchema, type Experiment } from '../../document/schema.ts';
import { trialEnds } from '../../document/trial-status.ts';
import { predictionSchema, studentSchema } from '../../formats/results/class-schema.ts';
import { epochSchema } from '../../formats/results/figures-schema.ts';
import { isOutdated } from '../../protocol/engine-revision.ts';
import { engineChoices } from '../../catalog/lookup/engine.ts';
import { recordVersions } from './record-version.ts';
import { engineOfKey } from './stored-trial.ts';

const entrySchema = v.looseObject({
  /** The trial's content hash. */
  id: v.string(),
  /** Key of its results; null while it has none. */
  key: v.nullable(v.string()),
  status: v.picklist(['waiting', ...trialEnds]),
  /** Its last epoch, so that listing runs does not need to read trials. */
  last: v.nullable(epochSchema),
});

const runSchema = v.looseObject({
  version: v.picklist(recordVersions),
  id: v.string(),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  experiment: experimentSchema,
  /** `settingsHash` of the experiment. */
  settings: v.string(),
  /** `running` until its end is written; its tab may be closed. */
  status: v.picklist(['running', 'done', 'cancelled', 'failed']),
  /** In ms since 1970. */
  started: v.pipe(v.number(), v.finite()),
  ended: v.nullable(v.pipe(v.number(), v.finite())),
  /** Training time, without trials from the cache. */
  seconds: v.pipe(v.number(), v.minValue(0)),
  machine: v.object({ engine: v.picklist(engineChoices), deterministic: v.boolean() }),
  lab: v.string(),
  userAgent: v.string(),
  /** Checksums by dataset. */
  datasets: v.record(v.string(), v.string()),
  trials: v.array(entrySchema),
  /** For imported runs: the file, the import time, and the engine. */
  imported: v.nullable(
    v.object({
      file: v.string(),
      at: v.number(),
      engine: v.string(),
      /** Ids of trials that were retrained here to the same bits. */
      verified: v.exactOptional(v.array(v.string())),
    }),
  ),
  /** A counter of the store, so that the latest run does not depend on clocks or files. */
  order: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** The reader's prediction; only if its experiment asks for one, and absent in runs of earlier versions. */
  prediction: v.exactOptional(predictionSchema),
  student: v.exactOptional(studentSchema),
});

export type StoredRun = v.InferOutput<typeof runSchema>;

/** Equal for experiments that train the same trials in the same order, whatever their names. */
export const settingsHash = ({ trial, axes }: Experiment): string => contentHash({ trial, axes });

/** When this browser stored it; an imported run's `started` comes from its file. */
export const keptAt = ({ imported, started }: Pick<StoredRun, 'imported' | 'started'>): number =>
  imported?.at ?? started;

/** @param runs raw stored values, possibly invalid */
export const nextOrder = (runs: readonly unknown[]): number =>
  1 + Math.max(0, ...runs.map((run) => Number(Reflect.get(Object(run) as object, 'order')) || 0));

/** The latest first, by the store's counter; runs from before the counter are the oldest. */
export const byAge = (a: StoredRun, b: StoredRun): number =>
  (b.order ?? 0) - (a.order ?? 0) || keptAt(b) - keptAt(a);

/** Whether some results are from another engine revision than the current one. */
export const hasOutdatedTrials = ({ trials }: Pick<StoredRun, 'trials'>): boolean =>
  trials.some(({ key }) => key !== null && isOutdated(engineOfKey(key)));

/** Null if this program did not write it. */
export function readRun(value: unknown): StoredRun | null {
  const parsed = v.safeParse(runSchema, value);
  if (!parsed.success) return null;
  const run = parsed.output;
  // Document checks may become stricter; runs stored earlier stay valid.
  return expand(run.experiment).ok && settingsHash(run.experiment) === run.settings ? run : null;
}
