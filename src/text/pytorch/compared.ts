/**
 * Which trials were compared with PyTorch, and how closely two versions of PyTorch agree. The tests of
 * test/workers/trajectory-suite.ts check the tolerances; a test checks the versions' differences against
 * test/golden/versions-apart.json. The trials themselves are in compared.json.
 */
import { parse } from 'valibot';
import { trialSchema, type Trial } from '../../document/schema.ts';
import compared from '../../formats/pytorch/compared.json' with { type: 'json' };

/** How far two versions of PyTorch differ, over other seeds. */
export interface VersionSpread {
  /** The largest relative difference of two losses. */
  readonly worst: string;
  /** Seeds with which only one of them diverges within the steps. */
  readonly parted: number;
}

export interface ComparedKind {
  /** Its name in versions-apart.json. */
  readonly name: string;
  /** In words, where several kinds are listed. */
  readonly label: string;
  /** The exact trial, with seed and rows. */
  readonly trial: Trial;
  readonly steps: number;
  /** Relative to PyTorch's losses. */
  readonly tolerance: string;
  readonly apart: VersionSpread;
  /** What else is known about exactly this trial. */
  readonly note?: string;
}

export const otherSeeds = 20;

export const kinds: readonly ComparedKind[] = compared.kinds.map(({ trial, ...rest }) => ({
  ...rest,
  trial: parse(trialSchema, trial),
}));

/** The largest of all kinds. */
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
