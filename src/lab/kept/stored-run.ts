/** A run as it is kept: which experiment, which trials, when and on what. */
import * as v from 'valibot';
import { contentHash } from '../../document/hash.ts';
import { expand } from '../../document/expand.ts';
import { experimentSchema, type Experiment } from '../../document/schema.ts';
import { trialEnds } from '../../document/trial-status.ts';
import { predictionSchema, studentSchema } from '../../formats/results/class-schema.ts';
import { epochSchema } from '../../formats/results/figures-schema.ts';
import { isOutdated } from '../../protocol/engine-revision.ts';
import { engineChoices } from '../../catalog/lookup/engine.ts';
import { engineOfKey } from './stored-trial.ts';

const entrySchema = v.looseObject({
  /** The trial's content hash. */
  id: v.string(),
  /** Where its results are; null as long as it has none. */
  key: v.nullable(v.string()),
  status: v.picklist(['waiting', ...trialEnds]),
  /** Its last epoch, so that a list of runs need not read them. */
  last: v.nullable(epochSchema),
});

const runSchema = v.looseObject({
  version: v.literal(1),
  id: v.string(),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  experiment: experimentSchema,
  /** `settingsHash` of the experiment. */
  settings: v.string(),
  /** `running` as long as nobody wrote that it ended; its tab may be gone. */
  status: v.picklist(['running', 'done', 'cancelled', 'failed']),
  /** In ms since 1970. */
  started: v.pipe(v.number(), v.finite()),
  ended: v.nullable(v.pipe(v.number(), v.finite())),
  /** That training took, kept trials not counted. */
  seconds: v.pipe(v.number(), v.minValue(0)),
  machine: v.object({ engine: v.picklist(engineChoices), deterministic: v.boolean() }),
  lab: v.string(),
  userAgent: v.string(),
  /** Checksums by dataset. */
  datasets: v.record(v.string(), v.string()),
  trials: v.array(entrySchema),
  /** Of a run that was not computed here: the file that it came from, when, and on what it ran. */
  imported: v.nullable(
    v.object({
      file: v.string(),
      at: v.number(),
      engine: v.string(),
      /** Ids of its trials that were trained again here, to the same bits. */
      verified: v.exactOptional(v.array(v.string())),
    }),
  ),
  /** Counted up by the store, so that no clock and no file decides which run is the latest. */
  order: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** What was expected of it; only where its experiment asks, and not in runs of earlier versions. */
  prediction: v.exactOptional(predictionSchema),
  student: v.exactOptional(studentSchema),
});

export type StoredRun = v.InferOutput<typeof runSchema>;

/** Equal for experiments that train the same trials in the same order, whatever they are called. */
export const settingsHash = ({ trial, axes }: Experiment): string => contentHash({ trial, axes });

/** When this browser began to keep it; `started` of an imported run is what its file says. */
export const keptAt = ({ imported, started }: Pick<StoredRun, 'imported' | 'started'>): number =>
  imported?.at ?? started;

/** @param runs as they are kept, whatever is in them */
export const nextOrder = (runs: readonly unknown[]): number =>
  1 + Math.max(0, ...runs.map((run) => Number(Reflect.get(Object(run) as object, 'order')) || 0));

/** The latest first, by the store's own count; those of before it was counted are the oldest. */
export const byAge = (a: StoredRun, b: StoredRun): number =>
  (b.order ?? 0) - (a.order ?? 0) || keptAt(b) - keptAt(a);

/** Whether some of its results are of another revision of their engine than today's. */
export const hasOutdatedTrials = ({ trials }: Pick<StoredRun, 'trials'>): boolean =>
  trials.some(({ key }) => key !== null && isOutdated(engineOfKey(key)));

/** Null where it is not what this program wrote. */
export function readRun(value: unknown): StoredRun | null {
  const parsed = v.safeParse(runSchema, value);
  if (!parsed.success) return null;
  const run = parsed.output;
  // What documents are held to may become stricter; what was kept before stays.
  return expand(run.experiment).ok && settingsHash(run.experiment) === run.settings ? run : null;
}

/** Whether it is of a version to come, which is left alone instead of being called damaged. */
export const isNewer = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  typeof Reflect.get(value, 'version') === 'number' &&
  Reflect.get(value, 'version') > 1;
