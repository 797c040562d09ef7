/** A finished trial as it is kept, and what of it is believed when it is read; new-trial.ts makes it. */
import * as v from 'valibot';
import type { PlannedTrial } from '../../document/expand.ts';
import { canonicalTrial } from '../../document/canonical-trial.ts';
import { contentHash } from '../../document/hash.ts';
import { trialSchema } from '../../document/schema.ts';
import { trialEnds } from '../../document/trial-status.ts';
import { withDivergence } from '../../formats/results/divergence.ts';
import { engineOfRecord } from '../../formats/results/engine-record.ts';
import {
  baselineSchema,
  classesSchema,
  deadUnitsSchema,
  epochSchema,
  errorSchema,
} from '../../formats/results/figures-schema.ts';
import { lossesHash } from '../../formats/results/losses-hash.ts';
import type { EngineInfo } from '../../protocol/worker-api.ts';
import { engineNames } from '../../catalog/lookup/engine.ts';
import { waitingTrial } from '../reduce.ts';
import { recordVersions } from './record-version.ts';
import type { TrialState } from '../state.ts';

/**
 * Increment when the same settings give other bits on every engine, for instance because of a different
 * split. Changes of one engine raise its own revision: src/protocol/engine-revision.ts.
 */
const resultsVersion = 1;

const anyNumber = v.custom<number>((value) => typeof value === 'number', 'a number');
const step = v.pipe(v.number(), v.finite(), v.minValue(0));

const engineSchema = v.object({
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
  classes: v.exactOptional(classesSchema),
  weights: v.exactOptional(v.string()),
  otherEngine: v.exactOptional(v.string()),
  seconds: step,
  error: v.nullable(errorSchema),
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

export function engineOf(stored: NonNullable<StoredTrial['engine']>): EngineInfo {
  const { name, reason, device, revision } = stored;
  return {
    name,
    reason,
    ...(device === undefined ? {} : { device }),
    ...(revision === undefined ? {} : { revision }),
  };
}

/** The key of a trial's results: equal keys, equal bits. `bits` as `engineRecord` writes them. */
export const trialKey = (id: string, bits: string, dataset: string): string =>
  [resultsVersion, id, bits, dataset].join('|');

/**
 * The engine in a key, with its revision; null for imported results and for engines that are not the lab's.
 */
export function engineOfKey(key: string): EngineInfo | null {
  const [version, , bits = ''] = key.split('|');
  return version === String(resultsVersion) ? engineOfRecord(bits) : null;
}

export interface Circumstances {
  /** The dataset's checksum. */
  readonly dataset: string;
  readonly userAgent: string;
  readonly lab?: string;
  /** In ms since 1970. */
  readonly at: number;
}

/** Null where it is not what this program wrote: another shape, another trial, another loss. */
export async function readStored(value: unknown): Promise<StoredTrial | null> {
  const parsed = v.safeParse(storedSchema, value);
  if (!parsed.success) return null;
  const stored = parsed.output;
  if (contentHash(canonicalTrial(stored.trial)) !== stored.id) return null;
  if ((await lossesHash(stored.losses)) !== stored.lossesHash) return null;
  return stored;
}

/** Circumstances of states read from the store. */
const circumstances = new WeakMap<TrialState, Circumstances>();

/** Null for a state that was computed on this page instead of read from the store. */
export const circumstancesOf = (state: TrialState): Circumstances | null =>
  circumstances.get(state) ?? null;

/** The state as a run shows it, marked as kept; `plan` has the values of the showing experiment. */
export function stateOf(stored: StoredTrial, plan: PlannedTrial): TrialState {
  const state: TrialState = {
    ...waitingTrial(plan),
    ...stored.state,
    plan,
    engine: stored.engine === null ? null : engineOf(stored.engine),
    batchLosses: Array.from(stored.losses),
    ...withDivergence(stored.state.error),
    kept: stored.at,
  };
  const { dataset, userAgent, lab, at } = stored;
  circumstances.set(state, { dataset, userAgent, lab, at });
  return state;
}
