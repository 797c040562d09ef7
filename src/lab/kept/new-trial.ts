/** A finished trial as it is written. */
import * as v from 'valibot';
import { engineRecord } from '../../formats/results/engine-record.ts';
import { lossesHash } from '../../formats/results/losses-hash.ts';
import type { EngineInfo } from '../../protocol/worker-api.ts';
import { engineMeta } from '../../catalog/registry/engine.meta.ts';
import type { TrialState } from '../state.ts';
import { labVersion } from '../../base/version.ts';
import { recordVersion } from './record-version.ts';
import {
  engineOf,
  stateSchema,
  trialKey,
  type Circumstances,
  type StoredTrial,
} from './stored-trial.ts';

/** What decides an engine's bits: its name, build and revision and, on a GPU, the device. */
const bitsOf = (engine: EngineInfo): string =>
  engineMeta[engine.name].gpu === true ? engineRecord(engine, true) : engineRecord(engine);

export const keyOf = ({ id, engine, dataset }: StoredTrial): string =>
  trialKey(id, engine === null ? 'none' : bitsOf(engineOf(engine)), dataset);

/** Results from elsewhere are never taken for this browser's own. */
export const importedKey = (runId: string, id: string): string => `imported|${runId}|${id}`;

/** Fields that this version does not know are kept, as long as they can be cloned. */
export async function storedOf(trial: TrialState, from: Circumstances): Promise<StoredTrial> {
  const { plan, batchLosses, engine } = trial;
  const apart: readonly string[] = [
    'plan',
    'batchLosses',
    'engine',
    'kept',
    'provenance',
    'divergence',
  ];
  const state = Object.fromEntries(Object.entries(trial).filter(([key]) => !apart.includes(key)));
  const losses = Float32Array.from(batchLosses);
  return {
    version: recordVersion([plan.trial]),
    id: plan.id,
    trial: plan.trial,
    engine,
    dataset: from.dataset,
    lab: from.lab ?? labVersion,
    userAgent: from.userAgent,
    at: from.at,
    state: v.parse(stateSchema, state),
    losses,
    lossesHash: await lossesHash(losses),
  };
}
