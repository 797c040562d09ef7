/** What must accompany figures everywhere: whether the data are a stand-in, and where the trials were trained. */
import { isSynthetic } from '../document/parameters.ts';
import { provenanceText } from '../lab/provenance.ts';
import type { TrialState } from '../lab/state.ts';
import { realName } from './labels.ts';

type Marked = Pick<TrialState, 'plan' | 'provenance'>;

/** "stand-in data, not FashionMNIST"; '' for real data. */
export function standInText(trials: readonly Marked[]): string {
  const name = trials.map(({ plan }) => plan.trial.dataset.name).find(isSynthetic);
  return name === undefined ? '' : `stand-in data, not ${realName(name)}`;
}

/** Both marks in one line; '' where neither applies. */
export const marksOf = (trials: readonly Marked[]): string =>
  [standInText(trials), provenanceText(trials)].filter((text) => text !== '').join('; ');
