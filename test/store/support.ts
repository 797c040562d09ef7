/** A database of its own for each test, and trials as a run leaves them. */
import { deleteDB } from 'idb';
import { parseExperiment } from '../../src/experiment/parse.ts';
import type { TrialState } from '../../src/run/state.ts';
import type { LabDatabase } from '../../src/store/open.ts';
import { openDatabase } from '../../src/store/open.ts';
import { Store } from '../../src/store/store.ts';
import { documents } from '../pages/fixture/fake-lab.ts';
import { done } from '../pages/fixture/states.ts';

let next = 0;
const stores: Store[] = [];
const names = new Set<string>();

export const newName = (): string => `a2-test-${Date.now()}-${next++}`;

/** As a tab has it; two of one name are two tabs. */
export function openStore(name = newName()): Store {
  names.add(name);
  const store = new Store(() => openDatabase(name));
  stores.push(store);
  return store;
}

export async function withDatabase(
  name: string,
  use: (database: LabDatabase) => Promise<unknown>,
): Promise<void> {
  const database = await openDatabase(name);
  try {
    await use(database);
  } finally {
    database.close();
  }
}

export async function closeAll(): Promise<void> {
  await Promise.all(stores.splice(0).map((store) => store.close()));
  for (const name of names) await deleteDB(name);
  names.clear();
}

export function planned(name = 'I1d') {
  const parsed = parseExperiment(documents[name]);
  if (!parsed.ok) throw new Error(name);
  return { experiment: parsed.experiment, trials: parsed.trials };
}

/** Trials that the lab's own engine finished; losses are float32, as an engine gives them. */
export function finished(name = 'I1d'): TrialState[] {
  return done(planned(name).trials).trials.map((trial) => ({
    ...trial,
    batchLosses: trial.batchLosses.map(Math.fround),
    engine: { name: 'wasm', reason: 'for a test', device: 'SIMD' },
  }));
}
