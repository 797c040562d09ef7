/** Where trials were trained. */

/**
 * By this lab on this machine; elsewhere, and trained again here to the same bits; or elsewhere, which is
 * all that is known.
 */
export type Provenance = 'here' | 'verified' | 'elsewhere';

/** Of several trials together: that of the one of which least is known. */
export function provenanceOf(trials: readonly { readonly provenance?: Provenance }[]): Provenance {
  if (trials.some(({ provenance }) => provenance === 'elsewhere')) return 'elsewhere';
  return trials.some(({ provenance }) => provenance === 'verified') ? 'verified' : 'here';
}
