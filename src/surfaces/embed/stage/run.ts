/** Runs the stage's session, reports it by the element's events, and returns its results document. */
import type { ExperimentEvent } from '../../api/events.ts';
import { runWithEvents, type RunEventsOptions } from '../../api/run-with-events.ts';
import { issuesText } from '../../../document/issue.ts';
import type { ResultsDocument } from '../../../formats/results/document.ts';
import { isAbort, LabError, toLabError } from '../../../base/errors.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';
import { A2CompleteEvent, A2ProgressEvent, A2StartEvent, A2TrialEvent } from '../events.ts';
import { PolicyWatch } from './policy.ts';

export interface StageRunOptions extends Pick<RunEventsOptions, 'pool' | 'baseUrl' | 'start'> {
  readonly tell: (event: Event) => void;
}

/** Throws LabError if the set-up is invalid, or if an error stops the whole run. */
export async function stageRun(
  session: ExperimentSession,
  options: StageRunOptions,
): Promise<ResultsDocument> {
  if (session.issues.length > 0) {
    throw new LabError(
      'experiment-invalid',
      `The set-up cannot run: ${issuesText(session.issues)}`,
    );
  }
  if (session.classroom.blocked !== '') {
    throw new LabError('answer-missing', `The run cannot start yet: ${session.classroom.blocked}.`);
  }
  const policy = new PolicyWatch();
  const tell = (event: ExperimentEvent) => {
    const told = elementEvent(event, session);
    if (told !== null) options.tell(told);
  };
  try {
    return await runWithEvents(session, { ...options, tell });
  } catch (error) {
    const failure = toLabError(error);
    throw isAbort(failure)
      ? failure
      : new LabError(failure.code, `${failure.message}${policy.advice}`);
  } finally {
    policy.stop();
  }
}

/** Null for events that are not reported to the page. */
function elementEvent(event: ExperimentEvent, session: ExperimentSession): Event | null {
  switch (event.type) {
    case 'start':
      return new A2StartEvent(event.experiment, event.trials);
    case 'progress':
      return session.active ? new A2ProgressEvent(event) : null;
    case 'trial':
      return new A2TrialEvent(event.result);
    case 'complete':
      return new A2CompleteEvent(event.results, session.state.status === 'cancelled');
    case 'dataset':
    case 'epoch':
      return null;
    default:
      return event satisfies never;
  }
}
