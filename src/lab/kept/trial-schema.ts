/** A finished trial as a record, and what of it is believed when it is read. */
import * as v from 'valibot';
import { canonicalTrial } from '../../document/canonical-trial.ts';
import { contentHash } from '../../document/hash.ts';
import { trialSchema } from '../../document/schema.ts';
import { trialEnds } from '../../document/trial-status.ts';
import {
  baselineSchema,
  classesSchema,
  deadUnitsSchema,
  epochSchema,
  errorSchema,
  placeSchema,
  targetsSchema,
} from '../../formats/results/figures-schema.ts';
import { lossesHash } from '../../formats/results/losses-hash.ts';
import { engineNames } from '../../catalog/lookup/engine.ts';
import { recordVersions } from './record-version.ts';

const anyNumber = v.custom<number>((value) => typeof value === 'number', 'a number');
const step = v.pipe(v.number(), v.finite(), v.minValue(0));

export const engineSchema = v.object({
  name: v.picklist(engineNames),
  reason: v.string(),
  device: v.optional(v.string()),
  revision: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
});

export const stateSchema = v.looseObject({
  status: v.picklist(trialEnds),
  stepsDone: step,
  stepsTotal: step,
  epochs: v.array(epochSchema),
  gradientNorms: v.nullable(v.object({ loss: anyNumber, activations: v.array(anyNumber) })),
  deadUnits: v.exactOptional(deadUnitsSchema),
  baseline: v.exactOptional(baselineSchema),
  targets: v.exactOptional(targetsSchema),
  place: v.exactOptional(placeSchema),
  classes: v.exactOptional(classesSchema),
  weights: v.exactOptional(v.string()),
  otherEngine: v.exactOptional(v.string()),
  seconds: step,
  error: v.nullable(errorSchema),
  /** Absent in records of earlier versions, whose message has it. */
  divergence: v.exactOptional(v.object({ step, loss: anyNumber })),
});

const storedSchema = v.object({
  version: v.picklist(recordVersions),
  id: v.string(),
  trial: trialSchema,
  /** Null for an imported trial whose engine is not one of the lab's. */
  engine: v.nullable(engineSchema),
  /** The dataset's checksum. */
  dataset: v.string(),
  lab: v.string(),
  userAgent: v.string(),
  /** When it ended, in ms since 1970. */
  at: v.pipe(v.number(), v.finite()),
  state: stateSchema,
  /** [steps] */
  losses: v.instance(Float32Array),
  lossesHash: v.string(),
});

export type StoredTrial = v.InferOutput<typeof storedSchema>;

/** Null where it is not what this program wrote: another shape, another trial, another loss. */
export async function readStored(value: unknown): Promise<StoredTrial | null> {
  const parsed = v.safeParse(storedSchema, value);
  if (!parsed.success) return null;
  const stored = parsed.output;
  if (contentHash(canonicalTrial(stored.trial)) !== stored.id) return null;
  if ((await lossesHash(stored.losses)) !== stored.lossesHash) return null;
  return stored;
}
