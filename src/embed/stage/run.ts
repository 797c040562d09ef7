/** One run of the stage's session, told by events, to its results document. */
import { Changes, summaryOf } from '../../api/changes.ts';
import type { ResultsDocument } from '../../formats/results/document.ts';
import { issuesText } from '../../experiment/issue.ts';
import type { ExperimentSession } from '../../pages/session.ts';
import type { Pool } from '../../pool/pool.ts';
import { LabError } from '../../protocol/errors.ts';
import { resultsOf } from '../../run/results.ts';
import { A2CompleteEvent, A2ProgressEvent, A2StartEvent, A2TrialEvent } from '../events.ts';
import { PolicyWatch } from './policy.ts';

export interface TellingOptions {
  readonly pool: Pool;
  readonly base: string;
  readonly tell: (event: Event) => void;
  /** Starts the session's run; resolves at its end. */
  readonly start: () => Promise<void>;
}

/** Throws LabError where the set-up is wrong, or where the run as a whole could not go on. */
export async function toldRun(
  session: ExperimentSession,
  { pool, base, tell, start }: TellingOptions,
): Promise<ResultsDocument> {
  if (session.issues.length > 0) {
    throw new LabError(
      'experiment-invalid',
      `The set-up cannot run: ${issuesText(session.issues)}`,
    );
  }
  if (session.classroom.blocked !== '') {
    throw new LabError(
      'answer-missing',
      `The run waits for its reader: ${session.classroom.blocked}.`,
    );
  }
  const started = Date.now();
  const changes = new Changes();
  const policy = new PolicyWatch();
  const ended = start();
  tell(new A2StartEvent(session.shown, session.state.trials.map(summaryOf)));
  const stop = session.subscribe(() => {
    for (const event of changes.next(session.state)) {
      if (event.type === 'trial') tell(new A2TrialEvent(event.result));
      if (event.type === 'progress' && session.active) tell(new A2ProgressEvent(event));
    }
  });
  try {
    await ended;
    const { state, shown } = session;
    if (state.status === 'failed' && state.error !== null) {
      const { code, message } = state.error;
      throw new LabError(code as LabError['code'], `${message}${policy.advice}`);
    }
    const { record } = session.classroom;
    const results = await resultsOf(shown, state, { pool, baseUrl: base, started, ...record });
    tell(new A2CompleteEvent(results, state.status === 'cancelled'));
    return results;
  } finally {
    policy.stop();
    stop();
  }
}
