/** What went wrong in a trial, or is notable about it, as a named diagnosis: no silent flat line. */
import { trialCounts } from '../document/parameters.ts';
import { isComplete } from '../document/trial-status.ts';
import { chanceOf, type Chance } from '../lab/class-figures.ts';
import type { TrialState } from '../lab/state.ts';
import { chanceBound } from './chance.ts';
import { count, percent, significant } from '../base/numbers.ts';
import { blockLength, mainMeasure, testLoss, trainLoss } from './measures.ts';
import { quoted } from './prose.ts';
import type { Figure } from './types.ts';

export interface Diagnosis {
  readonly kind:
    'diverged' | 'dead-layer' | 'dead-units' | 'chance' | 'mean' | 'overfitting' | 'improving';
  /** A trouble has a badge wherever the trial is listed; anything else appears in the findings only. */
  readonly trouble: boolean;
  /** A few words: "at chance". */
  readonly badge: string;
  /** A sentence that contains its figures. */
  readonly explanation: string;
  readonly figures: readonly Figure[];
}

const main = mainMeasure('classification');
const error = mainMeasure('regression');

/** A loss below that of guessing by more than this share shows that something was learnt. */
const chanceLoss = 0.01;
/** From this share of all hidden units on, dead units are a trouble; a few are normal. */
const manyDead = 0.5;
/** Relative changes from which on a mean over a fifth of the epochs has risen or fallen. */
const risen = 0.02;
const fallen = 0.01;

/** All diagnoses of one trial, the worst first; none while it waits or runs. */
export function diagnose(trial: TrialState): readonly Diagnosis[] {
  const diagnoses = cache.get(trial) ?? compute(trial);
  cache.set(trial, diagnoses);
  return diagnoses;
}

/** Pages ask often, and a state never changes once its trial has ended. */
const cache = new WeakMap<TrialState, readonly Diagnosis[]>();

function compute(trial: TrialState): Diagnosis[] {
  if (trial.status === 'diverged') return [diverged(trial)];
  if (!isComplete(trial)) return [];
  return [atChance, noBetterThanMean, dead, overfitting, improving].flatMap(
    (rule) => rule(trial) ?? [],
  );
}

/** The first of them in a few words. */
export const badgeOf = (trial: TrialState): string | undefined => troublesOf(trial)[0]?.badge;

export const troublesOf = (trial: TrialState): Diagnosis[] =>
  diagnose(trial).filter(({ trouble }) => trouble);

const figureOf = (trial: TrialState, name: string, value: number, text: string): Figure => ({
  trials: [trial.plan.id],
  name,
  value,
  text,
});

const lossName = (loss: number | undefined): string =>
  loss === undefined ? 'not a number' : Number.isNaN(loss) ? 'NaN' : 'infinite';

function diverged(trial: TrialState): Diagnosis {
  // Documents of other programs may not name the step.
  const step = trial.divergence?.step ?? Math.floor(trial.stepsDone) + 1;
  const loss = lossName(trial.divergence?.loss);
  const text = count(step);
  return {
    kind: 'diverged',
    trouble: true,
    badge: `diverged at step ${text}`,
    explanation: `The trial diverged and stopped: its loss became ${loss} at step ${text}.`,
    figures: [figureOf(trial, 'step of divergence', step, text)],
  };
}

/**
 * The test accuracy is no better than that of always predicting the most frequent class, by the binomial
 * bound, and nothing else shows learning. A loss below that of the class shares would, unless the network
 * predicts one class for all rows.
 */
function atChance(trial: TrialState): Diagnosis | null {
  const record = trial.epochs.at(-1);
  const settings = trial.plan.trial;
  const chance = chanceOf(settings, trial.classes);
  const share = record === undefined ? null : main.read(record);
  if (record === undefined || share === null || chance === null) return null;
  const { test } = trialCounts(settings);
  const bound = chanceBound(chance.share, test);
  if (share > bound) return null;
  // With equal classes, an accuracy far below guessing is no guess: something was learnt, but wrongly.
  if (chance.equal && share < 2 * chance.share - bound) return null;
  const loss = testLoss(record);
  const learnt = loss < chance.loss * (1 - chanceLoss);
  const one = !chance.equal && predictsOneClass(trial);
  if (learnt && !one) return null;
  const [shareText, own] = [main.write(share), significant(loss)];
  return {
    kind: 'chance',
    trouble: true,
    badge: 'at chance',
    explanation: `${guessText(chance, test, shareText)}; ${lossText(loss, chance)}.${one ? ' It predicts one class for every test row.' : ''}`,
    figures: [
      figureOf(trial, main.name, share, shareText),
      figureOf(trial, 'test loss', loss, own),
    ],
  };
}

const guessText = (
  { equal, classes, mostFrequent, share }: Chance,
  rows: number,
  own: string,
): string =>
  equal
    ? `The network is no better than guessing: its ${main.name} of ${own} is within the sampling error of guessing among ${classes} classes on ${count(rows)} rows`
    : `The network is no better than always predicting the most frequent class, ${quoted(mostFrequent ?? '')}: its ${main.name} is ${own}, and that class has ${percent(share)} of ${count(rows)} test rows`;

function lossText(found: number, { equal, classes, loss }: Chance): string {
  const own = `its test loss of ${significant(found)} is`;
  const of = equal
    ? `that of equal probabilities, ln ${classes} = ${significant(loss)}`
    : `that of the class shares as probabilities, ${significant(loss)}`;
  if (found < loss * (1 - chanceLoss)) return `${own} below ${of}`;
  return found < loss * (1 + chanceLoss) ? `${own} ${of}` : `${own} above ${of}`;
}

