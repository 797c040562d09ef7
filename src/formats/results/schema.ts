/** Schema of a results document of version 2. Later versions of the lab may add fields. */
import * as v from 'valibot';
import { limits } from '../../document/limits.ts';
import { trialEnds } from '../../document/trial-status.ts';
import { endReasons, lossEncoding, resultsFormat, resultsVersion } from './document.ts';
import {
  classesSchema,
  deadUnitsSchema,
  errorSchema,
  placeSchema,
  searchSchema,
  targetsSchema,
} from './figures-schema.ts';
import { aroundSchema, hex, normsSchema, seconds, short } from './shared-schema.ts';

const finite = v.pipe(v.number(), v.finite());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const counted = v.pipe(v.number(), v.integer(), v.minValue(1));

const column = v.pipe(v.array(v.nullable(finite)), v.maxLength(limits.epochs));
const partSchema = v.exactOptional(v.record(short, column));

const lossesSchema = v.looseObject({
  encoding: v.literal(lossEncoding),
  count,
  data: v.instance(Float32Array, 'base64 of little-endian float32'),
});

/** The fields of a trial that are read; others are dropped. */
export const trialSchema = v.looseObject({
  id: hex,
  status: v.picklist(trialEnds),
  end: v.looseObject({
    reason: v.picklist(endReasons),
    epoch: count,
    step: v.exactOptional(counted),
    loss: v.exactOptional(v.picklist(['NaN', 'Infinity', '-Infinity'])),
  }),
  seconds,
  engine: short,
  epochs: v.pipe(v.array(counted), v.maxLength(limits.epochs)),
  figures: v.looseObject({ train: partSchema, test: partSchema, validation: partSchema }),
  rates: v.exactOptional(v.pipe(v.array(finite), v.maxLength(limits.epochs))),
  losses: v.exactOptional(lossesSchema),
  gradientNorms: v.exactOptional(normsSchema),
  deadUnits: v.exactOptional(deadUnitsSchema),
  baseline: v.exactOptional(
    v.looseObject({ test: v.record(short, v.pipe(finite, v.minValue(0))) }),
  ),
  targets: v.exactOptional(targetsSchema),
  classes: v.exactOptional(classesSchema),
  provenance: v.exactOptional(v.picklist(['verified', 'elsewhere'])),
  place: v.exactOptional(placeSchema),
  error: v.exactOptional(errorSchema),
});

/** Those of the document. */
export const resultsSchema = v.looseObject({
  format: v.literal(resultsFormat),
  version: v.literal(resultsVersion),
  ...aroundSchema,
  /** Each is checked by itself, so that the page can answer in between. */
  trials: v.array(v.unknown()),
  search: v.exactOptional(searchSchema),
});
