/**
 * What was compared with PyTorch, and how far PyTorch agrees with itself. The first is met by the tests
 * of test/workers/trajectory-suite.ts; the second is in test/golden/versions-apart.json, which a test
 * holds these figures to. The trials are documents, and stand beside as such.
 */
import { parse } from 'valibot';
import { trialSchema, type Trial } from '../../document/schema.ts';
import compared from '../../formats/pytorch/compared.json' with { type: 'json' };

/** Of two versions of PyTorch, over other seeds: the largest relative difference of two losses. */
export interface VersionSpread {
  readonly worst: string;
  /** Seeds with which one of them diverges and the other does not, within the steps. */
  readonly parted: number;
}

export interface ComparedKind {
  /** Its name in versions-apart.json. */
  readonly name: string;
  /** In words, where several are told apart. */
  readonly label: string;
  /** The very trial, seed and rows included. */
  readonly trial: Trial;
  readonly steps: number;
  /** Relative to PyTorch's losses. */
  readonly tolerance: string;
  readonly apart: VersionSpread;
  /** What else is known of these very trials. */
  readonly note?: string;
}

export const otherSeeds = 20;

export const kinds: readonly ComparedKind[] = compared.kinds.map(({ trial, ...rest }) => ({
  ...rest,
  trial: parse(trialSchema, trial),
}));

/** Of all of these together. */
export const apartAcrossAll: VersionSpread = kinds
  .map(({ apart }) => apart)
  .reduce((one, other) => (Number(other.worst) > Number(one.worst) ? other : one));

/** Loss and gradient norms of the first batch, before any step: I1c's four networks. */
export const norms: {
  readonly trials: readonly Trial[];
  readonly tolerance: string;
  readonly worst: string;
} = {
  ...compared.norms,
  trials: compared.norms.kinds.flatMap((name) =>
    kinds.filter((kind) => kind.name === name).map(({ trial }) => trial),
  ),
};
