/** What must be said of figures wherever they go: of which data they are, and where they were trained. */
import { isSynthetic } from '../document/parameters.ts';
import { provenanceText } from '../lab/provenance.ts';
import type { TrialState } from '../lab/state.ts';
import { realName } from './labels.ts';

type Marked = Pick<TrialState, 'plan' | 'provenance'>;

/** "stand-in data, not FashionMNIST"; '' of the data that were asked for. */
export function standInText(trials: readonly Marked[]): string {
  const name = trials.map(({ plan }) => plan.trial.dataset.name).find(isSynthetic);
  return name === undefined ? '' : `stand-in data, not ${realName(name)}`;
}

/** Both marks in one line; '' where there is nothing to be said. */
export const marksOf = (trials: readonly Marked[]): string =>
  [standInText(trials), provenanceText(trials)].filter((text) => text !== '').join('; ');
