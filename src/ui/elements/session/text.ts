/** The page's texts in the run bar and under the table. */
import { settingOf } from '../settings-form/draft.ts';
import { isReal } from '../../../data/registry.ts';
import type { TrialState } from '../../../lab/state.ts';
import { megabytes } from '../../../base/numbers.ts';
import { engineText, nameOf, settingText } from '../../../text/labels.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';
import { mayBeAvailable, type AvailabilityMap } from './availability.ts';

/** Why Run cannot be pressed; '' when it can. */
export function blockedText(session: ExperimentSession, available: AvailabilityMap): string {
  const [issue, ...more] = session.issues;
  if (issue !== undefined) {
    const also = more.length === 0 ? '' : `, and ${more.length} more`;
    return `Check the set-up: ${settingText(settingOf(issue.path, session.draft))}${also}`;
  }
  const { name } = session.defaults.dataset;
  if (!mayBeAvailable(name, available)) return `${nameOf(name)} is unavailable here`;
  return session.classroom.blocked;
}

/** What a first run will download. */
export function upfrontText({ defaults }: ExperimentSession, available: AvailabilityMap): string {
  const { name } = defaults.dataset;
  if (available === null || !isReal(name)) return '';
  const { cached, bytes, available: there } = available[name];
  return cached || !there ? '' : `downloads ${megabytes(bytes)} once`;
}

/** Which engine the trials ran on and why, in full; the run bar may truncate it. */
export function computedBy(trials: readonly TrialState[]): string {
  const engines = new Map(
    trials.flatMap(({ engine }) => (engine === null ? [] : [[engine.name, engine] as const])),
  );
  return [...engines.values()]
    .map(({ name, reason }) => `Computed by ${engineText(name)}: ${reason}.`)
    .join(' ');
}
