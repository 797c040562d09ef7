/** The wording, everywhere figures appear, of where their trials were trained. */
import { provenanceOf, type Provenance } from '../formats/results/provenance.ts';
import type { TrialState } from './state.ts';

type Trained = Pick<TrialState, 'provenance'>;

/** A mark on a figure; '' if trained here. */
export const provenanceMarks: Readonly<Record<Provenance, string>> = {
  here: '',
  verified: 'trained elsewhere, verified here by training again',
  elsewhere: 'trained elsewhere, not verified',
};

export const provenanceText = (trials: readonly Trained[]): string =>
  provenanceMarks[provenanceOf(trials)];
