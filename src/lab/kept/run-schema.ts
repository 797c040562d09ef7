/** A run as records: its experiment, times and machine, and one entry for each of its trials. */
import * as v from 'valibot';
import { experimentSchema } from '../../document/schema.ts';
import { trialEnds } from '../../document/trial-status.ts';
import { notesSchema, tagsSchema } from '../../formats/results/about-schema.ts';
import { predictionSchema, studentSchema } from '../../formats/results/class-schema.ts';
import { epochSchema, searchSchema } from '../../formats/results/figures-schema.ts';
import { engineChoices } from '../../catalog/lookup/engine.ts';
import { recordVersions } from './record-version.ts';

export const entrySchema = v.looseObject({
  /** The trial's content hash. */
  id: v.string(),
  /** Key of its results; null while it has none. */
  key: v.nullable(v.string()),
  /** What computed them, as `engineRecord` writes it; left out by imported results and those without an engine. */
  engine: v.exactOptional(v.string()),
  status: v.picklist(['waiting', ...trialEnds]),
  /** Its last epoch, so that listing runs does not need to read trials. */
  last: v.nullable(epochSchema),
});

/** One trial of a run. */
export type Entry = v.InferOutput<typeof entrySchema>;

const common = {
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
  /** Only of imported searches; kept as it is read. */
  search: v.exactOptional(searchSchema),
  /** Whether a person asked to keep all of it: nothing of it is evicted. */
  pinned: v.exactOptional(v.boolean()),
  /** What a person wrote about it. */
  notes: v.exactOptional(notesSchema),
  tags: v.exactOptional(tagsSchema),
};

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const figures = v.record(v.string(), v.number());

const tallySchema = v.object({
  trials: count,
  /** Trials with results, of whatever end. */
  kept: count,
  finished: count,
  diverged: count,
  /** What computed the results, as `engineRecord` writes it, each once. */
  engines: v.array(v.string()),
  /** Of the last epochs of complete trials, by figure. */
  lowest: figures,
  highest: figures,
});

export type Tally = v.InferOutput<typeof tallySchema>;

export const recordSchema = v.looseObject({ ...common, tally: v.nullable(tallySchema) });

/** A run as version 1 of the database kept it, with its trials in it. */
export const wholeSchema = v.looseObject({ ...common, trials: v.array(entrySchema) });

/** What is written of a run itself; its trials are written one by one, and counted once it has ended. */
export type RunRecord = v.InferOutput<typeof recordSchema>;

/** A run with its trials in it. */
export type WholeRun = v.InferOutput<typeof wholeSchema>;