/** Whether the network predicts the same class for every test row at the end. */
function predictsOneClass({ classes }: TrialState): boolean {
  const { confusion } = classes ?? {};
  if (confusion === undefined) return false;
  const predicted = confusion.map((_, at) => confusion.some((row) => (row[at] ?? 0) > 0));
  return predicted.filter(Boolean).length === 1;
}

/** Regression: as good as always predicting the mean of the training targets, or worse. */
function noBetterThanMean(trial: TrialState): Diagnosis | null {
  const record = trial.epochs.at(-1);
  const { baseline } = trial;
  if (record === undefined || baseline === undefined) return null;
  const [own, ofMean] = [error.read(record), error.read(baseline)];
  if (own === null || ofMean === null || own < ofMean * (1 - fallen)) return null;
  const [text, mean] = [error.write(own), error.write(ofMean)];
  return {
    kind: 'mean',
    trouble: true,
    badge: 'no better than the mean',
    explanation: `The network is no better than always predicting the mean of the training targets: its ${error.name} is ${text}, that of the mean ${mean}.`,
    figures: [
      figureOf(trial, error.name, own, text),
      figureOf(trial, `${error.name} of the mean`, ofMean, mean),
    ],
  };
}

/** The share of a trial's hidden units that are dead. */
export function deadShare({ deadUnits }: TrialState): number | null {
  // All hidden layers have the same width, so the mean over layers is the share of all units.
  const shares = deadUnits?.shares ?? [];
  return shares.length === 0 ? null : shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

function dead(trial: TrialState): Diagnosis | null {
  const share = deadShare(trial);
  if (share === null || trial.deadUnits === undefined) return null;
  const { shares, rows } = trial.deadUnits;
  const sample = `for each of ${count(rows)} training rows`;
  const layer = shares.lastIndexOf(1) + 1;
  if (layer > 0) {
    const text = `layer ${count(layer)}`;
    return {
      kind: 'dead-layer',
      trouble: true,
      badge: `dead: all of ${text}`,
      explanation: `Every ReLU unit of ${text} is dead: it outputs zero ${sample}, so the network’s output is the same for all of them and no gradient from them flows through that layer.`,
      figures: [figureOf(trial, 'dead layer', layer, text)],
    };
  }
  if (share < manyDead) return null;
  const text = percent(share, 0);
  return {
    kind: 'dead-units',
    trouble: true,
    badge: `dead: ${text} of units`,
    explanation: `${text} of the hidden ReLU units are dead: they output zero ${sample}, pass no gradient and cannot learn from those rows.`,
    figures: [figureOf(trial, 'share of dead units', share, text)],
  };
}

/** Mean losses over a block of epochs; the last block ends with the trial. */
export interface Block {
  /** First and last epoch. */
  readonly from: number;
  readonly to: number;
  readonly train: number;
  readonly test: number;
}

export function blocksOf({ epochs }: Pick<TrialState, 'epochs'>): readonly Block[] {
  const blocks = blocksKept.get(epochs) ?? blocksIn(epochs);
  blocksKept.set(epochs, blocks);
  return blocks;
}

/** Two rules ask for the blocks of the same epochs. */
const blocksKept = new WeakMap<TrialState['epochs'], readonly Block[]>();

function blocksIn(epochs: TrialState['epochs']): Block[] {
  const length = blockLength(epochs.length);
  const blocks: Block[] = [];
  for (let end = epochs.length; end - length >= 0; end -= length) {
    const part = epochs.slice(end - length, end);
    const mean = (read: typeof testLoss) =>
      part.reduce((sum, record) => sum + read(record), 0) / length;
    blocks.unshift({
      from: part[0]!.epoch,
      to: part.at(-1)!.epoch,
      train: mean(trainLoss),
      test: mean(testLoss),
    });
  }
  return blocks;
}

const span = ({ from, to }: Block): string =>
  from === to ? `epoch ${count(from)}` : `epochs ${count(from)}–${count(to)}`;

/** The test loss has risen from its lowest mean while the training loss kept falling. */
function overfitting(trial: TrialState): Diagnosis | null {
  const blocks = blocksOf(trial);
  const last = blocks.at(-1);
  if (last === undefined) return null;
  const best = blocks.reduce((least, block) => (block.test < least.test ? block : least));
  if (last.test <= best.test * (1 + risen) || last.train >= best.train) return null;
  const [least, end] = [significant(best.test), significant(last.test)];
  return {
    kind: 'overfitting',
    trouble: false,
    badge: 'overfitting',
    explanation: `The network overfits: its test loss rose from ${least} at ${span(best)} to ${end} at ${span(last)} while the training loss kept falling.`,
    figures: [
      figureOf(trial, `test loss, ${span(best)}`, best.test, least),
      figureOf(trial, `test loss, ${span(last)}`, last.test, end),
    ],
  };
}

function improving(trial: TrialState): Diagnosis | null {
  const blocks = blocksOf(trial);
  const [before, last] = blocks.slice(-2);
  if (before === undefined || last === undefined) return null;
  const least = Math.min(...blocks.slice(0, -1).map(({ test }) => test));
  if (last.test >= least * (1 - fallen)) return null;
  const [from, to] = [significant(before.test), significant(last.test)];
  return {
    kind: 'improving',
    trouble: false,
    badge: 'still improving',
    explanation: `The network was still improving when training ended: its test loss fell from ${from} at ${span(before)} to ${to} at ${span(last)}.`,
    figures: [
      figureOf(trial, `test loss, ${span(before)}`, before.test, from),
      figureOf(trial, `test loss, ${span(last)}`, last.test, to),
    ],
  };
}
