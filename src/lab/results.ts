/** A run's results document, while its pool still has what was trained on. */
import type { Experiment } from '../document/schema.ts';
import type { ClassRecord, ResultsDocument } from '../formats/results/document.ts';
import { environmentOf, resultsDocument } from '../formats/results/write.ts';
import type { DatasetSource } from './ports/pool.ts';
import { checksumsOf } from './checksums.ts';
import type { RunState } from './state.ts';

export interface RunEnvironment extends ClassRecord {
  readonly pool: DatasetSource;
  /** Where the published datasets lie. */
  readonly baseUrl: string;
  /** When the run began, in ms since 1970. */
  readonly started: number;
  /** What the browser says of itself when left out. */
  readonly userAgent?: string | undefined;
}

/** Of a dataset that was never loaded, the document says so. */
export async function resultsOf(
  experiment: Experiment,
  { trials }: Pick<RunState, 'trials'>,
  { pool, baseUrl, started, userAgent, ...ofClass }: RunEnvironment,
): Promise<ResultsDocument> {
  const checksums = await checksumsOf(trials, pool, baseUrl);
  const browser = (globalThis as { navigator?: { userAgent?: string } }).navigator?.userAgent;
  const environment = environmentOf(trials, checksums, userAgent ?? browser ?? 'unknown');
  return resultsDocument({ experiment, trials, environment, passport: { started }, ...ofClass });
}
