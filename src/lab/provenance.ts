/** Where trials were trained, and how that is said wherever their figures go. */
import type { Provenance } from '../document/results.ts';
import type { TrialState } from './state.ts';

type Trained = Pick<TrialState, 'provenance'>;

/** Of several trials together: that of the one of which least is known. */
export function provenanceOf(trials: readonly Trained[]): Provenance {
  if (trials.some(({ provenance }) => provenance === 'elsewhere')) return 'elsewhere';
  return trials.some(({ provenance }) => provenance === 'verified') ? 'verified' : 'here';
}

/** As a mark on a figure; '' for what was trained here. */
export const provenanceMarks: Readonly<Record<Provenance, string>> = {
  here: '',
  verified: 'trained elsewhere, verified here by training again',
  elsewhere: 'trained elsewhere, not verified',
};

export const provenanceText = (trials: readonly Trained[]): string =>
  provenanceMarks[provenanceOf(trials)];
