/**
 * What to expect when the same experiment runs in PyTorch, in words. A tolerance is promised only for the
 * trials that were compared with PyTorch, on the same engine and processor. For other trials, the text says
 * how closely two versions of PyTorch agree.
 */
import { drawsInSteps } from '../../catalog/lookup/network.ts';
import { isRelaxed } from '../../catalog/lookup/engine-bits.ts';
import { engineMeta } from '../../catalog/registry/engine.meta.ts';
import { canonicalJson } from '../../document/hash.ts';
import { isList } from '../../document/network-form.ts';
import { planOf, splitOf } from '../../document/parameters.ts';
import type { Trial } from '../../document/schema.ts';
import type { TrialState } from '../../lab/state.ts';
import {
  apartAcrossAll,
  kinds,
  norms,
  otherSeeds,
  type VersionSpread,
  type ComparedKind,
} from './compared.ts';

export interface Guarantee {
  /** What is equal bit for bit, and on which condition. */
  readonly exact: string;
  /** How closely losses agree, for these trials. */
  readonly losses: string;
}

/** A trial and the engine that computed it; null where none has yet. */
export interface Computed {
  readonly trial: Trial;
  readonly engine: Pick<NonNullable<TrialState['engine']>, 'name' | 'device'> | null;
}

/** What two trials that take the same steps have in common; epochs and the number of test rows do not matter. */
interface Steps {
  readonly exactly: string;
  /** With any seed and number of training rows. */
  readonly otherwise: string;
  /** With any optimiser, of which the steps before the first know nothing. */
  readonly beforeTraining: string;
}

/** Pages ask ten times a second for every trial of a run. */
const known = new WeakMap<Trial, Steps>();

function stepsOf(trial: Trial): Steps {
  const kept = known.get(trial);
  if (kept !== undefined) return kept;
  const { dataset, model, init, optimizer, batchSize, seed, schedule, loss, clip } = trial;
  const [rest, of] = [{ model, init, batchSize, loss }, canonicalJson([optimizer, schedule, clip])];
  const { trainSize, validation, ...data } = { ...dataset, testSize: null };
  const otherwise = canonicalJson({ data, ...rest });
  const drawn = canonicalJson([trainSize, validation, seed]);
  const beforeTraining = `${otherwise} ${drawn}`;
  const steps = {
    exactly: `${beforeTraining} ${of}`,
    otherwise: `${otherwise} ${of}`,
    beforeTraining,
  };
  known.set(trial, steps);
  return steps;
}

/** The compared kinds by the steps of their trials, of equal ones the first. */
const kindsBy = (steps: keyof Steps): ReadonlyMap<string, ComparedKind> =>
  new Map(kinds.toReversed().map((kind) => [stepsOf(kind.trial)[steps], kind]));

const kindsExactly = kindsBy('exactly');
const kindsOtherwise = kindsBy('otherwise');
const comparedNorms = new Set(norms.trials.map((trial) => stepsOf(trial).beforeTraining));

const kindOf = (trial: Trial): ComparedKind | undefined => kindsExactly.get(stepsOf(trial).exactly);

/** The kind that differs at most in its seed and training rows. */
const kindLike = (trial: Trial): ComparedKind | undefined =>
  kindsOtherwise.get(stepsOf(trial).otherwise);

/** Only the build with the same bits on every machine was compared. */
const isCompared = ({ engine }: Computed): boolean =>
  engine === null || (engineMeta[engine.name].compared === true && !isRelaxed(engine));

const beside = 'the lab’s own engine, and PyTorch 2.13 on an x86 processor with AVX2';

/** @param computed the trials of one experiment */
export function guarantee(computed: readonly Computed[]): Guarantee {
  const trials = computed.map(({ trial }) => trial);
  const split = trials.some(({ dataset }) => splitOf(dataset) === 'seeded') ? 'split, ' : '';
  const exact = `Same ${split}initial weights and batches as PyTorch 1.13 and 2.13, bit for bit, on x86 processors with AVX2; elsewhere, the weights that PyTorch draws may differ in their last digits.`;
  const masks = trials.some((trial) => isList(trial.model) && drawsInSteps(planOf(trial)))
    ? ' Units are dropped as PyTorch drops them, except where PyTorch uses Intel’s MKL on an Intel processor: it draws other masks there.'
    : '';
  const trained = computed.filter(({ trial }) => trial.epochs > 0);
  return {
    exact: exact + masks,
    losses: trained.length > 0 ? ofSteps(trained) : ofNorms(computed),
  };
}

function ofSteps(trained: readonly Computed[]): string {
  const each = trained.length === 1 ? '' : ' of every trial';
  const found = trained.map(({ trial }) => kindOf(trial));
  const promised = found.filter((kind) => kind !== undefined);
  if (promised.length === trained.length && trained.every(isCompared)) {
    const least = promised.reduce((worst, kind) => (kind.steps < worst.steps ? kind : worst));
    const notes = [...new Set(promised.flatMap(({ note }) => note ?? []))].map(
      (note) => ` ${note}`,
    );
    return `Losses to ${least.tolerance} over the first ${least.steps} steps${each}, compared for exactly this: seed 433, all rows, these settings, ${beside}.${notes.join('')} After that, rounding differences grow, between two versions of PyTorch as much as here.`;
  }
  const why =
    promised.length === trained.length
      ? 'only the lab’s own engine was compared'
      : notCompared(trained.filter((_, index) => found[index] === undefined));
  return `Losses agree up to rounding differences, which grow with the steps. No figure is promised: ${why}. ${apart(trained)}`;
}

/** Why no figure is promised, for the first trial without one. */
function notCompared(trials: readonly Computed[]): string {
  const [{ trial }] = trials as [Computed];
  const like = kindLike(trial);
  if (like === undefined) return 'these settings were not compared';
  return trial.seed === like.trial.seed
    ? 'only all rows were compared'
    : `seed ${trial.seed} was not compared`;
}

/** How closely versions of PyTorch agree: for networks like these, or for all that were compared. */
function apart(trained: readonly Computed[]): string {
  const like = trained.flatMap(({ trial }) => kindLike(trial) ?? []);
  if (like.length < trained.length) {
    return `${limit} ${range(apartAcrossAll)}, over ${otherSeeds} other seeds of the assignment’s networks.`;
  }
  const texts = [...new Set(like)].map(
    (kind) => `${range(kind.apart)} within ${kind.steps} steps${name(kind, like)}`,
  );
  return `${limit} ${texts.join(', ')}, over ${otherSeeds} other seeds.`;
}

/** The kind's label, where there are several. */
const name = ({ label }: ComparedKind, all: readonly ComparedKind[]): string =>
  new Set(all).size === 1 ? '' : ` (${label})`;

const limit = 'PyTorch agrees no better with itself: losses of 1.13 and 2.13 differ by up to';

/** The largest difference, relative to the loss. */
const range = ({ worst, parted }: VersionSpread): string =>
  parted === 0 ? worst : `${worst} (and some trials diverge in one version only)`;

function ofNorms(computed: readonly Computed[]): string {
  const all = computed.every(({ trial }) => comparedNorms.has(stepsOf(trial).beforeTraining));
  if (all && computed.every(isCompared)) {
    return `Losses and gradient norms to ${norms.tolerance}, compared for exactly this: seed 433, all rows, these networks, ${beside}.`;
  }
  return `Losses and gradient norms agree up to rounding differences. No figure is promised: these were not compared. Those of PyTorch 1.13 and 2.13 differ by up to ${norms.worst}, over ${otherSeeds} other seeds of I1c’s networks.`;
}
