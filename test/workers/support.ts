/** What the tests of engines share: small random trials and a way to run a trial to its end. */
import { loadDataset } from '../../src/datasets/load.ts';
import type { Dataset } from '../../src/datasets/types.ts';
import type { DatasetName, Trial, TrialDocument } from '../../src/experiment/schema.ts';
import { trialSchema } from '../../src/experiment/schema.ts';
import { parse } from 'valibot';
import type { TrialEvent } from '../../src/protocol/worker-api.ts';

/** A trial with its defaults filled in. */
export const trialOf = (document: TrialDocument): Trial => parse(trialSchema, document);

/** Where the test server has the prepared datasets, as the app's server does. */
export const datasetBase = new URL('/datasets/', location.origin).href;

/** Whether the real datasets are prepared; tests that need them skip themselves where not. */
export async function hasRealDatasets(): Promise<boolean> {
  return (await fetch(new URL('index.json', datasetBase))).ok;
}

const loaded = new Map<DatasetName, Promise<Dataset>>();

/** A dataset, loaded once a test file. */
export function dataset(name: DatasetName): Promise<Dataset> {
  let promise = loaded.get(name);
  if (promise === undefined) {
    promise = loadDataset(name, { baseUrl: datasetBase, shared: false });
    loaded.set(name, promise);
  }
  return promise;
}

export interface Collected {
  readonly events: TrialEvent[];
  readonly losses: number[];
}

/** Runs a trial until it ends, or until so many batch losses are there. */
export async function collect(
  trial: AsyncGenerator<TrialEvent, void>,
  enough = Infinity,
): Promise<Collected> {
  const events: TrialEvent[] = [];
  const losses: number[] = [];
  for await (const event of trial) {
    events.push(event);
    if (event.type === 'batches') losses.push(...event.losses);
    if (losses.length >= enough) break;
  }
  return { events, losses };
}

/** The largest |a − b| / |b|; Infinity where the lengths differ. */
export function worstRelative(actual: ArrayLike<number>, wanted: ArrayLike<number>): number {
  if (actual.length !== wanted.length) return Infinity;
  let worst = 0;
  for (let index = 0; index < wanted.length; index++) {
    const [a, b] = [actual[index]!, wanted[index]!];
    const error = Math.abs(a - b) / Math.abs(b);
    if (!(error <= worst)) worst = error;
  }
  return worst;
}
