/**
 * What an instructor sets for a class: locked settings, and a seed for each student. A lock is a convenience,
 * not security: anyone with the document can remove it.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Experiment } from './schema.ts';

/**
 * Normalises an id for comparison: NFKC, trimmed, case-folded. " Ab12 " and "ab12" are equal, and so are an
 * umlaut as one character and as two.
 */
export function sameId(id: string): string {
  // Via upper case, which makes "ß" and "SS" equal, as case folding does. Lower case first, because the
  // capital "ẞ" has no such expansion.
  const small = id.normalize('NFKC').trim().toLowerCase();
  return small.toUpperCase().toLowerCase().normalize('NFKC');
}

/**
 * The seed of a student in an experiment, 0 … 2³² − 1: the first four bytes, the highest first, of
 * the sha256 of the UTF-8 text "a2-student-seed/1", a line feed, the experiment's name, a line feed
 * and the id (as `sameId` has it). Seeds differ between experiments, so that nobody is lucky or unlucky all
 * term.
 * @param experiment its name in the document
 */
export function studentSeed(id: string, experiment: string): number {
  const text = `a2-student-seed/1\n${experiment}\n${sameId(id)}`;
  const hash = sha256(utf8ToBytes(text));
  return new DataView(hash.buffer, hash.byteOffset, hash.byteLength).getUint32(0);
}

/** Whether the seed is an axis, which `withSeed` does not change. */
export const variesSeed = ({ axes }: Experiment): boolean =>
  axes.some(({ path }) => path === 'seed');

/**
 * The experiment with this seed in its trial. An axis over seeds would override it, so such an
 * experiment is returned unchanged; check `variesSeed` and tell the reader.
 */
export function withSeed(experiment: Experiment, seed: number): Experiment {
  if (variesSeed(experiment)) return experiment;
  return { ...experiment, trial: { ...experiment.trial, seed } };
}

/** Whether a setting, or a group that it is in, is locked; "*" locks all. */
export const isLocked = (lock: readonly string[], path: string): boolean =>
  lock.some((each) => each === '*' || path === each || path.startsWith(`${each}.`));
