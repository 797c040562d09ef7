/** Where trials were trained. */

/**
 * `here`: by this lab on this machine. `verified`: elsewhere, and retrained here to the same bits. `elsewhere`:
 * nothing more is known.
 */
export type Provenance = 'here' | 'verified' | 'elsewhere';

/** The provenance of several trials: that of the least known one. */
export function provenanceOf(trials: readonly { readonly provenance?: Provenance }[]): Provenance {
  if (trials.some(({ provenance }) => provenance === 'elsewhere')) return 'elsewhere';
  return trials.some(({ provenance }) => provenance === 'verified') ? 'verified' : 'here';
}
