/** Schema of a results document. Later versions of the lab may add fields. */
import * as v from 'valibot';
import { trialEnds } from '../../document/trial-status.ts';
import { predictionSchema, studentSchema } from './class-schema.ts';
import { resultsFormat, resultsVersion } from './document.ts';
import {
  baselineSchema,
  classesSchema,
  deadUnitsSchema,
  epochSchema,
  errorSchema,
} from './figures-schema.ts';
import type { Provenance } from './provenance.ts';

const finite = v.pipe(v.number(), v.finite());
export const short = v.pipe(v.string(), v.maxLength(1_000));
export const hex = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

const sealSchema = v.object({ of: v.pipe(v.array(short), v.maxLength(1_000)), sha256: hex });

/** JSON has no infinity and no NaN: a norm that is not finite is null. */
const norm = v.nullable(finite);
const normsSchema = v.object({ loss: norm, activations: v.array(norm) });

/** The fields of a results document that are read; others are dropped. */
export const resultsSchema = v.looseObject({
  format: v.literal(resultsFormat),
  version: v.literal(resultsVersion),
  experiment: v.unknown(),
  environment: v.looseObject({
    lab: short,
    engine: short,
    userAgent: short,
    datasets: v.record(v.string(), short),
  }),
  trials: v.array(
    v.looseObject({
      id: hex,
      status: v.picklist(trialEnds),
      seconds: v.pipe(finite, v.minValue(0)),
      engine: short,
      epochs: v.array(epochSchema),
      batchLosses: v.exactOptional(v.array(finite)),
      gradientNorms: v.exactOptional(normsSchema),
      deadUnits: v.exactOptional(deadUnitsSchema),
      baseline: v.exactOptional(baselineSchema),
      classes: v.exactOptional(classesSchema),
      error: v.exactOptional(errorSchema),
    }),
  ),
  provenance: v.exactOptional(v.picklist<readonly Provenance[]>(['here', 'verified', 'elsewhere'])),
  passport: v.optional(
    v.looseObject({
      date: v.pipe(v.string(), v.isoTimestamp()),
      trials: v.array(
        v.looseObject({
          id: hex,
          losses: hex,
          device: v.exactOptional(short),
          weights: v.exactOptional(hex),
          figures: v.exactOptional(sealSchema),
        }),
      ),
      record: v.exactOptional(sealSchema),
    }),
  ),
  prediction: v.exactOptional(predictionSchema),
  student: v.exactOptional(studentSchema),
});

/** The document without its trials' values, which are derived from its experiment. */
export type Results = v.InferOutput<typeof resultsSchema>;
