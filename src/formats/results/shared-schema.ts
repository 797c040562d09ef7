/** The parts of a results document that versions 1 and 2 have in common. Later versions of the lab may add fields. */
import * as v from 'valibot';
import { aboutSchema } from './about-schema.ts';
import { predictionSchema, studentSchema } from './class-schema.ts';
import type { Provenance } from './provenance.ts';

const finite = v.pipe(v.number(), v.finite());
export const short = v.pipe(v.string(), v.maxLength(1_000));
export const hex = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
export const seconds = v.pipe(finite, v.minValue(0));

const sealSchema = v.object({ of: v.pipe(v.array(short), v.maxLength(1_000)), sha256: hex });

/** JSON has no infinity and no NaN: a norm that is not finite is null. */
const norm = v.nullable(finite);
export const normsSchema = v.object({ loss: norm, activations: v.array(norm) });

export const provenanceSchema = v.picklist<readonly Provenance[]>([
  'here',
  'verified',
  'elsewhere',
]);

/** What is around the trials. */
export const aroundSchema = {
  experiment: v.unknown(),
  environment: v.looseObject({
    lab: short,
    engine: short,
    userAgent: short,
    datasets: v.record(v.string(), short),
  }),
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
  about: v.exactOptional(aboutSchema),
};
