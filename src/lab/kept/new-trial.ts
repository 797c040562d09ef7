/** A finished trial as it is written. */
import * as v from 'valibot';
import { keyOfTrial } from '../../formats/artefact/key.ts';
import { engineBits } from '../../formats/results/engine-record.ts';
import { lossesHash } from '../../formats/results/losses-hash.ts';
import type { TrialState } from '../state.ts';
import { labVersion } from '../../base/version.ts';
import { recordVersion } from './record-version.ts';
import type { Entry } from './run-schema.ts';
import { engineOf, type Circumstances } from './stored-trial.ts';
import { stateSchema, type StoredTrial } from './trial-schema.ts';

/** What computed a trial, as its key has it. */
export const bitsOfStored = ({ engine }: Pick<StoredTrial, 'engine'>): string =>
  engine === null ? 'none' : engineBits(engineOf(engine));

export const keyOf = (stored: StoredTrial): string =>
  keyOfTrial(stored.id, stored.trial, bitsOfStored(stored), stored.dataset);

/** A trial of a run once it has results; those from elsewhere are of no revision of an engine here. */
export const entryOf = (stored: StoredTrial, key = keyOf(stored)): Entry & { key: string } => ({
  id: stored.id,
  key,
  ...(stored.engine === null || isImported(key) ? {} : { engine: bitsOfStored(stored) }),
  status: stored.state.status,
  last: stored.state.epochs.at(-1) ?? null,
});

/** Results from elsewhere are never taken for this browser's own. */
export const importedKey = (runId: string, id: string): string => `imported|${runId}|${id}`;

export const isImported = (key: string): boolean => key.startsWith('imported|');

/** Fields that this version does not know are kept, as long as they can be cloned. */
export async function storedOf(trial: TrialState, from: Circumstances): Promise<StoredTrial> {
  const { plan, batchLosses, engine } = trial;
  const apart: readonly string[] = [
    'plan',
    'batchLosses',
    'keptLosses',
    'engine',
    'kept',
    'resumed',
    'provenance',
  ];
  const state = Object.fromEntries(Object.entries(trial).filter(([key]) => !apart.includes(key)));
  // Storing a view would store its whole buffer.
  const isView = batchLosses.byteLength < batchLosses.buffer.byteLength;
  const losses = isView ? batchLosses.slice() : (batchLosses as Float32Array<ArrayBuffer>);
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
