/** What only pages with experiments need; the front page, for one, opens without it. */
import { wholeFraction } from '../../text/run.ts';
import type { ExperimentSession } from '../../lab/session/session.ts';

export { SessionStore } from '../../lab/session/sessions.ts';

/** Before the tab's title while experiments train: "46 % · ", over all of their steps; '' if none does. */
export function progressOf(sessions: readonly Pick<ExperimentSession, 'state'>[]): string {
  if (sessions.length === 0) return '';
  const paused = sessions.every(({ state }) => state.paused === true) ? 'paused at ' : '';
  // A run without steps, or one that waits for its data, still counts.
  const weights = sessions.map(({ state }) => Math.max(1, state.stepsTotal));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const done = sessions.reduce(
    (sum, { state }, at) => sum + weights[at]! * wholeFraction(state),
    0,
  );
  return `${paused}${Math.floor((100 * done) / all)} % · `;
}

/** The tab's title on the page of an experiment: "46 % · I1d Four initialisations, five epochs". */
export function sessionTitle(session: ExperimentSession): string {
  const { original, active } = session;
  return `${progressOf(active ? [session] : [])}${original.name} ${original.title}`;
}
