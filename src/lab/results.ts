/** Builds a run's results document while its pool still holds the datasets. */
import type { Experiment } from '../document/schema.ts';
import type { ClassRecord } from '../formats/results/document.ts';
import { environmentOf, resultsDocument, type HeldDocument } from '../formats/results/write.ts';
import type { DatasetSource } from './ports/pool.ts';
import { checksumsOf } from './checksums.ts';
import type { RunState } from './state.ts';

export interface RunEnvironment extends ClassRecord {
  readonly pool: DatasetSource;
  /** Base URL of the published datasets. */
  readonly baseUrl: string;
  /** When the run began, in ms since 1970. */
  readonly started: number;
  /** Defaults to the browser's user agent. */
  readonly userAgent?: string | undefined;
}

/** The document names datasets that were never loaded as such. */
export async function resultsOf(
  experiment: Experiment,
  { trials }: Pick<RunState, 'trials'>,
  { pool, baseUrl, started, userAgent, ...ofClass }: RunEnvironment,
): Promise<HeldDocument> {
  const checksums = await checksumsOf(trials, pool, baseUrl);
  const browser = (globalThis as { navigator?: { userAgent?: string } }).navigator?.userAgent;
  const environment = environmentOf(trials, checksums, userAgent ?? browser ?? 'unknown');
  return resultsDocument({ experiment, trials, environment, passport: { started }, ...ofClass });
}
