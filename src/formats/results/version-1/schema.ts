/** Schema of a results document of version 1. */
import * as v from 'valibot';
import { trialEnds } from '../../../document/trial-status.ts';
import { resultsFormat } from '../document.ts';
import {
  baselineSchema,
  classesSchema,
  deadUnitsSchema,
  epochSchema,
  errorSchema,
} from '../figures-schema.ts';
import {
  aroundSchema,
  hex,
  normsSchema,
  provenanceSchema,
  seconds,
  short,
} from '../shared-schema.ts';
import { version1 } from './document.ts';
import { LossList } from './loss-list.ts';

/** The fields of a trial that are read; others are dropped. */
export const trialSchema1 = v.looseObject({
  id: hex,
  status: v.picklist(trialEnds),
  seconds,
  engine: short,
  epochs: v.array(epochSchema),
  batchLosses: v.exactOptional(v.instance(LossList, 'a list of numbers')),
  gradientNorms: v.exactOptional(normsSchema),
  deadUnits: v.exactOptional(deadUnitsSchema),
  baseline: v.exactOptional(baselineSchema),
  classes: v.exactOptional(classesSchema),
  error: v.exactOptional(errorSchema),
});

/** Those of the document. */
export const resultsSchema1 = v.looseObject({
  format: v.literal(resultsFormat),
  version: v.literal(version1),
  ...aroundSchema,
  /** Each is checked by itself, so that the page can answer in between. */
  trials: v.array(v.unknown()),
  provenance: v.exactOptional(provenanceSchema),
});
