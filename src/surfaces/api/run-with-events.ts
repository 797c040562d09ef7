/** Runs a session, reports its events, and returns its results document. */
import type { ResultsDocument } from '../../formats/results/document.ts';
import { plainDocument } from '../../formats/results/write.ts';
import { LabError } from '../../base/errors.ts';
import type { DatasetSource } from '../../lab/ports/pool.ts';
import { resultsOf } from '../../lab/results.ts';
import type { ExperimentSession } from '../../lab/session/session.ts';
import { Changes, summaryOf } from './changes.ts';
import type { ExperimentEvent } from './events.ts';

export interface RunEventsOptions {
  /** Supplies the datasets. */
  readonly pool: DatasetSource;
  /** Address of the published datasets. */
  readonly baseUrl: string;
  readonly userAgent?: string | undefined;
  readonly tell: (event: ExperimentEvent) => void;
  /** Starts the session's run; resolves when it ends. */
  readonly start: () => Promise<void>;
}

/**
 * A cancelled run resolves to what was finished. Throws LabError, without a `complete` event, if an error
 * stops the whole run.
 */
export async function runWithEvents(
  session: ExperimentSession,
  { pool, baseUrl, userAgent, tell, start }: RunEventsOptions,
): Promise<ResultsDocument> {
  const started = Date.now();
  const changes = new Changes();
  const ended = start();
  tell({ type: 'start', experiment: session.shown, trials: session.state.trials.map(summaryOf) });
  const stop = session.subscribe(() => changes.next(session.state).forEach(tell));
  try {
    await ended;
  } finally {
    stop();
  }
  const { state, shown, classroom } = session;
  if (state.status === 'failed' && state.error !== null) {
    throw new LabError(state.error.code as LabError['code'], state.error.message);
  }
  const circumstances = { pool, baseUrl, started, userAgent, ...classroom.record };
  const results = plainDocument(await resultsOf(shown, state, circumstances));
  tell({ type: 'complete', results });
  return results;
}
